"""La démonstration s'installe par les gestes, une fois, dans tous les états, et son journal tient."""

from collections.abc import Callable

import pytest

from tripartite.droit.parcours import Etat
from tripartite.guichet.demonstration import installer
from tripartite.guichet.demonstration.recits import RECITS
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.modeles import Convention, Courriel


@pytest.mark.django_db
def test_la_demonstration_s_installe_une_fois(django_capture_on_commit_callbacks: Callable) -> None:
    combien = len(RECITS)
    assert list(installer(combien + 1)) == [
        "Données de démonstration : trois écoles, douze organismes, leurs comptes.",
        f"Données de démonstration : {combien} conventions ; l'ouvrier en écrit 1 autres.",
    ]
    assert set(Convention.objects.values_list("etat", flat=True)) == {etat.value for etat in Etat}
    assert not Courriel.objects.filter(envoye_le=None).exists()
    assert list(verifier_le_journal()) == []
    assert list(installer()) == ["Les données de démonstration sont déjà là."]
