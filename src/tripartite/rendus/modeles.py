"""Le modèle d'une phrase, traduit puis rempli : chaque grandeur s'y écrit selon la nature qu'il demande."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tripartite.rendus.langues import traduire

Ecriture = Callable[[Any, str], str]
"""Écrit une valeur selon une nature : « {montant:euros} »."""


class _Grandeurs(dict[str, Any]):
    """Ce qu'une phrase peut nommer ; nommer autre chose est une faute de la règle."""

    def __missing__(self, nom: str) -> Any:
        connues = ", ".join(self) or "aucune"
        raise KeyError(f"la phrase nomme « {nom} », qui n'est pas parmi ses grandeurs ({connues})")


class _Grandeur:
    """Une valeur qui s'écrit selon la nature que la phrase demande."""

    __slots__ = ("_ecrire", "_valeur")

    def __init__(self, valeur: Any, ecrire: Ecriture) -> None:
        self._valeur, self._ecrire = valeur, ecrire

    def __format__(self, nature: str) -> str:
        return self._ecrire(self._valeur, nature)

    def __getattr__(self, nom: str) -> _Grandeur:
        return _Grandeur(getattr(self._valeur, nom), self._ecrire)


def remplir(modele: str, grandeurs: Mapping[str, Any], ecrire: Ecriture, langue: str) -> str:
    """La phrase d'un modèle français, dans une langue, ses grandeurs écrites.

    Raises:
        KeyError: la phrase nomme une grandeur qui n'est pas donnée.
    """
    nommees = _Grandeurs({nom: _Grandeur(valeur, ecrire) for nom, valeur in grandeurs.items()})
    return traduire(modele, langue).format_map(nommees)
