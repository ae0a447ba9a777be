"""Temps de présence : C. éduc. L. 124-14 ; C. trav. L. 3121-18 à L. 3121-22, L. 3131-1 à L. 3132-2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from tripartite.droit.calculs.horaires import (
    MINUIT,
    UN_JOUR_DE_REPOS,
    Amplitude,
    Repos,
    ReposPrevus,
    exiger_les_heures,
)
from tripartite.droit.calendrier import UN_JOUR, Semaine
from tripartite.droit.decompte import Decompte
from tripartite.droit.faits import Journee, OrganismeAccueil
from tripartite.droit.langage import (
    Constat,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import HEURE, JOURNEE_MAXIMALE, SEMAINE_MAXIMALE

SUJET = Sujet(
    "Temps de présence",
    ordre=120,
    lignes=("R10", "R11"),
    presentation="Les maxima de présence et les repos des salariés, qui valent pour le stagiaire.",
)

MOYENNE_MAXIMALE = Parametre(
    "présence hebdomadaire maximale en moyenne sur douze semaines",
    depuis("2016-08-10", 44 * HEURE, "C. trav. L. 3121-22"),
    unite="minutes",
    articles=("C. trav. L. 3121-22",),
)
DOUZE_SEMAINES = 12
REPOS_QUOTIDIEN = Parametre(
    "repos quotidien",
    depuis("2016-08-10", 11 * HEURE, "C. trav. L. 3131-1"),
    unite="minutes",
    articles=("C. trav. L. 3131-1",),
)
REPOS_HEBDOMADAIRE = Parametre(
    "repos hebdomadaire, repos quotidien compris",
    depuis("2008-05-01", 24 * HEURE + 11 * HEURE, "C. trav. L. 3132-2"),
    unite="minutes",
    articles=("C. trav. L. 3132-2",),
)
JOURS_PAR_SEMAINE = Parametre(
    "jours de présence par semaine",
    depuis("2008-05-01", 6, "C. trav. L. 3132-1"),
    unite="jours",
    articles=("C. trav. L. 3132-1",),
)
AUTRES_REGLES = "Les maxima du code du travail ne concernent pas cet accueil."
D_UN_MINEUR = "Le stagiaire est alors mineur : voyez les règles, plus strictes, qui lui sont propres."
SEMAINE = 7 * MINUIT


# --- Ce que l'on déduit ------------------------------------------------------------------------


@deduit()
def soumis_au_code_du_travail(organisme: OrganismeAccueil, accueil_en_france: bool, hors_champ: bool) -> bool:
    """Dit si la présence suit les maxima du code du travail : un stage, dans le privé, là où il vaut."""
    if not accueil_en_france or hors_champ or organisme.territoire.droit_du_travail_propre:
        return False
    return not organisme.public


@deduit()
def repos(journees: dict[date, Journee], amplitude: Amplitude, organisme: OrganismeAccueil) -> ReposPrevus:
    """Les repos courts (moins de quatorze heures) et longs (un jour au moins) entre deux présences."""
    return ReposPrevus(journees, amplitude, organisme.territoire.fuseau)


def _d_un_mineur(dix_huit_ans_le: date, *jours: date) -> bool:
    """Dit si l'on sait que tous ces jours sont d'un mineur : d'autres règles, plus strictes, les jugent."""
    return connu(dix_huit_ans_le) and all(jour < dix_huit_ans_le for jour in jours)


# --- Les durées --------------------------------------------------------------------------------


