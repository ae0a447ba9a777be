"""Les clés : créées à l'abri, ouvertes par une phrase, refusées quand elles ne protègent plus.

La phrase n'entre jamais par la ligne de commande, et ni elle ni la clé ne s'écrivent dans un journal.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tripartite.documents.signatures.erreurs import CleRefusee, raison
from tripartite.rendus.grandeurs import jour

SEUILS = (60, 30, 7)
"""À combien de jours de l'expiration on prévient."""
PHRASE_MINIMALE = 12
MODULE_RSA_MINIMAL = 2048
COURBES = ("secp256r1", "secp384r1", "secp521r1")
LECTURE_DES_AUTRES = 0o077


@dataclass(frozen=True, slots=True)
class Cle:
    """Une clé prête à signer, et son certificat. Elle ne montre que ce que tout le monde peut savoir."""

    certificat: x509.Certificate
    chaine: tuple[x509.Certificate, ...] = ()
    plume: Signer = field(repr=False, kw_only=True)

    @property
    def nom(self) -> str:
        return nom_du(self.certificat)

    def exiger_la_validite(self, le: datetime) -> None:
        """Refuse une clé expirée, ou pas encore valable.

        Raises:
            CleRefusee: le certificat ne couvre pas ce jour.
        """
        certificat = self.certificat
        if le < certificat.not_valid_before_utc:
            debut = jour(certificat.not_valid_before_utc.date())
            raise CleRefusee(f"Le certificat de « {self.nom} » n'est valable qu'à partir du {debut}.")
        if le > certificat.not_valid_after_utc:
            fin = jour(certificat.not_valid_after_utc.date())
            raise CleRefusee(
                f"Le certificat de « {self.nom} » a expiré le {fin} : il ne signe plus. "
                "Demandez-en un nouveau ; les signatures horodatées d'avant restent valables."
            )


def nom_du(certificat: x509.Certificate) -> str:
    """Le nom que porte un certificat ; à défaut, tout son sujet."""
    return nom_dans(certificat.subject)


def nom_dans(nom: x509.Name) -> str:
    """Le nom courant d'un sujet ou d'un émetteur ; à défaut, tout ce qu'il porte."""
    courants = nom.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(courants[0].value) if courants else nom.rfc4514_string()


def alerte(certificat: x509.Certificate, le: datetime) -> str:
    """Prévient de l'expiration d'un certificat, à 60, 30 et 7 jours ; vide s'il est trop tôt.

    >>> SEUILS
    (60, 30, 7)
    """
    fin = certificat.not_valid_after_utc
    restants = (fin - le).days
    if fin < le:
        return f"Le certificat de « {nom_du(certificat)} » a expiré le {jour(fin.date())}."
    seuil = min((s for s in SEUILS if restants <= s), default=None)
    if seuil is None:
        return ""
    combien = "aujourd'hui" if restants == 0 else "demain" if restants == 1 else f"dans {restants} jours"
    suite = {60: "Pensez à", 30: "Il est temps de", 7: "Il est urgent de"}[seuil]
    return (
        f"Le certificat de « {nom_du(certificat)} » expire {combien}, le {jour(fin.date())}. "
        f"{suite} le renouveler."
    )


# --- Créer -----------------------------------------------------------------------------------


