"""Le temps du stage : C. éduc., art. L. 124-18 et D. 124-6 (durée), R. 124-10 (semaine civile).

Dates et minutes entières, fonctions pures. Les jours fériés sont dans `jours_feries`.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

MINUTES_PAR_HEURE = 60
JOUR_DE_STAGE = 7 * MINUTES_PAR_HEURE
"""Sept heures de présence, consécutives ou non, équivalent à un jour (D. 124-6)."""
MOIS_DE_STAGE = 22 * JOUR_DE_STAGE
"""Vingt-deux jours de présence, consécutifs ou non, équivalent à un mois (D. 124-6) : 154 heures."""

UN_JOUR = timedelta(days=1)
SIX_JOURS = 6 * UN_JOUR
DIMANCHE = 6
"""Le rang du dimanche dans la semaine, du lundi, de rang 0."""
UNE_MINUTE = timedelta(minutes=1)


class Mois(NamedTuple):
    """Un mois du calendrier.

    >>> fevrier = Mois.de(date(2026, 2, 14))
    >>> str(fevrier), fevrier.dernier_jour, str(fevrier.suivant)
    ('2026-02', datetime.date(2026, 2, 28), '2026-03')
    >>> Mois.lire("2026-02") == fevrier < Mois(2026, 3)
    True
    """

    annee: int
    numero: int

    @staticmethod
    @lru_cache(4096)
    def de(jour: date) -> "Mois":
        return Mois(jour.year, jour.month)

    @staticmethod
    def lire(texte: str) -> "Mois":
        return Mois.de(date.fromisoformat(f"{texte}-01"))

    @property
    def premier_jour(self) -> date:
        return _jour_du_mois(self.annee, self.numero, 1)

    @property
    def dernier_jour(self) -> date:
        return _jour_du_mois(self.annee, self.numero, 31)

    @property
    def suivant(self) -> "Mois":
        return Mois(self.annee, self.numero + 1) if self.numero < 12 else Mois(self.annee + 1, 1)

    def jours(self) -> Iterator[date]:
        return jours(self.premier_jour, self.dernier_jour)

    def __str__(self) -> str:
        return f"{self.annee:04}-{self.numero:02}"


class Semaine(NamedTuple):
    """La semaine civile : du lundi à 0 h au dimanche à 24 h (C. trav., art. L. 3121-35).

    >>> Semaine.de(date(2027, 1, 1))
    Semaine(lundi=datetime.date(2026, 12, 28))
    >>> Semaine.de(date(2027, 1, 1)).dimanche
    datetime.date(2027, 1, 3)
    """

    lundi: date

    @staticmethod
    @lru_cache(4096)
    def de(jour: date) -> "Semaine":
        return Semaine(date.fromordinal(_lundi(jour)))

    @property
    def dimanche(self) -> date:
        return self.lundi + SIX_JOURS

    @property
    def suivante(self) -> "Semaine":
        return Semaine(self.lundi + 7 * UN_JOUR)

    def jours(self) -> Iterator[date]:
        return jours(self.lundi, self.dimanche)


class Periode(NamedTuple):
    """Des jours qui se suivent, le premier et le dernier compris.

    >>> ete = Periode(date(2026, 7, 1), date(2026, 8, 31))
    >>> ete.nombre_de_jours, ete.contient(date(2026, 8, 31)), ete.contient(date(2026, 9, 1))
    (62, True, False)
    >>> ete.intersection(Periode(date(2026, 8, 31), date(2026, 12, 31))).nombre_de_jours
    1
    """

    debut: date
    fin: date

    @property
    def nombre_de_jours(self) -> int:
        return max(0, (self.fin - self.debut).days + 1)

    def contient(self, jour: date) -> bool:
        return self.debut <= jour <= self.fin

    def chevauche(self, autre: "Periode") -> bool:
        return max(self.debut, autre.debut) <= min(self.fin, autre.fin)

    def intersection(self, autre: "Periode") -> "Periode | None":
        debut, fin = max(self.debut, autre.debut), min(self.fin, autre.fin)
        return Periode(debut, fin) if debut <= fin else None

    def jours(self) -> Iterator[date]:
        return jours(self.debut, self.fin)


class DureeDeStage(NamedTuple):
    """Une présence, comptée en jours entiers et en mois entiers de D. 124-6."""

    minutes: int
    jours: int
    mois: int
    jours_restants: int
    minutes_restantes: int


def duree_en_jours_et_mois(minutes: int) -> DureeDeStage:
    """Convertit une présence : 7 heures font un jour, 22 jours font un mois (D. 124-6).

    On convertit le total des heures, comme l'Urssaf et service-public.fr : une journée de moins de
    7 heures n'est pas un jour, mais ses heures comptent.

    >>> duree_en_jours_et_mois(984 * MINUTES_PAR_HEURE)
    DureeDeStage(minutes=59040, jours=140, mois=6, jours_restants=8, minutes_restantes=240)
    """
    jours_de_stage = minutes // JOUR_DE_STAGE
    return DureeDeStage(
        minutes, jours_de_stage, minutes // MOIS_DE_STAGE, jours_de_stage % 22, minutes % JOUR_DE_STAGE
    )


def jours(debut: date, fin: date) -> Iterator[date]:
    """Chaque jour, du premier au dernier compris.

    >>> sum(1 for _ in jours(date(2028, 2, 1), date(2028, 2, 29)))
    29
    """
    if debut > fin:
        return iter(())
    if debut.year == fin.year:
        annee = _jours_de_l_annee(debut.year)
        return iter(annee[(debut - annee[0]).days : (fin - annee[0]).days + 1])
    annees = [_jours_de_l_annee(annee) for annee in range(debut.year, fin.year + 1)]
    annees[-1] = annees[-1][: (fin - annees[-1][0]).days + 1]
    annees[0] = annees[0][(debut - annees[0][0]).days :]
    return chain.from_iterable(annees)


def dimanches(annees: Iterable[int]) -> Iterator[date]:
    """Chaque dimanche de ces années.

    >>> [str(dimanche) for dimanche in dimanches([2025, 2026])][51:53]
    ['2025-12-28', '2026-01-04']
    """
    return chain.from_iterable(map(_dimanches_de_l_annee, annees))


def semaines_entre(debut: date, fin: date) -> Iterator[Semaine]:
    """Les semaines civiles qui touchent la période.

    >>> [str(semaine.lundi) for semaine in semaines_entre(date(2026, 3, 1), date(2026, 3, 2))]
    ['2026-02-23', '2026-03-02']
    """
    if debut <= fin:
        for lundi in range(_lundi(debut), fin.toordinal() + 1, 7):
            yield Semaine.de(date.fromordinal(lundi))


def mois_entre(debut: date, fin: date) -> Iterator[Mois]:
    """Les mois qui touchent la période.

    >>> [str(mois) for mois in mois_entre(date(2026, 12, 31), date(2027, 2, 1))]
    ['2026-12', '2027-01', '2027-02']
    """
    if debut <= fin:
        mois, dernier = Mois.de(debut), Mois.de(fin)
        while mois <= dernier:
            yield mois
            mois = mois.suivant


def ajouter_mois(jour: date, mois: int) -> date:
    """Le même quantième, tant de mois après (ou avant) ; à défaut, le dernier jour du mois.

    >>> ajouter_mois(date(2026, 1, 31), 1), ajouter_mois(date(2028, 3, 31), -1)
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    """
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return _jour_du_mois(annee, rang + 1, jour.day)


def dernier_jour_apres_mois(debut: date, mois: int) -> date:
    """Le dernier jour d'une période de tant de mois entiers : la veille du quantième, à défaut la fin
    du mois.

    >>> dernier_jour_apres_mois(date(2026, 1, 5), 3), dernier_jour_apres_mois(date(2026, 1, 31), 1)
    (datetime.date(2026, 4, 4), datetime.date(2026, 2, 28))
    """
    retour = ajouter_mois(debut, mois)
    return retour - UN_JOUR if retour.day == debut.day else retour


def mois_entiers(debut: date, fin: date) -> int | None:
    """Le nombre de mois, quand la période en fait un nombre exact ; sinon `None`.

    >>> mois_entiers(date(2026, 1, 5), date(2026, 4, 4)), mois_entiers(date(2026, 1, 5), date(2026, 4, 5))
    (3, None)
    >>> mois_entiers(date(2026, 2, 1), date(2026, 2, 28))
    1
    """
    ecart = (fin.year - debut.year) * 12 + fin.month - debut.month
    for mois in (ecart, ecart + 1):
        if mois >= 1 and dernier_jour_apres_mois(debut, mois) == fin:
            return mois
    return None


def age(naissance: date, jour: date) -> int:
    """L'âge accompli ce jour-là. Né un 29 février, on a un an de plus le 1er mars des années communes :
    la lecture protège le mineur un jour de plus (aucun texte ne tranche).

    >>> age(date(2008, 2, 29), date(2026, 2, 28)), age(date(2008, 2, 29), date(2026, 3, 1))
    (17, 18)
    """
    avant_l_anniversaire = (jour.month, jour.day) < (naissance.month, naissance.day)
    return jour.year - naissance.year - avant_l_anniversaire


def annee_d_enseignement(jour: date, debut_mois: int = 9, debut_jour: int = 1) -> Periode:
    """L'année d'enseignement qui contient ce jour (L. 124-5) : du 1er septembre au 31 août, sauf déclaration
    contraire de l'établissement.

    >>> annee_d_enseignement(date(2026, 8, 31))
    Periode(debut=datetime.date(2025, 9, 1), fin=datetime.date(2026, 8, 31))
    """
    annee = jour.year if jour >= _jour_du_mois(jour.year, debut_mois, debut_jour) else jour.year - 1
    rentree = _jour_du_mois(annee, debut_mois, debut_jour)
    suivante = _jour_du_mois(annee + 1, debut_mois, debut_jour)
    return Periode(rentree, suivante - UN_JOUR)


def decouper_par_jour(debut: datetime, fin: datetime, fuseau: tzinfo) -> dict[date, int]:
    """Les minutes écoulées dans chaque jour du calendrier, d'une heure murale à l'autre.

    Une nuit qui passe minuit compte pour chacun de ses deux jours ; la nuit du changement d'heure dure une
    heure de plus, ou de moins. Une heure murale qui existe deux fois est la première, sauf `fold=1`.

    >>> from zoneinfo import ZoneInfo
    >>> decouper_par_jour(datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 6), ZoneInfo("Europe/Paris"))
    {datetime.date(2026, 10, 24): 120, datetime.date(2026, 10, 25): 420}
    """
    if debut.tzinfo or fin.tzinfo:
        raise ValueError("Donnez des heures murales, sans fuseau : le fuseau est celui du lieu de stage.")

    instant, terme = _instant(debut, fuseau), _instant(fin, fuseau)
    if terme < instant:
        raise ValueError(
            f"La fin de la présence ({fin}) précède son début ({debut}). Corrigez l'une des deux."
        )

    decoupe: dict[date, int] = {}
    for jour in jours(debut.date(), fin.date()):
        if jour == fin.date():
            limite = terme
        else:
            limite = _instant(datetime(jour.year, jour.month, jour.day) + UN_JOUR, fuseau)
        minutes = (limite - instant) // UNE_MINUTE
        if minutes:
            decoupe[jour] = minutes
        instant = limite
    return decoupe


def _instant(murale: datetime, fuseau: tzinfo) -> datetime:
    return murale.replace(tzinfo=fuseau).astimezone(UTC)


def _lundi(jour: date) -> int:
    """Le rang du lundi de sa semaine. Le 1er janvier de l'an 1, de rang 1, est un lundi."""
    return (jour.toordinal() - 1) // 7 * 7 + 1


@lru_cache(4096)
def _jour_du_mois(annee: int, mois: int, jour: int) -> date:
    """Ce quantième, ou le dernier jour d'un mois plus court."""
    return date(annee, mois, min(jour, monthrange(annee, mois)[1]))


@lru_cache(64)
def _jours_de_l_annee(annee: int) -> tuple[date, ...]:
    premier = date(annee, 1, 1).toordinal()
    return tuple(map(date.fromordinal, range(premier, date(annee, 12, 31).toordinal() + 1)))


@lru_cache(64)
def _dimanches_de_l_annee(annee: int) -> tuple[date, ...]:
    return tuple([jour for jour in _jours_de_l_annee(annee) if jour.weekday() == DIMANCHE])
