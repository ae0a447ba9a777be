"""Le verrou est complet : pip l'installe seul, sans chercher aucune dépendance (`SANS_UV=1 ./bootstrap`)."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RACINE = Path(__file__).parents[2]


def test_tout_ce_qu_un_paquet_demande_est_au_verrou() -> None:
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text("utf-8"))
    verrou = (RACINE / "requirements.lock").read_text("utf-8")
    epingles = set(re.findall(r"^([a-z0-9._-]+)==", verrou, re.MULTILINE))
    options = ",".join(projet["project"]["optional-dependencies"])
    a_voir = [f"tripartite[{options}]", *projet["dependency-groups"]["dev"]]
    vus: set[tuple[str, frozenset[str]]] = set()
    while a_voir:
        demande = Requirement(a_voir.pop())
        nom, extras = canonicalize_name(demande.name), frozenset(demande.extras)
        if (nom, extras) in vus:
            continue
        vus.add((nom, extras))
        a_voir += [
            exigence
            for exigence in requires(nom) or ()
            if (marque := Requirement(exigence).marker) is None
            or any(marque.evaluate({"extra": extra}) for extra in ("", *extras))
        ]
    assert ("coverage", frozenset({"toml"})) in vus
    assert {nom for nom, _ in vus} - {"tripartite"} <= epingles