@regle("L. 124-14", "C. trav. L. 3121-18", depuis="2014-07-12", maximum=JOURNEE_MAXIMALE.a_la_date("debut"))
def journee_maximale(
    minutes_par_jour: Mapping[date, Minutes],
    soumis_au_code_du_travail: bool,
    dix_huit_ans_le: date,
    *,
    maximum: Minutes,
) -> Constat:
    """La présence d'une journée ne dépasse pas le maximum des salariés.

    >>> journee_maximale({date(2026, 3, 2): 600}, True, None, maximum=600).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    plus_longue = max(minutes_par_jour.values(), default=Minutes(0))
    if plus_longue > maximum:
        longues = {jour: minutes for jour, minutes in minutes_par_jour.items() if minutes > maximum}
        if _d_un_mineur(dix_huit_ans_le, *longues):
            return sans_objet(D_UN_MINEUR)
        premier = next(iter(longues))
        return non_conforme(
            "Le {jour:date}, la présence prévue est de {presence:heures}, pour un maximum de "
            "{maximum:heures}.",
            que_faire="Ramenez chaque journée à {maximum:heures}, ou joignez l'accord qui permet davantage.",
            etapes=[etape("Journées trop longues", "{n:jours}", n=len(longues))],
            jour=premier,
            presence=longues[premier],
            maximum=maximum,
            n=len(longues),
        )
    return conforme(
        "La plus longue journée compte {presence:heures} de présence, pour un maximum de {maximum:heures}.",
        presence=plus_longue,
        maximum=maximum,
    )


@regle("L. 124-14", "C. trav. L. 3121-20", depuis="2014-07-12", maximum=SEMAINE_MAXIMALE.a_la_date("debut"))
def semaine_maximale(
    minutes_par_semaine: Mapping[Semaine, Minutes],
    soumis_au_code_du_travail: bool,
    dix_huit_ans_le: date,
    *,
    maximum: Minutes,
) -> Constat:
    """La présence d'une semaine civile ne dépasse pas le maximum des salariés.

    Trente-cinq heures sont la durée légale, non un maximum.
    """
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    plus_longue = max(minutes_par_semaine.values(), default=Minutes(0))
    if plus_longue > maximum:
        longues = {semaine: minutes for semaine, minutes in minutes_par_semaine.items() if minutes > maximum}
        if _d_un_mineur(dix_huit_ans_le, *(semaine.dimanche for semaine in longues)):
            return sans_objet(D_UN_MINEUR)
        premiere = next(iter(longues))
        return non_conforme(
            "La présence prévue la {semaine:semaine} est de {presence:heures}, pour un maximum de "
            "{maximum:heures}.",
            que_faire="Ramenez chaque semaine à {maximum:heures}.",
            etapes=[etape("Semaines trop longues", "{n:semaines}", n=len(longues))],
            semaine=premiere,
            presence=longues[premiere],
            maximum=maximum,
            n=len(longues),
        )
    return conforme(
        "La plus longue semaine compte {presence:heures} de présence, pour un maximum de {maximum:heures}.",
        presence=plus_longue,
        maximum=maximum,
    )


@regle("L. 124-14", "C. trav. L. 3121-22", depuis="2014-07-12", maximum=MOYENNE_MAXIMALE.a_la_date("debut"))
def moyenne_sur_douze_semaines(
    minutes_par_semaine: Mapping[Semaine, Minutes], soumis_au_code_du_travail: bool, *, maximum: Minutes
) -> Constat:
    """La présence hebdomadaire, en moyenne sur douze semaines, ne dépasse pas le maximum des salariés.

    Une semaine sans présence compte pour zéro.
    """
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    plafond = DOUZE_SEMAINES * maximum
    if max(minutes_par_semaine.values(), default=0) > maximum:
        cumul = [0, *accumulate(minutes_par_semaine.values())]
        rangs = [semaine.lundi.toordinal() // 7 for semaine in minutes_par_semaine]
        debut = 0
        for fin, rang in enumerate(rangs):
            while rang - rangs[debut] >= DOUZE_SEMAINES:
                debut += 1
            total = cumul[fin + 1] - cumul[debut]
            if total > plafond:
                return non_conforme(
                    "Sur les douze semaines qui finissent le {fin:jour}, la présence prévue est de "
                    "{total:heures} : la moyenne dépasse {maximum:heures} par semaine.",
                    que_faire="Ramenez ces douze semaines à {plafond:heures} en tout.",
                    etapes=[
                        etape(
                            "Maximum de douze semaines",
                            "12 × {maximum:heures} = {plafond:heures}",
                            maximum=maximum,
                            plafond=plafond,
                        )
                    ],
                    fin=list(minutes_par_semaine)[fin].dimanche,
                    total=Minutes(total),
                    plafond=Minutes(plafond),
                    maximum=maximum,
                )
    return conforme(
        "Aucune suite de douze semaines ne dépasse {maximum:heures} par semaine en moyenne.", maximum=maximum
    )


# --- Les repos ---------------------------------------------------------------------------------


@regle("L. 124-14", "C. trav. L. 3131-1", depuis="2014-07-12", minimum=REPOS_QUOTIDIEN.a_la_date("debut"))
def repos_quotidien(
    repos: ReposPrevus, soumis_au_code_du_travail: bool, dix_huit_ans_le: date, *, minimum: Minutes
) -> Constat:
    """Le stagiaire a son repos quotidien entre deux journées."""
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    mesures = repos.mesures if repos.au_moins < minimum else ()
    courts = [r for r in mesures if r.minutes < minimum and r.exact]
    if courts and _d_un_mineur(dix_huit_ans_le, *(r.jusqu_au for r in courts)):
        return sans_objet(D_UN_MINEUR)
    if courts:
        return non_conforme(
            "Après la journée du {jour:date}, le repos prévu est de {repos:heures}, pour un minimum de "
            "{minimum:heures}.",
            que_faire="Laissez {minimum:heures} entre la fin d'une journée et le début de la suivante.",
            jour=courts[0].depuis,
            repos=courts[0].minutes,
            minimum=minimum,
            n=len(courts),
        )
    exiger_les_heures(all(r.exact or r.minutes >= minimum for r in mesures))
    return conforme("Chaque journée est suivie de {minimum:heures} de repos au moins.", minimum=minimum)


@regle("L. 124-14", "C. trav. L. 3132-1", depuis="2014-07-12", maximum=JOURS_PAR_SEMAINE.a_la_date("debut"))
def six_jours_par_semaine(
    decompte_prevu: Decompte, soumis_au_code_du_travail: bool, *, maximum: int
) -> Constat:
    """Le stagiaire n'est pas présent tous les jours de la semaine."""
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    n = decompte_prevu.jours_par_semaine_au_plus()
    if n > maximum:
        par_semaine = decompte_prevu.jours_par_semaine()
        premiere = next(semaine for semaine, jours in par_semaine.items() if jours > maximum)
        return non_conforme(
            "Le stagiaire est attendu {n:jours} la {semaine:semaine}, pour un maximum de {maximum:jours}.",
            que_faire="Libérez au moins un jour chaque semaine.",
            semaine=premiere,
            n=par_semaine[premiere],
            maximum=maximum,
        )
    return conforme(
        "Le stagiaire est présent {n:jours} par semaine au plus, pour un maximum de {maximum:jours}.",
        n=n,
        maximum=maximum,
    )


