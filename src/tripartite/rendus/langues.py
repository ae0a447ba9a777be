"""Les phrases du droit dans une autre langue : un catalogue gettext, dont chaque clé est la phrase française.

Le français est la source, et ne lit rien. Le catalogue n'est ouvert qu'au premier mot à traduire.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE = "fr"
LANGUES = ("fr", "en")
DOMAINE = "droit"
DOSSIER = Path(__file__).with_name("locale")


@cache
def catalogue(langue: str) -> NullTranslations:
    """Les traductions d'une langue. Lève `FileNotFoundError` s'il n'est pas compilé : `./bootstrap`."""
    from gettext import translation

    return translation(DOMAINE, DOSSIER, [langue])


def traduire(texte: str, langue: str = SOURCE) -> str:
    """Une phrase dans une langue ; telle quelle si le catalogue ne l'a pas, comme le nom d'une personne.

    >>> traduire("à vérifier", "en"), traduire("à vérifier"), traduire("Léa Martin", "en")
    ('to be checked', 'à vérifier', 'Léa Martin')
    """
    return texte if langue == SOURCE or not texte else catalogue(langue).gettext(texte)
