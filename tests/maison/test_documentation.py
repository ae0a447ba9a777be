"""Ce qui est écrit suit ce qui est fait."""

import importlib.util
from pathlib import Path

RACINE = Path(__file__).parents[2]


def test_docs_droit_est_a_jour() -> None:
    plan = importlib.util.spec_from_file_location("docs", RACINE / "outils" / "docs.py")
    assert plan
    assert plan.loader
    docs = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(docs)
    ecrites = {chemin.name: chemin.read_text("utf-8") for chemin in (RACINE / "docs" / "droit").glob("*.md")}
    assert ecrites == {chemin.name: texte for chemin, texte in docs.ecrites().items()}, "Lancez `make docs`."
