"""L'écran : sa largeur, ses couleurs, ce qu'on y écrit et les erreurs qu'on y dit."""

from __future__ import annotations

import os
import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from tripartite.droit.langage import Inconnu
    from tripartite.rendus.encre import Encre
    from tripartite.rendus.fiches import Fiche

LA_PLUS_LARGE = 100
LA_PLUS_ETROITE = 40


def largeur() -> int:
    """La largeur où l'on écrit : celle de l'écran, sans dépasser ce qui se lit bien."""
    return max(LA_PLUS_ETROITE, min(get_terminal_size().columns, LA_PLUS_LARGE))


def en_couleur(sortie: TextIO) -> bool:
    """Dit si l'on teint : un terminal, sauf demande contraire (NO_COLOR, TERM=dumb, FORCE_COLOR)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sortie.isatty() and os.environ.get("TERM") != "dumb"


def encre() -> Encre:
    """L'encre de la sortie ordinaire."""
    from tripartite.rendus.encre import Encre

    return Encre(largeur(), en_couleur(sys.stdout))


def ecrire(texte: str) -> None:
    """Écrit sur la sortie ordinaire, une fin de ligne au bout."""
    sys.stdout.write(texte if texte.endswith("\n") else texte + "\n")


def rendre(fiche: Fiche, resultat: Any, forme: str) -> None:
    """Écrit la réponse d'un calculateur, en texte ou en JSON."""
    if forme == "json":
        from tripartite.rendus import json

        ecrire(json.texte(json.fiche(fiche, resultat)))
    else:
        from tripartite.rendus import texte

        ecrire(texte.fiche(fiche, encre()))


def dire_erreur(message: str) -> None:
    """Dit une erreur, sur la sortie des erreurs."""
    from tripartite.rendus.typographie import sans_insecable

    croix = click.style("✕", fg="red") if en_couleur(sys.stderr) else "✕"
    click.echo(f"{croix} {sans_insecable(message)}", err=True, color=en_couleur(sys.stderr))


def ce_qui_manque(inconnu: Inconnu, option: str = "") -> str:
    """Nomme ce qui manque, et dit comment l'avoir."""
    from tripartite.droit.langage import Parametre
    from tripartite.rendus.grandeurs import grandeur
    from tripartite.rendus.typographie import sans_insecable

    nom = sans_insecable(grandeur(inconnu))
    if inconnu.cle in Parametre.tous:
        return f"Valeur inconnue : {nom}. Voyez jusqu'où elle est connue : tripartite parametres."
    moyens = f"{option}, ou un dossier complet" if option else "un dossier complet"
    return f"Il manque {nom}. Donnez {moyens}."
