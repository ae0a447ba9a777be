"""Régler un établissement : à l'administrateur seul, et toujours inscrit."""

import pytest
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.regler import (
    inviter_un_membre,
    regler_l_etablissement,
    regler_la_composante,
    regler_la_formation,
    retirer_un_membre,
)
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.modeles import Composante, Compte, Convention, Courriel, Entree, Formation, Membre


def inscrites() -> list[str]:
    return list(Entree.objects.filter(chaine="instance").values_list("geste", flat=True))


def composante(monde: Monde, **change: object) -> dict:
    tel_quel = {
        "nom": monde.composante.nom,
        "circuit": monde.composante.circuit,
        "ordre": monde.composante.ordre_des_signatures,
        "signataire": monde.composante.signataire,
        "clauses": monde.composante.clauses,
    }
    return tel_quel | change


def test_le_circuit_change_vaut_aussitot_et_s_inscrit(monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    regle = composante(monde, circuit=["direction", "referent"])
    regler_la_composante(monde.composante, monde.acteur("administrateur"), **regle)
    assert Convention.objects.get(pk=convention.pk).visa_attendu == "direction"
    entree = Entree.objects.select_related("contenu").get(chaine="instance")
    assert entree.contenu.auteur == "Paul Morvan"
    assert entree.contenu.donnees["changes"] == {
        "circuit": {"avant": ["referent", "bureau"], "apres": ["direction", "referent"]}
    }


def test_rien_de_change_rien_d_inscrit(monde: Monde) -> None:
    regler_la_composante(monde.composante, monde.acteur("administrateur"), **composante(monde))
    assert inscrites() == []


@pytest.mark.parametrize("qui", ["bureau", "direction", "referent", "autre_bureau", "etudiante"])
def test_un_autre_que_l_administrateur_ne_regle_rien(monde: Monde, qui: str) -> None:
    with pytest.raises(GesteRefuse, match="administrateur"):
        regler_la_composante(monde.composante, monde.acteur(qui), **composante(monde, circuit=["direction"]))
    with pytest.raises(GesteRefuse, match="administrateur"):
        inviter_un_membre(monde.ecole, monde.acteur(qui), courriel="x@essai.example", fonction="bureau")


def test_l_administrateur_d_une_ecole_ne_regle_pas_l_autre(monde: Monde) -> None:
    with pytest.raises(GesteRefuse):
        regler_l_etablissement(
            monde.autre_ecole, monde.acteur("administrateur"), nom="Pris", courriel="", faits={}
        )
    monde.autre_ecole.refresh_from_db()
    assert monde.autre_ecole.nom == "Lycée des Marais"


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"circuit": []}, "circuit"),
        ({"circuit": ["bureau", "bureau"]}, "circuit"),
        ({"circuit": ["administrateur"]}, "circuit"),
        ({"ordre": "au hasard"}, "ordre"),
        ({"nom": "  "}, "nom"),
        ({"signataire": {"zut": "x"}}, "faits"),
    ],
)
def test_un_reglage_qui_ne_tient_pas(monde: Monde, change: dict, champ: str) -> None:
    with pytest.raises(EntreeRefusee) as refus:
        regler_la_composante(monde.composante, monde.acteur("administrateur"), **composante(monde, **change))
    assert refus.value.champ == champ
    assert inscrites() == []


def test_une_composante_de_plus_et_un_nom_deja_pris(monde: Monde) -> None:
    neuve = Composante(etablissement=monde.ecole)
    regler_la_composante(neuve, monde.acteur("administrateur"), **composante(monde, nom="Lettres"))
    assert inscrites() == ["ouvrir"]
    with pytest.raises(EntreeRefusee) as refus:
        regler_la_composante(neuve, monde.acteur("administrateur"), **composante(monde))
    assert refus.value.champ == "nom"


def test_le_tri_suit_l_intitule_de_la_formation(monde: Monde) -> None:
    convention = monde.brouillon()
    formation = Formation.objects.get(pk=monde.formation.pk)
    regler_la_formation(
        formation, monde.acteur("administrateur"), intitule="Écologie", faits=formation.faits, ouverte=True
    )
    assert Convention.objects.get(pk=convention.pk).tri_formation == "ecologie"


def test_inviter_ouvre_un_compte_et_l_ecrit(monde: Monde) -> None:
    membre = inviter_un_membre(
        monde.ecole,
        monde.acteur("administrateur"),
        courriel="Nouvelle@Essai.example",
        fonction="bureau",
        composante=monde.composante,
    )
    compte = Compte.objects.get(courriel="nouvelle@essai.example")
    assert (membre.compte, compte.has_usable_password()) == (compte, False)
    courriel = Courriel.objects.get(destinataire="nouvelle@essai.example")
    assert "/compte/password/reset/" in courriel.texte
    with pytest.raises(EntreeRefusee, match="déjà"):
        inviter_un_membre(
            monde.ecole,
            monde.acteur("administrateur"),
            courriel="nouvelle@essai.example",
            fonction="bureau",
            composante=monde.composante,
        )


def test_on_ne_retire_pas_le_dernier_administrateur(monde: Monde) -> None:
    dernier = Membre.objects.get(fonction="administrateur")
    with pytest.raises(GesteRefuse, match="dernier administrateur"):
        retirer_un_membre(dernier, monde.acteur("administrateur"))
    retirer_un_membre(Membre.objects.get(fonction="direction"), monde.acteur("administrateur"))
    assert not Membre.objects.filter(fonction="direction").exists()
    assert inscrites() == ["retirer_un_membre"]
