"""Un processus du serveur est chaud avant sa première page, et ne s'arrête plus pour ramasser ce qui dure."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.template.loader import get_template

from tripartite.guichet.projet import chauffe


@pytest.fixture
def ramasse_miettes() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("ramasse_miettes")
def test_l_application_est_chargee_et_figee() -> None:
    seuils = gc.get_threshold()
    gc.unfreeze()
    assert isinstance(chauffe.application_chaude(), WSGIHandler)
    assert gc.get_freeze_count() > 50_000
    assert (gc.isenabled(), gc.get_threshold()) == (True, seuils)


@pytest.mark.parametrize("page", chauffe.PAGES)
def test_les_pages_chauffees_se_servent_sans_base(page: str) -> None:
    assert chauffe.demander(page).status_code == 200  # toucher à la base échouerait : ce test n'y a pas droit


def test_tous_les_gabarits_se_chargent() -> None:
    noms = chauffe.gabarits()
    assert {"base.html", "file/file.html", "droit/sommaire.html"} <= set(noms)
    for nom in noms:
        assert get_template(nom).template.name == nom
