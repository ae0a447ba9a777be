"""Rouvrir un dossier : le seul envoi de ces pages ; il est lu à l'écart, jugé, et n'est pas gardé."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tripartite.dossiers import lire_texte
from tripartite.guichet.confinement import LectureImpossible, confier
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.reponses.questions import verification
from tripartite.guichet.limites import adresse_de, permettre
from tripartite.rendus.grandeurs import dire
from tripartite.reponses.verification import juger

ENVOIS, DIX_MINUTES = 30, 600
MEGA = 1024 * 1024
TAILLE = 10 * MEGA


class Envoi(forms.Form):
    """Un dossier : du YAML, du JSON, ou un PDF de Tripartite."""

    use_required_attribute = False
    fichier = forms.FileField(
        label=gettext_lazy("Le dossier"),
        help_text=gettext_lazy(
            "En YAML, en JSON, ou un PDF de Tripartite. 10 Mo au plus ; il n'est pas gardé."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json,.pdf"}),
        error_messages={
            "required": gettext_lazy("Choisissez un fichier."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )

    def clean_fichier(self) -> UploadedFile:
        """Le fichier, s'il n'est pas trop gros."""
        recu: UploadedFile = self.cleaned_data["fichier"]
        if (recu.size or 0) > TAILLE:
            raise forms.ValidationError(_("Le fichier dépasse 10 Mo. Envoyez le dossier seul."))
        return recu


@require_http_methods(["GET", "HEAD", "POST"])
def rouvrir(request: HttpRequest) -> HttpResponse:
    """Lit un dossier, montre ses constats, n'en garde rien."""
    if request.method != "POST":
        return render(request, "reponses/rouvrir.html", _contexte(Envoi()))
    if not permettre("relecture", adresse_de(request), au_plus=ENVOIS, secondes=DIX_MINUTES):
        return render(request, "429.html", status=429)
    envoi = Envoi(request.POST, request.FILES)
    if not envoi.is_valid():
        return render(request, "reponses/rouvrir.html", _contexte(envoi), status=422)
    recu = envoi.cleaned_data["fichier"]
    try:
        lu = confier("dossier", recu.read(), nom=recu.name, langue=langue())
    except LectureImpossible as erreur:
        raison = dire(str(erreur), langue())
        envoi.add_error("fichier", _("Ce fichier ne se lit pas : %(raison)s.") % {"raison": raison})
    else:
        for faute in lu.get("fautes", ()):
            envoi.add_error("fichier", faute)
    if envoi.errors:
        return render(request, "reponses/rouvrir.html", _contexte(envoi), status=422)
    jour = timezone.localdate()
    reponse = juger(lire_texte(lu["dossier"], "dossier"), jour)
    montre = {
        "reponse": reponse,
        "fiche": reponse.fiche,
        "phrase": dire(reponse.fiche.reponse, langue()),
        "dessins": verification.dessiner_au(reponse, jour),
        **verification.classement(reponse),
    }
    return render(request, "reponses/rouvrir.html", _contexte(envoi) | montre)


def _contexte(envoi: Envoi) -> dict[str, object]:
    question = verification.QUESTION
    return {
        "formulaire": envoi,
        "question": question,
        "fil": [
            (reverse("questions"), _("Questions")),
            (reverse("question", args=[question.cle]), question.titre),
            ("", _("Rouvrir un dossier")),
        ],
    }
