"""P11, P45, P52, P55 : chaque adresse, pour chacun ; une adresse que la table ignore fait échouer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from guichet.securite.ecritures import sans_suite, tables_ecrites
from guichet.securite.plan import Route, adresses, declarees, routes
from guichet.securite.terrain import (
    ETRANGERS,
    PARTIES,
    SANS_COMPTE,
    Terrain,
)

from tripartite.guichet.acces import PAR_JETON, POUR_TOUS, Acteur
from tripartite.guichet.gestes.jetons import creer_un_jeton

SENSIBLES = ("administrateur", "agent", "exploitant")
A_TOUS = {
    "account_reset_password_from_key",
    "document_de_la_reponse",
    "emporter",
    "entrer_en_demonstration",
    "lien",
    "question",
    "question_integree",
    "renvoyer_le_lien",
    "verifier_document",
}
"""Publiques, bien qu'elles prennent un objet : l'adresse est un secret, ou ne montre rien de privé."""
METHODE_REFUSEE = 405
JETON_ATTENDU = 401
LECTURES = 15
"""Ce qu'une page demande au plus à la base (P11) ; chaque liste éprouve que ses lignes n'y changent rien."""
FOLIES = {"numero": "x\0", "code": "é" * 9, "a": "rien", "formation": "9" * 30}


def les_adresses(terrain: Terrain) -> Iterator[tuple[Route, str]]:
    for route in routes():
        for adresse in adresses(route, terrain.objets):
            yield route, adresse


def d_un_objet(route: Route) -> bool:
    """Vrai, la route prend un objet que tout le monde n'a pas à voir."""
    return bool(route.parametres) and route.nom not in A_TOUS and route.acces is not POUR_TOUS


# --- La table (P45) ------------------------------------------------------------------------------


def test_chaque_adresse_est_declaree() -> None:
    servies = sorted({(route.nom, route.acces.nom if route.acces else "") for route in routes()})
    assert servies == sorted(declarees().items())


def test_une_adresse_publique_qui_prend_un_objet_se_justifie() -> None:
    publiques = {r.nom for r in routes() if r.parametres and r.acces and r.acces.nom == "public"}
    assert publiques == A_TOUS


# --- Ce qui est à d'autres (P45) -----------------------------------------------------------------


@pytest.mark.parametrize("qui", ETRANGERS)
def test_ce_qui_est_a_d_autres_n_existe_pas(terrain: Terrain, qui: str) -> None:
    client, ouvertes = terrain.client(qui), {}
    for route, adresse in les_adresses(terrain):
        if not d_un_objet(route):
            continue
        for methode in ("get", "post"):
            with tables_ecrites() as ecrites:
                reponse = getattr(client, methode)(adresse)
            attendu = {404, METHODE_REFUSEE}
            if route.acces is PAR_JETON:  # aucune session n'y vaut ; avec un jeton : `test_par_un_jeton…`
                attendu = {JETON_ATTENDU if methode == "get" else METHODE_REFUSEE}
            if qui in SANS_COMPTE and methode == "get" and reponse.status_code == 302:
                attendu = {302} if reponse["Location"].startswith(reverse("account_login")) else set()
            if reponse.status_code not in attendu or ecrites:
                ouvertes[f"{methode} {adresse}"] = (
                    reponse.status_code,
                    reponse.headers.get("Location"),
                    ecrites,
                )
    assert ouvertes == {}


def test_l_objet_d_un_autre_sous_sa_propre_adresse(terrain: Terrain) -> None:
    """Sa convention, la pièce ou la remarque d'un autre ; son école, la composante d'une autre."""
    monde, visee = terrain.monde, terrain.convention
    sienne = monde.comptes["autre_etudiante"].conventions.get()
    piece = visee.pieces.get(nature="annexe")
    remarque = visee.remarques.get()
    etudiante, administrateur = terrain.client("autre_etudiante"), terrain.client("autre_administrateur")
    etudiante.post(f"/conventions/{sienne.reference}/documents/{piece.code}/retirer/")
    etudiante.post(f"/conventions/{sienne.reference}/remarques/{remarque.pk}/")
    etudiante.post(f"/conventions/{sienne.reference}/completer/dates/", {"resoudre": remarque.pk})
    ecole = f"/reglages/{monde.autre_ecole.uai}"
    visees = (
        f"{ecole}/composantes/{monde.composante.pk}/",
        f"{ecole}/formations/{monde.formation.pk}/",
    )
    membre = monde.ecole.membres.first()
    assert membre is not None
    codes = [getattr(administrateur, m)(a).status_code for a in visees for m in ("get", "post")]
    codes.append(administrateur.post(f"{ecole}/membres/", {"retirer": membre.pk}).status_code)
    assert codes == [404] * 5
    piece.refresh_from_db()
    remarque.refresh_from_db()
    assert (piece.annulee_le, remarque.resolue_le) == (None, None)
    assert monde.ecole.membres.filter(pk=membre.pk).exists()


# --- Par un jeton (P45) --------------------------------------------------------------------------


