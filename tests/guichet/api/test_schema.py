"""Le schéma publié et la page : tout ce que l'API rend y est dit, et rien d'autre."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde
from guichet.securite.plan import routes
from jsonschema import Draft202012Validator

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import PAR_JETON
from tripartite.guichet.api.demande import Demande
from tripartite.guichet.api.description import (
    CONSTAT,
    CONVENTION,
    CONVENTION_ENTIERE,
    OPERATIONS,
)
from tripartite.guichet.problemes import NATURES

Programme = Callable[[str], Client]
DOCS = Path(__file__).parents[3] / "docs" / "api.md"
LISTE = "/api/v1/conventions"


@pytest.fixture
def schema(client: Client) -> dict[str, Any]:
    publie: dict[str, Any] = client.get("/api/v1/schema.json").json()
    return publie


def fautes(schema: dict[str, Any], de: str, rendu: object) -> list[str]:
    """Ce qui, d'une réponse, n'est pas comme le schéma le dit."""
    seul = {"$ref": f"#/components/schemas/{de}", "components": schema["components"]}
    return [f"{e.json_path} : {e.message}" for e in Draft202012Validator(seul).iter_errors(rendu)]


def test_chaque_operation_est_au_schema(schema: dict[str, Any]) -> None:
    servies = {route.nom.removeprefix("api_"): route for route in routes() if route.acces is PAR_JETON}
    dites = {o["get"]["operationId"]: o for o in schema["paths"].values()}
    assert {f"{nom}" for nom in dites} == {"conventions", "convention", "document"} == set(servies)
    assert all(list(operation) == ["get"] for operation in dites.values())
    assert [p["name"] for p in dites["conventions"]["get"]["parameters"]] == list(Demande.base_fields)
    assert schema["openapi"] == "3.1.0"
    assert schema["security"] == [{"jeton": []}]


def test_ce_que_l_api_rend_est_ce_que_dit_le_schema(
    monde: Monde, programme: Programme, schema: dict[str, Any]
) -> None:
    ecrire_des_rangees(monde, 60)
    for etat in (Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE, Etat.A_SIGNER):
        monde.convention(etat)
    for qui in ("etudiante", "bureau", "rh"):
        client = programme(qui)
        page = client.get(LISTE).json()
        assert fautes(schema, "Page", page) == []
        siennes = [c for c in monde.acteur(qui).conventions() if c.version]
        for convention in siennes:
            seule = client.get(f"{LISTE}/{convention.reference}").json()
            assert fautes(schema, "ConventionEntiere", seule) == []
        assert siennes


@pytest.mark.parametrize("adresse", [LISTE, f"{LISTE}?etat=zut&x=1", f"{LISTE}/rien", "/api/rien"])
def test_un_refus_est_ce_que_dit_le_schema(
    programme: Programme, schema: dict[str, Any], adresse: str
) -> None:
    for client in (Client(), programme("bureau")):
        for methode in ("get", "post"):
            reponse = getattr(client, methode)(adresse)
            if reponse.status_code != 200:
                assert reponse["Content-Type"] == "application/problem+json"
                assert fautes(schema, "Probleme", reponse.json()) == []


def test_le_schema_est_a_tous_et_suit_la_langue(client: Client, connecter: Callable[[str], Client]) -> None:
    connecte = connecter("bureau").get("/api/v1/schema.json", headers={"Accept-Language": "en"})
    assert (connecte.status_code, connecte.cookies, connecte["Vary"]) == (200, {}, "Accept-Language")
    en_anglais, en_francais = connecte.json(), client.get("/api/v1/schema.json").json()
    assert en_anglais["paths"].keys() == en_francais["paths"].keys()
    titres = [s["paths"][LISTE]["get"]["summary"] for s in (en_anglais, en_francais)]
    assert titres[0] != titres[1]


def test_la_page_dit_tout(client: Client) -> None:
    reponse = client.get("/api/")
    page = reponse.content.decode()
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert [o.chemin for o in OPERATIONS if f"GET {o.chemin}<" not in page] == []
    assert [cle for cle in NATURES if f'id="{cle}"' not in page] == []
    noms = {*Demande.base_fields, *(c.nom for c in (*CONVENTION_ENTIERE, *CONSTAT))}
    assert [nom for nom in noms if f"<code>{nom}</code>" not in page] == []


def test_la_documentation_dit_tout() -> None:
    texte = DOCS.read_text(encoding="utf-8")
    dits = [o.chemin for o in OPERATIONS] + [f"`{nom}`" for nom in Demande.base_fields]
    dits += [f"`{c.nom}`" for c in CONVENTION] + [f"`{cle}`" for cle in NATURES]
    assert [dit for dit in dits if dit not in texte] == []
