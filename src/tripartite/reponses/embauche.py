"""Que change le stage à l'embauche ? La période d'essai, le stage déduit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tripartite.droit.calendrier import Periode
from tripartite.droit.langage import phrase
from tripartite.droit.regles.embauche import EssaiApresStage, essai_apres_stage
from tripartite.rendus.fiches import Chiffre, Fiche
from tripartite.reponses.socle import Rappel, Reponse, ReponseImpossible, ordonner


@dataclass(frozen=True)
class Demande:
    """Le stage, le premier jour du contrat de travail, l'essai en mois, la correspondance des emplois."""

    debut: date
    fin: date
    embauche_le: date
    essai: int
    correspondance: bool


def repondre(demande: Demande) -> Reponse:
    """Ce qui reste de la période d'essai.

    Raises:
        ReponseImpossible: les dates se contredisent.
    """
    ordonner(demande.debut, demande.fin)
    if demande.embauche_le <= demande.fin:
        raise ReponseImpossible(
            "L'embauche précède la fin du stage. Corrigez l'une des deux dates.", "embauche_le"
        )
    stage = Periode(demande.debut, demande.fin)
    reste = essai_apres_stage(demande.embauche_le, demande.essai, stage, demande.correspondance)
    rappels: tuple[Rappel, ...] = ()
    if reste.dernier_jour:
        rappels = (Rappel("essai", "Dernier jour de la période d'essai", reste.dernier_jour),)
    return Reponse(fiche(reste), reste, rappels)


def fiche(reste: EssaiApresStage) -> Fiche:
    """La réponse."""
    if reste.dernier_jour is None:
        reponse = "Il ne reste rien de la période d'essai : le stage la couvre en entier."
    else:
        reponse = "La période d'essai va jusqu'au {fin:date} compris."
    return Fiche(
        "embauche",
        "Période d'essai après le stage",
        phrase(reponse, fin=reste.dernier_jour),
        (
            Chiffre("jours_prevus", "Essai prévu", reste.jours_prevus, "jours"),
            Chiffre("jours_deduits", "Déduit au titre du stage", reste.jours_deduits, "jours"),
            Chiffre("jours", "Reste", reste.jours, "jours"),
        ),
        etapes=reste.etapes,
        articles=("C. trav. L. 1221-24",),
    )
