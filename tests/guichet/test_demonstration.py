"""La démonstration s'installe par les gestes, une fois, et son journal tient."""

from collections import Counter

import pytest

from tripartite.guichet.demonstration import installer
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.modeles import Convention, Courriel


@pytest.mark.django_db
def test_la_demonstration_s_installe_une_fois() -> None:
    dites = list(installer(conventions=16))
    assert dites == ["Données de démonstration : 16 conventions sur 16."]
    etats = Counter(Convention.objects.values_list("etat", flat=True))
    assert etats.keys() >= {
        "brouillon",
        "à compléter",
        "en contrôle",
        "correction demandée",
        "refusée",
        "à signer",
    }
    assert not Courriel.objects.filter(envoye_le=None).exists()
    assert list(verifier_le_journal()) == []
    assert list(installer()) == ["Les données de démonstration sont déjà là."]
