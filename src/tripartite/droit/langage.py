"""La langue du droit : ce qu'une règle reçoit, ce qu'elle lit, ce qu'elle répond.

Une règle est une fonction. À gauche de l'étoile, des faits ; à droite, des valeurs de la loi.
Un fait inconnu n'est jamais testé : s'en servir arrête la règle, qui répond « à vérifier ».
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from inspect import Parameter, signature
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal, NewType, NoReturn

Minutes = NewType("Minutes", int)
"""Une durée, en minutes entières."""
Euros = NewType("Euros", Decimal)
"""Un montant, en euros."""
Taux = NewType("Taux", Decimal)
"""Une part : 0.15 pour 15 %."""

ETAT_DU_DROIT = date(2026, 11, 22)
"""Le jour auquel les textes ont été relus."""
HORIZON_DES_TEXTES = date(2027, 8, 31)
"""La fin de l'année d'enseignement en cours à cette relecture : au-delà, rien n'est tenu pour connu."""
DEBUT_DU_DROIT_CONNU = date(2008, 2, 1)
"""Décret 2008-96 : avant, le droit n'est pas écrit ici."""


class Verdict(StrEnum):
    """Les quatre réponses possibles."""

    CONFORME = "conforme"
    NON_CONFORME = "non conforme"
    A_VERIFIER = "à vérifier"
    SANS_OBJET = "sans objet"


class Gravite(StrEnum):
    """Ce qu'entraîne un verdict « non conforme » : seul « bloquant » arrête une étape."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


class Confiance(StrEnum):
    """D'où l'on tient un texte ou une valeur."""

    TEXTE = "texte lu"
    REPRODUCTION = "reproduction du texte"
    SECONDAIRE = "source secondaire"
    MEMOIRE = "à confirmer sur Légifrance"


class FaitInconnu(Exception):
    """Une règle s'est servie d'un fait ou d'une valeur que l'on ne connaît pas."""

    def __init__(self, inconnu: Inconnu) -> None:
        super().__init__(inconnu.libelle)
        self.inconnu = inconnu


class Inconnu:
    """Un fait que l'on ne connaît pas : il se transporte, mais s'en servir lève `FaitInconnu`."""

    __slots__ = ("libelle", "nom", "partie")

    def __init__(self, nom: str, libelle: str = "", partie: str = "") -> None:
        self.nom = nom
        self.libelle = libelle or nom.replace("_", " ")
        self.partie = partie

    def _arreter(self, *_: object) -> NoReturn:
        raise FaitInconnu(self)

    def __getattr__(self, nom: str) -> NoReturn:
        if nom.startswith("__"):
            raise AttributeError(nom)
        raise FaitInconnu(self)

    def __repr__(self) -> str:
        return f"Inconnu({self.nom!r})"

    __hash__ = object.__hash__
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __call__ = _arreter
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _arreter
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _arreter
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _arreter
    __neg__ = __abs__ = __int__ = __index__ = __round__ = __format__ = _arreter


class Aucun(Enum):
    """Ce qu'on répond pour un fait seul quand on sait qu'il n'y en a pas : `AUCUN`, qui est faux."""

    AUCUN = "aucun"

    def __bool__(self) -> Literal[False]:
        return False


AUCUN = Aucun.AUCUN


def connu(valeur: object) -> bool:
    """Dit si l'on connaît ce fait. Réservé aux règles dont l'objet même est ce qui manque."""
    return not isinstance(valeur, Inconnu)


# --- Les valeurs de la loi -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Valeur:
    """Une valeur, le jour où elle commence, et le texte qui la donne."""

    depuis: date
    valeur: Any
    source: str
    confiance: Confiance = Confiance.TEXTE
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValeurLue:
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
    tripartite.droit.langage.FaitInconnu: plafond horaire au 2027-01-01
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
        Parametre.tous[nom] = self

    def au(self, jour: date) -> Valeur:
        """Donne la valeur d'un jour. Lève `FaitInconnu` avant la première et après l'horizon."""
        rang = bisect_right(self._debuts, jour)
        if not rang or jour > self.jusqu_au:
            raise FaitInconnu(Inconnu(self.nom, f"{self.nom} au {jour}"))
        return self.valeurs[rang - 1]

    def lire(self, jour: date) -> ValeurLue:
        """Donne la valeur d'un jour, avec de quoi la citer."""
        valeur = self.au(jour)
        return ValeurLue(self.nom, jour, valeur.valeur, valeur.source, self.unite, valeur.confiance)

    def a_la_date(self, fait: str) -> Lecture:
        """La règle lira la valeur du jour que donne ce fait."""
        return Lecture(self, fait)

    def chaque_mois(self) -> Lecture:
        """La règle lira une valeur par mois : `plafond[mois]`, au premier jour du mois."""
        return Lecture(self, None)


