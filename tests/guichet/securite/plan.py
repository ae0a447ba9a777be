"""Le plan du guichet : toutes ses adresses, ce que chacune exige, et de quoi les composer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from tripartite.guichet.acces import Acces

TABLE = Path(__file__).parent / "routes.yaml"
Objets = Mapping[str, Sequence[object]]
"""Pour un paramètre (« reference »), ou celui d'une route (« suivre_un_lot.cle »), de quoi le remplir."""


class Route(NamedTuple):
    """Une adresse : son nom, ce qu'elle exige, ses paramètres."""

    nom: str
    acces: Acces | None
    parametres: tuple[str, ...]


def routes() -> list[Route]:
    """Toutes les adresses que sert le guichet."""
    return list(_parcourir(get_resolver().url_patterns))


def _parcourir(motifs: list[URLPattern | URLResolver]) -> Iterator[Route]:
    for motif in motifs:
        if isinstance(motif, URLResolver):
            yield from _parcourir(motif.url_patterns)
            continue
        trace = motif.pattern
        parametres = trace.regex.groupindex if isinstance(trace, RegexPattern) else trace.converters
        yield Route(motif.name or str(trace), getattr(motif.callback, "acces", None), tuple(parametres))


def declarees() -> dict[str, str]:
    """Ce que la table dit de chaque route."""
    lues: dict[str, str] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return lues


def adresses(route: Route, objets: Objets) -> list[str]:
    """Les adresses de cette route, pour ces objets.

    Raises:
        LookupError: un paramètre que l'on ne sait pas remplir.
    """
    choix = [[(nom, valeur) for valeur in _valeurs(route, nom, objets)] for nom in route.parametres]
    return [reverse(route.nom, kwargs=dict(choisis)) for choisis in product(*choix)]


def _valeurs(route: Route, parametre: str, objets: Objets) -> Sequence[object]:
    for cle in (f"{route.nom}.{parametre}", parametre):
        if cle in objets:
            return objets[cle]
    raise LookupError(
        f"La route « {route.nom} » prend « {parametre} », que l'épreuve ne sait pas remplir : "
        "dites-en un objet dans `objets_de` (tests/guichet/securite/terrain.py)."
    )
