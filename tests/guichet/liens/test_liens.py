"""P53 : un lien s'ouvre une fois, en 72 heures, pour une adresse et une version ; il reste secret."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from guichet.monde import MOT_DE_PASSE, Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.journal import nom_de_la_chaine
from tripartite.guichet.gestes.liens import revoquer_les_liens
from tripartite.guichet.modeles import (
    But,
    Compte,
    Contenu,
    Convention,
    Courriel,
    Entree,
    Lien,
    MembreOrganisme,
)
from tripartite.guichet.projet.journaux import taire

Connecter = Callable[[str], Client]


def dernier_jeton(convention: Convention) -> str:
    """Le secret du dernier lien envoyé : il n'est que dans le courriel."""
    texte = Courriel.objects.filter(convention=convention, texte__contains="/lien/").latest("pk").texte
    return re.findall(r"/lien/([^/\s]+)/", texte)[-1]


@pytest.fixture
def convention(monde: Monde) -> Convention:
    """Une convention envoyée à l'organisme d'accueil, qui n'a pas ouvert son lien."""
    return monde.convention(Etat.A_COMPLETER)


@pytest.fixture
def lien(convention: Convention) -> str:
    """L'adresse du lien."""
    return f"/lien/{dernier_jeton(convention)}/"


def ouvrir(client: Client, lien: str):
    return client.post(lien)


# --- Lire, puis ouvrir une fois ----------------------------------------------------------------


def test_lire_le_lien_ne_le_consomme_pas(client: Client, lien: str, convention: Convention) -> None:
    for _lecture in range(3):
        page = client.get(lien)
        assert page.status_code == 200
    assert "Compléter la convention de stage de Maëlle Le Goff" in page.content.decode()
    assert "Université de Loire-Armorique" in page.content.decode()
    assert Lien.objects.get().ouvert_le is None
    assert client.get(f"/conventions/{convention.reference}/").status_code == 302


def test_l_ouvrir_mene_a_la_convention(client: Client, lien: str, convention: Convention) -> None:
    client.get(lien)
    avant = client.session.session_key
    reponse = ouvrir(client, lien)
    assert reponse.status_code == 302
    assert reponse["Location"].startswith(f"/conventions/{convention.reference}/")
    assert client.session.session_key != avant
    assert client.get(f"/conventions/{convention.reference}/").status_code == 200
    entree = Entree.objects.filter(chaine=nom_de_la_chaine(convention)).last()
    assert entree is not None
    assert entree.geste == "ouvrir_le_lien"


def test_il_ne_s_ouvre_qu_une_fois(client: Client, lien: str, convention: Convention) -> None:
    ouvrir(client, lien)
    autre = Client()
    reponse = ouvrir(autre, lien)
    assert reponse.status_code == 409
    assert "Il a déjà été ouvert" in reponse.content.decode()
    assert autre.get(f"/conventions/{convention.reference}/").status_code == 302
    assert client.get(lien)["Location"].startswith("/conventions/")  # chez qui l'a ouvert, il mène encore


def test_il_expire_en_trois_jours(client: Client, lien: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=71, minutes=59), tick=False):
        assert "Ouvrir et compléter" in client.get(lien).content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=72, minutes=1), tick=False):
        assert "Il a expiré" in client.get(lien).content.decode()
        assert ouvrir(client, lien).status_code == 409


def test_ouvert_il_cesse_de_valoir_au_bout_de_trois_jours(
    client: Client, lien: str, convention: Convention
) -> None:
    ouvrir(client, lien)
    page = f"/conventions/{convention.reference}/versions/"
    debut = timezone.now()
    instant = debut
    with time_machine.travel(debut, tick=False) as horloge:
        while instant < debut + timedelta(hours=72):
            horloge.move_to(instant)
            assert client.get(page).status_code == 200
            instant += timedelta(minutes=29)
        horloge.move_to(debut + timedelta(hours=72, minutes=10))
        assert client.get(page).status_code == 302


