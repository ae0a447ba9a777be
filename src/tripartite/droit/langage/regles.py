"""Les règles : leurs textes, leur période, leur gravité, et la fonction qui juge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.langage.deductions import Fonction
from tripartite.droit.langage.inconnu import FaitInconnu, Inconnu
from tripartite.droit.langage.mots import Gravite
from tripartite.droit.langage.reponses import REPONSE, VIDE, Constat, fait_manquant
from tripartite.droit.langage.situation import Situation
from tripartite.droit.langage.valeurs import Lecture, ValeurLue


class Sujet(NamedTuple):
    """Un sujet du droit : un fichier de règles. `ordre` suit la lecture d'une convention."""

    nom: str
    ordre: int
    lignes: tuple[str, ...] = ()
    presentation: str = ""


class Regle(Fonction):
    """Une règle du droit : son texte, sa période, sa gravité, et la fonction qui juge."""

    def __init__(
        self,
        corps: Callable[..., Constat],
        articles: tuple[str, ...],
        depuis: date,
        jusqu_au: date | None,
        selon: str,
        gravite: Gravite,
        lectures: Mapping[str, Lecture],
    ) -> None:
        super().__init__(corps, lectures)
        self.articles = articles
        self._datees: tuple[tuple[str, date, date], ...] = ()
        self.depuis = depuis
        self.jusqu_au = jusqu_au
        self.selon = selon
        self.gravite = gravite
        self.sujet = self.module.rpartition(".")[2]
        self.titre = (corps.__doc__ or self.nom).strip().splitlines()[0].rstrip(".")
        self._signature = (self.nom, self.titre, self.sujet, self.gravite)

    def __call__(self, *faits: Any, **autres: Any) -> Constat:
        """Juge des faits donnés un à un ; `None` vaut inconnu. Les valeurs se donnent par leur nom."""
        places = [Inconnu(n) if f is None else f for n, f in zip(self.faits, faits, strict=False)]
        nommes = {nom: Inconnu(nom) if fait is None else fait for nom, fait in autres.items()}
        reponse = self._juger(places, nommes)[:REPONSE]
        return Constat._make(reponse + self._signature + (self.articles, None, (), VIDE, None))

    def dater_ses_articles(self, periodes: Iterable[tuple[date, date]]) -> None:
        """Donne la période de chaque article : la règle ne cite que ceux du jour."""
        datees = [(article, *periode) for article, periode in zip(self.articles, periodes, strict=True)]
        fin = self.jusqu_au or date.max
        if any(debut > self.depuis or terme < fin for _, debut, terme in datees):
            self._datees = tuple(datees)

    def articles_au(self, jour: date) -> tuple[str, ...]:
        """Les articles de la règle en vigueur ce jour-là ; tous, si aucun ne l'est."""
        if not self._datees:
            return self.articles
        return tuple(a for a, debut, terme in self._datees if debut <= jour <= terme) or self.articles

    def en_vigueur(self, jour: date) -> bool:
        """Dit si la règle vaut ce jour-là."""
        return self.depuis <= jour and (self.jusqu_au is None or jour <= self.jusqu_au)

    def concerne(self, situation: Situation) -> bool:
        """Dit si la règle est en vigueur au jour qui compte pour elle dans cette situation."""
        jour = situation[self.selon]
        return self.jusqu_au is None if isinstance(jour, Inconnu) else self.en_vigueur(jour)

    def juger(self, situation: Situation) -> Constat:
        """Juge une situation : y prend les faits par leur nom, et les valeurs au jour qui compte."""
        lues: dict[tuple[str, date], ValeurLue] = {}
        faits = [situation[nom] for nom in self.faits]
        constat = self._juger(faits, self.lire(situation, lues) if self.lectures else VIDE)
        jour = situation[self.selon]
        au = None if isinstance(jour, Inconnu) else jour
        articles = self.articles_au(jour) if au and self._datees else self.articles
        return Constat._make(
            constat[:REPONSE] + self._signature + (articles, au, self.faits, lues, situation)
        )

    def _juger(self, places: list[Any], nommes: Mapping[str, Any]) -> Constat:
        try:
            constat = self.corps(*places, **nommes)
        except FaitInconnu as erreur:
            return fait_manquant(erreur.inconnu)
        for valeur in nommes.values():  # rien à comparer : la phrase dirait une valeur que l'on ignore
            if valeur.__class__ is Inconnu and any(dite is valeur for dite in constat.grandeurs.values()):
                return fait_manquant(valeur)
        return constat

    def __repr__(self) -> str:
        return f"<règle {self.nom}>"


REGLES: dict[str, Regle] = {}
"""Toutes les règles, par leur nom."""


def regle(
    *articles: str,
    depuis: str = "2014-07-12",
    jusqu_au: str | None = None,
    selon: str = "conclue_le",
    gravite: Gravite = Gravite.BLOQUANT,
    **lectures: Lecture,
) -> Callable[[Callable[..., Constat]], Regle]:
    """Fait d'une fonction une règle.

    Args:
        articles: les textes, « L. 124-6 » (code de l'éducation) ou « C. trav. L. 3162-1 ».
        depuis, jusqu_au: la période où la règle vaut, jours inclus (ISO).
        selon: le nom du fait qui date la règle.
        gravite: ce qu'entraîne un verdict « non conforme ».
        lectures: pour chaque nom à droite de l'étoile, le paramètre et le jour où le lire.
    """

    def faire(corps: Callable[..., Constat]) -> Regle:
        fin = date.fromisoformat(jusqu_au) if jusqu_au else None
        faite = Regle(corps, articles, date.fromisoformat(depuis), fin, selon, gravite, lectures)
        if faite.nom in REGLES and REGLES[faite.nom].module != faite.module:
            raise ValueError(f"Deux règles portent le nom {faite.nom}")
        REGLES[faite.nom] = faite
        return faite

    return faire
