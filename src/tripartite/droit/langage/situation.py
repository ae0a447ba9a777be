"""Une situation : les faits d'un cas, par leur nom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

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


class FaitsUtilises(Mapping[str, Any]):
    """Les faits de départ d'un constat, quand ils se disent en un mot ; cherchés si on les demande."""

    __slots__ = ("_faits", "_noms", "_situation")

    def __init__(self, situation: Situation, noms: tuple[str, ...]) -> None:
        self._situation = situation
        self._noms = noms
        self._faits: dict[str, Any] | None = None

    def _chercher(self) -> dict[str, Any]:
        if self._faits is None:
            racines, _ = self._situation.origines(self._noms)
            paires = ((nom, self._situation[nom]) for nom in racines)
            self._faits = {nom: fait for nom, fait in paires if isinstance(fait, _SIMPLES)}
        return self._faits

    def __getitem__(self, nom: str) -> Any:
        return self._chercher()[nom]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chercher())

    def __len__(self) -> int:
        return len(self._chercher())

    def __repr__(self) -> str:
        return repr(self._chercher())


class ValeursUtilisees(Sequence[ValeurLue]):
    """Les valeurs de la loi qu'un constat a lues, par lui-même ou par ses faits ; cherchées à la demande."""

    __slots__ = ("_lues", "_noms", "_situation", "_valeurs")

    def __init__(
        self, situation: Situation, noms: tuple[str, ...], lues: Mapping[tuple[str, date], ValeurLue]
    ) -> None:
        self._situation = situation
        self._noms = noms
        self._lues = lues
        self._valeurs: tuple[ValeurLue, ...] | None = None

    def _chercher(self) -> tuple[ValeurLue, ...]:
        if self._valeurs is None:
            _, deduits = self._situation.origines(self._noms)
            toutes = dict(self._lues)
            for nom in deduits:
                toutes |= self._situation.lues.get(nom, {})
            self._valeurs = tuple(toutes.values())
        return self._valeurs

    def __getitem__(self, rang: Any) -> Any:
        return self._chercher()[rang]

    def __len__(self) -> int:
        return len(self._chercher())

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, Sequence) and tuple(self) == tuple(autre)

    def __hash__(self) -> int:
        return hash(self._chercher())

    def __repr__(self) -> str:
        return repr(self._chercher())
