"""Ce qui ne va pas dans un dossier : la ligne, le champ, ce qu'on a reçu, ce qu'on attendait, que faire."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from tripartite.droit.langage import Phrase, phrase

BEAUCOUP = 100
"""Au-delà, le fichier n'est pas un dossier mal rempli : on s'arrête."""


class Erreur(NamedTuple):
    """Une erreur d'un dossier, avec de quoi la corriger.

    `dit`, `voulu` et `faire` gardent leurs morceaux, pour une autre langue ; `message`, `attendu` et
    `que_faire` les écrivent en français.
    """

    dit: str | Phrase
    ligne: int | None = None
    champ: str = ""
    recu: str = ""
    voulu: str | Phrase = ""
    faire: str | Phrase = ""
    proche: str = ""

    @property
    def message(self) -> str:
        """Ce qui ne va pas."""
        return str(self.dit)

    @property
    def attendu(self) -> str:
        """Ce que l'on attendait."""
        return str(self.voulu)

    @property
    def que_faire(self) -> str:
        """Comment corriger."""
        return str(self.faire)

    def __str__(self) -> str:
        """
        >>> print(Erreur("« 4,5,0 € » n'est pas un montant.", 12, "convention.gratification.horaire"))
        Ligne 12, convention.gratification.horaire : « 4,5,0 € » n'est pas un montant.
        """
        lieu = ", ".join(p for p in (f"ligne {self.ligne}" if self.ligne else "", self.champ) if p)
        tete = f"{lieu[0].upper() if self.ligne else lieu[0]}{lieu[1:]} : " if lieu else ""
        attendu = f"Attendu : {self.attendu}." if self.attendu else ""
        return " ".join(p for p in (tete + self.message, attendu, self.que_faire) if p)


class DossierInvalide(ValueError):
    """Le dossier ne se lit pas, ou se contredit. `erreurs` les porte toutes, dans l'ordre des lignes."""

    def __init__(self, erreurs: Iterable[Erreur], nom: str = "") -> None:
        self.erreurs = tuple(sorted(erreurs, key=lambda e: e.ligne or 0))
        self.nom = nom
        super().__init__("\n".join(str(e) for e in self.erreurs))


class Illisible(ValueError):
    """Un texte n'a pas la forme attendue ; qui le lit sait dire où.

    `dit` et `faire` gardent leurs morceaux, pour une autre langue ; `message` et `que_faire`, en français.
    """

    def __init__(
        self, dit: str | Phrase, attendu: str | Phrase = "", que_faire: str | Phrase = "", proche: str = ""
    ) -> None:
        super().__init__(str(dit))
        self.dit, self.message = dit, str(dit)
        self.attendu = attendu
        self.faire, self.que_faire = que_faire, str(que_faire)
        self.proche = proche


class TropDErreurs(Exception):
    """Assez d'erreurs pour s'arrêter de lire."""


@dataclass(slots=True)
class Journal:
    """Les erreurs d'une lecture, et la ligne de chaque champ lu."""

    erreurs: list[Erreur] = field(default_factory=list)
    lignes: dict[str, int] = field(default_factory=dict)

    def noter(self, erreur: Erreur) -> None:
        self.erreurs.append(erreur)
        if len(self.erreurs) >= BEAUCOUP:
            self.erreurs.append(
                Erreur(phrase("Le fichier a au moins {n} erreurs : la suite n'a pas été lue.", n=BEAUCOUP))
            )
            raise TropDErreurs

    def ligne(self, champ: str) -> int | None:
        """La ligne d'un champ ; à défaut, celle de ce qui le contient."""
        while champ and champ not in self.lignes:
            champ = champ.rpartition(".")[0]
        return self.lignes.get(champ)


def ne_se_lit_pas(recu: str, cause: Phrase) -> Phrase:
    """Dit d'un fichier mal écrit l'endroit et la cause."""
    return phrase(
        "Le fichier ne se lit pas près de « {recu:texte} » : {cause}."
        if recu
        else "Le fichier ne se lit pas : {cause}.",
        recu=recu,
        cause=cause,
    )


def vouliez_vous_dire(proche: str) -> str | Phrase:
    """La question que l'on pose à qui s'est trompé de nom ; rien s'il n'y en a pas de proche."""
    return phrase("Vouliez-vous dire « {nom:texte} » ?", nom=proche) if proche else ""


def extrait(texte: str, longueur: int = 60) -> str:
    """Cite un texte reçu sur une ligne, sans caractère de contrôle."""
    propre = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in texte[: 2 * longueur])
    propre = " ".join(propre.split())
    return propre if len(propre) <= longueur else propre[: longueur - 1] + "…"


@lru_cache(2048)  # les mêmes noms, d'un bout à l'autre d'un dossier
def cle(texte: str) -> str:
    """Ramène un nom à sa forme de champ : sans accents, en minuscules, les mots liés par « _ ».

    >>> cle("Jusqu'au"), cle("Début"), cle("enseignant référent")
    ('jusqu_au', 'debut', 'enseignant_referent')
    """
    decompose = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("’", "'"))
    sans_accents = (c for c in decompose if not unicodedata.combining(c))
    return "_".join("".join(c if c.isalnum() else " " for c in sans_accents).split())


def le_plus_proche(nom: str, noms: Iterable[str]) -> str:
    """Le nom connu qui ressemble le plus à celui-ci ; vide s'il n'y en a pas."""
    if len(nom) > 60:
        return ""
    formes = {cle(n): n for n in noms}
    proches = get_close_matches(cle(nom), formes, n=1, cutoff=0.6)
    return formes[proches[0]] if proches else ""