def par_un_jeton(terrain: Terrain, qui: str) -> Client:
    """Le programme d'une personne ; son jeton est fait avec un second facteur."""
    _jeton, secret = creer_un_jeton(terrain.monde.comptes[qui], "Essai", jours=1, second_facteur=True)
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("qui", [q for q in (*PARTIES, *ETRANGERS) if "lien" not in q and "invite" not in q])
def test_par_un_jeton_on_ne_lit_que_les_siennes(terrain: Terrain, qui: str) -> None:
    client = Client() if qui == "personne" else par_un_jeton(terrain, qui)
    attendu = 200 if qui in PARTIES else JETON_ATTENDU if qui == "personne" else 404
    recus = {}
    for route, adresse in les_adresses(terrain):
        if route.acces is PAR_JETON and route.parametres:
            with tables_ecrites() as ecrites:
                recus[adresse] = client.get(adresse).status_code
            assert ecrites <= {"guichet_jeton"}, adresse
    assert len(recus) == 2
    assert set(recus.values()) == {attendu}


# --- Ce qui est à soi ----------------------------------------------------------------------------


@pytest.mark.parametrize("qui", [*PARTIES, "personne", "autre_rh", "agent", "exploitant"])
def test_rien_ne_tombe_en_panne(terrain: Terrain, qui: str) -> None:
    """Toute adresse, lue ou remplie de n'importe quoi, répond sans panne ; la lire coûte peu, n'écrit rien.

    Ce qui n'est pas à soi n'existe pas : c'est éprouvé plus haut, et ne se refait pas.
    """
    client, pannes = terrain.client(qui), {}
    for route, adresse in les_adresses(terrain):
        if qui not in PARTIES and d_un_objet(route):
            continue
        with tables_ecrites() as ecrites, CaptureQueriesContext(connection) as lectures:
            lue = client.get(adresse, REMOTE_ADDR="192.0.2.1")
        if lue.status_code >= 500 or ecrites or len(lectures) > LECTURES:
            pannes[f"get {adresse}"] = (lue.status_code, ecrites, len(lectures))
        with sans_suite():
            code = client.post(adresse, FOLIES, REMOTE_ADDR="192.0.2.1").status_code
        if code >= 500:
            pannes[f"post {adresse}"] = (code, set(), 0)
    assert pannes == {}


def test_un_agent_qui_lit_laisse_sa_trace_et_rien_d_autre(terrain: Terrain) -> None:
    terrain.convention.etat = "signée"
    terrain.convention.save(update_fields=["etat"])
    client, ecrites_par = terrain.client("agent"), {}
    for _route, adresse in les_adresses(terrain):
        with tables_ecrites() as ecrites:
            code = client.get(adresse, REMOTE_ADDR="192.0.2.1").status_code
        assert code < 500, adresse
        if ecrites:
            ecrites_par[adresse] = ecrites
    trace = {"guichet_chaine", "guichet_entree", "guichet_contenu"}
    assert set().union(*ecrites_par.values()) == trace
    assert all(terrain.convention.reference in a or a.startswith("/pieces/") for a in ecrites_par)


# --- Le second facteur (P52) ---------------------------------------------------------------------


@pytest.mark.parametrize("qui", SENSIBLES)
def test_sans_second_facteur_nulle_page(terrain: Terrain, qui: str) -> None:
    client, acteur = terrain.client(qui, second_facteur=False), terrain.monde.acteur(qui)
    ouvertes = {}
    for route, adresse in les_adresses(terrain):
        if route.acces is None or route.acces.nom in ("public", "pour tous", "compte", "jeton"):
            continue
        attendu = (302, reverse("mfa_index")) if route.acces.convient(acteur) else (404, "")
        for methode in ("get", "post"):
            reponse = getattr(client, methode)(adresse)
            recu = (reponse.status_code, reponse.headers.get("Location", ""))
            if recu != attendu:
                ouvertes[f"{methode} {adresse}"] = recu
    assert ouvertes == {}


# --- D'où vient un formulaire (P55) --------------------------------------------------------------


@pytest.mark.parametrize("qui", ["personne", "administrateur", "invite_a_signer"])
def test_sans_son_jeton_aucun_formulaire_n_est_recu(terrain: Terrain, qui: str) -> None:
    client, recus = terrain.client(qui, enforce_csrf_checks=True), {}
    for route, adresse in les_adresses(terrain):
        refuse = METHODE_REFUSEE if route.acces is PAR_JETON else 403
        for methode in ("post", "delete"):
            with tables_ecrites() as ecrites:
                code = getattr(client, methode)(adresse).status_code
            if code != refuse or ecrites:
                recus[f"{methode} {adresse}"] = (code, ecrites)
    assert recus == {}


def test_qui_doit_un_second_facteur_est_celui_que_l_on_dit(terrain: Terrain) -> None:
    doivent = {
        qui
        for qui in terrain.monde.comptes
        if Acteur(compte=terrain.monde.comptes[qui]).doit_un_second_facteur
    }
    assert doivent == {*SENSIBLES, "agent_sans_mandat", "autre_administrateur"}
