"""Installer les pairs, chacun dans son environnement : OpenFisca-France (Python), modele-social (Node).

`python -m bench.preparer`. Ce qui manque (Node, le réseau) est dit ; la comparaison se fait sans.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ICI = Path(__file__).resolve().parent
OPENFISCA = ICI / "pairs" / "openfisca"
PUBLICODES = ICI / "pairs" / "publicodes"
CACHE = ICI / ".cache"
PYTHON_OPENFISCA = CACHE / "openfisca" / "bin" / "python"
QUINZE_MINUTES = 15 * 60


class PairAbsent(Exception):
    """Un pair n'est pas là, et pourquoi."""


def preparer_openfisca() -> None:
    """Crée l'environnement d'OpenFisca, s'il n'est pas déjà celui de `requirements.txt`."""
    verrou = OPENFISCA / "requirements.txt"
    if _a_jour(verrou, "openfisca"):
        return
    print("Installation d'OpenFisca-France…", flush=True)
    _lancer(sys.executable, "-m", "venv", "--clear", str(CACHE / "openfisca"))
    _lancer(str(PYTHON_OPENFISCA), "-m", "pip", "install", "--quiet", "--requirement", str(verrou))
    _noter(verrou, "openfisca")


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
    for nom, faire in (("OpenFisca-France", preparer_openfisca), ("modele-social", preparer_publicodes)):
        try:
            faire()
            print(f"{nom} : en place.")
        except PairAbsent as erreur:
            absents += 1
            print(f"{nom} : absent, {erreur}.")
    return 1 if absents else 0


if __name__ == "__main__":
    sys.exit(principal())
