"""Le JSON Schema d'un dossier (draft 2020-12), tiré des mêmes types que la lecture.

Il accepte ce que l'on recommande d'écrire ; la lecture en tolère un peu plus (accents, majuscules des noms),
et vérifie ce qu'un schéma ne sait pas dire (dates dans l'ordre, clé du SIRET, plages qui se recouvrent).
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

from tripartite.dossiers.conversion import EN_TABLE, champs, sans_aucun
from tripartite.dossiers.ecriture import dire
from tripartite.dossiers.valeurs import JOURS
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Adresse,
    Avantages,
    Changement,
    Convention,
    Dossier,
    Fait,
    Gratification,
    Horaires,
    Journee,
    Plage,
    SemaineType,
)
from tripartite.droit.langage import Aucun, Euros, Minutes, Taux

FICHIER = Path(__file__).with_name("schema.json")
Schema = dict[str, Any]

_S = r"[\s\u00a0\u202f]?"
_HEURE = rf"(\d{{1,2}}({_S}(h|:){_S}(\d{{2}})?)?|midi|minuit)"
_DUREE = rf"^\d{{1,5}}{_S}(h|:){_S}(\d{{2}})?$|^\d[\d\s]*([.,]\d+)?({_S}h)?$|^\d+{_S}min$"
_PLAGE = rf"^{_HEURE}{_S}[-–]{_S}{_HEURE}$"
_DATE = r"^\d{4}-\d{2}-\d{2}$|^\d{1,2}/\d{1,2}/\d{4}$|^(\d{1,2}|1er) [a-zA-Zéûà]+ \d{4}$"
_JOUR = f"({'|'.join(JOURS)})"

AUCUN: Schema = {"enum": ["aucun", "aucune"], "description": "On sait qu'il n'y en a pas."}
INCONNU: Schema = {"type": "null", "description": "On ne sait pas."}
VALEURS: dict[Any, Schema] = {
    str: {"type": ["string", "number"]},
    bool: {"enum": [True, False, "oui", "non"]},
    int: {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d[\d\s]*$"},
    Decimal: {"type": ["string", "number"], "minimum": 0, "pattern": r"^\d[\d\s]*([.,]\d+)?$"},
    Minutes: {
        "type": ["string", "number"],
        "minimum": 0,
        "pattern": _DUREE,
        "examples": ["7 h 30", "154 h", "450 min"],
    },
    Euros: {
        "type": ["string", "number"],
        "minimum": 0,
        "pattern": rf"^\d[\d\s\u00a0\u202f]*([.,]\d+)?{_S}€?$|^aucune?$",
        "examples": ["4,50 €", "1 719,90 €"],
    },
    Taux: {
        "type": ["string", "number"],
        "minimum": 0,
        "exclusiveMaximum": 1,
        "pattern": rf"^\d+([.,]\d+)?{_S}%$|^0([.,]\d+)?$|^\d+{_S}/{_S}\d+$|^aucun$",
        "examples": ["15 %", "0,15"],
    },
    date: {"type": "string", "pattern": _DATE, "examples": ["2026-02-02", "02/02/2026", "2 février 2026"]},
    Mois: {
        "type": "string",
        "pattern": r"^\d{4}-\d{2}$|^[a-zéû]+ \d{4}$",
        "examples": ["2026-02", "février 2026"],
    },
}
NOMS = {
    str: "texte",
    bool: "oui_ou_non",
    int: "entier",
    Decimal: "nombre",
    Minutes: "duree",
    Euros: "montant",
    Taux: "taux",
    date: "date",
    Mois: "mois",
}
SIRET: Schema = {
    "type": ["string", "integer"],
    "pattern": r"^((\d\s?){14}|aucun)?$",
    "examples": ["732 829 320 00074"],
}


def schema() -> Schema:
    """Le schéma d'un dossier."""
    definitions: dict[str, Schema] = {nom: VALEURS[type_] for type_, nom in NOMS.items()}
    definitions |= {"aucun": AUCUN, "inconnu": INCONNU}
    racine = _objet(Dossier, definitions)
    racine["properties"]["$schema"] = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tripartite:dossier",
        "title": "Dossier d'un stage ou d'une PFMP",
        "description": (
            "Tout ce que l'on sait d'un stage. Un champ absent est inconnu, sauf valeur par défaut ; "
            "un champ `null` l'est toujours ; `aucun` ou `[]` dit qu'il n'y en a pas."
        ),
        **racine,
        "$defs": dict(sorted(definitions.items())),
    }


