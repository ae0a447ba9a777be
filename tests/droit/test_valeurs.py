"""Chaque série dit les chiffres relevés dans les sources, et ce que la loi déduit est bien déduit.

Les chiffres sont dans `tests/donnees/`, écrits à part des séries : une valeur changée ici et là se voit.
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from horizon import annuelle

from tripartite.droit.calculs.echeances import montant
from tripartite.droit.calculs.trimestres import prix_des_trimestres
from tripartite.droit.calendrier import JOUR_DE_STAGE, MOIS_DE_STAGE
from tripartite.droit.langage import FaitInconnu, Parametre
from tripartite.droit.parametres import (
    PLAFOND_ANNUEL,
    PLAFOND_HORAIRE,
    PLAFOND_MENSUEL,
    plafond_horaire_du_plafond_annuel,
)
from tripartite.droit.plan import regles
from tripartite.droit.regles.impot import SMIC_ANNUEL, smic_annuel

DONNEES = Path(__file__).parents[1] / "donnees"
PARTS = {
    "minimum de l'heure à 12,5 %": Decimal("0.125"),
    "minimum de l'heure à 13,75 %": Decimal("0.1375"),
    "minimum de l'heure à 15 %": Decimal("0.15"),
}
ETABLIES_AVANT = {
    "délai d'embauche après le stage pour le déduire de l'essai": "la loi de 2011 le disait déjà, de mémoire",
    "part de l'essai que le stage peut ôter quand l'emploi ne correspond pas": "de même",
}
"""Des séries qui commencent plus tôt que les chiffres relevés, et pourquoi."""
PLAFONDS = (PLAFOND_ANNUEL, PLAFOND_MENSUEL, PLAFOND_HORAIRE)
regles()


def relevees(fichier: str) -> dict[str, dict[date, str]]:
    series: dict[str, dict[date, str]] = defaultdict(dict)
    with (DONNEES / fichier).open(encoding="utf-8", newline="") as lignes:
        for ligne in csv.DictReader(lignes):
            series[ligne["serie"]][date.fromisoformat(ligne["depuis"])] = ligne["valeur"]
    return series


def exacte(ecrite: str) -> Fraction:
    """Une valeur écrite ; les heures, en minutes."""
    return Fraction(ecrite.removesuffix(" h")) * (60 if ecrite.endswith(" h") else 1)


@pytest.mark.parametrize("serie", relevees("valeurs.csv"))
def test_une_serie_dit_les_chiffres_releves(serie: str) -> None:
    attendues = {jour: exacte(valeur) for jour, valeur in relevees("valeurs.csv")[serie].items()}
    ecrites = {valeur.depuis: Fraction(valeur.valeur) for valeur in Parametre.tous[serie].valeurs}
    if serie in ETABLIES_AVANT:
        ecrites = {jour: valeur for jour, valeur in ecrites.items() if jour >= min(attendues)}
    assert ecrites == attendues


@pytest.mark.parametrize("serie", sorted(Parametre.tous))
def test_chaque_valeur_commence_son_jour_et_non_la_veille(serie: str) -> None:
    """Le premier jour donne la valeur ; la veille donne la précédente, ou rien."""
    parametre = Parametre.tous[serie]
    precedente: Any = None
    for valeur in parametre.valeurs:
        assert parametre.au(valeur.depuis) is valeur
        if precedente is None:
            with pytest.raises(FaitInconnu):
                parametre.au(valeur.depuis - timedelta(days=1))
        else:
            assert parametre.au(valeur.depuis - timedelta(days=1)) is precedente
        precedente = valeur
    assert parametre.au(parametre.jusqu_au) is precedente
    with pytest.raises(FaitInconnu):
        parametre.au(parametre.jusqu_au + timedelta(days=1))


@pytest.mark.parametrize("serie", sorted(Parametre.tous))
def test_chaque_valeur_a_sa_source(serie: str) -> None:
    assert [v.depuis for v in Parametre.tous[serie].valeurs if not v.source] == []


@pytest.mark.parametrize("annee", range(2008, min(p.jusqu_au.year for p in PLAFONDS) + 1))
def test_le_plafond_horaire_et_le_plafond_annuel_se_deduisent(annee: int) -> None:
    jour = date(annee, 1, 1)
    annuel = PLAFOND_ANNUEL.au(jour).valeur
    assert annuel == 12 * PLAFOND_MENSUEL.au(jour).valeur
    assert PLAFOND_HORAIRE.au(jour).valeur == plafond_horaire_du_plafond_annuel(annuel)


@pytest.mark.parametrize("serie", PARTS)
def test_le_minimum_de_l_heure_est_une_part_du_plafond_horaire(serie: str) -> None:
    publies = relevees("minima.csv")[serie]
    assert {j: Fraction(PARTS[serie] * PLAFOND_HORAIRE.au(j).valeur) for j in publies} == {
        j: Fraction(v) for j, v in publies.items()
    }


@pytest.mark.parametrize(("jour", "prix"), relevees("minima.csv")["prix d'un trimestre, en euros"].items())
def test_un_trimestre_coute_douze_pour_cent_du_plafond_mensuel(jour: date, prix: str) -> None:
    assert prix_des_trimestres(jour.year, 1).unitaire == Decimal(prix)


@pytest.mark.parametrize("annee", range(2014, SMIC_ANNUEL.jusqu_au.year + 1))
def test_le_smic_annuel_se_deduit_du_smic_de_chaque_mois(annee: int) -> None:
    """L'administration a publié 17 344,60 € en 2014 ; ailleurs, le montant est à l'euro."""
    publie = Decimal(SMIC_ANNUEL.au(date(annee, 1, 1)).valeur)
    assert abs(smic_annuel(annee) - publie) < 1


@pytest.mark.parametrize("serie", [nom for nom, serie in Parametre.tous.items() if annuelle(serie)])
def test_une_annee_ne_se_repete_pas_dans_la_suivante(serie: str) -> None:
    parametre = Parametre.tous[serie]
    assert parametre.jusqu_au == date(parametre.valeurs[-1].depuis.year, 12, 31)


def test_un_mois_plein_vaut_154_heures() -> None:
    assert (JOUR_DE_STAGE, MOIS_DE_STAGE) == (7 * 60, 154 * 60)
    assert montant(MOIS_DE_STAGE, Decimal("4.50")) == Decimal("693.00")
