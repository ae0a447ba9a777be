"""Formalités d'un stagiaire venu d'un pays tiers : CESEDA L. 426-23, R. 426-16 à R. 426-22."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, cast

from tripartite.droit.calculs.sejour import PAS_CONCERNE, RECODIFICATION, Sejour
from tripartite.droit.calendrier import ajouter_mois
from tripartite.droit.faits import (
    CadreDeVenue,
    Stagiaire,
    TitreDeSejour,
)
from tripartite.droit.langage import (
    Aucun,
    Constat,
    Etape,
    Gravite,
    Inconnu,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Stagiaires étrangers",
    ordre=230,
    lignes=("R23",),
    presentation="Pour qui vient d'un pays tiers faire un stage en France : la convention part à la "
    "préfecture, et "
    "chaque jour compte. L'étudiant inscrit en France avec un titre « étudiant » n'est pas concerné "
    "(de mémoire).",
)

SOURCE = "CESEDA R. 426-20, état d'avril 2026"

ENVOI = Parametre(
    "mois d'avance pour envoyer la convention au préfet",
    depuis(RECODIFICATION, 2, SOURCE),
    unite="mois",
    articles=("CESEDA R. 426-20",),
)
ENVOI_PROGRAMME = Parametre(
    "mois d'avance pour envoyer au préfet la convention d'un programme européen",
    depuis(RECODIFICATION, 1, SOURCE),
    unite="mois",
    articles=("CESEDA R. 426-20",),
)
REPONSE = Parametre(
    "jours dont dispose le préfet pour viser la convention",
    depuis(RECODIFICATION, 30, SOURCE + " (le silence vaut refus)"),
    unite="jours",
    articles=("CESEDA R. 426-20",),
)
REPONSE_PROGRAMME = Parametre(
    "jours dont dispose le préfet pour viser la convention d'un programme européen",
    depuis(RECODIFICATION, 15, SOURCE + " (le silence vaut refus)"),
    unite="jours",
    articles=("CESEDA R. 426-20",),
)
CARTE = timedelta(days=90)
"""R. 426-17 : la carte est délivrée dans les 90 jours de la demande ; le silence vaut refus."""
AVANT_LA_FIN = timedelta(days=15)
"""R. 426-21 : la prolongation se demande au moins quinze jours avant la fin ; le silence vaut accord."""


# --- Ce que l'on calcule -----------------------------------------------------------------------


class CalendrierDesFormalites(NamedTuple):
    """Les jours qui comptent pour un stagiaire venu d'un pays tiers."""

    envoi_au_plus_tard: date
    reponse_au_plus_tard: date | None
    refus_tacite_depuis: date | None
    demande_de_prolongation_au_plus_tard: date | None
    etapes: tuple[Etape, ...]


def calendrier_des_formalites(
    debut: date,
    fin: date,
    *,
    programme_europeen: bool = False,
    envoyee_le: date | None = None,
    cadre: CadreDeVenue | None = None,
) -> CalendrierDesFormalites:
    """Le calendrier des formalités : envoi, réponse, refus tacite, demande de prolongation.

    Args:
        debut, fin: les jours du stage.
        programme_europeen: le stage relève d'un programme européen ou intergouvernemental.
        envoyee_le: le jour de l'envoi de la convention au préfet, en ligne ou par lettre recommandée.
        cadre: le cas de R. 426-16 ; la prolongation n'existe pas pour le premier.

    Raises:
        ValueError: la fin précède le début.
        FaitInconnu: le début est hors de la période connue.

    Source : CESEDA R. 426-20 et R. 426-21, état d'avril 2026.

    >>> calendrier_des_formalites(date(2027, 3, 1), date(2027, 6, 30)).envoi_au_plus_tard
    datetime.date(2027, 1, 1)
    """
    if fin < debut:
        raise ValueError(f"La fin du stage ({fin}) précède son début ({debut}). Corrigez l'une des deux.")
    avance = (ENVOI_PROGRAMME if programme_europeen else ENVOI).au(debut).valeur
    jours = (REPONSE_PROGRAMME if programme_europeen else REPONSE).au(debut).valeur
    envoi = ajouter_mois(debut, -avance)
    reponse = envoyee_le + timedelta(days=jours) if envoyee_le else None
    refus = reponse + timedelta(days=1) if reponse else None
    prolongation = fin - AVANT_LA_FIN if cadre and cadre != CadreDeVenue.FORMATION else None
    etapes = [
        etape(
            "Envoi au plus tard",
            "{debut:jour} − {avance:mois} = {envoi:jour}",
            debut=debut,
            avance=avance,
            envoi=envoi,
        )
    ]
    if envoyee_le:
        etapes.append(
            etape(
                "Réponse du préfet, au plus tard",
                "{envoyee_le:jour} + {jours:jours} = {reponse:jour}",
                envoyee_le=envoyee_le,
                jours=jours,
                reponse=reponse,
            )
        )
    if prolongation:
        etapes.append(
            etape(
                "Demande de prolongation, au plus tard",
                "{fin:jour} − {jours:jours} = {limite:jour}",
                fin=fin,
                jours=AVANT_LA_FIN.days,
                limite=prolongation,
            )
        )
    return CalendrierDesFormalites(envoi, reponse, refus, prolongation, tuple(etapes))


