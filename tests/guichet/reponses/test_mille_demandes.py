"""Mille demandes par question, comme on les tape : la page demande à la bibliothèque la même chose."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from guichet.reponses.test_verification import une_demande
from reponses import hasard
from tirages import tirages

from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import FaitInconnu
from tripartite.droit.regles.accident import Moment
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.rendus import json as en_donnees
from tripartite.reponses.duree import Stage

MILLE = tirages(1000)
PAR_LA_PAGE = 20
AU = date(2026, 4, 1)
TIRER: dict[str, Callable[[Random], Any]] = {
    "accident": hasard.un_accident,
    "combien-de-temps": hasard.une_duree,
    "combien-me-doit-on": hasard.un_echeancier,
    "cout-d-un-stagiaire": hasard.des_cotisations,
    "delai-de-carence": hasard.une_carence,
    "embauche-apres-le-stage": hasard.une_embauche,
    "impot": hasard.un_impot,
    "stagiaire-etranger": hasard.un_etranger,
    "trimestres-de-retraite": hasard.une_retraite,
    "un-stagiaire-de-plus": hasard.un_quota,
    "verifier-un-stage": une_demande,
}
EN_MINUTES = frozenset({"semaine", "autres", "presence", "minutes", "heures_enseignement"})
EN_PERIODES = frozenset({"stages", "tuteur", "poste"})
AUTREMENT_NOMMES = {"versements": "verse"}
A_DEUX_BOUTONS = frozenset({"correspondance", "public"})


def ecrire(nom: str, valeur: Any) -> str:
    """Une valeur comme on la tape : « 12/03/2026 », « 4,50 », « 90 min », une ligne par stage."""
    match valeur:
        case None:
            return ""
        case bool():
            return ("oui" if valeur else "non") if nom in A_DEUX_BOUTONS else ("on" if valeur else "")
        case Moment():
            return valeur.name.lower()
        case Enum():
            return str(valeur.value)
        case date():
            return f"{valeur:%d/%m/%Y}"
        case Mois():
            return str(valeur)
        case Decimal():
            return f"{valeur * 100} %" if nom.startswith("taux") else f"{valeur:f}".replace(".", ",")
        case int():
            return f"{valeur} min" if nom in EN_MINUTES else str(valeur)
        case Mapping():
            return "\n".join(f"{mois} : {ecrire('', montant)} €" for mois, montant in valeur.items())
        case Stage():
            return f"{ecrire('', valeur.debut)} au {ecrire('', valeur.fin)} : {valeur.minutes} min"
        case tuple() if nom in EN_PERIODES:
            return "\n".join(f"{ecrire('', debut)} au {ecrire('', fin)}" for debut, fin in valeur)
        case tuple():
            return "\n".join(ecrire("", v) for v in valeur)
    raise TypeError(f"{nom} : {valeur!r}")


def en_champs(demande: Any) -> dict[str, Any]:
    return {champ.name: getattr(demande, champ.name) for champ in fields(demande)}


def en_tapant(demande: Any) -> dict[str, str]:
    """Les champs de la page, remplis de cette demande ; une case vide n'est pas envoyée."""
    tapes = {
        AUTREMENT_NOMMES.get(nom, nom): ecrire(nom, valeur)
        for nom, valeur in en_champs(demande).items()
        if nom != "au"
    }
    return {nom: texte for nom, texte in tapes.items() if texte}


@pytest.mark.parametrize("cle", sorted(QUESTIONS))
def test_la_page_demande_ce_qui_est_tape(client: Client, cle: str) -> None:
    question, r = QUESTIONS[cle], Random(12)  # noqa: S311
    for rang in range(MILLE):
        demande = TIRER[cle](r)
        tape = urlencode(en_tapant(demande))
        formulaire = question.formulaire(QueryDict(tape))
        assert formulaire.errors == {}
        assert formulaire.demande(getattr(demande, "au", AU)) == demande
        if rang < PAR_LA_PAGE:
            comparer_la_page(client, cle, tape, formulaire)


def comparer_la_page(client: Client, cle: str, tape: str, formulaire: Any) -> None:
    """Ce que la page répond en JSON est ce que répond la bibliothèque, au jour d'aujourd'hui."""
    try:
        attendue = QUESTIONS[cle].repondre(formulaire.demande(date.today()))
    except FaitInconnu:
        return
    recu = client.get(f"/questions/{cle}/reponse.json?{tape}")
    assert recu.json().get("resultat") == json.loads(en_donnees.texte(en_donnees.brut(attendue.resultat)))
