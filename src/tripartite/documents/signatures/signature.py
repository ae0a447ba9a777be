"""Signer un champ d'un document : PAdES, à la suite, sans défaire les signatures d'avant."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from tripartite.documents.signatures.champs import Champ, champs_du_pdf, est_en_sequence
from tripartite.documents.signatures.cles import Cle, nom_dans
from tripartite.documents.signatures.ecriture import Suite, langue_de, suite_de
from tripartite.documents.signatures.erreurs import HorodatageImpossible, SignatureImpossible
from tripartite.documents.signatures.niveaux import Niveau, dire_le_niveau, est_un_cachet
from tripartite.documents.signatures.tampon import Tampon, dire_l_instant, tampon
from tripartite.documents.signatures.verification import verifier_signatures
from tripartite.documents.textes import lire_textes
from tripartite.rendus.grandeurs import ecrire

PLACE_DU_JETON = 16_384
"""Ce qu'un jeton d'horodatage et sa chaîne peuvent prendre, en caractères hexadécimaux."""
PARTIES = {
    **dict.fromkeys(("stagiaire", "representant_legal"), "stagiaire"),
    **dict.fromkeys(("organisme", "tuteur", "nouveau_tuteur"), "organisme"),
    **dict.fromkeys(("etablissement", "referent", "enseignant_referent", "cachet"), "etablissement"),
}


def signer(
    pdf: bytes,
    cle: Cle,
    champ: str = "",
    *,
    niveau: Niveau = Niveau.SIMPLE,
    horodatage: TimeStamper | None = None,
    verrouiller: bool = True,
    motif: str = "",
) -> bytes:
    """Signe un champ, à la suite du fichier.

    La première signature certifie le document et n'y laisse plus que signer. La dernière, quand plus un champ
    n'est vide, le ferme.

    Args:
        pdf: le document, ses champs posés.
        cle: celle du signataire.
        champ: lequel ; s'il n'en reste qu'un, ou si l'on signe en séquence, le suivant.
        niveau: celui que `niveau_de` calcule pour ce certificat ; le tampon n'en dit pas plus.
        horodatage: l'autorité à qui demander l'heure ; sans elle, l'heure est celle du signataire.
        verrouiller: faux, la dernière signature ne ferme pas le document.
        motif: à quel titre, pour mémoire dans la signature.

    Raises:
        PdfIllisible: ce n'est pas un PDF.
        SignatureImpossible: pas de champ à signer, pas le tour de celui-ci, ou une signature déjà défaite.
        CleRefusee: le certificat est expiré, ou n'est pas encore valable.
        HorodatageImpossible: l'autorité n'a pas répondu.
    """
    maintenant = datetime.now(UTC)
    cle.exiger_la_validite(maintenant)
    champs = champs_du_pdf(pdf)
    choisi = choisir_le_champ(champs, champ, en_sequence=est_en_sequence(pdf))
    premiere = not any(c.signe for c in champs)
    derniere = sum(c.vide for c in champs) == 1
    fermer = derniere and verrouiller
    exiger_l_integrite(pdf)
    sortie = suite_de(pdf)
    if fermer and not premiere:
        _verrouiller(sortie, choisi.nom)
    reglages = PdfSignatureMetadata(
        field_name=choisi.nom,
        subfilter=SigSeedSubFilter.PADES,
        certify=premiere,
        docmdp_permissions=MDPPerm.NO_CHANGES if fermer else MDPPerm.FILL_FORMS,
        reason=motif or None,
        name=cle.nom,
    )
    apparence = _apparence(
        choisi, cle, niveau, maintenant, horodatee=horodatage is not None, langue=langue_de(pdf)
    )
    plume = PdfSigner(reglages, cle.plume, timestamper=horodatage, stamp_style=apparence)
    return _ecrire(plume, sortie, horodatage)


def exiger_l_integrite(pdf: bytes) -> None:
    """Refuse d'ajouter une signature à celles qui ne valent plus rien.

    Raises:
        SignatureImpossible: le document a changé après l'une d'elles.
    """
    for lue in verifier_signatures(pdf):
        if not lue.integre:
            raise SignatureImpossible(
                f"La signature « {lue.titre or lue.champ} » n'est plus bonne : on n'en ajoute pas d'autre. "
                f"{lue.verdict}"
            )


def choisir_le_champ(champs: Sequence[Champ], nom: str, *, en_sequence: bool) -> Champ:
    """Le champ à signer, si c'est son tour.

    Raises:
        SignatureImpossible: il n'y en a pas, il est signé, ou un autre le précède.
    """
    vides = [c for c in champs if c.vide]
    if not champs:
        raise SignatureImpossible(
            "Ce PDF n'a pas de champ de signature. Composez-le par « tripartite document »."
        )
    if not vides:
        raise SignatureImpossible("Toutes les signatures y sont déjà.")
    noms = ", ".join(f"« {c.nom} »" for c in vides)
    if not nom:
        if len(vides) > 1 and not en_sequence:
            raise SignatureImpossible(f"Dites quel champ vous signez, parmi {noms}.")
        return vides[0]
    trouves = [c for c in champs if c.nom == nom]
    if not trouves:
        raise SignatureImpossible(f"Ce PDF n'a pas de champ « {nom} ». Il reste à signer {noms}.")
    if not trouves[0].vide:
        quoi = "signé" if trouves[0].signe else "pourvu : la personne a donné son accord"
        raise SignatureImpossible(f"Le champ « {nom} » est déjà {quoi}. Il reste à signer {noms}.")
    if en_sequence and trouves[0] is not vides[0]:
        raise SignatureImpossible(
            f"Ce n'est pas le tour de « {nom} » : « {vides[0].nom} » signe d'abord ({vides[0].titre})."
        )
    return trouves[0]


def _verrouiller(sortie: Suite, nom: str) -> None:
    from pyhanko.pdf_utils.generic import NumberObject, pdf_name
    from pyhanko.sign.fields import enumerate_sig_fields

    _, _, reference = next(enumerate_sig_fields(sortie, with_name=nom))
    verrou = FieldMDPSpec(FieldMDPAction.ALL).as_sig_field_lock()
    verrou[pdf_name("/P")] = NumberObject(MDPPerm.NO_CHANGES.value)  # type: ignore[no-untyped-call]
    reference.get_object()[pdf_name("/Lock")] = sortie.add_object(verrou)
    sortie.mark_update(reference)


def _apparence(
    champ: Champ, cle: Cle, niveau: Niveau, le: datetime, *, horodatee: bool, langue: str
) -> Tampon | None:
    if not champ.visible:
        return None
    mots = lire_textes("preuve", langue).mots
    garant = mots["sans_garant"]
    if cle.certificat.issuer != cle.certificat.subject:
        garant = ecrire(mots["garant"], {"garant": nom_dans(cle.certificat.issuer)}, langue=langue)
    instant = dire_l_instant(le, langue)
    if horodatee:
        instant = ecrire(mots["heure_certifiee"], {"instant": instant}, langue=langue)
    dit = dire_le_niveau(niveau, est_un_cachet(cle.certificat), langue)
    return tampon(
        largeur=champ.largeur,
        hauteur=champ.hauteur,
        partie=PARTIES.get(champ.nom.rstrip("_0123456789"), ""),
        titre=dit[0].upper() + dit[1:],
        nom=cle.nom,
        le=le,
        lignes=(instant, garant),
        langue=langue,
    )


def _ecrire(plume: PdfSigner, sortie: Suite, horodatage: TimeStamper | None) -> bytes:
    journal = logging.getLogger("pyhanko")
    ancien, journal.level = journal.level, logging.ERROR
    resultat = BytesIO()
    try:
        plume.sign_pdf(sortie, existing_fields_only=True, output=resultat)
    except (TimestampRequestError, TimeoutError) as erreur:
        raise HorodatageImpossible(
            "L'autorité d'horodatage n'a pas donné l'heure : rien n'est signé. "
            "Recommencez, ou signez sans horodatage."
        ) from erreur
    except (SigningError, PdfError) as erreur:
        raise SignatureImpossible(f"Le document ne se laisse pas signer : {erreur}") from erreur
    finally:
        journal.level = ancien
    return resultat.getvalue()
