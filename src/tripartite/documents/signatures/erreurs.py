"""Ce qui empêche de signer ou de lire une signature. Chaque message dit ce qu'on a reçu et quoi faire."""


class SignatureImpossible(Exception):
    """On ne signe pas : le message dit pourquoi et quoi faire."""


class CleRefusee(SignatureImpossible):
    """La clé ne s'ouvre pas, est expirée, d'un type refusé, ou gardée sans protection."""


class HorodatageImpossible(SignatureImpossible):
    """L'autorité d'horodatage n'a pas répondu comme il faut."""


class PdfIllisible(Exception):
    """Le fichier n'est pas un PDF que l'on sache lire."""
