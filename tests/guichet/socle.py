"""Ce que tous les tests d'un fichier trouvent dans la base, posé une fois."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

Pose = TypeVar("Pose")


@contextmanager
def pose(base: DjangoDbBlocker, poser: Callable[[], Pose]) -> Iterator[Pose]:
    """Rend ce que `poser` a fait, qui reste dans la base jusqu'à la fin du bloc.

    Chaque test ouvre sa transaction dans celle-ci, et n'y défait que ce qu'il écrit : qu'il demande aussi la
    fixture `db`, et copie ce qu'il reçoit, puisqu'il peut le changer.
    """
    with base.unblock(), transaction.atomic():
        posee = poser()
        with base.block():
            yield posee
        transaction.set_rollback(True)
