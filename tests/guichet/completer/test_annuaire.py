"""Chercher l'organisme dans l'annuaire : des boutons d'envoi, et ce qui était tapé reste."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from guichet.annuaire import Annuaire
from guichet.completer.pages import champs, envoyer, lire, textes
from guichet.monde import Monde
from guichet.test_sirene import SIRET
from guichet.test_sirene import annuaire as annuaire

from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Convention

Connecter = Callable[[str], Client]


def adresse(convention: Convention) -> str:
    return f"/conventions/{convention.reference}/completer/accueil/"


def test_on_cherche_puis_on_reprend(monde: Monde, connecter: Connecter, annuaire: Annuaire) -> None:
    convention, client = etablir(monde.acteur("etudiante"), monde.formation), connecter("etudiante")
    annuaire.repondre("nom")
    page = envoyer(client, adresse(convention), "chercher", cherche="marées", **{"cherche-commune": "44000"})
    valeurs = lire(page).xpath("//input[@name='etablissement']/@value")
    assert valeurs == [SIRET, "20005555600019", "93621374300029"]
    assert "fermé" in textes(page, "//label[@class='carte']")[2]
    annuaire.repondre("siret")
    envoi = champs(page) | {"organisme-pays": "France", "etablissement": SIRET, "choisir": "1"}
    reponse = client.post(adresse(convention), envoi)
    assert reponse.headers["Location"] == adresse(convention)
    organisme = Convention.objects.select_related("version").get(pk=convention.pk).donnees["organisme"]
    assert (organisme["siret"], organisme["nom"]) == (SIRET, "MAREES LOGICIELLES")
    assert organisme["adresse"]["commune"] == "NANTES"
    assert champs(client.get(adresse(convention)))["organisme-nom"] == "MAREES LOGICIELLES"


def test_une_panne_n_empeche_pas_de_decrire(monde: Monde, connecter: Connecter, annuaire: Annuaire) -> None:
    convention, client = etablir(monde.acteur("etudiante"), monde.formation), connecter("etudiante")
    annuaire.refuser(500)
    annuaire.refuser(500)
    page = envoyer(client, adresse(convention), "chercher", cherche="marées")
    assert page.status_code == 200
    assert len(textes(page, "//p[contains(@class,'message--warning')]")) == 1
    reponse = client.post(adresse(convention), champs(page) | {"organisme-nom": "À la main", "suite": "1"})
    assert reponse.status_code == 302
    relue = Convention.objects.select_related("version").get(pk=convention.pk)
    assert relue.donnees["organisme"]["nom"] == "À la main"


def test_un_choix_que_l_annuaire_ne_donne_pas(monde: Monde, connecter: Connecter, annuaire: Annuaire) -> None:
    convention, client = monde.brouillon(), connecter("etudiante")
    annuaire.repondre("rien")
    envoi = champs(client.get(adresse(convention))) | {"etablissement": "<script>", "choisir": "1"}
    assert client.post(adresse(convention), envoi).status_code == 302
    relue = Convention.objects.select_related("version").get(pk=convention.pk)
    assert relue.donnees["organisme"]["nom"] == "Marées Logicielles"


def test_on_ne_cherche_pas_sans_fin(monde: Monde, connecter: Connecter, annuaire: Annuaire) -> None:
    convention, client = monde.brouillon(), connecter("etudiante")
    annuaire.repondre("nom")
    for essai in range(31):
        page = envoyer(client, adresse(convention), "chercher", cherche=f"marées {essai}")
    assert textes(page, "//p[contains(@class,'message--warning')]")[0].endswith("attendez.")
    assert len(annuaire.demandes) == 30


def test_chercher_garde_ce_qui_etait_tape_et_n_ecrit_rien(
    monde: Monde, connecter: Connecter, annuaire: Annuaire
) -> None:
    convention, client = etablir(monde.acteur("etudiante"), monde.formation), connecter("etudiante")
    annuaire.repondre("nom")
    page = envoyer(client, adresse(convention), "chercher", cherche="marées", organisme__nom="À la main")
    assert champs(page)["organisme-nom"] == "À la main"
    assert Convention.objects.get(pk=convention.pk).numero_de_version == convention.numero_de_version


def test_entree_cherche_ce_qui_ne_l_a_pas_ete_puis_continue(
    monde: Monde, connecter: Connecter, annuaire: Annuaire
) -> None:
    convention, client = etablir(monde.acteur("etudiante"), monde.formation), connecter("etudiante")
    annuaire.repondre("nom")
    page = envoyer(client, adresse(convention), "entree", cherche="marées", organisme__nom="À la main")
    assert len(lire(page).xpath("//input[@name='etablissement']")) == 3
    suite = client.post(adresse(convention), champs(page) | {"entree": "1"})
    assert suite.headers["Location"] == f"/conventions/{convention.reference}/completer/dates/"
    assert len(annuaire.demandes) == 1


def test_chercher_sans_rien_ecrire(monde: Monde, connecter: Connecter, annuaire: Annuaire) -> None:
    convention, client = monde.brouillon(), connecter("etudiante")
    page = envoyer(client, adresse(convention), "chercher")
    (dit,) = textes(page, "//p[contains(@class,'message--warning')]")
    assert dit == "?Écrivez le SIRET ou le nom de l'organisme."
    assert annuaire.demandes == []