def test_revoque_il_ne_s_ouvre_plus_et_ferme_ce_qu_il_ouvrait(
    client: Client, lien: str, convention: Convention
) -> None:
    ouvrir(client, lien)
    revoquer_les_liens(convention)
    assert client.get(f"/conventions/{convention.reference}/").status_code == 302
    autre = Client()
    assert "Un autre l" in autre.get(lien).content.decode()
    assert ouvrir(autre, lien).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("jeton", ["x", "a" * 43, "../../etc", "%00"])
def test_un_lien_inconnu(client: Client, jeton: str) -> None:
    assert client.get(f"/lien/{jeton}/").status_code == 404
    assert client.post(f"/lien/{jeton}/").status_code == 404


def test_il_ne_voit_que_sa_convention(client: Client, monde: Monde, lien: str) -> None:
    autre = monde.convention(Etat.A_COMPLETER, monde.nouvel_etudiant())
    ouvrir(client, lien)
    assert client.get(f"/conventions/{autre.reference}/").status_code == 404
    for page in ("/espace/", "/mes-conventions/", "/organisme/", "/a-traiter/", "/controles/"):
        assert client.get(page).status_code in (302, 404), page


# --- Un autre lien -----------------------------------------------------------------------------


def test_un_nouveau_lien_va_toujours_a_la_meme_adresse(
    client: Client, lien: str, convention: Convention
) -> None:
    ouvrir(Client(), lien)
    reponse = client.post(f"{lien}renvoyer/", {"courriel": "pirate@ailleurs.example", "email": "p@a.example"})
    assert "r…@marees.example" in reponse.content.decode()
    invitations = Courriel.objects.filter(modele="invitation")
    assert list(invitations.values_list("destinataire", flat=True)) == ["rh@marees.example"] * 2
    nouveau = f"/lien/{dernier_jeton(convention)}/"
    assert nouveau != lien
    assert ouvrir(client, nouveau).status_code == 302


def test_on_ne_demande_pas_sans_fin(client: Client, lien: str) -> None:
    codes = [client.post(f"{lien}renvoyer/").status_code for _essai in range(5)]
    assert codes[3:] == [429, 429]
    assert Courriel.objects.filter(modele="invitation").count() == 4


def test_demander_un_lien_est_un_geste(client: Client, lien: str) -> None:
    assert client.get(f"{lien}renvoyer/").status_code == 405


def test_un_lien_dont_l_objet_n_est_plus_ne_se_renvoie_pas(
    client: Client, lien: str, convention: Convention
) -> None:
    revoquer_les_liens(convention)
    reponse = client.post(f"{lien}renvoyer/")
    assert (reponse.status_code, Courriel.objects.filter(modele="invitation").count()) == (409, 1)
    assert "Rien n'est plus attendu de vous" in reponse.content.decode().replace("&#x27;", "'")


