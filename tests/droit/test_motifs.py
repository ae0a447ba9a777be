"""Ce qui vaut pour toute chaîne de stages sur un poste."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calendrier import Periode
from tripartite.droit.regles.motifs import chaine_sur_le_poste

JOUR = st.dates(date(2024, 1, 1), date(2026, 12, 31))
PERIODES = st.builds(
    lambda debut, jours: Periode(debut, debut + timedelta(days=jours)), JOUR, st.integers(0, 180)
)


@given(PERIODES, st.lists(PERIODES, max_size=6), PERIODES)
def test_un_stage_de_plus_ne_raccourcit_jamais_une_chaine(periode, voisins, autre) -> None:
    avant = chaine_sur_le_poste(periode, tuple(voisins))
    apres = chaine_sur_le_poste(periode, (*voisins, autre))
    assert avant.stages <= apres.stages <= len(voisins) + 2
    assert apres.periode.debut <= avant.periode.debut
    assert apres.periode.fin >= avant.periode.fin
