"""Qui voit quoi d'une convention : une table, que la page et les documents lisent.

Ce que l'on ne doit pas est tu : l'organisme d'accueil n'apprend ni la naissance, ni la nationalité, ni les
autres stages du stagiaire ; il sait seulement s'il est mineur, qui change ses devoirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Inconnu, connu

MAJORITE = 18
TU = "tu"
"""La partie d'un fait que l'on tait : personne ne le doit, il ne manque pas."""

TOUT: Mapping[str, frozenset[str]] = {}
S, H, T = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT
DES_AUTRES_STAGIAIRES = {"etablissement.referent": frozenset({"suivis"})}
DE_L_ORGANISME_SEUL = frozenset(
    {"stages", "absents", "taux_atmp", "taux_mobilite", "constat_de_l_inspection"}
)

TAIT: Mapping[Partie | None, Mapping[str, frozenset[str]]] = {
    S: DES_AUTRES_STAGIAIRES | {"organisme": DE_L_ORGANISME_SEUL},
    H: DES_AUTRES_STAGIAIRES
    | {
        "stagiaire": frozenset(
            {
                "naissance",
                "telephone",
                "nationalite",
                "titre_de_sejour",
                "stages",
                "gratifications_recues",
            }
        )
    },
    T: {"organisme": frozenset({"taux_atmp", "taux_mobilite"})},
    None: DES_AUTRES_STAGIAIRES | {"stagiaire": frozenset({"telephone", "gratifications_recues"})},
}
"""Pour chaque lecteur (`None` : un agent de contrôle), les champs tus de chaque section."""

SECTIONS = ("etablissement", "organisme", "stagiaire", "formation", "convention", "vie")


def voit(lecteur: Partie | None, chemin: str) -> bool:
    """Dit si ce lecteur voit ce fait.

    >>> voit(Partie.ORGANISME, "stagiaire.naissance"), voit(Partie.ETABLISSEMENT, "stagiaire.naissance")
    (False, True)
    >>> voit(Partie.STAGIAIRE, "etablissement.referent.suivis")
    False
    """
    section, _, champ = chemin.rpartition(".")
    return champ not in TAIT[lecteur].get(section, ())


def ce_que_voit(lecteur: Partie | None, dossier: Dossier) -> Dossier:
    """Le dossier, sans ce que ce lecteur ne doit pas voir. Ce qui est tu n'y est pas « à compléter »."""
    rendu = dossier
    for section, champs in TAIT[lecteur].items():
        rendu = _taire(rendu, section.split("."), champs)
    return rendu


def _taire(fait: Any, chemin: list[str], champs: frozenset[str]) -> Any:
    if not connu(fait):
        return fait
    if not chemin:
        return replace(fait, **{champ: Inconnu(champ, "", TU) for champ in champs})
    premier, *reste = chemin
    return replace(fait, **{premier: _taire(getattr(fait, premier), reste, champs)})


def est_mineur(dossier: Dossier) -> bool | None:
    """Vrai, le stagiaire est mineur le premier jour du stage ; `None`, on ne le sait pas."""
    naissance, debut = dossier.stagiaire.naissance, dossier.convention.debut
    if not connu(naissance) or not connu(debut):
        return None
    return debut < _majorite(naissance)


def _majorite(naissance: date) -> date:
    try:
        return naissance.replace(year=naissance.year + MAJORITE)
    except ValueError:  # né un 29 février
        return date(naissance.year + MAJORITE, 3, 1)
