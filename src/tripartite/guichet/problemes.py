"""Un refus de l'API, dans la forme de la RFC 9457 : ce que l'on a reçu, ce que l'on attendait, quoi faire."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.rendus.typographie import sans_insecable

RACINE = "/api/"
TYPE = "application/problem+json"


class Nature(NamedTuple):
    """Une sorte de refus : son code HTTP, son titre, ce que l'on peut faire."""

    code: int
    titre: str | Promise
    detail: str | Promise


NATURES: Mapping[str, Nature] = {
    "requete-incomprise": Nature(
        400, _("Requête incomprise"), _("Cette requête ne se lit pas : vérifiez son adresse et ses en-têtes.")
    ),
    "jeton-attendu": Nature(
        401,
        _("Jeton attendu"),
        _(
            "Donnez un jeton dans l'en-tête « Authorization: Bearer tripartite_… ». "
            "On en fait un sur la page « Mon compte »."
        ),
    ),
    "jeton-refuse": Nature(
        401,
        _("Jeton refusé"),
        _("Ce jeton n'existe pas, a expiré ou a été révoqué. Faites-en un autre sur la page « Mon compte »."),
    ),
    "portee-insuffisante": Nature(
        403, _("Portée insuffisante"), _("Ce jeton ne permet pas de lire. Faites-en un qui le permette.")
    ),
    "second-facteur-exige": Nature(
        403,
        _("Second facteur exigé"),
        _("Vos titres exigent un second facteur : entrez avec lui, puis refaites ce jeton."),
    ),
    "introuvable": Nature(
        404,
        _("Introuvable"),
        _("Rien à cette adresse, ou rien pour vous. Vérifiez l'adresse et la référence."),
    ),
    "methode-refusee": Nature(
        405, _("Méthode refusée"), _("L'API se lit seulement : demandez cette adresse par GET.")
    ),
    "document-impossible": Nature(
        409, _("Document impossible"), _("Ce document ne se compose pas encore : complétez la convention.")
    ),
    "requete-trop-grande": Nature(
        413, _("Requête trop grande"), _("L'API se lit seulement : n'envoyez pas de corps.")
    ),
    "parametre-refuse": Nature(
        422,
        _("Paramètre refusé"),
        _("Un paramètre ne convient pas : « erreurs » dit lequel, et ce qui était attendu."),
    ),
    "trop-de-demandes": Nature(
        429,
        _("Trop de demandes"),
        _("Ce jeton a fait plus de mille demandes en une minute : attendez, puis reprenez."),
    ),
    "panne": Nature(
        500,
        _("Panne"),
        _("Quelque chose est tombé en panne chez nous. Écrivez-nous le numéro, s'il y en a un."),
    ),
    "occupe": Nature(503, _("Occupé"), _("La base est occupée : recommencez dans quelques secondes.")),
    "plein": Nature(
        507, _("Plus de place"), _("Le disque est plein : rien n'est perdu. Prévenez l'exploitant.")
    ),
}
"""Tous les refus : la page de l'API les explique, sous leur nom."""
PAR_CODE = {nature.code: cle for cle, nature in NATURES.items()}


class Erreur(NamedTuple):
    """Un paramètre refusé : lequel, ce que l'on en a reçu (rien, s'il n'existe pas), ce qui était attendu."""

    parametre: str
    recu: str
    message: str


class Probleme(Exception):
    """Un refus, levé par une opération."""

    def __init__(
        self,
        nature: str,
        *,
        detail: str = "",
        erreurs: Sequence[Erreur] = (),
        entetes: Mapping[str, str] | None = None,
    ) -> None:
        self.nature, self.detail, self.erreurs = nature, detail, tuple(erreurs)
        self.entetes = dict(entetes or {})
        super().__init__(nature)

    def reponse(self) -> HttpResponse:
        """Le refus, dit dans la langue de la demande."""
        nature = NATURES[self.nature]
        dit: dict[str, Any] = {
            "type": f"{settings.ADRESSE}{RACINE}#{self.nature}",
            "title": sans_insecable(str(nature.titre)),
            "status": nature.code,
            "detail": sans_insecable(self.detail or str(nature.detail)),
        }
        if self.erreurs:
            dit["erreurs"] = [erreur._asdict() for erreur in self.erreurs]
        corps = json.dumps(dit, ensure_ascii=False)
        return HttpResponse(corps, status=nature.code, content_type=TYPE, headers=self.entetes)


def dire_le_probleme(request: HttpRequest, code: int, *, detail: str = "") -> HttpResponse | None:
    """Le refus de ce code, si la demande est pour l'API ; rien, si c'est pour une page."""
    if not request.path.startswith(RACINE):
        return None
    return Probleme(PAR_CODE[code], detail=detail).reponse()
