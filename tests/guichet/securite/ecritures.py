"""Ce qui s'écrit dans la base pendant que l'on fait quelque chose, et ce que disent ses rangées."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

ECRITURE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
DE_LA_VISITE = frozenset({"django_session", "usersessions_usersession", "cache", "guichet_compteur"})
"""Une session, un essai compté : ce que toute visite écrit."""


@contextmanager
def tables_ecrites() -> Iterator[set[str]]:
    """Les tables où l'on écrit pendant le bloc, hors celles de la visite."""
    ecrites: set[str] = set()

    def noter(executer: Callable[..., Any], sql: str, *reste: Any) -> Any:
        trouve = ECRITURE.match(sql)
        if trouve and trouve[1] not in DE_LA_VISITE:
            ecrites.add(trouve[1])
        return executer(sql, *reste)

    with connection.execute_wrapper(noter):
        yield ecrites


@contextmanager
def sans_suite() -> Iterator[None]:
    """Défait ce que le bloc a écrit."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
