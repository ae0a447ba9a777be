"""Installer les pairs, chacun chez lui : OpenFisca-France et WeasyPrint (Python), modele-social (Node).

`python -m bench.preparer`. Ce qui manque (Node, le réseau) est dit ; la comparaison se fait sans.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ICI = Path(__file__).resolve().parent
OPENFISCA = ICI / "pairs" / "openfisca"
WEASYPRINT = ICI / "pairs" / "weasyprint"
PUBLICODES = ICI / "pairs" / "publicodes"
CACHE = ICI / ".cache"
PYTHON_OPENFISCA = CACHE / "openfisca" / "bin" / "python"
QUINZE_MINUTES = 15 * 60


class PairAbsent(Exception):
    """Un pair n'est pas là, et pourquoi."""


def preparer_openfisca() -> None:
    """Crée l'environnement d'OpenFisca, s'il n'est pas déjà celui de `requirements.txt`."""
    _preparer_python(OPENFISCA / "requirements.txt", "openfisca", "d'OpenFisca-France")


def preparer_weasyprint() -> None:
    """Crée l'environnement de WeasyPrint, s'il n'est pas déjà celui de `requirements.txt`."""
    _preparer_python(WEASYPRINT / "requirements.txt", "weasyprint", "de WeasyPrint")


def _preparer_python(verrou: Path, nom: str, de_quoi: str) -> None:
    if _a_jour(verrou, nom):
        return
    print(f"Installation {de_quoi}…", file=sys.stderr, flush=True)
    python = CACHE / nom / "bin" / "python"
    _lancer(sys.executable, "-m", "venv", "--clear", str(CACHE / nom))
    _lancer(str(python), "-m", "pip", "install", "--quiet", "--requirement", str(verrou))
    _noter(verrou, nom)


def preparer_publicodes() -> None:
    """Installe modele-social et publicodes, s'ils ne sont pas déjà ceux de `package.json`."""
    paquet = PUBLICODES / "package.json"
    if _a_jour(paquet, "publicodes"):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise PairAbsent("Node et npm ne sont pas sur cette machine")
    print("Installation de modele-social…", flush=True)
    options = ("--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _lancer(npm, "install", *options, dossier=PUBLICODES)
    _noter(paquet, "publicodes")


def _a_jour(verrou: Path, nom: str) -> bool:
    marque = CACHE / f"{nom}.installe"
    return marque.exists() and marque.read_bytes() == verrou.read_bytes()


def _noter(verrou: Path, nom: str) -> None:
    (CACHE / f"{nom}.installe").write_bytes(verrou.read_bytes())


def _lancer(*commande: str, dossier: Path = ICI) -> None:
    CACHE.mkdir(exist_ok=True)
    try:
        fait = subprocess.run(commande, cwd=dossier, capture_output=True, text=True, timeout=QUINZE_MINUTES)
    except (OSError, subprocess.TimeoutExpired) as erreur:
        raise PairAbsent(f"l'installation n'a pas abouti ({type(erreur).__name__})") from erreur
    if fait.returncode:
        lignes = (fait.stderr or fait.stdout).strip().splitlines() or ["sans message"]
        raise PairAbsent(f"l'installation a échoué : {lignes[-1]}")


def principal() -> int:
    absents = 0
    pairs = (
        ("OpenFisca-France", preparer_openfisca),
        ("modele-social", preparer_publicodes),
        ("WeasyPrint", preparer_weasyprint),
    )
    for nom, faire in pairs:
        try:
            faire()
            print(f"{nom} : en place.")
        except PairAbsent as erreur:
            absents += 1
            print(f"{nom} : absent, {erreur}.")
    return 1 if absents else 0


if __name__ == "__main__":
    sys.exit(principal())
