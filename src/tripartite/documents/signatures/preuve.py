"""Ceux qui n'ont pas de certificat approuvent ; l'instance en témoigne par une page de preuve, et la scelle.

La preuve ne dit que le niveau « simple » : un code reçu par courriel n'identifie pas comme un certificat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import BooleanObject, NumberObject, pdf_name
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.timestamps import TimeStamper

from tripartite.documents.composition import MiseEnPage
from tripartite.documents.signatures.adjonction import adjoindre
from tripartite.documents.signatures.champs import ACCORD, champs_du_pdf, poser_les_champs
from tripartite.documents.signatures.cles import Cle
from tripartite.documents.signatures.ecriture import langue_de, suite_de
from tripartite.documents.signatures.erreurs import SignatureImpossible
from tripartite.documents.signatures.exterieur import Enregistrement
from tripartite.documents.signatures.niveaux import Niveau, dire_le_niveau
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.tampon import dire_l_instant, tampon
from tripartite.documents.textes import lire_textes
from tripartite.rendus.grandeurs import ecrire

CACHET = "cachet"
LECTURE_SEULE = 1


@dataclass(frozen=True, slots=True)
class Accord:
    """L'accord d'une personne sans certificat sur une version du document.

    `champ` nomme la boîte de la personne : elle renvoie à la page de preuve, et plus personne n'y signe.
    `exterieur`, si elle a signé hors de Tripartite : l'empreinte est alors celle du fichier reçu, et la
    page dit ce que l'on en sait, sans lui donner de niveau.
    """

    role: str
    nom: str
    identifie_par: str
    le: datetime
    empreinte: str
    champ: str = ""
    partie: str = ""
    adresse_ip: str = ""
    exterieur: Enregistrement | None = None


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
    """Ajoute au document la page de preuve, dans sa langue, puis le cachet de l'instance, qui les certifie.

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
    page = MiseEnPage("preuve", donnees, le=le.date())
    return poser_les_champs(page.pdf(), page.places())


def _remplir_les_boites(pdf: bytes, accords: Sequence[Accord]) -> bytes:
    """Met dans la boîte de chacun ce que vaut son accord, et où il est prouvé."""
    langue = langue_de(pdf)
    mots = lire_textes("preuve", langue).mots
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
                titre=mots[_titre(accord)],
                nom=accord.nom,
                le=accord.le,
                lignes=_lignes_de_la_boite(accord, langue),
                langue=langue,
            )
            apparence.poser(suite, champ)
        champ[pdf_name("/Ff")] = NumberObject(LECTURE_SEULE)  # type: ignore[no-untyped-call]
        champ[pdf_name(ACCORD)] = BooleanObject(True)  # type: ignore[no-untyped-call]
        suite.mark_update(reference)
    sortie = BytesIO()
    suite.write(sortie)  # type: ignore[no-untyped-call]
    return sortie.getvalue()


def _titre(accord: Accord) -> str:
    return f"exterieur_{accord.exterieur.nature.name}" if accord.exterieur else "boite_titre"


def _lignes_de_la_boite(accord: Accord, langue: str) -> tuple[str, ...]:
    mots = lire_textes("preuve", langue).mots
    if accord.exterieur:
        return (*_le_jour_dit(accord, langue), ecrire(mots["exterieur_renvoi"], langue=langue))
    return (dire_l_instant(accord.le, langue), ecrire(mots["boite_renvoi"], langue=langue))


def _le_jour_dit(accord: Accord, langue: str) -> tuple[str, ...]:
    """Le jour que porte le fichier reçu, s'il en porte un pour cette personne."""
    dits = accord.exterieur.signataires if accord.exterieur else ()
    jour = next((s.le for s in dits if s.nom == accord.nom), None)
    mots = lire_textes("preuve", langue).mots
    return (ecrire(mots["exterieur_jour"], {"jour": jour}, langue=langue),) if jour else ()