# --- Les règles --------------------------------------------------------------------------------


@regle(
    "CESEDA L. 426-23", "CESEDA R. 426-16", depuis=RECODIFICATION, selon="debut", gravite=Gravite.INFORMATION
)
def carte_de_sejour_stagiaire(sejour: Sejour, stagiaire: Stagiaire) -> Constat:
    """Qui vient d'un pays tiers faire un stage demande la carte de séjour « stagiaire ».

    Ses moyens sont suffisants : 615 € par mois en 2020 (source secondaire) ; depuis, on ne sait pas.
    """
    if sejour == Sejour.AUTRE_TITRE:
        return a_verifier(
            "Le stagiaire a un autre titre de séjour que « étudiant » ou « stagiaire ».",
            lecture(
                "titre qui suffit", Verdict.SANS_OBJET, "Ce titre permet de séjourner et de faire le stage."
            ),
            lecture(
                "titre qui ne suffit pas", Verdict.NON_CONFORME, "La carte « stagiaire » reste à demander."
            ),
            que_faire="Vérifiez auprès de la préfecture ce que permet ce titre.",
        )
    if sejour != Sejour.CARTE_STAGIAIRE:
        return sans_objet(PAS_CONCERNE, sejour=sejour)
    if stagiaire.titre_de_sejour == TitreDeSejour.STAGIAIRE:
        return conforme(
            "Le stagiaire a la carte de séjour « stagiaire ».",
            que_faire="Gardez-la pour l'inspection du travail ; elle n'autorise aucun travail salarié.",
        )
    return a_verifier(
        "Le stagiaire vient d'un pays tiers : il lui faut la carte de séjour « stagiaire », ou le visa "
        "qui en "
        "tient lieu, une convention visée et des moyens suffisants.",
        que_faire="Faites viser la convention par le préfet, puis demandez le visa ; la carte est "
        "délivrée dans les "
        "{carte:jours} de la demande, et le silence vaut refus. Gardez-la pour l'inspection du travail.",
        carte=CARTE.days,
    )


