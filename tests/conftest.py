"""Ce que tous les tests partagent : un ramasse-miettes qui ne repasse pas sur ce que l'on garde."""

import gc
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

A_UN_SERVEUR = ("tests/guichet/navigateur/", "tests/guichet/pannes/")


def pytest_collection_finish() -> None:
    """Met de côté modules et tests relevés : les relire à chaque ramassage coûte un dixième du temps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Répartit les tests un à un, sauf ceux d'un fichier qui lance un serveur : à un seul processus."""
    return _ParServeur(config, log)


class _ParServeur(LoadScopeScheduling):
    """Les marques `xdist_group` ne suivent plus les noms depuis pytest 9.2 : le fichier en tient lieu."""

    def _split_scope(self, nodeid: str) -> str:
        fichier = nodeid.partition("::")[0]
        return fichier if fichier.startswith(A_UN_SERVEUR) else nodeid
