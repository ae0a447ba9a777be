"""Avancer dans une liste par la dernière rangée lue : chaque page coûte le même prix, la millième aussi.

Une colonne peut être vide ; les rangées sans valeur viennent toujours en dernier, dans les deux sens.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from tripartite.guichet.modeles import Convention


class Tri(NamedTuple):
    """Une colonne que l'on trie. `vide` : elle peut ne rien dire. `descend` : le sens d'abord proposé."""

    colonne: str
    vide: bool = False
    descend: bool = False


class Repere(NamedTuple):
    """La rangée d'où l'on repart : sa valeur, et son numéro."""

    valeur: Any
    pk: int

    def ecrire(self) -> str:
        """En un mot, pour une adresse."""
        dit = self.valeur.isoformat() if isinstance(self.valeur, date) else self.valeur
        return urlsafe_b64encode(json.dumps([dit, self.pk]).encode()).decode().rstrip("=")


class Page(NamedTuple):
    """Des rangées, et de quoi demander celles d'avant et d'après."""

    rangees: Sequence[Any]
    precedent: str
    suivant: str


def lire_un_repere(texte: str, tri: Tri) -> Repere | None:
    """Le repère d'une adresse ; rien, s'il ne se lit pas : on repart du début."""
    try:
        valeur, pk = json.loads(urlsafe_b64decode(texte.encode() + b"=" * (-len(texte) % 4)))
    except (TypeError, ValueError):
        return None
    if not isinstance(pk, int) or isinstance(pk, bool) or not 0 <= pk < 2**63:
        return None
    if valeur is None:
        return Repere(None, pk) if tri.vide else None
    champ = Convention._meta.get_field(tri.colonne)
    try:
        propre = _VALEURS.get(champ.get_internal_type(), _entier)(valeur)
    except (TypeError, ValueError):
        return None
    return None if propre is None else Repere(propre, pk)


def _entier(valeur: Any) -> int | None:
    return valeur if isinstance(valeur, int) and 0 <= valeur < 2**31 else None


def _texte(valeur: Any) -> str | None:
    return valeur if isinstance(valeur, str) and "\0" not in valeur else None


def _instant(valeur: Any) -> datetime | None:
    lu = parse_datetime(valeur)
    return lu if lu and lu.tzinfo else None


_VALEURS: dict[str, Any] = {"CharField": _texte, "DateField": parse_date, "DateTimeField": _instant}


def lire_une_page(
    rangees: QuerySet[Convention, Any],
    tri: Tri,
    *,
    descend: bool,
    repere: Repere | None = None,
    en_arriere: bool = False,
    taille: int = 50,
) -> Page:
    """Les rangées qui suivent un repère, ou celles qui le précèdent.

    Args:
        rangees: celles du filtre, sans ordre.
        tri: la colonne.
        descend: de la plus grande valeur à la plus petite.
        repere: d'où l'on repart ; sans lui, le début.
        en_arriere: les rangées d'avant le repère.
        taille: leur nombre, au plus.
    """
    lues: list[Any] = []
    for segment in _segments(rangees, tri, descend != en_arriere, repere, en_arriere):
        lues += segment[: taille + 1 - len(lues)]
        if len(lues) > taille:
            break
    encore = len(lues) > taille
    lues = lues[:taille]
    if en_arriere:
        lues.reverse()
    avant = encore if en_arriere else repere is not None
    apres = repere is not None if en_arriere else encore
    return Page(
        lues,
        _repere(lues[0], tri).ecrire() if lues and avant else "",
        _repere(lues[-1], tri).ecrire() if lues and apres else "",
    )


def _repere(rangee: Any, tri: Tri) -> Repere:
    return Repere(getattr(rangee, tri.colonne), rangee.pk)


def _segments(
    rangees: QuerySet[Convention, Any], tri: Tri, descend: bool, repere: Repere | None, en_arriere: bool
) -> list[QuerySet[Convention, Any]]:
    """Les rangées qui ont une valeur, puis les autres ; à l'envers, les autres d'abord."""
    signe = "-" if descend else ""
    pleines = rangees.order_by(f"{signe}{tri.colonne}", f"{signe}pk")
    if not tri.vide:
        return [pleines.filter(_au_dela(tri, descend, repere))]
    vides = rangees.filter(**{f"{tri.colonne}__isnull": True}).order_by(f"{signe}pk")
    pleines = pleines.filter(**{f"{tri.colonne}__isnull": False})
    chez_les_vides = repere is not None and repere.valeur is None
    if chez_les_vides and repere:
        vides = vides.filter(**{f"pk__{'lt' if descend else 'gt'}": repere.pk})
    elif repere:
        pleines = pleines.filter(_au_dela(tri, descend, repere))
    if en_arriere:
        return [vides, pleines] if chez_les_vides or repere is None else [pleines]
    return [vides] if chez_les_vides else [pleines, vides]


def _au_dela(tri: Tri, descend: bool, repere: Repere | None) -> Q:
    """Après le repère, dans l'ordre. La première condition donne à l'index où commencer."""
    if repere is None:
        return Q()
    mot = "lt" if descend else "gt"
    return Q(**{f"{tri.colonne}__{mot}e": repere.valeur}) & (
        Q(**{f"{tri.colonne}__{mot}": repere.valeur}) | Q(**{f"pk__{mot}": repere.pk})
    )
