"""Les faits déduits, et ce qu'ils ont en commun avec les règles : des faits, des valeurs, un corps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from tripartite.droit.langage.valeurs import Lecture, ValeurLue

Lues = tuple[Mapping[str, Any], Sequence[ValeurLue]]
"""Les valeurs d'une règle par leur nom, et d'où chacune vient."""
AUCUNE_LUE: Sequence[ValeurLue] = ()


class Fonction:
    """Ce qu'ont en commun une règle et une déduction : des faits, des valeurs, un corps."""

    def __init__(self, corps: Callable[..., Any], lectures: Mapping[str, Lecture]) -> None:
        self.corps = corps
        self.nom = corps.__name__
        self.module = corps.__module__
        self.__doc__ = corps.__doc__
        self.__wrapped__ = corps
        self.__name__ = corps.__name__
        self.__module__ = corps.__module__
        code = corps.__code__  # ce que lirait inspect.signature, mais sans ralentir le démarrage
        self.faits = code.co_varnames[: code.co_argcount]
        self.valeurs = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        if set(self.valeurs) != set(lectures):
            raise TypeError(
                f"{self.nom} : les valeurs {self.valeurs} et le décorateur {tuple(lectures)} diffèrent"
            )
        self.lectures = tuple(lectures.items())
        self.prendre = _prendre(self.faits)
        dates = {lecture.fait if type(lecture) is Lecture else None for _, lecture in self.lectures}
        self._date_de_lecture: Any = dates.pop() if len(dates) == 1 else None
        if self._date_de_lecture is not None:
            self._lire_au = lru_cache(256)(lambda jour: self._lire({self._date_de_lecture: jour}))

    def lire(self, faits: Mapping[str, Any]) -> Lues:
        """Les valeurs de la loi. Celles d'un jour ne dépendent que de lui : elles se lisent une fois."""
        if self._date_de_lecture is not None:
            jour = faits[self._date_de_lecture]
            if jour.__class__ is date:
                return self._lire_au(jour)
        return self._lire(faits)

    def _lire(self, faits: Mapping[str, Any]) -> Lues:
        lues: list[ValeurLue] = []
        return {nom: lecture.lire(faits, lues) for nom, lecture in self.lectures}, lues


def _prendre(noms: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Ce qui prend ces faits d'une situation, en n-uplet : choisi une fois, non à chaque jugement."""
    if len(noms) > 1:
        return itemgetter(*noms)
    if noms:
        nom = noms[0]
        return lambda faits: (faits[nom],)
    return lambda faits: ()


class Deduction(Fonction):
    """Un fait que l'on tire d'autres faits : les règles le demandent par son nom."""

    def __call__(self, *faits: Any, **autres: Any) -> Any:
        return self.corps(*faits, **autres)

    def __repr__(self) -> str:
        return f"<déduction {self.nom}>"


DEDUCTIONS: dict[str, Deduction] = {}
"""Tous les faits déduits, par leur nom."""


def deduit(**lectures: Lecture) -> Callable[[Callable[..., Any]], Deduction]:
    """Fait d'une fonction un fait déduit, que toute règle peut demander par le nom de la fonction."""

    def faire(corps: Callable[..., Any]) -> Deduction:
        faite = Deduction(corps, lectures)
        if faite.nom in DEDUCTIONS and DEDUCTIONS[faite.nom].module != faite.module:
            raise ValueError(f"Deux déductions portent le nom {faite.nom}")
        DEDUCTIONS[faite.nom] = faite
        return faite

    return faire
