"""Réécrit les pages de `docs/` que le code sait écrire : le droit, le dossier, la ligne de commande."""

import sys
from pathlib import Path

from tripartite.dossiers.cas import cas_du_sujet
from tripartite.droit.regles import sujets
from tripartite.rendus.documentation import pages

RACINE = Path(__file__).parents[1]
sys.path.insert(0, str(RACINE / "outils"))

import page_des_commandes  # noqa: E402
import page_du_dossier  # noqa: E402


def ecrites() -> dict[Path, str]:
    """Les pages telles qu'elles doivent être : leur chemin, et leur texte."""
    cas = {nom: cas_du_sujet(nom) for nom in sujets()}
    docs = RACINE / "docs"
    autres = {"dossier.md": page_du_dossier.page(), "ligne-de-commande.md": page_des_commandes.page()}
    du_droit = {docs / "droit" / nom: texte for nom, texte in pages(cas).items()}
    return du_droit | {docs / nom: texte for nom, texte in autres.items()}


if __name__ == "__main__":
    dossier = RACINE / "docs" / "droit"
    dossier.mkdir(parents=True, exist_ok=True)
    voulues = ecrites()
    for ancienne in set(dossier.glob("*.md")) - set(voulues):
        ancienne.unlink()
    for chemin, texte in voulues.items():
        chemin.write_text(texte, "utf-8")
    print(f"{len(voulues)} pages écrites dans docs/.")
