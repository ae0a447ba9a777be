"""Stages à l'étranger : L. 124-19, L. 124-20 ; CSS L. 412-8 ; convention type, art. 6.4."""

from __future__ import annotations

from datetime import date, timedelta

from tripartite.droit.calendrier import MOIS_DE_STAGE, dernier_jour_apres_mois
from tripartite.droit.faits import Absence, Gratification, MotifAbsence, OrganismeAccueil
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
    Gravite,
    Minutes,
    Parametre,
    Sujet,
    Taux,
    Verdict,
    a_verifier,
    conforme,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE

SUJET = Sujet(
    "Stages à l'étranger",
    ordre=235,
    lignes=("R23",),
    presentation="Ce que le droit français demande encore quand l'organisme d'accueil est établi à "
    "l'étranger : un "
    "échange préalable, une fiche d'information, et les conditions de la couverture française des accidents.",
)

CONVENTION_TYPE = "convention type annexée à l'arrêté du 29 décembre 2014, art. 6.4"
MOIS_COUVERTS = Parametre(
    "durée couverte en accident, à l'étranger",
    depuis("2014-12-29", 6, CONVENTION_TYPE, Confiance.SECONDAIRE),
    unite="mois",
    articles=("CSS L. 412-8",),
)
PART_COUVERTE = Parametre(
    "gratification compatible avec la couverture française, à l'étranger",
    depuis("2014-12-29", "0.15", CONVENTION_TYPE, Confiance.SECONDAIRE),
    unite="du plafond horaire",
    articles=("CSS L. 412-8",),
)
DELAI_D_INFORMATION = timedelta(hours=48)
"""L'organisme d'accueil informe l'établissement par écrit dans les 48 heures (convention type, art. 6.4)."""

EN_FRANCE = "L'organisme d'accueil est établi en France."


@regle("L. 124-19", "L. 124-20", gravite=Gravite.INFORMATION)
def droit_du_pays_d_accueil(organisme: OrganismeAccueil, accueil_en_france: bool) -> Constat:
    """À l'étranger, le droit français de l'accueil ne s'impose pas à l'organisme.

    Territorialité : le lieu est celui de l'organisme nommé dans la convention (source secondaire).
    """
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    return conforme(
        "L'organisme d'accueil est établi dans ce pays : {pays}. Ni la gratification de L. 124-6, ni les "
        "autres "
        "obligations françaises de l'accueil ne s'imposent à lui.",
        que_faire="Suivez le droit du pays d'accueil ; les obligations de l'établissement français "
        "demeurent.",
        pays=organisme.pays,
    )


