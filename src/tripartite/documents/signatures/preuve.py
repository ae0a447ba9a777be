"""Ceux qui n'ont pas de certificat approuvent ; l'instance en témoigne par une page de preuve, et la scelle.

La preuve ne dit que le niveau « simple » : un code reçu par courriel n'identifie pas comme un certificat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import BooleanObject, NumberObject, pdf_name
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.timestamps import TimeStamper

from tripartite.documents.composition import composer, situer
from tripartite.documents.signatures.adjonction import adjoindre
from tripartite.documents.signatures.champs import ACCORD, champs_du_pdf, poser_les_champs
from tripartite.documents.signatures.cles import Cle
from tripartite.documents.signatures.ecriture import suite_de
from tripartite.documents.signatures.erreurs import SignatureImpossible
from tripartite.documents.signatures.niveaux import Niveau, dire_le_niveau
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.tampon import dire_l_instant, tampon
from tripartite.rendus.grandeurs import nombre
from tripartite.rendus.typographie import typographier

CACHET = "cachet"
LECTURE_SEULE = 1
CE_QUE_VAUT_UN_ACCORD = (
    "Elle n'est pas présumée fiable (code civil, article 1367) : sa force tient à l'identification dite plus "
    "haut et à l'intégrité du fichier, que le cachet protège."
)


@dataclass(frozen=True, slots=True)
class Accord:
    """L'accord d'une personne sans certificat sur une version du document.

    `champ` nomme la boîte de la personne : elle renvoie à la page de preuve, et plus personne n'y signe.
    """

    role: str
    nom: str
    identifie_par: str
    le: datetime
    empreinte: str
    champ: str = ""
    partie: str = ""
    adresse_ip: str = ""


def empreinte(pdf: bytes) -> str:
    """L'empreinte SHA-256 d'une version, en hexadécimal."""
    return sha256(pdf).hexdigest()


def sceller(
    pdf: bytes,
    cle: Cle,
    accords: Sequence[Accord],
    *,
    titre: str = "Document",
    niveau: Niveau = Niveau.SIMPLE,
    horodatage: TimeStamper | None = None,
) -> bytes:
    """Ajoute la page de preuve au document, puis le cachet de l'instance, qui certifie l'ensemble.

    Les champs encore vides se signent après. Si quelqu'un a déjà signé, c'est `preuve_a_part` qu'il faut.

    Args:
        pdf: la version que chacun a approuvée ; elle reste le début du fichier.
        cle: la clé de l'instance.
        accords: ceux qui ont approuvé, chacun cette version-là.
        titre: celui du document.
        niveau: celui du certificat de l'instance.
        horodatage: l'autorité à qui demander l'heure.

    Raises:
        SignatureImpossible: personne n'a approuvé, l'un approuve autre chose, ou le document est déjà signé.
    """
    page = _page(pdf, cle, accords, titre, a_part=False)
    complet = _remplir_les_boites(adjoindre(pdf, page), accords)
    return signer(complet, cle, CACHET, niveau=niveau, horodatage=horodatage)


def preuve_a_part(
    pdf: bytes,
    cle: Cle,
    accords: Sequence[Accord],
    *,
    titre: str = "Document",
    niveau: Niveau = Niveau.SIMPLE,
    horodatage: TimeStamper | None = None,
) -> bytes:
    """La preuve dans un document scellé à part, qui nomme la version par son empreinte.

    Elle laisse intactes les signatures que le document porte déjà.

    Raises:
        SignatureImpossible: personne n'a approuvé, ou l'un a approuvé autre chose.
    """
    page = _page(pdf, cle, accords, titre, a_part=True)
    return signer(page, cle, CACHET, niveau=niveau, horodatage=horodatage)


def _page(pdf: bytes, cle: Cle, accords: Sequence[Accord], titre: str, *, a_part: bool) -> bytes:
    _exiger_le_meme_document(pdf, accords)
    if not a_part and any(c.signe for c in champs_du_pdf(pdf)):
        raise SignatureImpossible(
            "Ce document porte déjà une signature, qu'une page de plus déferait. "
            "Faites la preuve à part : elle nommera cette version par son empreinte."
        )
    le = datetime.now(UTC)
    donnees = _donnees(pdf, cle, accords, titre, le, a_part=a_part)
    page = composer("preuve", donnees, le=le.date())
    return poser_les_champs(page, situer("preuve", donnees, le=le.date()))


def _remplir_les_boites(pdf: bytes, accords: Sequence[Accord]) -> bytes:
    """Met dans la boîte de chacun ce que vaut son accord, et où il est prouvé."""
    boites = {c.nom: c for c in champs_du_pdf(pdf)}
    suite = suite_de(pdf)
    for accord in accords:
        if not accord.champ:
            continue
        if accord.champ not in boites:
            raise SignatureImpossible(f"Ce PDF n'a pas de champ « {accord.champ} » pour {accord.nom}.")
        boite = boites[accord.champ]
        _, _, reference = next(enumerate_sig_fields(suite, with_name=accord.champ))
        champ = reference.get_object()
        if boite.visible:
            apparence = tampon(
                largeur=boite.largeur,
                hauteur=boite.hauteur,
                partie=accord.partie,
                titre="Accord électronique simple",
                nom=accord.nom,
                le=accord.le,
                lignes=(dire_l_instant(accord.le), "sans certificat : voir la page de preuve"),
            )
            apparence.poser(suite, champ)
        champ[pdf_name("/Ff")] = NumberObject(LECTURE_SEULE)  # type: ignore[no-untyped-call]
        champ[pdf_name(ACCORD)] = BooleanObject(True)  # type: ignore[no-untyped-call]
        suite.mark_update(reference)
    sortie = BytesIO()
    suite.write(sortie)  # type: ignore[no-untyped-call]
    return sortie.getvalue()


def _exiger_le_meme_document(pdf: bytes, accords: Sequence[Accord]) -> None:
    if not accords:
        raise SignatureImpossible("Personne n'a approuvé : il n'y a rien à prouver.")
    attendue = empreinte(pdf)
    for accord in accords:
        if accord.empreinte.lower() != attendue:
            raise SignatureImpossible(
                f"{accord.nom} a approuvé une autre version : son accord porte l'empreinte "
                f"{accord.empreinte[:12]}…, et ce document {attendue[:12]}…. Redemandez son accord."
            )
        if accord.le.tzinfo is None:
            raise SignatureImpossible(f"L'heure de l'accord de {accord.nom} ne dit pas son fuseau.")


def _donnees(
    pdf: bytes, cle: Cle, accords: Sequence[Accord], titre: str, le: datetime, *, a_part: bool
) -> dict[str, Any]:
    version = empreinte(pdf)
    octets = nombre(len(pdf))
    ou = f"Ce sont les {octets} premiers octets de ce fichier, restés tels quels. Leur empreinte SHA-256 :"
    if a_part:
        ou = (
            f"C'est un fichier de {octets} octets, que d'autres ont déjà signé : y ajouter cette page aurait "
            "défait leurs signatures. Son empreinte SHA-256 :"
        )
    controle = "sha256sum document.pdf" if a_part else f"head -c {len(pdf)} document.pdf | sha256sum"
    vaut = dire_le_niveau(Niveau.SIMPLE, cachet=False)
    objet = f"le document « {titre} »" if a_part else f"le document « {titre} », qui précède"
    return {
        "titre": "Page de preuve",
        "sous_titre": typographier(titre),
        "langue": "fr",
        "auteur": cle.nom,
        "entete": [cle.nom],
        "pied": typographier(f"Page de preuve · {titre}"),
        "version": f"version {version[:16]}",
        "introduction": [
            typographier(
                f"Les personnes qui suivent ont approuvé {objet}. Elles n'ont pas de certificat à leur nom : "
                f"{cle.nom} témoigne de leur accord et le scelle."
            )
        ],
        "accords": [_dire(a, vaut) for a in accords],
        "sections": [
            {
                "titre": "La version approuvée",
                "paragraphes": [typographier(ou)],
                "code": " ".join(version[n : n + 8] for n in range(0, 64, 8)),
            },
            {"titre": "", "paragraphes": ["Pour le contrôler :"], "code": controle},
            {
                "titre": "Ce que vaut cette preuve",
                "paragraphes": [
                    typographier(f"Pour chaque personne : {vaut}, au sens du règlement (UE) n° 910/2014."),
                    typographier(CE_QUE_VAUT_UN_ACCORD),
                ],
                "code": "",
            },
        ],
        "cachet": {
            "cle": CACHET,
            "partie": "etablissement",
            "role": "Cachet de l'instance",
            "nom": cle.nom,
            "signee": f"scellé {dire_l_instant(le)}",
        },
    }


def _dire(accord: Accord, vaut: str) -> dict[str, Any]:
    lignes = [
        f"Accord donné {dire_l_instant(accord.le)}",
        f"Identification : {accord.identifie_par}",
        *([f"Adresse IP : {accord.adresse_ip}"] if accord.adresse_ip else []),
        f"Niveau : {vaut}",
    ]
    return {
        "nom": accord.nom,
        "role": accord.role,
        "partie": accord.partie,
        "lignes": [typographier(ligne) for ligne in lignes],
    }
