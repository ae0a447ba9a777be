"""Les horaires déployés valent ce qu'un compte naïf, jour par jour et à la minute, en dit."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tirages import tirages

from tripartite.droit.calculs.horaires import (
    JOURS,
    MINUIT,
    ReposPrevus,
    amplitude_des_journees,
    distinctes,
    etablir,
    intervalles,
    minutes_des_journees,
    repartir,
    repos_entre,
)
from tripartite.droit.calendrier import DIMANCHE, Semaine, jours
from tripartite.droit.faits import Fermeture, Horaires, Journee, JourParticulier, Plage, SemaineType
from tripartite.droit.jours_feries import Territoire, est_ferie

DEBUT = date(2026, 1, 1)
LIEUX = st.sampled_from(
    [Territoire.METROPOLE, Territoire.ALSACE_MOSELLE, Territoire.SAINT_PIERRE_ET_MIQUELON]
)


@st.composite
def journees(tirer: st.DrawFn) -> Journee:
    bornes = sorted(tirer(st.sets(st.integers(0, 47), min_size=0, max_size=6)))
    plages = [Plage(30 * debut, 30 * fin) for debut, fin in zip(bornes[::2], bornes[1::2], strict=False)]
    if plages and tirer(st.booleans()):
        plages[-1] = Plage(plages[-1].debut, min(plages[0].debut, plages[-1].debut))
    return Journee(tuple(plages), pause_payee=tirer(st.sampled_from([0, 20, 90])))


DATES = st.integers(0, 400).map(lambda n: DEBUT + timedelta(n))
SEMAINES = st.builds(
    lambda jours_, depuis: SemaineType(**dict(zip(JOURS, jours_, strict=True)), **depuis),
    st.lists(journees(), min_size=7, max_size=7),
    st.one_of(
        st.just({}),
        st.builds(lambda d, n: {"depuis": d, "jusqu_au": d + timedelta(n)}, DATES, st.integers(0, 90)),
    ),
)
HORAIRES = st.builds(
    Horaires,
    semaines=st.lists(SEMAINES, min_size=1, max_size=3).map(tuple),
    jours_particuliers=st.lists(
        st.builds(JourParticulier, jour=DATES, journee=journees()), max_size=3, unique_by=lambda p: p.jour
    ).map(tuple),
    fermetures=st.lists(
        st.builds(lambda d, n: Fermeture(d, d + timedelta(n)), DATES, st.integers(0, 20)), max_size=2
    ).map(tuple),
    feries_travailles=st.booleans(),
)


def journee_du_jour(horaires: Horaires, jour: date, debut: date, lieu: Territoire) -> Journee:
    for particulier in horaires.jours_particuliers:
        if particulier.jour == jour:
            return particulier.journee
    if any(f.debut <= jour <= f.fin for f in horaires.fermetures):
        return Journee()
    if est_ferie(jour, lieu) and not horaires.feries_travailles:
        return Journee()
    valent = [
        s
        for s in horaires.semaines
        if (not s.depuis or s.depuis <= jour) and (not s.jusqu_au or jour <= s.jusqu_au)
    ]
    if not valent:
        return Journee()
    origine = max([debut, *(s.depuis for s in valent if s.depuis)])
    lundi = origine - timedelta(origine.weekday())
    return getattr(valent[(jour - lundi).days // 7 % len(valent)], JOURS[jour.weekday()])


def instant(jour: date, minute: int, lieu: Territoire) -> datetime:
    murale = datetime.fromordinal(jour.toordinal()) + timedelta(minutes=minute)
    return murale.replace(tzinfo=lieu.fuseau).astimezone(UTC)


def minute_par_minute(journee: Journee, jour: date, lieu: Territoire) -> Counter[date]:
    total: Counter[date] = Counter()
    presences = intervalles(journee)
    for presence in presences:
        quart, fin = instant(jour, presence.debut, lieu), instant(jour, presence.fin, lieu)
        while quart < fin:
            total[quart.astimezone(lieu.fuseau).date()] += 30
            quart += timedelta(minutes=30)
    pause = sum(b.debut - a.fin for a, b in pairwise(presences))
    total[jour] += min(journee.pause_payee, pause)
    return total


@settings(max_examples=tirages(60), deadline=None)
@given(HORAIRES, DATES, st.integers(0, 120), LIEUX)
def test_les_minutes_valent_un_compte_naif(horaires: Horaires, debut: date, n: int, lieu: Territoire) -> None:
    attendues: Counter[date] = Counter()
    for jour in jours(debut, debut + timedelta(n)):
        attendues += minute_par_minute(journee_du_jour(horaires, jour, debut, lieu), jour, lieu)
    reparties = repartir(horaires, debut, debut + timedelta(n), lieu)
    assert reparties == dict(attendues)
    assert list(reparties) == sorted(reparties)


@settings(max_examples=tirages(60), deadline=None)
@given(HORAIRES, DATES, st.integers(0, 120), LIEUX)
def test_les_repos_sont_du_temps_ecoule(horaires: Horaires, debut: date, n: int, lieu: Territoire) -> None:
    prevues = etablir(horaires, debut, debut + timedelta(n), lieu).journees
    attendus = []
    for (veille, avant), (jour, apres) in pairwise(prevues.items()):
        fin, reprise = intervalles(avant)[-1].fin, intervalles(apres)[0].debut
        ecoule = instant(jour, reprise, lieu) - instant(veille, fin, lieu)
        attendus.append((veille, jour, max(0, int(ecoule.total_seconds()) // 60)))
    trouves = repos_entre(prevues, lieu.fuseau)
    assert [(r.depuis, r.jusqu_au, max(0, r.minutes)) for r in trouves] == attendus
    courts_ou_longs = repos_entre(prevues, lieu.fuseau, 14 * 60, MINUIT)
    assert list(courts_ou_longs) == [r for r in trouves if r.minutes < 14 * 60 or r.minutes >= MINUIT]


@settings(max_examples=tirages(60), deadline=None)
@given(HORAIRES, DATES, st.integers(0, 120), LIEUX, st.booleans())
def test_l_amplitude_ne_promet_que_les_repos_qu_il_y_a(
    horaires: Horaires, debut: date, n: int, lieu: Territoire, dimanches_libres: bool
) -> None:
    if dimanches_libres:
        semaines = tuple(replace(semaine, dimanche=Journee()) for semaine in horaires.semaines)
        horaires = replace(horaires, semaines=semaines, jours_particuliers=())
    emploi = etablir(horaires, debut, debut + timedelta(n), lieu)
    amplitude = amplitude_des_journees(distinctes(emploi.journees, emploi.modeles), emploi.dimanches)
    prevus = ReposPrevus(emploi.journees, amplitude, lieu.fuseau)
    for repos in repos_entre(emploi.journees, lieu.fuseau):
        assert repos.minutes >= prevus.au_moins
        if Semaine.de(repos.depuis) != Semaine.de(repos.jusqu_au):
            assert repos.minutes >= prevus.autour_des_dimanches
    if prevus.autour_des_dimanches:
        assert not [jour for jour in emploi.journees if jour.weekday() == DIMANCHE]


@settings(max_examples=tirages(40), deadline=None)
@given(HORAIRES, DATES, st.integers(0, 60), LIEUX)
def test_un_ferie_travaille_rend_ce_qu_il_retirait(
    horaires: Horaires, debut: date, n: int, lieu: Territoire
) -> None:
    chome = Horaires(horaires.semaines, horaires.jours_particuliers, horaires.fermetures, False)
    travaille = Horaires(horaires.semaines, horaires.jours_particuliers, horaires.fermetures, True)
    emploi = etablir(chome, debut, debut + timedelta(n), lieu)
    assert {**emploi.journees, **emploi.feriees} == etablir(
        travaille, debut, debut + timedelta(n), lieu
    ).journees
    assert not emploi.journees.keys() & emploi.feriees.keys()


def test_une_plage_qui_tombe_dans_l_heure_perdue_ne_dure_rien() -> None:
    ete = date(2026, 3, 29)
    journee = Journee((Plage(150, 180),))
    assert minutes_des_journees({ete: journee}, Territoire.METROPOLE.fuseau) == {}