@regle("L. 124-20")
def fiche_d_information_annexee(accueil_en_france: bool, fiche_d_information: bool) -> Constat:
    """Une fiche sur les droits et devoirs du stagiaire dans le pays d'accueil est annexée à la convention.

    >>> fiche_d_information_annexee(False, False).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    if fiche_d_information:
        return conforme("La fiche d'information sur le pays d'accueil est annexée à la convention.")
    return non_conforme(
        "La fiche d'information sur les droits et devoirs du stagiaire dans le pays d'accueil n'est pas "
        "annexée.",
        que_faire="Annexez la fiche d'information à la convention.",
    )


@regle("L. 124-19", gravite=Gravite.AVERTISSEMENT)
def echange_avant_le_depart(accueil_en_france: bool, echange_prealable: bool) -> Constat:
    """L'établissement, le stagiaire et l'organisme échangent sur le déroulement et l'encadrement du stage.

    Source : page de l'université de Lille qui cite L. 124-19 (source secondaire).
    """
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    if echange_prealable:
        return conforme("Les trois parties ont échangé sur le déroulement et l'encadrement du stage.")
    return non_conforme(
        "Les trois parties n'ont pas échangé sur le déroulement et l'encadrement du stage à l'étranger.",
        que_faire="Organisez cet échange avant de signer la convention, et gardez-en la trace.",
    )


@regle(
    "CSS L. 412-8",
    depuis="2014-12-29",
    gravite=Gravite.AVERTISSEMENT,
    mois=MOIS_COUVERTS.a_la_date("conclue_le"),
)
def duree_couverte_a_l_etranger(
    accueil_en_france: bool, debut: date, fin: date, minutes_prevues: Minutes, *, mois: int
) -> Constat:
    """La couverture française des accidents vaut pour un stage court, prolongations comprises.

    Ni la loi ni la convention type ne disent si ces mois sont du calendrier ou de présence.
    """
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    limite = dernier_jour_apres_mois(debut, mois)
    if fin <= limite:
        return conforme(
            "Le stage finit le {fin:jour}, dans la durée couverte de {mois:mois}.", fin=fin, mois=mois
        )
    presence = mois * MOIS_DE_STAGE
    if minutes_prevues <= presence:
        return a_verifier(
            "Le stage dure plus de {mois:mois} au calendrier, mais moins en présence.",
            lecture(
                "calendrier", Verdict.NON_CONFORME, "La couverture s'arrête le {jour:jour}.", jour=limite
            ),
            lecture(
                "présence",
                Verdict.CONFORME,
                "{duree:heures} de présence restent dans {presence:heures}.",
                duree=minutes_prevues,
                presence=presence,
            ),
            que_faire="Demandez à la caisse d'assurance maladie si le stage est couvert jusqu'à sa fin.",
            mois=mois,
        )
    return non_conforme(
        "Le stage finit le {fin:jour}, au-delà de {mois:mois} : la couverture française des accidents "
        "n'est pas "
        "acquise.",
        que_faire="Réduisez la durée, ou souscrivez une protection contre les accidents dans le pays "
        "d'accueil.",
        fin=fin,
        mois=mois,
    )


@regle(
    "CSS L. 412-8",
    depuis="2014-12-29",
    gravite=Gravite.AVERTISSEMENT,
    part=PART_COUVERTE.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.a_la_date("debut"),
)
def gratification_couverte_a_l_etranger(
    accueil_en_france: bool, gratification: Gratification, *, part: Taux, plafond_horaire: int
) -> Constat:
    """La couverture française des accidents suppose une gratification modérée.

    >>> from decimal import Decimal
    >>> somme = Gratification(horaire=Decimal("4.51"))
    >>> gratification_couverte_a_l_etranger(False, somme, part=Decimal("0.15"), plafond_horaire=30).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    limite = Euros(part * plafond_horaire)
    etapes = (
        etape(
            "Limite de l'heure",
            "{part:taux} × {plafond:euros} = {limite:euros}",
            part=part,
            plafond=plafond_horaire,
            limite=limite,
        ),
    )
    horaire = gratification.horaire
    if horaire <= limite:
        return conforme(
            "L'heure est payée {horaire:euros}, dans la limite de {limite:euros}.",
            que_faire="La couverture ne vaut que chez l'organisme signataire et dans le pays nommé.",
            etapes=etapes,
            horaire=horaire,
            limite=limite,
        )
    return non_conforme(
        "L'heure est payée {horaire:euros}, au-delà de {limite:euros} : la couverture française des "
        "accidents n'est "
        "pas acquise.",
        que_faire="Souscrivez une protection contre les accidents dans le pays d'accueil, ou réduisez la "
        "somme.",
        etapes=etapes,
        horaire=horaire,
        limite=limite,
    )


@regle("CSS L. 412-8", depuis="2014-12-29", selon="debut", gravite=Gravite.AVERTISSEMENT)
def accident_a_l_etranger(accueil_en_france: bool, absences: tuple[Absence, ...]) -> Constat:
    """Après un accident à l'étranger, l'organisme informe l'établissement, qui déclare."""
    if accueil_en_france:
        return sans_objet(EN_FRANCE)
    jours = sorted(a.debut for a in absences if a.motif == MotifAbsence.ACCIDENT)
    if not jours:
        return sans_objet("Aucun accident n'est enregistré.")
    return a_verifier(
        "L'accident du {accident:jour} est à dire par écrit à l'établissement, le {limite:jour} au plus "
        "tard, à la "
        "même heure.",
        que_faire="Informez l'établissement par écrit dans les 48 heures ; c'est lui qui déclare l'accident.",
        etapes=[_delai(jour) for jour in jours],
        accident=jours[-1],
        limite=jours[-1] + DELAI_D_INFORMATION,
    )


def _delai(jour: date) -> Etape:
    return etape(
        "Accident du {jour:jour}",
        "le {limite:jour} au plus tard",
        jour=jour,
        limite=jour + DELAI_D_INFORMATION,
    )
