"""Le droit tel qu'on le savait un jour : les séries de chaque année s'y arrêtent.

Ce qui éprouve l'inconnu d'une année à venir tient ainsi quand ses valeurs sont publiées.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from tripartite.droit.langage import Parametre
from tripartite.droit.plan import _poser, dresser, regles

DE_CHAQUE_ANNEE = 3
"""Une série qui a plus de valeurs que cela en change chaque année."""


def annuelle(parametre: Parametre) -> bool:
    return len(parametre.valeurs) > DE_CHAQUE_ANNEE


@contextmanager
def connues_jusqu_au(jour: date) -> Iterator[None]:
    """Les séries de chaque année ne sont connues que jusqu'à ce jour."""
    regles()
    horizons = {serie: serie.jusqu_au for serie in Parametre.tous.values() if annuelle(serie)}
    try:
        for serie, horizon in horizons.items():
            serie.jusqu_au = min(horizon, jour)
        _oublier()
        yield
    finally:
        for serie, horizon in horizons.items():
            serie.jusqu_au = horizon
        _oublier()


def _oublier() -> None:
    dresser.cache_clear()
    _poser.cache_clear()
    for serie in Parametre.tous.values():
        serie.deja_lues.clear()
