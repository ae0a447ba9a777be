"""Ce que le droit devient d'un jour à l'autre : les règles, les valeurs, les articles qui diffèrent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tripartite.droit.articles import Article, articles
from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, FaitInconnu, Parametre, Regle, Valeur
from tripartite.droit.plan import regles

UN_JOUR = timedelta(days=1)


class ValeurChangee(NamedTuple):
    """Une série, et ses valeurs à deux jours ; `None` : on ne la connaît pas ce jour-là."""

    parametre: Parametre
    avant: Valeur | None
    apres: Valeur | None

    @property
    def reconduite(self) -> bool:
        """Une nouvelle ligne, et la même valeur."""
        return self.avant is not None and self.apres is not None and self.avant.valeur == self.apres.valeur


class Changements(NamedTuple):
    """Ce qui diffère entre deux jours."""

    avant: date
    apres: date
    regles_commencees: tuple[Regle, ...]
    regles_finies: tuple[Regle, ...]
    valeurs: tuple[ValeurChangee, ...]
    articles_commences: tuple[Article, ...]
    articles_finis: tuple[Article, ...]

    def __bool__(self) -> bool:
        return any(self[2:])


def changements(
    avant: date,
    apres: date,
    de: Collection[Regle] | None = None,
    parametres: Collection[Parametre] | None = None,
) -> Changements:
    """Compare le droit de deux jours ; `de` et `parametres` bornent la comparaison.

    >>> au_1er_janvier = changements(date(2025, 12, 31), date(2026, 1, 1)).valeurs
    >>> next((v.avant.valeur, v.apres.valeur) for v in au_1er_janvier if "horaire de" in v.parametre.nom)
    (29, 30)
    >>> [a.devenu for a in changements(date(2014, 7, 11), date(2014, 7, 12)).articles_finis][:2]
    ['L. 124-1', 'L. 124-5']
    """
    toutes = regles() if de is None else de
    series = tuple(Parametre.tous.values()) if parametres is None else parametres
    textes = tuple(articles()) if de is None and parametres is None else ()
    return Changements(
        avant,
        apres,
        tuple(r for r in toutes if r.en_vigueur(apres) and not r.en_vigueur(avant)),
        tuple(r for r in toutes if r.en_vigueur(avant) and not r.en_vigueur(apres)),
        tuple(v for v in (_comparer(p, avant, apres) for p in series) if v.avant != v.apres),
        tuple(a for a in textes if a.en_vigueur(apres) and not a.en_vigueur(avant)),
        tuple(a for a in textes if a.en_vigueur(avant) and not a.en_vigueur(apres)),
    )


def valeur_au(parametre: Parametre, jour: date) -> Valeur | None:
    """La valeur d'un jour ; `None` si on ne la connaît pas."""
    try:
        return parametre.au(jour)
    except FaitInconnu:
        return None


def _comparer(parametre: Parametre, avant: date, apres: date) -> ValeurChangee:
    return ValeurChangee(parametre, valeur_au(parametre, avant), valeur_au(parametre, apres))


@cache
def jours_de_changement() -> dict[date, int]:
    """Chaque jour où quelque chose commence ou cesse, et combien, dans l'ordre ; dès le droit connu."""
    jours = [v.depuis for p in Parametre.tous.values() for v in p.valeurs]
    jours += [p.jusqu_au + UN_JOUR for p in Parametre.tous.values()]
    periodes: list[Regle | Article] = [*regles(), *articles()]
    for periode in periodes:
        jours += [periode.depuis] if periode.depuis else []
        jours += [periode.jusqu_au + UN_JOUR] if periode.jusqu_au else []
    comptes = Counter(jour for jour in jours if jour >= DEBUT_DU_DROIT_CONNU)
    return dict(sorted(comptes.items()))
