"""Toute phrase qu'une règle peut répondre, dans un cas ou un exemple, s'écrit dans tous les rendus."""

import re
from datetime import date

import pytest
from harnais import Cas, situation_du_cas, tous_les_cas

from tripartite.dossiers import exemples, lire_texte
from tripartite.droit.langage import REGLES, Constat
from tripartite.droit.regles import sujets
from tripartite.droit.verification import verifier
from tripartite.rendus import html, json, markdown
from tripartite.rendus.cartes import carte
from tripartite.rendus.encre import Encre
from tripartite.rendus.grandeurs import ecrire

FAUTES = re.compile(r"[{}]|  |Inconnu\(|Decimal\(|datetime|None|\bTrue\b|\bFalse\b")


def ecrire_partout(constat: Constat) -> None:
    assert carte(constat, Encre(80), tout=True)
    assert markdown.constat(constat)
    assert html.constat(constat)
    donnees = json.constat(constat)
    assert json.texte(donnees)
    phrases = [donnees["phrase"], donnees["que_faire"]]
    phrases += [t for e in donnees["etapes"] for t in (e["libelle"], e["calcul"])]
    phrases += [lue["phrase"] for lue in donnees["lectures"]]
    assert [p for p in phrases if FAUTES.search(p)] == []


@pytest.mark.parametrize(
    "cas", [c for c in tous_les_cas() if "faits" in c.parties], ids=lambda c: f"{c.sujet}-{c.nom}"
)
def test_chaque_cas_s_ecrit(cas: Cas) -> None:
    sujets()
    situation = situation_du_cas(cas)
    for regle in REGLES.values():
        if regle.sujet == cas.sujet and regle.concerne(situation):
            ecrire_partout(regle.juger(situation))


@pytest.mark.parametrize("nom", exemples.noms())
@pytest.mark.parametrize("au", [date(2026, 1, 1), date(2026, 11, 23), date(2031, 1, 1)])
def test_chaque_exemple_s_ecrit(nom: str, au: date) -> None:
    for constat in verifier(lire_texte(exemples.texte(nom), nom), au):
        ecrire_partout(constat)


def test_un_dossier_vide_s_ecrit() -> None:
    for constat in verifier(lire_texte("convention: {}"), None):
        ecrire_partout(constat)
        assert ecrire(constat.phrase, constat.grandeurs).endswith(".")
