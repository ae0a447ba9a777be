"""Une situation : les faits d'un cas, par leur nom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from tripartite.droit.langage.inconnu import FaitInconnu, Inconnu
from tripartite.droit.langage.valeurs import ValeurLue

if TYPE_CHECKING:
    from tripartite.droit.langage.regles import Deduction

DEDUCTIONS: dict[str, Deduction] = {}
"""Tous les faits déduits, par leur nom."""

_SIMPLES = (str, int, Decimal, date)


class Situation(dict[str, Any]):
    """Les faits d'un cas, par leur nom ; ceux qui se déduisent le sont une fois, à la demande.

    Donner un fait déduit remplace sa déduction. Un fait absent est un `Inconnu`.
    """

    __slots__ = ("connus", "lues")

    def __init__(self, connus: Mapping[str, Any]) -> None:
        super().__init__((nom, Inconnu(nom) if fait is None else fait) for nom, fait in connus.items())
        self.connus = connus
        self.lues: dict[str, dict[tuple[str, date], ValeurLue]] = {}

    def __missing__(self, nom: str) -> Any:
        deduction = DEDUCTIONS.get(nom)
        fait = Inconnu(nom) if deduction is None else self._deduire(deduction)
        self[nom] = fait
        return fait

    def _deduire(self, deduction: Deduction) -> Any:
        faits = [self[nom] for nom in deduction.faits]
        try:
            if not deduction.lectures:
                return deduction.corps(*faits)
            lues = self.lues[deduction.nom] = {}
            return deduction.corps(*faits, **deduction._lire(self, lues))
        except FaitInconnu as erreur:
            return erreur.inconnu

    def origines(self, noms: Iterable[str]) -> tuple[dict[str, None], dict[str, None]]:
        """Les faits de départ dont ces noms dépendent, et les déductions par lesquelles on passe."""
        racines: dict[str, None] = {}
        deduits: dict[str, None] = {}
        attente = list(noms)[::-1]
        while attente:
            nom = attente.pop()
            if nom in self.connus or nom not in DEDUCTIONS:
                racines[nom] = None
            elif nom not in deduits:
                deduits[nom] = None
                attente += DEDUCTIONS[nom].faits[::-1]
        return racines, deduits


class Origine(NamedTuple):
    """D'où vient un constat : la situation, les faits qu'il a demandés, les valeurs qu'il a lues."""

    situation: Situation
    noms: tuple[str, ...]
    lues: Mapping[tuple[str, date], ValeurLue]

    def faits(self) -> dict[str, Any]:
        racines, _ = self.situation.origines(self.noms)
        paires = ((nom, self.situation[nom]) for nom in racines)
        return {nom: fait for nom, fait in paires if isinstance(fait, _SIMPLES)}

    def valeurs(self) -> tuple[ValeurLue, ...]:
        _, deduits = self.situation.origines(self.noms)
        toutes = dict(self.lues)
        for nom in deduits:
            toutes |= self.situation.lues.get(nom, {})
        return tuple(toutes.values())
