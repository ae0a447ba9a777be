"""Que change le stage à l'embauche ? La période d'essai, le stage déduit ; l'ancienneté."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tripartite.droit.calendrier import Periode, ajouter_mois
from tripartite.droit.faits import Embauche
from tripartite.droit.langage import Constat, Phrase, Verdict, phrase
from tripartite.droit.regles.embauche import (
    ANCIENNETE,
    FENETRE,
    EssaiApresStage,
    anciennete_reprise,
    essai_apres_stage,
)
from tripartite.rendus.fiches import Chiffre, Fiche
from tripartite.reponses.socle import Rappel, Reponse, ReponseImpossible, ordonner

RIEN = Decimal(0)


@dataclass(frozen=True)
class Demande:
    """Le stage, le premier jour du contrat de travail, l'essai en mois, la correspondance des emplois.

    `presence` est la présence faite, en minutes, `prevue` celle de la convention si elle en diffère ; `None`
    est « on ne sait pas ».
    """

    debut: date
    fin: date
    embauche_le: date
    essai: int
    correspondance: bool
    presence: int | None = None
    prevue: int | None = None
    derniere_annee: bool | None = None


def repondre(demande: Demande) -> Reponse:
    """Ce qui reste de la période d'essai, et si le stage compte dans l'ancienneté.

    Raises:
        ReponseImpossible: les dates se contredisent.
        FaitInconnu: une embauche d'avant les textes connus.
    """
    ordonner(demande.debut, demande.fin)
    if demande.embauche_le <= demande.fin:
        raise ReponseImpossible(
            "L'embauche précède la fin du stage. Corrigez l'une des deux dates.", "embauche_le"
        )
    stage = Periode(demande.debut, demande.fin)
    obstacle = _obstacle(demande)
    reste = (
        essai_apres_stage(demande.embauche_le, demande.essai, stage, False, part=RIEN)
        if obstacle
        else essai_apres_stage(demande.embauche_le, demande.essai, stage, demande.correspondance)
    )
    rappels: tuple[Rappel, ...] = ()
    if reste.dernier_jour:
        rappels = (Rappel("essai", "Dernier jour de la période d'essai", reste.dernier_jour),)
    return Reponse(fiche(demande, reste, obstacle), reste, rappels)


def _obstacle(demande: Demande) -> Phrase | None:
    """Ce qui empêche de déduire le stage de l'essai, s'il y a quelque chose."""
    dernier = ajouter_mois(demande.fin, FENETRE.au(demande.embauche_le).valeur)
    if demande.embauche_le > dernier:
        return phrase(
            "L'embauche vient après le {dernier:date} : le stage ne se déduit plus de l'essai.",
            dernier=dernier,
        )
    if demande.derniere_annee is False:
        return phrase("Le stage n'est pas de la dernière année d'études : il ne se déduit pas de l'essai.")
    return None


def fiche(demande: Demande, reste: EssaiApresStage, obstacle: Phrase | None) -> Fiche:
    """La réponse."""
    anciennete = _anciennete(demande)
    if reste.dernier_jour is None:
        essai = phrase("Il ne reste rien de la période d'essai : le stage la couvre en entier.")
    else:
        essai = phrase("La période d'essai va jusqu'au {fin:date} compris.", fin=reste.dernier_jour)
    dites = [essai] if obstacle is None else [obstacle, essai]
    if anciennete:
        dites.append(Phrase(anciennete.phrase, anciennete.grandeurs))
    return Fiche(
        "embauche",
        "Période d'essai et ancienneté après le stage",
        tuple(dites),
        (
            Chiffre("jours_prevus", "Essai prévu", reste.jours_prevus, "jours"),
            Chiffre("jours_deduits", "Déduit au titre du stage", reste.jours_deduits, "jours"),
            Chiffre("jours", "Reste", reste.jours, "jours"),
            *_comptee(demande, anciennete),
        ),
        etapes=reste.etapes,
        lectures=anciennete.lectures if anciennete else (),
        notes=tuple(_notes(demande, obstacle, anciennete)),
        articles=("C. trav. L. 1221-24", *(("L. 124-6", "D. 124-6") if anciennete else ())),
    )


def _notes(demande: Demande, obstacle: Phrase | None, anciennete: Constat | None) -> Iterator[Phrase]:
    if obstacle is None and demande.derniere_annee is None:
        yield phrase("Le stage se déduit de l'essai s'il est de la dernière année d'études.")
    if anciennete is None:
        yield phrase(
            "Le stage compte dans l'ancienneté s'il dure plus de deux mois ({seuil:heures} de présence) et "
            "si l'embauche le suit.",
            seuil=ANCIENNETE.au(demande.embauche_le).valeur,
        )
    elif anciennete.que_faire:
        yield Phrase(anciennete.que_faire, anciennete.grandeurs)


def _anciennete(demande: Demande) -> Constat | None:
    """Ce que la règle dit de l'ancienneté ; `None` si l'on ne connaît pas la présence."""
    if demande.presence is None:
        return None
    return anciennete_reprise(
        False,
        Embauche(le=demande.embauche_le),
        demande.fin,
        demande.presence if demande.prevue is None else demande.prevue,
        demande.presence,
        seuil=ANCIENNETE.au(demande.embauche_le).valeur,
    )


def _comptee(demande: Demande, anciennete: Constat | None) -> tuple[Chiffre, ...]:
    """La durée du stage qui compte dans l'ancienneté, quand on peut le dire."""
    if anciennete is None or anciennete.verdict is Verdict.A_VERIFIER:
        return ()
    compte = demande.presence if anciennete.verdict is Verdict.CONFORME else 0
    return (Chiffre("anciennete", "Compte dans l'ancienneté", compte, "heures"),)
