"""Les dossiers : d'où viennent les faits d'un stage.

    lire_dossier(chemin), lire_texte(texte, nom)   un fichier ou un texte, YAML ou JSON, aux faits
    lire_octets(octets, nom)                       les mêmes, ou un PDF de Tripartite, déjà ouverts
    ecrire_yaml(dossier), ecrire_json(dossier)     des faits au texte
    schema.schema(), exemples.texte(nom)           le JSON Schema publié, les dossiers d'exemple

Ce qui ne se lit pas lève `DossierInvalide`, qui porte toutes les erreurs : ligne, champ, reçu, attendu,
que faire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tripartite.dossiers.erreurs import DossierInvalide, Erreur
from tripartite.dossiers.lecture import lire_dossier, lire_octets, lire_texte

if TYPE_CHECKING:
    from tripartite.dossiers.ecriture import ecrire, ecrire_json, ecrire_yaml

__all__ = [
    "DossierInvalide",
    "Erreur",
    "lire_dossier",
    "lire_octets",
    "lire_texte",
    "ecrire",
    "ecrire_json",
    "ecrire_yaml",
]


def __getattr__(nom: str) -> Any:
    """Charge l'écriture quand on la demande : lire ne l'attend pas."""
    if nom not in __all__:
        raise AttributeError(f"tripartite.dossiers n'a pas de « {nom} ». Il a : {', '.join(__all__)}.")
    from tripartite.dossiers import ecriture

    return getattr(ecriture, nom)
