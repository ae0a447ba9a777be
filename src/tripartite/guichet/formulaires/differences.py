"""Ce qui change d'un dossier à l'autre, fait par fait, en toutes lettres."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from tripartite.dossiers.conversion import en_champs, sans_aucun
from tripartite.droit.faits import Dossier, Fait, Journee
from tripartite.guichet.formulaires.chemins import libelle, type_du_fait
from tripartite.guichet.formulaires.faits import pareils
from tripartite.guichet.formulaires.formulaire import lire
from tripartite.guichet.formulaires.libelles import lisible


class Difference(NamedTuple):
    """Un fait qui change : où, comment il se nomme, ce qu'il était, ce qu'il devient."""

    chemin: str
    libelle: str
    avant: str
    apres: str


def chemins_modifies(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Ce qui diffère entre deux dossiers en données simples, dans l'ordre du dossier.

    Une liste se compare en entier, et s'écrit ligne à ligne.

    >>> fevrier, mars = {"convention": {"debut": "2026-02-02"}}, {"convention": {"debut": "2026-03-02"}}
    >>> difference, = chemins_modifies(fevrier, mars)
    >>> difference.libelle, difference.avant, difference.apres
    ('La date de début', '2\\xa0février\\xa02026', '2\\xa0mars\\xa02026')
    """
    return tuple(_comparer(lire(avant), lire(apres), ""))


def _comparer(avant: Any, apres: Any, lieu: str) -> Iterator[Difference]:
    classe: Any = Dossier if not lieu else _compose(type_du_fait(lieu))
    for champ in fields(classe):
        ici = f"{lieu}.{champ.name}".lstrip(".")
        type_ = type_du_fait(ici)
        un, autre = _de(avant, champ.name, classe), _de(apres, champ.name, classe)
        if pareils(un, autre):
            continue
        if _compose(type_) and (isinstance(un, Fait) or isinstance(autre, Fait)):
            yield from _comparer(un, autre, ici)
        else:
            dit = libelle(ici)
            yield Difference(ici, dit[:1].upper() + dit[1:], lisible(type_, un), lisible(type_, autre))


def _compose(type_: Any) -> Any:
    """La classe d'un fait composé ; rien, si la valeur se dit d'un mot ou d'une liste."""
    return next(
        (t for t in sans_aucun(type_) if en_champs(t) and t is not Journee and issubclass(t, Fait)), None
    )


def _de(fait: Any, nom: str, classe: Any) -> Any:
    """Le fait de ce nom ; ce que vaut un fait que personne n'a dit, là où l'on ne sait rien."""
    return getattr(fait if isinstance(fait, Fait) else classe(), nom)
