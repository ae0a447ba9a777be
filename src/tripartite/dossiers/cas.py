"""Les cas des règles : ceux de `tests/cas/`, que la roue emporte dans le paquet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DANS_LA_ROUE = Path(__file__).parent / "cas"
_DANS_LE_DEPOT = Path(__file__).parents[3] / "tests" / "cas"
REPERTOIRE = _DANS_LA_ROUE if _DANS_LA_ROUE.is_dir() else _DANS_LE_DEPOT
_LECTEUR = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def cas_du_sujet(nom: str) -> tuple[Mapping[str, Any], ...]:
    """Les cas d'un sujet, tels qu'ils sont écrits : chaque valeur y est un texte."""
    chemin = REPERTOIRE / f"{nom}.yaml"
    if not chemin.exists():
        return ()
    return tuple(yaml.load(chemin.read_text("utf-8"), _LECTEUR))  # noqa: S506 - nos cas, sans objet


def cas_de_la_regle(sujet: str, regle: str) -> tuple[Mapping[str, Any], ...]:
    """Les cas qui disent ce qu'une règle doit répondre."""
    return tuple(cas for cas in cas_du_sujet(sujet) if regle in (cas.get("attendu") or {}))
