"""Relève les phrases du droit et des réponses, et tient à jour leur catalogue anglais.

Le français est la clé. Une phrase neuve entre au catalogue sans traduction, et les tests la réclament ; celle
que plus rien ne dit en sort. `make langues` le lance, puis compile.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tripartite.droit import faits
from tripartite.droit.articles import CODES
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import DEDUCTIONS, Parametre
from tripartite.droit.parcours import Etat
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.rendus.langues import DOMAINE, DOSSIER
from tripartite.rendus.regles import titre_de

SOURCES = Path(__file__).parents[1] / "src" / "tripartite"
PIECES = (
    *("droit", "reponses"),
    *(f"dossiers/{nom}.py" for nom in ("coherence", "conversion", "erreurs", "fichiers", "horaires")),
    *(f"dossiers/{nom}.py" for nom in ("json_exact", "lecture", "noeuds", "pdf", "raccourcis", "scalaires")),
    *(f"dossiers/{nom}.py" for nom in ("siret", "valeurs")),
    *(f"rendus/{nom}.py" for nom in ("classement", "echeances", "entete", "faits", "fiches", "valeurs")),
    *(f"documents/signatures/{nom}.py" for nom in ("enveloppe", "verification")),
    *("guichet/confinement.py", "guichet/formulaires/remaniement.py"),
)
"""Où une phrase s'écrit. Les autres rendus, terminal et documentation, restent en français."""
REFUS = ("composition", "convention", "signatures/champs", "signatures/ecriture", "signatures/exterieur")
"""Des documents, où seuls les refus se lisent à l'écran."""
SANS_LECTEUR = {"droit/articles/adresses.py", "droit/articles/__init__.py", "droit/parcours.py"}
PO = DOSSIER / "en" / "LC_MESSAGES" / f"{DOMAINE}.po"

SANS_MOT = re.compile(r"[^a-zà-ÿ:;«»]*")
CODE = r"(?:CSS|CRPM|CESEDA|CGI|CSP|CPI|CNU|C\. (?:trav|éduc|civ|pén|pr\. civ)\.)"
REFERENCE = re.compile(
    rf"(?:{CODE} )?(?:[LDRA]\. )?[\d-]+(?: bis)?|(?:loi|décret|ordonnance|circulaire) [\d-]+"
)
MOT_A_LIRE = re.compile(r"[A-ZÀ-Ý]['’]?[a-zà-ÿ].*|.*[à-ÿ].*")
"""Un mot seul se lit s'il porte une capitale ou un accent ; sinon c'est une clé, que seul un registre dit."""
CODAGE = re.compile(r"[a-z\d]+(?:[_.][a-z\d_.]+)+|[A-Z]\w+/.*|.*(?:\\|\(\?|\|).*", re.DOTALL)


def relever() -> dict[str, None]:
    """Toutes les phrases qu'un lecteur peut voir, dans l'ordre des fichiers, sans répétition."""
    sujets()
    dites: dict[str, None] = {}
    for chemin in _fichiers():
        dites |= dict.fromkeys(_phrases(ast.parse(chemin.read_text("utf-8"))))
    for nom in REFUS:
        arbre = ast.parse((SOURCES / f"documents/{nom}.py").read_text("utf-8"))
        dites |= {dite: None for n in ast.walk(arbre) if _refuse(n) for dite in _phrases(n)}
    dites |= dict.fromkeys(_au_registre())
    return {dite: None for dite in dites if se_lit(dite)}


def _fichiers() -> Iterator[Path]:
    for piece in PIECES:
        racine = SOURCES / piece
        for chemin in [racine] if racine.suffix else sorted(racine.rglob("*.py")):
            if chemin.relative_to(SOURCES).as_posix() not in SANS_LECTEUR:
                yield chemin


def _phrases(arbre: ast.AST) -> Iterator[str]:
    """Les textes d'un fichier, hors documentation, annotations, morceaux de textes, fautes de programme."""
    muets = {id(n) for tu in ast.walk(arbre) for n in _tus(tu)}
    noms = {id(n.args[0]) for n in ast.walk(arbre) if isinstance(n, ast.Call) and _dit(n)}
    for n in ast.walk(arbre):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in muets:
            if " " in n.value or id(n) in noms or MOT_A_LIRE.fullmatch(n.value):
                yield n.value


