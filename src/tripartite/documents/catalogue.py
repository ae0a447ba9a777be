"""Les documents que l'on tire d'un dossier, par leur nom, à signer ou non."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tripartite.documents.attestation import attestation
from tripartite.documents.avenant import avenant
from tripartite.documents.bordereau import bordereau
from tripartite.documents.composition import Document
from tripartite.documents.convention import convention
from tripartite.documents.lettres import lettre
from tripartite.documents.rapport import rapport
from tripartite.documents.textes import TexteInvalide
from tripartite.documents.themes import Theme, ThemeImpossible, lire_theme
from tripartite.droit.faits import Dossier

DOCUMENTS: Mapping[str, Callable[..., Document]] = {
    "convention": convention,
    "avenant": avenant,
    "attestation": attestation,
    "bordereau": bordereau,
    "rapport": rapport,
    "lettre": lambda dossier, *, modele, **options: lettre(modele, dossier, **options),
}


def composer_document(
    nom: str,
    dossier: Dossier,
    theme: Theme | str = "",
    *,
    a_signer: bool = False,
    en_sequence: bool = False,
    **options: Any,
) -> Document:
    """Compose un document d'un dossier.

    Args:
        nom: lequel : convention, avenant, attestation, bordereau, rapport ou lettre.
        dossier: les faits.
        theme: un thème, ou le chemin de son répertoire, lu une seule fois.
        a_signer: vrai, chaque boîte de signature porte un champ à son nom.
        en_sequence: de même, à signer dans l'ordre de lecture.
        options: celles du document : `le` et `langue` pour tous, `rang` d'un avenant, `mois` d'un bordereau,
            `modele` d'une lettre, `code`, `autres` et `projet` d'une convention.

    Raises:
        DocumentImpossible: le document ne se compose pas, ou les clauses du thème ne se comprennent pas.
        FaitInconnu: il y manque un fait dont il ne peut pas se passer.
        SignatureImpossible: on veut signer un document qui n'a pas de boîte de signature.
    """
    lu = theme if isinstance(theme, Theme) else _theme(theme) if theme else None
    try:
        document = DOCUMENTS[nom](dossier, theme=lu, **options)
    except (ValueError, LookupError) as erreur:
        if lu is None or not lu.a_des_clauses:
            raise
        raise ThemeImpossible(f"Les clauses du thème ne se composent pas. {_en_clair(erreur)}") from erreur
    if not a_signer and not en_sequence:
        return document
    # pyHanko ne se charge que pour signer.
    from tripartite.documents.signatures.champs import rendre_signable

    return rendre_signable(document, en_sequence=en_sequence)


def _en_clair(erreur: Exception) -> str:
    if isinstance(erreur, TexteInvalide):
        return str(erreur)
    if isinstance(erreur, KeyError):
        return f"« {erreur.args[0]} » n'est pas une condition que la convention connaît."
    if str(erreur).startswith("«"):
        return str(erreur)
    return "Une accolade n'y est pas fermée : une grandeur s'écrit « {debut:date} »."


@cache
def _theme(repertoire: str) -> Theme:
    return lire_theme(repertoire)
