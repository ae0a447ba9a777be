"""Repos, nuit et travaux des mineurs : C. trav. L. 3163-1 à L. 3164-2, L. 4153-8 ; CRPM R. 715-1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.horaires import ReposPrevus, exiger_les_heures, intervalles
from tripartite.droit.calendrier import UN_JOUR, Periode, Semaine, age
from tripartite.droit.faits import Etablissement, Formation, Journee, Stagiaire, Voie
from tripartite.droit.langage import (
    AUCUN,
    Aucun,
    Constat,
    Gravite,
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

SUJET = Sujet(
    "Repos, nuit et travaux des mineurs",
    ordre=131,
    lignes=("R11",),
    presentation="Les repos d'un stagiaire mineur, la nuit, et les travaux qu'on ne lui confie pas.",
)

HEURE = 60
ADULTE = "Le stagiaire a dix-huit ans ou plus, ou le code du travail ne vaut pas au lieu du stage."

SOIR = Parametre(
    "début de la nuit d'un mineur de seize ans ou plus",
    depuis("2008-05-01", 22 * HEURE, "C. trav. L. 3163-1"),
    unite="minutes depuis minuit",
    articles=("C. trav. L. 3163-1",),
)
SOIR_AVANT_SEIZE_ANS = Parametre(
    "début de la nuit d'un mineur de moins de seize ans",
    depuis("2008-05-01", 20 * HEURE, "C. trav. L. 3163-1"),
    unite="minutes depuis minuit",
    articles=("C. trav. L. 3163-1",),
)
MATIN = Parametre(
    "fin de la nuit d'un mineur",
    depuis("2008-05-01", 6 * HEURE, "C. trav. L. 3163-1"),
    unite="minutes depuis minuit",
    articles=("C. trav. L. 3163-1",),
)
REPOS = Parametre(
    "repos quotidien d'un mineur de seize ans ou plus",
    depuis("2008-05-01", 12 * HEURE, "C. trav. L. 3164-1"),
    unite="minutes",
    articles=("C. trav. L. 3164-1",),
)
REPOS_AVANT_SEIZE_ANS = Parametre(
    "repos quotidien d'un mineur de moins de seize ans",
    depuis("2008-05-01", 14 * HEURE, "C. trav. L. 3164-1"),
    unite="minutes",
    articles=("C. trav. L. 3164-1",),
)
SEMAINE_AGRICOLE = Parametre(
    "présence et cours d'un élève de l'enseignement agricole, par semaine, à quinze ans ou plus",
    depuis("2024-10-19", 35 * HEURE, "CRPM R. 715-1"),
    unite="minutes",
    articles=("CRPM R. 715-1",),
)
SEMAINE_AGRICOLE_AVANT_QUINZE_ANS = Parametre(
    "présence et cours d'un élève de l'enseignement agricole, par semaine, avant quinze ans",
    depuis("2024-10-19", 32 * HEURE, "CRPM R. 715-1"),
    unite="minutes",
    articles=("CRPM R. 715-1",),
)
AGE_D_ACCUEIL, AGE_DE_DEROGATION = 14, 15
DEUX_JOURS = 2


# --- La nuit et les repos ----------------------------------------------------------------------


@regle(
    "C. trav. L. 3163-1",
    "C. trav. L. 3163-2",
    selon="debut",
    depuis="2008-05-01",
    soir=SOIR.a_la_date("debut"),
    soir_avant_seize_ans=SOIR_AVANT_SEIZE_ANS.a_la_date("debut"),
    matin=MATIN.a_la_date("debut"),
)
def nuit_du_mineur(
    minorite: Periode | Aucun,
    journees: Mapping[date, Journee],
    journees_distinctes: Mapping[int, Journee],
    seize_ans_le: date,
    *,
    soir: Minutes,
    soir_avant_seize_ans: Minutes,
    matin: Minutes,
) -> Constat:
    """Un stagiaire mineur n'est pas présent la nuit.

    La nuit commence plus tôt avant seize ans.
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    distinctes = {cle: intervalles(journee) for cle, journee in journees_distinctes.items()}
    tot = min(soir, soir_avant_seize_ans)
    tardives = {cle for cle, ps in distinctes.items() if ps and (ps[0].debut < matin or ps[-1].fin > tot)}
    for jour in [j for j, journee in journees.items() if id(journee) in tardives]:
        presences = distinctes[id(journees[jour])]
        tombee = soir_avant_seize_ans if jour < seize_ans_le else soir
        if minorite.contient(jour) and (presences[0].debut < matin or presences[-1].fin > tombee):
            return non_conforme(
                "Le {jour:date}, un stagiaire mineur est présent entre {soir:heure} et {matin:heure}.",
                que_faire="Retirez toute présence entre {soir:heure} et {matin:heure}.",
                jour=jour,
                soir=tombee,
                matin=matin,
            )
    sans_heures = not all(distinctes.values())
    exiger_les_heures(not sans_heures or all(j.plages for d, j in journees.items() if minorite.contient(d)))
    return conforme("Aucune présence d'un mineur n'est prévue la nuit.")


