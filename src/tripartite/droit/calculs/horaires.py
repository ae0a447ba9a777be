"""Des horaires écrits aux journées du calendrier, et de là aux minutes et aux repos.

Les heures d'une journée sont murales ; les minutes sont du temps écoulé, au fuseau du lieu de stage. Une
nuit donne à chaque jour civil ses minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property, lru_cache
from itertools import compress, cycle, pairwise
from operator import attrgetter, sub
from typing import Any, NamedTuple

from tripartite.droit.calendrier import DIMANCHE, UN_JOUR, UNE_MINUTE, decouper_par_jour, jours
from tripartite.droit.faits import Horaires, Journee, SemaineType
from tripartite.droit.jours_feries import Territoire, jours_feries
from tripartite.droit.langage import FaitInconnu, Inconnu, Minutes

MINUIT = 24 * 60
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SEPT_JOURNEES = attrgetter(*JOURS)
HEURES_INCONNUES = Inconnu("journee.plages", "les heures de début et de fin des journées de présence")


class Intervalle(NamedTuple):
    """Une présence continue, en minutes murales depuis le minuit qui ouvre la journée."""

    debut: int
    fin: int


class EmploiDuTemps(NamedTuple):
    """Les journées prévues, celles qu'un jour férié non travaillé retire, et celles dont elles sont faites.

    `modeles` est chaque journée des semaines types et des jours particuliers, par son identité ; `dimanches`
    dit si l'une d'elles est un dimanche.
    """

    journees: dict[date, Journee]
    feriees: dict[date, Journee]
    modeles: Mapping[int, Journee]
    dimanches: bool


class Repos(NamedTuple):
    """Le temps entre deux présences : de `fin`, le jour `depuis`, à `reprise`, le jour `jusqu_au`.

    `fin` et `reprise` sont en minutes murales depuis minuit, `minutes` en temps écoulé. Quand on ne connaît
    pas les heures d'une des deux journées, `exact` est faux et `minutes` est un minimum.
    """

    depuis: date
    fin: int
    jusqu_au: date
    reprise: int
    minutes: Minutes
    exact: bool


# --- Les journées ------------------------------------------------------------------------------


def etablir(horaires: Horaires, debut: date, fin: date, territoire: Territoire | None) -> EmploiDuTemps:
    """Donne la journée prévue de chaque jour de présence, de `debut` à `fin` inclus, dans l'ordre.

    Un jour particulier remplace la semaine type ; une fermeture, puis un jour férié non travaillé, la
    suppriment. Sans territoire (à l'étranger), aucun jour férié n'est retiré.
    """
    journees: dict[date, Journee] = {}
    modeles: dict[int, Journee] = {}
    dimanches = False
    for premier, dernier, semaines in _tranches(horaires.semaines, debut, fin):
        suite = [None if _vide(journee) else journee for s in semaines for journee in _SEPT_JOURNEES(s)]
        if any(suite):
            decalage = (premier.toordinal() - _origine(semaines, debut)) % len(suite)
            tournee = suite[decalage:] + suite[:decalage]
            pleines = [journee for journee in tournee if journee]
            dates = compress(jours(premier, dernier), cycle(map(bool, tournee)))
            journees.update(zip(dates, cycle(pleines), strict=False))
            modeles.update(zip(map(id, pleines), pleines, strict=True))
            dimanches = dimanches or any(suite[DIMANCHE::7])
    for fermeture in horaires.fermetures:
        for jour in jours(max(fermeture.debut, debut), min(fermeture.fin, fin)):
            journees.pop(jour, None)
    feriees: dict[date, Journee] = {}
    if not horaires.feries_travailles and territoire:
        for annee in range(debut.year, fin.year + 1):
            for ferie in jours_feries(annee, territoire):
                if ferie in journees:
                    feriees[ferie] = journees.pop(ferie)
    if horaires.jours_particuliers:
        for particulier in horaires.jours_particuliers:
            if debut <= particulier.jour <= fin:
                feriees.pop(particulier.jour, None)
                journees[particulier.jour] = particulier.journee
                modeles[id(particulier.journee)] = particulier.journee
                dimanches = dimanches or particulier.jour.weekday() == DIMANCHE
        journees = {jour: journees[jour] for jour in sorted(journees) if not _vide(journees[jour])}
    return EmploiDuTemps(journees, feriees, modeles, dimanches)


def _tranches(
    semaines: Sequence[SemaineType], debut: date, fin: date
) -> Iterator[tuple[date, date, list[SemaineType]]]:
    """Découpe la période là où une semaine type commence ou cesse de valoir."""
    if debut > fin:
        return
    if not any(s.depuis for s in semaines) and not any(s.jusqu_au for s in semaines):
        if semaines:
            yield debut, fin, list(semaines)
        return
    bornes = {debut, fin + UN_JOUR}
    bornes |= {s.depuis for s in semaines if s.depuis and debut < s.depuis <= fin}
    bornes |= {s.jusqu_au + UN_JOUR for s in semaines if s.jusqu_au and debut <= s.jusqu_au < fin}
    for premier, suivant in pairwise(sorted(bornes)):
        valent = [
            s
            for s in semaines
            if (not s.depuis or s.depuis <= premier) and (not s.jusqu_au or premier <= s.jusqu_au)
        ]
        if valent:
            yield premier, suivant - UN_JOUR, valent


def _origine(semaines: Sequence[SemaineType], debut: date) -> int:
    """Le lundi de la première semaine où toutes valent : l'alternance commence là, par la première."""
    premier = max([debut, *[s.depuis for s in semaines if s.depuis]]).toordinal()
    return (premier - 1) // 7 * 7 + 1


def _vide(journee: Journee) -> bool:
    return not journee.plages and not journee.duree


def distinctes(
    journees: Mapping[Any, Journee], modeles: Mapping[int, Journee] | None = None
) -> Mapping[int, Journee]:
    """Chaque journée une fois, par son identité : une semaine type en a peu, que tous ses jours partagent.

    De plusieurs modèles, on cherche ceux dont un jour est fait ; un seul est celui de tous les jours.
    """
    if journees and modeles and len(modeles) == 1:
        return modeles
    return dict(zip(map(id, journees.values()), journees.values(), strict=True))


# --- Les minutes -------------------------------------------------------------------------------


def intervalles(journee: Journee) -> tuple[Intervalle, ...]:
    """Les présences continues d'une journée, dans l'ordre ; deux plages qui se recouvrent n'en font qu'une.

    >>> from tripartite.droit.faits import Plage
    >>> intervalles(Journee((Plage(22 * 60, 2 * 60), Plage(150, 360))))
    (Intervalle(debut=150, fin=360), Intervalle(debut=1320, fin=1560))
    """
    bornes = sorted([(p.debut, p.fin if p.fin > p.debut else p.fin + MINUIT) for p in journee.plages])
    reunis: list[Intervalle] = []
    fin_du_dernier = -1
    for debut, fin in bornes:
        if debut <= fin_du_dernier:
            debut, fin = reunis.pop().debut, max(fin, fin_du_dernier)
        reunis.append(Intervalle(debut, fin))
        fin_du_dernier = fin
    return tuple(reunis)


def pauses(presences: Sequence[Intervalle]) -> int:
    """Les minutes de pause entre les présences d'une journée."""
    return sum(suivante.debut - avant.fin for avant, suivante in pairwise(presences))


def minutes_des_journees(
    journees: dict[date, Journee], fuseau: tzinfo, sortes: Mapping[int, Journee] | None = None
) -> dict[date, Minutes]:
    """Les minutes de présence de chaque jour civil, au temps écoulé, jours sans présence exclus.

    Une pause n'est pas une présence, sauf ses minutes payées. La nuit du changement d'heure compte une heure
    de plus, ou de moins. `sortes` est `distinctes(journees)`, si on l'a déjà.
    """
    sortes = distinctes(journees) if sortes is None else sortes
    parts = {cle: _minutes(journee) for cle, journee in sortes.items()}
    changements = [j for annee in _annees(journees) for j in _touches(annee, fuseau) if j in journees]
    toutes = set(parts.values())
    if not changements and len(toutes) == 1:  # la même durée, chaque jour
        du_jour, du_lendemain = toutes.pop()
        if du_jour and not du_lendemain:
            return dict.fromkeys(journees, Minutes(du_jour))
    if not changements and not any(lendemain for _, lendemain in parts.values()):
        simples = {cle: Minutes(du_jour) for cle, (du_jour, _) in parts.items()}
        return {jour: m for jour, journee in journees.items() if (m := simples[id(journee)])}

    total: dict[date, int] = {}
    for jour, journee in journees.items():
        if jour in changements:
            decoupe = _ecoulees(journee, jour, fuseau)
        else:
            du_jour, du_lendemain = parts[id(journee)]
            decoupe = ((jour, du_jour), (jour + UN_JOUR, du_lendemain))
        for quand, minutes in decoupe:
            if minutes:
                total[quand] = total.get(quand, 0) + minutes
    return {jour: Minutes(total[jour]) for jour in sorted(total)}


def repartir(
    horaires: Horaires, debut: date, fin: date, territoire: Territoire | None
) -> dict[date, Minutes]:
    """Donne les minutes de présence prévues de chaque jour, de `debut` à `fin` inclus."""
    journees = etablir(horaires, debut, fin, territoire).journees
    return minutes_des_journees(journees, (territoire or Territoire.METROPOLE).fuseau)


def minutes_de_la_semaine(semaine: SemaineType) -> Minutes:
    """Les minutes d'une semaine type, hors jours fériés et changement d'heure."""
    parts: dict[int, int] = {}
    total = 0
    for journee in _SEPT_JOURNEES(semaine):
        if id(journee) not in parts:
            parts[id(journee)] = sum(_minutes(journee))
        total += parts[id(journee)]
    return Minutes(total)


def _minutes(journee: Journee) -> tuple[int, int]:
    """Les minutes du jour et celles du lendemain, hors changement d'heure."""
    if journee.duree:
        return int(journee.duree), 0
    presences = intervalles(journee)
    if not presences:
        return 0, 0
    if presences[-1].fin <= MINUIT and not journee.pause_payee:
        return sum([fin - debut for debut, fin in presences]), 0
    du_jour = sum(min(p.fin, MINUIT) - min(p.debut, MINUIT) for p in presences)
    du_lendemain = sum(max(p.fin, MINUIT) - max(p.debut, MINUIT) for p in presences)
    return du_jour + min(journee.pause_payee, pauses(presences)), du_lendemain


def _ecoulees(journee: Journee, jour: date, fuseau: tzinfo) -> Sequence[tuple[date, int]]:
    if journee.duree:
        return ((jour, journee.duree),)
    minuit = datetime(jour.year, jour.month, jour.day)
    presences = intervalles(journee)
    parts = [(jour, min(journee.pause_payee, pauses(presences)))]
    for presence in presences:
        depart, arrivee = (minuit + timedelta(minutes=m) for m in presence)
        if depart.replace(tzinfo=fuseau).astimezone(UTC) < arrivee.replace(tzinfo=fuseau).astimezone(UTC):
            parts += decouper_par_jour(depart, arrivee, fuseau).items()
    return parts


@lru_cache(maxsize=512)
def changements_d_heure(annee: int, fuseau: tzinfo) -> tuple[date, ...]:
    """Les jours de l'année qui ne durent pas vingt-quatre heures.

    >>> from zoneinfo import ZoneInfo
    >>> [str(jour) for jour in changements_d_heure(2026, ZoneInfo("Europe/Paris"))]
    ['2026-03-29', '2026-10-25']
    """
    minuits = [datetime.fromordinal(date(annee, 1, 1).toordinal() + n) for n in range(367)]
    decalages = [minuit.replace(tzinfo=fuseau).utcoffset() for minuit in minuits]
    jours_et_decalages = zip(minuits, pairwise(decalages), strict=False)
    return tuple(m.date() for m, (avant, apres) in jours_et_decalages if avant != apres and m.year == annee)


@lru_cache(maxsize=512)
def _touches(annee: int, fuseau: tzinfo) -> tuple[date, ...]:
    """Les jours dont un changement d'heure de l'année peut toucher la journée : lui, et la nuit d'avant."""
    return tuple([jour for c in changements_d_heure(annee, fuseau) for jour in (c - UN_JOUR, c)])


def _annees(journees: dict[date, Journee]) -> range:
    """Les années que touchent des journées données dans l'ordre."""
    return range(next(iter(journees)).year, next(reversed(journees)).year + 1) if journees else range(0)


# --- Les repos ---------------------------------------------------------------------------------

HEURE_PERDUE = 60
"""Ce qu'un changement d'heure retire au plus à un repos, en minutes."""
REPOS_LE_PLUS_LONG, UN_JOUR_DE_REPOS = 14 * 60, MINUIT
"""Hors de ces deux bornes, un repos entre deux journées ne peut manquer à aucune règle, ni en satisfaire."""


class Amplitude(NamedTuple):
    """Entre quelles heures murales se tiennent toutes les journées, et s'il peut y avoir des dimanches."""

    debut: int
    fin: int
    dimanches: bool


def amplitude_des_journees(sortes: Mapping[int, Journee], dimanches: bool) -> Amplitude:
    """L'amplitude de ces journées ; celle dont on ignore les heures peut durer le jour entier."""
    bornes = [_bornes(journee) for journee in sortes.values()] or [(0, 0, True)]
    return Amplitude(min([debut for debut, _, _ in bornes]), max([fin for _, fin, _ in bornes]), dimanches)


class ReposPrevus:
    """Les repos que laissent des journées de présence : on ne les mesure que si l'amplitude ne répond pas.

    >>> from tripartite.droit.faits import Plage
    >>> bureau = {date(2026, 3, n): Journee((Plage(9 * 60, 17 * 60),)) for n in (6, 9, 10)}
    >>> prevus = ReposPrevus(bureau, Amplitude(9 * 60, 17 * 60, dimanches=False), UTC)
    >>> prevus.au_moins // 60, prevus.autour_des_dimanches // 60
    (15, 39)
    >>> [repos.minutes // 60 for repos in prevus.mesures]
    [64]
    """

    def __init__(self, journees: dict[date, Journee], amplitude: Amplitude, fuseau: tzinfo) -> None:
        self._journees = journees
        self._fuseau = fuseau
        self.au_moins = MINUIT + amplitude.debut - amplitude.fin - HEURE_PERDUE
        """Ce que dure au moins chaque repos."""
        libres = not amplitude.dimanches and amplitude.fin <= MINUIT
        self.autour_des_dimanches = MINUIT + self.au_moins if libres else 0
        """Ce que dure au moins le repos de chaque dimanche ; rien, si l'un d'eux n'est pas libre."""

    @cached_property
    def mesures(self) -> tuple[Repos, ...]:
        """Les repos courts (moins de quatorze heures) et longs (un jour au moins), dans l'ordre."""
        return repos_entre(self._journees, self._fuseau, REPOS_LE_PLUS_LONG, UN_JOUR_DE_REPOS)


def repos_entre(
    journees: Mapping[date, Journee], fuseau: tzinfo, moins_de: int | None = None, au_moins: int = 0
) -> tuple[Repos, ...]:
    """Les repos entre deux journées de présence qui se suivent, au temps écoulé, dans l'ordre.

    Args:
        journees: les journées de présence, dans l'ordre.
        fuseau: le fuseau du lieu de stage.
        moins_de, au_moins: ne garder que les repos plus courts que l'un, ou au moins aussi longs que
            l'autre (en minutes), et ceux dont on ne connaît pas les heures. Par défaut, tous.
    """
    if not journees:
        return ()
    dates = list(journees)
    rangs = list(map(date.toordinal, dates))
    bornes = {cle: _bornes(journee) for cle, journee in distinctes(journees).items()}
    ecarts = map(sub, rangs[1:], rangs)
    cles = list(map(id, journees.values()))
    suites: list[Any]
    if len(bornes) == 1:  # une seule sorte de journée : l'écart dit tout du repos
        (seules,) = bornes.values()
        suites = list(ecarts)
        mesures = {ecart: _repos(ecart, seules, seules) for ecart in set(suites)}
    else:
        suites = list(zip(cles, cles[1:], ecarts, strict=False))
        mesures = {suite: _repos(suite[2], bornes[suite[0]], bornes[suite[1]]) for suite in set(suites)}
    perdues = _heures_perdues(journees, bornes, dates, rangs, fuseau)

    def garder(minutes: int, exact: bool) -> bool:
        return max(0, minutes) >= au_moins or not exact or bool(moins_de and minutes < moins_de)

    gardes = {suite for suite, mesure in mesures.items() if garder(*mesure)}
    retenus = compress(range(len(suites)), map(gardes.__contains__, suites))
    repos = []
    for n in sorted({*retenus, *perdues}):
        minutes, exact = mesures[suites[n]]
        if n in perdues and not garder(minutes := minutes - perdues[n], exact):
            continue
        fin, reprise = bornes[cles[n]][1], bornes[cles[n + 1]][0]
        repos.append(Repos(dates[n], fin, dates[n + 1], reprise, Minutes(max(0, minutes)), exact))
    return tuple(repos)


def _heures_perdues(
    journees: Mapping[date, Journee],
    bornes: Mapping[int, tuple[int, int, bool]],
    dates: Sequence[date],
    rangs: Sequence[int],
    fuseau: tzinfo,
) -> dict[int, int]:
    """Ce que les changements d'heure retirent aux repos qu'ils touchent, par rang de repos."""
    perdues = {}
    for annee in range(dates[0].year, dates[-1].year + 1):
        for changement in changements_d_heure(annee, fuseau):
            rang = changement.toordinal()
            premier = max(0, bisect_left(rangs, rang) - 1)
            for n in range(premier, min(bisect_right(rangs, rang), len(rangs) - 1)):
                veille, jour = dates[n], dates[n + 1]
                fin, debut = bornes[id(journees[veille])][1], bornes[id(journees[jour])][0]
                perdues[n] = _heure_perdue(veille, jour, fin, debut, fuseau)
    return perdues


def _bornes(journee: Journee) -> tuple[int, int, bool]:
    presences = intervalles(journee)
    return (presences[0].debut, presences[-1].fin, True) if presences else (0, MINUIT, False)


def _repos(ecart: int, avant: tuple[int, int, bool], apres: tuple[int, int, bool]) -> tuple[int, bool]:
    return ecart * MINUIT + apres[0] - avant[1], avant[2] and apres[2]


def _heure_perdue(veille: date, jour: date, fin: int, debut: int, fuseau: tzinfo) -> int:
    """Ce que le changement d'heure retire au repos, en minutes (négatif s'il en ajoute)."""
    return _decalage(jour, debut, fuseau) - _decalage(veille, fin, fuseau)


@lru_cache(maxsize=4096)
def _decalage(jour: date, minute: int, fuseau: tzinfo) -> int:
    """L'écart à l'heure universelle d'une heure murale, en minutes."""
    murale = datetime(jour.year, jour.month, jour.day) + timedelta(minutes=minute)
    return (murale.replace(tzinfo=fuseau).utcoffset() or timedelta()) // UNE_MINUTE


def exiger_les_heures(exactes: bool) -> None:
    """Arrête la règle quand elle a besoin d'heures que l'on ne connaît pas."""
    if not exactes:
        raise FaitInconnu(HEURES_INCONNUES)