class SerieLue:
    """Une série que la règle interroge elle-même, par mois ou par jour, et qui se souvient."""

    __slots__ = ("lues", "parametre")

    def __init__(self, parametre: Parametre, lues: dict[tuple[str, date], ValeurLue]) -> None:
        self.parametre = parametre
        self.lues = lues

    def __getitem__(self, quand: Any) -> Any:
        jour = quand if isinstance(quand, date) else quand.premier_jour
        lue = self.parametre.lire(jour)
        self.lues[self.parametre.nom, jour] = lue
        return lue.valeur

    def depuis(self, jour: date) -> date:
        """Le jour où a commencé la valeur qui vaut ce jour-là."""
        return self.parametre.au(jour).depuis


@dataclass(frozen=True, slots=True)
class Lecture:
    """Comment une règle lit un paramètre : au jour d'un fait, ou au fil des mois."""

    parametre: Parametre
    fait: str | None

    def lire(self, situation: Situation, lues: dict[tuple[str, date], ValeurLue]) -> Any:
        if self.fait is None:
            return SerieLue(self.parametre, lues)
        jour = situation[self.fait]
        if isinstance(jour, Inconnu):
            return jour
        try:
            lue = self.parametre.lire(jour)
        except FaitInconnu as erreur:
            return erreur.inconnu
        lues[self.parametre.nom, jour] = lue
        return lue.valeur


# --- La réponse ------------------------------------------------------------------------------

VIDE: Mapping[str, Any] = MappingProxyType({})


def _vide() -> Mapping[str, Any]:
    return VIDE


@dataclass(frozen=True, slots=True)
class Etape:
    """Une ligne de calcul : ce qu'on cherche, l'opération écrite, les grandeurs nommées."""

    libelle: str
    calcul: str = ""
    grandeurs: Mapping[str, Any] = field(default_factory=_vide)


def etape(libelle: str, calcul: str = "", /, **grandeurs: Any) -> Etape:
    """Écrit une ligne de calcul.

    Les grandeurs entrent par leur nom, avec leur nature quand le type ne la dit pas : « {du:euros} »,
    « {presence:heures} », « {taux:taux} ». `rendus` seul met en forme.
    """
    return Etape(libelle, calcul, grandeurs)


@dataclass(frozen=True, slots=True)
class LectureDuTexte:
    """Une des lectures possibles d'un texte qui laisse un doute."""

    nom: str
    phrase: str
    verdict: Verdict
    grandeurs: Mapping[str, Any] = field(default_factory=_vide)


def lecture(nom: str, verdict: Verdict, phrase: str, /, **grandeurs: Any) -> LectureDuTexte:
    """Écrit une lecture possible : son nom, le verdict qu'elle donnerait, et pourquoi."""
    return LectureDuTexte(nom, phrase, verdict, grandeurs)


@dataclass(frozen=True, slots=True)
class Constat:
    """La réponse d'une règle : un verdict, une phrase, et tout ce qui permet de la refaire.

    `phrase` et `que_faire` nomment leurs grandeurs entre accolades ; `tripartite.rendus` les écrit.
    """

    verdict: Verdict
    phrase: str
    grandeurs: Mapping[str, Any] = field(default_factory=_vide)
    que_faire: str = ""
    etapes: tuple[Etape, ...] = ()
    lectures: tuple[LectureDuTexte, ...] = ()
    manquants: tuple[Inconnu, ...] = ()
    regle: str = ""
    titre: str = ""
    sujet: str = ""
    gravite: Gravite = Gravite.BLOQUANT
    articles: tuple[str, ...] = ()
    au: date | None = None
    faits: Mapping[str, Any] = field(default_factory=_vide)
    valeurs: tuple[ValeurLue, ...] = ()

    @property
    def bloque(self) -> bool:
        """Seul un « non conforme » à une règle impérative arrête une étape."""
        return self.verdict is Verdict.NON_CONFORME and self.gravite is Gravite.BLOQUANT


