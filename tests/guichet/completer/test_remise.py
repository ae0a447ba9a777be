"""La dernière étape : relire, puis remettre."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.completer.pages import lire, textes
from guichet.completer.test_etapes import invite
from guichet.monde import Monde

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.controler import demander_une_correction
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Convention, Courriel

Connecter = Callable[[str], Client]


def adresse(convention: Convention) -> str:
    return f"/conventions/{convention.reference}/completer/verifier/"


def etat(convention: Convention) -> str:
    return Convention.objects.get(pk=convention.pk).etat


def test_envoyer_dit_qui_a_la_main(monde: Monde, connecter: Connecter, django_assert_max_num_queries) -> None:
    convention, client = monde.brouillon(), connecter("etudiante")
    with django_assert_max_num_queries(15):
        page = client.get(adresse(convention))
    assert lire(page).xpath("//input[@name='contact']/@value") == ["tuteur@marees.example"]
    envoi = {"contact": "Rh@Marees.Example", "nom": "Hélène Moreau"}
    reponse = client.post(adresse(convention), envoi, follow=True)
    assert reponse.redirect_chain == [(f"/conventions/{convention.reference}/", 302)]
    assert etat(convention) == Etat.A_COMPLETER
    assert "L'organisme d'accueil a la main" in " ".join(textes(reponse, "//div[@id='messages']"))
    assert Courriel.objects.get(modele="invitation").destinataire == "rh@marees.example"


@pytest.mark.parametrize("contact", ["", "pas une adresse", "a@b", "x" * 300 + "@exemple.fr"])
def test_une_mauvaise_adresse_se_dit_a_son_champ(monde: Monde, connecter: Connecter, contact: str) -> None:
    convention = monde.brouillon()
    reponse = connecter("etudiante").post(adresse(convention), {"contact": contact})
    assert reponse.status_code == 422
    assert lire(reponse).xpath("//section[contains(@class,'erreurs')]//a/@href") == ["#id_contact"]
    assert etat(convention) == Etat.BROUILLON


def test_un_brouillon_vide_ne_part_pas_et_la_page_dit_pourquoi(monde: Monde, connecter: Connecter) -> None:
    convention = etablir(monde.acteur("etudiante"), monde.formation)
    reponse = connecter("etudiante").post(adresse(convention), {"contact": "rh@marees.example"})
    assert reponse.status_code == 409
    assert textes(reponse, "//div[@role='alert']/p") == ["Dites d'abord quel est l'organisme d'accueil."]
    assert "à compléter" in textes(reponse, "//dl//strong")


def test_l_organisme_demande_un_code_puis_transmet(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    client = invite(monde, convention)
    assert lire(client.get(adresse(convention))).xpath("//input[@name='code']") == []
    page = client.post(adresse(convention), {"demander_le_code": "1"}, follow=True)
    assert len(lire(page).xpath("//input[@name='code']")) == 1
    faux = client.post(adresse(convention), {"code": "000000"})
    assert (faux.status_code, lire(faux).xpath("//input[@name='code']/@aria-invalid")) == (422, ["true"])
    reponse = client.post(adresse(convention), {"code": monde.dernier_code()}, follow=True)
    assert reponse.status_code == 200
    assert etat(convention) == Etat.EN_CONTROLE


def test_sans_activites_approuvees_rien_n_est_transmis(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_COMPLETER)

    def sans_accord(avant: dict) -> dict:
        return avant | {"convention": avant["convention"] | {"activites_validees": False}}

    convention = completer(
        convention, monde.invite(convention), numero=convention.numero_de_version, changer=sans_accord
    )
    client = invite(monde, convention)
    client.post(adresse(convention), {"demander_le_code": "1"})
    reponse = client.post(adresse(convention), {"code": monde.dernier_code()})
    assert reponse.status_code == 409
    assert textes(reponse, "//div[@role='alert']/p") == [
        "Approuvez d'abord les activités confiées au stagiaire."
    ]


def test_une_correction_se_rend_a_qui_l_avait_demandee(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    demander_une_correction(convention, monde.acteur("bureau"), a=Partie.STAGIAIRE, motif="Vos horaires ?")
    client = connecter("etudiante")
    assert "Vos horaires ?" in textes(client.get(adresse(convention)), "//p[@class='echange__texte']")
    assert client.post(adresse(convention)).status_code == 302
    assert etat(convention) == Etat.EN_CONTROLE


def test_l_organisme_ne_lit_pas_ce_qui_est_au_stagiaire_seul(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    page = invite(monde, convention).get(adresse(convention)).content.decode()
    assert "Prévision de la charge" in page
    assert "12 mars 2003" not in page
