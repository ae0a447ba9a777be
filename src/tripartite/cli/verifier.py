"""`tripartite verifier` : juger un ou plusieurs dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.completion import noms_des_regles
from tripartite.cli.stage import lire
from tripartite.cli.valeurs import JOUR

if TYPE_CHECKING:
    from tripartite.dossiers import DossierInvalide
    from tripartite.droit.faits import Dossier
    from tripartite.droit.langage import Constat
    from tripartite.rendus.fiches import Tableau

SUFFIXES = {".yaml", ".yml", ".json"}
ILLISIBLE = 2


@click.command(name="verifier", short_help="Vérifier une convention, ou tout un répertoire.")
@click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
@click.option("--au", type=JOUR, metavar="JOUR", help="Le jour où l'on regarde ; sinon, aujourd'hui.")
@click.option(
    "--format",
    "forme",
    type=click.Choice(["texte", "json", "html"]),
    default="texte",
    metavar="texte|json|html",
    help="Ce que l'on veut lire ; texte, si rien n'est dit.",
)
@click.option(
    "--seulement",
    multiple=True,
    metavar="SUJET",
    shell_complete=noms_des_regles,
    help="Un sujet et sa famille, ou une règle ; peut se répéter.",
)
@click.option("--tout", is_flag=True, help="Tout montrer : chaque calcul, chaque valeur et sa source.")
@click.option("--bref", is_flag=True, help="Une ligne par dossier.")
def commande(
    fichiers: tuple[str, ...], au: date | None, forme: str, seulement: tuple[str, ...], tout: bool, bref: bool
) -> int:
    """Juge des dossiers par toutes les règles : ce qui bloque, ce qui manque, les doutes, le reste.

    FICHIER est un dossier en YAML ou en JSON, un PDF de Tripartite, un répertoire de dossiers, ou « - » pour
    l'entrée standard.

    \b
    tripartite verifier lea.yaml
    tripartite verifier conventions/ --bref
    tripartite verifier lea.yaml --au 01/09/2026 --seulement gratification --tout
    tripartite verifier lea.yaml --format json | jq '.dossiers[].constats[] | select(.bloque)'

    Sort avec 0 si rien n'est non conforme, 1 sinon, 2 si un dossier ne se lit pas.
    """
    from tripartite.cli import fautes
    from tripartite.cli.choix import choisir_des_regles
    from tripartite.dossiers import DossierInvalide
    from tripartite.droit.langage import Verdict
    from tripartite.droit.verification import verifier

    jour = au or date.today()
    choisis = tuple(choisi for nom in seulement for choisi in choisir_des_regles(nom))
    juges: list[tuple[str, Dossier, list[Constat]]] = []
    illisibles: list[DossierInvalide] = []
    for nom in _chemins(fichiers):
        try:
            dossier = lire(nom)
        except DossierInvalide as erreur:
            fautes.dire(erreur)
            illisibles.append(erreur)
            continue
        juges.append((nom, dossier, verifier(dossier, jour, choisis)))
    if forme == "json":
        _en_json(juges, jour, illisibles, bref=bref, seulement=bool(seulement))
    elif juges:
        ECRITURES[forme](juges, jour, tout=tout, bref=bref, seulement=bool(seulement))
    if illisibles:
        return ILLISIBLE
    return int(any(c.verdict is Verdict.NON_CONFORME for _, _, constats in juges for c in constats))


def _chemins(fichiers: tuple[str, ...]) -> Iterator[str]:
    for nom in fichiers:
        chemin = Path(nom)
        if nom == "-" or not isdir(nom):  # d'un nom trop long, `Path.is_dir` fait une panne
            yield nom
            continue
        trouves = sorted(p for p in chemin.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not trouves:
            raise click.ClickException(
                f"Le répertoire « {nom} » ne contient aucun dossier, en .yaml, .yml ou .json."
            )
        yield from map(str, trouves)


# --- Ce que l'on écrit -----------------------------------------------------------------------

Juges = list[tuple[str, Any, list[Any]]]


def _en_texte(juges: Juges, jour: date, *, tout: bool, bref: bool, seulement: bool) -> None:
    from tripartite.cli.ecran import ecrire, encre
    from tripartite.rendus import texte

    plume = encre()
    if not bref:
        for nom, dossier, constats in juges:
            mois = None if seulement else _mois(dossier, jour)
            ecrire(texte.rapport(dossier, constats, plume, fichier=nom, au=jour, tout=tout, mois=mois))
    if bref or len(juges) > 1:
        ecrire(texte.recapitulatif([(nom, constats) for nom, _, constats in juges], plume))


def _mois(dossier: Dossier, jour: date) -> Tableau | None:
    """Les montants de chaque mois, quand on les connaît."""
    from tripartite.droit.langage import connu
    from tripartite.droit.verification import situation_de
    from tripartite.rendus.echeances import tableau_des_mois

    situation = situation_de(dossier, jour)
    for nom in ("echeancier", "echeancier_des_mois_connus"):
        echeancier = situation[nom]
        if connu(echeancier) and echeancier.total:
            return tableau_des_mois(echeancier, complet=nom == "echeancier")
    return None


def _en_json(
    juges: Juges, jour: date, illisibles: Sequence[DossierInvalide], *, bref: bool, seulement: bool
) -> None:
    from tripartite import __version__
    from tripartite.cli import fautes
    from tripartite.cli.ecran import ecrire
    from tripartite.rendus import json

    dossiers = [
        json.rapport(nom, constats, jour, mois=None if bref or seulement else _mois(dossier, jour), bref=bref)
        for nom, dossier, constats in juges
    ]
    erreurs = [erreur for illisible in illisibles for erreur in fautes.en_donnees(illisible)]
    ecrire(json.texte({"tripartite": __version__, "dossiers": dossiers, "erreurs": erreurs}))


def _en_html(juges: Juges, jour: date, *, tout: bool, bref: bool, seulement: bool) -> None:
    from tripartite.cli.ecran import ecrire
    from tripartite.rendus import html

    fragments = [html.rapport(d, constats, au=jour, rang=n) for n, (_, d, constats) in enumerate(juges, 1)]
    ecrire(html.page("Vérification", *fragments))


ECRITURES: Mapping[str, Callable[..., None]] = {"texte": _en_texte, "html": _en_html}
