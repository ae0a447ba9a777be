"""Les conventions d'un stagiaire."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.dossiers import lire_les_dossiers
from tripartite.guichet.ecrans.mes_conventions.formations import chercher, deja_suivies
from tripartite.guichet.ecrans.reponses.questions.verification import FAITS
from tripartite.guichet.gestes.controler import annuler
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import Convention, Formation

UN_JOUR = 24 * 3600


@require_GET
def mes_conventions(request: Requete) -> HttpResponse:
    """Ce qui l'attend d'abord, puis ce qui suit son cours, puis ce qui est fini."""
    siennes = Convention.objects.filter(stagiaire=request.acteur.compte)
    dossiers = lire_les_dossiers(siennes, request.acteur, Partie.STAGIAIRE, timezone.localdate(), request.GET)
    contexte = {"dossiers": dossiers, "precedent": dossiers.precedent, "suivant": dossiers.suivant}
    return render(request, "mes_conventions/liste.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request: Requete) -> HttpResponse:
    """Choisir sa formation, puis ouvrir un brouillon ; le copier d'un autre, si on le demande."""
    demande = request.POST if request.method == "POST" else request.GET
    reference = demande.get("copie", "")
    copie = _la_sienne(request, reference) if reference else None
    signes = demande.get("faits", "")
    faits = _lire_les_faits(signes)
    if request.method == "POST":
        formation = Formation.objects.filter(pk=_nombre(demande.get("formation", "")), ouverte=True).first()
        if formation is not None:
            convention = etablir(request.acteur, formation, copie=copie, faits=faits)
            messages.success(request, _("Votre brouillon est ouvert. Chaque étape s'enregistre."))
            return redirect("completer", convention.reference)
        messages.error(request, _("Cette formation n'est pas ouverte. Choisissez-en une dans la liste."))
    mots = demande.get("mots", "").strip()[:100]
    contexte = {
        "mots": mots,
        "copie": copie,
        "faits": signes if faits else "",
        "siennes": deja_suivies(request.acteur),
        "trouvees": chercher(mots) if mots else None,
        "fil": [(reverse("mes_conventions"), _("Mes conventions")), ("", _("Nouvelle convention"))],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "mes_conventions/nouvelle.html", contexte, status=status)


@require_POST
def abandonner(request: Requete, reference: str) -> HttpResponse:
    """Renonce à un brouillon ; il reste dans la liste, et l'on peut en repartir."""
    convention = _la_sienne(request, reference)
    try:
        if "envoyer" not in request.acteur.gestes(convention):  # la table ne l'ouvre qu'à un brouillon
            raise GesteImpossible(_("Ce n'est plus un brouillon : annulez-la depuis sa page."))
        annuler(convention, request.acteur, motif=_("Brouillon abandonné par le stagiaire."))
    except (GesteImpossible, GesteRefuse) as refus:
        messages.error(request, str(refus))
    else:
        messages.success(
            request,
            _("Le brouillon est abandonné. Il reste plus bas : on peut en repartir."),
        )
    return redirect("mes_conventions")


def _la_sienne(request: Requete, reference: str) -> Convention:
    """Une convention dont il est le stagiaire."""
    convention = request.acteur.convention(reference)
    if convention.stagiaire_id != request.user.pk:
        raise Http404
    return convention


def _lire_les_faits(signes: str) -> dict[str, Any]:
    """Les faits d'une réponse publique ; aucun si le lien est trop vieux, ou d'une autre main."""
    try:
        lus: dict[str, Any] = signing.loads(signes, salt=FAITS, max_age=UN_JOUR) if signes else {}
    except signing.BadSignature:
        return {}
    return lus


def _nombre(texte: str) -> int:
    return int(texte) if texte.isdecimal() and len(texte) < 19 else 0
