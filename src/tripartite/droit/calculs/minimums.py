"""Le minimum légal de la gratification, heure et mois : L. 124-6, D. 124-8."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tripartite.droit.calculs.echeances import montant
from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import Etape, Euros, Minutes, Taux, etape


class MinimumDuMois(NamedTuple):
    """Le minimum d'un mois : ses minutes, le montant de l'heure, la part et le plafond qui le donnent."""

    mois: Mois
    minutes: Minutes
    horaire: Euros
    taux: Taux
    plafond: int

    @property
    def montant(self) -> Euros:
        """Le montant du mois, au centime."""
        return montant(self.minutes, self.horaire)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit."""
        return (
            etape(
                "Minimum de l'heure",
                "{taux:taux} × {plafond:euros} = {horaire:euros}",
                taux=self.taux,
                plafond=Euros(Decimal(self.plafond)),
                horaire=self.horaire,
            ),
            etape(
                "Minimum du mois",
                "{minutes:heures} × {horaire:euros} = {montant:euros}",
                minutes=self.minutes,
                horaire=self.horaire,
                montant=self.montant,
            ),
        )


def calculer_minimum(mois: Mois, minutes: Minutes, taux: Taux, plafond: int) -> MinimumDuMois:
    """Calcule le minimum légal d'un mois de présence.

    Args:
        mois: le mois civil.
        minutes: la présence du mois, en minutes.
        taux: la part du plafond, du jour de conclusion de la convention (0.15).
        plafond: le plafond horaire de la sécurité sociale du mois, en euros.

    Source : L. 124-6, D. 124-8.

    >>> calculer_minimum(Mois(2026, 3), Minutes(154 * 60), Taux(Decimal("0.15")), 30).montant
    Decimal('693.00')
    """
    return MinimumDuMois(mois, minutes, Euros(taux * plafond), taux, plafond)


class MinimumConnu(NamedTuple):
    """Le dernier minimum de l'heure que l'on connaît, et l'année qui le donne."""

    annee: int
    horaire: Euros
