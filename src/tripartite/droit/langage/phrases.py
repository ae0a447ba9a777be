"""Une phrase : ce qu'elle dit, ses grandeurs nommées entre accolades. `tripartite.rendus` seul l'écrit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_NATURE = re.compile(r":\w+}")
VIDE: Mapping[Any, Any] = MappingProxyType({})


class Phrase(NamedTuple):
    """Une phrase à écrire, et ses grandeurs ; elle peut être une grandeur d'une autre.

    Un texte que l'on assemble perdrait ses morceaux : une phrase les garde, et se dit dans chaque langue.
    """

    modele: str
    grandeurs: Mapping[str, Any] = VIDE

    def __str__(self) -> str:
        """La phrase, ses grandeurs telles que Python les écrit : pour une erreur, ou un nom à comparer."""
        return _NATURE.sub("}", self.modele).format_map(self.grandeurs)


def phrase(modele: str, /, **grandeurs: Any) -> Phrase:
    """Écrit une phrase et ses grandeurs.

    >>> str(phrase("{serie} en {annee}", serie="plafond horaire", annee=2027))
    'plafond horaire en 2027'
    """
    return Phrase(modele, grandeurs)
