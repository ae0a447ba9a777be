"""Ce qu'une liste peut redire deux secondes durant : chaque processus ne le relit qu'ensuite."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.core.cache import caches

T = TypeVar("T")


def relire(quoi: str, pour: Any, lire: Callable[[], T]) -> T:
    """Ce que `lire` a rendu il y a deux secondes au plus, `pour` les mêmes ; sinon, ce qu'il rend.

    Args:
        quoi: ce que l'on lit.
        pour: tout ce dont la réponse dépend, la personne ou sa portée comprise.
        lire: la lecture.
    """
    cle = sha256(repr((quoi, pour)).encode()).hexdigest()
    return cast(T, caches["processus"].get_or_set(cle, lire))
