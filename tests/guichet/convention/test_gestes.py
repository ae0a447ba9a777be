"""Les pages des gestes : montrer, faire, refuser en clair ; sans script."""

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.monde import Monde, donnees_d_exemple

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.controler import refuser
from tripartite.guichet.modeles import Convention, Remarque

Connecter = Callable[[str], Client]


def adresse(convention: Convention, geste: str) -> str:
    return f"/conventions/{convention.reference}/gestes/{geste}/"


def etat(convention: Convention) -> str:
    return Convention.objects.get(pk=convention.pk).etat


@pytest.mark.parametrize(
    "geste", ["viser", "demander_une_correction", "deroger", "refuser", "annuler", "remarquer"]
)
def test_un_geste_se_montre_avant_de_se_faire(monde: Monde, connecter: Connecter, geste: str) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    reponse = connecter("referent").get(adresse(convention, geste))
    assert reponse.status_code == 200
    assert etat(convention) == Etat.EN_CONTROLE


def test_viser_dit_la_suite(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {"numero": convention.numero_de_version}
    reponse = connecter("referent").post(adresse(convention, "viser"), donnees, follow=True)
    assert "Votre visa est donné." in reponse.content.decode()
    assert Convention.objects.get(pk=convention.pk).visa_attendu == "bureau"


@pytest.mark.parametrize(("qui", "decalage"), [("bureau", 0), ("referent", -1)])
def test_un_visa_refuse_le_dit(monde: Monde, connecter: Connecter, qui: str, decalage: int) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {"numero": convention.numero_de_version + decalage}
    assert connecter(qui).post(adresse(convention, "viser"), donnees).status_code == 409
    assert not convention.visas.exists()


def test_une_regle_bloquante_se_lit_sur_la_page_du_refus(monde: Monde, connecter: Connecter) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"]["motifs"]["remplacement"] = True
    convention = monde.convention(Etat.EN_CONTROLE, donnees=donnees)
    numero = {"numero": convention.numero_de_version}
    reponse = connecter("referent").post(adresse(convention, "viser"), numero)
    assert reponse.status_code == 409
    assert 'id="remplacement_d_un_absent"' in reponse.content.decode()
    passe = {"regle": "remplacement_d_un_absent", "motif": "Accord écrit du conseil."}
    assert connecter("bureau").post(adresse(convention, "deroger"), passe).status_code == 409
    assert connecter("direction").post(adresse(convention, "deroger"), passe).status_code == 302
    assert connecter("referent").post(adresse(convention, "viser"), numero).status_code == 302


def test_demander_une_correction_avec_des_remarques(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {
        "a": "stagiaire",
        "motif": "Deux points à revoir.",
        "lignes": "3",
        "fait_0": "convention.sujet",
        "remarque_0": "Trop vague.",
        "fait_1": "convention.sujet",
        "remarque_1": "Et trop court.",
    }
    reponse = connecter("bureau").post(adresse(convention, "demander_une_correction"), donnees)
    assert (reponse.status_code, etat(convention)) == (302, Etat.CORRECTION_DEMANDEE)
    assert list(Remarque.objects.values_list("chemin", "texte")) == [
        ("", "Deux points à revoir."),
        ("convention.sujet", "Trop vague.\nEt trop court."),
    ]


def test_des_lignes_de_plus_sans_rien_envoyer(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {"a": "stagiaire", "motif": "Gardé.", "lignes": "3", "une_ligne_de_plus": "1"}
    reponse = connecter("bureau").post(adresse(convention, "demander_une_correction"), donnees)
    html = reponse.content.decode()
    assert (reponse.status_code, etat(convention)) == (200, Etat.EN_CONTROLE)
    assert 'name="fait_5"' in html
    assert "Gardé." in html


@pytest.mark.parametrize(
    ("geste", "donnees"),
    [
        ("refuser", {}),
        ("refuser", {"motif": "non"}),
        ("demander_une_correction", {"motif": "Une raison."}),
        ("demander_une_correction", {"a": "établissement d'enseignement", "motif": "Une raison."}),
        ("demander_une_correction", {"a": "stagiaire", "motif": "Une raison.", "remarque_0": "Sans fait."}),
        ("deroger", {"regle": "inventee", "motif": "Une raison."}),
        ("viser", {"numero": "x"}),
        ("remarquer", {"texte": "", "chemin": ""}),
        ("remarquer", {"texte": "Bonjour", "chemin": "stagiaire.inconnu"}),
    ],
)
def test_ce_qui_ne_convient_pas_revient_avec_sa_faute(
    monde: Monde, connecter: Connecter, geste: str, donnees: dict
) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    reponse = connecter("referent").post(adresse(convention, geste), donnees)
    assert reponse.status_code == 422
    assert 'role="alert"' in reponse.content.decode()
    assert etat(convention) == Etat.EN_CONTROLE


@pytest.mark.parametrize("methode", ["get", "post"])
def test_un_geste_qui_n_est_plus_possible(monde: Monde, connecter: Connecter, methode: str) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    refuser(convention, monde.acteur("bureau"), motif="Hors du cursus.")
    reponse = getattr(connecter("referent"), methode)(adresse(convention, "viser"), {"numero": "2"})
    assert reponse.status_code == 409
    assert (
        "Rien n'a été changé" in reponse.content.decode()
        or "Rien n&#x27;a été changé" in reponse.content.decode()
    )


@pytest.mark.parametrize(
    ("qui", "geste", "code"),
    [
        ("autre_bureau", "viser", 404),
        ("autre_etudiante", "annuler", 404),
        ("rh", "viser", 409),
        ("etudiante", "viser", 409),
        ("etudiante", "refuser", 409),
        ("bureau", "signer", 404),
        ("bureau", "zut", 404),
    ],
)
def test_ce_que_l_on_ne_peut_pas(monde: Monde, connecter: Connecter, qui: str, geste: str, code: int) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {"numero": convention.numero_de_version, "motif": "Une raison."}
    assert connecter(qui).post(adresse(convention, geste), donnees).status_code == code
    assert etat(convention) == Etat.EN_CONTROLE


def test_reprendre_annuler_rouvrir(monde: Monde, connecter: Connecter) -> None:
    client = connecter("etudiante")
    convention = monde.convention(Etat.A_COMPLETER)
    assert client.post(adresse(convention, "relancer")).status_code == 302
    assert client.post(adresse(convention, "relancer")).status_code == 409
    assert client.post(adresse(convention, "reprendre")).status_code == 302
    assert etat(convention) == Etat.BROUILLON
    client.post(adresse(convention, "annuler"), {"motif": "Un autre stage me convient mieux."})
    assert etat(convention) == Etat.ANNULEE
    autre = monde.convention(Etat.EN_CONTROLE)
    refuser(autre, monde.acteur("bureau"), motif="Hors du cursus.")
    assert client.post(adresse(autre, "rouvrir")).status_code == 302
    assert etat(autre) == Etat.BROUILLON


def test_une_remarque_se_fait_puis_se_regle(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {"texte": "Quelle équipe ?", "chemin": "convention.service"}
    connecter("bureau").post(adresse(convention, "remarquer"), donnees)
    remarque = Remarque.objects.get()
    lieu = f"/conventions/{convention.reference}/remarques/{remarque.pk}/"
    assert connecter("autre_bureau").post(lieu).status_code == 404
    assert connecter("rh").post(lieu).headers["Location"].endswith("#fait-convention.service")
    remarque.refresh_from_db()
    assert remarque.resolue_par == "Hélène Moreau"
