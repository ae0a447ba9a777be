"""Présence des mineurs : C. trav. L. 3161-1 à L. 3162-3 ; l'âge se regarde chaque jour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.horaires import exiger_les_heures, intervalles, pauses
from tripartite.droit.calendrier import UN_JOUR, Periode, Semaine
from tripartite.droit.faits import Journee, OrganismeAccueil, Stagiaire
from tripartite.droit.langage import (
    AUCUN,
    Aucun,
    Confiance,
    Constat,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    depuis,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import HEURE, JOURNEE_MAXIMALE_DU_MINEUR, SEMAINE_MAXIMALE_DU_MINEUR

SUJET = Sujet(
    "Présence des mineurs",
    ordre=130,
    lignes=("R11",),
    presentation="Combien de temps un stagiaire de moins de dix-huit ans est présent, et sa pause.",
)

MAJORITE, SEIZE_ANS = 18, 16
ADULTE = "Le stagiaire a dix-huit ans ou plus, ou le code du travail ne vaut pas au lieu du stage."

PRESENCE_SANS_PAUSE = Parametre(
    "présence ininterrompue d'un mineur",
    depuis("2008-05-01", 4 * HEURE + 30, "C. trav. L. 3162-3", Confiance.REPRODUCTION),
    unite="minutes",
    articles=("C. trav. L. 3162-3",),
)
PAUSE = Parametre(
    "pause d'un mineur",
    depuis("2008-05-01", 30, "C. trav. L. 3162-3", Confiance.REPRODUCTION),
    unite="minutes",
    articles=("C. trav. L. 3162-3",),
)


# --- Ce que l'on déduit ------------------------------------------------------------------------


def anniversaire(naissance: date, ans: int) -> date:
    """Le premier jour où l'on a cet âge ; le 1er mars pour qui est né un 29 février.

    >>> anniversaire(date(2008, 2, 29), 18)
    datetime.date(2026, 3, 1)
    """
    try:
        return naissance.replace(year=naissance.year + ans)
    except ValueError:
        return date(naissance.year + ans, 3, 1)


@deduit()
def minorite(
    dix_huit_ans_le: date,
    debut: date,
    fin_effective: date,
    accueil_en_france: bool,
    organisme: OrganismeAccueil,
) -> Periode | Aucun:
    """Les jours du stage où le stagiaire a moins de dix-huit ans, là où vaut le code du travail."""
    if not accueil_en_france or organisme.territoire.droit_du_travail_propre:
        return AUCUN
    if debut >= dix_huit_ans_le:
        return AUCUN
    return Periode(debut, min(fin_effective, dix_huit_ans_le - UN_JOUR))


@deduit()
def dix_huit_ans_le(stagiaire: Stagiaire) -> date:
    """Le jour de la majorité du stagiaire."""
    return anniversaire(stagiaire.naissance, MAJORITE)


@deduit()
def seize_ans_le(stagiaire: Stagiaire) -> date:
    """Le jour des seize ans du stagiaire."""
    return anniversaire(stagiaire.naissance, SEIZE_ANS)


# --- Les durées --------------------------------------------------------------------------------


@regle(
    "C. trav. L. 3161-1",
    "C. trav. L. 3162-1",
    selon="debut",
    depuis="2008-05-01",
    maximum=JOURNEE_MAXIMALE_DU_MINEUR.a_la_date("debut"),
)
def journee_maximale_du_mineur(
    minorite: Periode | Aucun, minutes_par_jour: Mapping[date, Minutes], *, maximum: Minutes
) -> Constat:
    """Un stagiaire mineur n'est pas présent plus de huit heures par jour.

    Une dérogation existe pour certaines activités, de deux heures au plus (L. 3162-1).

    >>> trop = {date(2026, 3, 3): 540}
    >>> mars = Periode(date(2026, 3, 1), date(2026, 3, 31))
    >>> journee_maximale_du_mineur(mars, trop, maximum=480).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    longues = [jour for jour, m in minutes_par_jour.items() if m > maximum and minorite.contient(jour)]
    if longues:
        return non_conforme(
            "Le {jour:date}, la présence prévue d'un stagiaire mineur est de {presence:heures}, pour un "
            "maximum de {maximum:heures}.",
            que_faire="Ramenez chaque journée à {maximum:heures}, ou joignez la dérogation de l'activité.",
            jour=longues[0],
            presence=minutes_par_jour[longues[0]],
            maximum=maximum,
            n=len(longues),
        )
    return conforme("Aucune journée d'un mineur ne dépasse {maximum:heures}.", maximum=maximum)


