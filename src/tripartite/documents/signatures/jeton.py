"""Une clé gardée par un jeton PKCS#11 (carte, clé USB, boîtier) : elle n'en sort jamais."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography import x509
from pyhanko.sign.general import SigningError

from tripartite.documents.signatures.cles import Cle, exiger_un_type_accepte
from tripartite.documents.signatures.erreurs import CleRefusee

OBLIGATOIRES = ("module", "certificat")
DU_CODE = {
    "PinIncorrect": "le code est faux",
    "PinInvalid": "le code est faux",
    "PinLenRange": "le code n'a pas la bonne longueur",
    "PinLocked": "le code est bloqué, après trop d'essais",
    "PinExpired": "le code a expiré",
}
CONNUES = (*OBLIGATOIRES, "jeton", "cle", "emplacement")


@contextmanager
def cle_du_jeton(reglages: Mapping[str, Any], code: str) -> Iterator[Cle]:
    """Ouvre la clé d'un jeton, le temps de signer.

    Args:
        reglages: `module` (la bibliothèque du fabricant), `certificat` (son étiquette), et s'il le faut
            `jeton`, `cle` (leurs étiquettes), `emplacement` (son numéro).
        code: celui du jeton.

    Raises:
        CleRefusee: la bibliothèque manque, un réglage aussi, ou le jeton ne s'ouvre pas.
    """
    _exiger_les_reglages(reglages)
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11SigningContext
    except ImportError as erreur:
        raise CleRefusee(
            "Signer avec un jeton demande la bibliothèque python-pkcs11 : pip install 'tripartite[jeton]'."
        ) from erreur
    configuration = PKCS11SignatureConfig(
        module_path=str(reglages["module"]),
        cert_label=str(reglages["certificat"]),
        key_label=str(reglages.get("cle") or reglages["certificat"]),
        slot_no=reglages.get("emplacement"),
        raw_mechanism=True,  # bien des jetons signent une empreinte et ne savent pas la calculer
        token_criteria=TokenCriteria(label=reglages["jeton"]) if reglages.get("jeton") else None,
    )
    try:
        with PKCS11SigningContext(configuration, user_pin=code) as plume:
            trouve = plume.signing_cert
            if trouve is None:
                raise CleRefusee(f"Le jeton n'a pas de certificat « {reglages['certificat']} ».")
            certificat = x509.load_der_x509_certificate(trouve.dump())
            exiger_un_type_accepte(certificat)
            yield Cle(certificat, plume=plume)
    except (SigningError, PKCS11Error) as erreur:
        raise CleRefusee(_en_clair(erreur, reglages)) from erreur


def _en_clair(erreur: Exception, reglages: Mapping[str, Any]) -> str:
    cause = type(erreur.__cause__ or erreur).__name__
    if cause in DU_CODE:
        return f"Le jeton ne s'ouvre pas : {DU_CODE[cause]}."
    if cause in ("NoSuchToken", "TokenNotPresent") or "No token" in str(erreur):
        return f"On ne trouve pas le jeton « {reglages.get('jeton', '')} ». Branchez-le, puis recommencez."
    if "Could not find" in str(erreur):
        cle = reglages.get("cle") or reglages["certificat"]
        return f"Le jeton n'a pas de certificat « {reglages['certificat']} », ou pas de clé « {cle} »."
    return f"Le jeton ne signe pas ({cause}). Vérifiez ses réglages : {', '.join(CONNUES)}."


def _exiger_les_reglages(reglages: Mapping[str, Any]) -> None:
    inconnus = sorted(set(reglages) - set(CONNUES))
    if inconnus:
        raise CleRefusee(f"Un jeton n'a pas de réglage « {inconnus[0]} ». Il y a {', '.join(CONNUES)}.")
    manquants = [nom for nom in OBLIGATOIRES if not reglages.get(nom)]
    if manquants:
        raise CleRefusee(f"Il manque au jeton le réglage « {manquants[0]} ».")
    if not Path(str(reglages["module"])).is_file():
        raise CleRefusee(f"La bibliothèque du jeton, « {reglages['module']} », n'existe pas.")
