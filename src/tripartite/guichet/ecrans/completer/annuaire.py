"""Chercher l'organisme dans l'annuaire public, et reprendre ce qu'il en dit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from tripartite.guichet.acces import Requete
from tripartite.guichet.formulaires.description import Etape
from tripartite.guichet.limites import permettre
from tripartite.guichet.sirene import Etablissement, Reponse, chercher

SIRET = "organisme.siret"
CHERCHE, COMMUNE, DEJA = CHAMPS = "cherche", "cherche-commune", "deja-cherche"
PAR_MINUTE = 30


class Recherche(NamedTuple):
    """Ce que l'on cherche, et ce que l'annuaire répond ; rien encore, si l'on n'a rien demandé."""

    texte: str = ""
    commune: str = ""
    reponse: Reponse = Reponse()
    faite: bool = False


def veut_chercher(envoi: Mapping[str, Any]) -> bool:
    """Dit si l'envoi cherche : par le bouton, ou par Entrée quand un texte n'a pas encore été cherché."""
    return "chercher" in envoi or ("entree" in envoi and envoi.get(CHERCHE, "") != envoi.get(DEJA, ""))


def recherche_de(request: Requete, etape: Etape) -> Recherche | None:
    """La recherche de cette page ; `None`, l'étape ne parle pas de l'organisme."""
    if SIRET not in etape.chemins:
        return None
    texte, commune = request.POST.get(CHERCHE, ""), request.POST.get(COMMUNE, "")
    if not veut_chercher(request.POST):
        return Recherche(texte, commune)
    if not permettre("annuaire", request.acteur.courriel, au_plus=PAR_MINUTE, secondes=60):
        trop = Reponse(message=_("Trente recherches en une minute : attendez."))
        return Recherche(texte, commune, trop, faite=True)
    return Recherche(texte, commune, chercher(texte, commune), faite=True)


def etablissement_choisi(envoi: Mapping[str, Any]) -> Etablissement | None:
    """L'établissement que l'on reprend de l'annuaire ; `None`, s'il ne s'y trouve plus."""
    siret = str(envoi.get("etablissement", ""))
    return next((e for e in chercher(siret).etablissements if e.siret == siret), None) if siret else None


def reprendre(donnees: dict[str, Any], choisi: Etablissement | None) -> dict[str, Any]:
    """Les mêmes faits, où l'organisme est celui de l'annuaire ; ce qu'il ne dit pas n'y change pas."""
    if choisi is None:
        return donnees
    return donnees | {"organisme": {**donnees.get("organisme", {}), **choisi.faits()}}
