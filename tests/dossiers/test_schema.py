"""Le schéma publié suit les types, et les exemples le suivent."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import dossiers
from tirages import tirages

from tripartite.dossiers import ecrire, exemples
from tripartite.dossiers.erreurs import Journal
from tripartite.dossiers.noeuds import Liste, Noeud, Scalaire, lire_noeuds
from tripartite.dossiers.schema import FICHIER, schema, texte_du_schema
from tripartite.droit.faits import Dossier

VALIDEUR = jsonschema.Draft202012Validator(schema())


def en_yaml_1_2(noeud: Noeud) -> Any:
    """Ce qu'un éditeur voit d'un YAML, et qu'il soumet au schéma : `non` y est un texte, `7` un nombre."""
    if isinstance(noeud, Liste):
        return [en_yaml_1_2(e) for e in noeud.elements]
    if not isinstance(noeud, Scalaire):
        return {nom.texte: en_yaml_1_2(valeur) for nom, valeur in noeud.entrees}
    if noeud.vide:
        return None
    try:
        return json.loads(noeud.texte) if noeud.nu else noeud.texte
    except json.JSONDecodeError:
        return noeud.texte


def test_le_schema_publie_est_a_jour() -> None:
    assert FICHIER.read_text("utf-8") == texte_du_schema(), "python -m tripartite.dossiers.schema le réécrit"


def test_le_schema_est_un_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("nom", exemples.noms())
def test_un_exemple_suit_le_schema(nom: str) -> None:
    racine = lire_noeuds(exemples.texte(nom), Journal())
    assert [f"{e.json_path} : {e.message}" for e in VALIDEUR.iter_errors(en_yaml_1_2(racine))] == []


@settings(
    max_examples=tirages(20),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(dossiers())
def test_un_dossier_ecrit_suit_le_schema(dossier: Dossier) -> None:
    assert [f"{e.json_path} : {e.message}"[:300] for e in VALIDEUR.iter_errors(ecrire(dossier))] == []


@pytest.mark.parametrize(
    "donnees",
    [
        {"conventions": {}},
        {"convention": {"debut": "2026-2-2"}},
        {"convention": {"gratification": {"horaire": "4,5,0 €"}}},
        {"convention": {"nature": "sage"}},
        {"convention": {"horaires": {"lundi": ["9h-25h30h"]}}},
        {"organisme": {"siret": "123"}},
        {"vie": {"presences": {"2026-02-02": "-3 h"}}},
    ],
)
def test_le_schema_refuse_ce_que_la_lecture_refuse(donnees: Any) -> None:
    assert not VALIDEUR.is_valid(donnees)


def test_chaque_champ_a_sa_description() -> None:
    for nom, definition in schema()["$defs"].items():
        for champ, propriete in definition.get("properties", {}).items():
            assert propriete.get("description") or "$ref" in propriete, f"{nom}.{champ}"
