"""Un programme et son jeton, et le compte des demandes d'un vrai processus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client, override_settings
from guichet.monde import Monde

from tripartite.guichet.gestes.jetons import creer_un_jeton

PAR_PROCESSUS = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 2}


@pytest.fixture(autouse=True)
def par_processus() -> Iterator[None]:
    """Ce que chaque processus garde, comme sur une instance."""
    with override_settings(CACHES=settings.CACHES | {"processus": PAR_PROCESSUS}):
        caches["processus"].clear()
        yield
        caches["processus"].clear()


@pytest.fixture
def programme(monde: Monde) -> Callable[[str], Client]:
    """Un programme qui tient un jeton de cette personne, fait avec un second facteur."""

    def faire(qui: str) -> Client:
        compte = monde.comptes[qui]
        nom = f"essai {compte.jetons.count()}"
        _jeton, secret = creer_un_jeton(compte, nom, jours=30, second_facteur=True)
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return faire
