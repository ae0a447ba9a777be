"""Le niveau d'une signature, au sens du règlement (UE) no 910/2014 : lu dans le certificat, jamais déclaré.

On ne monte d'un degré que si tout l'établit ; le reste est « simple ».
"""

from __future__ import annotations

from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import NameOID

from tripartite.documents.signatures.cles import en_asn1
from tripartite.documents.textes import lire_textes

POLITIQUES_RECONNUES = ("0.4.0.2042.1.", "0.4.0.194112.1.")
"""ETSI EN 319 411-1 (LCP, NCP, NCP+) et EN 319 411-2 (QCP-n, QCP-l, sur dispositif qualifié ou non)."""
PERSONNE = (NameOID.GIVEN_NAME, NameOID.SURNAME, NameOID.PSEUDONYM)


class Niveau(StrEnum):
    """Ce que vaut une signature électronique ; la qualifiée seule est présumée fiable (c. civ. 1367)."""

    SIMPLE = "simple"
    AVANCEE = "avancée"
    QUALIFIEE = "qualifiée"


def niveau_de(certificat: x509.Certificate, *, fiable: bool, sur_la_liste: bool = False) -> Niveau:
    """Le niveau qu'un certificat établit.

    Args:
        certificat: celui du signataire.
        fiable: sa chaîne remonte à une racine que le vérificateur a choisie.
        sur_la_liste: cette racine est celle d'un prestataire de la liste de confiance de l'Union européenne.
    """
    if not fiable:
        return Niveau.SIMPLE
    declarations = _declarations(certificat)
    if sur_la_liste and {"qc_compliance", "qc_sscd"} <= declarations:
        return Niveau.QUALIFIEE
    reconnue = "qc_compliance" in declarations or any(
        politique.startswith(POLITIQUES_RECONNUES) for politique in _politiques(certificat)
    )
    if reconnue and certificat.issuer != certificat.subject:
        return Niveau.AVANCEE
    return Niveau.SIMPLE


def est_un_cachet(certificat: x509.Certificate) -> bool:
    """Dit si le certificat est celui d'un organisme plutôt que d'une personne."""
    declarations = _declarations(certificat)
    if declarations & {"qct_eseal", "qct_esign"}:
        return "qct_eseal" in declarations
    sujet = certificat.subject
    if any(sujet.get_attributes_for_oid(oid) for oid in PERSONNE):
        return False
    organismes = {a.value for a in sujet.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)}
    return bool(organismes & {a.value for a in sujet.get_attributes_for_oid(NameOID.COMMON_NAME)})


def dire_le_niveau(niveau: Niveau, cachet: bool, langue: str = "fr") -> str:
    """
    >>> dire_le_niveau(Niveau.AVANCEE, cachet=False), dire_le_niveau(Niveau.QUALIFIEE, cachet=True)
    ('signature électronique avancée', 'cachet électronique qualifié')
    >>> dire_le_niveau(Niveau.SIMPLE, cachet=True, langue="en")
    'simple electronic seal'
    """
    return lire_textes("preuve", langue).mots[f"{'cachet' if cachet else 'signature'}_{niveau}"]


def _declarations(certificat: x509.Certificate) -> set[str]:
    from pyhanko.sign.ades.qualified_asn1 import get_qc_statements

    trouvees: set[str] = set()
    try:
        for declaration in get_qc_statements(en_asn1(certificat)):
            nom = declaration["statement_id"].native
            trouvees.add(nom)
            if nom == "qc_type":
                trouvees |= set(declaration["statement_info"].native)
    except (ValueError, TypeError):
        return set()
    return trouvees


def _politiques(certificat: x509.Certificate) -> set[str]:
    try:
        extension = certificat.extensions.get_extension_for_class(x509.CertificatePolicies)
    except (x509.ExtensionNotFound, ValueError):
        return set()
    return {p.policy_identifier.dotted_string for p in extension.value}
