"""Un fichier à ses octets, ses octets à un texte : ce qui n'est pas un dossier se reconnaît et se dit."""

from __future__ import annotations

import os
import stat
import time
from itertools import islice
from pathlib import Path

from tripartite.dossiers.erreurs import DossierInvalide, Erreur, extrait, le_plus_proche, vouliez_vous_dire
from tripartite.dossiers.pdf import TAILLE_D_UN_PDF, est_un_pdf
from tripartite.droit.langage import Phrase, phrase

TAILLE = 2_000_000
"""En octets. Un an de présences jour par jour en fait vingt mille."""

ESSAIS, ATTENTE = 10, 0.025
"""Ce qu'on laisse, en secondes, à qui doit écrire dans un tube."""

UN_FICHIER = "Donnez le chemin d'un fichier YAML ou JSON."
ILLISIBLE = "Le fichier « {cite:texte} » ne peut pas être lu."
CODAGES = (((b"\xff\xfe\0\0", b"\0\0\xfe\xff"), "UTF-32"), ((b"\xff\xfe", b"\xfe\xff"), "UTF-16"))
BUREAUTIQUE = "un document Word, LibreOffice ou une archive"
AUTRES = (
    (b"PK\x03\x04", BUREAUTIQUE),
    (b"\xd0\xcf\x11\xe0", BUREAUTIQUE),
    (b"{\\rtf", "un document RTF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"\x1f\x8b", "une archive"),
)
"""Les fichiers que l'on donne par mégarde, et leurs premiers octets."""


def octets_du_fichier(chemin: Path, nom: str) -> bytes:
    """Lit un fichier, ou un tube où quelqu'un écrit ; au plus un octet de trop.

    Raises:
        DossierInvalide: le fichier n'existe pas, n'en est pas un, ou ne se laisse pas lire.
    """
    cite = extrait(nom, 200)
    try:
        mode = chemin.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refuser(nom, phrase("« {cite:texte} » est un répertoire.", cite=cite), UN_FICHIER)
        if stat.S_ISFIFO(mode):
            return _octets_du_tube(chemin, nom)
        if not stat.S_ISREG(mode):
            raise refuser(nom, phrase("« {cite:texte} » n'est pas un fichier.", cite=cite), UN_FICHIER)
        with chemin.open("rb") as fichier:
            octets = fichier.read(TAILLE + 1)
            return octets + fichier.read(TAILLE_D_UN_PDF - TAILLE) if est_un_pdf(octets) else octets
    except FileNotFoundError:
        que_faire = _voisins(chemin) or "Vérifiez le chemin."
        raise refuser(
            nom, phrase("Le fichier « {cite:texte} » n'existe pas.", cite=cite), que_faire
        ) from None
    except PermissionError:
        raise refuser(nom, phrase(ILLISIBLE, cite=cite), "Vérifiez vos droits.") from None
    except DossierInvalide:
        raise
    except (OSError, ValueError):
        raise refuser(nom, phrase(ILLISIBLE, cite=cite), "Vérifiez le chemin.") from None


def _octets_du_tube(chemin: Path, nom: str) -> bytes:
    """Un tube sans personne au bout bloquerait pour toujours : on l'ouvre sans attendre, puis on patiente."""
    descripteur = os.open(chemin, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descripteur, "rb") as tube:
        for _ in range(ESSAIS):
            try:
                debut = os.read(descripteur, TAILLE)
            except BlockingIOError:  # quelqu'un l'a ouvert, et n'a encore rien écrit
                debut = None
            if debut != b"":
                break
            time.sleep(ATTENTE)
        else:
            message = phrase("« {cite:texte} » est un tube où personne n'écrit.", cite=extrait(nom, 200))
            raise refuser(nom, message, "Donnez un fichier, ou « - » pour l'entrée standard.")
        os.set_blocking(descripteur, True)
        return (debut or b"") + tube.read(TAILLE_D_UN_PDF)


def _voisins(chemin: Path) -> str | Phrase:
    try:
        noms = {p.stem: p.name for p in islice(chemin.parent.iterdir(), 1000)}
    except OSError:
        return ""
    proche = le_plus_proche(chemin.stem, noms)
    return vouliez_vous_dire(extrait(noms[proche]) if proche else "")


def borner(octets: bytes, nom: str) -> None:
    """Refuse plus d'octets qu'un dossier, ou qu'un PDF, n'en a."""
    limite = TAILLE_D_UN_PDF if est_un_pdf(octets) else TAILLE
    if len(octets) > limite:
        raise refuser(
            nom, phrase("Le fichier dépasse {n} Mo.", n=limite // 1_000_000), "Donnez un seul dossier."
        )


def decoder(octets: bytes, nom: str) -> str:
    """Rend le texte de ces octets, en UTF-8.

    Raises:
        DossierInvalide: ce n'est pas un texte, ou pas en UTF-8.
    """
    autre = next((quoi for marque, quoi in AUTRES if octets.startswith(marque)), "")
    if autre:
        que_faire = "Donnez un dossier en YAML ou en JSON ; « tripartite exemple » en donne un à compléter."
        raise refuser(nom, phrase("Le fichier est {autre}, pas un dossier.", autre=phrase(autre)), que_faire)
    for marques, codage in CODAGES:
        if octets.startswith(marques):
            raise refuser(
                nom, phrase("Le fichier est en {codage:texte}.", codage=codage), "Enregistrez-le en UTF-8."
            )
    if b"\0" in octets:
        raise refuser(nom, "Le fichier n'est pas un texte.", "Donnez un fichier YAML ou JSON, en UTF-8.")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets.count(b"\n", 0, erreur.start) + 1
        message = "Le fichier n'est pas en UTF-8."
        raise refuser(nom, message, "Enregistrez-le en UTF-8 dans votre éditeur.", ligne) from None


def refuser(nom: str, dit: str | Phrase, faire: str | Phrase, ligne: int | None = None) -> DossierInvalide:
    """L'erreur d'un fichier entier."""
    return DossierInvalide([Erreur(dit, ligne, faire=faire)], nom)
