"""Dessine dans docs/images/ ce que la ligne de commande écrit : l'image de sa page ne peut pas mentir."""

import subprocess
import sys
from html import escape
from pathlib import Path

RACINE = Path(__file__).parents[1]
COMMANDE = ["verifier", "exemples/douze-fautes.yaml", "--au", "2025-12-20"]
LIGNES, LARGEUR, PAS, POLICE = 30, 84, 18, 13
COULEURS = {"✕": "#b3261e", "✓": "#1b6e3c", "?": "#8a5a00", "→": "#174ea6"}


def dessiner(texte: str) -> str:
    """Un terminal en SVG : une ligne de texte par ligne, la couleur du premier signe."""
    lignes = texte.strip("\n").replace(" ", "\u00a0").splitlines()[:LIGNES]
    corps = []
    for rang, ligne in enumerate(lignes, 1):
        signe = ligne.lstrip("\u00a0")[:1]
        couleur = COULEURS.get(signe, "#1f2328")
        gras = ' font-weight="600"' if signe == "✕" else ""
        corps.append(f'<text x="20" y="{rang * PAS + 20}" fill="{couleur}"{gras}>{escape(ligne)}</text>')
    largeur, hauteur = LARGEUR * 8 + 20, LIGNES * PAS + 40
    titre = escape(f"$ tripartite {' '.join(COMMANDE[:2])}")
    cadre = f'viewBox="0 0 {largeur} {hauteur}" width="{largeur}" role="img" aria-label="{titre}"'
    police = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {cadre}>'
        '<rect width="100%" height="100%" rx="8" fill="#fbfaf7" stroke="#d0d7de"/>'
        f'<g {police} font-size="{POLICE}">{"".join(corps)}</g></svg>\n'
    )


if __name__ == "__main__":
    environnement = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    sortie = subprocess.run(  # noqa: S603 - notre propre commande
        [sys.executable, "-m", "tripartite.cli", *COMMANDE],
        cwd=RACINE,
        env=environnement,
        capture_output=True,
        text=True,
        check=False,
    )
    if sortie.returncode != 1:
        sys.exit(f"La commande n'a pas trouvé les fautes de l'exemple : {sortie.stderr}")
    (RACINE / "docs" / "images" / "verification.svg").write_text(dessiner(sortie.stdout), "utf-8")
