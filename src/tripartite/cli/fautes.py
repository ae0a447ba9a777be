"""Ce qui ne va pas : dit à une personne sur la sortie des erreurs, donné à un programme en JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import click

from tripartite.cli.ecran import ce_qui_manque, dire_erreur, ecrire
from tripartite.cli.francais import aux_guillemets

PROCHE = 0.7
"""Au-dessous, deux noms ne se ressemblent que par hasard : « --jours » n'est pas « --heures »."""


def dire(erreur: Exception) -> bool:
    """Dit ce qui ne va pas dans la commande ou dans un dossier ; faux si l'erreur est tout autre."""
    from tripartite.dossiers import DossierInvalide

    if isinstance(erreur, DossierInvalide):
        nombre = len(erreur.erreurs)
        combien = "une erreur" if nombre == 1 else f"{nombre} erreurs"
        dire_erreur(f"{erreur.nom or 'Le dossier'} ne se lit pas : {combien}.")
        for faute in erreur.erreurs:
            click.echo(f"  {faute}", err=True)
        return True
    if not (phrase := _phrase(erreur)):
        return False
    dire_erreur(phrase)
    if isinstance(erreur, click.UsageError) and erreur.ctx is not None:
        click.echo(f"\n{erreur.ctx.get_usage()}", err=True)
        click.echo(f"L'aide : {erreur.ctx.command_path} --help", err=True)
    return True


def _phrase(erreur: Exception) -> str:
    from tripartite.droit.langage import FaitInconnu
    from tripartite.reponses.socle import ReponseImpossible

    if isinstance(erreur, click.ClickException):
        _ne_suggerer_que_le_proche(erreur)
        return aux_guillemets(erreur.format_message())
    if isinstance(erreur, FaitInconnu):
        return ce_qui_manque(erreur.inconnu)
    return str(erreur) if isinstance(erreur, ReponseImpossible) else ""


# --- Ce que l'on a voulu taper -------------------------------------------------------------------


def le_plus_proche(tape: str, noms: Iterable[str]) -> str:
    """Le nom que l'on a sans doute voulu taper, commande ou option ; vide si aucun n'est assez proche.

    >>> le_plus_proche("--tous", ["--au", "--tout"]), le_plus_proche("--date", ["--au", "--debut"])
    ('--tout', '')
    """
    nu = tape.lstrip("-").lower()
    notes = [(SequenceMatcher(None, nom.lstrip("-"), nu).ratio(), nom) for nom in noms]
    note, nom = max(notes, default=(0.0, ""))
    return nom if note >= PROCHE else ""


def _ne_suggerer_que_le_proche(erreur: click.ClickException) -> None:
    """click compare aussi les tirets : il propose « --au » à qui tape « --tous »."""
    if possibles := getattr(erreur, "possibilities", None):
        tape = getattr(erreur, "option_name", "") or getattr(erreur, "command_name", "")
        proche = le_plus_proche(tape, possibles)
        erreur.possibilities = [proche] if proche else None  # type: ignore[attr-defined]


# --- Pour un programme ---------------------------------------------------------------------------


def demande_du_json(arguments: Sequence[str]) -> bool:
    """Dit si la commande tapée veut du JSON, même quand le reste ne se lit pas.

    >>> demande_du_json(["verifier", "lea.yaml", "--format", "json"]), demande_du_json(["schema"])
    (True, False)
    """
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def ecrire_en_json(erreur: Exception) -> None:
    """Écrit ce qui ne va pas là où un programme attend sa réponse."""
    from tripartite import __version__
    from tripartite.rendus import json

    ecrire(json.texte({"tripartite": __version__, "erreurs": en_donnees(erreur)}))


def en_donnees(erreur: Exception) -> list[dict[str, Any]]:
    """Chaque erreur en données ; `None`, ce qu'elle ne dit pas."""
    from tripartite.dossiers import DossierInvalide, Erreur
    from tripartite.rendus.typographie import sans_insecable

    if isinstance(erreur, DossierInvalide):
        nom, fautes = erreur.nom or None, erreur.erreurs
    else:
        nom, fautes = None, (Erreur(sans_insecable(_phrase(erreur) or str(erreur))),)
    champs = ("ligne", "champ", "message", "recu", "attendu", "que_faire", "proche")
    return [{"fichier": nom} | {champ: getattr(faute, champ) or None for champ in champs} for faute in fautes]
