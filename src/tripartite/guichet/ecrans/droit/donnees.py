"""Les pages du droit en données : les mêmes noms que la ligne de commande."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tripartite.droit.articles import Article, rediriger
from tripartite.droit.changements import Changements, ValeurChangee, valeur_au
from tripartite.droit.langage import Parametre, Regle
from tripartite.guichet.ecrans.droit import catalogue
from tripartite.rendus import regles as rendu


def regle(r: Regle, au: date) -> dict[str, Any]:
    """Une règle, et si elle vaut ce jour-là."""
    return rendu.donnees(r) | {"en_vigueur": r.en_vigueur(au)}


def valeur(p: Parametre, au: date) -> dict[str, Any]:
    """Une série, et sa valeur de ce jour ; `None` si on ne la connaît pas."""
    du_jour = valeur_au(p, au)
    return {
        "parametre": p.nom,
        "cle": catalogue.cle_de_valeur(p),
        "unite": p.unite,
        "articles": list(p.articles),
        "jusqu_au": p.jusqu_au,
        "valeur": du_jour.valeur if du_jour else None,
        "valeurs": [v._asdict() for v in p.valeurs],
    }


def article(a: Article, au: date) -> dict[str, Any]:
    """Un article, s'il vaut ce jour-là, et celui qui tient aujourd'hui sa place."""
    return {
        "reference": a.reference,
        "code": a.code,
        "numero": a.numero,
        "objet": a.objet,
        "depuis": a.depuis,
        "jusqu_au": a.jusqu_au,
        "devenu": rediriger(a.reference).reference if a.devenu else "",
        "confiance": a.confiance,
        "en_vigueur": a.en_vigueur(au),
        "regles": [r.nom for r in catalogue.regles_qui_citent(a.reference)],
    }


def changements(c: Changements) -> dict[str, Any]:
    """Ce qui diffère entre deux jours."""
    return {
        "avant": c.avant,
        "apres": c.apres,
        "regles_commencees": _noms(c.regles_commencees),
        "regles_finies": _noms(c.regles_finies),
        "valeurs": [_changee(v) for v in c.valeurs],
        "articles_commences": [a.reference for a in c.articles_commences],
        "articles_finis": [a.reference for a in c.articles_finis],
    }


def _noms(regles: Iterable[Regle]) -> list[str]:
    return [r.nom for r in regles]


def _changee(v: ValeurChangee) -> dict[str, Any]:
    return {
        "parametre": v.parametre.nom,
        "avant": v.avant.valeur if v.avant else None,
        "apres": v.apres.valeur if v.apres else None,
    }
