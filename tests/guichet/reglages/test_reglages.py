"""Les pages des réglages : à l'administrateur de l'établissement, sans script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from guichet.monde import Monde

from tripartite.guichet.modeles import Composante, Compte, Formation, Membre

Connecter = Callable[[str], Client]
ICI, AILLEURS = "0442999X", "0172998Z"


def saisie(reponse: Any) -> dict[str, Any]:
    """Ce qu'un navigateur renverrait d'un formulaire laissé tel quel."""
    champs = reponse.context["form"]
    return {c.html_name: c.value() for c in champs if c.value() not in (None, "", False)}


@pytest.mark.parametrize("qui", ["bureau", "direction", "referent", "etudiante", "rh", "autre_bureau"])
def test_reserve_a_l_administrateur(monde: Monde, connecter: Connecter, qui: str) -> None:
    client = connecter(qui)
    for page in ("", f"{ICI}/", f"{ICI}/membres/", f"{ICI}/composantes/{monde.composante.pk}/"):
        assert client.get(f"/reglages/{page}").status_code == 404


def test_ni_l_autre_ecole_ni_ses_objets(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    autre = monde.autre_formation
    for page in (
        f"{AILLEURS}/",
        f"{AILLEURS}/membres/",
        f"{ICI}/composantes/{autre.composante_id}/",
        f"{ICI}/formations/{autre.pk}/",
    ):
        assert client.get(f"/reglages/{page}").status_code == 404
    etranger = Membre.objects.get(etablissement=monde.autre_ecole)
    assert client.post(f"/reglages/{ICI}/membres/", {"retirer": etranger.pk}).status_code == 404


def test_chaque_page_se_lit(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    assert client.get("/reglages/").headers["Location"] == f"/reglages/{ICI}/"
    for page in (
        "",
        "membres/",
        "composantes/nouvelle/",
        f"composantes/{monde.composante.pk}/",
        "formations/nouvelle/",
        f"formations/{monde.formation.pk}/",
    ):
        reponse = client.get(f"/reglages/{ICI}/{page}")
        assert (reponse.status_code, reponse.content.count(b"<h1")) == (200, 1)


def test_l_ordre_du_circuit_se_change_sans_script(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    lieu = f"/reglages/{ICI}/composantes/{monde.composante.pk}/"
    donnees = saisie(client.get(lieu)) | {"visa_0": "bureau", "visa_1": "direction", "visa_2": "referent"}
    assert client.post(lieu, donnees).status_code == 302
    avant = monde.composante
    apres = Composante.objects.get(pk=avant.pk)
    assert apres.circuit == ["bureau", "direction", "referent"]
    assert (apres.signataire, apres.clauses) == (avant.signataire, avant.clauses)


def test_un_circuit_qui_se_repete_revient(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    lieu = f"/reglages/{ICI}/composantes/{monde.composante.pk}/"
    reponse = client.post(lieu, saisie(client.get(lieu)) | {"visa_1": "referent"})
    assert reponse.status_code == 422
    assert Composante.objects.get(pk=monde.composante.pk).circuit == ["referent", "bureau"]


def test_l_etablissement_dit_tout_ce_qu_il_sait_de_lui(monde: Monde, connecter: Connecter) -> None:
    client, lieu = connecter("administrateur"), f"/reglages/{ICI}/"
    assert client.post(lieu, saisie(client.get(lieu))).status_code == 302
    ecole = type(monde.ecole).objects.get(pk=monde.ecole.pk)
    assert ecole.faits == monde.ecole.faits
    dits = {
        "degre": "secondaire",
        "agricole": "oui",
        "public": "non",
        "adresse_commune": "Brest",
        "pays": "Suisse",
    }
    assert client.post(lieu, saisie(client.get(lieu)) | dits).status_code == 302
    ecole.refresh_from_db()
    attendu = {"degre": "secondaire", "agricole": True, "public": False}
    assert {nom: ecole.faits[nom] for nom in attendu} == attendu
    assert (ecole.faits["adresse"]["commune"], ecole.faits["adresse"]["pays"]) == ("Brest", "Suisse")
    assert client.post(lieu, saisie(client.get(lieu)) | {"degre": "haut"}).status_code == 422


def test_les_choix_se_lisent_en_anglais(monde: Monde, connecter: Connecter) -> None:
    Compte.objects.filter(pk=monde.comptes["administrateur"].pk).update(langue="en")
    client = connecter("administrateur")
    texte = client.get(f"/reglages/{ICI}/formations/{monde.formation.pk}/").content.decode()
    assert '<option value="technologique">Technological</option>' in texte
    assert '<option value="BMA 1re année">BMA, first year</option>' in texte


def test_une_formation_laissee_telle_quelle_ne_change_pas(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    lieu = f"/reglages/{ICI}/formations/{monde.formation.pk}/"
    assert client.post(lieu, saisie(client.get(lieu))).status_code == 302
    apres = Formation.objects.get(pk=monde.formation.pk)
    assert apres.faits == monde.formation.faits


@pytest.mark.parametrize(
    "change", [{"heures_enseignement": "beaucoup"}, {"annee_debut": "hier"}, {"intitule": ""}]
)
def test_une_formation_qui_ne_se_lit_pas_revient(monde: Monde, connecter: Connecter, change: dict) -> None:
    client = connecter("administrateur")
    lieu = f"/reglages/{ICI}/formations/{monde.formation.pk}/"
    assert client.post(lieu, saisie(client.get(lieu)) | change).status_code == 422
    assert Formation.objects.get(pk=monde.formation.pk).faits == monde.formation.faits


def test_ouvrir_une_composante_puis_une_formation(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    donnees = {"nom": "Lettres", "ordre": "sequence", "visa_0": "bureau"}
    assert client.post(f"/reglages/{ICI}/composantes/nouvelle/", donnees).status_code == 302
    lettres = Composante.objects.get(nom="Lettres")
    donnees = {"intitule": "Licence", "composante": lettres.pk, "ouverte": "on", "credits": "6"}
    assert client.post(f"/reglages/{ICI}/formations/nouvelle/", donnees).status_code == 302
    assert Formation.objects.get(intitule="Licence").faits == {"credits": 6}


def test_inviter_puis_retirer(monde: Monde, connecter: Connecter) -> None:
    client = connecter("administrateur")
    lieu = f"/reglages/{ICI}/membres/"
    donnees = {"courriel": "neuve@essai.example", "fonction": "bureau", "composante": monde.composante.pk}
    assert client.post(lieu, donnees).status_code == 302
    assert client.post(lieu, donnees).status_code == 422
    assert client.post(lieu, {"courriel": "pas une adresse", "fonction": "bureau"}).status_code == 422
    neuve = Membre.objects.get(compte__courriel="neuve@essai.example")
    client.post(lieu, {"retirer": neuve.pk})
    assert not Membre.objects.filter(pk=neuve.pk).exists()
    dernier = Membre.objects.get(fonction="administrateur")
    html = client.post(lieu, {"retirer": dernier.pk}, follow=True).content.decode()
    assert "dernier administrateur" in html


@pytest.mark.parametrize("nombre", [1, 10, 100])
def test_le_nombre_de_lectures_ne_depend_pas_des_rangees(
    monde: Monde, connecter: Connecter, nombre: int, django_assert_max_num_queries: Callable
) -> None:
    for rang in range(nombre):
        composante = Composante.objects.create(etablissement=monde.ecole, nom=f"Composante {rang}")
        Formation.objects.create(composante=composante, intitule="Licence")
    client = connecter("administrateur")
    for page in ("", "membres/"):
        with django_assert_max_num_queries(15):
            client.get(f"/reglages/{ICI}/{page}")
