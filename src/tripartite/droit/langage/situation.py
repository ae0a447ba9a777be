"""Une situation : les faits d'un cas, par leur nom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tripartite.droit.langage.deductions import A_LIRE, DEDUCTIONS, Deduction, Pose
from tripartite.droit.langage.inconnu import FaitInconnu, Inconnu
from tripartite.droit.langage.valeurs import ValeurLue

_SIMPLES = (str, int, Decimal, date)


class Situation:
    """Les faits d'un cas, par leur nom ; ceux qui se déduisent le sont une fois, à la demande.

    Donner un fait déduit remplace sa déduction. Un fait absent est un `Inconnu`.
    """

    # `faits` est un dictionnaire nu : une classe qui en hérite le consulterait deux fois moins vite.
    __slots__ = ("connus", "faits", "lues")

    def __init__(self, connus: Mapping[str, Any]) -> None:
        self.connus = connus
        self.faits = dict(connus)
        for nom in [nom for nom, fait in connus.items() if fait is None]:
            self.faits[nom] = Inconnu(nom)
        self.lues: dict[str, Sequence[ValeurLue]] = {}

    def __getitem__(self, nom: str) -> Any:
        if nom not in self.faits:
            deduction = DEDUCTIONS.get(nom)
            if deduction is None:
                self.faits[nom] = Inconnu(nom)
            else:
                for fait in deduction.faits:
                    self[fait]
                self.deduire(deduction)
        return self.faits[nom]

    def deduire(self, deduction: Deduction, pose: Pose = A_LIRE) -> None:
        """Déduit un fait, quand ceux dont il part le sont , ses valeurs déjà posées ou non."""
        try:
            corps, valeurs, self.lues[deduction.nom] = deduction.ouvrir(pose, self)
            fait = corps(*deduction.prendre(self.faits), **valeurs)
        except FaitInconnu as erreur:
            fait = erreur.inconnu
        self.faits[deduction.nom] = fait

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

    def faits_de_depart(self, noms: Iterable[str]) -> dict[str, Any]:
        """Ceux des faits de départ dont ces noms dépendent qui se disent en un mot."""
        racines, _ = self.origines(noms)
        paires = ((nom, self[nom]) for nom in racines)
        return {nom: fait for nom, fait in paires if isinstance(fait, _SIMPLES)}

    def valeurs_lues(self, noms: Iterable[str]) -> list[ValeurLue]:
        """Les valeurs de la loi que ces noms ont fait lire, de déduction en déduction."""
        _, deduits = self.origines(noms)
        return [lue for nom in deduits for lue in self.lues.get(nom, ())]
