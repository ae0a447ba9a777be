"""Ce qui change : au prochain 1er janvier, à un jour choisi, ou entre deux jours."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from tripartite.droit.changements import UN_JOUR, changements, jours_de_changement
from tripartite.guichet.ecrans.droit import donnees
from tripartite.guichet.ecrans.droit.demande import Demande, JourIllisible, lire_le_jour
from tripartite.guichet.ecrans.droit.servir import Page


def page_des_changements(demande: Demande) -> Page:
    """Les règles, les valeurs et les articles qui diffèrent entre deux jours."""
    bornes, faute = _bornes(demande)
    trouves = changements(*bornes)
    valeurs = trouves.valeurs
    contexte: dict[str, Any] = {
        "bornes": bornes,
        "d_un_jour": bornes[1] - bornes[0] == UN_JOUR,
        "faute": faute,
        "trouves": trouves,
        "changees": [v for v in valeurs if v.avant and v.apres and not v.reconduite],
        "reconduites": [v for v in valeurs if v.reconduite],
        "commencees": [v for v in valeurs if v.avant is None],
        "finies": [v for v in valeurs if v.apres is None],
        "annees": _annees(),
        "prochain": date(demande.aujourd_hui.year + 1, 1, 1),
    }
    return Page(
        "droit/changements.html", contexte, donnees.changements(trouves), 422 if faute else 200, "changements"
    )


def _bornes(demande: Demande) -> tuple[tuple[date, date], str]:
    """Les deux jours à comparer, dans l'ordre ; sinon la veille et le jour du prochain 1er janvier."""
    lus = {nom: demande.parametres.get(nom, "").strip() for nom in ("le", "de", "a")}
    prochain = date(demande.aujourd_hui.year + 1, 1, 1)
    try:
        if lus["le"]:
            le = lire_le_jour(lus["le"])
            return (le - UN_JOUR, le), ""
        if lus["de"] or lus["a"]:
            jours = [lire_le_jour(lus[nom]) if lus[nom] else demande.aujourd_hui for nom in ("de", "a")]
            return (min(jours), max(jours)), ""
    except JourIllisible as erreur:
        return (prochain - UN_JOUR, prochain), str(erreur)
    return (prochain - UN_JOUR, prochain), ""


def _annees() -> list[tuple[int, list[tuple[date, int]]]]:
    """Les jours où quelque chose change, par année, la plus récente d'abord."""
    jours = sorted(jours_de_changement().items(), reverse=True)
    return [(annee, list(groupe)) for annee, groupe in groupby(jours, key=lambda jour: jour[0].year)]