def conforme(
    phrase: str, /, que_faire: str = "", etapes: Iterable[Etape] = (), **grandeurs: Any
) -> Constat:
    """Répond que la règle est respectée."""
    return Constat(Verdict.CONFORME, phrase, grandeurs, que_faire, tuple(etapes))


def non_conforme(
    phrase: str, /, que_faire: str = "", etapes: Iterable[Etape] = (), **grandeurs: Any
) -> Constat:
    """Répond que la règle n'est pas respectée, et dit quoi faire."""
    return Constat(Verdict.NON_CONFORME, phrase, grandeurs, que_faire, tuple(etapes))


def a_verifier(
    phrase: str,
    /,
    *lectures: LectureDuTexte,
    que_faire: str = "",
    etapes: Iterable[Etape] = (),
    **grandeurs: Any,
) -> Constat:
    """Répond que le texte laisse un doute : chaque lecture est donnée avec son verdict."""
    return Constat(Verdict.A_VERIFIER, phrase, grandeurs, que_faire, tuple(etapes), lectures)


def sans_objet(
    phrase: str, /, que_faire: str = "", etapes: Iterable[Etape] = (), **grandeurs: Any
) -> Constat:
    """Répond que la règle ne concerne pas ce cas."""
    return Constat(Verdict.SANS_OBJET, phrase, grandeurs, que_faire, tuple(etapes))


def _fait_manquant(inconnu: Inconnu) -> Constat:
    phrase = f"On ne peut pas répondre : il manque {inconnu.libelle}."
    if inconnu.nom in Parametre.tous:
        phrase = f"On ne peut pas répondre : valeur inconnue ({inconnu.libelle})."
        que_faire = "Attendez la publication de la valeur, ou ajoutez-la avec sa source."
    else:
        que_faire = f"Indiquez {inconnu.libelle}."
    constat = Constat(Verdict.A_VERIFIER, phrase.replace("{", "{{"), que_faire=que_faire.replace("{", "{{"))
    return replace(constat, manquants=(inconnu,))


# --- Les règles et les déductions ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sujet:
    """Un sujet du droit : un fichier de règles. `ordre` suit la lecture d'une convention."""

    nom: str
    ordre: int
    lignes: tuple[str, ...] = ()
    presentation: str = ""


class _Fonction:
    """Ce qu'ont en commun une règle et une déduction : des faits, des valeurs, un corps."""

    def __init__(self, corps: Callable[..., Any], lectures: Mapping[str, Lecture]) -> None:
        self.corps = corps
        self.nom = corps.__name__
        self.module = corps.__module__
        self.__doc__ = corps.__doc__
        self.__wrapped__ = corps
        self.__name__ = corps.__name__
        self.__module__ = corps.__module__
        parametres = signature(corps).parameters.values()
        self.faits = tuple(p.name for p in parametres if p.kind is not Parameter.KEYWORD_ONLY)
        self.valeurs = tuple(p.name for p in parametres if p.kind is Parameter.KEYWORD_ONLY)
        if set(self.valeurs) != set(lectures):
            raise TypeError(f"{self.nom} : les valeurs {self.valeurs} et le décorateur {tuple(lectures)} diffèrent")
        self.lectures = tuple(lectures.items())

    def _lire(self, situation: Situation, lues: dict[tuple[str, date], ValeurLue]) -> dict[str, Any]:
        return {nom: lecture.lire(situation, lues) for nom, lecture in self.lectures}


class Regle(_Fonction):
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
        self.depuis = depuis
        self.jusqu_au = jusqu_au
        self.selon = selon
        self.gravite = gravite
        self.sujet = self.module.rpartition(".")[2]
        self.titre = (corps.__doc__ or self.nom).strip().splitlines()[0].rstrip(".")

    def __call__(self, *faits: Any, **autres: Any) -> Constat:
        """Juge des faits donnés un à un ; `None` vaut inconnu. Les valeurs se donnent par leur nom."""
        places = [Inconnu(n) if f is None else f for n, f in zip(self.faits, faits, strict=False)]
        nommes = {nom: Inconnu(nom) if fait is None else fait for nom, fait in autres.items()}
        return self._signer(self._juger(places, nommes))

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
        constat = self._juger([situation[nom] for nom in self.faits], self._lire(situation, lues))
        sources = situation.sources(self.faits)
        for lue in situation.valeurs(self.faits):
            lues.setdefault((lue.parametre, lue.jour), lue)
        jour = situation[self.selon]
        return self._signer(constat, jour if isinstance(jour, date) else None, sources, tuple(lues.values()))

    def _juger(self, places: list[Any], nommes: Mapping[str, Any]) -> Constat:
        try:
            return self.corps(*places, **nommes)
        except FaitInconnu as erreur:
            return _fait_manquant(erreur.inconnu)

    def _signer(
        self,
        constat: Constat,
        au: date | None = None,
        faits: Mapping[str, Any] = VIDE,
        valeurs: tuple[ValeurLue, ...] = (),
    ) -> Constat:
        return Constat(
            constat.verdict,
            constat.phrase,
            constat.grandeurs,
            constat.que_faire,
            constat.etapes,
            constat.lectures,
            constat.manquants,
            self.nom,
            self.titre,
            self.sujet,
            self.gravite,
            self.articles,
            au,
            faits,
            valeurs,
        )

    def __repr__(self) -> str:
        return f"<règle {self.nom}>"


