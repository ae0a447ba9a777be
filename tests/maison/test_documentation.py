"""Ce qui est écrit suit ce qui est fait."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tripartite.cli import lancement
from tripartite.cli.groupe import COMMANDES
from tripartite.dossiers import exemples
from tripartite.droit.articles import articles
from tripartite.droit.langage import REGLES
from tripartite.droit.regles import sujets

RACINE = Path(__file__).parents[2]
DOCS = RACINE / "docs"
COMMANDE = (DOCS / "ligne-de-commande.md").read_text("utf-8")


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    plan = importlib.util.spec_from_file_location("docs", RACINE / "outils" / "docs.py")
    assert plan
    assert plan.loader
    module = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(module)
    return module


def test_les_pages_ecrites_par_le_code_sont_a_jour() -> None:
    # À part : les règles et les séries d'essai des autres tests n'ont pas leur place dans ces pages.
    ecrire = "import json, docs; print(json.dumps({str(c): t for c, t in docs.ecrites().items()}))"
    faite = subprocess.run(
        [sys.executable, "-c", ecrire], cwd=RACINE / "outils", capture_output=True, check=True
    )
    attendues = {Path(chemin): texte for chemin, texte in json.loads(faite.stdout).items()}
    voulues = {chemin.relative_to(DOCS).as_posix(): texte for chemin, texte in attendues.items()}
    chemins = {*(DOCS / "droit").glob("*.md"), *(chemin for chemin in attendues if chemin.exists())}
    ecrites = {chemin.relative_to(DOCS).as_posix(): chemin.read_text("utf-8") for chemin in chemins}
    assert sorted(ecrites) == sorted(voulues), "Lancez `make docs`."
    assert [nom for nom, texte in voulues.items() if ecrites[nom] != texte] == [], "Lancez `make docs`."


def test_chaque_commande_est_dans_la_documentation() -> None:
    assert [nom for nom in COMMANDES if f"\n### {nom}\n" not in COMMANDE] == []


def test_le_journal_compte_les_regles_comme_la_documentation() -> None:
    a_venir = (RACINE / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    du_droit = (DOCS / "droit" / "README.md").read_text("utf-8")
    assert re.findall(r"\d+ règles", a_venir) == re.findall(r"\d+ règles", du_droit)


def test_chaque_regle_et_chaque_article_sont_dans_la_documentation() -> None:
    pages = {nom: (DOCS / "droit" / f"{nom}.md").read_text("utf-8") for nom in sujets()}
    assert [r.nom for r in REGLES.values() if f'<a id="{r.nom}"></a>' not in pages[r.sujet]] == []
    index = (DOCS / "droit" / "articles.md").read_text("utf-8")
    assert [a.reference for a in articles() if f"</a>{a.reference} " not in index] == []


def test_les_liens_menent_quelque_part() -> None:
    """Chaque lien d'une page vers une autre, et vers un endroit de cette page."""
    morts = []
    for page in [*RACINE.glob("*.md"), *DOCS.rglob("*.md")]:
        for lien in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            chemin, _, ancre = lien.partition("#")
            if "://" in lien:
                continue
            cible = (page.parent / chemin) if chemin else page
            if not cible.exists() or (ancre and f'id="{ancre}"' not in cible.read_text("utf-8")):
                morts.append(f"{page.relative_to(RACINE)} : {lien}")
    assert morts == []


@pytest.mark.parametrize(
    ("titre", "commande", "dans"),
    [
        ("`verifier`", ("verifier", str(exemples.REPERTOIRE / "douze-fautes.yaml")), "dossiers"),
        ("un constat", ("verifier", str(exemples.REPERTOIRE / "douze-fautes.yaml")), "constats"),
        ("`regles`", ("regles",), ""),
        ("`parametres`", ("parametres",), ""),
        ("`articles`", ("articles",), ""),
        ("toute commande qui sort avec 2", ("verifier", "absent.yaml"), "erreurs"),
        ("toute commande qui sort avec 2", ("articles", "L999-9"), "erreurs"),
    ],
)
def test_le_json_est_celui_que_l_on_documente(
    titre: str, commande: tuple[str, ...], dans: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ligne = next(ligne for ligne in COMMANDE.splitlines() if ligne.startswith(f"| {titre} |"))
    documentes = set(re.findall(r"`(\w+)`", ligne.split("|")[2])) - {"tripartite", "dossiers", "erreurs"}
    lancement.lancer([*commande, "--format", "json"])
    donnees = json.loads(capsys.readouterr().out)
    objet = donnees["dossiers" if dans == "constats" else dans][0] if dans else donnees[0]
    assert set(objet["constats"][0] if dans == "constats" else objet) == documentes
