"""Le schéma publié de l'API (OpenAPI 3.1), tiré de sa description."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tripartite import __version__
from tripartite.guichet.api import description as dite
from tripartite.guichet.problemes import NATURES, TYPE


def schema() -> dict[str, Any]:
    """Le schéma, dans la langue de la demande."""
    probleme = dite.objet(dite.PROBLEME)
    probleme["properties"]["erreurs"] = {"type": "array", "items": dite.objet(dite.ERREUR)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tripartite",
            "version": __version__,
            "description": _("Lire par un programme les conventions de stage que l'on voit à l'écran."),
        },
        "servers": [{"url": settings.ADRESSE}],
        "security": [{"jeton": []}],
        "paths": {o.chemin: {"get": _operation(o)} for o in dite.OPERATIONS},
        "components": {
            "securitySchemes": {"jeton": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Page": dite.objet(dite.PAGE),
                "Convention": dite.objet(dite.CONVENTION),
                "ConventionEntiere": dite.objet(dite.CONVENTION_ENTIERE),
                "Constat": dite.objet(dite.CONSTAT),
                "Probleme": probleme,
            },
        },
    }


def _operation(operation: dite.Operation) -> dict[str, Any]:
    return {
        "operationId": operation.nom,
        "summary": str(operation.titre),
        "parameters": [_parametre(p, operation) for p in operation.parametres],
        "responses": {
            "200": {"description": str(operation.titre), "content": dite.REPONSES[operation.nom]},
            **_refus(operation),
        },
    }


def _parametre(parametre: dite.Champ, operation: dite.Operation) -> dict[str, Any]:
    dans_l_adresse = f"{{{parametre.nom}}}" in operation.chemin
    return {
        "name": parametre.nom,
        "in": "path" if dans_l_adresse else "query",
        "required": dans_l_adresse,
        "description": str(parametre.dit),
        "schema": parametre.schema,
    }


def _refus(operation: dite.Operation) -> dict[str, Any]:
    """Un code HTTP peut dire plusieurs refus."""
    par_code: dict[str, list[str]] = {}
    for cle in operation.refus:
        par_code.setdefault(str(NATURES[cle].code), []).append(str(NATURES[cle].titre))
    contenu = {TYPE: {"schema": {"$ref": "#/components/schemas/Probleme"}}}
    return {
        code: {"description": ", ".join(titres), "content": contenu}
        for code, titres in sorted(par_code.items())
    }
