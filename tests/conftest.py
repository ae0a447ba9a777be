"""Ce que tous les tests partagent : leur ordre ; un ramasse-miettes qui laisse ce que l'on garde."""

import gc
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

A_UN_SERVEUR = (
    "tests/guichet/navigateur/test_chaque_page.py",
    "tests/guichet/navigateur/",
    "tests/guichet/pannes/",
)
"""Des fichiers qui lancent un serveur, le plus long d'abord."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Met d'abord ce qui dure : un long fichier commencé en dernier fait attendre les autres processus."""
    items.sort(
        key=lambda test: next((n for n, lieu in enumerate(A_UN_SERVEUR) if test.nodeid.startswith(lieu)), 99)
    )


def pytest_collection_finish() -> None:
    """Met de côté modules et tests relevés : les relire à chaque ramassage coûte un dixième du temps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Répartit les tests un à un, sauf ceux d'un fichier qui lance un serveur : à un seul processus."""
    config.option.loadscopereorder = False  # leur ordre est le nôtre, non celui des fichiers de plus de tests
    return _ParServeur(config, log)


class _ParServeur(LoadScopeScheduling):
    """Les marques `xdist_group` ne suivent plus les noms depuis pytest 9.2 : le fichier en tient lieu."""

    def _split_scope(self, nodeid: str) -> str:
        fichier = nodeid.partition("::")[0]
        return fichier if fichier.startswith(A_UN_SERVEUR) else nodeid
