"""Les champs à signer : posés par le gabarit, étiquetés pour un lecteur d'écran, avant toute signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, String
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import enumerate_sig_fields

from tripartite.documents.composition import Document, Place
from tripartite.documents.signatures.ecriture import lecteur
from tripartite.documents.signatures.erreurs import PdfIllisible, SignatureImpossible

IMPRIME_ET_VERROUILLE = 4 | 128
EN_SEQUENCE = "/TripartiteEnSequence"
ACCORD = "/TripartiteAccord"
"""La marque d'un champ dont la personne n'a pas de certificat : son accord est dans la page de preuve."""


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ de signature d'un PDF : son nom, ce qu'un lecteur d'écran en dit, et ce qui l'occupe."""

    nom: str
    titre: str
    signe: bool
    approuve: bool
    largeur: float
    hauteur: float

    @property
    def vide(self) -> bool:
        """Vrai, personne n'y a signé, et aucun accord n'en dispense."""
        return not self.signe and not self.approuve

    @property
    def visible(self) -> bool:
        return bool(self.largeur and self.hauteur)


def rendre_signable(document: Document, *, en_sequence: bool = False) -> Document:
    """Rend le document avec un champ vide dans chacune de ses boîtes de signature.

    Raises:
        SignatureImpossible: il n'a pas de boîte de signature.
    """
    places = document.places()
    if not places:
        raise SignatureImpossible(f"« {document.titre} » n'a pas de boîte où signer.")
    return replace(document, pdf=poser_les_champs(document.pdf, places, en_sequence=en_sequence))


def poser_les_champs(pdf: bytes, places: Sequence[Place], *, en_sequence: bool = False) -> bytes:
    """Pose un champ de signature vide à chaque place ; les mêmes places donnent les mêmes octets.

    Le champ entre aussi dans la structure du document (un élément Form) : le fichier signé reste PDF/UA.

    Args:
        pdf: le document, que personne n'a signé.
        places: l'endroit de chaque signature ; un rectangle nul fait un champ invisible.
        en_sequence: vrai, on signe dans l'ordre des places ; sinon, dans l'ordre que l'on veut.

    Raises:
        PdfIllisible: ce n'est pas un PDF.
        SignatureImpossible: le document est déjà signé, ou deux places portent le même nom.
    """
    existants = champs_du_pdf(pdf)
    if any(c.signe for c in existants):
        raise SignatureImpossible("Ce document est déjà signé : ajouter un champ déferait les signatures.")
    noms = [c.nom for c in existants] + [p.cle for p in places]
    doubles = sorted({n for n in noms if noms.count(n) > 1})
    if doubles:
        raise SignatureImpossible(f"Deux champs de signature s'appellent « {doubles[0]} ».")
    with pikepdf.open(BytesIO(pdf)) as ouvert:
        formulaire = _formulaire(ouvert)
        if en_sequence:
            formulaire[EN_SEQUENCE] = True
        for place in places:
            formulaire.Fields.append(_poser(ouvert, place))
        sortie = BytesIO()
        ouvert.save(sortie, deterministic_id=True, fix_metadata_version=False)
    return sortie.getvalue()


def _formulaire(pdf: pikepdf.Pdf) -> pikepdf.Object:
    if Name.AcroForm not in pdf.Root:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=1))
    return pdf.Root.AcroForm


def _poser(pdf: pikepdf.Pdf, place: Place) -> pikepdf.Object:
    if not 1 <= place.page <= len(pdf.pages):
        raise SignatureImpossible(f"La page {place.page} du champ « {place.cle} » n'existe pas.")
    page = pdf.pages[place.page - 1].obj
    gauche, bas, droite, haut = place.rectangle
    cadre = [0, 0, round(droite - gauche, 2), round(haut - bas, 2)]
    vide = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=cadre)
    champ = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(place.cle),
            TU=String(titre_du_champ(place)),
            F=IMPRIME_ET_VERROUILLE,
            P=page,
            Rect=Array([round(c, 2) for c in place.rectangle]),
            AP=Dictionary(N=vide),
        )
    )
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(champ)
    page.Tabs = Name.S
    _etiqueter(pdf, page, champ)
    return champ


def titre_du_champ(place: Place) -> str:
    """Ce qu'un lecteur d'écran dit du champ.

    >>> titre_du_champ(Place("tuteur", "Le tuteur", "Bao Đặng", "organisme", 1, (0, 0, 0, 0)))
    'Signature · Le tuteur · Bao Đặng'
    """
    return " · ".join(m for m in ("Signature", place.role or place.cle, place.nom) if m)


def _etiqueter(pdf: pikepdf.Pdf, page: pikepdf.Object, champ: pikepdf.Object) -> None:
    """Range le champ dans la structure du document, à la fin de l'ordre de lecture."""
    racine = pdf.Root.get(Name.StructTreeRoot)
    if racine is None:
        return
    enfants = racine.K if isinstance(racine.K, Array) else Array([racine.K])
    document = enfants[0]
    rang = int(racine.get(Name.ParentTreeNextKey, 0))
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=document,
            Pg=page,
            Alt=champ.TU,
            K=Dictionary(Type=Name.OBJR, Obj=champ, Pg=page),
        )
    )
    if not isinstance(document.K, Array):
        document.K = Array([document.K])
    document.K.append(element)
    champ.StructParent = rang
    NumberTree(racine.ParentTree)[rang] = element
    racine.ParentTreeNextKey = rang + 1


def champs_du_pdf(pdf: bytes) -> tuple[Champ, ...]:
    """Les champs de signature d'un PDF, dans leur ordre.

    Raises:
        PdfIllisible: ce n'est pas un PDF que l'on sache lire.
    """
    ouvert = lecteur(pdf)
    try:
        return tuple(_champ(nom, valeur, ref) for nom, valeur, ref in enumerate_sig_fields(ouvert))
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as erreur:
        raise PdfIllisible("Ce PDF est abîmé : ses champs de signature ne se lisent pas.") from erreur


def _champ(nom: str, valeur: object, ref: object) -> Champ:
    champ = ref.get_object()  # type: ignore[attr-defined]
    try:
        gauche, bas, droite, haut = (float(c) for c in champ["/Rect"])
    except KeyError:
        gauche = bas = droite = haut = 0.0
    titre = str(champ["/TU"]) if "/TU" in champ else nom
    return Champ(
        nom,
        titre,
        valeur is not None,
        ACCORD in champ,
        round(abs(droite - gauche), 2),
        round(abs(haut - bas), 2),
    )


def est_en_sequence(pdf: bytes) -> bool:
    """Dit si l'on doit signer dans l'ordre des champs."""
    racine = lecteur(pdf).root
    return "/AcroForm" in racine and EN_SEQUENCE in racine["/AcroForm"]
