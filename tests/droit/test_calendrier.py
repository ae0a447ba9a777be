"""Le calendrier, à côté d'une référence lente et d'un code qu'on lit sans réfléchir."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from time import perf_counter_ns
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tripartite.droit.calendrier import (
    JOUR_DE_STAGE,
    MINUTES_PAR_HEURE,
    MOIS_DE_STAGE,
    Mois,
    Periode,
    Semaine,
    age,
    ajouter_mois,
    annee_d_enseignement,
    decouper_par_jour,
    dernier_jour_apres_mois,
    duree_en_jours_et_mois,
    jours,
    mois_entiers,
    mois_entre,
    semaines_entre,
)
from tripartite.droit.decompte import (
    Decompte,
    atteinte,
    franchissement,
    regrouper_par_mois,
    regrouper_par_semaine,
)
from tripartite.droit.jours_feries import Territoire, est_ferie

UN_JOUR = timedelta(days=1)
PARIS = ZoneInfo("Europe/Paris")

dates = st.dates(date(2006, 1, 1), date(2060, 12, 31))
durees = st.integers(0, 500)
presences = st.dictionaries(
    st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 24 * 60), max_size=60
)


@st.composite
def periodes(draw):
    debut = draw(dates)
    return Periode(debut, debut + draw(durees) * UN_JOUR)


def jours_un_a_un(debut, fin):
    liste = []
    while debut <= fin:
        liste.append(debut)
        debut += UN_JOUR
    return liste


# D. 124-6


def test_les_constantes_de_la_duree():
    assert (JOUR_DE_STAGE, MOIS_DE_STAGE) == (420, 9240)
    assert 2 * MOIS_DE_STAGE == 308 * MINUTES_PAR_HEURE
    assert 3 * MOIS_DE_STAGE == 462 * MINUTES_PAR_HEURE
    assert 6 * MOIS_DE_STAGE == 924 * MINUTES_PAR_HEURE


@pytest.mark.parametrize(
    ("heures", "jours_de_stage", "mois", "jours_restants", "minutes_restantes"),
    [
        (0, 0, 0, 0, 0),
        (308, 44, 2, 0, 0),
        (309, 44, 2, 0, 60),
        (923, 131, 5, 21, 360),
        (924, 132, 6, 0, 0),
        (984, 140, 6, 8, 240),
    ],
)
def test_la_duree_de_stage(heures, jours_de_stage, mois, jours_restants, minutes_restantes):
    attendue = (heures * 60, jours_de_stage, mois, jours_restants, minutes_restantes)
    assert duree_en_jours_et_mois(heures * 60) == attendue


def test_une_minute_sous_le_jour_ne_fait_pas_un_jour():
    assert duree_en_jours_et_mois(419) == (419, 0, 0, 0, 419)
    assert duree_en_jours_et_mois(420) == (420, 1, 0, 1, 0)


@given(st.integers(0, 200_000))
def test_la_duree_de_stage_comme_une_pile_de_jours(minutes):
    reste, pile, mois = minutes, 0, 0
    while reste >= 7 * 60:
        reste -= 7 * 60
        pile += 1
    jours_restants = pile
    while jours_restants >= 22:
        jours_restants -= 22
        mois += 1
    assert duree_en_jours_et_mois(minutes) == (minutes, pile, mois, jours_restants, reste)


# Franchissement d'un seuil


def cumul_a_la_fin_de(presence, jour):
    return sum(minutes for autre, minutes in presence.items() if autre <= jour)


@given(presences, st.integers(0, 40_000))
def test_franchissement_et_atteinte_comme_la_reference(presence, seuil):
    depasses = [jour for jour in sorted(presence) if cumul_a_la_fin_de(presence, jour) > seuil]
    atteints = [jour for jour in sorted(presence) if cumul_a_la_fin_de(presence, jour) >= seuil]
    assert franchissement(presence, seuil) == (depasses[0] if depasses else None)
    assert atteinte(presence, seuil) == (atteints[0] if atteints else None)


def test_308_heures_tout_juste_ne_franchissent_pas_le_seuil():
    quarante_quatre_jours = {date(2026, 1, 1) + rang * UN_JOUR: JOUR_DE_STAGE for rang in range(44)}
    assert franchissement(quarante_quatre_jours, 2 * MOIS_DE_STAGE) is None
    assert atteinte(quarante_quatre_jours, 2 * MOIS_DE_STAGE) == date(2026, 2, 13)
    une_minute_de_plus = quarante_quatre_jours | {date(2026, 2, 16): 1}
    assert franchissement(une_minute_de_plus, 2 * MOIS_DE_STAGE) == date(2026, 2, 16)
    assert atteinte(une_minute_de_plus, 309 * MINUTES_PAR_HEURE) is None


def test_l_ordre_des_jours_donnes_est_indifferent():
    a_rebours = {date(2026, 3, 3): 10, date(2026, 3, 2): 10}
    assert atteinte(a_rebours, 10) == date(2026, 3, 2)


# Mois, semaines, périodes


@given(periodes())
def test_jours_semaines_et_mois_comme_la_reference(periode):
    liste = jours_un_a_un(*periode)
    assert list(jours(*periode)) == list(periode.jours()) == liste
    assert len(liste) == periode.nombre_de_jours
    assert list(semaines_entre(*periode)) == sorted(
        {Semaine(jour - jour.weekday() * UN_JOUR) for jour in liste}
    )
    assert list(mois_entre(*periode)) == sorted({Mois(jour.year, jour.month) for jour in liste})


def test_une_periode_a_l_envers_est_vide():
    envers = Periode(date(2026, 3, 2), date(2026, 3, 1))
    assert list(jours(*envers)) == list(semaines_entre(*envers)) == list(mois_entre(*envers)) == []
    assert envers.nombre_de_jours == 0
    assert not envers.chevauche(Periode(date(2026, 1, 1), date(2026, 12, 31)))


@given(dates)
def test_la_semaine_va_du_lundi_au_dimanche(jour):
    semaine = Semaine.de(jour)
    assert semaine.lundi.isocalendar()[:2] == jour.isocalendar()[:2]
    assert (semaine.lundi.weekday(), semaine.dimanche.weekday()) == (0, 6)
    assert jour in list(semaine.jours())
    assert semaine.suivante == Semaine.de(jour + 7 * UN_JOUR) > semaine


@given(dates)
def test_le_mois_du_premier_au_dernier_jour(jour):
    mois = Mois.de(jour)
    assert mois.premier_jour <= jour <= mois.dernier_jour
    assert mois.dernier_jour + UN_JOUR == mois.suivant.premier_jour
    assert Mois.lire(str(mois)) == mois
    assert {Mois.de(j) for j in mois.jours()} == {mois}
    assert f"{mois}" == jour.isoformat()[:7]


@given(periodes(), periodes())
def test_l_intersection_est_celle_des_ensembles_de_jours(une, autre):
    communs = set(une.jours()) & set(autre.jours())
    assert une.chevauche(autre) == autre.chevauche(une) == bool(communs)
    commune = une.intersection(autre)
    assert set(commune.jours() if commune else ()) == communs


@given(periodes(), dates)
def test_la_periode_contient_ses_jours(periode, jour):
    assert periode.contient(jour) == (jour in set(periode.jours()))


@given(presences)
def test_regrouper_garde_toutes_les_minutes(presence):
    par_mois, par_semaine = regrouper_par_mois(presence), regrouper_par_semaine(presence)
    assert par_mois == {
        mois: sum(minutes for jour, minutes in presence.items() if Mois.de(jour) == mois)
        for mois in {Mois.de(jour) for jour in presence}
    }
    assert par_semaine == {
        semaine: sum(minutes for jour, minutes in presence.items() if Semaine.de(jour) == semaine)
        for semaine in {Semaine.de(jour) for jour in presence}
    }
    assert Decompte(presence).total == sum(presence.values())
    assert Decompte(presence).dernier_jour == max(presence, default=None)
    assert Decompte(presence).jours_par_semaine() == Counter(map(Semaine.de, sorted(presence)))
    assert list(par_mois) == sorted(par_mois)
    assert list(par_semaine) == sorted(par_semaine)
    assert all(type(mois) is Mois for mois in par_mois)


# Mois entiers, âge, année d'enseignement


@pytest.mark.parametrize(
    ("debut", "fin", "mois"),
    [
        (date(2026, 1, 5), date(2026, 4, 4), 3),
        (date(2026, 1, 5), date(2026, 4, 3), None),
        (date(2026, 1, 5), date(2026, 4, 5), None),
        (date(2026, 2, 1), date(2026, 2, 28), 1),
        (date(2028, 2, 1), date(2028, 2, 28), None),
        (date(2028, 2, 1), date(2028, 2, 29), 1),
        (date(2026, 3, 1), date(2026, 8, 31), 6),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 28), date(2026, 2, 27), 1),
        (date(2026, 1, 28), date(2026, 2, 28), None),
        (date(2027, 8, 31), date(2028, 2, 29), 6),
        (date(2026, 1, 5), date(2026, 1, 5), None),
        (date(2026, 1, 5), date(2026, 1, 4), None),
        (date(2026, 1, 5), date(2025, 1, 4), None),
    ],
)
def test_les_mois_entiers(debut, fin, mois):
    assert mois_entiers(debut, fin) == mois


@given(dates, st.integers(1, 60))
def test_une_periode_de_n_mois_fait_n_mois_entiers(debut, mois):
    fin = dernier_jour_apres_mois(debut, mois)
    assert mois_entiers(debut, fin) == mois
    assert mois_entiers(debut, fin + UN_JOUR) is None
    assert mois_entiers(debut, fin - UN_JOUR) is None


@given(periodes())
def test_les_mois_entiers_comme_la_reference(periode):
    exacts = [mois for mois in range(1, 20) if dernier_jour_apres_mois(periode.debut, mois) == periode.fin]
    assert mois_entiers(*periode) == (exacts[0] if exacts else None)


@given(dates, st.integers(-60, 60))
def test_ajouter_des_mois_un_a_un(jour, mois):
    annee, numero, pas = jour.year, jour.month, 1 if mois > 0 else -1
    for _ in range(abs(mois)):
        numero += pas
        if numero in (0, 13):
            annee, numero = annee + pas, 12 if pas < 0 else 1
    attendu = jour.day
    while True:
        try:
            assert ajouter_mois(jour, mois) == date(annee, numero, attendu)
            return
        except ValueError:  # ce quantième n'existe pas dans ce mois
            attendu -= 1


@pytest.mark.parametrize(
    ("naissance", "jour", "attendu"),
    [
        (date(2008, 5, 4), date(2026, 5, 3), 17),
        (date(2008, 5, 4), date(2026, 5, 4), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_l_age(naissance, jour, attendu):
    assert age(naissance, jour) == attendu


@given(dates, durees)
def test_l_age_est_le_nombre_d_anniversaires_passes(naissance, ecart):
    jour = naissance + 11 * ecart * UN_JOUR
    passes = sum(
        1 for j in jours(naissance + UN_JOUR, jour) if (j.month, j.day) == (naissance.month, naissance.day)
    )
    if (naissance.month, naissance.day) == (2, 29):
        communes = [j for j in jours(naissance + UN_JOUR, jour) if (j.month, j.day) == (3, 1)]
        passes += sum(1 for j in communes if (j - UN_JOUR).day == 28)
    assert age(naissance, jour) == passes


def test_l_annee_d_enseignement_par_defaut():
    assert annee_d_enseignement(date(2026, 8, 31)) == (date(2025, 9, 1), date(2026, 8, 31))
    assert annee_d_enseignement(date(2026, 9, 1)) == (date(2026, 9, 1), date(2027, 8, 31))


def test_l_annee_d_enseignement_qui_s_ouvre_un_29_fevrier():
    assert annee_d_enseignement(date(2027, 2, 28), 2, 29) == (date(2027, 2, 28), date(2028, 2, 28))
    assert annee_d_enseignement(date(2028, 2, 28), 2, 29).fin == date(2028, 2, 28)
    assert annee_d_enseignement(date(2028, 2, 29), 2, 29).debut == date(2028, 2, 29)


@given(dates, st.integers(1, 12), st.integers(1, 31))
def test_les_annees_d_enseignement_se_suivent(jour, mois, quantieme):
    annee = annee_d_enseignement(jour, mois, quantieme)
    assert annee.contient(jour)
    assert annee.debut.month == mois
    assert 365 <= annee.nombre_de_jours <= 366
    assert annee_d_enseignement(annee.fin + UN_JOUR, mois, quantieme).debut == annee.fin + UN_JOUR


# Nuits


@pytest.mark.parametrize(
    ("debut", "fin", "fuseau", "minutes"),
    [
        # Une heure de plus dans la nuit du 24 au 25 octobre 2026, de moins dans celle du 27 au 28 mars 2027.
        (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 6), "Europe/Paris", [120, 420]),
        (datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 6), "Europe/Paris", [120, 300]),
        (datetime(2026, 3, 2, 22), datetime(2026, 3, 3, 6), "Europe/Paris", [120, 360]),
        (datetime(2026, 10, 25, 1), datetime(2026, 10, 25, 5), "Europe/Paris", [300]),
        (datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 5), "Europe/Paris", [180]),
        # Outre-mer, pas de changement d'heure, sauf à Saint-Pierre-et-Miquelon, aux dates d'Amérique.
        (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 6), "Indian/Reunion", [120, 360]),
        (datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 6), "America/Martinique", [120, 360]),
        (datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 6), "America/Miquelon", [120, 360]),
        (datetime(2026, 10, 31, 22), datetime(2026, 11, 1, 6), "America/Miquelon", [120, 420]),
        (datetime(2026, 3, 7, 22), datetime(2026, 3, 8, 6), "America/Miquelon", [120, 300]),
        # Bissextile, fin d'année, minuit juste, trois jours de suite.
        (datetime(2028, 2, 28, 20), datetime(2028, 2, 29, 4), "Europe/Paris", [240, 240]),
        (datetime(2026, 12, 31, 20), datetime(2027, 1, 1, 4), "Europe/Paris", [240, 240]),
        (datetime(2026, 3, 2, 20), datetime(2026, 3, 3), "Europe/Paris", [240]),
        (datetime(2026, 3, 2, 20), datetime(2026, 3, 4, 1), "Europe/Paris", [240, 1440, 60]),
        (datetime(2026, 3, 2, 20), datetime(2026, 3, 2, 20), "Europe/Paris", []),
    ],
)
def test_une_presence_se_decoupe_par_jour(debut, fin, fuseau, minutes):
    decoupe = decouper_par_jour(debut, fin, ZoneInfo(fuseau))
    assert list(decoupe.values()) == minutes
    assert list(decoupe) == [debut.date() + rang * UN_JOUR for rang in range(len(minutes))]


def test_l_heure_qui_existe_deux_fois():
    depart = datetime(2026, 10, 25, 1)
    premiere, seconde = datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 2, 30, fold=1)
    assert decouper_par_jour(depart, premiere, PARIS) == {date(2026, 10, 25): 90}
    assert decouper_par_jour(depart, seconde, PARIS) == {date(2026, 10, 25): 150}


def test_une_fin_avant_le_debut_est_refusee():
    with pytest.raises(ValueError, match="précède son début"):
        decouper_par_jour(datetime(2026, 3, 2, 20), datetime(2026, 3, 2, 19), PARIS)


def test_une_heure_qui_a_deja_son_fuseau_est_refusee():
    with pytest.raises(ValueError, match="heures murales"):
        decouper_par_jour(datetime(2026, 3, 2, 20, tzinfo=UTC), datetime(2026, 3, 2, 21, tzinfo=UTC), PARIS)


FUSEAUX = sorted({territoire.fuseau.key for territoire in Territoire})


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)),
    st.integers(0, 72 * 60),
    st.sampled_from(FUSEAUX),
)
def test_le_decoupage_comme_une_horloge_minute_par_minute(debut, duree, fuseau):
    debut, zone = debut.replace(second=0, microsecond=0), ZoneInfo(fuseau)
    instant = debut.replace(tzinfo=zone).astimezone(UTC)
    fin = (instant + timedelta(minutes=duree)).astimezone(zone).replace(tzinfo=None)
    assume(instant.astimezone(zone).replace(tzinfo=None) == debut)  # l'heure murale existe

    horloge = {}
    for minute in range(duree):
        jour = (instant + timedelta(minutes=minute)).astimezone(zone).date()
        horloge[jour] = horloge.get(jour, 0) + 1
    assert decouper_par_jour(debut, fin, zone) == horloge


# Vitesse : une passe sur 180 jours. La borne est large, pour une machine chargée.


@pytest.mark.parametrize(
    "passe",
    [
        lambda presence: regrouper_par_mois(presence),
        lambda presence: regrouper_par_semaine(presence),
        lambda presence: franchissement(presence, 10**9),
        lambda presence: [est_ferie(jour, Territoire.METROPOLE) for jour in presence],
        lambda presence: list(semaines_entre(min(presence), max(presence))),
        lambda presence: list(jours(min(presence), max(presence))),
    ],
    ids=["mois", "semaines", "seuil", "feries", "semaines_entre", "jours"],
)
def test_une_passe_sur_six_mois_est_rapide(passe):
    presence = {date(2026, 1, 1) + rang * UN_JOUR: 420 for rang in range(180)}
    passe(presence)
    durees_ns = []
    for _ in range(50):
        avant = perf_counter_ns()
        passe(presence)
        durees_ns.append(perf_counter_ns() - avant)
    assert min(durees_ns) < 500_000
