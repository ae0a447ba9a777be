"""Ce qui n'existe qu'en démonstration, et nulle part ailleurs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.mail.backends.filebased import EmailBackend
from django.core.mail.message import EmailMessage
from django.test import Client

from tripartite.guichet.demonstration.comptes import COMPTES, MOT_DE_PASSE
from tripartite.guichet.ecrans.demonstration.boite import lire_la_boite
from tripartite.guichet.modeles import Compte, Habilitation, Organisme

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION = True
    settings.DONNEES = tmp_path
    for montre in COMPTES:
        Compte.objects.create_user(montre.courriel, MOT_DE_PASSE, operateur=montre.cle == "exploitant")


def envoyer(lieu: Path, a: str, objet: str, texte: str) -> None:
    EmailBackend(file_path=str(lieu)).send_messages([EmailMessage(objet, texte, to=[a])])


def test_hors_de_la_demonstration_rien_n_existe(client: Client) -> None:
    page = client.get("/compte/login/").content.decode()
    assert MOT_DE_PASSE not in page
    assert "demonstration" not in page
    assert client.get("/demonstration/courriels/").status_code == 404
    for montre in COMPTES:
        assert client.post(f"/demonstration/entrer/{montre.cle}/").status_code == 404
        assert client.get(f"/demonstration/entrer/{montre.cle}/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_la_connexion_montre_un_compte_par_titre(client: Client) -> None:
    page = client.get("/compte/login/").content.decode()
    assert MOT_DE_PASSE in page
    assert [m.courriel for m in COMPTES if m.courriel not in page] == []
    assert page.count("code de l") == sum(m.second_facteur for m in COMPTES)


@pytest.mark.usefixtures("demonstration")
def test_entrer_d_un_clic_second_facteur_compris(client: Client) -> None:
    agent = Compte.objects.get(courriel="agent@demonstration.example")
    organisme = Organisme.objects.create(nom="Marées", siret="93621374300011")
    Habilitation.objects.create(compte=agent, organisme=organisme, jusqu_au="2999-01-01")
    assert client.post("/demonstration/entrer/agent/")["Location"] == "/espace/"
    assert client.get("/controles/").status_code == 200


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("cle", ["personne", "etudiante0"])
def test_on_n_entre_que_comme_un_compte_montre(client: Client, cle: str) -> None:
    Compte.objects.create_user("etudiante0@demonstration.example")
    assert client.post(f"/demonstration/entrer/{cle}/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_entrer_est_un_geste(client: Client) -> None:
    assert client.get("/demonstration/entrer/etudiante/").status_code == 405


@pytest.mark.usefixtures("demonstration")
def test_les_courriels_se_lisent_tels_quels(client: Client, tmp_path: Path) -> None:
    boite = tmp_path / "courriels"
    envoyer(
        boite,
        "rh@marees.example",
        "Convention de Maëlle",
        "Ouvrez http://localhost/lien/abc/\n<script>x</script>",
    )
    envoyer(boite, "tuteur@marees.example", "Votre code", "    123456\n")
    page = client.get("/demonstration/courriels/").content.decode()
    assert '<a href="http://localhost/lien/abc/"' in page
    assert "&lt;script&gt;x" in page
    assert "123456" in page
    page = client.get("/demonstration/courriels/?a=tuteur@marees.example").content.decode()
    assert "123456" in page
    assert "/lien/abc/" not in page


@pytest.mark.usefixtures("demonstration")
def test_une_boite_vide_dit_ce_qu_il_y_aura(client: Client) -> None:
    assert "Aucun courriel pour l" in client.get("/demonstration/courriels/").content.decode()


def test_deux_courriels_d_un_meme_envoi(tmp_path: Path) -> None:
    connexion = EmailBackend(file_path=str(tmp_path))
    connexion.send_messages(
        [EmailMessage("Un", "1\n", to=["a@a.example"]), EmailMessage("Deux", "2\n", to=["b@b.example"])]
    )
    assert sorted((lu.a, lu.objet, lu.texte.strip()) for lu in lire_la_boite(tmp_path)) == [
        ("a@a.example", "Un", "1"),
        ("b@b.example", "Deux", "2"),
    ]
