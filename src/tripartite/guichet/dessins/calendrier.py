"""Le calendrier du stage : des mois en grille, leurs heures, les fermetures et les fériés nommés."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from tripartite.droit.calendrier import Mois, Semaine, mois_entre
from tripartite.droit.faits import Dossier
from tripartite.droit.jours_feries import jours_feries
from tripartite.droit.langage import FaitInconnu, Situation, connu
from tripartite.droit.verification import situation_de
from tripartite.guichet.dessins.ecriture import dire


class Jour(NamedTuple):
    """Une case : le jour, ce qu'il en est (une classe), les heures écrites, un mot qui l'explique."""

    jour: date
    sorte: str
    heures: str
    mot: str
    aujourd_hui: bool


class MoisEnGrille(NamedTuple):
    """Un mois : son nom, ses semaines de sept cases, ses heures, ses jours qui s'expliquent.

    Une case hors du mois est vide.
    """

    nom: str
    semaines: tuple[tuple[Jour | None, ...], ...]
    heures: str
    notes: tuple[str, ...]


class Calendrier(NamedTuple):
    """Les mois d'un stage."""

    titre: str
    mois: tuple[MoisEnGrille, ...]


def calendrier_du_stage(dossier: Dossier, au: date) -> Calendrier:
    """Les mois du stage, jour par jour ; aucun si les dates ne sont pas connues.

    Args:
        dossier: les faits du stage.
        au: le jour où l'on regarde, marqué dans la grille.
    """
    situation = situation_de(dossier, au)
    debut, fin = situation["debut"], situation["fin_effective"]
    titre = _("Le calendrier du stage")
    if not (connu(debut) and connu(fin)):
        return Calendrier(titre, ())
    lue = situation["presence_retenue_par_jour"]
    presence: Mapping[date, int] = lue if connu(lue) else {}
    mots = _mots(situation, debut, fin)
    grilles = (_grille(mois, presence, mots, (debut, fin, au)) for mois in mois_entre(debut, fin))
    return Calendrier(titre, tuple(grilles))


def _mots(situation: Situation, debut: date, fin: date) -> dict[date, tuple[str, str]]:
    """Pour chaque jour qui s'explique : ce qu'il est, et comment on le dit."""
    mots: dict[date, tuple[str, str]] = {}
    try:
        for fermeture in situation["horaires"].fermetures:
            motif = fermeture.motif if connu(fermeture.motif) and fermeture.motif else _("fermeture")
            mots |= dict.fromkeys(_jours(fermeture.debut, fermeture.fin), ("fermeture", motif))
    except FaitInconnu:
        pass
    suspendus = situation["jours_suspendus"]
    for periode in suspendus if connu(suspendus) else ():
        mots |= {jour: ("fermeture", _("suspension")) for jour in periode.jours()}
    organisme = situation["organisme"]
    if connu(organisme.pays) and organisme.pays == "France" and connu(organisme.territoire):
        for annee in range(debut.year, fin.year + 1):
            feries = jours_feries(annee, organisme.territoire)
            mots |= {jour: ("ferie", dire(nom)) for jour, nom in feries.items()}
    return mots


def _jours(debut: date, fin: date) -> list[date]:
    return [date.fromordinal(n) for n in range(debut.toordinal(), fin.toordinal() + 1)]


def _grille(
    mois: Mois,
    presence: Mapping[date, int],
    mots: Mapping[date, tuple[str, str]],
    bornes: tuple[date, date, date],
) -> MoisEnGrille:
    lundi = Semaine.de(mois.premier_jour).lundi
    jours = _jours(lundi, Semaine.de(mois.dernier_jour).dimanche)
    cases = [_case(j, presence, mots, bornes) if Mois.de(j) == mois else None for j in jours]
    total = sum(minutes for jour, minutes in presence.items() if Mois.de(jour) == mois)
    semaines = tuple(tuple(cases[n : n + 7]) for n in range(0, len(cases), 7))
    return MoisEnGrille(dire(mois, "mois"), semaines, dire(total, "heures"), tuple(_notes(cases)))


def _notes(cases: list[Jour | None]) -> Iterator[str]:
    """« 11 : Armistice », « 22 à 31 : fermeture » : les jours de suite qui ont le même mot."""
    expliques = [case for case in cases if case and case.mot]
    for mot, groupe in groupby(expliques, key=lambda case: case.mot):
        jours = [case.jour.day for case in groupe]
        if len(jours) == 1:
            yield f"{jours[0]}{_(' : ')}{mot}"
        else:
            yield _("%(premier)s à %(dernier)s : %(mot)s") % {
                "premier": jours[0],
                "dernier": jours[-1],
                "mot": mot,
            }


def _case(
    jour: date,
    presence: Mapping[date, int],
    mots: Mapping[date, tuple[str, str]],
    bornes: tuple[date, date, date],
) -> Jour:
    debut, fin, au = bornes
    sorte, mot = mots.get(jour, ("", "")) if debut <= jour <= fin else ("", "")
    minutes = presence.get(jour, 0)
    if minutes:
        sorte = "presence"
    return Jour(jour, sorte, dire(minutes, "heures") if minutes else "", mot, jour == au)
