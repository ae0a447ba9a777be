"""La page qui explique l'API, et son schéma ; chacun les lit, sans jeton."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tripartite.guichet.api.description import CONSTAT, CONVENTION, CONVENTION_ENTIERE, ERREUR, OPERATIONS
from tripartite.guichet.api.schema import schema
from tripartite.guichet.problemes import NATURES
from tripartite.rendus import json
from tripartite.rendus.typographie import sans_insecable


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Comment s'en servir : le jeton, les opérations, ce qu'elles rendent, ce qu'elles refusent."""
    contexte = {
        "adresse_publique": settings.ADRESSE,
        "operations": OPERATIONS,
        "de_la_liste": CONVENTION,
        "de_plus": CONVENTION_ENTIERE[len(CONVENTION) :],
        "du_constat": CONSTAT,
        "de_l_erreur": ERREUR,
        "natures": NATURES.items(),
    }
    return render(request, "api/api.html", contexte)


@require_safe
def schema_publie(request: HttpRequest) -> HttpResponse:
    """Le schéma, à donner à un outil ; ses phrases suivent la langue demandée."""
    reponse = HttpResponse(sans_insecable(json.texte(schema())), content_type="application/json")
    reponse.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(reponse, ["Accept-Language"])
    return reponse
