"""Ce qu'une étape demande : des champs, rangés par groupes, que des conditions montrent ou taisent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tripartite.droit.faits import Partie
from tripartite.droit.langage import FaitInconnu, Situation

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise
else:
    _StrOrPromise = Any

Texte = _StrOrPromise
Condition = Callable[[Situation], Any]


@dataclass(frozen=True)
class ChampDeFait:
    """Un fait que l'on demande.

    Args:
        chemin: où il est dans le dossier (ou dans sa ligne, pour le champ d'une liste).
        libelle: la question, telle qu'une personne la comprend.
        aide: pourquoi on la pose, et l'article.
        long: sa réponse tient sur plusieurs lignes.
        si: la condition sous laquelle on le demande.
        aucun: pour une liste ou un texte, de quoi répondre qu'il n'y en a pas.
        dementi: pour un texte, les noms de ce que d'autres réponses disent, et qui dément `aucun`.
        lignes: pour une liste, ce que l'on demande de chacun de ses éléments.
        ajouter: pour une liste, le bouton qui en ajoute un.
        facultatif: on peut ne pas y répondre sans que rien ne manque.
        exemple: ce que l'on montre dans le champ vide.
    """

    chemin: str
    libelle: Texte
    aide: Texte = ""
    long: bool = False
    si: Condition | None = None
    aucun: Texte = ""
    dementi: Condition | None = None
    lignes: tuple[ChampDeFait | Groupe, ...] = ()
    ajouter: Texte = ""
    facultatif: bool = False
    exemple: Texte = ""


@dataclass(frozen=True)
class Groupe:
    """Des champs qui vont ensemble : une adresse, une personne."""

    titre: Texte
    champs: tuple[ChampDeFait, ...]
    aide: Texte = ""
    si: Condition | None = None


Element = ChampDeFait | Groupe


@dataclass(frozen=True)
class Etape:
    """Une étape : ce qu'une partie remplit sur une page."""

    cle: str
    titre: Texte
    intro: Texte
    partie: Partie
    elements: tuple[Element, ...]
    si: Condition | None = None

    @property
    def champs(self) -> tuple[ChampDeFait, ...]:
        """Tous ses champs, dans l'ordre."""
        return tuple(champ for champ, _ in champs_de(self.elements))

    @property
    def chemins(self) -> tuple[str, ...]:
        """Les chemins de tous ses champs."""
        return tuple(champ.chemin for champ in self.champs)


def champs_de(elements: Sequence[Element]) -> Iterator[tuple[ChampDeFait, Condition | None]]:
    """Les champs de ces éléments, chacun avec la condition de son groupe."""
    for element in elements:
        if isinstance(element, Groupe):
            yield from ((champ, element.si) for champ in element.champs)
        else:
            yield element, None


def pertinent(condition: Condition | None, situation: Situation) -> bool:
    """Dit s'il y a lieu de demander. Tant qu'on ne sait pas, on ne demande pas."""
    if condition is None:
        return True
    try:
        return bool(condition(situation))
    except FaitInconnu:
        return False


def dementi(champ: ChampDeFait, situation: Situation) -> tuple[str, ...]:
    """Les noms de ce qui dément « il n'y en a pas ». Tant qu'on ne sait pas, rien."""
    if champ.dementi is None:
        return ()
    try:
        return tuple(champ.dementi(situation))
    except FaitInconnu:
        return ()
