"""Ce qui tient de toute carence, de tout essai, de toute amende."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.amendes import Manquement, Motif, exposition
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Initiative, StageVoisin
from tripartite.droit.langage import AUCUN, Minutes
from tripartite.droit.regles.carence import poste_libre_le
from tripartite.droit.regles.embauche import essai_apres_stage

jours = st.integers(0, 900).map(lambda n: date(2024, 9, 1) + timedelta(days=n))
periodes = st.tuples(jours, st.integers(0, 190)).map(lambda d: Periode(d[0], d[0] + timedelta(days=d[1])))


@st.composite
def stages(tirer: st.DrawFn) -> StageVoisin:
    debut, fin = tirer(periodes)
    rompu = tirer(st.sampled_from([AUCUN, *Initiative]))
    return StageVoisin(
        debut, fin, presence=tirer(st.none() | st.integers(1, 60000).map(Minutes)), rompu_par=rompu
    )


@given(st.lists(stages(), min_size=1, max_size=8))
def test_le_poste_est_libre_apres_chacun(occupations: list[StageVoisin]) -> None:
    libre = poste_libre_le(tuple(occupations))
    assert libre.au_plus_tot
    assert libre.conseille
    assert max(s.fin for s in occupations) < libre.au_plus_tot <= libre.conseille
    seuls = [poste_libre_le((s,)) for s in occupations]
    assert libre.conseille == max(s.conseille for s in seuls if s.conseille)


@given(periodes, st.integers(1, 180))
def test_un_stage_plus_long_n_avance_pas_le_poste(stage: Periode, de_plus: int) -> None:
    """Au jour conseillé : la lecture par mois entiers, elle, peut faire attendre moins (février)."""
    court = poste_libre_le((StageVoisin(*stage),))
    long = poste_libre_le((StageVoisin(stage.debut, stage.fin + timedelta(days=de_plus)),))
    assert court.conseille
    assert long.conseille
    assert court.conseille <= long.conseille


@given(periodes, jours, st.integers(1, 8), st.booleans())
def test_l_essai_reduit_reste_dans_ses_bornes(stage: Periode, le: date, essai: int, correspond: bool) -> None:
    apres = essai_apres_stage(le, essai, stage, correspond)
    assert apres.jours + apres.jours_deduits == apres.jours_prevus
    assert 0 <= apres.jours <= apres.jours_prevus
    if not correspond and apres.mois is None:
        assert apres.jours_deduits <= Decimal(apres.jours_prevus) / 2
    entier = essai_apres_stage(le, essai, stage, en_correspondance=True)
    assert entier.jours <= apres.jours


@given(st.lists(st.builds(Manquement, st.sampled_from(Motif), st.integers(1, 9), jours), max_size=6), jours)
def test_une_amende_de_plus_ne_diminue_rien(manquements: list[Manquement], notifiee: date) -> None:
    sans = exposition(tuple(manquements))
    avec = exposition(tuple(manquements), (notifiee,))
    assert sans.total == 2000 * sum(m.stagiaires for m in manquements)
    assert sans.total <= avec.total_sans_doute <= avec.total <= 2 * sans.total
