"""Le minimum légal de la gratification, heure et mois : L. 124-6, D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tripartite.droit.calculs.echeances import montant
from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import Etape, Euros, FaitInconnu, Minutes, Taux, deduit, etape
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL


class MinimumDuMois(NamedTuple):
    """Le minimum d'un mois : ses minutes, le montant de l'heure, le montant du mois (au centime)."""

    mois: Mois
    minutes: Minutes
    horaire: Euros
    montant: Euros
    taux: Taux
    plafond: int

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
    horaire = Euros(taux * plafond)
    return MinimumDuMois(mois, minutes, horaire, montant(minutes, horaire), taux, plafond)


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def minimum_par_mois(
    minutes_par_mois: Mapping[Mois, Minutes], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> tuple[MinimumDuMois, ...]:
    """Le minimum légal de chaque mois : heures prévues × taux du jour de conclusion × plafond du mois."""
    return tuple(
        calculer_minimum(mois, minutes, taux, plafond_horaire[mois])
        for mois, minutes in minutes_par_mois.items()
    )


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def minimum_horaire_du_dernier_mois(
    mois_du_stage: tuple[Mois, ...], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> Euros:
    """Le minimum de l'heure au dernier mois du stage : inconnu tant que son plafond n'est pas publié."""
    return Euros(taux * plafond_horaire[max(mois_du_stage)])


class MinimumConnu(NamedTuple):
    """Le dernier minimum de l'heure que l'on connaît, et l'année qui le donne."""

    annee: int
    horaire: Euros


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def dernier_minimum_connu(
    conclue_le: date, mois_du_stage: tuple[Mois, ...], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> MinimumConnu:
    """Le minimum de l'heure du dernier mois dont le plafond est publié, depuis la conclusion."""
    premier = Mois.de(conclue_le)
    for mois in sorted(mois_du_stage, reverse=True):
        try:
            return MinimumConnu(mois.annee, Euros(taux * plafond_horaire[mois]))
        except FaitInconnu:
            continue
    return MinimumConnu(premier.annee, Euros(taux * plafond_horaire[premier]))
