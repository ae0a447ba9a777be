"""Une autorité d'essai : elle certifie des signataires, et donne l'heure."""

from datetime import UTC, datetime, timedelta
from functools import cached_property

from asn1crypto import keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from tripartite.documents.signatures import cles
from tripartite.documents.signatures.cles import Cle, en_asn1

AUJOURD_HUI = datetime.now(UTC)


def certifier(
    sujet: list[tuple[x509.ObjectIdentifier, str]],
    *,
    publique: object,
    par: ec.EllipticCurvePrivateKey,
    emetteur: x509.Name | None = None,
    de: datetime = AUJOURD_HUI - timedelta(days=1),
    jours: int = 700,
    autorite: bool = False,
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> x509.Certificate:
    nom = x509.Name([x509.NameAttribute(oid, valeur) for oid, valeur in sujet])
    usages = x509.KeyUsage(
        digital_signature=not autorite,
        content_commitment=not autorite,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=autorite,
        crl_sign=autorite,
        encipher_only=False,
        decipher_only=False,
    )
    fabrique = (
        x509.CertificateBuilder()
        .subject_name(nom)
        .issuer_name(emetteur or nom)
        .public_key(publique)
        .serial_number(x509.random_serial_number())
        .not_valid_before(de)
        .not_valid_after(de + timedelta(days=jours))
        .add_extension(x509.BasicConstraints(ca=autorite, path_length=None), critical=True)
        .add_extension(usages, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(publique), critical=False)
    )
    for extension, critique in extensions:
        fabrique = fabrique.add_extension(extension, critical=critique)
    return fabrique.sign(par, hashes.SHA256())


class Autorite:
    """L'autorité d'essai : elle certifie, et donne l'heure."""

    def __init__(self) -> None:
        self.secrete = ec.generate_private_key(ec.SECP256R1())
        self.certificat = certifier(
            [(NameOID.COMMON_NAME, "Autorité d'essai")],
            publique=self.secrete.public_key(),
            par=self.secrete,
            autorite=True,
            jours=4000,
        )

    def cle(self, nom: str, *, secrete: object = None, **options: object) -> Cle:
        secrete = secrete or ec.generate_private_key(ec.SECP256R1())
        sujet = options.pop("sujet", [(NameOID.COMMON_NAME, nom)])
        certificat = self.certifier(sujet, secrete.public_key(), **options)
        return cles._cle(secrete, certificat, ())

    def certifier(self, sujet: list, publique: object, **options: object) -> x509.Certificate:
        return certifier(
            sujet, publique=publique, par=self.secrete, emetteur=self.certificat.subject, **options
        )

    @cached_property
    def horodateur(self) -> DummyTimeStamper:
        secrete = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        horodatage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        certificat = self.certifier(
            [(NameOID.COMMON_NAME, "Horloge d'essai")],
            secrete.public_key(),
            jours=3900,
            extensions=((horodatage, True),),
        )
        der = secrete.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return DummyTimeStamper(en_asn1(certificat), keys.PrivateKeyInfo.load(der))
