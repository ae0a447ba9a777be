"""Ce qu'un dessin écrit : les grandeurs de `rendus`, dans la langue de la page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from tripartite.droit.langage import connu
from tripartite.rendus.grandeurs import grandeur


def langue() -> str:
    """La langue de la page : « fr », ou « en »."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def dire(valeur: Any, nature: str = "") -> str:
    """Écrit une grandeur ; un fait que l'on ne connaît pas est dit tel."""
    if valeur is None or not connu(valeur):
        return "unknown" if langue() == "en" else "inconnu"
    return grandeur(valeur, nature, langue())


def jour_abrege(jour: date) -> str:
    """Un jour, pour un axe.

    >>> jour_abrege(date(2026, 2, 2))
    '2\\xa0fév.'
    """
    return date_format(jour, "j\xa0N", use_l10n=False)


def mois_abrege(jour: date) -> str:
    """Un mois, pour un axe.

    >>> mois_abrege(date(2026, 2, 2))
    'fév.'
    """
    return date_format(jour, "N", use_l10n=False)
