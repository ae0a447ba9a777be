"""Écrire du CSV qu'un tableur ouvre sans rien exécuter, ligne à ligne, sans tout garder en mémoire."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n")
MARQUE_UTF8 = "\ufeff"  # sans elle, un tableur lit les accents de travers


class _Echo:
    """Rend ce que l'on y écrit."""

    def write(self, ligne: str) -> str:
        return ligne


def neutraliser(case: Any) -> str:
    """Une case qu'un tableur prendrait pour une formule devient du texte.

    >>> neutraliser("=1+1"), neutraliser(" @x"), neutraliser("Léa"), neutraliser(None)
    ("'=1+1", "' @x", 'Léa', '')
    """
    texte = "" if case is None else str(case)
    return f"'{texte}" if texte.lstrip(" \u00a0").startswith(DANGEREUX) else texte


def ecrire_le_csv(titres: Sequence[str], lignes: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Le fichier, ligne à ligne (RFC 4180, point-virgule)."""
    plume = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_MINIMAL)
    yield MARQUE_UTF8 + plume.writerow([neutraliser(t) for t in titres])
    for ligne in lignes:
        yield plume.writerow([neutraliser(case) for case in ligne])
