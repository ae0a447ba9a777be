"""Ce que les commandes de signature partagent : la phrase d'une clé, les racines, les fichiers."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PHRASE = "TRIPARTITE_PHRASE"
RACINES = "TRIPARTITE_RACINES"


@contextmanager
def en_clair() -> Iterator[None]:
    """Dit en une phrase ce qui empêche de signer ou de lire.

    Raises:
        click.ClickException: la phrase.
    """
    try:
        from tripartite.documents.composition import DocumentImpossible
        from tripartite.documents.signatures.erreurs import PdfIllisible, SignatureImpossible
    except ModuleNotFoundError as erreur:
        raise click.ClickException(
            f"Les signatures demandent le module « {erreur.name} » : pip install 'tripartite[documents]'"
        ) from erreur
    try:
        yield
    except (SignatureImpossible, PdfIllisible, DocumentImpossible) as erreur:
        raise click.ClickException(str(erreur)) from erreur


def lire(chemin: Path) -> bytes:
    """Les octets d'un fichier.

    Raises:
        click.ClickException: il ne s'ouvre pas.
    """
    try:
        return chemin.read_bytes()
    except OSError as erreur:
        raise click.ClickException(f"« {chemin} » ne s'ouvre pas : {_raison(erreur)}.") from erreur


def ecrire_d_un_coup(chemin: Path, octets: bytes) -> None:
    """Écrit un fichier en entier, ou pas du tout.

    Raises:
        click.ClickException: il ne s'écrit pas.
    """
    provisoire = None
    try:
        with tempfile.NamedTemporaryFile(dir=chemin.parent, prefix=".", delete=False) as fichier:
            provisoire = Path(fichier.name)
            fichier.write(octets)
        provisoire.chmod(0o644)
        provisoire.replace(chemin)
    except OSError as erreur:
        if provisoire is not None:
            provisoire.unlink(missing_ok=True)
        raise click.ClickException(f"« {chemin} » ne s'écrit pas : {_raison(erreur)}.") from erreur


def _raison(erreur: OSError) -> str:
    from tripartite.documents.signatures.erreurs import raison

    return raison(erreur)


def demander_la_phrase(dans: Path | None, *, deux_fois: bool = False) -> str:
    """La phrase d'une clé : d'un fichier que vous seul lisez, de l'environnement, ou du clavier.

    Raises:
        click.ClickException: elle n'est nulle part, et personne n'est au clavier.
    """
    if dans is not None:
        from tripartite.documents.signatures.cles import lire_a_l_abri

        return lire_a_l_abri(dans).decode("utf-8", "replace").rstrip("\r\n")
    if os.environ.get(PHRASE):
        return os.environ[PHRASE]
    if not sys.stdin.isatty():
        raise click.ClickException(
            f"Il manque la phrase de la clé. Donnez-la dans {PHRASE}, ou par --phrase-dans et un fichier."
        )
    saisie: str = click.prompt(
        "Phrase de la clé", hide_input=True, confirmation_prompt="La même, encore" if deux_fois else False
    )
    return saisie


def lire_les_racines(fichiers: Sequence[Path]) -> tuple[Certificate, ...]:
    """Les certificats de fichiers PEM ou DER ; à défaut, ceux que l'environnement désigne."""
    from tripartite.documents.signatures.cles import lire_des_certificats

    chemins = list(fichiers) or [Path(p) for p in os.environ.get(RACINES, "").split(os.pathsep) if p]
    return tuple(c for chemin in chemins for c in lire_des_certificats(lire(chemin)))
