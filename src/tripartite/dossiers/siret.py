"""SIREN et SIRET : neuf chiffres pour une entreprise, quatorze pour un de ses établissements (Insee).

Le dernier chiffre de chacun est une clé de Luhn. La Poste fait exception : elle a plus d'établissements
que la clé n'en permet, et la somme des chiffres d'un de ses SIRET est un multiple de 5. Une bibliothèque
ferait la même chose que ces quelques lignes ; l'installation de base s'en passe.
"""

from __future__ import annotations

from tripartite.dossiers.erreurs import Illisible, extrait
from tripartite.droit.langage import phrase

LA_POSTE = "356000000"
ATTENDU = "un SIRET de 14 chiffres"


def lire_siret(texte: str) -> str:
    """Rend les quatorze chiffres d'un SIRET juste.

    >>> lire_siret("732 829 320 00074")
    '73282932000074'
    >>> lire_siret("356 000 000 49837")  # La Poste
    '35600000049837'
    >>> lire_siret("732 829 320 00075")
    Traceback (most recent call last):
    tripartite.dossiers.erreurs.Illisible: La clé du SIRET « 732 829 320 00075 » est fausse.
    """
    chiffres = "".join(texte.split())
    if not chiffres.isascii() or not chiffres.isdigit():
        raise Illisible(phrase("« {recu:texte} » n'est pas un SIRET.", recu=extrait(texte)), ATTENDU)
    if len(chiffres) != 14:
        raise Illisible(
            phrase("Le SIRET « {recu:texte} » a {n} chiffres.", recu=extrait(texte), n=len(chiffres)), ATTENDU
        )
    if not siren_juste(chiffres[:9]) or not _cle_juste(chiffres):
        raise Illisible(
            phrase("La clé du SIRET « {recu:texte} » est fausse.", recu=extrait(texte)),
            ATTENDU,
            "Un chiffre est faux, ou deux sont inversés.",
        )
    return chiffres


def siren_juste(chiffres: str) -> bool:
    """Dit si neuf chiffres font un SIREN.

    >>> siren_juste("732829320"), siren_juste("732829321")
    (True, False)
    """
    return len(chiffres) == 9 and _luhn(chiffres)


def _cle_juste(siret: str) -> bool:
    if siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0:
        return True
    return _luhn(siret)


def _luhn(chiffres: str) -> bool:
    """
    >>> _luhn("73282932000074")
    True
    """
    doubles = (int(c) * (1 + rang % 2) for rang, c in enumerate(reversed(chiffres)))
    return sum(n - 9 if n > 9 else n for n in doubles) % 10 == 0
