"""Ce que le stagiaire recevra, mois par mois : au montant convenu, sinon au minimum de la loi."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tripartite.droit.calculs.echeances import montant, somme
from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import Euros, Minutes, Situation, connu


class Mensualite(NamedTuple):
    """Un mois ; `montant` est `None` quand on ne peut pas le dire."""

    mois: Mois
    minutes: Minutes
    montant: Euros | None


class Gains(NamedTuple):
    """Les mois d'un stage.

    `au_minimum` : rien n'est convenu, c'est le minimum de la loi. `au_moins` : celui d'un mois n'est pas
    publié, le montant convenu y est ce que l'on sait.
    """

    mensualites: tuple[Mensualite, ...]
    au_minimum: bool = False
    au_moins: bool = False

    @property
    def total(self) -> Euros:
        """La somme des mois connus."""
        return somme(m.montant for m in self.mensualites if m.montant is not None)

    @property
    def minutes(self) -> int:
        """Les heures de tous les mois."""
        return sum(m.minutes for m in self.mensualites)


def gains(situation: Situation) -> Gains | None:
    """Ce que donnent les horaires et la gratification ; `None` tant que l'on ne connaît pas les heures."""
    minutes = situation["minutes_par_mois"]
    if not connu(minutes) or not minutes:
        return None
    echeancier = situation["echeancier"]
    if connu(echeancier):
        return Gains(tuple(Mensualite(m.mois, m.minutes, m.a_verser) for m in echeancier.lignes))
    prix, convenu = situation["prix_de_l_heure_par_mois"], situation["horaire_convenu_par_mois"]
    if connu(convenu):
        surs = {mois: du for mois, du in prix.du.items() if connu(du)} if connu(prix) else {}
        return Gains(_mois_par_mois(minutes, {**convenu, **surs}), au_moins=True)
    if situation["gratification_obligatoire"] is not True:
        return None
    minimum = situation["minimum_par_mois"]
    prix_du_minimum = {m.mois: m.horaire for m in minimum} if connu(minimum) else {}
    return Gains(_mois_par_mois(minutes, prix_du_minimum), au_minimum=True, au_moins=not prix_du_minimum)


def _mois_par_mois(minutes: Mapping[Mois, Minutes], prix: Mapping[Mois, Euros]) -> tuple[Mensualite, ...]:
    return tuple(
        Mensualite(mois, m, montant(m, prix[mois]) if mois in prix else None) for mois, m in minutes.items()
    )
