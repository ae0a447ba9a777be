"""Ce qui vaut de tout dossier : aucune règle ne lève, et ce que l'on ignore n'est jamais conforme."""

from datetime import date

import pytest
from constats import en_entier
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import dossiers, jours
from tirages import tirages

from tripartite.droit.faits import Dossier
from tripartite.droit.langage import Inconnu, Verdict
from tripartite.droit.plan import regles
from tripartite.droit.verification import situation_de, verifier

EN_TOUT_SENS = settings(
    max_examples=tirages(60),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # réduire un dossier entier prend des minutes
    suppress_health_check=list(HealthCheck),
)


@EN_TOUT_SENS
@given(dossiers(), st.one_of(st.none(), jours()))
def test_aucune_regle_ne_leve(dossier: Dossier, au: date | None) -> None:
    for constat in verifier(dossier, au):
        assert constat.phrase
        assert all(etape.libelle for etape in constat.etapes)  # elles s'écrivent quand on les lit


@EN_TOUT_SENS
@given(dossiers(), st.one_of(st.none(), jours()))
def test_le_plan_dit_ce_que_chaque_regle_dirait_seule(dossier: Dossier, au: date | None) -> None:
    situation = situation_de(dossier, au)
    seules = [regle.juger(situation) for regle in regles() if regle.concerne(situation)]
    assert [en_entier(constat) for constat in verifier(dossier, au)] == [
        en_entier(constat) for constat in seules
    ]


@EN_TOUT_SENS
@given(dossiers())
def test_un_fait_qui_manque_laisse_a_verifier(dossier: Dossier) -> None:
    assert {c.verdict for c in verifier(dossier) if c.manquants} <= {Verdict.A_VERIFIER}


@EN_TOUT_SENS
@given(dossiers(), st.one_of(st.none(), jours()))
def test_aucune_phrase_ne_dit_un_fait_inconnu(dossier: Dossier, au: date | None) -> None:
    """« La fin du stage, le la date de fin » : une phrase ne se bâtit pas sur ce que l'on ignore."""
    fautes = [
        (constat.regle, nom)
        for constat in verifier(dossier, au)
        for grandeurs in (constat.grandeurs, *(lecture.grandeurs for lecture in constat.lectures))
        for nom, valeur in grandeurs.items()
        if isinstance(valeur, Inconnu)
    ]
    assert fautes == []


@pytest.mark.parametrize("au", [None, *(date(annee, 11, 23) for annee in range(2008, 2028))])
def test_un_dossier_vide_ne_conclut_rien(au: date | None) -> None:
    """Ni accusation, ni satisfecit : d'un dossier vide, on ne sait que le jour où l'on regarde."""
    rendus = [(c.regle, c.verdict) for c in verifier(Dossier(), au)]
    assert [regle for regle, verdict in rendus if verdict is Verdict.NON_CONFORME] == []
    conformes = {regle for regle, verdict in rendus if verdict is Verdict.CONFORME}
    assert conformes <= {"tout_organisme_vise"}  # vrai de tout organisme, en 2013 et 2014
