"""Les documents qu'un dossier demande : des PDF qu'une personne lit, et qu'un programme relit.

    from tripartite.documents import composer_document

    document = composer_document("convention", dossier, le=aujourd_hui, a_signer=True)

Composer
    composer_document           un document d'un dossier, à signer ou non : un `Document`, ses `places`
    lire_theme                  l'en-tête, le logo, la couleur et les clauses d'une école

Signer (les étapes et un exemple sont dans docs/documents.md)
    lire_une_cle, creer_une_cle une `Cle`, à l'abri d'une phrase
    lire_des_certificats        ceux à qui l'on se fie
    champs_du_pdf               les champs d'un PDF, vides ou non
    empreinte                   celle d'une version, que chacun approuve
    sceller                     les accords de qui n'a pas de certificat, leur page de preuve, le cachet
    preuve_a_part               de même, pour un document déjà signé
    signer                      un champ, par qui a un certificat
    autorite                    une autorité d'horodatage
    verifier_signatures         ce que prouve chaque signature d'un PDF

Recevoir
    lire_pdf                    le dossier que porte un PDF de Tripartite
    enregistrer_exterieur       noter un PDF signé ailleurs, ou à la main ; `relire_l_enregistrement`,
                                `joindre_l_enregistrement`, `est_celui_que_l_on_a_enregistre`

Rien ici ne lit ni n'écrit de base de données. Signer et vérifier ouvrent une boucle asynchrone : appelez-les
d'une fonction ordinaire, jamais d'une coroutine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tripartite.documents.catalogue import composer_document as composer_document
    from tripartite.documents.composition import Document as Document
    from tripartite.documents.composition import DocumentImpossible as DocumentImpossible
    from tripartite.documents.composition import Place as Place
    from tripartite.documents.lecture import lire_pdf as lire_pdf
    from tripartite.documents.signatures.champs import Champ as Champ
    from tripartite.documents.signatures.champs import champs_du_pdf as champs_du_pdf
    from tripartite.documents.signatures.cles import Cle as Cle
    from tripartite.documents.signatures.cles import creer_une_cle as creer_une_cle
    from tripartite.documents.signatures.cles import lire_des_certificats as lire_des_certificats
    from tripartite.documents.signatures.cles import lire_une_cle as lire_une_cle
    from tripartite.documents.signatures.erreurs import CleRefusee as CleRefusee
    from tripartite.documents.signatures.erreurs import HorodatageImpossible as HorodatageImpossible
    from tripartite.documents.signatures.erreurs import PdfIllisible as PdfIllisible
    from tripartite.documents.signatures.erreurs import SignatureImpossible as SignatureImpossible
    from tripartite.documents.signatures.exterieur import Enregistrement as Enregistrement
    from tripartite.documents.signatures.exterieur import NatureExterieure as NatureExterieure
    from tripartite.documents.signatures.exterieur import SignataireExterieur as SignataireExterieur
    from tripartite.documents.signatures.exterieur import enregistrer_exterieur as enregistrer_exterieur
    from tripartite.documents.signatures.exterieur import (
        est_celui_que_l_on_a_enregistre as est_celui_que_l_on_a_enregistre,
    )
    from tripartite.documents.signatures.exterieur import joindre_l_enregistrement as joindre_l_enregistrement
    from tripartite.documents.signatures.exterieur import relire_l_enregistrement as relire_l_enregistrement
    from tripartite.documents.signatures.horodatage import autorite as autorite
    from tripartite.documents.signatures.niveaux import Niveau as Niveau
    from tripartite.documents.signatures.preuve import Accord as Accord
    from tripartite.documents.signatures.preuve import empreinte as empreinte
    from tripartite.documents.signatures.preuve import preuve_a_part as preuve_a_part
    from tripartite.documents.signatures.preuve import sceller as sceller
    from tripartite.documents.signatures.signature import signer as signer
    from tripartite.documents.signatures.verification import SignatureLue as SignatureLue
    from tripartite.documents.signatures.verification import verifier_signatures as verifier_signatures
    from tripartite.documents.themes import Theme as Theme
    from tripartite.documents.themes import ThemeImpossible as ThemeImpossible
    from tripartite.documents.themes import lire_theme as lire_theme

_OU = {
    "catalogue": ("composer_document",),
    "composition": ("Document", "DocumentImpossible", "Place"),
    "lecture": ("lire_pdf",),
    "themes": ("lire_theme", "Theme", "ThemeImpossible"),
    "signatures.champs": ("champs_du_pdf", "Champ"),
    "signatures.cles": ("lire_une_cle", "creer_une_cle", "lire_des_certificats", "Cle"),
    "signatures.erreurs": ("SignatureImpossible", "CleRefusee", "HorodatageImpossible", "PdfIllisible"),
    "signatures.exterieur": (
        "enregistrer_exterieur",
        "relire_l_enregistrement",
        "joindre_l_enregistrement",
        "est_celui_que_l_on_a_enregistre",
        "Enregistrement",
        "NatureExterieure",
        "SignataireExterieur",
    ),
    "signatures.horodatage": ("autorite",),
    "signatures.niveaux": ("Niveau",),
    "signatures.preuve": ("Accord", "empreinte", "sceller", "preuve_a_part"),
    "signatures.signature": ("signer",),
    "signatures.verification": ("verifier_signatures", "SignatureLue"),
}
_MODULES = {nom: f"{__name__}.{module}" for module, noms in _OU.items() for nom in noms}

__all__ = [*_MODULES]


def __getattr__(nom: str) -> Any:
    """Charge un nom public quand on le demande : composer ne charge pas ce qui signe."""
    if nom not in _MODULES:
        raise AttributeError(f"tripartite.documents n'a pas de « {nom} ». Il a : {', '.join(__all__)}.")
    valeur = getattr(import_module(_MODULES[nom]), nom)
    globals()[nom] = valeur
    return valeur


def __dir__() -> list[str]:
    return sorted(__all__)
