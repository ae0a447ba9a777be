"""`tripartite document` : d'un dossier, ou de tout un répertoire, aux documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from tripartite.cli.fabrique import (
    ILLISIBLE,
    avancement,
    choisir_le_fichier,
    composer_chacun,
    dire_le_nombre,
    dire_les_blancs,
    en_clair,
    lire_les_textes,
    lire_tout,
)
from tripartite.cli.stage import options
from tripartite.cli.valeurs import AU_MOINS_UN, JOUR, MOIS

FICHIERS = click.argument("fichiers", nargs=-1, required=True, metavar="FICHIER…")
SORTIE = click.option(
    "-o",
    "--sortie",
    metavar="CHEMIN",
    help="Le fichier, ou le répertoire s'il y a plusieurs documents ; « - », la sortie ordinaire.",
)
LE = click.option("--le", type=JOUR, metavar="JOUR", help="Le jour du document ; sinon, aujourd'hui.")
LANGUE = click.option(
    "--langue", type=click.Choice(["fr", "en"]), default="fr", metavar="fr|en", help="La langue ; fr, sinon."
)
THEME = click.option(
    "--theme", default="", metavar="RÉPERTOIRE", help="Le thème : en-tête, logo, couleur, clauses."
)
A_SIGNER = click.option(
    "--a-signer", is_flag=True, help="Y poser les champs à signer, pour « tripartite signer »."
)
EN_SEQUENCE = click.option("--en-sequence", is_flag=True, help="De même, à signer dans l'ordre de lecture.")
COMMUNES = (SORTIE, LE, LANGUE, THEME)


@click.group(
    name="document",
    short_help="Composer un document : convention, avenant, attestation…",
    no_args_is_help=True,
    subcommand_metavar="DOCUMENT FICHIER…",
)
def commande() -> None:
    """Compose un document en PDF, d'un dossier ou d'un répertoire de dossiers.

    FICHIER est un dossier en YAML ou en JSON, un PDF de Tripartite, ou un répertoire qui en contient. Les
    faits qui manquent s'impriment en blancs, que la commande énumère.

    \b
    tripartite document convention lea.yaml -o lea.pdf
    tripartite document convention conventions/ -o pdf/ --theme mon-ecole/
    tripartite document bordereau lea.yaml --mois 2026-03
    tripartite document controle conventions/ -o controle.zip

    Sort avec 2 si un dossier ne se lit pas, ou si un document ne peut pas être composé.
    """


def _un_par_dossier(nom: str, resume: str, aide: str, *propres: Callable[[Any], Any]) -> None:
    """Une sous-commande qui compose un document par dossier."""

    def composer(fichiers: tuple[str, ...], **choix: Any) -> int:
        return composer_chacun(nom, fichiers, **choix)

    composer.__doc__ = aide
    commande.command(name=nom, short_help=resume)(options(FICHIERS, *propres, *COMMUNES)(composer))


@commande.command(name="convention", short_help="La convention de stage, ou de PFMP.")
@options(FICHIERS, SORTIE, LE)
@click.option(
    "--langue",
    type=click.Choice(["fr", "en", "fr+en"]),
    metavar="fr|en|fr+en",
    help="La langue ; sinon, celle du dossier. fr+en met les deux côte à côte, le français faisant foi.",
)
@THEME
@click.option(
    "--avec",
    multiple=True,
    metavar="FICHIER",
    help="Le dossier d'un autre organisme qui accueille le même stage ; peut se répéter.",
)
@A_SIGNER
@EN_SEQUENCE
def convention(fichiers: tuple[str, ...], avec: tuple[str, ...], **choix: Any) -> int:
    """Compose la convention, telle qu'elle est ou sera conclue, sans ses avenants."""
    if avec:
        if len(fichiers) > 1:
            raise click.UsageError(
                "Un stage chez plusieurs organismes se compose seul : donnez un seul FICHIER."
            )
        with en_clair():
            choix["autres"], illisibles = lire_tout(avec)
        if illisibles:
            return ILLISIBLE
    return composer_chacun("convention", fichiers, **choix)


