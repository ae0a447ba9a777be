"""La réponse d'une règle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.langage.inconnu import Inconnu
from tripartite.droit.langage.mots import Gravite, Verdict
from tripartite.droit.langage.phrases import VIDE, Phrase
from tripartite.droit.langage.situation import Situation
from tripartite.droit.langage.valeurs import Parametre, ValeurLue


class Etape(NamedTuple):
    """Une ligne de calcul : ce qu'on cherche, l'opération écrite, les grandeurs nommées."""

    libelle: str | Phrase
    calcul: str = ""
    grandeurs: Mapping[str, Any] = VIDE


def etape(libelle: str | Phrase, calcul: str = "", /, **grandeurs: Any) -> Etape:
    """Écrit une ligne de calcul.

    Les grandeurs entrent par leur nom, avec leur nature quand le type ne la dit pas : « {du:euros} »,
    « {presence:heures} », « {taux:taux} ». `rendus` seul met en forme.
    """
    return Etape(libelle, calcul, grandeurs)


Lignes = Sequence[Etape] | Callable[[], Iterable[Etape]]
"""Les étapes d'une réponse : des lignes, ou une fonction sans argument qui les écrira si on les lit."""


class LectureDuTexte(NamedTuple):
    """Une des lectures possibles d'un texte qui laisse un doute."""

    nom: str | Phrase
    phrase: str
    verdict: Verdict
    grandeurs: Mapping[str, Any] = VIDE


def lecture(nom: str | Phrase, verdict: Verdict, phrase: str, /, **grandeurs: Any) -> LectureDuTexte:
    """Écrit une lecture possible : son nom, le verdict qu'elle donnerait, et pourquoi."""
    return LectureDuTexte(nom, phrase, verdict, grandeurs)


class RegleLue(NamedTuple):
    """Ce qu'un constat dit de la règle qui l'a fait, telle qu'elle vaut un jour."""

    nom: str = ""
    titre: str = ""
    sujet: str = ""
    gravite: Gravite = Gravite.BLOQUANT
    articles: tuple[str, ...] = ()
    au: date | None = None
    demandes: tuple[str, ...] = ()
    lues: Sequence[ValeurLue] = ()


class Constat:
    """La réponse d'une règle : un verdict, une phrase, et tout ce qui permet de la refaire.

    `phrase` et `que_faire` nomment leurs grandeurs entre accolades ; `tripartite.rendus` les écrit. Une règle
    le pose ; qui l'a fait juger y met `regle_lue` et `situation`.
    """

    __slots__ = (
        "_etapes",
        "grandeurs",
        "lectures",
        "manquants",
        "phrase",
        "que_faire",
        "regle_lue",
        "situation",
        "verdict",
    )

    regle_lue: RegleLue
    situation: Situation | None

    def __init__(
        self,
        verdict: Verdict,
        phrase: str,
        grandeurs: Mapping[str, Any] = VIDE,
        que_faire: str = "",
        etapes: Lignes = (),
        lectures: tuple[LectureDuTexte, ...] = (),
        manquants: tuple[Inconnu, ...] = (),
    ) -> None:
        self.verdict = verdict
        self.phrase = phrase
        self.grandeurs = grandeurs
        self.que_faire = que_faire
        self._etapes = etapes
        self.lectures = lectures
        self.manquants = manquants

    def __repr__(self) -> str:
        dits = ("verdict", "phrase", "grandeurs", "que_faire", "etapes", "lectures", "manquants")
        return f"Constat({', '.join(f'{nom}={getattr(self, nom)!r}' for nom in dits)})"

    @property
    def etapes(self) -> Sequence[Etape]:
        """Les lignes du calcul, écrites la première fois qu'on les lit."""
        if callable(self._etapes):
            self._etapes = tuple(self._etapes())
        return self._etapes

    @property
    def regle(self) -> str:
        """Le nom de la règle."""
        return self.regle_lue.nom

    @property
    def titre(self) -> str:
        """Le titre de la règle."""
        return self.regle_lue.titre

    @property
    def sujet(self) -> str:
        """Le sujet de la règle."""
        return self.regle_lue.sujet

    @property
    def gravite(self) -> Gravite:
        """Ce qu'entraîne un « non conforme »."""
        return self.regle_lue.gravite

    @property
    def articles(self) -> tuple[str, ...]:
        """Les articles de la règle en vigueur ce jour-là."""
        return self.regle_lue.articles

    @property
    def au(self) -> date | None:
        """Le jour où la règle a été lue ; `None` s'il est inconnu."""
        return self.regle_lue.au

    @property
    def demandes(self) -> tuple[str, ...]:
        """Les noms des faits que la règle demande."""
        return self.regle_lue.demandes

    @property
    def faits(self) -> Mapping[str, Any]:
        """Les faits de départ dont la règle s'est servie, quand ils se disent en un mot."""
        return self.situation.faits_de_depart(self.demandes) if self.situation else VIDE

    @property
    def valeurs(self) -> tuple[ValeurLue, ...]:
        """Les valeurs de la loi que la règle a lues, par elle-même ou par ses faits."""
        par_ses_faits = self.situation.valeurs_lues(self.demandes) if self.situation else ()
        lues = (*self.regle_lue.lues, *par_ses_faits)
        return tuple({(lue.parametre, lue.jour): lue for lue in lues}.values())

    @property
    def bloque(self) -> bool:
        """Seul un « non conforme » à une règle impérative arrête une étape."""
        return self.verdict is Verdict.NON_CONFORME and self.gravite is Gravite.BLOQUANT


_CONFORME, _NON_CONFORME, _A_VERIFIER, _SANS_OBJET = Verdict  # chaque règle en lit un, chaque jugement


def conforme(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle est respectée."""
    return Constat(_CONFORME, phrase, grandeurs, que_faire, etapes)


def non_conforme(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle n'est pas respectée, et dit quoi faire."""
    return Constat(_NON_CONFORME, phrase, grandeurs, que_faire, etapes)


def a_verifier(
    phrase: str,
    /,
    *lectures: LectureDuTexte,
    que_faire: str = "",
    etapes: Lignes = (),
    **grandeurs: Any,
) -> Constat:
    """Répond que le texte laisse un doute : chaque lecture est donnée avec son verdict."""
    return Constat(_A_VERIFIER, phrase, grandeurs, que_faire, etapes, lectures)


def sans_objet(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle ne concerne pas ce cas."""
    return Constat(_SANS_OBJET, phrase, grandeurs, que_faire, etapes)


def fait_manquant(inconnu: Inconnu) -> Constat:
    """Répond qu'un fait, ou une valeur de la loi, manque pour répondre."""
    if inconnu.cle in Parametre.tous:
        dit = "On ne peut pas répondre : valeur inconnue ({fait})."
        que_faire = "Attendez la publication de la valeur, ou ajoutez-la avec sa source."
    else:
        dit = "On ne peut pas répondre : il manque {fait}."
        que_faire = "Indiquez {fait}."
    return Constat(Verdict.A_VERIFIER, dit, {"fait": inconnu.dit}, que_faire, manquants=(inconnu,))
