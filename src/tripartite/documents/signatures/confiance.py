"""La confiance : un certificat remonte-t-il à l'une des racines que l'on a choisies ?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

from cryptography import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from tripartite.documents.signatures.cles import Cle, en_asn1
from tripartite.documents.signatures.niveaux import Niveau, niveau_de


def contexte(racines: Iterable[x509.Certificate], le: datetime) -> ValidationContext:
    """Ce qui valide une chaîne à un instant, sans rien demander au réseau."""
    return ValidationContext(
        trust_roots=[en_asn1(c) for c in racines],
        moment=le,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def remonte_a(cle: Cle, racines: Iterable[x509.Certificate], le: datetime) -> bool:
    """Dit si le certificat d'une clé remonte à l'une de ces racines."""
    validation = CertificateValidator(
        en_asn1(cle.certificat),
        intermediate_certs=[en_asn1(c) for c in cle.chaine],
        validation_context=contexte(racines, le),
    )
    try:
        asyncio.run(validation.async_validate_path())
    except (PathError, ValidationError):
        return False
    return True


def niveau_de_la_cle(
    cle: Cle,
    racines: Iterable[x509.Certificate],
    de_la_liste: Iterable[x509.Certificate],
    le: datetime,
) -> Niveau:
    """Le niveau que la clé d'un signataire établit, d'après les racines données."""
    liste = tuple(de_la_liste)
    fiable = remonte_a(cle, (*racines, *liste), le)
    return niveau_de(cle.certificat, fiable=fiable, sur_la_liste=bool(liste) and remonte_a(cle, liste, le))