def test_un_lien_de_signature_porte_sa_version(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    liens = Lien.objects.filter(convention=convention, but=But.SIGNER)
    assert {lien.version_id for lien in liens} == {convention.version_id}
    assert Courriel.objects.filter(modele="a_signer").count() == liens.count()


# --- Le secret ---------------------------------------------------------------------------------


def test_le_secret_a_256_bits_et_n_est_pas_garde(convention: Convention) -> None:
    jeton = dernier_jeton(convention)
    assert len(jeton) == 43
    assert jeton not in str(list(Lien.objects.values()))
    assert jeton not in str(list(Contenu.objects.values()))


def test_le_secret_ne_part_ni_en_referer_ni_au_journal(client: Client, lien: str) -> None:
    for reponse in (client.get(lien), client.post(f"{lien}renvoyer/"), ouvrir(client, lien)):
        assert reponse["Referrer-Policy"] == "strict-origin"
        assert reponse["Cache-Control"] == "no-store"
    assert lien not in str(taire(None, "", {"event": f"GET {lien}", "chemin": lien}))


# --- Qui était là ------------------------------------------------------------------------------


def test_ouvrir_le_lien_d_un_autre_ferme_sa_propre_session(
    connecter: Connecter, lien: str, convention: Convention
) -> None:
    client = connecter("autre_etudiante")
    assert "Vous êtes connecté comme Inès Fontaine" in client.get(lien).content.decode()
    ouvrir(client, lien)
    assert client.get("/mes-conventions/").status_code == 302
    assert client.get(f"/conventions/{convention.reference}/").status_code == 200


def test_le_compte_invite_garde_sa_session(connecter: Connecter, monde: Monde) -> None:
    Compte.objects.filter(pk=monde.comptes["rh"].pk).update(courriel="rh@marees.example")
    convention = monde.convention(Etat.A_COMPLETER)
    client = connecter("rh")
    ouvrir(client, f"/lien/{dernier_jeton(convention)}/")
    assert client.get("/organisme/").status_code == 200


# --- Faire d'un lien un espace -----------------------------------------------------------------


def test_l_invite_ouvre_son_espace_sans_verifier_deux_fois_son_adresse(
    client: Client, lien: str, convention: Convention, monde: Monde
) -> None:
    ouvrir(client, lien)
    assert "Créer mon compte" in client.get("/lien/rejoindre/").content.decode()
    champs = {"prenom": "Hélène", "nom": "Moreau", "email": "rh@marees.example", "next": "/lien/rejoindre/"}
    reponse = client.post("/compte/signup/", champs | {"password1": "une phrase bien à elle"})
    assert reponse["Location"] == "/lien/rejoindre/"
    assert client.post("/lien/rejoindre/")["Location"] == "/organisme/"
    page = client.get("/organisme/").content.decode()
    assert "Maëlle Le Goff" in page
    membre = MembreOrganisme.objects.get(compte__courriel="rh@marees.example")
    assert (membre.organisme, membre.fonction, membre.entier) == (monde.organisme, "rh", False)
    dernier = Entree.objects.filter(chaine=nom_de_la_chaine(convention)).last()
    assert dernier is not None
    assert dernier.geste == "rejoindre"


def test_l_espace_ainsi_ouvert_ne_montre_que_ses_conventions(
    client: Client, lien: str, convention: Convention, monde: Monde
) -> None:
    autre = monde.convention(Etat.A_COMPLETER, monde.nouvel_etudiant())
    Convention.objects.filter(pk=autre.pk).update(contact="quelquun@marees.example")
    compte = Compte.objects.create_user("rh@marees.example", MOT_DE_PASSE)
    ouvrir(client, lien)
    client.force_login(compte)
    session = client.session
    session["lien"] = Lien.objects.get(convention=convention).pk
    session.save()
    client.post("/lien/rejoindre/")
    assert client.get(f"/conventions/{convention.reference}/").status_code == 200
    assert client.get(f"/conventions/{autre.reference}/").status_code == 404
    assert autre.reference not in client.get("/organisme/").content.decode()


def test_un_autre_compte_ne_prend_pas_l_espace(client: Client, lien: str, monde: Monde) -> None:
    ouvrir(client, lien)
    session = client.session
    ouvert = session["lien"]
    client.force_login(monde.comptes["autre_etudiante"])
    session = client.session
    session["lien"] = ouvert
    session.save()
    assert client.post("/lien/rejoindre/").status_code == 409
    assert not MembreOrganisme.objects.filter(compte=monde.comptes["autre_etudiante"]).exists()


def test_sans_lien_ouvert_il_n_y_a_rien_a_rejoindre(connecter: Connecter) -> None:
    assert connecter("etudiante").get("/lien/rejoindre/").status_code == 404
    assert connecter("etudiante").post("/lien/rejoindre/").status_code == 404
