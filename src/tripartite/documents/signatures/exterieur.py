"""Un PDF signé ailleurs, ou à la main puis numérisé : on note ce qu'il est, sans rien en dire de plus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from tripartite.documents.signatures.champs import champs_du_pdf
from tripartite.documents.signatures.ecriture import lecteur
from tripartite.documents.signatures.erreurs import PdfIllisible, SignatureImpossible

FORMAT = "tripartite/signature-exterieure/1"
NOM = "signature-exterieure.json"


class NatureExterieure(StrEnum):
    """Comment le document a été signé hors de Tripartite."""

    A_LA_MAIN = "signé à la main, puis numérisé"
    AILLEURS = "signé électroniquement par un autre service"


@dataclass(frozen=True, slots=True)
class SignataireExterieur:
    """Une personne qui a signé hors de Tripartite."""

    role: str
    nom: str
    le: date | None = None


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """Ce que l'on a noté d'un fichier signé ailleurs : qui l'a reçu et y a lu quoi, rien de plus."""

    fichier: str
    empreinte: str
    octets: int
    nature: NatureExterieure
    signataires: tuple[SignataireExterieur, ...]
    par: str
    le: datetime

    def json(self) -> str:
        """L'enregistrement en JSON ; le même donne les mêmes octets."""
        contenu = {"format": FORMAT, **asdict(self)}
        return json.dumps(contenu, ensure_ascii=False, indent=2, sort_keys=True, default=_en_texte) + "\n"


def enregistrer_exterieur(
    pdf: bytes,
    *,
    nature: NatureExterieure,
    signataires: Sequence[SignataireExterieur],
    par: str,
    le: datetime,
    fichier: str = "document.pdf",
) -> Enregistrement:
    """Note un PDF signé hors de Tripartite.

    Args:
        pdf: le fichier reçu.
        nature: comment il a été signé.
        signataires: ceux dont on y lit la signature.
        par: qui l'enregistre, et répond de ce qu'il note.
        le: l'instant de l'enregistrement, avec son fuseau.
        fichier: le nom du fichier.

    Raises:
        PdfIllisible: ce n'est pas un PDF.
        SignatureImpossible: aucun signataire, personne qui enregistre, ou une nature que le fichier dément.
    """
    if not signataires:
        raise SignatureImpossible("Dites qui a signé : un enregistrement sans signataire ne prouve rien.")
    if not par.strip():
        raise SignatureImpossible("Dites qui enregistre ce document.")
    if le.tzinfo is None:
        raise SignatureImpossible("L'heure de l'enregistrement ne dit pas son fuseau.")
    lecteur(pdf)
    if nature is NatureExterieure.AILLEURS and not any(c.signe for c in champs_du_pdf(pdf)):
        raise SignatureImpossible(
            "Ce PDF ne porte aucune signature électronique. S'il a été signé à la main, dites-le ainsi."
        )
    return Enregistrement(
        fichier, sha256(pdf).hexdigest(), len(pdf), nature, tuple(signataires), par.strip(), le
    )


def relire_l_enregistrement(texte: str) -> Enregistrement:
    """Relit un enregistrement.

    Raises:
        PdfIllisible: ce n'en est pas un.
    """
    try:
        contenu: dict[str, Any] = json.loads(texte)
        if contenu.pop("format") != FORMAT:
            raise ValueError("format")
        signataires = tuple(
            SignataireExterieur(s["role"], s["nom"], date.fromisoformat(s["le"]) if s["le"] else None)
            for s in contenu.pop("signataires")
        )
        nature = NatureExterieure(contenu.pop("nature"))
        le = datetime.fromisoformat(contenu.pop("le"))
        return Enregistrement(signataires=signataires, nature=nature, le=le, **contenu)
    except (ValueError, KeyError, TypeError, AttributeError) as erreur:
        raise PdfIllisible("Ce fichier n'est pas un enregistrement de signature extérieure.") from erreur


def est_celui_que_l_on_a_enregistre(pdf: bytes, enregistrement: Enregistrement) -> bool:
    """Dit si un fichier est bien celui que l'on a enregistré."""
    return sha256(pdf).hexdigest() == enregistrement.empreinte


def joindre_l_enregistrement(pdf: bytes, enregistrement: Enregistrement) -> bytes:
    """Attache l'enregistrement à un document de Tripartite que personne n'a encore signé.

    Raises:
        SignatureImpossible: le document est signé ; gardez l'enregistrement à côté.
    """
    if any(c.signe for c in champs_du_pdf(pdf)):
        raise SignatureImpossible(
            "Ce document est signé : y joindre l'enregistrement déferait les signatures. Gardez-le à côté."
        )
    with pikepdf.open(BytesIO(pdf)) as ouvert:
        piece = pikepdf.AttachedFileSpec(
            ouvert,
            enregistrement.json().encode(),
            filename=NOM,
            description="Le document signé hors de Tripartite, noté à sa réception",
            mime_type="application/json",
            creation_date=_date_de_pdf(enregistrement.le),
            mod_date=_date_de_pdf(enregistrement.le),
        )
        piece.relationship = pikepdf.Name.Supplement
        ouvert.attachments[NOM] = piece
        sortie = BytesIO()
        ouvert.save(sortie, deterministic_id=True, fix_metadata_version=False)
    return sortie.getvalue()


def _en_texte(valeur: object) -> str:
    if isinstance(valeur, date | datetime):
        return valeur.isoformat()
    raise TypeError(type(valeur).__name__)


def _date_de_pdf(le: datetime) -> str:
    return pikepdf.models.metadata.encode_pdf_date(le)