class Deduction(_Fonction):
    """Un fait que l'on tire d'autres faits : les règles le demandent par son nom."""

    def __call__(self, *faits: Any, **autres: Any) -> Any:
        return self.corps(*faits, **autres)

    def __repr__(self) -> str:
        return f"<déduction {self.nom}>"


REGLES: dict[str, Regle] = {}
"""Toutes les règles, par leur nom."""
DEDUCTIONS: dict[str, Deduction] = {}
"""Tous les faits déduits, par leur nom."""


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


def deduit(**lectures: Lecture) -> Callable[[Callable[..., Any]], Deduction]:
    """Fait d'une fonction un fait déduit, que toute règle peut demander par le nom de la fonction."""

    def faire(corps: Callable[..., Any]) -> Deduction:
        faite = Deduction(corps, lectures)
        if faite.nom in DEDUCTIONS and DEDUCTIONS[faite.nom].module != faite.module:
            raise ValueError(f"Deux déductions portent le nom {faite.nom}")
        DEDUCTIONS[faite.nom] = faite
        return faite

    return faire


@dataclass(slots=True)
class _Entree:
    valeur: Any
    sources: tuple[str, ...] = ()
    lues: tuple[ValeurLue, ...] = ()


@dataclass(slots=True)
class Situation:
    """Les faits d'un cas, par leur nom ; ceux qui se déduisent le sont une fois, à la demande.

    `connus` donne des faits (ou remplace une déduction) ; `libelles` nomme ceux qui manquent.
    """

    connus: Mapping[str, Any]
    libelles: Mapping[str, Inconnu] = field(default_factory=_vide)
    _memoire: dict[str, _Entree] = field(default_factory=dict)

    def __getitem__(self, nom: str) -> Any:
        return self._chercher(nom).valeur

    def _chercher(self, nom: str) -> _Entree:
        entree = self._memoire.get(nom)
        if entree is None:
            entree = self._memoire[nom] = self._trouver(nom)
        return entree

    def _trouver(self, nom: str) -> _Entree:
        if nom in self.connus:
            valeur = self.connus[nom]
            return _Entree(Inconnu(nom) if valeur is None else valeur, (nom,))
        deduction = DEDUCTIONS.get(nom)
        if deduction is None:
            return _Entree(self.libelles.get(nom) or Inconnu(nom), (nom,))
        lues: dict[tuple[str, date], ValeurLue] = {}
        entrees = [self._chercher(autre) for autre in deduction.faits]
        try:
            valeur = deduction.corps(*[e.valeur for e in entrees], **deduction._lire(self, lues))
        except FaitInconnu as erreur:
            valeur = erreur.inconnu
        for entree in entrees:
            for lue in entree.lues:
                lues.setdefault((lue.parametre, lue.jour), lue)
        sources = tuple(dict.fromkeys(s for e in entrees for s in e.sources))
        return _Entree(valeur, sources, tuple(lues.values()))

    def sources(self, noms: Iterable[str]) -> dict[str, Any]:
        """Les faits de départ dont dépendent ces noms, quand ils se disent en un mot."""
        racines = dict.fromkeys(s for nom in noms for s in self._chercher(nom).sources)
        return {r: v for r in racines if isinstance(v := self._chercher(r).valeur, _SIMPLES)}

    def valeurs(self, noms: Iterable[str]) -> list[ValeurLue]:
        """Les valeurs de la loi que ces faits ont demandées."""
        return [lue for nom in noms for lue in self._chercher(nom).lues]


_SIMPLES = (str, int, Decimal, date)
