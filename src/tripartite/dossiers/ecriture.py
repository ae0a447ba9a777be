"""Écrire un dossier : des faits au YAML ou au JSON que `lecture` relit à l'identique.

Un fait inconnu n'est pas écrit ; il l'est par `null` là où son absence voudrait dire autre chose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import groupby
from typing import Any, get_args, get_origin

import yaml

from tripartite.dossiers.conversion import EN_TABLE, champs, sans_aucun
from tripartite.dossiers.horaires import dire_heure
from tripartite.dossiers.scalaires import AUCUNS
from tripartite.dossiers.valeurs import JOURS, dire_duree
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Changement, Convention, Dossier, Fait, Journee, Plage, SemaineType
from tripartite.droit.langage import AUCUN, Euros, Minutes, Taux, connu


def ecrire(dossier: Dossier) -> dict[str, Any]:
    """Rend un dossier en données simples : textes, nombres, listes, tables."""
    return _fait(dossier)


def ecrire_json(dossier: Dossier) -> str:
    """Rend un dossier en JSON."""
    return json.dumps(ecrire(dossier), ensure_ascii=False, indent=2) + "\n"


def ecrire_yaml(dossier: Dossier) -> str:
    """Rend un dossier en YAML, comme on l'écrit à la main."""
    donnees = ecrire(dossier)
    return (
        yaml.dump(donnees, Dumper=_Plume, allow_unicode=True, sort_keys=False, width=110)
        if donnees
        else "{}\n"
    )


class _Plume(yaml.SafeDumper):
    """Laisse sans guillemets tout ce que `lecture` reconnaît ainsi : dates, durées, oui et non."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    def ignore_aliases(self, data: Any) -> bool:
        return True


_MOTS = re.compile(rf"(?:~||null|Null|NULL|(?i:{'|'.join(AUCUNS)}|néant))$")
_Plume.add_implicit_resolver("tag:yaml.org,2002:null", _MOTS, None)
_Plume.add_representer(bool, lambda plume, oui: plume.represent_str("oui" if oui else "non"))
_Plume.add_representer(int, lambda plume, nombre: plume.represent_str(str(nombre)))


# --- Les faits ---------------------------------------------------------------------------------


def _fait(fait: Fait, tout: bool = False) -> dict[str, Any]:
    types = champs(type(fait))  # type: ignore[arg-type]
    ecrits = {}
    for champ in fields(fait):  # type: ignore[arg-type]
        valeur = getattr(fait, champ.name)
        if tout or _a_dire(valeur, champ.default):
            ecrits[champ.name] = dire(types[champ.name], valeur)
    return ecrits


def _a_dire(valeur: Any, defaut: Any) -> bool:
    if not connu(valeur):
        return defaut is not None
    return bool(defaut is None or valeur != defaut)


def dire(type_: Any, valeur: Any) -> Any:
    """Dit une valeur de ce type en données simples."""
    if not connu(valeur) or valeur is None:
        return None
    if valeur is AUCUN:
        return "aucun"
    (membre, *_) = sans_aucun(type_)
    if membre in _DIRE:
        return _DIRE[membre](valeur)
    if get_origin(membre) is tuple:
        element = get_args(membre)[0]
        return (
            _changements(valeur)
            if element is Changement
            else _suite(element, [dire(element, v) for v in valeur])
        )
    if isinstance(valeur, Enum):
        return valeur.value
    return _fait(valeur)


def _suite(element: Any, ecrits: list[Any]) -> Any:
    """Une liste, ou une table si chaque élément tient en un nom et une valeur : « 2026-02-02: 7 h »."""
    if element not in EN_TABLE:
        return ecrits
    nom, valeur, *_ = champs(element)
    paires = {e[nom]: e[valeur] for e in ecrits if e.keys() == {nom, valeur} and e[nom] is not None}
    return paires if paires and len(paires) == len(ecrits) else ecrits


def _nombre(nombre: Decimal) -> str:
    return f"{nombre:f}".replace(".", ",")


def _taux(taux: Decimal) -> str:
    pour_cent = (taux * 100).normalize()
    return f"{_nombre(pour_cent)} %"


def _changements(changements: tuple[Changement, ...]) -> dict[str, Any]:
    """Un fait changé est écrit en entier : ce qu'il tairait viendrait de la convention."""
    types = champs(Convention)
    return {
        c.fait: _fait(c.apres, tout=True) if isinstance(c.apres, Fait) else dire(types[c.fait], c.apres)
        for c in changements
    }


def _plage(plage: Plage) -> Any:
    if not connu(plage.debut) or not connu(plage.fin):
        bornes = {"debut": plage.debut, "fin": plage.fin}
        return {nom: dire_heure(b) for nom, b in bornes.items() if connu(b)}
    return f"{dire_heure(plage.debut)}-{dire_heure(plage.fin)}"


def _journee(journee: Journee) -> Any:
    reste = _fait(journee)
    if reste.keys() <= {"plages"}:
        return reste.get("plages", "repos")
    return reste["duree"] if reste.keys() == {"duree"} and reste["duree"] else reste


def _semaine(semaine: SemaineType) -> dict[str, Any]:
    ecrite = _fait(semaine)
    jours: dict[str, Any] = {}
    for journee, groupe in groupby(JOURS, key=lambda jour: json.dumps(ecrite.get(jour, "repos"))):
        noms = list(groupe)
        if journee == '"repos"':
            continue
        suites = [f"du {noms[0]} au {noms[-1]}"] if len(noms) > 1 else noms
        jours |= dict.fromkeys(suites, json.loads(journee))
    return jours | {nom: valeur for nom, valeur in ecrite.items() if nom not in JOURS}


_DIRE: Mapping[Any, Callable[[Any], Any]] = {
    str: str,
    bool: bool,
    int: int,
    Minutes: dire_duree,
    Euros: lambda montant: f"{_nombre(montant)} €",
    Taux: _taux,
    Decimal: _nombre,
    date: date.isoformat,
    Mois: str,
    Plage: _plage,
    Journee: _journee,
    SemaineType: _semaine,
}
