"""L'attestation additionne : ni une minute ni un centime ne s'y perdent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Versement
from tripartite.droit.langage import Euros, FaitInconnu
from tripartite.droit.regles.attestation import calculer_attestation

JOURS = st.integers(0, 400).map(lambda n: date(2025, 9, 1) + timedelta(days=n))
PRESENCES = st.dictionaries(JOURS, st.integers(0, 1440), max_size=60)
MONTANTS = st.decimals(-50, 900, places=2)


@given(PRESENCES, st.lists(MONTANTS, max_size=8), st.integers(0, 9000))
def test_les_lignes_font_le_total(presences: dict[date, int], montants: list[Decimal], absences: int) -> None:
    versements = [Versement(Mois(2026, 1 + n % 6), Euros(m)) for n, m in enumerate(montants)]
    rendue = calculer_attestation(presences, versements, absences)

    lignes = [ligne for ligne in rendue.etapes if "presence" in ligne.grandeurs]
    assert (
        sum(ligne.grandeurs["presence"] for ligne in lignes)
        == rendue.duree.minutes
        == sum(presences.values())
    )
    assert sum(ligne.grandeurs["verse"] for ligne in lignes) == rendue.verse == sum(montants)
    assert (
        rendue.duree.mois * 22 + rendue.duree.jours_restants
    ) * 420 + rendue.duree.minutes_restantes == rendue.duree.minutes
    assert bool(rendue.doutes) == bool(absences)


def test_984_heures_font_six_mois_et_huit_jours() -> None:
    presences = {date(2026, 1, 5) + timedelta(days=n): 480 for n in range(123)}
    rendue = calculer_attestation(presences, [])
    assert (rendue.duree.jours, rendue.duree.mois, rendue.duree.jours_restants) == (140, 6, 8)


def test_une_presence_negative_se_dit() -> None:
    with pytest.raises(ValueError, match="négative le 05/01/2026"):
        calculer_attestation({date(2026, 1, 5): -1}, [])
    with pytest.raises(ValueError, match="négative parmi les absences"):
        calculer_attestation({}, [], -1)


def test_un_versement_sans_montant_est_inconnu() -> None:
    with pytest.raises(FaitInconnu):
        calculer_attestation({}, [Versement(Mois(2026, 1))])