@regle(
    "C. trav. L. 3164-1",
    selon="debut",
    depuis="2008-05-01",
    minimum=REPOS.a_la_date("debut"),
    minimum_avant_seize_ans=REPOS_AVANT_SEIZE_ANS.a_la_date("debut"),
)
def repos_quotidien_du_mineur(
    minorite: Periode | Aucun,
    repos: ReposPrevus,
    seize_ans_le: date,
    *,
    minimum: Minutes,
    minimum_avant_seize_ans: Minutes,
) -> Constat:
    """Un stagiaire mineur a un repos quotidien plus long que celui des adultes.

    Doute : le repos pendant lequel il change d'âge. La lecture qui protège garde le plus long.
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    mesures = repos.mesures if repos.au_moins < minimum_avant_seize_ans else ()
    siens = [r for r in mesures if r.minutes < minimum_avant_seize_ans and minorite.contient(r.depuis)]
    douteux = None
    for r in siens:
        du = minimum_avant_seize_ans if r.depuis < seize_ans_le else minimum
        au_reveil = Minutes(0)
        if minorite.contient(r.jusqu_au):
            au_reveil = minimum_avant_seize_ans if r.jusqu_au < seize_ans_le else minimum
        if r.minutes >= du or not r.exact:
            continue
        if r.minutes < au_reveil:
            return non_conforme(
                "Après la journée du {jour:date}, le repos d'un stagiaire mineur est de {repos:heures}, pour "
                "un minimum de {minimum:heures}.",
                que_faire="Laissez {minimum:heures} entre la fin d'une journée et le début de la suivante.",
                jour=r.depuis,
                repos=r.minutes,
                minimum=du,
            )
        douteux = r, du
    exiger_les_heures(all(r.exact for r in siens))
    if douteux:
        r, du = douteux
        return a_verifier(
            "Après la journée du {jour:date}, le repos est de {repos:heures} : le stagiaire y change d'âge.",
            lecture("âge à la fin de la journée", Verdict.NON_CONFORME, "Il en faut {n:heures}.", n=du),
            lecture("âge au retour", Verdict.CONFORME, "Le repos suffit."),
            que_faire="Laissez {minimum:heures} de repos ce jour-là.",
            jour=r.depuis,
            repos=r.minutes,
            minimum=du,
        )
    return conforme("Chaque journée d'un mineur est suivie du repos que demande son âge.")


@regle("C. trav. L. 3164-2", selon="debut", depuis="2008-05-01")
def deux_jours_de_repos_du_mineur(
    minorite: Periode | Aucun,
    dix_huit_ans_le: date,
    minutes_par_jour: Mapping[date, Minutes],
    minutes_par_semaine: Mapping[Semaine, Minutes],
) -> Constat:
    """Un stagiaire mineur a deux jours de repos consécutifs par semaine.

    Doute : deux jours à cheval sur deux semaines civiles, et la semaine où il devient majeur.
    """
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    douteuse = None
    for semaine in minutes_par_semaine:
        if _deux_de_suite(semaine.lundi, semaine.dimanche, minutes_par_jour) or semaine.lundi > minorite.fin:
            continue
        autour = _deux_de_suite(semaine.lundi - UN_JOUR, semaine.dimanche + UN_JOUR, minutes_par_jour)
        if not autour and semaine.dimanche < dix_huit_ans_le:
            return non_conforme(
                "La {semaine:semaine} ne laisse pas deux jours de repos de suite à un stagiaire mineur.",
                que_faire="Libérez deux jours de suite chaque semaine.",
                semaine=semaine,
            )
        douteuse = douteuse or semaine
    if douteuse:
        return a_verifier(
            "La {semaine:semaine} ne laisse pas deux jours de repos de suite dans la semaine civile.",
            lecture("semaine civile entière", Verdict.NON_CONFORME, "Il y manque deux jours de suite."),
            lecture("jours voisins, ou de majorité", Verdict.CONFORME, "Le repos suffit."),
            que_faire="Libérez deux jours de suite dans cette semaine.",
            semaine=douteuse,
        )
    return conforme("Chaque semaine laisse deux jours de repos de suite au mineur.")


def _deux_de_suite(debut: date, fin: date, minutes_par_jour: Mapping[date, Minutes]) -> bool:
    libres = 0
    for jour in Periode(debut, fin).jours():
        libres = 0 if jour in minutes_par_jour else libres + 1
        if libres == DEUX_JOURS:
            return True
    return False


# --- L'âge et les travaux ----------------------------------------------------------------------


@regle("C. trav. L. 4153-1", "CRPM R. 715-1", selon="debut", depuis="2014-07-12", gravite=Gravite.INFORMATION)
def moins_de_quatorze_ans(minorite: Periode | Aucun, stagiaire: Stagiaire, debut: date) -> Constat:
    """Avant quatorze ans, l'accueil en milieu professionnel est encadré de plus près."""
    if minorite is AUCUN or age(stagiaire.naissance, debut) >= AGE_D_ACCUEIL:
        return sans_objet("Le stagiaire a quatorze ans ou plus.")

    return a_verifier(
        "Le stagiaire a {ans:ans} au début du stage.",
        lecture("visite ou observation", Verdict.SANS_OBJET, "L'accueil relève de L. 4153-1, 2°."),
        lecture("enseignement agricole", Verdict.A_VERIFIER, "R. 715-1 du code rural limite l'accueil."),
        que_faire="Vérifiez avec l'établissement que cet accueil est permis à cet âge.",
        ans=age(stagiaire.naissance, debut),
    )


