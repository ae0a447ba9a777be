"""P54 : un jeton se fait après avoir prouvé qui l'on est, se montre une fois, cesse à la demande suivante."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde

from tripartite.guichet.gestes.jetons import AU_PLUS, creer_un_jeton, revoquer_le_jeton
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Contenu, Courriel, Jeton

Connecter = Callable[[str], Client]
NOUVEAU = "/mon-compte/jetons/nouveau/"
SECRET = re.compile(r"tripartite_[\w-]{43}")
CHAMPS = {"nom": "Suivi des stages", "jours": "90", "portee": "lire"}


@pytest.fixture
def confirmer(connecter: Connecter, monde: Monde) -> Connecter:
    """Un navigateur où la personne vient de prouver qui elle est."""

    def faire(qui: str) -> Client:
        client = connecter(qui)
        session = client.session
        preuves = session["account_authentication_methods"]
        session["account_authentication_methods"] = [
            *preuves,
            {"method": "password", "at": time.time(), "reauthenticated": True},
        ]
        session.save()
        return client

    return faire


def test_le_secret_se_montre_une_fois_et_ne_se_garde_pas(confirmer: Connecter) -> None:
    client = confirmer("etudiante")
    reponse = client.post(NOUVEAU, CHAMPS)
    secrets = SECRET.findall(reponse.content.decode())
    jeton = Jeton.objects.get()
    assert (reponse.status_code, len(secrets), reponse["Cache-Control"]) == (200, 1, "no-store")
    assert jeton.empreinte == sha256(secrets[0].encode()).hexdigest()
    assert (jeton.nom, jeton.portee, jeton.second_facteur) == ("Suivi des stages", "lire", True)
    assert jeton.expire_le - jeton.cree_le == timedelta(days=90)
    page = client.get("/mon-compte/").content.decode()
    assert ("Suivi des stages" in page, SECRET.findall(page), jeton.empreinte in page) == (True, [], False)


def test_il_faut_venir_de_prouver_qui_l_on_est(connecter: Connecter) -> None:
    client = connecter("etudiante")
    demande = client.get(NOUVEAU)
    assert (demande.status_code, demande["Location"].partition("?")[0]) == (302, "/compte/reauthenticate/")
    envoi = client.post(NOUVEAU, CHAMPS)
    assert (envoi.status_code, envoi["Location"], Jeton.objects.count()) == (302, NOUVEAU, 0)


def test_sans_second_facteur_qui_en_doit_un_n_en_fait_pas(monde: Monde) -> None:
    client = Client()
    client.force_login(monde.comptes["administrateur"])
    assert client.post(NOUVEAU, CHAMPS)["Location"] == "/compte/2fa/"
    assert not Jeton.objects.exists()


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"nom": ""}, "nom"),
        ({"nom": "x" * 81}, "nom"),
        ({"nom": "a\0b"}, "nom"),
        ({"jours": "366"}, "jours"),
        ({"jours": "-1"}, "jours"),
        ({"jours": ""}, "jours"),
        ({"portee": "ecrire"}, "portee"),
        ({"portee": ""}, "portee"),
    ],
)
def test_ce_qui_ne_convient_pas_est_refuse(confirmer: Connecter, change: dict[str, str], champ: str) -> None:
    reponse = confirmer("etudiante").post(NOUVEAU, CHAMPS | change)
    assert (reponse.status_code, list(reponse.context["form"].errors)) == (422, [champ])
    assert not Jeton.objects.exists()


def test_la_page_rechargee_n_en_fait_pas_un_second(confirmer: Connecter) -> None:
    client = confirmer("etudiante")
    codes = [client.post(NOUVEAU, CHAMPS).status_code for _fois in range(2)]
    assert (codes, Jeton.objects.count()) == ([200, 422], 1)


def test_ni_plus_d_un_an_ni_plus_de_vingt(monde: Monde) -> None:
    compte = monde.comptes["etudiante"]
    for jours in (0, 366):
        with pytest.raises(EntreeRefusee, match="un jour à un an"):
            creer_un_jeton(compte, "Trop", jours=jours, second_facteur=False)
    for rang in range(AU_PLUS):
        creer_un_jeton(compte, f"n° {rang}", jours=365, second_facteur=False)
    with pytest.raises(EntreeRefusee, match="vingt jetons"):
        creer_un_jeton(compte, "De trop", jours=1, second_facteur=False)
    revoquer_le_jeton(Jeton.objects.get(nom="n° 3"))
    creer_un_jeton(compte, "n° 3", jours=1, second_facteur=False)


def test_on_revoque_les_siens_et_seulement_eux(connecter: Connecter, monde: Monde) -> None:
    jeton, _secret = creer_un_jeton(monde.comptes["etudiante"], "Suivi", jours=30, second_facteur=False)
    lieu = f"/mon-compte/jetons/{jeton.pk}/revoquer/"
    assert connecter("autre_etudiante").post(lieu).status_code == 404
    jeton.refresh_from_db()
    assert jeton.vaut
    client = connecter("etudiante")
    assert [client.post(lieu)["Location"] for _fois in range(2)] == ["/mon-compte/"] * 2
    jeton.refresh_from_db()
    assert not jeton.vaut
    assert "Révoquer" not in client.get("/mon-compte/").content.decode()


def test_le_faire_et_le_revoquer_s_inscrivent_et_s_ecrivent_sans_le_secret(monde: Monde) -> None:
    jeton, secret = creer_un_jeton(
        monde.comptes["etudiante"], "Suivi <script>", jours=30, second_facteur=False
    )
    revoquer_le_jeton(jeton)
    revoquer_le_jeton(jeton)
    inscrits = {c.entree.geste: c for c in Contenu.objects.select_related("entree").order_by("pk")}
    assert list(inscrits) == ["creer_un_jeton", "revoquer_un_jeton"]
    dit = {"compte": "etudiante@essai.example", "nom": "Suivi <script>"}
    expire = timezone.localdate(jeton.expire_le).isoformat()
    assert inscrits["creer_un_jeton"].donnees == dit | {"portee": "lire", "expire_le": expire}
    assert inscrits["revoquer_un_jeton"].donnees == dit
    assert list(verifier_le_journal()) == []
    courriel = Courriel.objects.get(modele="jeton")
    assert courriel.destinataire == "etudiante@essai.example"
    assert courriel.objet == "Un jeton d'API est fait à votre nom : Suivi <script>"
    assert (secret in courriel.texte, jeton.empreinte in courriel.texte) == (False, False)


def test_un_jeton_expire_se_voit_tel(connecter: Connecter, monde: Monde) -> None:
    jeton, _secret = creer_un_jeton(monde.comptes["etudiante"], "Ancien", jours=1, second_facteur=False)
    Jeton.objects.filter(pk=jeton.pk).update(expire_le=timezone.now())
    page = connecter("etudiante").get("/mon-compte/").content.decode()
    assert (">expiré<" in page, "n'a pas encore servi" in page) == (True, True)
