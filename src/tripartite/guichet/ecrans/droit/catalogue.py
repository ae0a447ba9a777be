"""Le droit, indexé : qui cite quoi, qui lit quoi, et la clé de chaque valeur dans une adresse."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from django.utils.text import slugify

from tripartite.droit.articles import CODES, Article, articles
from tripartite.droit.langage import DEDUCTIONS, Deduction, Parametre, Regle, Sujet
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.rendus.regles import parametres_lus


class RegleLue(NamedTuple):
    """Une règle pour un gabarit, qui appellerait la vraie."""

    nom: str
    titre: str
    sujet: str
    gravite: str
    articles: tuple[str, ...]
    depuis: date
    jusqu_au: date | None


def lue(r: Regle, au: date) -> RegleLue:
    """Ce qu'un gabarit écrit d'une règle, avec ses articles de ce jour."""
    return RegleLue(r.nom, r.titre, r.sujet, r.gravite.value, r.articles_au(au), r.depuis, r.jusqu_au)


@cache
def par_sujet() -> dict[str, tuple[Regle, ...]]:
    """Les règles de chaque sujet, dans l'ordre de lecture d'une convention."""
    return {nom: tuple(r for r in regles() if r.sujet == nom) for nom in sujets()}


def sujet(nom: str) -> Sujet | None:
    """Un sujet, par le nom de son fichier."""
    return sujets().get(nom)


@cache
def regle(nom: str) -> Regle | None:
    """Une règle, par son nom."""
    return next((r for r in regles() if r.nom == nom), None)


@cache
def valeurs() -> dict[str, Parametre]:
    """Chaque série, par sa clé ; par ordre alphabétique de son nom."""
    regles()
    return {cle_de_valeur(p): p for p in sorted(Parametre.tous.values(), key=lambda p: slugify(p.nom))}


def cle_de_valeur(parametre: Parametre) -> str:
    """La clé d'une série dans une adresse : « prix-d-un-trimestre-de-stage »."""
    return slugify(parametre.nom.replace("'", " "))


def deductions_du_sujet(nom: str) -> list[Deduction]:
    """Les faits que ce sujet déduit."""
    return [d for d in DEDUCTIONS.values() if d.module.endswith(f".regles.{nom}")]


def valeurs_du_sujet(nom: str) -> tuple[Parametre, ...]:
    """Les séries que lisent les règles et les déductions d'un sujet, sans répétition."""
    fonctions: list[Regle | Deduction] = [*par_sujet()[nom], *deductions_du_sujet(nom)]
    return tuple(dict.fromkeys(p for fonction in fonctions for p in lues_par(fonction)))


def lues_par(fonction: Regle | Deduction) -> tuple[Parametre, ...]:
    """Les séries que lit elle-même une règle ou une déduction."""
    return tuple(dict.fromkeys(lecture.parametre for _nom, lecture in fonction.lectures))


@cache
def regles_qui_citent(reference: str) -> tuple[Regle, ...]:
    """Les règles qui citent cet article."""
    return tuple(r for r in regles() if reference in r.articles)


@cache
def regles_qui_lisent(parametre: Parametre) -> tuple[tuple[Regle, ...], tuple[Regle, ...]]:
    """Les règles qui lisent cette série elles-mêmes, puis celles qui la lisent par un fait déduit."""
    elles_memes = tuple(r for r in regles() if parametre in lues_par(r))
    par_un_fait = tuple(r for r in regles() if r not in elles_memes and parametre in parametres_lus(r))
    return elles_memes, par_un_fait


@cache
def valeurs_de_l_article(reference: str) -> tuple[Parametre, ...]:
    """Les séries que donne cet article."""
    return tuple(p for p in valeurs().values() if reference in p.articles)


@cache
def remplaces_par(reference: str) -> tuple[Article, ...]:
    """Les articles dont celui-ci tient la place."""
    return tuple(a for a in articles() if a.devenu and a.devenu.removeprefix("C. éduc. ") == reference)


def nom_du_code(code: str) -> str:
    """Le code, en toutes lettres ; d'une loi ou d'un décret, rien."""
    return CODES.get(code, "")
