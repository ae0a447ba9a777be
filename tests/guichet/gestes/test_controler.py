"""Contrôler : demander une correction fait par fait, passer outre, suivre le circuit."""

import pytest
from guichet.monde import Monde, donnees_d_exemple

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.controler import bloquants, demander_une_correction, deroger, viser
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse, RegleBloquante
from tripartite.guichet.modeles import Convention, Derogation


def pour_un_motif_interdit() -> dict:
    donnees = donnees_d_exemple()
    donnees["convention"]["motifs"]["remplacement"] = True
    return donnees


def test_une_correction_attache_ses_remarques_aux_faits(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    demander_une_correction(
        convention,
        monde.acteur("bureau"),
        a=Partie.STAGIAIRE,
        motif="Deux points à revoir.",
        remarques={"convention.sujet": " Trop vague. ", "convention.debut": ""},
    )
    assert list(convention.remarques.values_list("chemin", "texte")) == [
        ("", "Deux points à revoir."),
        ("convention.sujet", "Trop vague."),
    ]


def test_une_remarque_trop_longue_dit_ou(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    with pytest.raises(EntreeRefusee) as refus:
        demander_une_correction(
            convention,
            monde.acteur("bureau"),
            a=Partie.STAGIAIRE,
            motif="À revoir.",
            remarques={"convention.sujet": "x" * 2001},
        )
    assert refus.value.champ == "convention.sujet"
    assert Convention.objects.get(pk=convention.pk).etat == Etat.EN_CONTROLE


def test_une_regle_bloquante_arrete_le_visa_et_la_direction_passe_outre(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE, donnees=pour_un_motif_interdit())
    numero = convention.numero_de_version
    with pytest.raises(RegleBloquante) as refus:
        viser(convention, monde.acteur("referent"), numero=numero)
    regles = [c.regle for c in refus.value.constats]
    assert regles == ["remplacement_d_un_absent"]
    for qui in ("referent", "bureau"):
        with pytest.raises(GesteRefuse, match="direction"):
            deroger(convention, monde.acteur(qui), regle=regles[0], motif="Accord du conseil.")
    deroger(convention, monde.acteur("direction"), regle=regles[0], motif="Accord du conseil.")
    assert bloquants(convention) == []
    assert Derogation.objects.get().compte == monde.comptes["direction"]
    assert viser(convention, monde.acteur("referent"), numero=numero).visa_attendu == "bureau"


@pytest.mark.parametrize("circuit", [["bureau"], ["bureau", "referent"], ["direction", "bureau", "referent"]])
def test_le_circuit_de_la_composante_fait_l_ordre(monde: Monde, circuit: list[str]) -> None:
    monde.composante.circuit = circuit
    monde.composante.save()
    convention = monde.convention(Etat.EN_CONTROLE)
    for rang, fonction in enumerate(circuit):
        for autre in {"referent", "bureau", "direction"} - {fonction}:
            with pytest.raises(GesteRefuse):
                viser(convention, monde.acteur(autre), numero=convention.numero_de_version)
        convention = viser(convention, monde.acteur(fonction), numero=convention.numero_de_version)
        reste = circuit[rang + 1 :]
        assert convention.etat == (Etat.EN_CONTROLE if reste else Etat.A_SIGNER)
