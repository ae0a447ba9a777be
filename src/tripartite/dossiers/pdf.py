"""Le dossier qu'un PDF de Tripartite porte en lui : le JSON attaché sous le nom « dossier.json »."""

from __future__ import annotations

import io
import zlib
from typing import Any

from tripartite.dossiers.erreurs import DossierInvalide, Erreur
from tripartite.droit.langage import Phrase, phrase

NOM = "dossier.json"
MARQUE = b"%PDF-"
TAILLE_D_UN_PDF = 50_000_000
"""En octets, celle d'un PDF, annexes numérisées comprises."""


def est_un_pdf(octets: bytes) -> bool:
    """Dit si ces octets sont ceux d'un PDF.

    >>> est_un_pdf(b"%PDF-1.7 ..."), est_un_pdf(b"convention:")
    (True, False)
    """
    return octets.startswith(MARQUE)


def lire_dossier_joint(octets: bytes, nom: str = "document.pdf", *, au_plus: int = 2_000_000) -> str:
    """Rend le JSON du dossier attaché à un PDF.

    Args:
        octets: le PDF.
        nom: celui du fichier, pour les messages.
        au_plus: la taille du JSON, en octets.

    Raises:
        DossierInvalide: ce n'est pas un PDF lisible, il ne porte pas de dossier, ou la lecture des PDF n'est
            pas installée.
    """
    if not est_un_pdf(octets):
        raise _refus(nom, "Ce n'est pas un PDF.", "Donnez un PDF composé par Tripartite.")
    try:
        import pikepdf
    except ImportError:
        raise _refus(
            nom, "La lecture des PDF n'est pas installée.", "Installez « tripartite[documents] »."
        ) from None
    try:
        with pikepdf.open(io.BytesIO(octets)) as pdf:
            if NOM not in pdf.attachments:
                raise _refus(
                    nom,
                    "Ce PDF ne porte pas de dossier : il n'a pas été composé par Tripartite.",
                    "Donnez le PDF d'origine, ou le dossier en YAML ou en JSON.",
                )
            joint = _decomprimer(pdf.attachments[NOM].obj["/EF"]["/F"], au_plus + 1)
    except DossierInvalide:
        raise
    except pikepdf.PasswordError:
        raise _refus(
            nom, "Ce PDF est protégé par un mot de passe.", "Retirez-le, puis recommencez."
        ) from None
    except (pikepdf.PdfError, zlib.error, KeyError, TypeError, AttributeError, ValueError):
        raise _refus(nom, "Ce PDF est abîmé : il ne se lit pas.", "Donnez le PDF d'origine.") from None
    if len(joint) > au_plus:
        raise _refus(
            nom,
            phrase("Le dossier attaché dépasse {n} Mo.", n=au_plus // 1_000_000),
            "Donnez le dossier d'origine.",
        )
    try:
        return joint.decode("utf-8")
    except UnicodeDecodeError:
        raise _refus(nom, "Le dossier attaché n'est pas un texte.", "Donnez le PDF d'origine.") from None


def _decomprimer(flux: Any, au_plus: int) -> bytes:
    """Les octets d'un flux, bornés : un dossier comprimé peut en cacher des milliards."""
    filtre = flux.get("/Filter")
    octets = bytes(flux.read_raw_bytes())
    if filtre is None:
        return octets[:au_plus]
    if str(filtre) != "/FlateDecode":
        raise ValueError("filtre inattendu")
    return zlib.decompressobj().decompress(octets, au_plus)


def _refus(nom: str, dit: str | Phrase, faire: str) -> DossierInvalide:
    return DossierInvalide([Erreur(dit, faire=faire)], nom)
