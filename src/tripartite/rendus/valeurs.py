"""Les valeurs de la loi, écrites dans leur unité."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

from tripartite.droit.langage import Parametre, ValeurLue
from tripartite.rendus.fiches import Tableau, tableau
from tripartite.rendus.grandeurs import grandeur
from tripartite.rendus.langues import traduire
from tripartite.rendus.typographie import INSECABLE

_UNITE_DE_TAUX = re.compile(r"(?:du |de |des |d'|part|taux)")


def valeur_de_la_loi(valeur: Any, unite: str = "", langue: str = "fr") -> str:
    """Une valeur d'un paramètre, dans son unité.

    >>> valeur_de_la_loi(30, "€ par heure").replace("\\u202f", " ")
    '30,00 € par heure'
    >>> valeur_de_la_loi(18480, "minutes").replace("\\xa0", " ")
    '308 h'
    >>> valeur_de_la_loi(1320, "minutes depuis minuit").replace("\\xa0", " ")
    '22 h'
    """
    if isinstance(valeur, Enum):
        return grandeur(valeur, "", langue)
    dite = traduire(unite, langue)
    if unite.startswith("€"):
        return grandeur(valeur, "euros", langue) + dite.removeprefix("€")
    if unite == "minutes":
        return grandeur(valeur, "heures", langue)
    if unite == "minutes depuis minuit":
        return grandeur(valeur, "heure", langue)
    if est_une_part(unite):
        return f"{grandeur(valeur, 'taux', langue)} {dite if unite[0] == 'd' else ''}".rstrip()
    return f"{grandeur(valeur, '', langue)}{INSECABLE}{dite}" if unite else grandeur(valeur, "", langue)


def une_fois(lues: Iterable[ValeurLue]) -> tuple[ValeurLue, ...]:
    """Les valeurs à montrer : la même, lue plusieurs mois de suite, ne l'est qu'au premier.

    >>> from datetime import date
    >>> mai, juin = (ValeurLue("plafond horaire", date(2026, mois, 1), 30, "arrêté") for mois in (5, 6))
    >>> une_fois([mai, juin]) == (mai,)
    True
    """
    dites: dict[tuple[str, Any, str], ValeurLue] = {}
    for lue in lues:
        dites.setdefault((lue.parametre, lue.valeur, lue.source), lue)
    return tuple(dites.values())


def est_une_part(unite: str) -> bool:
    """Vrai, la valeur est une part d'autre chose : elle s'écrit en pour cent."""
    return bool(_UNITE_DE_TAUX.match(unite))


def valeurs_dans_le_temps(parametre: Parametre) -> Tableau:
    """Les valeurs d'un paramètre, la plus récente d'abord, chacune avec sa source."""
    colonnes = (
        ("depuis", "Depuis le"),
        ("valeur", "Valeur"),
        ("source", "Source"),
        ("confiance", "Confiance"),
    )
    lignes = [
        (v.depuis, valeur_de_la_loi(v.valeur, parametre.unite), v.source, v.confiance)
        for v in reversed(parametre.valeurs)
    ]
    titre = f"{parametre.nom[:1].upper()}{parametre.nom[1:]}"
    return tableau(colonnes, lignes, titre=titre)
