"""Les règles : leurs textes, leur période, leur gravité, et la fonction qui juge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tripartite.droit.langage.deductions import A_LIRE, AUCUNE_LUE, Fonction, Pose
from tripartite.droit.langage.inconnu import FaitInconnu, Inconnu
from tripartite.droit.langage.mots import Gravite
from tripartite.droit.langage.reponses import Constat, RegleLue, fait_manquant
from tripartite.droit.langage.situation import Situation
from tripartite.droit.langage.valeurs import Lecture, ValeurLue

UN_JOUR = timedelta(days=1)


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
        self._citations: tuple[tuple[str, ...], ...] = ()
        self._changements: tuple[date, ...] = ()
        self.depuis = depuis
        self.jusqu_au = jusqu_au
        self._terme = jusqu_au or date.max
        self.selon = selon
        self.gravite = gravite
        self.sujet = self.module.rpartition(".")[2]
        self.titre = (corps.__doc__ or self.nom).strip().splitlines()[0].rstrip(".")

    def __call__(self, *faits: Any, **autres: Any) -> Constat:
        """Juge des faits donnés un à un ; `None` vaut inconnu. Les valeurs se donnent par leur nom."""
        places = [Inconnu(n) if f is None else f for n, f in zip(self.faits, faits, strict=False)]
        nommes = {nom: Inconnu(nom) if fait is None else fait for nom, fait in autres.items()}
        try:
            constat = self._comparer(self.corps(*places, **nommes), nommes)
        except FaitInconnu as erreur:
            constat = fait_manquant(erreur.inconnu)
        constat.regle_lue, constat.situation = self._lire_regle(self.articles, None, ()), None
        return constat

    def dater_ses_articles(self, periodes: Iterable[tuple[date, date]]) -> None:
        """Donne la période de chaque article : la règle ne cite que ceux du jour."""
        datees = [(article, *periode) for article, periode in zip(self.articles, periodes, strict=True)]
        jours = {debut for _, debut, _ in datees} | {fin + UN_JOUR for _, _, fin in datees if fin < date.max}
        changements = tuple(sorted(jour for jour in jours if self.depuis < jour <= self._terme))
        citations = tuple(
            tuple(a for a, debut, fin in datees if debut <= jour <= fin) or self.articles
            for jour in (self.depuis, *changements)
        )
        if set(citations) != {self.articles}:
            self._changements, self._citations = changements, citations

    def articles_au(self, jour: date) -> tuple[str, ...]:
        """Les articles de la règle en vigueur ce jour-là ; tous, si aucun ne l'est."""
        if not self._citations:
            return self.articles
        return self._citations[bisect_right(self._changements, jour)]

    def en_vigueur(self, jour: date) -> bool:
        """Dit si la règle vaut ce jour-là."""
        return self.depuis <= jour <= self._terme

    def concerne(self, situation: Situation) -> bool:
        """Dit si la règle est en vigueur au jour qui compte pour elle dans cette situation."""
        jour = situation[self.selon]
        return self.vaut_au(None if jour.__class__ is Inconnu else jour)

    def vaut_au(self, jour: date | None) -> bool:
        """Dit si la règle vaut ce jour-là ; un jour inconnu est tenu pour présent."""
        return self.jusqu_au is None if jour is None else self.en_vigueur(jour)

    def juger(self, situation: Situation) -> Constat:
        """Juge une situation : y prend les faits par leur nom, et les valeurs au jour qui compte."""
        jour = situation[self.selon]
        for fait in self.faits:
            situation[fait]
        return self.juger_lue(self.lue_au(None if jour.__class__ is Inconnu else jour), situation)

    def lue_au(self, jour: date | None, lues: Sequence[ValeurLue] = AUCUNE_LUE) -> RegleLue:
        """Ce qu'un constat de ce jour dit de la règle : son nom, ses articles, ses faits, ses valeurs."""
        return self._lire_regle(self.articles_au(jour) if jour else self.articles, jour, self.faits, lues)

    def _lire_regle(
        self,
        articles: tuple[str, ...],
        jour: date | None,
        demandes: tuple[str, ...],
        lues: Sequence[ValeurLue] = AUCUNE_LUE,
    ) -> RegleLue:
        return RegleLue(self.nom, self.titre, self.sujet, self.gravite, articles, jour, demandes, lues)

    def juger_lue(self, lue: RegleLue, situation: Situation, pose: Pose = A_LIRE) -> Constat:
        """Juge une situation dont les faits sont déduits, la règle déjà lue au jour qui compte."""
        corps, valeurs, lues = self.ouvrir(pose, situation)
        try:
            constat = self._comparer(corps(*self.prendre(situation.faits), **valeurs), valeurs)
        except FaitInconnu as erreur:
            constat = fait_manquant(erreur.inconnu)
        constat.regle_lue, constat.situation = lue._replace(lues=lues) if lues else lue, situation
        return constat

    def avec(self, valeurs: Mapping[str, Any]) -> Callable[..., Constat]:
        """Le corps, ces valeurs posées ; il ne répond pas d'une valeur que l'on ignore."""
        corps = super().avec(valeurs)
        if any(valeur.__class__ is Inconnu for valeur in valeurs.values()):
            return lambda *faits, **series: self._comparer(corps(*faits, **series), valeurs)
        return corps

    def _comparer(self, constat: Constat, valeurs: Mapping[str, Any]) -> Constat:
        """Le constat, s'il ne dit aucune valeur que l'on ignore : il n'y aurait rien à comparer."""
        for valeur in valeurs.values():
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
