"""P58 : aucune adresse donnée dans une requête ne mène hors du guichet."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from guichet.comptes.test_entrer import compteurs_a_zero  # noqa: F401  la table du cache, vide
from guichet.monde import MOT_DE_PASSE, Monde

HOTE = "testserver"
AILLEURS = [
    "https://mal.example/",
    "http://mal.example",
    "//mal.example",
    "///mal.example",
    "////mal.example",
    "\\\\mal.example",
    "/\\mal.example",
    "\\/mal.example",
    "/\t/mal.example",
    "/\n/mal.example",
    "\x00//mal.example",
    " //mal.example",
    "https:mal.example",
    "https:/mal.example",
    "https:///mal.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "http://testserver@mal.example/",
    "http://testserver.mal.example/",
    "//mal.example\\@testserver/",
    "/%09/mal.example\r\nLocation: https://mal.example",
]


def reste_ici(adresse: str) -> bool:
    """Où irait un navigateur : il lit « \\ » comme « / », et ôte les blancs."""
    lue = "".join(c for c in adresse.replace("\\", "/") if c not in "\t\r\n").strip()
    lieu = urlsplit(urljoin(f"http://{HOTE}/ici/", lue))
    return lieu.scheme == "http" and lieu.netloc == HOTE


@pytest.mark.parametrize("vers", AILLEURS)
@pytest.mark.parametrize("page", ["/langue/", "/teinte/"])
def test_un_choix_ramene_ici(db: None, page: str, vers: str) -> None:
    reponse = Client().post(page, {"langue": "en", "teinte": "dark", "suite": vers})
    assert reponse.status_code == 302
    assert reste_ici(reponse["Location"])


@pytest.mark.parametrize("vers", AILLEURS)
def test_se_connecter_et_se_deconnecter_menent_ici(monde: Monde, vers: str) -> None:
    compte = monde.comptes["etudiante"]
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    client = Client()
    identite = {"login": compte.courriel, "password": MOT_DE_PASSE, "next": vers}
    entree = client.post("/compte/login/", identite)
    deja_la = client.get("/compte/login/", {"next": vers})
    confirmee = client.post("/compte/reauthenticate/", {"password": MOT_DE_PASSE, "next": vers})
    sortie = client.post("/compte/logout/", {"next": vers})
    menees = [entree, deja_la, confirmee, sortie]
    assert [r.status_code for r in menees] == [302] * 4
    assert all(reste_ici(r["Location"]) for r in menees)


@pytest.mark.parametrize("vers", AILLEURS)
def test_ce_que_l_on_filtre_ne_change_pas_de_page(monde: Monde, connecter, vers: str) -> None:
    bureau = connecter("bureau")
    menees = [
        bureau.post("/a-traiter/lots/", {"filtre": vers}),
        bureau.post("/a-traiter/vues/", {"nom": "Une vue", "parametres": vers}),
        bureau.post("/a-traiter/vues/", {"nom": "", "parametres": vers}),
    ]
    assert [r.status_code for r in menees] == [302] * 3
    assert all(reste_ici(r["Location"]) and "\n" not in r["Location"] for r in menees)


def test_l_epreuve_voit_une_adresse_qui_sort() -> None:
    assert [reste_ici(a) for a in ("/ici", "//mal.example", "/\\mal.example")] == [True, False, False]
