"""Ce que l'on dit d'un document à n'importe qui : nature, état, date, initiales, niveau ; rien d'autre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tripartite.documents.signatures.cles import nom_du
from tripartite.guichet.cachet import certificats_du_cachet
from tripartite.guichet.confinement import LectureImpossible, confier
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.modeles import NaturePiece, Piece, Reponse, Signataire

PUBLIEES = [NaturePiece.A_SIGNER.value, NaturePiece.SIGNEE.value, NaturePiece.SCAN.value]
"""Une pièce jointe n'est pas un document de Tripartite : on n'en dit rien."""


@dataclass(frozen=True)
class Attestation:
    """Ce que l'on dit d'un document connu. `vaut` : tous l'ont signé, et rien ne l'a remplacé."""

    nature: str
    etat: str
    vaut: bool
    le: datetime
    initiales: Sequence[str]
    niveau: str
    empreinte: str


@dataclass(frozen=True)
class Examen:
    """D'un fichier : le document qu'il est, octet pour octet ; sinon, ce que disent ses signatures."""

    attestation: Attestation | None = None
    altere: bool = False
    """Il porte notre cachet, et n'est plus le document que nous avons scellé."""
    verdicts: Sequence[tuple[str, str]] = ()


def attester_le_code(code: str) -> Attestation | None:
    """Le document dont c'est le code."""
    piece = _connues().filter(code=code).first()
    return _attester(piece) if piece else None


def examiner(octets: bytes) -> Examen:
    """Le document qu'est ce fichier. Il n'est pas gardé, et ses signatures se lisent à l'écart."""
    piece = _connues().filter(empreinte=sha256(octets).hexdigest()).first()
    if piece:
        return Examen(_attester(piece))
    certificats = certificats_du_cachet()
    racines = [c.public_bytes(Encoding.PEM).decode() for c in certificats]
    try:
        lues = confier("signatures", octets, racines=racines, langue=langue())["signatures"]
    except LectureImpossible:
        return Examen()
    noms = {nom_du(c) for c in certificats}
    return Examen(
        altere=any(s["signataire"] in noms for s in lues),
        verdicts=[(s["signataire"], s["verdict"]) for s in lues],
    )


def _connues() -> QuerySet[Piece]:
    return Piece.objects.filter(nature__in=PUBLIEES).select_related("convention")


def _attester(piece: Piece) -> Attestation:
    signataires = _signataires(piece)
    etat, vaut = _etat(piece, signataires)
    dates = [s.le for s in signataires if s.a_signe and s.le]
    return Attestation(
        nature=_("Convention de stage"),
        etat=etat,
        vaut=vaut,
        le=piece.annulee_le or max(dates, default=piece.le),
        initiales=[initiales(s.nom) for s in signataires if s.a_signe],
        niveau=_niveau(piece, signataires),
        empreinte=piece.empreinte,
    )


def _signataires(piece: Piece) -> list[Signataire]:
    """Ceux de cette version-là : annulés avec elle, s'ils l'ont été."""
    tous = piece.convention.signataires.filter(version=piece.version_id, annule_le=piece.annulee_le)
    return [s for s in tous if s.reponse != Reponse.DELEGUE]


def _etat(piece: Piece, signataires: Sequence[Signataire]) -> tuple[str, bool]:
    if piece.annulee_le:
        suivantes = _connues().filter(convention=piece.convention_id, annulee_le=None)
        if suivantes.exists():
            return _("Remplacée : une version plus récente existe."), False
        return _("Annulée : elle ne vaut plus."), False
    ont_signe = sum(s.a_signe for s in signataires)
    if ont_signe < len(signataires):
        dit = _("En cours de signature : %(n)s sur %(tous)s ont signé.")
        return dit % {"n": ont_signe, "tous": len(signataires)}, False
    return _("Signée par tous."), True


def _niveau(piece: Piece, signataires: Sequence[Signataire]) -> str:
    """Le niveau lu dans le document scellé ; jamais déclaré, jamais plus que ne disent ses certificats."""
    papiers = sum(s.reponse == Reponse.PAPIER for s in signataires)
    scellee = piece.convention.pieces.filter(
        version=piece.version_id, nature=NaturePiece.SIGNEE, annulee_le=piece.annulee_le
    ).first()
    dits = []
    if scellee and papiers < len(signataires):
        dits.append(_("signature électronique %(niveau)s") % {"niveau": scellee.niveau})
    if papiers:
        dit = ngettext(
            "%(n)s signature à la main, numérisée", "%(n)s signatures à la main, numérisées", papiers
        )
        dits.append(dit % {"n": papiers})
    return ", ".join(dits) or _("pas encore scellée")


def initiales(nom: str) -> str:
    """
    >>> initiales("Maëlle Le Goff"), initiales("Jean-Étienne  Œdipe")
    ('M. L. G.', 'J. Œ.')
    """
    return " ".join(f"{mot[0].upper()}." for mot in nom.split())