@regle(
    "CESEDA R. 426-20",
    depuis=RECODIFICATION,
    selon="debut",
    mois=ENVOI.a_la_date("debut"),
    mois_du_programme=ENVOI_PROGRAMME.a_la_date("debut"),
)
def envoi_de_la_convention_au_prefet(
    sejour: Sejour,
    debut: date,
    fin: date,
    programme_europeen: bool,
    envoyee_au_prefet_le: date,
    au: date,
    *,
    mois: int,
    mois_du_programme: int,
) -> Constat:
    """L'organisme d'accueil envoie la convention au préfet assez tôt avant le début du stage.

    >>> envoi_de_la_convention_au_prefet(
    ...     Sejour.CARTE_STAGIAIRE, date(2027, 3, 1), date(2027, 6, 30), False, date(2027, 1, 2), None,
    ...     mois=2, mois_du_programme=1,
    ... ).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if sejour != Sejour.CARTE_STAGIAIRE:
        return sans_objet(PAS_CONCERNE, sejour=sejour)
    ordinaire, du_programme = ajouter_mois(debut, -mois), ajouter_mois(debut, -mois_du_programme)
    if connu(programme_europeen):
        avance = mois_du_programme if programme_europeen else mois
    elif not connu(envoyee_au_prefet_le) or ordinaire < envoyee_au_prefet_le <= du_programme:
        return _selon_le_programme(ordinaire, du_programme, cast(Inconnu, programme_europeen))
    else:  # assez tôt, ou trop tard, dans les deux cas
        avance = mois if envoyee_au_prefet_le <= ordinaire else mois_du_programme
    limite = ajouter_mois(debut, -avance)
    etapes = (
        etape(
            "Envoi au plus tard",
            "{debut:jour} − {avance:mois} = {limite:jour}",
            debut=debut,
            avance=avance,
            limite=limite,
        ),
    )
    if not connu(envoyee_au_prefet_le):
        depasse = connu(au) and au > limite
        return Constat(
            Verdict.A_VERIFIER,
            "La convention devait partir à la préfecture le {limite:jour} au plus tard : l'envoi n'est "
            "pas connu."
            if depasse
            else "La convention doit partir à la préfecture le {limite:jour} au plus tard.",
            {"limite": limite, "avance": avance},
            que_faire="Envoyez la convention au préfet, en ligne ou par lettre recommandée, et gardez-en "
            "la preuve.",
            etapes=etapes,
            manquants=(
                Inconnu("envoyee_au_prefet_le", "l'envoi de la convention au préfet", "organisme d'accueil"),
            ),
        )
    if envoyee_au_prefet_le > limite:
        return non_conforme(
            "La convention est partie à la préfecture le {envoi:jour}, après le {limite:jour}.",
            que_faire="Reportez le début du stage : l'envoi le précède d'au moins {avance:mois}.",
            etapes=etapes,
            envoi=envoyee_au_prefet_le,
            limite=limite,
            avance=avance,
        )
    return conforme(
        "La convention est partie à la préfecture le {envoi:jour}, pour une limite au {limite:jour}.",
        etapes=etapes,
        envoi=envoyee_au_prefet_le,
        limite=limite,
    )


def _selon_le_programme(ordinaire: date, du_programme: date, programme: Inconnu) -> Constat:
    """La limite de l'envoi, quand on ignore si le stage relève d'un programme européen."""
    return Constat(
        Verdict.A_VERIFIER,
        "La convention part à la préfecture le {ordinaire:jour} au plus tard, ou le {du_programme:jour} si "
        "le stage relève d'un programme européen.",
        {"ordinaire": ordinaire, "du_programme": du_programme},
        "Envoyez-la le {ordinaire:jour} au plus tard, ou dites si le stage relève d'un programme européen.",
        lectures=(
            lecture("sans programme", Verdict.A_VERIFIER, "Le {jour:jour} au plus tard.", jour=ordinaire),
            lecture(
                "programme européen ou intergouvernemental",
                Verdict.A_VERIFIER,
                "Le {jour:jour} au plus tard.",
                jour=du_programme,
            ),
        ),
        manquants=(programme,),
    )


@regle(
    "CESEDA L. 426-23",
    "CESEDA R. 426-20",
    depuis=RECODIFICATION,
    selon="debut",
    jours=REPONSE.a_la_date("debut"),
    jours_du_programme=REPONSE_PROGRAMME.a_la_date("debut"),
)
def visa_de_la_convention(
    sejour: Sejour,
    convention_visee_le: date | Aucun,
    debut: date,
    programme_europeen: bool,
    envoyee_au_prefet_le: date,
    *,
    jours: int,
    jours_du_programme: int,
) -> Constat:
    """La convention est visée par le préfet avant le stage ; son silence vaut refus."""
    if sejour != Sejour.CARTE_STAGIAIRE:
        return sans_objet(PAS_CONCERNE, sejour=sejour)
    if convention_visee_le:
        if convention_visee_le > debut:
            return non_conforme(
                "La convention est visée le {visa:jour}, après le début du stage.",
                que_faire="Reportez le début du stage après le visa.",
                visa=convention_visee_le,
            )
        return conforme("La convention est visée par le préfet le {visa:jour}.", visa=convention_visee_le)
    delai = jours_du_programme if programme_europeen else jours
    reponse = envoyee_au_prefet_le + timedelta(days=1) * delai
    return a_verifier(
        "Aucun visa n'est enregistré : le préfet a jusqu'au {reponse:jour} pour répondre, et son silence "
        "vaut refus.",
        que_faire="Enregistrez la réponse du préfet ; sans réponse à cette date, le stage ne peut pas "
        "commencer.",
        etapes=[
            etape(
                "Réponse au plus tard",
                "{envoi:jour} + {delai:jours} = {reponse:jour}",
                envoi=envoyee_au_prefet_le,
                delai=delai,
                reponse=reponse,
            )
        ],
        reponse=reponse,
    )
