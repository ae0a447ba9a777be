"""La forme d'une signature dans le fichier : ce que son empreinte ne couvre pas ne doit rien pouvoir cacher.

L'empreinte d'une signature couvre tout le fichier, sauf la signature elle-même. Un octet changé là pourrait
passer inaperçu : dans le remplissage, dans la casse d'un chiffre hexadécimal, dans un en-tête que personne ne
relit. Ici, la seule écriture admise est celle que le contenu impose.
"""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import cms, core  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

CONSTRUIT = 0x20
BOOLEEN = 0x01
JETON = "signature_time_stamp_token"


def defaut_de_forme(
    octets: bytes, signature: EmbeddedPdfSignature, racines: Iterable[x509.Certificate]
) -> str:
    """Dit ce qui cloche dans l'écriture d'une signature ; vide si rien."""
    try:
        contenu = _contenu(octets, signature)
        enveloppe = cms.ContentInfo.load(contenu, strict=True)
        return _defaut(enveloppe, contenu, tuple(racines))
    except (ValueError, TypeError, KeyError, IndexError):
        return "son enveloppe ne se lit pas"


def _contenu(octets: bytes, signature: EmbeddedPdfSignature) -> bytes:
    """Le contenu DER, relu dans le trou de l'empreinte : « < », de l'hexadécimal, des zéros, « > »."""
    debut, longueur, reprise, suite = (int(n) for n in signature.byte_range)
    trou = octets[longueur:reprise]
    if debut != 0 or suite < 0 or trou[:1] != b"<" or trou[-1:] != b">":
        raise ValueError("trou")
    hexa = trou[1:-1]
    contenu = bytes.fromhex(hexa.decode("ascii"))
    taille = _taille_du_der(contenu)
    attendu = contenu[:taille].hex().encode().ljust(len(hexa), b"0")
    if hexa not in (attendu, attendu.upper()):
        raise ValueError("remplissage")
    return contenu[:taille]


def _taille_du_der(contenu: bytes) -> int:
    longueur = contenu[1]
    if longueur < 0x80:
        return 2 + longueur
    octets = longueur & 0x7F
    return 2 + octets + int.from_bytes(contenu[2 : 2 + octets], "big")


def _defaut(enveloppe: cms.ContentInfo, contenu: bytes, racines: tuple[x509.Certificate, ...]) -> str:
    if enveloppe["content_type"].native != "signed_data":
        return "son enveloppe n'est pas une signature"
    signe = enveloppe["content"]
    if len(signe["signer_infos"]) != 1:
        return "elle a plusieurs auteurs"
    auteur = signe["signer_infos"][0]
    porte = signe["encap_content_info"]["content_type"].native
    jeton = porte == "tst_info"
    if porte not in ("data", "tst_info") or (not jeton and signe["encap_content_info"]["content"].native):
        return "elle porte un contenu inattendu"
    if signe["version"].native not in ("v1", "v3") or auteur["version"].native not in ("v1", "v3"):
        return "sa version n'existe pas"
    if not jeton and (signe["version"].native, auteur["version"].native) != ("v1", "v1"):
        return "sa version n'est pas celle de son contenu"
    algorithmes = [a["algorithm"].native for a in signe["digest_algorithms"]]
    if algorithmes != [auteur["digest_algorithm"]["algorithm"].native]:
        return "elle annonce une autre empreinte que la sienne"
    if any(_parametre(a) for a in (*signe["digest_algorithms"], auteur["digest_algorithm"])):
        return "son empreinte a des paramètres inattendus"
    if signe["crls"].native or not est_du_der(contenu):
        return "son enveloppe n'est pas écrite comme elle le doit"
    return _defaut_des_certificats(signe, racines) or _defaut_du_jeton(auteur, racines)


def _parametre(algorithme: core.Sequence) -> bool:
    return algorithme["parameters"].dump() not in (b"", b"\x05\x00")


def est_du_der(octets: bytes) -> bool:
    """Dit si des octets ne pouvaient pas s'écrire autrement : longueurs exactes, au plus court, rien de trop.

    >>> est_du_der(bytes.fromhex("30030101ff")), est_du_der(bytes.fromhex("3081030101ff"))
    (True, False)
    >>> est_du_der(bytes.fromhex("300301017f")), est_du_der(bytes.fromhex("30030101ff00"))
    (False, False)
    """
    position = 0
    while position < len(octets):
        etiquette = octets[position]
        if etiquette & 0x1F == 0x1F or len(octets) < position + 2:
            return False
        longueur, position = octets[position + 1], position + 2
        if longueur >= 0x80:
            combien = longueur & 0x7F
            longueur = int.from_bytes(octets[position : position + combien], "big")
            if longueur < 0x80 or longueur < 1 << 8 * (combien - 1):
                return False
            position += combien
        valeur, position = octets[position : position + longueur], position + longueur
        if len(valeur) != longueur or (etiquette & CONSTRUIT and not est_du_der(valeur)):
            return False
        if etiquette == BOOLEEN and valeur not in (b"\x00", b"\xff"):
            return False
    return True


def _defaut_des_certificats(signe: cms.SignedData, racines: tuple[x509.Certificate, ...]) -> str:
    try:
        joints = [x509.load_der_x509_certificate(c.chosen.dump()) for c in signe["certificates"]]
    except ValueError:
        return "un certificat joint ne se lit pas"
    connus = (*joints, *racines)
    for certificat in joints:
        garants = [c for c in connus if c.subject == certificat.issuer]
        if garants and not any(_garantit(g, certificat) for g in garants):
            return "un certificat joint a été changé"
    return ""


def _garantit(garant: x509.Certificate, certificat: x509.Certificate) -> bool:
    try:
        certificat.verify_directly_issued_by(garant)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _defaut_du_jeton(auteur: cms.SignerInfo, racines: tuple[x509.Certificate, ...]) -> str:
    for attribut in auteur["unsigned_attrs"]:
        if attribut["type"].native != JETON or len(attribut["values"]) != 1:
            return "elle porte un attribut que rien ne signe"
        jeton = attribut["values"][0]
        defaut = _defaut(jeton, jeton.dump(), racines)
        if defaut:
            return f"son jeton d'horodatage est fautif : {defaut}"
    return ""
