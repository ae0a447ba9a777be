"""La réponse d'une règle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from tripartite.droit.langage.inconnu import Inconnu
from tripartite.droit.langage.mots import Gravite, Verdict
from tripartite.droit.langage.situation import Situation
from tripartite.droit.langage.valeurs import Parametre, ValeurLue

VIDE: Mapping[Any, Any] = MappingProxyType({})


class Etape(NamedTuple):
    """Une ligne de calcul : ce qu'on cherche, l'opération écrite, les grandeurs nommées."""

    libelle: str
    calcul: str = ""
    grandeurs: Mapping[str, Any] = VIDE


def etape(libelle: str, calcul: str = "", /, **grandeurs: Any) -> Etape:
    """Écrit une ligne de calcul.

    Les grandeurs entrent par leur nom, avec leur nature quand le type ne la dit pas : « {du:euros} »,
    « {presence:heures} », « {taux:taux} ». `rendus` seul met en forme.
    """
    return Etape(libelle, calcul, grandeurs)


class EtapesALire(Sequence[Etape]):
    """Les lignes d'un calcul, écrites la première fois qu'on les lit."""

    __slots__ = ("_ecrire", "_ecrites")

    def __init__(self, ecrire: Callable[[], Iterable[Etape]]) -> None:
        self._ecrire = ecrire
        self._ecrites: tuple[Etape, ...] | None = None

    @property
    def ecrites(self) -> tuple[Etape, ...]:
        """Les lignes."""
        if self._ecrites is None:
            self._ecrites = tuple(self._ecrire())
        return self._ecrites

    def __getitem__(self, rang: Any) -> Any:
        return self.ecrites[rang]

    def __len__(self) -> int:
        return len(self.ecrites)

    def __eq__(self, autres: object) -> bool:
        return self.ecrites == (autres.ecrites if isinstance(autres, EtapesALire) else autres)

    def __hash__(self) -> int:
        return hash(self.ecrites)

    def __repr__(self) -> str:
        return repr(self.ecrites)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self.ecrites,)


Lignes = Iterable[Etape] | Callable[[], Iterable[Etape]]
"""Les étapes d'une réponse : des lignes, ou une fonction sans argument qui les écrira si on les lit."""


def _lignes(etapes: Lignes) -> Sequence[Etape]:
    return EtapesALire(etapes) if callable(etapes) else tuple(etapes)


class LectureDuTexte(NamedTuple):
    """Une des lectures possibles d'un texte qui laisse un doute."""

    nom: str
    phrase: str
    verdict: Verdict
    grandeurs: Mapping[str, Any] = VIDE


def lecture(nom: str, verdict: Verdict, phrase: str, /, **grandeurs: Any) -> LectureDuTexte:
    """Écrit une lecture possible : son nom, le verdict qu'elle donnerait, et pourquoi."""
    return LectureDuTexte(nom, phrase, verdict, grandeurs)


class Constat(NamedTuple):
    """La réponse d'une règle : un verdict, une phrase, et tout ce qui permet de la refaire.

    `phrase` et `que_faire` nomment leurs grandeurs entre accolades ; `tripartite.rendus` les écrit.
    """

    verdict: Verdict
    phrase: str
    grandeurs: Mapping[str, Any] = VIDE
    que_faire: str = ""
    etapes: Sequence[Etape] = ()
    lectures: tuple[LectureDuTexte, ...] = ()
    manquants: tuple[Inconnu, ...] = ()
    regle: str = ""
    titre: str = ""
    sujet: str = ""
    gravite: Gravite = Gravite.BLOQUANT
    articles: tuple[str, ...] = ()
    au: date | None = None
    demandes: tuple[str, ...] = ()
    lues: Sequence[ValeurLue] = ()
    situation: Situation | None = None

    @property
    def faits(self) -> Mapping[str, Any]:
        """Les faits de départ dont la règle s'est servie, quand ils se disent en un mot."""
        return self.situation.faits_de_depart(self.demandes) if self.situation else VIDE

    @property
    def valeurs(self) -> tuple[ValeurLue, ...]:
        """Les valeurs de la loi que la règle a lues, par elle-même ou par ses faits."""
        par_ses_faits = self.situation.valeurs_lues(self.demandes) if self.situation else ()
        return tuple({(lue.parametre, lue.jour): lue for lue in (*self.lues, *par_ses_faits)}.values())

    @property
    def bloque(self) -> bool:
        """Seul un « non conforme » à une règle impérative arrête une étape."""
        return self.verdict is Verdict.NON_CONFORME and self.gravite is Gravite.BLOQUANT


REPONSE = Constat._fields.index("regle")
"""Combien de champs d'un constat sont la réponse ; les suivants disent quelle règle l'a faite."""


poser = tuple.__new__
"""Fait un n-uplet nommé de tous ses champs d'un coup : chaque règle en fait deux."""
_SUITE = tuple(Constat._field_defaults[champ] for champ in Constat._fields[5:])
_CONFORME, _NON_CONFORME, _, _SANS_OBJET = Verdict


def conforme(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle est respectée."""
    return poser(Constat, (_CONFORME, phrase, grandeurs, que_faire, _lignes(etapes), *_SUITE))


def non_conforme(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle n'est pas respectée, et dit quoi faire."""
    return poser(Constat, (_NON_CONFORME, phrase, grandeurs, que_faire, _lignes(etapes), *_SUITE))


def a_verifier(
    phrase: str,
    /,
    *lectures: LectureDuTexte,
    que_faire: str = "",
    etapes: Lignes = (),
    **grandeurs: Any,
) -> Constat:
    """Répond que le texte laisse un doute : chaque lecture est donnée avec son verdict."""
    return Constat(Verdict.A_VERIFIER, phrase, grandeurs, que_faire, _lignes(etapes), lectures)


def sans_objet(phrase: str, /, que_faire: str = "", etapes: Lignes = (), **grandeurs: Any) -> Constat:
    """Répond que la règle ne concerne pas ce cas."""
    return poser(Constat, (_SANS_OBJET, phrase, grandeurs, que_faire, _lignes(etapes), *_SUITE))


def fait_manquant(inconnu: Inconnu) -> Constat:
    """Répond qu'un fait, ou une valeur de la loi, manque pour répondre."""
    phrase = f"On ne peut pas répondre : il manque {inconnu.libelle}."
    if inconnu.cle in Parametre.tous:
        phrase = f"On ne peut pas répondre : valeur inconnue ({inconnu.libelle})."
        que_faire = "Attendez la publication de la valeur, ou ajoutez-la avec sa source."
    else:
        que_faire = f"Indiquez {inconnu.libelle}."
    return Constat(
        Verdict.A_VERIFIER,
        phrase.replace("{", "{{"),
        que_faire=que_faire.replace("{", "{{"),
        manquants=(inconnu,),
    )
