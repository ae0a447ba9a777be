"""Les fichiers, rangés hors de la base sous l'empreinte de leur contenu.

Aucun nom donné par quelqu'un n'entre dans un chemin : un même contenu n'est écrit qu'une fois, et ce qui se
lit est comparé à ce qui fut rangé.
"""

from __future__ import annotations

import os
import re
import secrets
import time
import unicodedata
import zipfile
from collections.abc import Container
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tripartite.guichet.confinement import LectureImpossible, confier
from tripartite.guichet.dessins.ecriture import langue
from tripartite.rendus.grandeurs import dire

TAILLE = 10 * 1024 * 1024
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
EXTENSIONS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
LONGUEUR = 150
"""Ce que le nom d'un fichier a de signes, au plus, sans son extension."""
EMPREINTE = re.compile(r"[0-9a-f]{64}")
FIN_DE_PNG = b"\x00\x00\x00\x00IEND\xaeB`\x82"


class FichierRefuse(Exception):
    """Le fichier reçu ne convient pas : le message dit ce que c'est, ce qui était attendu, quoi faire."""


class PieceAbimee(Exception):
    """Le fichier rangé manque, ou n'est plus celui que l'on avait rangé."""


def ranger(octets: bytes) -> str:
    """Range un contenu, et rend son empreinte. Rien n'est à moitié écrit ; lui seul peut le relire (0600)."""
    empreinte = sha256(octets).hexdigest()
    chemin = _chemin(empreinte)
    try:
        os.utime(chemin)  # déjà là, et de nouveau jeune : le ménage n'y touche pas
    except FileNotFoundError:
        pass
    else:
        return empreinte
    chemin.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    provisoire = chemin.with_name(f".{secrets.token_hex(8)}")
    descripteur = os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            fichier.write(octets)
            fichier.flush()
            os.fsync(fichier.fileno())
        provisoire.replace(chemin)
    except BaseException:
        provisoire.unlink(missing_ok=True)
        raise
    _assurer(chemin.parent)
    return empreinte


def retirer_les_orphelins(nommees: Container[str], age: timedelta) -> int:
    """Retire les fichiers que rien ne nomme et que l'on n'a ni écrits ni redemandés depuis cet âge.

    Un geste défait laisse son fichier : la base revient en arrière, le disque non. On écarte d'abord le
    fichier, puis on relit son âge : si l'on vient de le redemander, il retourne à sa place.

    Args:
        nommees: les empreintes que la base nomme, relues à l'instant.
        age: assez pour qu'un geste en cours ait fini.
    """
    retires = 0
    for fichier in (Path(settings.DONNEES) / "pieces").glob("??/*"):
        ecarte = fichier.with_name(f".{secrets.token_hex(8)}")
        if fichier.parent.name + fichier.name in nommees or _est_jeune(fichier, age):
            continue
        fichier.rename(ecarte)
        if _est_jeune(ecarte, age):
            ecarte.replace(fichier)
        else:
            ecarte.unlink()
            retires += 1
    return retires


def _est_jeune(fichier: Path, age: timedelta) -> bool:
    """Vrai aussi de ce qui vient de changer de nom : quelqu'un l'écrit."""
    try:
        return time.time() - fichier.stat().st_mtime < age.total_seconds()
    except FileNotFoundError:
        return True


def lire(empreinte: str) -> bytes:
    """Relit un contenu, et vérifie que c'est bien lui.

    Raises:
        PieceAbimee: il manque, ou il a changé.
    """
    try:
        octets = _chemin(empreinte).read_bytes()
    except OSError as erreur:
        raise PieceAbimee(f"La pièce {empreinte[:16]}… manque dans les données.") from erreur
    if sha256(octets).hexdigest() != empreinte:
        raise PieceAbimee(f"La pièce {empreinte[:16]}… n'est plus celle qui fut rangée.")
    return octets


def _chemin(empreinte: str) -> Path:
    if not EMPREINTE.fullmatch(empreinte):
        raise PieceAbimee("Ce n'est pas une empreinte.")
    return Path(settings.DONNEES) / "pieces" / empreinte[:2] / empreinte[2:]


def _assurer(repertoire: Path) -> None:
    """Le nom du fichier survit, lui aussi, à une coupure."""
    descripteur = os.open(repertoire, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def reconnaitre(octets: bytes, *, seulement: tuple[str, ...] = (PDF, PNG, JPEG)) -> str:
    """Dit de quel type est un fichier reçu, d'après son contenu ; son nom n'y est pour rien.

    Args:
        octets: le fichier.
        seulement: les types que l'on attend.

    Raises:
        FichierRefuse: il est vide, trop gros, d'un autre type, de deux types à la fois, ou abîmé.
    """
    attendus = _(" ou ").join(EXTENSIONS[type_].upper() for type_ in seulement)
    if not octets:
        raise FichierRefuse(_("Ce fichier est vide. Choisissez un %(quoi)s.") % {"quoi": attendus})
    if len(octets) > TAILLE:
        raise FichierRefuse(_("Ce fichier dépasse 10 Mo. Réduisez-le, ou envoyez-le en plusieurs."))
    type_ = _type_annonce(octets)
    if type_ not in seulement:
        raise FichierRefuse(
            _("Ce fichier n'est pas un %(quoi)s : son contenu est d'un autre type.") % {"quoi": attendus}
        )
    if not _finit_bien(octets, type_) or zipfile.is_zipfile(BytesIO(octets)):
        raise FichierRefuse(
            _("Ce fichier est coupé, ou en cache un autre. Enregistrez-le de nouveau, puis renvoyez-le.")
        )
    try:
        if type_ == PDF:
            confier("pdf", octets)
        else:
            confier("image", octets, formats=["PNG"] if type_ == PNG else ["JPEG", "MPO"])
    except LectureImpossible as refus:
        raison = dire(str(refus), langue())
        raise FichierRefuse(_("Ce fichier ne se lit pas : %(raison)s.") % {"raison": raison}) from refus
    return type_


def _type_annonce(octets: bytes) -> str:
    if octets.startswith(b"%PDF-"):
        return PDF
    if octets.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return JPEG if octets.startswith(b"\xff\xd8\xff") else ""


def _finit_bien(octets: bytes, type_: str) -> bool:
    if type_ == PDF:
        return octets[-16:].rstrip(b"\r\n \x00\t").endswith(b"%%EOF")
    return octets.endswith(FIN_DE_PNG if type_ == PNG else b"\xff\xd9")


def nommer(nom: str, type_: str) -> str:
    """Le nom sous lequel un fichier se montre : celui qu'on lui a donné, rendu inoffensif.

    Ni chemin, ni signe invisible (un nom se lirait à l'envers), ni nom sans fin ; l'extension est celle du
    contenu.

    >>> nommer("../../etc/passwd", PDF), nommer("C:\\\\Temp\\\\Assurance.PDF", PDF), nommer("", PNG)
    ('passwd.pdf', 'Assurance.pdf', 'piece.png')
    """
    base = nom.replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C")
    tronc, _point, extension = visible.strip(" .").rpartition(".")
    if extension.lower() not in ("pdf", "png", "jpg", "jpeg"):
        tronc = visible.strip(" .")
    return f"{tronc[:LONGUEUR].strip(' .') or 'piece'}.{EXTENSIONS[type_]}"
