"""Deux personnes remplissent la même version : la seconde voit les deux textes et choisit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from guichet.completer.pages import champs, envoyer, lire, textes
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.envoyer import envoyer as envoyer_a_l_organisme
from tripartite.guichet.modeles import Convention

Connecter = Callable[[str], Client]
DU_CONFLIT = "//form[.//button[@name='trancher']]"


def en_conflit(monde: Monde, connecter: Connecter, **mien: str) -> tuple[Client, str, Any, Convention]:
    """L'étudiante a la page ouverte ; le bureau écrit ; elle envoie."""
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    client = connecter("etudiante")
    ouverte = champs(client.get(adresse))
    assert envoyer(connecter("bureau"), adresse, convention__lieu="Dit par le bureau").status_code == 302
    envoi = ouverte | {nom.replace("__", "-"): v for nom, v in mien.items()}
    return client, adresse, client.post(adresse, envoi | {"suite": "1"}), convention


def ecrit(convention: Convention) -> dict[str, Any]:
    relue = Convention.objects.select_related("version").get(pk=convention.pk)
    return dict(relue.donnees["convention"])


def test_le_conflit_montre_les_deux_textes_et_n_ecrit_rien(monde: Monde, connecter: Connecter) -> None:
    _client, _adresse, reponse, convention = en_conflit(
        monde, connecter, convention__lieu="Dit par l'étudiante", convention__sujet="Un sujet à elle"
    )
    assert reponse.status_code == 409
    assert textes(reponse, "//span[@class='carte__texte']") == [
        "Dit par le bureau",
        "Dit par l'étudiante",
        "Un sujet à elle",
        "Prévision de la charge d'un service en ligne",
    ]
    coches = lire(reponse).xpath("//input[@type='radio'][@checked]/@value")
    assert coches == ["leur", "mien"]  # le texte disputé reste le leur ; le sien, que nul n'a touché, s'écrit
    assert ecrit(convention)["lieu"] == "Dit par le bureau"


def test_sans_choisir_le_leur_reste_et_le_sien_s_ecrit(monde: Monde, connecter: Connecter) -> None:
    client, adresse, reponse, convention = en_conflit(
        monde, connecter, convention__lieu="Dit par l'étudiante", convention__sujet="Un sujet à elle"
    )
    suite = client.post(adresse, champs(reponse, DU_CONFLIT) | {"trancher": "1"})
    assert suite.headers["Location"].endswith("/completer/gratification/")
    assert (ecrit(convention)["lieu"], ecrit(convention)["sujet"]) == ("Dit par le bureau", "Un sujet à elle")


def test_on_peut_garder_le_sien(monde: Monde, connecter: Connecter) -> None:
    client, adresse, reponse, convention = en_conflit(monde, connecter, convention__lieu="À l'étudiante")
    choix = champs(reponse, DU_CONFLIT) | {"choix-convention-lieu": "mien", "trancher": "1"}
    assert client.post(adresse, choix).status_code == 302
    assert ecrit(convention)["lieu"] == "À l'étudiante"


def test_un_second_conflit_garde_les_choix_faits(monde: Monde, connecter: Connecter) -> None:
    client, adresse, reponse, convention = en_conflit(monde, connecter, convention__lieu="À l'étudiante")
    envoyer(connecter("bureau"), adresse, convention__lieu="Redit par le bureau")
    choix = champs(reponse, DU_CONFLIT) | {"choix-convention-lieu": "mien", "trancher": "1"}
    encore = client.post(adresse, choix)
    assert encore.status_code == 409
    assert textes(encore, "//span[@class='carte__texte']") == ["Redit par le bureau", "À l'étudiante"]
    assert lire(encore).xpath("//input[@type='radio'][@checked]/@value") == ["mien"]
    assert client.post(adresse, champs(encore, DU_CONFLIT) | {"trancher": "1"}).status_code == 302
    assert ecrit(convention)["lieu"] == "À l'étudiante"


def test_ce_qui_ne_se_lit_pas_se_corrige_dans_la_page_du_conflit(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/vous/"
    client = connecter("etudiante")
    ouverte = champs(client.get(adresse))
    envoyer(connecter("bureau"), adresse, stagiaire__telephone="02 40 00 00 00")
    faux = ouverte | {"stagiaire-naissance": "le douze", "stagiaire-telephone": "06", "suite": "1"}
    reponse = client.post(adresse, faux)
    assert reponse.status_code == 409
    tape = champs(reponse, DU_CONFLIT)
    assert tape["stagiaire-naissance"] == "le douze"
    encore = client.post(adresse, tape | {"trancher": "1"})
    assert encore.status_code == 422
    corrige = champs(encore, DU_CONFLIT) | {"stagiaire-naissance": "2003-03-14", "trancher": "1"}
    assert client.post(adresse, corrige).status_code == 302
    relue = Convention.objects.select_related("version").get(pk=convention.pk)
    assert relue.donnees["stagiaire"]["naissance"] == "2003-03-14"
    assert relue.donnees["stagiaire"]["telephone"] == "02 40 00 00 00"


def test_trop_tard_rien_ne_s_ecrit_et_le_texte_reste_a_copier(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    client = connecter("etudiante")
    ouverte = champs(client.get(adresse))
    envoyer_a_l_organisme(convention, monde.acteur("etudiante"), contact="rh@marees.example")
    reponse = client.post(adresse, ouverte | {"convention-lieu": "Tapé trop tard", "suite": "1"})
    assert reponse.status_code == 409
    assert "Tapé trop tard" in textes(reponse, "//dl[@class='differences']//ins")
    assert ecrit(convention)["lieu"] != "Tapé trop tard"
    assert Convention.objects.get(pk=convention.pk).etat == Etat.A_COMPLETER
