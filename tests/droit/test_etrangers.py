"""Ce qui vaut pour tout calendrier de préfecture."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calendrier import ajouter_mois
from tripartite.droit.regles.etrangers import calendrier_des_formalites

JOUR = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(JOUR, st.integers(0, 300), st.booleans())
def test_la_limite_laisse_les_mois_entiers_et_le_programme_est_plus_court(debut, jours, programme) -> None:
    fin = debut + timedelta(days=jours)
    calendrier = calendrier_des_formalites(debut, fin, programme_europeen=programme)
    mois = 1 if programme else 2
    assert ajouter_mois(calendrier.envoi_au_plus_tard, mois) <= debut
    assert debut - calendrier.envoi_au_plus_tard <= timedelta(days=31 * mois)
    assert calendrier.reponse_au_plus_tard is None
