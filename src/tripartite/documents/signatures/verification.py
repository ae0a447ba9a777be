"""Lire les signatures d'un PDF : de qui, de quand, de quel niveau, et ce qui a changé depuis."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from cryptography import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from tripartite.documents.signatures.cles import nom_dans, nom_du
from tripartite.documents.signatures.confiance import contexte
from tripartite.documents.signatures.ecriture import lecteur
from tripartite.documents.signatures.enveloppe import defaut_de_forme
from tripartite.documents.signatures.erreurs import PdfIllisible
from tripartite.documents.signatures.niveaux import Niveau, est_un_cachet, niveau_de
from tripartite.documents.signatures.politique import politique
from tripartite.droit.langage.phrases import Phrase, phrase

USAGES = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


class Couverture(StrEnum):
    """Ce que l'empreinte d'une signature couvre."""

    FICHIER = "tout le fichier"
    VERSION = "la version signée, que d'autres ont complétée"
    PARTIE = "une partie seulement"


class Suite(StrEnum):
    """Ce qui a changé dans le document depuis une signature."""

    RIEN = "Rien n'a changé depuis."
    SIGNATURES = "D'autres ont signé ensuite ; rien d'autre n'a changé."
    MODIFIE = "Le document a été modifié après cette signature."
    INCONNUE = "On ne peut pas dire ce qui a changé."


@dataclass(frozen=True, slots=True)
class SignatureLue:
    """Une signature, et ce qu'elle prouve."""

    champ: str
    titre: str = ""
    signataire: str = ""
    emetteur: str = ""
    le: datetime | None = None
    horodatee: bool = False
    intacte: bool = False
    valide: bool = False
    fiable: bool | None = None
    couverture: Couverture = Couverture.PARTIE
    suite: Suite = Suite.INCONNUE
    niveau: Niveau = Niveau.SIMPLE
    cachet: bool = False
    certifie: bool = False
    ferme: bool = False
    defaut: str = ""

    @property
    def integre(self) -> bool:
        """Vrai, la signature est exacte et le document est celui que l'on a signé."""
        sans_changement = self.suite in (Suite.RIEN, Suite.SIGNATURES)
        return self.intacte and self.valide and sans_changement and not self.defaut

    @property
    def bonne(self) -> bool:
        """Vrai, elle est intègre et l'on sait de qui elle vient."""
        return self.integre and self.fiable is True

    @property
    def verdict(self) -> str:
        """Ce qu'il faut en retenir, en français."""
        return " ".join(str(dite) for dite in self.dits)

    @property
    def dits(self) -> tuple[str | Phrase, ...]:
        """Ce qu'il faut en retenir, phrase par phrase."""
        if not self.intacte:
            return ("Le contenu signé a été changé : cette signature ne vaut plus rien.",)
        if not self.valide:
            return ("La signature n'est pas celle du certificat qu'elle porte.",)
        if self.defaut:
            return (phrase("La signature a été altérée : {defaut}.", defaut=self.defaut),)
        if self.suite is Suite.MODIFIE:
            return (str(self.suite),)
        if self.suite is Suite.INCONNUE:
            return ("On ne peut pas dire ce qui a changé depuis cette signature.",)
        if self.fiable is None:
            return (
                str(self.suite),
                "L'identité n'est pas vérifiée : aucune racine de confiance n'est donnée.",
            )
        if not self.fiable:
            return (
                str(self.suite),
                "L'identité n'est pas établie : le certificat ne remonte à aucune racine donnée, "
                "ou il n'était plus valable.",
            )
        return (str(self.suite),)


def verifier_signatures(
    pdf: bytes,
    racines: Sequence[x509.Certificate] = (),
    *,
    de_la_liste: Sequence[x509.Certificate] = (),
    le: datetime | None = None,
) -> tuple[SignatureLue, ...]:
    """Lit et vérifie les signatures d'un PDF, de la première à la dernière.

    Rien ne part sur le réseau : la révocation des certificats n'est pas consultée.

    Args:
        pdf: le fichier.
        racines: les certificats à qui l'on fait confiance pour dire qui signe.
        de_la_liste: parmi eux ou en plus, ceux de la liste de confiance de l'Union européenne.
        le: l'instant où l'on vérifie ; sinon, maintenant.

    Raises:
        PdfIllisible: ce n'est pas un PDF, ou il est trop abîmé pour qu'on y trouve des signatures.
    """
    return asyncio.run(_verifier(pdf, (*racines, *de_la_liste), tuple(de_la_liste), le or datetime.now(UTC)))


async def _verifier(
    pdf: bytes,
    racines: tuple[x509.Certificate, ...],
    de_la_liste: tuple[x509.Certificate, ...],
    le: datetime,
) -> tuple[SignatureLue, ...]:
    with _en_silence():
        trouvees = list(_signatures(lecteur(pdf)))
        lues = [await _lire(pdf, s, racines, de_la_liste, le) for s in trouvees]
    if lues and not any(s.couverture is Couverture.FICHIER for s in lues):
        lues = [replace(s, suite=Suite.MODIFIE) if s.suite is not Suite.INCONNUE else s for s in lues]
    return tuple(lues)