_un_par_dossier(
    "avenant",
    "Un avenant : avant, après, et ce que cela fait.",
    "Compose un avenant du dossier ; le dernier, si rien n'est dit.",
    click.option("--rang", type=AU_MOINS_UN, metavar="NOMBRE", help="Le premier, le deuxième… par sa date."),
    A_SIGNER,
    EN_SEQUENCE,
)
_un_par_dossier(
    "attestation",
    "L'attestation de fin de stage.",
    "Compose l'attestation : la durée effective et la gratification versée, d'après le décompte.",
    A_SIGNER,
)
_un_par_dossier(
    "bordereau",
    "Le bordereau de gratification, d'un mois ou du stage.",
    "Compose le bordereau de gratification et son calcul ; de tout le stage, si aucun mois n'est dit.",
    click.option("--mois", type=MOIS, metavar="MOIS", help="Un seul mois : 2026-03."),
)
_un_par_dossier(
    "rapport",
    "Le rapport de vérification.",
    "Compose le rapport de vérification : chaque constat, ses articles, son calcul, ses doutes.",
)
_un_par_dossier(
    "lettre",
    "Une lettre : gratification, retraite ou accident.",
    "Compose une lettre : réclamer la gratification restant due, demander des trimestres de retraite, "
    "prévenir l'établissement d'un accident.",
    click.option(
        "--modele",
        type=click.Choice(["gratification", "retraite", "accident"]),
        required=True,
        metavar="gratification|retraite|accident",
        help="Quelle lettre.",
    ),
)


@commande.command(name="registre", short_help="Le registre des stagiaires et la liste des conventions.")
@options(FICHIERS, *COMMUNES)
def registre(fichiers: tuple[str, ...], sortie: str | None, le: date | None, langue: str, theme: str) -> int:
    """Compose, de tous les dossiers, un registre par établissement d'accueil et la liste des conventions."""
    with en_clair():
        from tripartite.documents.lots import ecrire_en_entier
        from tripartite.documents.registre import registre as composer
        from tripartite.documents.themes import lire_theme

        dossiers, illisibles = lire_tout(fichiers)
        vers = choisir_le_fichier(sortie, "registre.pdf")
        lu = lire_theme(theme) if theme else None
        document = composer(dossiers, le=le or date.today(), langue=langue, theme=lu)
        ecrire_en_entier(vers, document.pdf)
        click.echo(str(vers))
        dire_les_blancs(vers.name, document.blancs)
    return ILLISIBLE if illisibles else 0


@commande.command(name="controle", short_help="Le dossier de contrôle, en un zip.")
@options(FICHIERS, *COMMUNES)
def controle(fichiers: tuple[str, ...], sortie: str | None, le: date | None, langue: str, theme: str) -> int:
    """Réunit pour un contrôle les documents de tous les dossiers, les vérifications du jour et l'amende.

    Le zip porte un index et un manifeste : sha256sum -c SHA256SUMS.
    """
    with en_clair():
        from tripartite.documents.controle import controle as reunir
        from tripartite.documents.lots import ouvrir_en_entier
        from tripartite.documents.themes import lire_theme

        dossiers, illisibles = lire_tout(fichiers)
        vers = choisir_le_fichier(sortie, "controle.zip")
        lu = lire_theme(theme) if theme else None
        with ouvrir_en_entier(vers) as zip_, avancement(len(dossiers)) as avancer:
            blancs = reunir(dossiers, zip_, le=le or date.today(), langue=langue, theme=lu, avancer=avancer)
        click.echo(str(vers))
        dire_les_blancs(vers.name, blancs)
    return ILLISIBLE if illisibles else 0


@commande.command(name="texte", short_help="Contrôler le texte d'une école, ou les clauses d'un thème.")
@FICHIERS
@click.option("--au", type=JOUR, metavar="JOUR", help="Le jour où le texte servira ; sinon, aujourd'hui.")
@click.option("--clauses", is_flag=True, help="Quelques clauses : ne pas y chercher les quinze mentions.")
def texte(fichiers: tuple[str, ...], au: date | None, clauses: bool) -> int:
    """Relève les citations mortes, les notions périmées et les mentions introuvables d'un texte.

    FICHIER est un texte, en .txt, en .md ou en .yaml, ou le répertoire d'un thème.

    \b
    tripartite document texte notre-convention.txt
    tripartite document texte mon-ecole/ --clauses

    Sort avec 0 s'il n'y a rien à relire, 1 sinon, 2 si un texte ne se lit pas.
    """
    from tripartite.documents.controle_des_textes import controler

    remarques = illisibles = 0
    for nom, contenu in lire_les_textes(fichiers):
        if contenu is None:
            illisibles += 1
            continue
        trouvees = controler(contenu, au or date.today(), entier=not clauses)
        remarques += len(trouvees)
        click.echo(f"{nom} : {dire_le_nombre(len(trouvees))}")
        for r in trouvees:
            lieu = f"ligne {r.ligne}, " if r.ligne else ""
            click.echo(f"  {lieu}{r.nature} : {r.trouve}. {r.que_faire}")
    return ILLISIBLE if illisibles else int(remarques > 0)
