"""Congés et absences : C. éduc. L. 124-13, L. 124-18 ; C. trav. L. 1225-16 à L. 1225-46."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.deductions import HeuresManquees
from tripartite.droit.calendrier import MOIS_DE_STAGE, Periode
from tripartite.droit.faits import Absence, MotifAbsence
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Minutes,
    Parametre,
    Sujet,
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

SUJET = Sujet(
    "Congés et absences",
    ordre=170,
    lignes=("R18",),
    presentation="Les congés d'un stagiaire, et leur effet sur la durée et sur la gratification, séparément.",
)

SEUIL = Parametre(
    "durée au-delà de laquelle la convention prévoit des congés",
    depuis("2014-12-01", 2 * MOIS_DE_STAGE, "L. 124-13 (plus de deux mois) et D. 124-6"),
    unite="minutes",
    articles=("L. 124-13", "D. 124-6"),
)
PATERNITE = Parametre(
    "congé de paternité et d'accueil de l'enfant",
    depuis("2021-07-01", 25, "C. trav. L. 1225-35"),
    unite="jours calendaires",
    articles=("C. trav. L. 1225-35",),
)
PATERNITE_NAISSANCES_MULTIPLES = Parametre(
    "congé de paternité et d'accueil de l'enfant, naissances multiples",
    depuis("2021-07-01", 32, "C. trav. L. 1225-35"),
    unite="jours calendaires",
    articles=("C. trav. L. 1225-35",),
)


@regle("L. 124-13", depuis="2014-12-01", seuil=SEUIL.a_la_date("conclue_le"))
def conges_prevus_par_la_convention(
    minutes_prevues: Minutes,
    feries_chomes: Mapping[date, Minutes],
    conges_prevus: bool,
    hors_champ: bool,
    accueil_en_france: bool,
    *,
    seuil: Minutes,
) -> Constat:
    """Au-delà de deux mois, la convention prévoit la possibilité de congés et d'absences autorisées.

    Ces congés peuvent ne pas être payés. Doutes : la durée, quand les jours fériés la font passer le seuil ;
    l'accueil à l'étranger, que le droit français n'oblige pas.

    >>> conges_prevus_par_la_convention(309 * 60, {}, False, False, True, seuil=308 * 60).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if hors_champ:
        return sans_objet("Les congés de L. 124-13 ne concernent pas cette convention.")

    avec_feries = minutes_prevues
    if minutes_prevues <= seuil:
        avec_feries = Minutes(minutes_prevues + sum(feries_chomes.values()))
    if avec_feries <= seuil:
        return sans_objet(
            "Le stage dure {duree:heures} : les congés ne s'imposent qu'au-delà de {seuil:heures}.",
            duree=minutes_prevues,
            seuil=seuil,
        )
    if conges_prevus:
        return conforme("La convention prévoit la possibilité de congés et d'absences autorisées.")

    que_faire = "Prévoyez dans la convention des congés et des autorisations d'absence, payés ou non."
    if minutes_prevues <= seuil:
        return a_verifier(
            "Le stage dure {duree:heures}, et {avec_feries:heures} avec les jours fériés non travaillés.",
            lecture("fériés exclus", Verdict.SANS_OBJET, "Pas plus de {n:heures}.", n=seuil),
            lecture("fériés comptés", Verdict.NON_CONFORME, "La convention doit prévoir des congés."),
            que_faire=que_faire,
            duree=minutes_prevues,
            avec_feries=avec_feries,
        )
    if not accueil_en_france:
        return a_verifier(
            "Le stage dure {duree:heures}, plus de {seuil:heures}, hors de France ; la convention ne prévoit "
            "pas de congés.",
            lecture(
                "contenu de la convention", Verdict.NON_CONFORME, "La convention doit prévoir des congés."
            ),
            lecture("obligation de l'accueil", Verdict.SANS_OBJET, "Le droit du pays d'accueil décide."),
            que_faire=que_faire,
            duree=minutes_prevues,
            seuil=seuil,
        )
    return non_conforme(
        "Le stage dure {duree:heures}, plus de {seuil:heures} : la convention doit prévoir des congés et des "
        "autorisations d'absence.",
        que_faire=que_faire,
        duree=minutes_prevues,
        seuil=seuil,
    )


