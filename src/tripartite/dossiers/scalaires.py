"""Un texte à une valeur, selon le type du champ qui l'attend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from tripartite.dossiers.erreurs import Illisible, extrait
from tripartite.dossiers.siret import lire_siret
from tripartite.dossiers.valeurs import (
    lire_date,
    lire_entier,
    lire_minutes,
    lire_mois,
    lire_montant,
    lire_nombre,
    lire_oui_ou_non,
    lire_taux,
)
from tripartite.droit.calendrier import Mois, Semaine
from tripartite.droit.langage import Euros, Minutes, Taux

Lire = Callable[[str], Any]

LONGUEUR = 10_000
"""En signes, celle d'un texte : les activités d'un stage tiennent en une page."""

AUCUNS = {"aucun", "aucune", "neant"}


def _texte(texte: str) -> str:
    propre = texte.strip()
    if len(propre) > LONGUEUR:
        raise Illisible("Le texte est bien trop long.", "dix mille signes au plus", "Raccourcissez-le.")
    for signe in propre:
        if signe not in "\n\t" and (
            unicodedata.category(signe) in ("Cc", "Cs") or "\u202a" <= signe <= "\u202e"
        ):
            raise Illisible(
                f"« {extrait(propre)} » contient un caractère de contrôle.", "du texte", "Retirez-le."
            )
    return propre


def _decimal(texte: str) -> Decimal:
    if texte.rstrip().endswith("%"):
        return lire_taux(texte)
    return lire_montant(texte) if "€" in texte else lire_nombre(texte)


LECTURES: Mapping[Any, Lire] = {
    str: _texte,
    bool: lire_oui_ou_non,
    int: lire_entier,
    Decimal: _decimal,
    Minutes: lire_minutes,
    Euros: lire_montant,
    Taux: lire_taux,
    date: lire_date,
    Mois: lire_mois,
    Semaine: lambda texte: Semaine.de(lire_date(texte)),
}
EN_MINUTES: Lire = partial(lire_minutes, en_minutes=True)
CHAMPS: Mapping[str, Mapping[Any, Lire]] = {
    "siret": {str: lambda texte: texte and lire_siret(texte)},  # vide : on sait qu'il n'y en a pas
    "naissance": {date: partial(lire_date, premiere=1900)},
    "pause_payee": {Minutes: EN_MINUTES},
}
"""Les champs que leur type ne suffit pas à lire."""


def lecture(type_: Any, champ: str, lectures: Mapping[Any, Lire]) -> Lire:
    """La lecture d'un champ de ce type et de ce nom. Une durée nommée « minutes… » se compte en minutes."""
    if type_ is Minutes and champ.startswith("minutes"):
        return EN_MINUTES
    return CHAMPS.get(champ, {}).get(type_) or lectures[type_]
