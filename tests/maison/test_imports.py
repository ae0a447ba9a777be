"""Les imports ne vont que vers le bas, et le droit ne connaît que la bibliothèque standard."""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"

ETAGES = (
    ("tripartite.droit.langage", 1),
    ("tripartite.droit.calendrier", 1),
    ("tripartite.droit.decompte", 1),
    ("tripartite.droit.jours_feries", 1),
    ("tripartite.droit.articles", 2),
    ("tripartite.droit.faits", 2),
    ("tripartite.droit.parametres", 2),
    ("tripartite.droit.calculs.horaires", 3),
    ("tripartite.droit.calculs.echeances", 3),
    ("tripartite.droit.calculs.franchises", 4),
    ("tripartite.droit.calculs.trimestres", 4),
    ("tripartite.droit.calculs.bareme", 4),
    ("tripartite.droit.calculs.cotisations", 4),
    ("tripartite.droit.calculs.effectifs", 3),
    ("tripartite.droit.calculs.accueils", 4),
    ("tripartite.droit.calculs.contingents", 4),
    ("tripartite.droit.calculs.quinze_mentions", 4),
    ("tripartite.droit.calculs.regimes", 4),
    ("tripartite.droit.calculs.sejour", 4),
    ("tripartite.droit.calculs.deductions", 4),
    ("tripartite.droit.calculs.durees", 4),
    ("tripartite.droit.calculs.ancien_droit", 4),
    ("tripartite.droit.calculs", 4),
    ("tripartite.droit.regles", 5),
    ("tripartite.droit.plan", 6),
    ("tripartite.droit.verification", 6),
    ("tripartite.droit", 7),
    ("tripartite.rendus", 8),
    ("tripartite.dossiers", 8),
    ("tripartite.reponses", 9),
    ("tripartite.documents", 9),
    ("tripartite.guichet.models", 12),
    ("tripartite.guichet.modeles", 11),
    ("tripartite.guichet.formulaires", 11),
    ("tripartite.guichet.dessins", 11),
    ("tripartite.guichet.sirene", 11),
    ("tripartite.guichet.passerelle", 12),
    ("tripartite.guichet.visibilite", 12),
    ("tripartite.guichet.etats_dits", 12),
    ("tripartite.guichet.acces", 12),
    ("tripartite.guichet.limites", 12),
    ("tripartite.guichet.problemes", 11),
    ("tripartite.guichet.confinement", 11),
    ("tripartite.guichet.fautes", 11),
    ("tripartite.guichet.pieces", 12),
    ("tripartite.guichet.cachet", 12),
    ("tripartite.guichet.visibilite", 12),
    ("tripartite.guichet.documents", 13),
    ("tripartite.guichet.places", 13),
    ("tripartite.guichet.courriels", 13),
    ("tripartite.guichet.comptes", 14),
    ("tripartite.guichet.gestes", 15),
    ("tripartite.guichet.api", 17),
    ("tripartite.guichet", 16),
    ("tripartite.cli", 20),
    ("tripartite", 9),
)
REGLES = "tripartite.droit.regles."
MODULES = {
    ".".join(p.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__"): p
    for p in SOURCES.rglob("*.py")
}


def etage(module: str) -> int:
    return next(rang for debut, rang in ETAGES if module == debut or module.startswith(debut + "."))


def imports(chemin: Path) -> set[str]:
    trouves: set[str] = set()
    for noeud in ast.walk(ast.parse(chemin.read_text("utf-8"))):
        if isinstance(noeud, ast.ImportFrom) and noeud.module:
            enfants = {f"{noeud.module}.{alias.name}" for alias in noeud.names}
            trouves |= {enfant if enfant in MODULES else noeud.module for enfant in enfants}
        elif isinstance(noeud, ast.Import):
            trouves |= {alias.name for alias in noeud.names}
    return trouves


@pytest.mark.parametrize("module", sorted(MODULES))
def test_aucun_import_ne_monte(module: str) -> None:
    montants = {
        i for i in imports(MODULES[module]) if i.startswith("tripartite") and etage(i) > etage(module)
    }
    assert montants == set()


def test_aucun_cercle() -> None:
    """Pas même pour les types : ce qui se lit en cercle ne se comprend par aucun bout."""
    TopologicalSorter({module: imports(chemin) - {module} for module, chemin in MODULES.items()}).prepare()


@pytest.mark.parametrize("module", sorted(m for m in MODULES if m.startswith(REGLES)))
def test_aucune_regle_n_en_importe_une_autre(module: str) -> None:
    assert {i for i in imports(MODULES[module]) if i.startswith(REGLES)} == set()


@pytest.mark.parametrize("module", sorted(m for m in MODULES if m.startswith("tripartite.droit")))
def test_le_droit_ne_connait_que_la_bibliotheque_standard(module: str) -> None:
    racines = {i.partition(".")[0] for i in imports(MODULES[module])}
    assert racines - {"tripartite"} - sys.stdlib_module_names == set()