@regle(
    "L. 124-13",
    "C. trav. L. 1225-35",
    gravite=Gravite.INFORMATION,
    duree=PATERNITE.chaque_mois(),
    duree_multiple=PATERNITE_NAISSANCES_MULTIPLES.chaque_mois(),
)
def conge_de_paternite(
    absences: tuple[Absence, ...], *, duree: Mapping[date, int], duree_multiple: Mapping[date, int]
) -> Constat:
    """Le congé de paternité du stagiaire dure autant que celui d'un salarié."""
    conges = [a for a in absences if a.motif == MotifAbsence.PATERNITE]
    if not conges:
        return sans_objet("Aucun congé de paternité n'est signalé.")

    pris = sum(Periode(conge.debut, conge.fin).nombre_de_jours for conge in conges)
    droit, multiple = duree[conges[0].debut], duree_multiple[conges[0].debut]
    if pris > droit:
        return a_verifier(
            "Le congé de paternité dure {pris:jours}, pour {droit:jours}, ou {multiple:jours} en cas de "
            "naissances multiples.",
            lecture("une naissance", Verdict.A_VERIFIER, "{n:jours} au-delà du congé légal.", n=pris - droit),
            lecture("naissances multiples", Verdict.CONFORME, "Congé légal de {n:jours}.", n=multiple)
            if pris <= multiple
            else lecture("naissances multiples", Verdict.A_VERIFIER, "{n:jours} de plus.", n=pris - multiple),
            que_faire="Vérifiez le nombre d'enfants ; autorisez à part les jours qui dépassent le congé.",
            pris=pris,
            droit=droit,
            multiple=multiple,
        )
    return conforme(
        "Le congé de paternité dure {pris:jours}, sur les {droit:jours} auxquels le stagiaire a droit.",
        pris=pris,
        droit=droit,
    )


@regle(
    "L. 124-13",
    "C. trav. L. 1225-16",
    "C. trav. L. 1225-17",
    "C. trav. L. 1225-28",
    "C. trav. L. 1225-37",
    "C. trav. L. 1225-46",
    gravite=Gravite.INFORMATION,
)
def conges_de_grossesse_et_d_adoption(absences: tuple[Absence, ...]) -> Constat:
    """Les congés de grossesse et d'adoption durent autant que ceux des salariés."""
    conges = [a for a in absences if a.motif in (MotifAbsence.GROSSESSE, MotifAbsence.ADOPTION)]
    if not conges:
        return sans_objet("Aucun congé de grossesse ou d'adoption n'est signalé.")

    jours = sum(Periode(conge.debut, conge.fin).nombre_de_jours for conge in conges)
    return a_verifier(
        "Un congé de {jours:jours} est signalé : il est de droit, pour la durée de celui d'une salariée, que "
        "Tripartite ne calcule pas.",
        lecture("durée légale", Verdict.A_VERIFIER, "Elle dépend du nombre d'enfants et du foyer."),
        que_faire="Comparez avec la durée que donnent les articles cités du code du travail.",
        etapes=[
            etape("Congé", "du {debut:jour} au {fin:jour}", debut=conge.debut, fin=conge.fin)
            for conge in conges
        ],
        jours=jours,
    )


@regle("L. 124-13", "L. 124-18", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def absences_prevues_par_la_convention(absences: tuple[Absence, ...], conges_prevus: bool) -> Constat:
    """Un congé ou une absence autorisée compte dans la durée si la convention le prévoit."""
    autorisees = [a for a in absences if a.motif in (MotifAbsence.CONGE, MotifAbsence.AUTORISEE)]
    if not autorisees:
        return sans_objet("Aucun congé ni absence autorisée n'est signalé.")
    if conges_prevus:
        return conforme("La convention prévoit ces congés et absences : ils comptent dans la durée du stage.")

    return a_verifier(
        "Des absences sont autorisées, que la convention ne prévoit pas.",
        lecture("autorisation de l'organisme", Verdict.CONFORME, "Elles comptent dans la durée."),
        lecture("texte de la convention", Verdict.NON_CONFORME, "Elles ne comptent pas dans la durée."),
        que_faire="Prévoyez ces absences par un avenant.",
        n=len(autorisees),
    )


@regle("L. 124-13", "L. 124-18", "D. 124-8", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def effet_des_absences(heures_manquees: tuple[HeuresManquees, ...]) -> Constat:
    """Une absence joue séparément sur la durée du stage et sur la gratification.

    Les heures d'une absence sont celles qui étaient prévues ces jours-là. Elles ne sont pas payées, sauf si
    la convention le prévoit.
    """
    if not heures_manquees:
        return sans_objet("Aucune absence ni suspension n'est signalée.")

    comptees = sum(m.minutes for m in heures_manquees if m.comptees)
    payees = sum(m.minutes for m in heures_manquees if m.payees)
    total = sum(m.minutes for m in heures_manquees)
    return conforme(
        "Sur {total:heures} d'absence, {comptees:heures} comptent dans la durée du stage et {payees:heures} "
        "sont gratifiées.",
        etapes=[
            etape(
                "Durée",
                "{total:heures} − {comptees:heures} = {exclues:heures} hors de la durée",
                total=total,
                comptees=comptees,
                exclues=total - comptees,
            ),
            etape(
                "Gratification",
                "{total:heures} − {payees:heures} = {non_payees:heures} non gratifiées",
                total=total,
                payees=payees,
                non_payees=total - payees,
            ),
        ],
        total=Minutes(total),
        comptees=Minutes(comptees),
        exclues=Minutes(total - comptees),
        payees=Minutes(payees),
        non_payees=Minutes(total - payees),
    )
