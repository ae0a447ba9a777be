"""Le dernier recours parle encore quand la base ne répond plus."""

from __future__ import annotations

from typing import NoReturn

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from tripartite.guichet.projet.intergiciels import DernierRecours


class SansBase:
    """Qui regarde, quand rien de ce qui le concerne ne peut plus se lire."""

    nom = "Claire Le Bris"
    compte = object()

    @property
    def appartenances(self) -> NoReturn:
        raise OperationalError("database is locked")


@pytest.mark.parametrize(
    ("erreur", "code", "dit"),
    [
        (OperationalError("database is locked"), 503, "Le guichet est occupé"),
        (OperationalError("database or disk is full"), 507, "Il n'y a plus de place pour enregistrer"),
        (OSError(28, "No space left on device"), 507, "Il n'y a plus de place pour enregistrer"),
        (ZeroDivisionError(), 500, "Une panne de notre côté"),
    ],
)
def test_une_panne_se_dit_sans_relire_la_base(erreur: Exception, code: int, dit: str) -> None:
    request = RequestFactory().get("/")
    request.acteur = SansBase()
    reponse = DernierRecours(lambda _: HttpResponse()).process_exception(request, erreur)
    assert reponse is not None
    assert reponse.status_code == code
    assert f"<h1>{dit}</h1>" in reponse.content.decode()
    assert reponse.get("Retry-After") == ("5" if code == 503 else None)
