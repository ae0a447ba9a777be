"""Ce qu'un calcul rend à lire : une réponse, des chiffres, un tableau, les lignes du calcul."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tripartite.droit.langage import Etape, LectureDuTexte, Phrase
from tripartite.rendus.grandeurs import Dit, dire, grandeur

A_DROITE = frozenset({"heures", "euros", "taux", "jours", "semaines", "ans", "nombre"})


class Colonne(NamedTuple):
    """Une colonne : son nom (pour le JSON), son titre, la nature de ce qu'elle porte."""

    nom: str
    titre: str
    nature: str = ""

    @property
    def a_droite(self) -> bool:
        """Les nombres se lisent alignés à droite."""
        return self.nature in A_DROITE

    def ecrire(self, valeur: Any, langue: str = "fr") -> str:
        """Écrit une case ; vide si elle n'a rien à dire."""
        return "" if valeur is None else _case(valeur, self.nature, langue)


def _case(valeur: Any, nature: str, langue: str) -> str:
    """Une valeur ; un texte, qui peut être la phrase de celui qui manque, se passe de nature."""
    return dire(valeur, langue) if isinstance(valeur, str | Phrase) else grandeur(valeur, nature, langue)


class Tableau(NamedTuple):
    """Des lignes de valeurs brutes ; chaque colonne sait les écrire."""

    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[Any, ...], ...]
    pied: tuple[Any, ...] = ()
    titre: str = ""

    def ecrit(self, langue: str = "fr") -> list[list[str]]:
        """Les lignes, et le pied s'il y en a un, toutes grandeurs écrites."""
        toutes = [*self.lignes, self.pied] if self.pied else self.lignes
        return [[c.ecrire(v, langue) for c, v in zip(self.colonnes, ligne, strict=True)] for ligne in toutes]


def sans_colonne_vide(t: Tableau) -> Tableau:
    """Le tableau, sans les colonnes où aucune ligne ne dit rien."""
    gardees = [i for i in range(len(t.colonnes)) if any(ligne[i] is not None for ligne in t.lignes)]
    return Tableau(
        tuple(t.colonnes[i] for i in gardees),
        tuple(tuple(ligne[i] for i in gardees) for ligne in t.lignes),
        tuple(t.pied[i] for i in gardees) if t.pied else (),
        t.titre,
    )


def tableau(
    colonnes: Iterable[tuple[str, ...]],
    lignes: Iterable[Iterable[Any]],
    pied: Iterable[Any] = (),
    titre: str = "",
) -> Tableau:
    """Compose un tableau.

    >>> heures = tableau([("mois", "Mois", "mois"), ("minutes", "Heures", "heures")], [(1, 9240)])
    >>> [case.replace("\\xa0", " ") for case in heures.ecrit()[0]]
    ['1 mois', '154 h']
    """
    return Tableau(
        tuple(Colonne(*c) for c in colonnes), tuple(tuple(ligne) for ligne in lignes), tuple(pied), titre
    )


class Chiffre(NamedTuple):
    """Un résultat et son nom."""

    nom: str
    libelle: Dit
    valeur: Any
    nature: str = ""

    def ecrire(self, langue: str = "fr") -> str:
        """Écrit la valeur."""
        return _case(self.valeur, self.nature, langue)


class Fiche(NamedTuple):
    """La réponse d'un calculateur : rien n'y est écrit, tout y est à écrire dans la langue de qui lit."""

    nom: str
    titre: str
    reponse: Dit = ""
    chiffres: tuple[Chiffre, ...] = ()
    tableaux: tuple[Tableau, ...] = ()
    etapes: tuple[Etape, ...] = ()
    lectures: tuple[LectureDuTexte, ...] = ()
    notes: tuple[Dit, ...] = ()
    articles: tuple[str, ...] = ()
