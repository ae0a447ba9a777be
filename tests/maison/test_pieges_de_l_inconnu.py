"""Ce qui échappe à un `Inconnu` : `is` un membre d'énumération, `in` un ensemble, le croisement de deux.

Ces gestes répondraient « faux » d'un fait que l'on ignore, au lieu d'arrêter la règle.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

DROIT = Path(__file__).parents[2] / "src" / "tripartite" / "droit"
SANS_FAITS = {"langage", "parcours.py"}
"""Où l'on ne lit pas de faits : la langue, qui connaît l'inconnu, et la table des états."""
MODULES = sorted(p for p in DROIT.rglob("*.py") if SANS_FAITS.isdisjoint(p.parts))
ENSEMBLES = {"set", "frozenset"}
CALCULES = {("attestation.py", "absents")}
"""Des ensembles de jours calculés, dont aucun ne peut être inconnu."""


def comparaisons(arbre: ast.AST, *sortes: type[ast.cmpop]) -> Iterator[tuple[ast.Compare, ast.expr]]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Compare):
            for operateur, droite in zip(noeud.ops, noeud.comparators, strict=True):
                if isinstance(operateur, sortes):
                    yield noeud, droite


def membre_d_une_enumeration(noeud: ast.expr) -> bool:
    """Dit si l'expression est de la forme `Classe.MEMBRE`."""
    return (
        isinstance(noeud, ast.Attribute)
        and noeud.attr.isupper()
        and isinstance(noeud.value, ast.Name)
        and noeud.value.id[:1].isupper()
        and not noeud.value.id.isupper()
    )


def ensemble(noeud: ast.expr) -> bool:
    appel = isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id in ENSEMBLES
    return appel or isinstance(noeud, ast.Set | ast.SetComp)


def faits_de(noeud: ast.expr) -> bool:
    """Dit si un ensemble est bâti d'un attribut (`s.role`), qui peut être un fait inconnu."""
    return isinstance(noeud, ast.SetComp) and isinstance(noeud.elt, ast.Attribute)


def ensembles_de_faits(arbre: ast.AST) -> set[str]:
    """Les noms liés à un ensemble constant, ou bâti de faits."""
    noms = set()
    for noeud in ast.walk(arbre):
        valeur = getattr(noeud, "value", None)
        if isinstance(noeud, ast.Assign | ast.AnnAssign) and isinstance(valeur, ast.expr):
            cibles = noeud.targets if isinstance(noeud, ast.Assign) else [noeud.target]
            constante = any(isinstance(c, ast.Name) and c.id.isupper() for c in cibles)
            if faits_de(valeur) or (constante and ensemble(valeur)):
                noms |= {c.id for c in cibles if isinstance(c, ast.Name)}
    return noms


def lu(module: Path) -> ast.AST:
    return ast.parse(module.read_text("utf-8"))


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(DROIT)))
def test_on_compare_un_fait_par_egalite(module: Path) -> None:
    fautes = [
        f"ligne {noeud.lineno} : {ast.unparse(noeud)}"
        for noeud, droite in comparaisons(lu(module), ast.Is, ast.IsNot)
        if membre_d_une_enumeration(droite)
    ]
    assert fautes == []


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(DROIT)))
def test_on_cherche_un_fait_dans_un_n_uplet(module: Path) -> None:
    arbre = lu(module)
    noms = {nom for nom in ensembles_de_faits(arbre) if (module.name, nom) not in CALCULES}
    fautes = [
        f"ligne {noeud.lineno} : {ast.unparse(noeud)}"
        for noeud, droite in comparaisons(arbre, ast.In, ast.NotIn)
        if isinstance(droite, ast.Set) or (isinstance(droite, ast.Name) and droite.id in noms)
    ]
    assert fautes == []


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(DROIT)))
def test_on_ne_croise_pas_des_ensembles_de_faits(module: Path) -> None:
    """Un inconnu n'est dans aucun croisement : `roles & titres` répondrait « absent »."""
    arbre = lu(module)
    noms = ensembles_de_faits(arbre)
    fautes = [
        f"ligne {noeud.lineno} : {ast.unparse(noeud)}"
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.BitAnd | ast.Sub)
        if any(isinstance(cote, ast.Name) and cote.id in noms for cote in (noeud.left, noeud.right))
    ]
    assert fautes == []


@pytest.mark.parametrize(
    ("code", "fautif"),
    [
        ("nature is Nature.STAGE", True),
        ("nature == Nature.STAGE", False),
        ("fin is AUCUN", False),
        ("nature is date.MIN", False),
    ],
)
def test_la_garde_reconnait_un_membre(code: str, fautif: bool) -> None:
    trouves = [d for _, d in comparaisons(ast.parse(code), ast.Is) if membre_d_une_enumeration(d)]
    assert bool(trouves) is fautif


@pytest.mark.parametrize(
    ("code", "fautif"),
    [
        ("roles = {s.role for s in signatures}", True),
        ("MOTIFS = frozenset((1, 2))", True),
        ("jours = {jour for jour in presences}", False),
        ("MOTIFS = (1, 2)", False),
    ],
)
def test_la_garde_reconnait_un_ensemble_de_faits(code: str, fautif: bool) -> None:
    assert bool(ensembles_de_faits(ast.parse(code))) is fautif
