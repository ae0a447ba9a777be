"""Une marche dans le calendrier : aucun jour, de 2008 à l'horizon des textes, n'est laissé sans règle."""

from datetime import date, timedelta
from functools import cache

import pytest

from tripartite.droit.calendrier import jours
from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, HORIZON_DES_TEXTES, REGLES, FaitInconnu, Parametre
from tripartite.droit.plan import regles

MATIERES = {
    "convention": (
        "convention_tripartite_de_2006",
        "convention_tripartite_de_l_612_8",
        "convention_tripartite_avant_le_decret",
        "signatures_au_complet",
    ),
    "durée": (
        "six_mois_de_la_loi_de_2006",
        "six_mois_de_l_612_9",
        "six_mois_avant_le_decompte_en_presence",
        "duree_maximale",
    ),
    "carence": ("carence_avant_2011", "delai_de_carence_ancien", "delai_de_carence"),
    "gratification": (
        "gratification_de_la_loi_de_2006",
        "gratification_de_la_loi_de_2009",
        "gratification_de_l_612_11",
        "gratification_avant_le_decompte_en_presence",
        "gratification_due",
    ),
    "montant de la gratification": (
        "minimum_du_decret_de_2008",
        "minimum_de_d_612_54",
        "gratification_minimale",
    ),
    "franchise": ("franchise_de_cotisations",),
    "contingent": ("contingent_avant_2015", "contingent_de_stagiaires"),
    "charge du tuteur": ("charge_du_tuteur_avant_2015", "plafond_du_tuteur"),
    "volume d'enseignement": ("volume_et_referent_avant_2014", "volume_d_enseignement"),
    "charge du référent": ("volume_et_referent_avant_2014", "plafond_du_referent"),
    "organisme d'accueil": ("organismes_vises_avant_2013", "tout_organisme_vise", "regime_applicable"),
}
"""Pour chaque matière essentielle, les règles qui se succèdent."""

EVENEMENTS = {
    "décret 2008-96": date(2008, 2, 1),
    "décret 2009-885": date(2009, 7, 21),
    "loi 2009-1437": date(2009, 11, 24),
    "décret 2010-956": date(2010, 9, 1),
    "loi 2011-893": date(2011, 7, 30),
    "loi 2013-660": date(2013, 7, 22),
    "décret 2013-756": date(2013, 8, 21),
    "loi 2014-788": date(2014, 7, 12),
    "décret 2014-1420": date(2014, 12, 1),
    "taux de 15 %": date(2015, 9, 1),
    "décret 2015-1359": date(2015, 10, 29),
    "référent, heures en présence": date(2017, 12, 1),
    "ordonnance 2018-474": date(2018, 9, 1),
    "rescrit": date(2018, 12, 27),
    "retraite, transport public": date(2023, 9, 1),
}
"""Chaque date où le droit des stages a changé ; la césure suit l'année d'enseignement, non un jour."""


@cache
def droit_du(jour: date) -> frozenset[object]:
    """Les règles et les valeurs en vigueur ce jour-là."""
    valeurs = []
    for nom, serie in Parametre.tous.items():
        try:
            valeurs.append((nom, serie.au(jour).depuis))
        except FaitInconnu:
            continue
    return frozenset([r.nom for r in regles() if r.en_vigueur(jour)] + valeurs)


@pytest.mark.parametrize("matiere", MATIERES)
def test_une_regle_et_une_seule_vaut_chaque_jour(matiere: str) -> None:
    regles()
    successives = [REGLES[nom] for nom in MATIERES[matiere]]
    fautes = [
        (jour, [r.nom for r in valent])
        for jour in jours(DEBUT_DU_DROIT_CONNU, HORIZON_DES_TEXTES)
        if len(valent := [r for r in successives if r.en_vigueur(jour)]) != 1
    ]
    assert fautes[:3] == []


@pytest.mark.parametrize("evenement", EVENEMENTS)
def test_le_droit_change_ce_jour_la_et_non_la_veille(evenement: str) -> None:
    jour = EVENEMENTS[evenement]
    veille = jour - timedelta(days=1)
    assert droit_du(veille) != droit_du(jour)
    if veille > DEBUT_DU_DROIT_CONNU:
        assert droit_du(veille) == droit_du(veille - timedelta(days=1))


@pytest.mark.parametrize(
    "serie", ["taux minimal de la gratification", "plafond horaire de la sécurité sociale"]
)
def test_une_valeur_essentielle_est_connue_chaque_jour_jusqu_a_son_horizon(serie: str) -> None:
    parametre = Parametre.tous[serie]
    inconnus = []
    for jour in jours(DEBUT_DU_DROIT_CONNU, min(parametre.jusqu_au, HORIZON_DES_TEXTES)):
        try:
            parametre.au(jour)
        except FaitInconnu:
            inconnus.append(jour)
    assert inconnus == []
    with pytest.raises(FaitInconnu):
        parametre.au(parametre.jusqu_au + timedelta(days=1))
