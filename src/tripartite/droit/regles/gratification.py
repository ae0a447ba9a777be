"""Gratification : L. 124-6, D. 124-8 ; code rural D. 813-55-1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tripartite.droit.calendrier import MOIS_DE_STAGE, Mois
from tripartite.droit.faits import Etablissement, Formation, Gratification, Nature, StageVoisin
from tripartite.droit.langage import (

    Constat,

    Euros,
    Minutes,
    Parametre,
    Sujet,
    Taux,
    conforme,
    deduit,
    depuis,
    etape,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Gratification",
    ordre=150,
    lignes=("R15",),
    presentation="Quand la gratification est due, combien par heure, et ce qu'elle fait mois par mois.",
)

DEUX_MOIS = 2 * MOIS_DE_STAGE
TROIS_MOIS = 3 * MOIS_DE_STAGE
CENTIME = Decimal("0.01")

SEUIL = Parametre(
    "durée au-delà de laquelle la gratification est due",
    depuis("2014-12-01", DEUX_MOIS, "L. 124-6 et D. 124-6 ; service-public F32131 (308 heures)"),
    unite="minutes",
    articles=("L. 124-6", "D. 124-6"),
)
SEUIL_AGRICOLE = Parametre(
    "durée au-delà de laquelle la gratification d'une PFMP à rythme approprié est due",
    depuis("2014-12-01", TROIS_MOIS, "code rural D. 813-55-1 (trois mois, soit 462 heures)"),
    unite="minutes",
    articles=("CRPM D. 813-55-1",),
)


# --- Ce que l'on calcule ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MinimumDuMois:
    """Le minimum d'un mois : ses minutes, le montant de l'heure, le montant du mois (au centime)."""

    mois: Mois
    minutes: Minutes
    horaire: Euros
    montant: Euros


def montant(minutes: int, horaire: Decimal) -> Euros:
    """Le montant de ces minutes, en euros, au centime le plus proche, moitié au-dessus.

    >>> montant(154 * 60, Decimal("4.50"))
    Decimal('693.00')
    """
    return Euros((Decimal(minutes) * horaire / 60).quantize(CENTIME, ROUND_HALF_UP))


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def minimum_par_mois(
    minutes_par_mois: Mapping[Mois, Minutes], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> tuple[MinimumDuMois, ...]:
    """Le minimum légal de chaque mois : heures prévues × taux du jour de conclusion × plafond du mois."""
    lignes = []
    for mois, minutes in minutes_par_mois.items():
        horaire = Euros(taux * plafond_horaire[mois])
        lignes.append(MinimumDuMois(mois, minutes, horaire, montant(minutes, horaire)))
    return tuple(lignes)


@deduit(seuil=SEUIL.a_la_date("conclue_le"), seuil_agricole=SEUIL_AGRICOLE.a_la_date("conclue_le"))
def seuil_de_gratification(
    nature: Nature, etablissement: Etablissement, *, seuil: Minutes, seuil_agricole: Minutes
) -> Minutes:
    """Le seuil qui vaut pour ce stage : deux mois, ou trois pour une PFMP agricole à rythme approprié."""
    return seuil_agricole if nature is Nature.PFMP and etablissement.rythme_approprie else seuil


# --- Les règles ------------------------------------------------------------------------------


@regle("L. 124-6", "D. 124-6", depuis="2014-12-01")
def gratification_due(
    minutes_prevues: Minutes,
    seuil_de_gratification: Minutes,
    gratification: Gratification,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
    formation: Formation,
    hors_champ: bool,
) -> Constat:
    """Au-delà de deux mois dans le même organisme, la gratification est due.

    >>> from tripartite.droit.faits import Formation, Gratification
    >>> gratification_due(309 * 60, 308 * 60, Gratification(Decimal("4.50")), (), Formation(), False).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if hors_champ or formation.auxiliaire_medical:
        return sans_objet("La gratification de L. 124-6 ne concerne pas ce stage.")

    seuil = seuil_de_gratification
    duree = minutes_prevues
    if duree <= seuil:
        duree = Minutes(duree + sum(s.presence for s in stages_de_l_annee_dans_l_organisme))
    if duree <= seuil:
        return sans_objet(
            "La gratification n'est pas obligatoire : {duree:heures} de présence, pour un seuil de {seuil:heures}.",
            duree=duree,
            seuil=seuil,
        )
    if gratification.horaire <= 0:
        return non_conforme(
            "La gratification est due : {duree:heures} de présence dépassent {seuil:heures}. Aucune n'est prévue.",
            que_faire="Prévoyez une gratification, dès la première heure.",
            duree=duree,
            seuil=seuil,
        )
    return conforme(
        "La gratification est due et prévue : {duree:heures} de présence dépassent {seuil:heures}.",
        duree=duree,
        seuil=seuil,
    )


@regle(
    "L. 124-6",
    "D. 124-8",
    depuis="2014-12-01",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.a_la_date("debut"),
)
def gratification_minimale(
    gratification: Gratification, hors_champ: bool, *, taux: Taux, plafond_horaire: int
) -> Constat:
    """L'heure est payée au moins 15 % du plafond horaire de la sécurité sociale.

    >>> au_minimum = Gratification(Decimal("4.50"))
    >>> gratification_minimale(au_minimum, False, taux=Decimal("0.15"), plafond_horaire=30).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if hors_champ:
        return sans_objet("La gratification de L. 124-6 ne concerne pas ce stage.")
    minimum = Euros(taux * plafond_horaire)
    etapes = [
        etape(
            "Minimum de l'heure",
            "{taux:taux} × {plafond:euros} = {minimum:euros}",
            taux=taux,
            plafond=plafond_horaire,
            minimum=minimum,
        )
    ]
    horaire = gratification.horaire
    if not horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    if horaire < minimum:
        return non_conforme(
            "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros}.",
            que_faire="Portez la gratification à {minimum:euros} de l'heure au moins.",
            etapes=etapes,
            horaire=horaire,
            minimum=minimum,
        )
    return conforme(
        "L'heure est payée {horaire:euros}, pour un minimum de {minimum:euros}.",
        etapes=etapes,
        horaire=horaire,
        minimum=minimum,
    )
