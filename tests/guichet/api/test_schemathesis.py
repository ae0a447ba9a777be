"""P69 : ce que le schéma permet est reçu, ce qu'il interdit est refusé, et rien ne tombe en panne."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde
from hypothesis import assume, given, settings
from schemathesis import GenerationMode
from tirages import tirages

from tripartite.droit.parcours import Etat
from tripartite.guichet.api.description import OPERATIONS, Operation

CAS = tirages(120)
"""Pour chaque opération, et autant qui ne devraient pas passer ; toujours les mêmes."""


@contextmanager
def base_tenue() -> Iterator[None]:
    """Le serveur rend la base à la fin d'une demande ; ici, l'épreuve la tient, comme le client de Django."""
    signaux = (request_started, request_finished)
    for signal in signaux:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signaux:
            signal.connect(close_old_connections)


class Programme(NamedTuple):
    """Un en-tête qui ouvre l'API, une référence et un repère qu'elle a donnés."""

    autorisation: str
    reference: str
    repere: str


@pytest.fixture
def bureau(monde: Monde, programme: Callable[[str], Client]) -> Programme:
    """Un programme qui voit des conventions de toutes sortes, sur plus d'une page."""
    ecrire_des_rangees(monde, 120)
    reference = monde.convention(Etat.EN_CONTROLE).reference
    client = programme("bureau")
    suivant = client.get("/api/v1/conventions").json()["suivant"]
    repere = parse_qs(urlsplit(suivant).query)["apres"][0]
    return Programme(client.defaults["HTTP_AUTHORIZATION"], reference, repere)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.nom)
@base_tenue()
def test_l_api_tient_son_schema(bureau: Programme, operation: Operation, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema.json", get_wsgi_application())

    @settings(max_examples=CAS, derandomize=True, deadline=None, database=None)
    @given(schema[operation.chemin]["GET"].as_strategy(generation_mode=mode))
    def eprouver(cas: schemathesis.Case) -> None:
        if mode == GenerationMode.POSITIVE:  # un schéma ne sait pas dire : ce que l'on a reçu
            cas.path_parameters |= dict.fromkeys(cas.path_parameters, bureau.reference)
            cas.query |= {nom: bureau.repere for nom in cas.query if nom == "apres"}
        # D'une valeur vide, une adresse ne garde rien : la demande serait bonne.
        assume(not any(valeur in ([], {}) for valeur in cas.query.values()))
        cas.call_and_validate(headers={"Authorization": bureau.autorisation})

    eprouver()
