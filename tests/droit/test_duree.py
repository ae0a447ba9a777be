"""Ce qui vaut de toute durée, de tout horaire et de tout âge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripartite.droit.calculs.durees import compter_duree, dernier_jour_possible
from tripartite.droit.calendrier import JOUR_DE_STAGE, MOIS_DE_STAGE
from tripartite.droit.faits import (
    Absence,
    Convention,
    Dossier,
    Horaires,
    Journee,
    MotifAbsence,
    OrganismeAccueil,
    Plage,
    SemaineType,
    Stagiaire,
    Vie,
)
from tripartite.droit.langage import Verdict
from tripartite.droit.verification import situation_de, verifier

PLAFOND = 6 * MOIS_DE_STAGE
LUNDI = date(2026, 1, 5)
SUJETS = (
    "duree",
    "temps_de_presence",
    "presences_particulieres",
    "presence_reelle",
    "mineurs",
    "mineurs_repos_et_travaux",
    "conges",
    "interruption",
)

PRESENCES = st.dictionaries(
    st.integers(0, 364).map(lambda n: LUNDI + timedelta(n)), st.integers(1, 600), max_size=250
)


@given(st.integers(0, 200_000), st.integers(0, 100_000))
def test_jours_mois_et_restes_refont_les_minutes(presence: int, autres: int) -> None:
    duree = compter_duree(presence, autres=autres)
    assert duree.jours * JOUR_DE_STAGE + duree.minutes_restantes == duree.minutes == presence + autres
    assert duree.mois * 22 + duree.jours_restants == duree.jours
    assert duree.reste_avant_plafond - duree.depassement == PLAFOND - duree.minutes


@given(PRESENCES, st.integers(0, PLAFOND))
def test_le_dernier_jour_possible_precede_le_depassement(presences: dict[date, int], autres: int) -> None:
    duree = compter_duree(presences, autres=autres)
    dernier = dernier_jour_possible(presences, autres=autres)
    avant = sum(m for jour, m in presences.items() if dernier and jour <= dernier)
    assert avant + autres <= PLAFOND
    if duree.plafond_depasse_le is None:
        assert dernier == max(presences, default=None)
    else:
        assert next(j for j in sorted(presences) if (dernier or date.min) < j) == duree.plafond_depasse_le
    if duree.seuil_depasse_le and duree.heure_suivante_complete_le:
        assert duree.seuil_depasse_le <= duree.heure_suivante_complete_le


def test_une_duree_negative_est_refusee() -> None:
    with pytest.raises(ValueError, match="négative"):
        compter_duree(60, autres=-1)


def dossier(
    journee: Journee, jours: int, semaines: int, naissance: date | None, public: bool | None
) -> Dossier:
    semaine = SemaineType(*[journee] * jours)
    return Dossier(
        convention=Convention(
            debut=LUNDI,
            fin=LUNDI + timedelta(7 * semaines - 1),
            conclue_le=date(2025, 12, 1),
            horaires=Horaires(semaines=(semaine,)),
            conges_prevus=False,
            travaux_dangereux=False,
        ),
        stagiaire=Stagiaire(nom="Petit", prenom="Ada", naissance=naissance, stages=()),
        organisme=OrganismeAccueil(nom="La Société", public=public),
        vie=Vie(presences=()),
    )


HEURES = st.builds(
    lambda debut, matin, pause, soir: Journee(
        (Plage(debut, debut + matin), Plage(debut + matin + pause, debut + matin + pause + soir))
    ),
    st.integers(5 * 60, 10 * 60),
    st.integers(60, 360),
    st.integers(5, 90),
    st.integers(60, 360),
)
NAISSANCES = st.integers(0, 365 * 8).map(lambda n: date(2004, 1, 1) + timedelta(n))


@settings(max_examples=60, deadline=None)
@given(HEURES, st.integers(1, 7), st.integers(1, 35), NAISSANCES, st.booleans())
def test_un_fait_inconnu_n_est_jamais_conforme_s_il_peut_accuser(
    journee: Journee, jours: int, semaines: int, naissance: date, public: bool
) -> None:
    complet = dossier(journee, jours, semaines, naissance, public)
    ignorant = dossier(journee, jours, semaines, None, None)
    connus = {c.regle: c.verdict for c in verifier(complet, seulement=SUJETS)}
    inconnus = {c.regle: c.verdict for c in verifier(ignorant, seulement=SUJETS)}
    accuses = {nom for nom, verdict in connus.items() if verdict is Verdict.NON_CONFORME}
    assert {nom for nom in accuses if inconnus[nom] in (Verdict.CONFORME, Verdict.SANS_OBJET)} == set()


@settings(max_examples=40, deadline=None)
@given(HEURES, st.integers(1, 7), st.integers(1, 50), st.integers(1, 15))
def test_allonger_un_stage_ne_le_rend_pas_conforme(
    journee: Journee, jours: int, semaines: int, plus: int
) -> None:
    court = dossier(journee, jours, semaines, date(2000, 1, 1), False)
    long = dossier(journee, jours, semaines + plus, date(2000, 1, 1), False)
    (avant,) = verifier(court, seulement=["duree_maximale"])
    (apres,) = verifier(long, seulement=["duree_maximale"])
    if avant.verdict is Verdict.NON_CONFORME:
        assert apres.verdict is Verdict.NON_CONFORME


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda debut, n, motif: Absence(LUNDI + timedelta(debut), LUNDI + timedelta(debut + n), motif),
            st.integers(0, 80),
            st.integers(0, 20),
            st.sampled_from(MotifAbsence),
        ),
        max_size=4,
    )
)
def test_une_minute_manquee_est_comptee_ou_ne_l_est_pas(absences: list[Absence]) -> None:
    base = dossier(Journee(duree=420), 5, 12, date(2000, 1, 1), False)
    situation = situation_de(replace(base, vie=replace(base.vie, absences=tuple(absences))))
    assert situation["duree_retenue"] == situation["minutes_prevues"] - situation["absences_non_comptees"]
    assert situation["minutes_perdues"] == situation["absences_comptees"] + situation["absences_non_comptees"]
    assert sum(situation["duree_par_jour"].values()) == situation["duree_retenue"]
