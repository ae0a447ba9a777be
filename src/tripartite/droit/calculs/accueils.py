"""Qui est accueilli, et quand : les personnes, les jours qui comptent, les stages en même temps.

Contingent, tuteur et référent comptent tous des stages en cours un même jour : le balayage est écrit ici.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple
from unicodedata import combining, normalize

from tripartite.droit.calendrier import UN_JOUR, Periode
from tripartite.droit.faits import Avenant, Convention, StageVoisin
from tripartite.droit.langage import connu, deduit


@lru_cache(4096)
def identite(nom: str) -> tuple[str, ...]:
    """Ce qui fait reconnaître une personne : ses noms, sans ordre, ni casse, ni accents.

    >>> identite("Aïcha LE GOFF") == identite("Le Goff Aicha")
    True
    """
    lettres = (lettre for lettre in normalize("NFKD", nom.casefold()) if not combining(lettre))
    return tuple(sorted("".join(lettres).replace("-", " ").split()))


# --- Les jours qui comptent ----------------------------------------------------------------------


@deduit()
def avenants_conclus(avenants: tuple[Avenant, ...], au: date) -> tuple[Avenant, ...]:
    """Les avenants conclus au jour où l'on regarde (tous, si aucun jour n'est donné), dans leur ordre."""
    conclus = (a for a in avenants if not connu(au) or a.conclu_le <= au)
    return tuple(sorted(conclus, key=lambda a: a.conclu_le))


@deduit()
def reports(avenants_conclus: tuple[Avenant, ...], convention_initiale: Convention) -> tuple[Periode, ...]:
    """Les jours ajoutés par un report de la fin après une interruption (L. 124-15)."""
    if not avenants_conclus:
        return ()
    ajoutes = []
    fin = convention_initiale.fin
    for avenant in avenants_conclus:
        for changement in avenant.changements:
            if changement.fait == "fin":
                if avenant.report_l124_15 and changement.apres > fin:
                    ajoutes.append(Periode(fin + UN_JOUR, changement.apres))
                fin = changement.apres
    return tuple(ajoutes)


@deduit()
def periodes_comptees(periode: Periode, reports: tuple[Periode, ...]) -> tuple[Periode, ...]:
    """Le stage sans ses reports de L. 124-15, que ne comptent ni le contingent ni le plafond du tuteur."""
    restes = []
    debut = periode.debut
    for report in sorted(reports):
        restes.append(Periode(debut, min(report.debut - UN_JOUR, periode.fin)))
        debut = report.fin + UN_JOUR
    restes.append(Periode(debut, periode.fin))
    return tuple(p for p in restes if p.debut <= p.fin)


def periode_comptee(stage: StageVoisin) -> Periode | None:
    """Les jours où un autre stage compte : jusqu'à la veille de sa prolongation de L. 124-15.

    >>> prolonge = StageVoisin(date(2026, 1, 5), date(2026, 4, 3), prolonge_depuis=date(2026, 3, 2))
    >>> periode_comptee(prolonge)
    Periode(debut=datetime.date(2026, 1, 5), fin=datetime.date(2026, 3, 1))
    """
    fin = min(stage.fin, stage.prolonge_depuis - UN_JOUR) if stage.prolonge_depuis else stage.fin
    return Periode(stage.debut, fin) if stage.debut <= fin else None


# --- Les stages en même temps --------------------------------------------------------------------


class Tranche(NamedTuple):
    """Des jours qui se suivent, où le nombre de stages en cours est le même."""

    debut: date
    fin: date
    nombre: int


class Charge(NamedTuple):
    """Les stages d'une personne : combien chaque jour, au plus combien, et sur quelle ligne les dessiner."""

    periodes: tuple[Periode, ...]
    tranches: tuple[Tranche, ...]
    pic: int

    @property
    def couloirs(self) -> tuple[int, ...]:
        """La ligne de chaque période, à partir de 0, sur le moins de lignes possible."""
        return _ranger(self.periodes)

    def au(self, jour: date) -> int:
        """Le nombre de stages en cours ce jour-là."""
        return next((t.nombre for t in self.tranches if t.debut <= jour <= t.fin), 0)

    @property
    def jour_du_pic(self) -> date | None:
        """Le premier jour où ils sont le plus nombreux."""
        return next((t.debut for t in self.tranches if t.nombre == self.pic), None)


def charge(periodes: Sequence[Periode]) -> Charge:
    """Compte les périodes en cours chaque jour.

    Args:
        periodes: des jours inclus ; `fin` n'est pas avant `debut`.

    Returns:
        Les tranches dans l'ordre du temps, sans les jours vides ; le plus grand nombre en même temps, qui est
        le nombre de couloirs ; le couloir de chaque période, dans l'ordre reçu.

    >>> hiver = Periode(date(2026, 1, 5), date(2026, 3, 31))
    >>> fevrier = Periode(date(2026, 2, 2), date(2026, 2, 27))
    >>> avril = Periode(date(2026, 4, 1), date(2026, 4, 30))
    >>> resultat = charge([hiver, fevrier, avril])
    >>> resultat.pic, resultat.couloirs, resultat.au(date(2026, 2, 27)), resultat.au(date(2026, 2, 28))
    (2, (0, 1, 0), 2, 1)
    """
    if len(periodes) == 1 and periodes[0].debut <= periodes[0].fin:
        return Charge(tuple(periodes), (Tranche(*periodes[0], 1),), 1)
    tranches = _balayer(periodes)
    return Charge(tuple(periodes), tuple(tranches), max([t.nombre for t in tranches], default=0))


def _balayer(periodes: Iterable[Periode]) -> list[Tranche]:
    bornes: dict[int, int] = {}
    for debut, fin in periodes:
        arrivee, lendemain = debut.toordinal(), fin.toordinal() + 1
        bornes[arrivee] = bornes.get(arrivee, 0) + 1
        bornes[lendemain] = bornes.get(lendemain, 0) - 1
    nombre = depuis = 0
    tranches = []
    for jour, ecart in sorted(bornes.items()):
        if not ecart:
            continue
        if nombre:
            tranches.append(Tranche(date.fromordinal(depuis), date.fromordinal(jour - 1), nombre))
        nombre += ecart
        depuis = jour
    return tranches


def _ranger(periodes: Sequence[Periode]) -> tuple[int, ...]:
    couloirs = [0] * len(periodes)
    occupes: list[tuple[date, int]] = []
    libres: list[int] = []
    ouverts = 0
    for rang in sorted(range(len(periodes)), key=lambda r: (*periodes[r], r)):
        debut, fin = periodes[rang]
        while occupes and occupes[0][0] < debut:
            heappush(libres, heappop(occupes)[1])
        if libres:
            couloir = heappop(libres)
        else:
            couloir, ouverts = ouverts, ouverts + 1
        couloirs[rang] = couloir
        heappush(occupes, (fin, couloir))
    return tuple(couloirs)
