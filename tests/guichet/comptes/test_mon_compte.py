"""Mon compte : ce que l'on y change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.monde import Monde

from tripartite.guichet.modeles import Compte

Connecter = Callable[[str], Client]


def test_changer_son_nom_et_sa_langue(connecter: Connecter, monde: Monde) -> None:
    client = connecter("etudiante")
    reponse = client.post("/mon-compte/", {"prenom": "Maëlle", "nom": "Le Goff-Riou", "langue": "en"})
    assert reponse.status_code == 302
    compte = Compte.objects.get(pk=monde.comptes["etudiante"].pk)
    assert (compte.nom_complet, compte.langue) == ("Maëlle Le Goff-Riou", "en")
    assert client.get("/mon-compte/")["Content-Language"] == "en"


def test_un_nom_vide_est_refuse(connecter: Connecter, monde: Monde) -> None:
    reponse = connecter("etudiante").post("/mon-compte/", {"prenom": "", "nom": "X", "langue": "fr"})
    assert reponse.status_code == 422
    assert Compte.objects.get(pk=monde.comptes["etudiante"].pk).prenom == "Maëlle"


def test_on_ne_change_rien_d_autre(connecter: Connecter, monde: Monde) -> None:
    champs = {"prenom": "M", "nom": "L", "langue": "fr", "courriel": "x@x.example", "operateur": "on"}
    connecter("etudiante").post("/mon-compte/", champs)
    compte = Compte.objects.get(pk=monde.comptes["etudiante"].pk)
    assert (compte.courriel, compte.operateur) == ("etudiante@essai.example", False)


@pytest.mark.django_db
@pytest.mark.parametrize(("choisie", "attendue"), [("dark", ' data-theme="dark"'), ("auto", ""), ("x", "")])
def test_la_teinte_se_garde_sur_l_appareil(client: Client, choisie: str, attendue: str) -> None:
    client.post("/teinte/", {"teinte": choisie, "suite": "/"})
    assert f'<html lang="fr"{attendue}>' in client.get("/", HTTP_ACCEPT_LANGUAGE="fr").content.decode()


def test_mon_compte_en_peu_de_lectures(connecter: Connecter, django_assert_max_num_queries: Callable) -> None:
    client = connecter("etudiante")
    client.get("/mon-compte/")
    with django_assert_max_num_queries(15):
        client.get("/mon-compte/")
