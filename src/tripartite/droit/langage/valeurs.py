"""Les valeurs de la loi : des séries datées, sourcées, bornées."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from tripartite.droit.langage.inconnu import FaitInconnu, Inconnu
from tripartite.droit.langage.mots import HORIZON_DES_TEXTES, Confiance
from tripartite.droit.langage.phrases import Phrase


class Valeur(NamedTuple):
    """Une valeur, le jour où elle commence, et le texte qui la donne."""

    depuis: date
    valeur: Any
    source: str
    confiance: Confiance = Confiance.TEXTE
    note: str = ""


class ValeurLue(NamedTuple):
    """Une valeur telle qu'une règle l'a lue : de quel paramètre, pour quel jour."""

    parametre: str
    jour: date
    valeur: Any
    source: str
    unite: str = ""
    confiance: Confiance = Confiance.TEXTE


def depuis(
    jour: str, valeur: Any, source: str, confiance: Confiance = Confiance.TEXTE, note: str = ""
) -> Valeur:
    """Écrit une valeur d'une série. `valeur` : un entier, un texte de Decimal, ou une Fraction."""
    exacte = Decimal(valeur) if isinstance(valeur, str) else valeur
    return Valeur(date.fromisoformat(jour), exacte, source, confiance, note)


class Parametre:
    """Une série datée : chaque valeur avec sa source, et un horizon au-delà duquel on ne sait pas.

    >>> plafond = Parametre("plafond horaire", depuis("2026-01-01", 30, "arrêté"), jusqu_au="2026-12-31")
    >>> plafond.au(date(2026, 5, 4)).valeur
    30
    >>> plafond.au(date(2027, 1, 1))
    Traceback (most recent call last):
    tripartite.droit.langage.inconnu.FaitInconnu: plafond horaire au 2027-01-01
    """

    tous: dict[str, Parametre] = {}  # noqa: RUF012 - le registre des séries, rempli à l'import

    def __init__(
        self,
        nom: str,
        *valeurs: Valeur,
        unite: str = "",
        articles: tuple[str, ...] = (),
        jusqu_au: str | date = HORIZON_DES_TEXTES,
    ) -> None:
        if any(apres.depuis <= avant.depuis for avant, apres in pairwise(valeurs)):
            raise ValueError(f"{nom} : les valeurs doivent se suivre dans le temps")
        if nom in Parametre.tous:
            raise ValueError(f"{nom} : ce paramètre existe déjà")
        self.nom = nom
        self.valeurs = valeurs
        self.unite = unite
        self.articles = articles
        self.jusqu_au = date.fromisoformat(jusqu_au) if isinstance(jusqu_au, str) else jusqu_au
        self._debuts = [valeur.depuis for valeur in valeurs]
        self.deja_lues: dict[Any, ValeurLue] = {}
        Parametre.tous[nom] = self

    def au(self, jour: date) -> Valeur:
        """Donne la valeur d'un jour. Lève `FaitInconnu` avant la première et après l'horizon."""
        rang = bisect_right(self._debuts, jour)
        if not rang or jour > self.jusqu_au:
            raise FaitInconnu(
                Inconnu(self.nom, Phrase("{serie} au {jour}", {"serie": self.nom, "jour": jour}))
            )
        return self.valeurs[rang - 1]

    def lire(self, quand: Any) -> ValeurLue:
        """Donne la valeur d'un jour, ou du premier jour d'un mois, avec de quoi la citer."""
        lue = self.deja_lues.get(quand)
        if lue is None:
            jour = quand if isinstance(quand, date) else quand.premier_jour
            valeur = self.au(jour)
            lue = ValeurLue(self.nom, jour, valeur.valeur, valeur.source, self.unite, valeur.confiance)
            self.deja_lues[quand] = lue
        return lue

    def a_la_date(self, fait: str) -> Lecture:
        """La règle lira la valeur du jour que donne ce fait."""
        return Lecture(self, fait)

    def chaque_mois(self) -> Lecture:
        """La règle lira une valeur par mois : `plafond[mois]`, au premier jour du mois."""
        return Lecture(self, None)


class SerieLue:
    """Une série que la règle interroge elle-même, par mois ou par jour, et qui se souvient."""

    __slots__ = ("lues", "parametre")

    def __init__(self, parametre: Parametre, lues: list[ValeurLue]) -> None:
        self.parametre = parametre
        self.lues = lues

    def __getitem__(self, quand: Any) -> Any:
        lue = self.parametre.deja_lues.get(quand) or self.parametre.lire(quand)
        self.lues.append(lue)
        return lue.valeur

    def depuis(self, jour: date) -> date:
        """Le jour où a commencé la valeur qui vaut ce jour-là."""
        return self.parametre.au(jour).depuis


class Faits(Protocol):
    """Des faits que l'on prend par leur nom."""

    def __getitem__(self, nom: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Lecture:
    """Comment une règle lit un paramètre : au jour d'un fait, ou au fil des mois."""

    parametre: Parametre
    fait: str | None

    @property
    def date(self) -> str | None:
        """Le fait dont le jour suffit à la lire ; `None`, un jour n'y suffit pas."""
        return self.fait

    def lire(self, faits: Faits, lues: list[ValeurLue]) -> Any:
        if self.fait is None:
            return SerieLue(self.parametre, lues)
        jour = faits[self.fait]
        if jour.__class__ is Inconnu:
            return jour
        try:
            lue = self.parametre.lire(jour)
        except FaitInconnu as erreur:
            return erreur.inconnu
        lues.append(lue)
        return lue.valeur
