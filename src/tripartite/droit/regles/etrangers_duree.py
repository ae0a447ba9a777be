"""Stagiaire venu d'un pays tiers, durée et gratification : CESEDA L. 421-30, R. 421-55, R. 426-18."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.sejour import PAS_CONCERNE, RECODIFICATION, Sejour
from tripartite.droit.calendrier import dernier_jour_apres_mois
from tripartite.droit.faits import CadreDeVenue, Gratification, Stagiaire
from tripartite.droit.langage import (
    Constat,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    depuis,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Stagiaires étrangers : durée et gratification",
    ordre=231,
    lignes=("R23",),
    presentation="Combien de temps dure le stage de qui vient d'un pays tiers, selon le cadre de sa "
    "venue, et s'il "
    "ouvre droit à la gratification.",
)

DUREE_FORMATION = Parametre(
    "durée du stage, venue pour une formation",
    depuis(RECODIFICATION, 6, "CESEDA R. 426-18, 1°"),
    unite="mois",
    articles=("CESEDA R. 426-18",),
)
DUREE_ENTREPRISE = Parametre(
    "durée du stage, venue d'une entreprise étrangère",
    depuis(RECODIFICATION, 12, "CESEDA R. 426-18, 2°"),
    unite="mois",
    articles=("CESEDA R. 426-18",),
)
DUREE_ENTREPRISE_PROLONGEE = Parametre(
    "durée totale du stage, venue d'une entreprise étrangère",
    depuis(RECODIFICATION, 18, "CESEDA R. 426-18, 2°"),
    unite="mois",
    articles=("CESEDA R. 426-18",),
)
DUREE_HOSPITALIERE = Parametre(
    "durée du stage, coopération hospitalière",
    depuis(RECODIFICATION, 6, "CESEDA R. 426-18, 3°"),
    unite="mois",
    articles=("CESEDA R. 426-18",),
)
DUREE_HOSPITALIERE_PROLONGEE = Parametre(
    "durée totale du stage, coopération hospitalière",
    depuis(RECODIFICATION, 24, "CESEDA R. 426-18, 3°"),
    unite="mois",
    articles=("CESEDA R. 426-18",),
)
DUREE_ICT = Parametre(
    "durée du stage d'un stagiaire ICT",
    depuis(RECODIFICATION, 12, "CESEDA R. 421-55"),
    unite="mois",
    articles=("CESEDA R. 421-55",),
)


@regle(
    "CESEDA R. 426-18",
    depuis=RECODIFICATION,
    selon="debut",
    formation=DUREE_FORMATION.a_la_date("debut"),
    entreprise=DUREE_ENTREPRISE.a_la_date("debut"),
    entreprise_prolongee=DUREE_ENTREPRISE_PROLONGEE.a_la_date("debut"),
    hospitaliere=DUREE_HOSPITALIERE.a_la_date("debut"),
    hospitaliere_prolongee=DUREE_HOSPITALIERE_PROLONGEE.a_la_date("debut"),
)
def duree_selon_le_cadre_de_venue(
    sejour: Sejour,
    stagiaire: Stagiaire,
    debut: date,
    fin: date,
    *,
    formation: int,
    entreprise: int,
    entreprise_prolongee: int,
    hospitaliere: int,
    hospitaliere_prolongee: int,
) -> Constat:
    """La durée du stage dépend du cadre dans lequel le stagiaire vient en France."""
    if sejour != Sejour.CARTE_STAGIAIRE:
        return sans_objet(PAS_CONCERNE, sejour=sejour)
    cadre = stagiaire.cadre_de_venue
    initiale, totale = formation, None
    if cadre == CadreDeVenue.ENTREPRISE:
        initiale, totale = entreprise, entreprise_prolongee
    elif cadre == CadreDeVenue.HOSPITALIER:
        initiale, totale = hospitaliere, hospitaliere_prolongee
    limite = dernier_jour_apres_mois(debut, initiale)
    if fin <= limite:
        return conforme(
            "Le stage finit le {fin:jour} ; venu dans ce cadre ({cadre}), il peut durer jusqu'au "
            "{limite:jour}.",
            fin=fin,
            cadre=cadre,
            limite=limite,
        )
    if totale is None:
        return a_verifier(
            "Le stage finit le {fin:jour}, au-delà de {initiale:mois}.",
            lecture(
                "formation professionnelle",
                Verdict.NON_CONFORME,
                "Pour une formation professionnelle, le stage finit au plus tard le {limite:jour}.",
                limite=limite,
            ),
            lecture(
                "formation d'une autre sorte",
                Verdict.CONFORME,
                "R. 426-18 ne donne de durée, dans ce cas, qu'à la formation professionnelle.",
            ),
            que_faire="Vérifiez la nature de la formation ; six mois restent la limite de L. 124-5.",
            fin=fin,
            initiale=initiale,
        )
    plus_tard = dernier_jour_apres_mois(debut, totale)
    if fin <= plus_tard:
        return a_verifier(
            "Le stage finit le {fin:jour}, après le {limite:jour} : il faut une prolongation.",
            lecture(
                "prolongation accordée", Verdict.CONFORME, "Elle mène au plus au {jour:jour}.", jour=plus_tard
            ),
            lecture("sans prolongation", Verdict.NON_CONFORME, "Le stage finit le {jour:jour}.", jour=limite),
            que_faire="Demandez la prolongation quinze jours au moins avant le {limite:jour} ; autant de "
            "jours de silence valent accord.",
            fin=fin,
            limite=limite,
        )
    return non_conforme(
        "Le stage finit le {fin:jour}, après la durée totale de {totale:mois}, qui mène au {limite:jour}.",
        que_faire="Avancez la fin du stage au {limite:jour} au plus tard.",
        fin=fin,
        totale=totale,
        limite=plus_tard,
    )


@regle("CESEDA R. 426-19", "L. 124-6", depuis=RECODIFICATION, selon="debut")
def gratification_du_stagiaire_etranger(
    sejour: Sejour,
    stagiaire: Stagiaire,
    minutes_prevues: Minutes,
    seuil_de_gratification: Minutes,
    gratification: Gratification,
) -> Constat:
    """Venu pour un stage de sa formation, le stagiaire a droit à la gratification de L. 124-6."""
    if sejour != Sejour.CARTE_STAGIAIRE:
        return sans_objet(PAS_CONCERNE, sejour=sejour)
    if stagiaire.cadre_de_venue != CadreDeVenue.FORMATION:
        return sans_objet("R. 426-19 n'ouvre la gratification qu'à qui vient pour un stage de sa formation.")
    if minutes_prevues <= seuil_de_gratification:
        return sans_objet(
            "La gratification n'est pas obligatoire : {duree:heures} de présence, pour un seuil de "
            "{seuil:heures}.",
            duree=minutes_prevues,
            seuil=seuil_de_gratification,
        )
    if gratification.horaire > 0:
        return conforme("La gratification est due comme à tout stagiaire, et elle est prévue.")
    return non_conforme(
        "La gratification est due comme à tout stagiaire, et aucune n'est prévue.",
        que_faire="Prévoyez la gratification, dès la première heure.",
    )


@regle(
    "CESEDA L. 421-30",
    "CESEDA R. 421-52",
    "CESEDA R. 421-55",
    depuis=RECODIFICATION,
    selon="debut",
    duree=DUREE_ICT.a_la_date("debut"),
)
def duree_du_stagiaire_ict(sejour: Sejour, debut: date, fin: date, *, duree: int) -> Constat:
    """Le stagiaire détaché au sein de son groupe (« ICT ») reste un an au plus, sans renouvellement.

    Sa convention est visée ; le silence de l'administration vaut refus. Une nouvelle carte ne se demande
    qu'après six mois hors de l'Union européenne.
    """
    if sejour != Sejour.ICT:
        return sans_objet("Le stagiaire n'est pas un stagiaire ICT.")
    limite = dernier_jour_apres_mois(debut, duree)
    if fin > limite:
        return non_conforme(
            "Le stage finit le {fin:jour}, après le {limite:jour} : la carte ne se renouvelle pas.",
            que_faire="Avancez la fin du stage au {limite:jour} au plus tard.",
            fin=fin,
            limite=limite,
        )
    return conforme(
        "Le stage finit le {fin:jour}, avant la limite du {limite:jour}.",
        que_faire="Vérifiez aussi le visa de la convention, l'ancienneté de six mois dans le groupe et le "
        "diplôme du supérieur.",
        fin=fin,
        limite=limite,
    )
