"""Le visa que les listes montrent : celui du circuit, à chaque geste."""

from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.circuit import appliquer_le_circuit
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.modeles import Convention


def test_la_colonne_suit_le_circuit(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    assert convention.visa_attendu == "referent"
    convention = viser(convention, monde.acteur("referent"), numero=convention.numero_de_version)
    assert convention.visa_attendu == "bureau"
    convention = viser(convention, monde.acteur("bureau"), numero=convention.numero_de_version)
    assert (convention.etat, convention.visa_attendu) == (Etat.A_SIGNER, "")


def test_une_version_de_plus_annule_les_visas(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    convention = viser(convention, monde.acteur("referent"), numero=convention.numero_de_version)

    def changer(donnees: dict) -> dict:
        return donnees | {"convention": donnees["convention"] | {"sujet": "Un autre sujet"}}

    convention = completer(
        convention, monde.acteur("bureau"), numero=convention.numero_de_version, changer=changer
    )
    assert convention.visa_attendu == "referent"


def test_un_circuit_change_s_applique_aux_conventions_en_controle(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    monde.composante.circuit = ["direction"]
    monde.composante.save()
    assert appliquer_le_circuit(monde.composante) == 1
    assert Convention.objects.get(pk=convention.pk).visa_attendu == "direction"
    assert appliquer_le_circuit(monde.composante) == 0


def test_les_listes_se_trient_par_nom_de_famille(monde: Monde) -> None:
    convention = monde.brouillon()
    assert (convention.tri_stagiaire, convention.tri_organisme) == ("le goff maelle", "marees logicielles")
    assert convention.tri_formation == "master 2 ingenierie des donnees"