def creer_une_cle(
    chemin: Path, *, nom: str, phrase: str, le: datetime, organisme: str = "", jours: int = 730
) -> Cle:
    """Crée une clé ECDSA P-256 et son certificat, que personne d'autre ne garantit.

    Le fichier ne se lit que par vous (0600) et n'en écrase aucun. Un certificat public « .crt » naît à côté :
    donnez-le à qui doit vérifier vos signatures.

    Args:
        chemin: le fichier de la clé, en .p12 ou en .pem.
        nom: qui signe ; pour un cachet, le nom de l'organisme, comme `organisme`.
        phrase: ce qui ouvre la clé, d'au moins douze caractères.
        le: l'instant de la création.
        organisme: l'organisme au nom duquel on signe.
        jours: la durée de validité.

    Raises:
        CleRefusee: une phrase trop courte, un suffixe inconnu, un fichier qui existe déjà.
    """
    if len(phrase) < PHRASE_MINIMALE:
        raise CleRefusee(f"La phrase est trop courte : il en faut {PHRASE_MINIMALE} caractères au moins.")
    if not nom.strip():
        raise CleRefusee("Dites au nom de qui la clé signe.")
    if not 1 <= jours <= 3650:
        raise CleRefusee("Une clé vaut de 1 à 3650 jours.")
    if chemin.suffix.lower() not in (".p12", ".pfx", ".pem"):
        raise CleRefusee("Donnez à la clé un nom en « .p12 » ou en « .pem ».")
    secrete = ec.generate_private_key(ec.SECP256R1())
    certificat = _certifier(secrete, nom.strip(), organisme.strip(), le, jours)
    coffre = serialization.BestAvailableEncryption(phrase.encode())
    if chemin.suffix.lower() == ".pem":
        octets = secrete.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, coffre
        ) + certificat.public_bytes(serialization.Encoding.PEM)
    else:
        octets = pkcs12.serialize_key_and_certificates(nom.encode(), secrete, certificat, None, coffre)
    _ecrire_sans_ecraser(chemin, octets, 0o600)
    publique = chemin.with_suffix(".crt")
    try:
        _ecrire_sans_ecraser(publique, certificat.public_bytes(serialization.Encoding.PEM), 0o644)
    except CleRefusee:
        chemin.unlink()
        raise
    return _cle(secrete, certificat, ())


def _certifier(
    secrete: ec.EllipticCurvePrivateKey, nom: str, organisme: str, le: datetime, jours: int
) -> x509.Certificate:
    attributs = [x509.NameAttribute(NameOID.COMMON_NAME, nom)]
    if organisme:
        attributs.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisme))
    attributs.append(x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"))
    sujet = x509.Name(attributs)
    signer_seulement = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(sujet)
        .issuer_name(sujet)
        .public_key(secrete.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(le.astimezone(UTC) - timedelta(minutes=5))
        .not_valid_after(le.astimezone(UTC) + timedelta(days=jours))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(signer_seulement, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(secrete.public_key()), critical=False)
        .sign(secrete, hashes.SHA256())
    )


def _ecrire_sans_ecraser(chemin: Path, octets: bytes, droits: int) -> None:
    try:
        descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, droits)
    except FileExistsError as erreur:
        raise CleRefusee(f"« {chemin.name} » existe déjà : on ne l'écrase pas.") from erreur
    except OSError as erreur:
        raise CleRefusee(f"« {chemin.name} » ne s'écrit pas : {raison(erreur)}.") from erreur
    with os.fdopen(descripteur, "wb") as fichier:
        fichier.write(octets)


# --- Lire ------------------------------------------------------------------------------------


def lire_une_cle(chemin: Path, phrase: str) -> Cle:
    """Ouvre une clé, en PKCS#12 ou en PEM.

    Raises:
        CleRefusee: d'autres que vous peuvent la lire, la phrase ne l'ouvre pas, ou son type est refusé.
    """
    octets = lire_a_l_abri(chemin)
    mot = phrase.encode() or None
    try:
        if octets.lstrip().startswith(b"-----BEGIN"):
            secrete = serialization.load_pem_private_key(octets, mot)
            certificat, *autres = x509.load_pem_x509_certificates(octets)
        else:
            trouvee, seul, autres = pkcs12.load_key_and_certificates(octets, mot)
            if trouvee is None or seul is None:
                raise CleRefusee(f"« {chemin.name} » ne contient pas une clé et son certificat.")
            secrete, certificat = trouvee, seul
    except (ValueError, TypeError) as erreur:
        raise CleRefusee(
            f"« {chemin.name} » ne s'ouvre pas : la phrase est fausse, ou le fichier n'est ni PKCS#12 ni PEM."
        ) from erreur
    return _cle(secrete, certificat, tuple(autres))


