"""Le terrain, posé une fois par fichier."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from guichet.monde import creer_le_monde
from guichet.securite.terrain import Terrain, creer_le_terrain
from guichet.socle import pose
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="module")
def terrain_pose(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Terrain]:
    with pose(django_db_blocker, lambda: creer_le_terrain(creer_le_monde())) as terrain:
        yield terrain


@pytest.fixture
def terrain(terrain_pose: Terrain, db: None) -> Terrain:
    """La convention à signer, et tout ce qui s'y attache."""
    return deepcopy(terrain_pose)
