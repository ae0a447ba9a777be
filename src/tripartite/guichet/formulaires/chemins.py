"""Un fait par son chemin : son type, ce qu'on en dit, sa valeur ; en poser un sans toucher aux autres.

« convention.tuteur.nom » se lit depuis un `Dossier` ; un chemin peut aussi partir d'un fait plus petit, la
ligne d'une liste par exemple.
"""

from __future__ import annotations

from dataclasses import Field, fields, replace
from functools import cache
from typing import Any, TypeVar, cast

from django.utils.translation import gettext

from tripartite.dossiers.conversion import champs, en_champs, sans_aucun
from tripartite.droit.faits import Dossier, Fait
from tripartite.droit.langage import connu

F = TypeVar("F", bound=Fait)


def type_du_fait(chemin: str, racine: Any = Dossier) -> Any:
    """Le type d'un fait.

    >>> type_du_fait("convention.debut").__name__
    'date'
    """
    return champs(_porteur(chemin, racine))[chemin.rpartition(".")[2]]


def libelle(chemin: str, racine: Any = Dossier) -> str:
    """Le libellé d'un fait ; celui d'un fait composé suit ce dont il est.

    >>> libelle("convention.debut"), libelle("organisme.adresse.voie")
    ('la date de début', "l'adresse de l'organisme d'accueil\\xa0: la voie")
    """
    parent, _, _ = chemin.rpartition(".")
    propre = gettext(champ_du_fait(chemin, racine).metadata["libelle"])
    if parent.count(".") and not champ_du_fait(chemin, racine).metadata["de"]:
        return f"{libelle(parent, racine)}{gettext(' : ')}{propre}"
    return propre


def partie_qui_doit(chemin: str) -> str:
    """La partie qui doit un fait d'un dossier ; à défaut, celle qui doit ce qui le contient.

    >>> partie_qui_doit("organisme.adresse.voie"), partie_qui_doit("convention.clauses.absences")
    ("organisme d'accueil", "organisme d'accueil")
    """
    while chemin:
        if de := champ_du_fait(chemin).metadata["de"]:
            return str(de)
        chemin = chemin.rpartition(".")[0]
    return ""


@cache
def champ_du_fait(chemin: str, racine: Any = Dossier) -> Field[Any]:
    """Ce que la classe d'un fait dit de lui."""
    nom = chemin.rpartition(".")[2]
    return next(f for f in fields(_porteur(chemin, racine)) if f.name == nom)


@cache
def _porteur(chemin: str, racine: Any) -> Any:
    """La classe du fait qui porte le dernier nom d'un chemin."""
    classe = racine
    for nom in chemin.split(".")[:-1]:
        classe = next(t for t in sans_aucun(champs(classe)[nom]) if en_champs(t))
    return classe


def defaut(chemin: str, racine: Any = Dossier) -> Any:
    """Ce que vaut un fait que personne n'a dit : sa valeur par défaut, ou un inconnu."""
    nom = chemin.rpartition(".")[2]
    return getattr(_porteur(chemin, racine)(), nom)


def valeur(fait: Fait, chemin: str) -> Any:
    """La valeur d'un fait. Rien n'est su de ce qui le contient : sa valeur par défaut.

    >>> from tripartite.droit.faits import Dossier
    >>> valeur(Dossier(), "organisme.adresse.pays")
    'France'
    """
    ici: Any = fait
    for nom in chemin.split("."):
        if not isinstance(ici, Fait):
            return defaut(chemin, type(fait))
        ici = getattr(ici, nom)
    return ici


def poser(fait: F, chemin: str, nouvelle: Any) -> F:
    """Le même fait, où seul ce chemin a changé ; `None` le rend inconnu.

    Un fait composé dont on vient d'effacer tout ce que l'on savait redevient inconnu lui aussi.
    """
    nom, _, reste = chemin.partition(".")
    if not reste:
        return replace(fait, **{nom: nouvelle})  # type: ignore[type-var]
    dessous = getattr(fait, nom)
    if not isinstance(dessous, Fait):
        dessous = _vide(fait, nom)
    change = poser(dessous, reste, nouvelle)
    efface = not connu(getattr(change, reste.partition(".")[0])) and _sans_rien(change)
    return replace(fait, **{nom: None if efface and _peut_manquer(fait, nom) else change})  # type: ignore[type-var]


def _vide(fait: Fait, nom: str) -> Fait:
    """Un fait composé dont on ne sait rien encore."""
    types = champs(cast(Any, type(fait)))
    classe: Any = next(t for t in sans_aucun(types[nom]) if en_champs(t))
    return cast(Fait, classe())


def _peut_manquer(fait: Fait, nom: str) -> bool:
    classe: Any = type(fait)
    return champ_du_fait(nom, classe).default is None


def _sans_rien(fait: Fait) -> bool:
    """Vrai, on n'en sait rien de plus que ce que vaut un fait que personne n'a dit."""
    blanc = type(fait)()
    return all(
        not connu(ici) if not connu(rien) else connu(ici) and bool(ici == rien)
        for ici, rien in zip(fait._valeurs(), blanc._valeurs(), strict=True)
    )