def lire_a_l_abri(chemin: Path) -> bytes:
    """Lit un fichier secret, que son propriétaire seul doit pouvoir lire.

    Raises:
        CleRefusee: il n'existe pas, ou d'autres peuvent le lire.
    """
    try:
        with chemin.open("rb") as fichier:
            droits = os.fstat(fichier.fileno()).st_mode
            if os.name == "posix" and droits & LECTURE_DES_AUTRES:
                raise CleRefusee(
                    f"« {chemin.name} » peut être lu par d'autres que vous : on ne s'en sert pas. "
                    f"Protégez-le : chmod 600 {chemin.name}"
                )
            return fichier.read()
    except OSError as erreur:
        raise CleRefusee(f"« {chemin.name} » ne s'ouvre pas : {raison(erreur)}.") from erreur


def _cle(secrete: object, certificat: x509.Certificate, chaine: tuple[x509.Certificate, ...]) -> Cle:
    exiger_un_type_accepte(certificat)
    if not isinstance(secrete, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise CleRefusee("La clé n'est pas du type que son certificat annonce.")
    if secrete.public_key() != certificat.public_key():
        raise CleRefusee("Le certificat n'est pas celui de la clé.")
    der = secrete.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    magasin = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    magasin.register_multiple([en_asn1(c) for c in chaine if c.subject != c.issuer])
    plume = SimpleSigner(
        signing_cert=en_asn1(certificat),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=magasin,
        embed_roots=False,
    )
    return Cle(certificat, chaine, plume=plume)


def exiger_un_type_accepte(certificat: x509.Certificate) -> None:
    """Refuse les clés que les lecteurs de PDF ne savent pas tous vérifier.

    Raises:
        CleRefusee: ni ECDSA sur une courbe du NIST, ni RSA d'au moins 2048 bits.
    """
    publique = certificat.public_key()
    match publique:
        case ec.EllipticCurvePublicKey() if publique.curve.name in COURBES:
            return
        case rsa.RSAPublicKey() if publique.key_size >= MODULE_RSA_MINIMAL:
            return
        case rsa.RSAPublicKey():
            raison = f"sa clé RSA de {publique.key_size} bits est trop courte"
        case _:
            raison = (
                f"les lecteurs de PDF ne savent pas tous vérifier une clé « {type_de(certificat)} » "
                "(Poppler, par exemple)"
            )
    raise CleRefusee(f"Le certificat de « {nom_du(certificat)} » est refusé : {raison}. Prenez ECDSA P-256.")


def type_de(certificat: x509.Certificate) -> str:
    """Le type d'une clé : « ECDSA secp256r1 », « RSA 3072 », « Ed25519 »."""
    publique = certificat.public_key()
    if isinstance(publique, ec.EllipticCurvePublicKey):
        return f"ECDSA {publique.curve.name}"
    if isinstance(publique, rsa.RSAPublicKey):
        return f"RSA {publique.key_size}"
    return type(publique).__name__.removesuffix("PublicKey")


def lire_des_certificats(octets: bytes) -> tuple[x509.Certificate, ...]:
    """Lit des certificats, en PEM ou en DER.

    Raises:
        CleRefusee: ce n'en sont pas.
    """
    try:
        if b"-----BEGIN CERTIFICATE" in octets:
            return tuple(x509.load_pem_x509_certificates(octets))
        return (x509.load_der_x509_certificate(octets),)
    except ValueError as erreur:
        raise CleRefusee("Ce fichier n'est pas un certificat, en PEM ou en DER.") from erreur


def en_asn1(certificat: x509.Certificate) -> asn1_x509.Certificate:
    """Le même certificat, tel que pyHanko le veut."""
    return asn1_x509.Certificate.load(certificat.public_bytes(serialization.Encoding.DER))
