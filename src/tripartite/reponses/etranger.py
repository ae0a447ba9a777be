"""Quelles formalités pour un stagiaire venu d'un pays tiers, et pour quand ?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tripartite.droit.faits import CadreDeVenue
from tripartite.droit.langage import phrase
from tripartite.droit.regles.etrangers import CalendrierDesFormalites, calendrier_des_formalites
from tripartite.rendus.fiches import Chiffre, Fiche, tableau
from tripartite.reponses.socle import Rappel, Reponse, ordonner

LIBELLES = (
    ("envoi_au_plus_tard", "Envoi de la convention au préfet, au plus tard"),
    ("reponse_au_plus_tard", "Réponse du préfet, au plus tard"),
    ("refus_tacite_depuis", "Sans réponse, refus tacite à partir du"),
    ("demande_de_prolongation_au_plus_tard", "Demande de prolongation, au plus tard"),
)


@dataclass(frozen=True)
class Demande:
    """Un stage, son cadre (CESEDA R. 426-16), et l'envoi de la convention au préfet s'il est fait."""

    debut: date
    fin: date
    cadre: CadreDeVenue | None = None
    programme_europeen: bool = False
    envoyee_le: date | None = None
    au: date | None = None


def repondre(demande: Demande) -> Reponse:
    """Le calendrier des formalités.

    Raises:
        ReponseImpossible: la fin précède le début.
        FaitInconnu: le début est hors de la période connue.
    """
    ordonner(demande.debut, demande.fin)
    formalites = calendrier_des_formalites(
        demande.debut,
        demande.fin,
        programme_europeen=demande.programme_europeen,
        envoyee_le=demande.envoyee_le,
        cadre=demande.cadre,
    )
    rappels = [
        Rappel(nom, libelle, jour)
        for nom, libelle in LIBELLES
        if (jour := getattr(formalites, nom)) is not None
    ]
    rappels += [Rappel("debut", "Début du stage", demande.debut), Rappel("fin", "Fin du stage", demande.fin)]
    ordonnes = tuple(sorted(rappels, key=lambda r: r.jour))
    return Reponse(fiche(formalites, ordonnes, demande.envoyee_le, demande.au), formalites, ordonnes)


def fiche(
    formalites: CalendrierDesFormalites,
    rappels: tuple[Rappel, ...],
    envoyee_le: date | None = None,
    au: date | None = None,
) -> Fiche:
    """La réponse, et chaque date dans l'ordre."""
    envoi = formalites.envoi_au_plus_tard
    if envoyee_le and envoyee_le > envoi:
        reponse = (
            "La convention est envoyée après le {envoi:date} : trop tard pour commencer à la date prévue."
        )
    elif envoyee_le:
        reponse = "La convention est envoyée à temps : la limite était le {envoi:date}."
    elif au and au > envoi:
        reponse = "La convention devait partir au préfet le {envoi:date} au plus tard : reportez le début."
    else:
        reponse = "L'organisme d'accueil envoie la convention au préfet le {envoi:date} au plus tard."
    return Fiche(
        "etranger",
        "Calendrier des formalités",
        phrase(reponse, envoi=envoi),
        (Chiffre("envoi_au_plus_tard", "Envoi au plus tard", envoi, "date"),),
        (
            tableau(
                (("formalite", "Formalité"), ("jour", "Jour", "date")),
                [(r.libelle, r.jour) for r in rappels],
                titre="Dans l'ordre",
            ),
        ),
        formalites.etapes,
        notes=(
            "Le stagiaire demande ensuite son visa, convention visée en main : comptez le délai du consulat.",
        ),
        articles=("CESEDA R. 426-20", "CESEDA R. 426-21", "CESEDA R. 426-16"),
    )
