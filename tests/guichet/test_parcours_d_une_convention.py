"""Les gestes, bout à bout : du brouillon à la signature."""

from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.modeles import Entree


def test_du_brouillon_a_la_signature(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    assert convention.etat == Etat.A_SIGNER
    assert (convention.bloquants, convention.manques) == (0, 0)
    assert [s.roles for s in convention.signataires.all()] == [
        ["stagiaire"],
        ["organisme"],
        ["tuteur"],
        ["etablissement"],
        ["referent"],
    ]
    assert [e.geste for e in Entree.objects.filter(chaine=f"convention:{convention.pk}")] == [
        "etablir",
        "completer",
        "envoyer",
        "rendre",
        "viser",
        "viser",
    ]
    assert list(verifier_le_journal()) == []