def _dit(n: ast.Call) -> bool:
    """Vrai, le premier argument de cet appel se lit, fût-il d'un mot."""
    return bool(n.args) and getattr(n.func, "id", "") in ("lecture", "phrase")


def _tus(n: ast.AST) -> Iterator[ast.AST]:
    """Ce qui, sous ce nœud, n'est dit à personne."""
    if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant):
        yield n.value
    elif isinstance(n, ast.JoinedStr):
        yield from n.values
    elif isinstance(n, ast.Raise):
        yield from () if _dit_au_lecteur(n) else ast.walk(n)
    elif isinstance(n, ast.AnnAssign | ast.arg):
        yield from ast.walk(n.annotation) if n.annotation else ()
    elif isinstance(n, ast.FunctionDef) and n.returns:
        yield from ast.walk(n.returns)
    elif isinstance(n, ast.Call) and getattr(n.func, "id", "") in ("NewType", "cast"):
        yield n.args[0]
    elif isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "__all__":
        yield from ast.walk(n)


def _dit_au_lecteur(n: ast.Raise) -> bool:
    return isinstance(n.exc, ast.Call) and getattr(n.exc.func, "id", "") in (
        *("ReponseImpossible", "FaitInconnu", "Illisible", "DossierInvalide", "refuser", "_refus"),
        *("DocumentImpossible", "SignatureImpossible", "PdfIllisible", "LectureImpossible"),
    )


def _refuse(n: ast.AST) -> bool:
    """Vrai, ce nœud est un refus que l'on lit, ou la phrase d'un refus."""
    if isinstance(n, ast.Raise):
        return _dit_au_lecteur(n)
    return isinstance(n, ast.Call) and getattr(n.func, "id", "") == "phrase"


def _au_registre() -> Iterator[str]:
    """Ce que le code nomme sans l'écrire d'un trait : titres, séries, faits, choix fermés."""
    yield from CODES.values()
    yield from (titre_de(r.titre) for r in regles())
    yield from (titre_de(d.__doc__ or d.nom) for d in DEDUCTIONS.values())
    for p in Parametre.tous.values():
        yield from (p.nom, p.unite, *(texte for v in p.valeurs for texte in (v.source, v.note)))
    for classe in vars(faits).values():
        if isinstance(classe, type) and is_dataclass(classe):
            yield from (f.metadata.get("libelle", "") for f in fields(classe))
    yield from (
        str(m.value)
        for e in _enumerations(Enum)
        if e.__module__.startswith("tripartite.droit") and e not in (Territoire, Etat)
        for m in e
    )


def _enumerations(racine: type) -> Iterator[type[Enum]]:
    for classe in racine.__subclasses__():
        yield classe
        yield from _enumerations(classe)


def se_lit(texte: str) -> bool:
    """Vrai, un lecteur y verrait des mots : ni une référence, ni un codage, ni de seules grandeurs."""
    try:
        dehors = "".join(avant for avant, *_ in Formatter().parse(texte))
    except ValueError:
        return False
    return not any(
        motif.fullmatch(lu) for motif, lu in ((SANS_MOT, dehors), (REFERENCE, texte), (CODAGE, texte))
    )


def tenir(catalogue: Catalog, dites: dict[str, None]) -> Catalog:
    """Le catalogue des phrases relevées, avec les traductions que l'ancien en donne."""
    neuf = Catalog(locale="en", project="Tripartite", fuzzy=False)
    neuf.mime_headers = catalogue.mime_headers
    for dite in dites:
        neuf.add(dite, catalogue[dite].string if dite in catalogue else "")
    return neuf


def ecrire(catalogue: Catalog) -> None:
    """Écrit le catalogue."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as fichier:
        write_po(fichier, catalogue, width=0)


if __name__ == "__main__":
    with PO.open("rb") as lu:
        tenu = tenir(read_po(lu, locale="en"), relever())
    ecrire(tenu)
    a_traduire = [str(m.id) for m in tenu if m.id and not m.string]
    print(f"{len(tenu)} phrases du droit, {len(a_traduire)} à traduire.", *a_traduire, sep="\n  ")
