"""Des minutes jour par jour, et leurs totaux par semaine civile et par mois."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import sub
from typing import TypeVar

from tripartite.droit.calendrier import Mois, Semaine
from tripartite.droit.langage.mots import Minutes

T = TypeVar("T")


class Decompte:
    """Des minutes jour par jour, triées et cumulées une fois : un total s'y lit sans revenir aux jours.

    Celles que l'on donne déjà triées se disent `dans_l_ordre`.

    >>> trois_jours = Decompte({date(2026, 2, 28): 420, date(2026, 3, 1): 60, date(2026, 3, 2): 60})
    >>> trois_jours.total, trois_jours.annees
    (540, range(2026, 2027))
    >>> [str(semaine.lundi) for semaine in trois_jours.jours_par_semaine()]
    ['2026-02-23', '2026-03-02']
    """

    def __init__(self, minutes_par_jour: Mapping[date, int], dans_l_ordre: bool = False) -> None:
        if not dans_l_ordre:
            minutes_par_jour = {jour: minutes_par_jour[jour] for jour in sorted(minutes_par_jour)}
        self._jours = list(minutes_par_jour)
        self._cumuls = [0, *accumulate(minutes_par_jour.values())]

    @property
    def total(self) -> Minutes:
        """Toutes les minutes."""
        return Minutes(self._cumuls[-1])

    @property
    def annees(self) -> range:
        """Les années civiles, de celle du premier jour à celle du dernier."""
        return range(self._jours[0].year, self._jours[-1].year + 1) if self._jours else range(0)

    @property
    def dernier_jour(self) -> date | None:
        """Le dernier jour donné."""
        return self._jours[-1] if self._jours else None

    def atteinte(self, seuil: int) -> date | None:
        """Le premier jour où le total égale ou dépasse le seuil."""
        rang = bisect_left(self._cumuls, seuil, 1)
        return self._jours[rang - 1] if rang < len(self._cumuls) else None

    def par_mois(self) -> dict[Mois, Minutes]:
        """Le total de chaque mois où un jour est donné, dans l'ordre."""
        return self._totaux(*self._decouper(_mois_et_fin))

    def par_semaine(self) -> dict[Semaine, Minutes]:
        """Le total de chaque semaine civile où un jour est donné, dans l'ordre."""
        return self._totaux(*self._semaines)

    def jours_par_semaine_au_plus(self) -> int:
        """Le plus grand nombre de jours donnés d'une semaine civile."""
        _, rangs = self._semaines
        return max(map(sub, rangs[1:], rangs), default=0)

    def jours_par_semaine(self) -> dict[Semaine, int]:
        """Le nombre de jours donnés de chaque semaine civile, dans l'ordre."""
        semaines, rangs = self._semaines
        return dict(zip(semaines, map(sub, rangs[1:], rangs), strict=True))

    @cached_property
    def _semaines(self) -> tuple[list[Semaine], list[int]]:
        return self._decouper(_semaine_et_fin)

    def _decouper(self, periode: Callable[[date], tuple[T, date]]) -> tuple[list[T], list[int]]:
        """Les périodes où un jour est donné, et le rang où chacune finit : on saute d'une à la suivante."""
        jours, rang, nombre = self._jours, 0, len(self._jours)
        nommees: list[T] = []
        rangs = [0]
        while rang < nombre:
            nommee, fin = periode(jours[rang])
            rang = bisect_right(jours, fin, rang)
            nommees.append(nommee)
            rangs.append(rang)
        return nommees, rangs

    def _totaux(self, nommees: list[T], rangs: list[int]) -> dict[T, Minutes]:
        cumuls = [self._cumuls[rang] for rang in rangs]
        return dict(zip(nommees, map(sub, cumuls[1:], cumuls), strict=False))


@lru_cache(4096)
def _mois_et_fin(jour: date) -> tuple[Mois, date]:
    mois = Mois.de(jour)
    return mois, mois.dernier_jour


@lru_cache(4096)
def _semaine_et_fin(jour: date) -> tuple[Semaine, date]:
    semaine = Semaine.de(jour)
    return semaine, semaine.dimanche


def regrouper_par_mois(minutes_par_jour: Mapping[date, int]) -> dict[Mois, Minutes]:
    """Le total de chaque mois où un jour est donné, dans l'ordre.

    >>> regrouper_par_mois({date(2026, 2, 28): 420, date(2026, 3, 1): 60, date(2026, 3, 2): 60})
    {Mois(annee=2026, numero=2): 420, Mois(annee=2026, numero=3): 120}
    """
    return Decompte(minutes_par_jour).par_mois()


def regrouper_par_semaine(minutes_par_jour: Mapping[date, int]) -> dict[Semaine, Minutes]:
    """Le total de chaque semaine civile où un jour est donné, dans l'ordre.

    >>> regrouper_par_semaine({date(2026, 3, 1): 420, date(2026, 3, 2): 60})
    {Semaine(lundi=datetime.date(2026, 2, 23)): 420, Semaine(lundi=datetime.date(2026, 3, 2)): 60}
    """
    return Decompte(minutes_par_jour).par_semaine()


def franchissement(minutes_par_jour: Mapping[date, int], seuil: int) -> date | None:
    """Le premier jour où le total cumulé dépasse le seuil, à la minute.

    >>> trois_jours = {date(2026, 3, 2): 420, date(2026, 3, 3): 420, date(2026, 3, 4): 1}
    >>> franchissement(trois_jours, 840), atteinte(trois_jours, 840)
    (datetime.date(2026, 3, 4), datetime.date(2026, 3, 3))
    """
    return atteinte(minutes_par_jour, seuil + 1)


def atteinte(minutes_par_jour: Mapping[date, int], seuil: int) -> date | None:
    """Le premier jour où le total cumulé égale ou dépasse le seuil."""
    return Decompte(minutes_par_jour).atteinte(seuil)
