"""L'accueil et le pied : ce que lit quelqu'un qui n'entre pas."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page", ["/", "/accessibilite/", "/donnees-personnelles/", "/compte/login/", "/compte/signup/"]
)
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_une_page_publique_s_ouvre(client: Client, page: str, langue: str) -> None:
    reponse = client.get(page, HTTP_ACCEPT_LANGUAGE=langue)
    texte = reponse.content.decode()
    assert (reponse.status_code, texte.count("<h1"), reponse["Content-Language"]) == (200, 1, langue)
    assert "style=" not in texte
    assert " on" + "click" not in texte


def test_l_accueil_ne_lit_pas_la_base(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(0):
        client.get("/")


def test_l_accessibilite_n_annonce_pas_ce_qui_n_est_pas_prouve(client: Client) -> None:
    texte = client.get("/accessibilite/").content.decode()
    assert "non audité" in texte
    assert "totalement conforme" not in texte


def test_les_robots_n_indexent_que_la_porte_et_le_droit(client: Client, settings) -> None:
    settings.ADRESSE = "https://stages.exemple.fr"
    assert client.get("/robots.txt").content.decode().splitlines() == [
        *("User-agent: *", "Allow: /$", "Allow: /droit/", "Disallow: /"),
        "Sitemap: https://stages.exemple.fr/droit/sitemap.xml",
    ]


def test_security_txt(client: Client, settings) -> None:
    settings.CONTACT = "securite@exemple.fr"
    lignes = dict(
        ligne.split(": ", 1)
        for ligne in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert lignes["Contact"] == "mailto:securite@exemple.fr"
    assert datetime.fromisoformat(lignes["Expires"]) > timezone.now()


def test_l_icone_est_celle_des_trois_formes(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/statique/guichet/icone.svg"
