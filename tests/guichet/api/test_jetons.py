"""P54 : ce qui ouvre l'API, ce qui ne l'ouvre pas, ce qui cesse de l'ouvrir à la demande suivante."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde
from guichet.securite.ecritures import tables_ecrites

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.jetons import creer_un_jeton, revoquer_le_jeton
from tripartite.guichet.limites import CARNET
from tripartite.guichet.modeles import Compteur, Fonction, Jeton, Membre

Programme = Callable[[str], Client]
LISTE = "/api/v1/conventions"


def refus(client: Client, adresse: str = LISTE) -> tuple[int, str]:
    """Le code d'un refus, et son nom."""
    reponse = client.get(adresse)
    assert reponse["Content-Type"] == "application/problem+json"
    dit = reponse.json()
    assert dit["status"] == reponse.status_code
    return reponse.status_code, dit["type"].partition("#")[2]


def test_sans_jeton_rien_ne_s_ouvre(monde: Monde, connecter: Callable[[str], Client]) -> None:
    session = connecter("bureau")
    assert [refus(Client()), refus(session)] == [(401, "jeton-attendu")] * 2
    assert session.get(LISTE)["WWW-Authenticate"] == 'Bearer realm="Tripartite"'
    assert session.get(LISTE).cookies == {}


def test_un_jeton_ne_se_donne_que_dans_son_en_tete(monde: Monde) -> None:
    _jeton, secret = creer_un_jeton(monde.comptes["bureau"], "essai", jours=1, second_facteur=False)
    refuses = [
        refus(Client(), f"{LISTE}?access_token={secret}"),
        refus(Client(headers={"Authorization": secret})),
        refus(Client(headers={"Authorization": f"Basic {secret}"})),
        refus(Client(headers={"Authorization": "Bearer "})),
        refus(Client(headers={"X-Api-Key": secret})),
    ]
    assert refuses == [(401, "jeton-attendu")] * 5
    for faux in (secret[:-1], secret + "x", secret.removeprefix("tripartite_"), "tripartite_é", "\0"):
        assert refus(Client(headers={"Authorization": f"Bearer {faux}"})) == (401, "jeton-refuse")
    assert Client(headers={"Authorization": f"bearer {secret}"}).get(LISTE).status_code == 200


def test_un_jeton_n_ouvre_aucune_page(monde: Monde, programme: Programme) -> None:
    client = programme("bureau")
    assert client.get("/a-traiter/")["Location"].startswith("/compte/login/")
    assert client.get("/mon-compte/")["Location"].startswith("/compte/login/")


def test_revoque_il_est_refuse_a_la_demande_suivante(monde: Monde, programme: Programme) -> None:
    client = programme("bureau")
    assert client.get(LISTE).status_code == 200
    revoquer_le_jeton(Jeton.objects.get())
    assert refus(client) == (401, "jeton-refuse")
    assert 'error="invalid_token"' in client.get(LISTE)["WWW-Authenticate"]


def test_expire_il_est_refuse(monde: Monde, programme: Programme) -> None:
    client = programme("bureau")
    Jeton.objects.update(expire_le=timezone.now() + timedelta(milliseconds=-1))
    assert refus(client) == (401, "jeton-refuse")


def test_un_compte_ferme_n_ouvre_plus_rien(monde: Monde, programme: Programme) -> None:
    client = programme("bureau")
    monde.comptes["bureau"].is_active = False
    monde.comptes["bureau"].save()
    assert refus(client) == (401, "jeton-refuse")


def test_un_titre_perdu_ne_montre_plus_rien(monde: Monde, programme: Programme) -> None:
    reference = monde.convention(Etat.A_SIGNER).reference
    client = programme("bureau")
    assert [c["reference"] for c in client.get(LISTE).json()["conventions"]] == [reference]
    Membre.objects.filter(compte=monde.comptes["bureau"]).delete()
    assert client.get(LISTE).json()["conventions"] == []
    assert refus(client, f"{LISTE}/{reference}") == (404, "introuvable")


def test_un_titre_qui_exige_un_second_facteur_l_exige_du_jeton(monde: Monde) -> None:
    compte = monde.comptes["bureau"]
    _jeton, secret = creer_un_jeton(compte, "essai", jours=1, second_facteur=False)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert client.get(LISTE).status_code == 200
    Membre.objects.filter(compte=compte).update(fonction=Fonction.ADMINISTRATEUR)
    assert refus(client) == (403, "second-facteur-exige")
    Jeton.objects.update(second_facteur=True)
    assert client.get(LISTE).status_code == 200


def test_une_portee_que_l_on_ne_connait_pas_ne_lit_pas(programme: Programme) -> None:
    client = programme("bureau")
    Jeton.objects.update(portee="autre")
    assert refus(client) == (403, "portee-insuffisante")


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("suite", ["", "/7F3K9-2QMXB", "/7F3K9-2QMXB/document.pdf"])
def test_rien_ne_s_y_ecrit(programme: Programme, methode: str, suite: str) -> None:
    client = programme("bureau")
    with tables_ecrites() as ecrites:
        reponse = getattr(client, methode)(LISTE + suite)
    assert (reponse.status_code, reponse["Allow"], ecrites) == (405, "GET, HEAD", set())


def test_l_usage_s_ecrit_une_fois_par_jour(programme: Programme) -> None:
    client, ecritures = programme("bureau"), []
    for _fois in range(3):
        with tables_ecrites() as ecrites:
            client.get(LISTE)
        ecritures.append(ecrites)
    assert ecritures == [{"guichet_jeton"}, set(), set()]
    assert Jeton.objects.get().servi_le == timezone.localdate()


def test_trop_de_demandes_attendent(monde: Monde, programme: Programme) -> None:
    client, autre = programme("bureau"), programme("bureau")
    assert client.get(LISTE).status_code == 200
    assert Compteur.objects.count() == 1
    Compteur.objects.update(nombre=1000 // CARNET)
    codes = [client.get(LISTE).status_code for _fois in range(CARNET + 1)]
    assert codes == [200] * (CARNET - 1) + [429] * 2
    reponse = client.get(LISTE)
    assert (refus(client), reponse["Retry-After"]) == ((429, "trop-de-demandes"), "60")
    assert Compteur.objects.get(nombre__gt=1).nombre == 1000 // CARNET + 1
    assert autre.get(LISTE).status_code == 200
    caches["processus"].clear()  # l'autre processus compte avec celui-ci
    assert refus(client) == (429, "trop-de-demandes")
    caches["processus"].clear()
    Compteur.objects.update(debut=timezone.now() - timedelta(seconds=61))
    assert client.get(LISTE).status_code == 200