@regle(
    "CRPM R. 715-1",
    selon="debut",
    depuis="2024-10-19",
    maximum=SEMAINE_AGRICOLE.a_la_date("debut"),
    maximum_avant_quinze_ans=SEMAINE_AGRICOLE_AVANT_QUINZE_ANS.a_la_date("debut"),
)
def semaine_de_l_eleve_agricole(
    etablissement: Etablissement,
    minorite: Periode | Aucun,
    minutes_par_semaine: Mapping[Semaine, Minutes],
    stagiaire: Stagiaire,
    *,
    maximum: Minutes,
    maximum_avant_quinze_ans: Minutes,
) -> Constat:
    """La semaine d'un élève mineur de l'enseignement agricole, cours compris, est limitée selon son âge.

    Doute : la semaine de ses quinze ans.
    """
    if not etablissement.agricole:
        return sans_objet("L'établissement n'est pas de l'enseignement agricole.")
    if minorite is AUCUN:
        return sans_objet(ADULTE)

    for semaine, minutes in minutes_par_semaine.items():
        jeune = age(stagiaire.naissance, semaine.lundi) < AGE_DE_DEROGATION
        plafond = maximum_avant_quinze_ans if jeune else maximum
        if minutes <= plafond or semaine.lundi > minorite.fin:
            continue
        if jeune and minutes <= maximum and age(stagiaire.naissance, semaine.dimanche) >= AGE_DE_DEROGATION:
            return a_verifier(
                "La {semaine:semaine} compte {presence:heures} : l'élève y a quinze ans.",
                lecture("âge au lundi", Verdict.NON_CONFORME, "Maximum de {n:heures}.", n=plafond),
                lecture("âge au dimanche", Verdict.CONFORME, "Maximum de {n:heures}.", n=maximum),
                que_faire="Ramenez cette semaine à {plafond:heures}.",
                semaine=semaine,
                presence=minutes,
                plafond=plafond,
            )
        return non_conforme(
            "La {semaine:semaine} compte {presence:heures} de présence, pour un maximum de {plafond:heures}, "
            "cours compris.",
            que_faire="Ramenez cette semaine à {plafond:heures}, cours compris.",
            semaine=semaine,
            presence=minutes,
            plafond=plafond,
        )
    return conforme("La présence de chaque semaine tient dans le maximum, si les cours y tiennent aussi.")


@deduit()
def derogation_permise(stagiaire: Stagiaire, debut: date, formation: Formation) -> bool:
    """Dit si un mineur de cet âge, dans cette voie, peut recevoir une dérogation (C. trav. R. 4153-39)."""
    voies = (Voie.PROFESSIONNELLE, Voie.TECHNOLOGIQUE)
    return age(stagiaire.naissance, debut) >= AGE_DE_DEROGATION and formation.voie in voies


@regle(
    "L. 124-14",
    "C. trav. L. 4153-8",
    "C. trav. L. 4153-9",
    "C. trav. R. 4153-39",
    "C. trav. R. 4153-40",
    "C. trav. R. 4153-41",
    selon="debut",
    depuis="2014-07-12",
)
def travaux_reglementes_du_mineur(
    travaux_dangereux: bool,
    minorite: Periode | Aucun,
    stagiaire: Stagiaire,
    debut: date,
    derogation_permise: bool,
    derogation_travaux: bool,
) -> Constat:
    """Un mineur ne fait de travaux réglementés qu'en formation professionnelle, sous dérogation déclarée.

    La déclaration vaut trois ans ; les travaux interdits (L. 4153-8) le restent. Sans elle, ce sont des
    tâches dangereuses, que L. 124-14 interdit à tout stagiaire : on ne le reproche qu'ici.
    """
    if minorite is AUCUN or not travaux_dangereux:
        return sans_objet("Aucun travail dangereux n'est confié à un mineur.")

    if age(stagiaire.naissance, debut) < AGE_DE_DEROGATION:
        return non_conforme(
            "Le stagiaire a moins de quinze ans : aucun travail dangereux ne peut lui être confié.",
            que_faire="Retirez ces travaux des activités du stage.",
        )
    if not derogation_permise:
        return non_conforme(
            "La dérogation pour travaux réglementés est réservée aux formations professionnelles et "
            "technologiques.",
            que_faire="Retirez ces travaux des activités du stage.",
        )
    if not derogation_travaux:
        return non_conforme(
            "Des travaux dangereux sont prévus pour un mineur, sans déclaration de dérogation.",
            que_faire="Adressez la déclaration à l'inspection du travail, ou retirez ces travaux.",
        )
    return conforme(
        "Une déclaration de dérogation couvre les travaux réglementés du mineur.",
        que_faire="Vérifiez qu'elle date de moins de trois ans, et qu'aucun travail interdit n'est prévu.",
    )
