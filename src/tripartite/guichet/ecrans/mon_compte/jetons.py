"""Les jetons d'API de mon compte : en faire un, le révoquer."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.guichet.acces import Requete, a_un_second_facteur
from tripartite.guichet.ecrans.mon_compte.forms import NouveauJeton
from tripartite.guichet.gestes.jetons import creer_un_jeton, revoquer_le_jeton
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Jeton


@require_http_methods(["GET", "HEAD", "POST"])
def nouveau_jeton(request: Requete) -> HttpResponse:
    """Fait un jeton, et montre son secret : cette fois, et plus jamais. On vient de prouver qui l'on est."""
    if is_reauthentication_required(request, app="tripartite.guichet"):
        if request.method == "POST":  # l'envoi n'est pas gardé : la page se demande à nouveau
            return redirect("nouveau_jeton")
        raise ReauthenticationRequired
    compte = request.acteur.compte
    assert compte is not None  # noqa: S101  l'accès « connecté » exige un compte
    formulaire = NouveauJeton(request.POST if request.method == "POST" else None)
    contexte = {
        "form": formulaire,
        "fil": [(reverse("mon_compte"), _("Mon compte")), ("", _("Faire un jeton"))],
    }
    if request.method == "POST" and formulaire.is_valid():
        try:
            jeton, secret = creer_un_jeton(
                compte, **formulaire.cleaned_data, second_facteur=a_un_second_facteur(request)
            )
        except EntreeRefusee as refus:
            formulaire.add_error(refus.champ or None, str(refus))
        else:
            return render(request, "mon_compte/jeton.html", contexte | {"jeton": jeton, "secret": secret})
    status = 422 if formulaire.errors else 200
    return render(request, "mon_compte/nouveau_jeton.html", contexte, status=status)


@require_POST
def revoquer_un_jeton(request: Requete, numero: int) -> HttpResponse:
    """Fait cesser l'un de ses jetons."""
    jeton = get_object_or_404(Jeton.objects.select_related("compte"), pk=numero, compte=request.user.pk)
    revoquer_le_jeton(jeton)
    messages.success(request, _("Le jeton « %(nom)s » ne vaut plus.") % {"nom": jeton.nom})
    return redirect("mon_compte")
