"""Ce qui empêche de signer ou de lire une signature. Chaque message dit ce qu'on a reçu et quoi faire."""

from tripartite.documents.refus import Refus

RAISONS = {
    FileNotFoundError: "il n'existe pas",
    PermissionError: "vous n'en avez pas le droit",
    IsADirectoryError: "c'est un répertoire",
    NotADirectoryError: "son répertoire n'en est pas un",
}


class SignatureImpossible(Refus):
    """On ne signe pas."""


class CleRefusee(SignatureImpossible):
    """La clé ne s'ouvre pas, est expirée, d'un type refusé, ou gardée sans protection."""


class HorodatageImpossible(SignatureImpossible):
    """L'autorité d'horodatage n'a pas répondu comme il faut."""


class PdfIllisible(Refus):
    """Le fichier n'est pas un PDF que l'on sache lire."""


def raison(erreur: OSError) -> str:
    """Pourquoi le système refuse un fichier.

    >>> raison(FileNotFoundError()), raison(OSError(28, "No space left on device"))
    ("il n'existe pas", 'No space left on device')
    """
    for nature, phrase in RAISONS.items():
        if isinstance(erreur, nature):
            return phrase
    return erreur.strerror or erreur.__class__.__name__