@regle("L. 124-14", "C. trav. L. 3132-2", depuis="2014-07-12", minimum=REPOS_HEBDOMADAIRE.a_la_date("debut"))
def repos_hebdomadaire(
    repos: ReposPrevus,
    journees: dict[date, Journee],
    minutes_par_semaine: Mapping[Semaine, Minutes],
    soumis_au_code_du_travail: bool,
    *,
    minimum: Minutes,
) -> Constat:
    """Le stagiaire a chaque semaine un repos de vingt-quatre heures, outre le repos quotidien.

    Doute : un repos assez long, dont moins de vingt-quatre heures tombent dans la semaine civile.
    """
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    privees, sans_doute = _semaines_privees(repos, journees, minutes_par_semaine, minimum)
    if sans_doute:
        exiger_les_heures(all(r.exact or r.minutes >= minimum for r in repos.mesures))
        return non_conforme(
            "La {semaine:semaine} ne laisse pas {minimum:heures} de repos de suite.",
            que_faire="Libérez un jour entier, et le repos quotidien qui le précède ou le suit.",
            semaine=sans_doute[0],
            minimum=minimum,
            n=len(sans_doute),
        )
    if privees:
        return a_verifier(
            "La {semaine:semaine} n'a {minimum:heures} de repos de suite qu'à cheval sur une autre.",
            lecture(
                "dans la semaine civile", Verdict.NON_CONFORME, "Moins d'un jour de repos dans la semaine."
            ),
            lecture("à cheval sur deux semaines", Verdict.CONFORME, "Le repos dure assez."),
            que_faire="Libérez un jour entier de cette semaine.",
            semaine=privees[0],
            minimum=minimum,
        )
    return conforme("Chaque semaine laisse {minimum:heures} de repos de suite.", minimum=minimum)


def _semaines_privees(
    repos: ReposPrevus,
    journees: dict[date, Journee],
    minutes_par_semaine: Mapping[Semaine, Minutes],
    minimum: int,
) -> tuple[Sequence[Semaine], Sequence[Semaine]]:
    """Les semaines où ne tombe pas tout entier un repos assez long ; puis celles qui n'en touchent aucun."""
    if repos.autour_des_dimanches >= minimum and minutes_par_semaine:
        return (), ()
    sures, voisines = _semaines_reposees(repos.mesures, journees, minimum)
    privees = [semaine for semaine in minutes_par_semaine if _rang(semaine.lundi) not in sures]
    return privees, [semaine for semaine in privees if _rang(semaine.lundi) not in voisines]


def _semaines_reposees(
    repos: Iterable[Repos], journees: dict[date, Journee], minimum: int
) -> tuple[set[int], set[int]]:
    """Les semaines où tombe un repos assez long, par leur rang : un jour au moins, ou moins d'un jour."""
    sures: set[int] = set()
    voisines: set[int] = set()
    for parti_le, heure, revenu_le, reprise, minutes, _ in repos:
        if minutes < minimum:
            continue
        debut = (parti_le.toordinal() - 1) * MINUIT + heure
        fin = (revenu_le.toordinal() - 1) * MINUIT + reprise
        premiere, derniere = debut // SEMAINE, (fin - 1) // SEMAINE
        if premiere + 1 < derniere:
            sures.update(range(premiere + 1, derniere))
        avant = min(fin, (premiere + 1) * SEMAINE) - debut
        (sures if avant >= UN_JOUR_DE_REPOS else voisines).add(premiere)
        if premiere < derniere:
            (sures if fin - derniere * SEMAINE >= UN_JOUR_DE_REPOS else voisines).add(derniere)
    if journees:
        premier = next(iter(journees))
        if premier.weekday():
            sures.add(_rang(premier))
        sures.add(_rang(next(reversed(journees)) + UN_JOUR))
    return sures, voisines


def _rang(jour: date) -> int:
    """Le rang de la semaine civile d'un jour, du lundi 1er janvier de l'an 1."""
    return (jour.toordinal() - 1) // 7
