"""La porte d'entrée, l'aiguillage vers son espace, la langue."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from tripartite.guichet.acces import Requete
from tripartite.guichet.modeles import Fonction


@require_GET
def accueil(request: HttpRequest) -> HttpResponse:
    """Ce qu'est Tripartite, et par où commencer."""
    return render(request, "accueil/accueil.html")


@require_GET
def espace(request: Requete) -> HttpResponse:
    """Mène chacun à la page où quelque chose l'attend."""
    acteur = request.acteur
    if acteur.appartenances:
        seulement_administrateur = {m.fonction for m in acteur.appartenances} == {Fonction.ADMINISTRATEUR}
        return redirect("reglages" if seulement_administrateur else "file_de_controle")
    if acteur.organismes:
        return redirect("mon_organisme")
    if acteur.controles:
        return redirect("controles")
    if acteur.compte and acteur.compte.operateur:
        return redirect("mon_compte")
    return redirect("mes_conventions")


@require_POST
def langue(request: HttpRequest) -> HttpResponse:
    """Garde la langue choisie, avec le compte s'il y en a un."""
    choisie = request.POST.get("langue", "")
    vers = request.POST.get("suite", "/")
    if not url_has_allowed_host_and_scheme(vers, allowed_hosts=None):
        vers = "/"
    reponse = redirect(vers)
    if choisie in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.langue = choisie
            request.user.save(update_fields=["langue"])
        reponse.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            choisie,
            max_age=31_536_000,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return reponse