@regle(
    "C. trav. L. 3161-1",
    "C. trav. L. 3162-1",
    selon="debut",
    depuis="2008-05-01",
    maximum=SEMAINE_MAXIMALE_DU_MINEUR.a_la_date("debut"),
)
def semaine_maximale_du_mineur(
    minorite: Periode | Aucun,
    minutes_par_jour: Mapping[date, Minutes],
    minutes_par_semaine: Mapping[Semaine, Minutes],
    *,
    maximum: Minutes,
) -> Constat:
    """Un stagiaire mineur n'est pas présent plus de trente-cinq heures par semaine.

    Une dérogation existe pour certaines activités, de cinq heures au plus (L. 3162-1). Doute : la semaine où
    il devient majeur. La lecture qui protège compte la semaine entière.
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    semaines = {s: m for s, m in minutes_par_semaine.items() if m > maximum and s.lundi <= minorite.fin}
    for semaine, minutes in semaines.items():
        mineur = sum(minutes_par_jour.get(jour, 0) for jour in semaine.jours() if minorite.contient(jour))
        if mineur > maximum:
            return non_conforme(
                "La {semaine:semaine}, la présence prévue d'un stagiaire mineur est de {presence:heures}, "
                "pour un maximum de {maximum:heures}.",
                que_faire="Ramenez chaque semaine à {maximum:heures}, ou joignez la dérogation de "
                "l'activité.",
                semaine=semaine,
                presence=Minutes(mineur),
                maximum=maximum,
                n=len(semaines),
            )
        return a_verifier(
            "La {semaine:semaine} compte {presence:heures} : le stagiaire y devient majeur.",
            lecture("semaine entière", Verdict.NON_CONFORME, "{n:heures} de présence.", n=minutes),
            lecture("jours de minorité", Verdict.CONFORME, "{n:heures} de présence.", n=Minutes(mineur)),
            que_faire="Ramenez cette semaine à {maximum:heures}.",
            semaine=semaine,
            presence=minutes,
            maximum=maximum,
        )
    return conforme("Aucune semaine d'un mineur ne dépasse {maximum:heures}.", maximum=maximum)


@regle(
    "C. trav. L. 3161-1",
    "C. trav. L. 3162-3",
    selon="debut",
    depuis="2008-05-01",
    seuil=PRESENCE_SANS_PAUSE.a_la_date("debut"),
    pause=PAUSE.a_la_date("debut"),
)
def pause_du_mineur(
    minorite: Periode | Aucun,
    journees: Mapping[date, Journee],
    journees_distinctes: Mapping[int, Journee],
    *,
    seuil: Minutes,
    pause: Minutes,
) -> Constat:
    """Un stagiaire mineur n'est pas présent plus de quatre heures et demie sans une pause.

    Doute : une pause payée dont on ne connaît pas l'heure.
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    suites = {cle: plus_longue_suite(journee, pause) for cle, journee in journees_distinctes.items()}
    longues = [j for j, journee in journees.items() if suites[id(journee)] > seuil and minorite.contient(j)]
    manques = [jour for jour in longues if journees[jour].plages]
    surs = [j for j in manques if journees[j].pause_payee - pauses(intervalles(journees[j])) < pause]
    if surs:
        return non_conforme(
            "Le {jour:date}, un stagiaire mineur est présent {suite:heures} de suite : {pause:heures} de "
            "pause sont dues après {seuil:heures}.",
            que_faire="Prévoyez {pause:heures} de pause de suite au plus tard après {seuil:heures}.",
            jour=surs[0],
            suite=Minutes(suites[id(journees[surs[0]])]),
            pause=pause,
            seuil=seuil,
        )
    exiger_les_heures(longues == manques)
    if manques:
        return a_verifier(
            "Le {jour:date}, l'heure de la pause payée n'est pas connue.",
            lecture("pause à temps", Verdict.CONFORME, "Elle coupe la présence avant {n:heures}.", n=seuil),
            lecture(
                "pause tardive", Verdict.NON_CONFORME, "La présence dépasse {n:heures} de suite.", n=seuil
            ),
            que_faire="Écrivez les plages de la journée, pause comprise.",
            jour=manques[0],
        )
    return conforme(
        "Aucune présence d'un mineur ne dépasse {seuil:heures} sans {pause:heures} de pause.",
        seuil=seuil,
        pause=pause,
    )


def plus_longue_suite(journee: Journee, pause: int) -> int:
    """La plus longue présence sans pause de `pause` minutes ; la durée entière si l'on ignore les heures."""
    suite = plus_longue = 0
    fin = None
    for presence in intervalles(journee):
        suite = 0 if fin is not None and presence.debut - fin >= pause else suite
        suite += presence.fin - presence.debut
        plus_longue, fin = max(plus_longue, suite), presence.fin
    return plus_longue if fin is not None else int(journee.duree or 0)
