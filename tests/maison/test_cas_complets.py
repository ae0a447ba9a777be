"""Aucune règle sans ses cas : chaque verdict qu'elle peut rendre, et le fait qui manque."""

import ast
import inspect
import re
import sys
import textwrap
from collections import defaultdict
from functools import cache
from types import FunctionType

import pytest
from harnais import CasFaux, tous_les_cas, verifier_cas

from tripartite.droit.langage import Regle, Verdict
from tripartite.droit.plan import regles

REPONSES = {
    "conforme": Verdict.CONFORME,
    "non_conforme": Verdict.NON_CONFORME,
    "a_verifier": Verdict.A_VERIFIER,
    "sans_objet": Verdict.SANS_OBJET,
}
PARTAGES = [f"C{n:02}" for n in range(1, 59)]
"""Les cas chiffrés que le droit et ses calculateurs publics ont en commun."""


@pytest.mark.parametrize("numero", PARTAGES)
def test_chaque_cas_partage_est_ecrit(numero: str) -> None:
    assert [cas.nom for cas in tous_les_cas() if re.match(rf"{numero}\b", cas.nom)] != []


def test_deux_cas_ne_portent_pas_le_meme_nom() -> None:
    noms = [(cas.sujet, cas.nom) for cas in tous_les_cas()]
    assert sorted(noms) == sorted(set(noms))


@pytest.mark.parametrize("regle", regles(), ids=lambda regle: regle.nom)
def test_une_regle_a_un_cas_pour_chaque_verdict(regle: Regle) -> None:
    sans_cas = verdicts_possibles(regle) - donnes()[regle.nom]
    assert sorted(sans_cas) == []


def verdicts_possibles(regle: Regle) -> set[str]:
    """Les verdicts que le corps écrit, lui-même ou par les fonctions de son module, et le fait qui manque."""
    possibles = {str(REPONSES[nom]) for nom in _reponses(regle.corps)}
    return possibles | ({"un fait manque"} if regle.faits else set())


@cache
def _reponses(fonction: FunctionType) -> frozenset[str]:
    arbre = ast.parse(textwrap.dedent(inspect.getsource(fonction)))
    module = sys.modules[fonction.__module__]
    appels = {n.func.id for n in ast.walk(arbre) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    trouves = appels & REPONSES.keys()
    for nom in appels - REPONSES.keys():
        appelee = getattr(module, nom, None)
        if (
            isinstance(appelee, FunctionType)
            and appelee.__module__ == module.__name__
            and appelee is not fonction
        ):
            trouves |= _reponses(appelee)
    return frozenset(trouves)


@cache
def donnes() -> dict[str, set[str]]:
    """Ce que les cas font répondre à chaque règle."""
    reponses: dict[str, set[str]] = defaultdict(set)
    for cas in tous_les_cas():
        try:
            constats = verifier_cas(cas)
        except CasFaux:
            continue
        for nom, constat in constats.items():
            reponses[nom].add("un fait manque" if constat.manquants else str(constat.verdict))
    return reponses
