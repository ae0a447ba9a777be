"""Servir une page que tous lisent pareille : en HTML ou en données, gardée par les caches, comprimée."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tripartite.droit.langage import ETAT_DU_DROIT
from tripartite.guichet.ecrans.droit.demande import Demande
from tripartite.rendus import json

UNE_HEURE = "public, max-age=3600, stale-while-revalidate=86400"


@dataclass(frozen=True)
class Page:
    """Une page : son gabarit et ce qu'il lit ; les mêmes choses en données."""

    gabarit: str
    contexte: Mapping[str, Any]
    donnees: Mapping[str, Any]
    statut: int = 200
    partie: str = "sujets"


Vue = Callable[..., Page | HttpResponse]


def page_pour_tous(vue: Vue) -> Callable[..., HttpResponse]:
    """D'une vue qui reçoit une `Demande`, fait une vue de Django.

    Un jour illisible rend 422, et la page d'aujourd'hui. Rien n'y est secret : comprimer ne trahit rien.
    """

    @wraps(vue)
    def servie(request: HttpRequest, **morceaux: str) -> HttpResponse:
        demande = Demande.de(request)
        with translation.override(demande.langue or translation.get_language()):
            request.LANGUAGE_CODE = translation.get_language() or "fr"
            try:
                faite = vue(demande, **morceaux)
            except Http404:
                faite = Page("droit/introuvable.html", {}, {"erreur": "introuvable"}, 404)
            reponse = faite if isinstance(faite, HttpResponse) else _ecrire(request, demande, faite)
            reponse.headers["Content-Language"] = request.LANGUAGE_CODE
        if not demande.langue:
            patch_vary_headers(reponse, ["Accept-Language"])
        return _garder(request, reponse)

    return require_safe(gzip_page(servie))


def _ecrire(request: HttpRequest, demande: Demande, page: Page) -> HttpResponse:
    statut = 422 if demande.faute and page.statut == 200 else page.statut
    if demande.en_json:
        tete = {
            "adresse": f"{settings.ADRESSE}{demande.chemin}",
            "au": demande.au.isoformat(),
            "etat_du_droit": ETAT_DU_DROIT.isoformat(),
        } | ({"erreur": demande.faute} if demande.faute else {})
        reponse = HttpResponse(
            json.texte(tete | json.brut(page.donnees)), content_type="application/json", status=statut
        )
        reponse.headers["Access-Control-Allow-Origin"] = "*"
        return reponse
    contexte = {
        "partie_du_droit": page.partie,
        "demande": demande,
        "garde": demande.garde,
        "etat_du_droit": ETAT_DU_DROIT,
        "adresse_publique": settings.ADRESSE,
    }
    return render(request, page.gabarit, contexte | dict(page.contexte), status=statut)


def _garder(request: HttpRequest, reponse: HttpResponse) -> HttpResponse:
    """Ce qui a réussi se garde une heure, et se redemande par son empreinte."""
    if reponse.status_code not in (200, 301):
        return reponse
    reponse.headers["Cache-Control"] = UNE_HEURE
    if reponse.status_code == 301:
        return reponse
    reponse.headers["ETag"] = quote_etag(blake2s(reponse.content, digest_size=12).hexdigest())
    gardee = get_conditional_response(request, reponse.headers["ETag"], response=reponse)
    return gardee or reponse
