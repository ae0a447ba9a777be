"""Ce que tous les tests du guichet partagent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from guichet.monde import Monde, creer_le_monde


@pytest.fixture
def monde(db: None) -> Monde:
    """Deux écoles, deux organismes, une personne par titre."""
    return creer_le_monde()


@pytest.fixture
def connecter(monde: Monde) -> Callable[[str], Client]:
    """Un navigateur connecté au compte de quelqu'un, second facteur compris."""

    def faire(qui: str) -> Client:
        client = Client()
        client.force_login(monde.comptes[qui])
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
        session["account_authentication_methods_user"] = str(monde.comptes[qui].pk)
        session.save()
        return client

    return faire


@pytest.fixture
def ouvrier(db: None, django_capture_on_commit_callbacks: Callable) -> Callable[[], int]:
    """Fait ce que l'ouvrier ferait : toutes les tâches en attente. Rend leur nombre."""

    def faire() -> int:
        faites = 0
        for tache in DBTaskResult.objects.ready():
            tache.claim("essai")
            tache.task.call(*tache.task_result.args, **tache.task_result.kwargs)
            faites += 1
        return faites

    return faire
