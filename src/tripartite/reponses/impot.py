"""Que déclarer aux impôts ? Les gratifications d'une année, de tous les organismes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tripartite.droit.langage import Euros, Inconnu, phrase
from tripartite.droit.regles.impot import ImpotDeLAnnee, calculer_impot
from tripartite.rendus.fiches import Fiche, tableau
from tripartite.reponses.socle import Reponse


@dataclass(frozen=True)
class Demande:
    """Les gratifications reçues dans une année, de tous les organismes."""

    annee: int
    recus: tuple[Euros, ...]


def repondre(demande: Demande) -> Reponse:
    """Ce qui est exonéré, ce qui est à déclarer. Lève `FaitInconnu` sans la limite de l'année."""
    calcule = (calculer_impot(demande.annee, demande.recus),)
    return Reponse(fiche(calcule, {}), calcule)


def fiche(calcules: tuple[ImpotDeLAnnee, ...], manquent: Mapping[int, Inconnu]) -> Fiche:
    """La réponse, année par année ; `manquent`, celles que l'on ne sait pas calculer."""
    phrases = []
    for c in calcules:
        if c.imposable:
            dit = "En {annee}, déclarez {imposable:euros} : ce qui dépasse la limite de {limite:euros}."
        elif not c.recu:
            dit = "En {annee}, rien n'est reçu : rien n'est à déclarer."
        else:
            dit = "En {annee}, rien n'est à déclarer : {recu:euros} ne dépassent pas {limite:euros}."
        phrases.append(phrase(dit, annee=str(c.annee), imposable=c.imposable, limite=c.limite, recu=c.recu))
    colonnes = (
        ("annee", "Année"),
        ("recu", "Reçu", "euros"),
        ("limite", "Limite", "euros"),
        ("exonere", "Exonéré", "euros"),
        ("imposable", "À déclarer", "euros"),
    )
    lignes = [(str(c.annee), c.recu, c.limite, c.exonere, c.imposable) for c in calcules]
    provisoires = [str(c.annee) for c in calcules if c.provisoire]
    notes = [
        phrase("La limite vaut par contribuable et par an, tous stages confondus, sans prorata."),
        phrase("Elle s'ajoute à l'exonération des emplois d'étudiant."),
    ]
    if provisoires:
        provisoire = "La limite de {annee} est provisoire : elle suit le SMIC de toute l'année."
        notes.append(phrase(provisoire, annee=provisoires[0]))
    notes += [
        phrase("L'année {annee} attend une valeur inconnue : {manque}.", annee=str(a), manque=manque)
        for a, manque in manquent.items()
    ]
    return Fiche(
        "impot",
        "Impôt sur le revenu",
        tuple(phrases),
        tableaux=(tableau(colonnes, lignes),),
        etapes=tuple(e for c in calcules for e in c.etapes),
        notes=tuple(notes),
        articles=("CGI 81 bis",),
    )
