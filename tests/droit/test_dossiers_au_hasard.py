"""Ce qui vaut de tout dossier : aucune règle ne lève, et ce que l'on ignore n'est jamais conforme."""

from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import dossiers, jours

from tripartite.droit.faits import Dossier
from tripartite.droit.langage import Verdict
from tripartite.droit.verification import verifier

EN_TOUT_SENS = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # réduire un dossier entier prend des minutes
    suppress_health_check=list(HealthCheck),
)


@EN_TOUT_SENS
@given(dossiers(), st.one_of(st.none(), jours()))
def test_aucune_regle_ne_leve(dossier: Dossier, au: date | None) -> None:
    assert all(constat.phrase for constat in verifier(dossier, au))


@EN_TOUT_SENS
@given(dossiers())
def test_un_fait_qui_manque_laisse_a_verifier(dossier: Dossier) -> None:
    assert {c.verdict for c in verifier(dossier) if c.manquants} <= {Verdict.A_VERIFIER}


def test_un_dossier_vide_n_accuse_de_rien() -> None:
    assert [c.regle for c in verifier(Dossier()) if c.verdict is Verdict.NON_CONFORME] == []
