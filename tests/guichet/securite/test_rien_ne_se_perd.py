"""Ce que l'on a tapé reste quand un envoi est refusé : chaque formulaire de chaque page, mal rempli."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from guichet.securite.ecritures import sans_suite
from guichet.securite.lecture import Formulaire, contenu, parcourir
from guichet.securite.terrain import Terrain

TAPE = {
    "text": "tapé zq",
    "search": "tapé zq",
    "textarea": "tapé zq\nsur deux lignes",
    "email": "pas-une-adresse-zq",
    "number": "beaucoup-zq",
    "date": "un-jour-zq",
    "tel": "tapé zq",
    "url": "tapé zq",
}
"""Ce que l'on tape dans chaque sorte de champ ; nul ne convient partout."""
SECRETS = {"code"}
"""Ce qui ne se montre pas de nouveau : un code se redemande."""
REFUS = (200, 409, 422)
"""Un envoi accepté mène ailleurs (302) ; allauth montre de nouveau le formulaire par un 200."""
SANS_COMPTE = ("/droit/", "/questions/", "/verifier/")
DEPARTS = [
    *("/espace/", "/mon-compte/", "/mes-conventions/nouvelle/?q=Master", "/a-traiter/?onglet=toutes"),
    *("/reglages/", "/organisme/"),
]


def formulaires(client: Client, departs: list[str]) -> Iterator[Formulaire]:
    """Un formulaire de chaque sorte : même vue, mêmes champs."""
    vus = set()
    for _adresse, _reponse, _corps, page in parcourir(client, departs, sauf=SANS_COMPTE):
        for formulaire in page.formulaires if page else ():
            nom = resolve(formulaire.action.partition("?")[0]).url_name
            sorte = (nom, tuple(formulaire.genres))
            if formulaire.methode == "post" and nom != "account_logout" and sorte not in vus:
                vus.add(sorte)
                yield formulaire


def fautifs(formulaire: Formulaire) -> Iterator[tuple[dict[str, list[str]], dict[str, str]]]:
    """Des envois à refuser, et ce qui y est tapé : tout de travers ; puis un choix qui n'existe pas."""
    tapes = {
        nom: f"{TAPE[genre]}{rang}" if genre != "textarea" else f"{rang}{TAPE[genre]}"
        for rang, (nom, genre) in enumerate(formulaire.genres.items())
        if genre in TAPE and nom not in SECRETS and nom in formulaire.champs
    }
    boutons = {formulaire.boutons[0][0]: [formulaire.boutons[0][1]]} if formulaire.boutons else {}
    de_travers = formulaire.champs | {nom: [dit] for nom, dit in tapes.items()} | boutons
    yield de_travers, tapes
    choix = [nom for nom, genre in formulaire.genres.items() if genre in ("select", "radio", "checkbox")]
    yield de_travers | {nom: ["hors-liste"] for nom in choix}, tapes


def perdus(reponse: Any, tapes: dict[str, str]) -> dict[str, str]:
    """Ce qui était tapé, et que la page ne montre plus."""
    corps = contenu(reponse).decode().replace("&#x27;", "&#39;")
    return {nom: dit for nom, dit in tapes.items() if escape(dit).replace("&#x27;", "&#39;") not in corps}


@pytest.mark.parametrize(
    ("qui", "au_moins"),
    [("etudiante", 8), ("bureau", 13), ("administrateur", 20), ("rh", 13), ("invite_a_signer", 5)],
)
def test_ce_qui_est_tape_reste_quand_l_envoi_est_refuse(terrain: Terrain, qui: str, au_moins: int) -> None:
    client = terrain.client(qui)
    brouillon = terrain.monde.brouillon("etudiante").reference
    departs = [
        *DEPARTS,
        f"/conventions/{terrain.convention.reference}/",
        f"/conventions/{brouillon}/completer/",
    ]
    oublis, refuses = {}, set()
    for formulaire in list(formulaires(client, departs)):
        for envoi, tapes in fautifs(formulaire):
            with sans_suite():
                reponse = client.post(formulaire.action, envoi)
            if reponse.status_code in REFUS and tapes:
                refuses.add(formulaire.action)
                if oubli := perdus(reponse, tapes):
                    oublis[f"{formulaire.action} ({reponse.status_code})"] = oubli
    assert oublis == {}
    assert len(refuses) >= au_moins


def test_l_epreuve_voit_ce_qui_se_perd() -> None:
    reponse = HttpResponse("<input name='nom' value='l&#x27;un &amp; l&#39;autre'>")
    assert perdus(reponse, {"nom": "l'un & l'autre"}) == {}
    assert perdus(reponse, {"nom": "l'un & l'autre", "sujet": "tapé zq"}) == {"sujet": "tapé zq"}
