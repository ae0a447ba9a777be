"""Chaque date où la loi change a ses cas : un le jour même, un la veille.

Les séries de chaque année (plafonds, SMIC) sont éprouvées date par date dans `tests/droit/test_valeurs.py` :
en écrire deux cents cas n'apprendrait rien.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from harnais import CasFaux, situation_du_cas, tous_les_cas
from horizon import annuelle

from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import (
    DEBUT_DU_DROIT_CONNU,
    DEDUCTIONS,
    HORIZON_DES_TEXTES,
    REGLES,
    Parametre,
    Regle,
    Situation,
)
from tripartite.droit.langage.valeurs import Lecture
from tripartite.droit.plan import regles

VEILLE = timedelta(days=1)


def lectures(regle: Regle) -> Iterator[Lecture]:
    """Ce que lit une règle, par elle-même ou par ses faits."""
    attente, faites = [regle.nom], set()
    fonctions = {**DEDUCTIONS, regle.nom: regle}
    while attente:
        nom = attente.pop()
        if nom in fonctions and nom not in faites:
            faites.add(nom)
            yield from (lecture for _, lecture in fonctions[nom].lectures)
            attente += fonctions[nom].faits


def jours_du_cas(regle: Regle, situation: Situation) -> Iterator[tuple[str, date]]:
    """Le jour où chaque série serait lue pour cette règle, en vigueur ou non."""
    for lue in lectures(regle):
        if lue.fait:
            if isinstance(jour := situation[lue.fait], date):
                yield lue.parametre.nom, jour
            continue
        for jour in (situation["debut"], situation["fin"]):  # une série lue par mois : au premier du mois
            if isinstance(jour, date):
                yield lue.parametre.nom, jour.replace(day=1)
                yield lue.parametre.nom, Mois.de(jour).dernier_jour


@cache
def jours_eprouves() -> dict[str, set[date]]:
    regles()
    jours: dict[str, set[date]] = defaultdict(set)
    for cas in tous_les_cas():
        if "calcul" in cas.parties:
            continue
        try:
            situation = situation_du_cas(cas)
        except CasFaux:
            continue
        attendu = cas.parties["attendu"]
        for nom, _ in getattr(attendu, "entrees", ()):
            if regle := REGLES.get(nom.texte):
                for serie, jour in jours_du_cas(regle, situation):
                    jours[serie].add(jour)
    return jours


def changements() -> list[tuple[str, date]]:
    """Chaque série lue par une règle, et chaque jour où sa valeur change pendant que la règle vaut."""
    lues: dict[str, date] = {}
    for regle in regles():
        for lue in lectures(regle):
            nom = lue.parametre.nom
            lues[nom] = min(lues.get(nom, date.max), max(regle.depuis, DEBUT_DU_DROIT_CONNU + VEILLE))
    return [
        (nom, valeur.depuis)
        for nom, depuis in sorted(lues.items())
        for valeur in Parametre.tous[nom].valeurs
        if depuis <= valeur.depuis <= HORIZON_DES_TEXTES and not annuelle(Parametre.tous[nom])
    ]


@pytest.mark.parametrize(("serie", "jour"), changements())
def test_une_valeur_a_un_cas_le_jour_meme_et_un_la_veille(serie: str, jour: date) -> None:
    eprouves = jours_eprouves()[serie]  # un cas qui dit « pas en vigueur » compte aussi
    assert sorted({jour, jour - VEILLE} - eprouves) == []