def _signatures(ouvert: PdfFileReader) -> Iterator[EmbeddedPdfSignature | SignatureLue]:
    try:
        champs = list(enumerate_sig_fields(ouvert, filled_status=True))
    except Exception as erreur:  # un PDF abîmé peut lever n'importe quoi
        raise PdfIllisible("Ce PDF est abîmé : ses champs de signature ne se lisent pas.") from erreur
    lisibles: list[EmbeddedPdfSignature] = []
    for nom, _, reference in champs:
        try:
            lisibles.append(EmbeddedPdfSignature(ouvert, reference.get_object(), nom))
        except Exception:
            yield SignatureLue(str(nom), defaut="elle ne se lit pas")
    yield from sorted(lisibles, key=lambda s: s.signed_revision)


async def _lire(
    pdf: bytes,
    signature: EmbeddedPdfSignature | SignatureLue,
    racines: tuple[x509.Certificate, ...],
    de_la_liste: tuple[x509.Certificate, ...],
    le: datetime,
) -> SignatureLue:
    if isinstance(signature, SignatureLue):
        return signature
    try:
        return await _lire_en_entier(pdf, signature, racines, de_la_liste, le)
    except Exception:
        return SignatureLue(str(signature.fq_name), defaut="elle ne se lit pas")


async def _lire_en_entier(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    racines: tuple[x509.Certificate, ...],
    de_la_liste: tuple[x509.Certificate, ...],
    le: datetime,
) -> SignatureLue:
    champ = str(signature.fq_name)
    certificat = x509.load_der_x509_certificate(signature.signer_cert.dump())
    titre = str(signature.sig_field["/TU"]) if "/TU" in signature.sig_field else champ
    lue = SignatureLue(
        champ,
        titre,
        nom_du(certificat),
        nom_dans(certificat.issuer),
        signature.self_reported_timestamp,
        cachet=est_un_cachet(certificat),
    )
    if not _est_intacte(signature):
        return lue
    statut = await _valider(signature, racines, le)
    jeton = statut.timestamp_validity
    heure_sure = bool(jeton and jeton.intact and jeton.valid and jeton.trusted)
    if jeton and heure_sure and not statut.trusted:
        statut = await _valider(signature, racines, jeton.timestamp)
    defaut = defaut_de_forme(pdf, signature, racines)
    if jeton and not heure_sure and not defaut and racines:
        defaut = "son horodatage n'est pas fiable"
    fiable = bool(statut.trusted) if racines else None
    sur_la_liste = bool(de_la_liste) and (await _valider(signature, de_la_liste, le)).trusted
    fermeture = signature.docmdp_level
    return replace(
        lue,
        le=jeton.timestamp if jeton and heure_sure else lue.le,
        horodatee=heure_sure,
        intacte=statut.intact,
        valide=statut.valid,
        fiable=fiable,
        couverture=_couverture(statut),
        suite=_suite(statut),
        niveau=niveau_de(certificat, fiable=bool(fiable), sur_la_liste=sur_la_liste),
        certifie=_est_celle_qui_certifie(signature),
        ferme=fermeture is MDPPerm.NO_CHANGES,
        defaut=defaut,
    )


def _est_intacte(signature: EmbeddedPdfSignature) -> bool:
    attendue = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "message_digest").native
    return bool(signature.compute_digest() == attendue)


async def _valider(
    signature: EmbeddedPdfSignature, racines: Iterable[x509.Certificate], le: datetime
) -> PdfSignatureStatus:
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=contexte(racines, le),
        diff_policy=politique(),
        key_usage_settings=USAGES,
    )


def _couverture(statut: PdfSignatureStatus) -> Couverture:
    if statut.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Couverture.FICHIER
    if statut.coverage is SignatureCoverageLevel.ENTIRE_REVISION:
        return Couverture.VERSION
    return Couverture.PARTIE


def _suite(statut: PdfSignatureStatus) -> Suite:
    if not isinstance(statut.diff_result, DiffResult) or not statut.docmdp_ok:
        return Suite.MODIFIE
    return Suite.RIEN if statut.coverage is SignatureCoverageLevel.ENTIRE_FILE else Suite.SIGNATURES


def _est_celle_qui_certifie(signature: EmbeddedPdfSignature) -> bool:
    racine = signature.reader.root
    try:
        return bool(
            racine["/Perms"].raw_get("/DocMDP").reference == signature.sig_field.raw_get("/V").reference
        )
    except (KeyError, AttributeError, PdfError):
        return False


@contextmanager
def _en_silence() -> Iterator[None]:
    """pyHanko raconte chaque échec dans le journal ; la réponse les dit déjà."""
    journal = logging.getLogger("pyhanko")
    ancien, journal.level = journal.level, logging.CRITICAL
    try:
        yield
    finally:
        journal.level = ancien
