"""Les faits déduits, et ce qu'ils ont en commun avec les règles : des faits, des valeurs, un corps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from types import FunctionType
from typing import Any, NamedTuple

from tripartite.droit.langage.valeurs import Faits, Lecture, Parametre, SerieLue, ValeurLue

AUCUNE_LUE: Sequence[ValeurLue] = ()


class Pose(NamedTuple):
    """Un corps, les valeurs d'un jour déjà posées, et d'où elles viennent ; les séries qu'il reste à ouvrir.

    Sans corps, toutes se lisent dans le dossier : on ignore un des jours, ou un jour n'y suffit pas.
    """

    corps: Callable[..., Any] | None
    lues: Sequence[ValeurLue] = AUCUNE_LUE
    series: tuple[tuple[str, Parametre], ...] = ()


A_LIRE = Pose(None)


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
        self.series = tuple([(nom, lue.parametre) for nom, lue in self.lectures if lue.fait is None])
        self.dates = tuple(dict.fromkeys(lue.date for lue in lectures.values() if lue.fait is not None))
        self.prendre = _prendre(self.faits)

    def lire(self, faits: Faits) -> tuple[dict[str, Any], list[ValeurLue]]:
        """Les valeurs de la loi par leur nom, aux jours que donnent ces faits, et d'où chacune vient."""
        lues: list[ValeurLue] = []
        return {nom: lecture.lire(faits, lues) for nom, lecture in self.lectures}, lues

    def poser(self, jours: Mapping[str, date | None]) -> Pose:
        """Le corps, ses valeurs posées à ces jours."""
        if not self.lectures:
            return Pose(self.corps)
        if any(fait is None or jours[fait] is None for fait in self.dates):
            return A_LIRE
        lues: list[ValeurLue] = []
        valeurs = {nom: lecture.lire(jours, lues) for nom, lecture in self.lectures if lecture.fait}
        return Pose(self.avec(valeurs), lues, self.series)

    def ouvrir(
        self, pose: Pose, faits: Faits
    ) -> tuple[Callable[..., Any], Mapping[str, Any], list[ValeurLue]]:
        """Le corps, les valeurs qu'il attend encore, et la liste où les séries notent ce qu'il y lit."""
        if pose.corps is None:
            return self.corps, *self.lire(faits)
        lues = [*pose.lues]
        return pose.corps, {nom: SerieLue(parametre, lues) for nom, parametre in pose.series}, lues

    def avec(self, valeurs: Mapping[str, Any]) -> Callable[..., Any]:
        """Le même corps, ces valeurs pour défauts : l'appeler n'oblige plus à les lui passer une à une."""
        corps = FunctionType(self.corps.__code__, self.corps.__globals__, self.nom)
        corps.__kwdefaults__ = dict(valeurs)
        return corps


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
