"""Emporter une réponse : un tableau, des jours pour un agenda, des données."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Alarm, Calendar, Event

from tripartite.dossiers import ecrire_yaml
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.file.csv_sans_formule import ecrire_le_csv
from tripartite.rendus import json
from tripartite.rendus.fiches import Fiche
from tripartite.rendus.grandeurs import Dit, dire
from tripartite.rendus.typographie import sans_insecable
from tripartite.reponses.socle import Rappel, Reponse

VEILLE = timedelta(days=-7)


def en_csv(fiche: Fiche) -> str:
    """La réponse, ses chiffres, ses tableaux ; nulle case ne s'y exécute."""
    return "".join(ecrire_le_csv([_ecrit(fiche.reponse)], _lignes(fiche)))


def _lignes(fiche: Fiche) -> Iterator[Sequence[Any]]:
    for chiffre in fiche.chiffres:
        yield [_ecrit(chiffre.libelle), sans_insecable(chiffre.ecrire(langue()))]
    for tableau in fiche.tableaux:
        yield []
        yield [_ecrit(colonne.titre) for colonne in tableau.colonnes]
        for ligne in tableau.ecrit(langue()):
            yield [sans_insecable(case) for case in ligne]
    if fiche.notes:
        yield []
        yield from ([_ecrit(note)] for note in fiche.notes)


def _ecrit(dit: Dit) -> str:
    return sans_insecable(dire(dit, langue()))


def en_json(reponse: Reponse) -> str:
    """Les données de la réponse, comme la ligne de commande ; ses phrases, dans la langue de la page."""
    return json.texte(json.fiche(reponse.fiche, reponse.resultat, langue()))


def en_yaml(reponse: Reponse) -> str:
    """Les faits dont la réponse est partie, en dossier."""
    return ecrire_yaml(reponse.dossier) if reponse.dossier else ""


def en_ics(rappels: Iterable[Rappel], titre: str, adresse: str, hote: str) -> bytes:
    """Les jours à noter, en calendrier (RFC 5545) : des journées entières, rappelées une semaine avant.

    Args:
        rappels: les jours.
        titre: le nom du calendrier.
        adresse: où retrouver la réponse.
        hote: ce qui rend les identifiants uniques au monde.
    """
    calendrier = Calendar()
    calendrier.add("prodid", f"-//Tripartite//Questions//{langue().upper()}")
    calendrier.add("version", "2.0")
    calendrier.add("method", "PUBLISH")
    calendrier.add("x-wr-calname", titre)
    for rappel in rappels:
        calendrier.add_component(_evenement(rappel, adresse, hote))
    return bytes(calendrier.to_ical())


def _evenement(rappel: Rappel, adresse: str, hote: str) -> Event:
    evenement = Event()
    graine = f"{rappel.nom}|{rappel.jour.isoformat()}|{adresse}"
    evenement.add("uid", f"{sha256(graine.encode()).hexdigest()[:32]}@{hote}")
    evenement.add("dtstamp", datetime.now(UTC))
    evenement.add("dtstart", rappel.jour)
    evenement.add("dtend", _lendemain(rappel.jour))
    libelle = _ecrit(rappel.libelle)
    evenement.add("summary", libelle)
    evenement.add("url", adresse)
    evenement.add("transp", "TRANSPARENT")
    alarme = Alarm()
    alarme.add("action", "DISPLAY")
    alarme.add("description", libelle)
    alarme.add("trigger", VEILLE)
    evenement.add_component(alarme)
    return evenement


def _lendemain(jour: date) -> date:
    return jour + timedelta(days=1)
