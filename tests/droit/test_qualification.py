"""Ce qui vaut pour toute qualification, et d'un dossier vide."""

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.regimes import SUJETS, Regime, Suite, qualifier
from tripartite.droit.faits import Degre, Dossier
from tripartite.droit.langage import Verdict
from tripartite.droit.regles import sujets
from tripartite.droit.verification import verifier

LES_MIENS = (
    *("qualification", "parties", "cursus", "mentions", "motifs", "droits_du_stagiaire"),
    *("etrangers", "etrangers_duree", "stages_a_l_etranger"),
)
REPONSE = st.sampled_from([None, True, False])


@given(REPONSE, REPONSE, st.sampled_from([None, *Degre]), REPONSE, REPONSE, REPONSE, REPONSE)
def test_sans_regime_une_seule_question_et_jamais_deux_fois_la_meme(
    autre_statut, continue_, degre, observation, cesure, auxiliaire_medical, accueil_en_france
) -> None:
    reponses = {
        "autre_statut": autre_statut,
        "continue_": continue_,
        "degre": degre,
        "observation": observation,
        "cesure": cesure,
        "auxiliaire_medical": auxiliaire_medical,
        "accueil_en_france": accueil_en_france,
    }
    qualification = qualifier(**reponses)
    posees = [{"continue": "continue_"}.get(q.nom, q.nom) for q in qualification.questions]
    assert all(reponses[nom] is None for nom in posees)
    if qualification.regime is None:
        assert len(posees) == 1
        assert qualification.suites == ()


def test_la_gratification_suit_dans_le_champ_seulement() -> None:
    observation = qualifier(autre_statut=False, continue_=False, degre=Degre.SECONDAIRE, observation=True)
    pfmp = qualifier(autre_statut=False, continue_=False, degre=Degre.SECONDAIRE, observation=False)
    assert (observation.regime, pfmp.regime) == (Regime.OBSERVATION, Regime.PFMP)
    assert Suite.GRATIFICATION not in observation.suites
    assert Suite.GRATIFICATION in pfmp.suites


def test_chaque_suite_a_ses_fichiers_de_regles() -> None:
    assert set(SUJETS) == set(Suite)
    assert {nom for noms in SUJETS.values() for nom in noms} <= set(sujets())


def test_un_dossier_vide_n_est_jamais_conforme() -> None:
    assert [c.regle for c in verifier(Dossier(), seulement=LES_MIENS) if c.verdict is Verdict.CONFORME] == []
