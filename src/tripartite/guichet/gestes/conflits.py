"""Deux personnes ont écrit à la fois : voir les deux textes, fait par fait, et choisir. Rien n'est perdu."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from enum import Enum
from typing import Any, NamedTuple

from tripartite.guichet.gestes.completer import Changer

Donnees = Mapping[str, Any]
Chemin = tuple[str, ...]


class _Absent(Enum):
    ABSENT = "absent"


ABSENT = _Absent.ABSENT
"""Le fait n'est pas dit ; `None`, il est dit inconnu."""


class Divergence(NamedTuple):
    """Un fait que j'ai changé : ce qu'il était, ce que j'écris, ce qui est écrit maintenant."""

    chemin: str
    depart: Any
    mien: Any
    leur: Any

    @property
    def dispute(self) -> bool:
        """Vrai, l'autre l'a changé aussi, et autrement."""
        return bool(self.leur != self.depart and self.leur != self.mien)


def divergences(depart: Donnees, mien: Donnees, leur: Donnees) -> list[Divergence]:
    """Ce que j'ai changé depuis la version que j'avais sous les yeux, à côté de ce qui est écrit.

    >>> (d,) = divergences({"vie": {"a": 1}}, {"vie": {"a": 2}}, {"vie": {"a": 3}})
    >>> d.chemin, d.mien, d.leur, d.dispute
    ('vie.a', 2, 3, True)
    """
    avant, ici, la = dict(_feuilles(depart)), dict(_feuilles(mien)), dict(_feuilles(leur))
    changes = [c for c in dict.fromkeys((*avant, *ici)) if avant.get(c, ABSENT) != ici.get(c, ABSENT)]
    return [
        Divergence(".".join(c), _a(depart, c), _a(mien, c), _a(leur, c))
        for c in changes
        if ici.get(c, ABSENT) != la.get(c, ABSENT)
    ]


def trancher(mien: Donnees, choisis: Collection[str]) -> Changer:
    """De ce qui est écrit, garder tout sauf ces faits, qui prennent ce que j'ai écrit."""

    def changer(leur: Donnees) -> dict[str, Any]:
        fondu = deepcopy(dict(leur))
        for chemin in choisis:
            _poser(fondu, tuple(chemin.split(".")), mien)
        return fondu

    return changer


def _feuilles(donnees: Donnees, sous: Chemin = ()) -> Iterator[tuple[Chemin, Any]]:
    for nom, valeur in donnees.items():
        if isinstance(valeur, Mapping):
            yield from _feuilles(valeur, (*sous, nom))
        else:
            yield (*sous, nom), valeur


def _a(donnees: Any, chemin: Chemin) -> Any:
    for nom in chemin:
        if not isinstance(donnees, Mapping) or nom not in donnees:
            return ABSENT
        donnees = donnees[nom]
    return donnees


def _poser(fondu: dict[str, Any], chemin: Chemin, mien: Donnees) -> None:
    """Met en place le fait tel que je l'écris ; je l'ai effacé, il s'efface."""
    *sections, nom = chemin
    ici = fondu
    for section in sections:
        if not isinstance(ici.get(section), dict):
            ici[section] = {}
        ici = ici[section]
    valeur = _a(mien, chemin)
    if valeur is ABSENT:
        ici.pop(nom, None)
    else:
        ici[nom] = deepcopy(valeur)
