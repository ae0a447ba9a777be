"""Les espaces insécables du français, posées puis ôtées."""

from __future__ import annotations

import re

INSECABLE = "\u00a0"
FINE = "\u202f"
_ORDINAIRES = str.maketrans({INSECABLE: " ", FINE: " "})
_AVANT = re.compile(r" (?=[;?!])")
_INSECABLES = re.compile(
    r" (?=[:»%])|(?<=«) "
    r"|(?<=\b[LDRA]\.) (?=\d)|(?<=\bart\.) (?=[\dLDR])|(?<=n°) "  # un article, un numéro
    r"|(?<=\d) (?=(?:h|€|min|jours?|mois|ans?|heures?)\b)"  # un nombre et son unité
)


def typographier(texte: str) -> str:
    """Rend insécables les espaces que le français veut devant « : ; ? ! % » et dans les guillemets.

    >>> typographier("Oui : « non » ?")
    'Oui\\xa0: «\\xa0non\\xa0»\\u202f?'
    >>> typographier("L. 124-6, 924 h")
    'L.\\xa0124-6, 924\\xa0h'
    """
    return _AVANT.sub(FINE, _INSECABLES.sub(INSECABLE, texte))


def sans_insecable(texte: str) -> str:
    """Rend ordinaires les espaces insécables : pour ce qui se copie, se cherche ou se compare."""
    return texte.translate(_ORDINAIRES)