def texte_du_schema() -> str:
    """Le schéma, tel qu'il est publié dans `schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _nomme(nom: str) -> Schema:
    return {"$ref": f"#/$defs/{nom}"}


def _type(type_: Any, champ: str, definitions: dict[str, Schema]) -> list[Schema]:
    """Les formes que peut prendre un champ de ce type."""
    formes: list[Schema] = []
    for membre in sans_aucun(type_):
        if champ == "siret":
            formes.append(SIRET)
        elif membre in VALEURS:
            formes.append(_nomme(NOMS[membre]))
        elif get_origin(membre) is tuple:
            formes += _liste(get_args(membre)[0], definitions)
        elif issubclass(membre, Enum):
            formes.append({"enum": [m.value for m in membre]})
        else:
            formes.append(_renvoi(membre, definitions))
    if Aucun in get_args(type_) and not any("aucun" in f.get("enum", ()) for f in formes):
        formes.append(_nomme("aucun"))
    return formes


def _liste(element: Any, definitions: dict[str, Schema]) -> list[Schema]:
    if element is Changement:
        return [_renvoi(Convention, definitions), _nomme("aucun")]
    formes: list[Schema] = [{"type": "array", "items": _renvoi(element, definitions)}, _nomme("aucun")]
    if element in EN_TABLE:
        premier, second, *_ = champs(element)
        courte = _type(champs(element)[second], second, definitions)
        noms = {"anyOf": _type(champs(element)[premier], premier, definitions)}
        valeurs = {"anyOf": [*courte, _renvoi(element, definitions)]}
        formes.insert(1, {"type": "object", "propertyNames": noms, "additionalProperties": valeurs})
    return formes


def _renvoi(classe: Any, definitions: dict[str, Schema]) -> Schema:
    if classe is Plage:
        return {"type": "string", "pattern": _PLAGE, "examples": ["9h-12h30"]}
    nom = classe.__name__
    if nom not in definitions:
        definitions[nom] = {}
        definitions[nom] = _definition(classe, definitions)
    return {"$ref": f"#/$defs/{nom}"}


def _definition(classe: Any, definitions: dict[str, Schema]) -> Schema:
    objet = _objet(classe, definitions)
    if classe is Journee:
        plage = _renvoi(Plage, definitions)
        plages = {"type": "string", "pattern": f"{_PLAGE[:-1]}([,;] ?{_HEURE}{_S}[-–]{_S}{_HEURE})*$"}
        seule = [
            {"type": "array", "items": plage},
            _nomme("duree"),
            plages,
            {"enum": ["repos", "aucun", "aucune"]},
        ]
        return {"description": "Des plages, une durée, ou « repos ».", "anyOf": [*seule, objet]}
    if classe is SemaineType:
        objet["patternProperties"] = {
            rf"^(du )?{_JOUR}( (au|à|et) |, ){_JOUR}": _renvoi(Journee, definitions)
        }
    if classe is Horaires:
        objet["properties"]["semaine"] = _renvoi(SemaineType, definitions)
        objet["properties"] |= {jour: _renvoi(Journee, definitions) for jour in JOURS}
        objet["patternProperties"] = {
            rf"^(du )?{_JOUR}( (au|à|et) |, ){_JOUR}": _renvoi(Journee, definitions)
        }
    if classe is Adresse:
        en_ligne = {
            "type": "string",
            "pattern": r",\s*\d{5}\s+\S",
            "examples": ["12 rue des Carmes, 44000 Nantes"],
        }
        return {"anyOf": [en_ligne, objet]}
    return {"anyOf": [objet, _nomme("aucun")]} if classe in (Avantages, Gratification) else objet


def _objet(classe: Any, definitions: dict[str, Schema]) -> Schema:
    types = champs(classe)
    proprietes = {f.name: _propriete(f, types[f.name], definitions) for f in fields(classe)}
    description = (classe.__doc__ or "").strip().splitlines()[0]
    return {
        "type": "object",
        "description": description,
        "properties": proprietes,
        "additionalProperties": False,
    }


def _propriete(champ: Field[Any], type_: Any, definitions: dict[str, Schema]) -> Schema:
    libelle, de, aide = (champ.metadata[nom] for nom in ("libelle", "de", "aide"))
    phrases = [f"{libelle[0].upper()}{libelle[1:]}{f' (de : {de})' if de else ''}.", aide]
    propriete: Schema = {"description": " ".join(p for p in phrases if p)}
    if champ.default is not None and champ.default is not MISSING and not isinstance(champ.default, Fait):
        propriete["default"] = dire(type_, champ.default)
    return propriete | {"anyOf": [*_type(type_, champ.name, definitions), _nomme("inconnu")]}


if __name__ == "__main__":
    FICHIER.write_text(texte_du_schema(), "utf-8")
