"""Les grandeurs s'écrivent à la française, exactement."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calendrier import Mois, Periode, Semaine
from tripartite.droit.faits import Nature
from tripartite.droit.langage import AUCUN, Inconnu
from tripartite.rendus.grandeurs import NATURES, ecrire, euros, grandeur, heures
from tripartite.rendus.typographie import FINE, INSECABLE, sans_insecable


@pytest.mark.parametrize(
    ("valeur", "nature", "attendu"),
    [
        (9270, "heures", "154 h 30"),
        (9240, "heures", "154 h"),
        (9245, "heures", "154 h 05"),
        (45, "heures", "45 min"),
        (60, "heures", "1 h"),
        (0, "heures", "0 h"),
        (-90, "heures", "−1 h 30"),
        (60 * 1607, "heures", "1 607 h"),
        (Decimal("9100.2"), "heures", "151,67 h"),
        (Fraction(9240), "heures", "154 h"),
        (510, "heure", "8 h 30"),
        (0, "heure", "0 h"),
        (Decimal("1719.9"), "euros", "1 719,90 €"),
        (Decimal("693.00"), "euros", "693,00 €"),
        (Decimal("3.1625"), "euros", "3,1625 €"),
        (Decimal("4.350"), "euros", "4,35 €"),
        (Decimal("4.125"), "euros", "4,125 €"),
        (30, "euros", "30,00 €"),
        (Decimal("-12.5"), "euros", "−12,50 €"),
        (Decimal("1234567.8"), "euros", "1 234 567,80 €"),
        (Decimal("0.15"), "taux", "15 %"),
        (Decimal("0.1375"), "taux", "13,75 %"),
        (Decimal("0.003"), "taux", "0,3 %"),
        (1, "taux", "100 %"),
        (Fraction(1, 3), "taux", "1/3"),
        (Mois(2026, 1), "mois", "janvier 2026"),
        (date(2026, 8, 3), "mois", "août 2026"),
        (6, "mois", "6 mois"),
        (date(2026, 2, 2), "date", "lundi 2 février 2026"),
        (date(2026, 5, 1), "date", "vendredi 1er mai 2026"),
        (date(2026, 2, 2), "jour", "2 février 2026"),
        (date(2026, 2, 2), "", "2 février 2026"),
        (date(2026, 1, 1), "", "1er janvier 2026"),
        (0, "jours", "0 jour"),
        (1, "jours", "1 jour"),
        (37, "jours", "37 jours"),
        (Decimal("1.5"), "jours", "1,5 jour"),
        (Semaine(date(2026, 2, 2)), "", "semaine du 2 février 2026"),
        (Periode(date(2026, 2, 2), date(2026, 7, 31)), "", "du 2 février 2026 au 31 juillet 2026"),
        (["a", "b", "c"], "liste", "a, b et c"),
        ((date(2026, 2, 2), date(2026, 3, 1)), "", "2 février 2026 et 1er mars 2026"),
        (("seul",), "liste", "seul"),
        ((), "liste", "aucun"),
        (True, "", "oui"),
        (False, "", "non"),
        (12500, "", "12 500"),
        (Decimal("45.08"), "", "45,08"),
        (Nature.PFMP, "", "PFMP"),
        (AUCUN, "date", "aucun"),
        (Inconnu("debut", "la date de début"), "date", "la date de début"),
    ],
)
def test_chaque_nature(valeur: Any, nature: str, attendu: str) -> None:
    assert sans_insecable(grandeur(valeur, nature)) == attendu


@pytest.mark.parametrize(
    ("valeur", "nature", "attendu"),
    [
        (9270, "heures", "154 h 30"),
        (60 * 1607, "heures", "1,607 h"),
        (510, "heure", "08:30"),
        (Decimal("1719.9"), "euros", "€1,719.90"),
        (Decimal("-12.5"), "euros", "−€12.50"),
        (Decimal("0.1375"), "taux", "13.75%"),
        (Mois(2026, 8), "mois", "August 2026"),
        (date(2026, 2, 2), "date", "Monday 2 February 2026"),
        (date(2026, 1, 1), "", "1 January 2026"),
        (1, "jours", "1 day"),
        (37, "jours", "37 days"),
        (Periode(date(2026, 2, 2), date(2026, 7, 31)), "", "from 2 February 2026 to 31 July 2026"),
        (["a", "b", "c"], "liste", "a, b and c"),
        (True, "", "yes"),
        (12500, "", "12,500"),
        (AUCUN, "date", "none"),
        (Inconnu("debut", "la date de début"), "date", "the start date"),
    ],
)
def test_chaque_nature_en_anglais(valeur: Any, nature: str, attendu: str) -> None:
    assert sans_insecable(grandeur(valeur, nature, "en")) == attendu


def test_une_phrase_anglaise_garde_sa_ponctuation() -> None:
    phrase = ecrire(
        "Due: {n:euros}; {jour:date}?", {"n": Decimal("693"), "jour": date(2026, 2, 2)}, langue="en"
    )
    assert sans_insecable(phrase) == "Due: €693.00; Monday 2 February 2026?"


def test_les_deux_langues_ont_les_memes_natures() -> None:
    from tripartite.rendus import anglais

    assert set(anglais.NATURES) == set(NATURES)


def test_une_phrase_et_ses_espaces_insecables() -> None:
    modele = "Il manque {n:euros} : « {mot} » ; 22 jours, L. 124-6 {{sic}} ?"
    grandeurs = {"n": Decimal(12), "mot": "rien"}
    assert ecrire(modele, grandeurs) == (
        f"Il manque 12,00{FINE}€{INSECABLE}: «{INSECABLE}rien{INSECABLE}»{FINE}; 22{INSECABLE}jours, "
        f"L.{INSECABLE}124-6 {{sic}}{FINE}?"
    )
    assert ecrire(modele, grandeurs, insecable=False) == (
        "Il manque 12,00 € : « rien » ; 22 jours, L. 124-6 {sic} ?"
    )


def test_un_attribut_se_nomme_dans_la_phrase() -> None:
    stage = Periode(date(2026, 2, 2), date(2026, 7, 31))
    phrase = ecrire("Du {stage.debut} au {stage.fin:date}.", {"stage": stage}, insecable=False)
    assert phrase == "Du 2 février 2026 au vendredi 31 juillet 2026."


def test_une_faute_de_la_regle_se_dit() -> None:
    with pytest.raises(KeyError, match=r"« minimun », qui n'est pas parmi ses grandeurs \(minimum\)"):
        ecrire("{minimun:euros}", {"minimum": 1})
    with pytest.raises(ValueError, match="« euro » n'est pas une nature"):
        ecrire("{minimum:euro}", {"minimum": 1})
    with pytest.raises(TypeError, match="On ne sait pas écrire"):
        ecrire("{objet}", {"objet": object()})


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_un_montant_se_relit(montant: Decimal) -> None:
    ecrit = (
        sans_insecable(euros(montant)).removesuffix(" €").replace(" ", "").replace(",", ".").replace("−", "-")
    )
    assert Decimal(ecrit) == montant


@given(st.integers(min_value=0, max_value=10**6))
def test_une_duree_se_relit(minutes: int) -> None:
    from tripartite.dossiers.valeurs import UNE_ANNEE, lire_minutes

    if minutes <= UNE_ANNEE:
        assert lire_minutes(sans_insecable(heures(minutes)).replace(" ", "")) == minutes


def test_les_natures_promises_existent() -> None:
    assert {"heures", "euros", "taux", "mois", "date", "jour", "jours", "liste"} <= set(NATURES)