def _exiger_le_meme_document(pdf: bytes, accords: Sequence[Accord]) -> None:
    if not accords:
        raise SignatureImpossible("Personne n'a approuvé : il n'y a rien à prouver.")
    attendue = empreinte(pdf)
    for accord in accords:
        voulue = accord.exterieur.empreinte if accord.exterieur else attendue
        if accord.empreinte.lower() != voulue:
            raise SignatureImpossible(
                f"{accord.nom} a approuvé une autre version : son accord porte l'empreinte "
                f"{accord.empreinte[:12]}…, et ce document {voulue[:12]}…. Redemandez son accord."
            )
        if accord.le.tzinfo is None:
            raise SignatureImpossible(f"L'heure de l'accord de {accord.nom} ne dit pas son fuseau.")


def _donnees(
    pdf: bytes, cle: Cle, accords: Sequence[Accord], titre: str, le: datetime, *, a_part: bool
) -> dict[str, Any]:
    langue = langue_de(pdf)
    mots = lire_textes("preuve", langue).mots
    version, suffixe = empreinte(pdf), "_a_part" if a_part else ""
    niveau = dire_le_niveau(Niveau.SIMPLE, cachet=False, langue=langue)

    def dire(mot: str, **grandeurs: Any) -> str:
        return ecrire(mots[mot], grandeurs, langue=langue)

    return {
        "titre": dire("titre"),
        "sous_titre": titre,
        "langue": langue,
        "auteur": cle.nom,
        "entete": [cle.nom],
        "pied": dire("pied", titre=titre),
        "version": dire("version", version=version[:16]),
        "introduction": [dire(f"introduction{suffixe}", titre=titre, garant=cle.nom)],
        "accords": [_dire(a, dire, langue, niveau) for a in accords],
        "sections": [
            {
                "titre": dire("version_titre"),
                "paragraphes": [dire("version_a_part" if a_part else "version_ici", octets=len(pdf))],
                "code": " ".join(version[n : n + 8] for n in range(0, 64, 8)),
            },
            {
                "titre": "",
                "paragraphes": [dire("controle")],
                "code": "sha256sum document.pdf"
                if a_part
                else f"head -c {len(pdf)} document.pdf | sha256sum",
            },
            {
                "titre": dire("valeur_titre"),
                "paragraphes": _valeur(accords, dire, niveau),
                "code": "",
            },
        ],
        "cachet": {
            "cle": CACHET,
            "partie": "etablissement",
            "role": dire("cachet"),
            "nom": cle.nom,
            "a_dater": False,
        },
    }


def _valeur(accords: Sequence[Accord], dire: Callable[..., str], niveau: str) -> list[str]:
    ici = [a for a in accords if not a.exterieur]
    d_ailleurs = [dire("valeur_exterieur")] if len(ici) < len(accords) else []
    if not ici:
        return d_ailleurs
    valeur = "valeur_ici" if d_ailleurs else "valeur"
    return [dire(valeur, niveau=niveau), dire("valeur_en_droit"), *d_ailleurs]


def _dire(accord: Accord, dire: Callable[..., str], langue: str, niveau: str) -> dict[str, Any]:
    instant = dire_l_instant(accord.le, langue)
    if exterieur := accord.exterieur:
        lignes = [
            " · ".join((dire(_titre(accord)), *_le_jour_dit(accord, langue))),
            dire("exterieur_recu", par=exterieur.par, instant=instant),
            dire("exterieur_fichier", fichier=exterieur.fichier, octets=exterieur.octets),
            dire("exterieur_empreinte", empreinte=exterieur.empreinte),
        ]
    else:
        lignes = [
            dire("accord", instant=instant),
            dire("identification", identifie_par=accord.identifie_par),
            *([dire("adresse_ip", adresse_ip=accord.adresse_ip)] if accord.adresse_ip else []),
            dire("niveau", niveau=niveau),
        ]
    return {"nom": accord.nom, "role": accord.role, "partie": accord.partie, "lignes": lignes}
