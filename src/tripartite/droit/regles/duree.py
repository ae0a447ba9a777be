"""Durée : C. éduc. L. 124-5, L. 124-13, L. 124-15, L. 124-18, D. 124-4, D. 124-6."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.calculs.deductions import HeuresManquees
from tripartite.droit.calculs.durees import (
    PLAFOND,
    Compteur,
    ailleurs,
    conversion,
    dernier_jour_possible,
    place,
    somme,
)
from tripartite.droit.calculs.durees import (
    compter_duree as compter_duree,
)
from tripartite.droit.calculs.horaires import minutes_de_la_semaine
from tripartite.droit.calendrier import UN_JOUR, duree_en_jours_et_mois
from tripartite.droit.decompte import franchissement
from tripartite.droit.faits import Horaires, OrganismeAccueil, Rupture, Suspension
from tripartite.droit.jours_feries import ferie_du_jour
from tripartite.droit.langage import (
    Constat,
    Etape,
    Gravite,
    LectureDuTexte,
    Minutes,
    Phrase,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Durée",
    ordre=110,
    lignes=("R09", "R10"),
    presentation="Ce que dure un stage, en heures de présence, et ce qu'il ne dépasse pas dans l'année.",
)

HORS_CHAMP = "Les règles de durée des stages ne concernent pas cette convention."
FIN_DE_LA_TRANSITION = date(2016, 7, 11)
"""Des décrets pouvaient permettre plus de six mois pendant deux ans, à partir du 10 juillet 2014."""

# --- Les règles --------------------------------------------------------------------------------


@regle("L. 124-5", "L. 124-18", "D. 124-6", depuis="2014-12-01", plafond=PLAFOND.a_la_date("conclue_le"))
def duree_maximale(
    compteurs: tuple[Compteur, ...],
    duree_par_jour: Mapping[date, Minutes],
    minutes_prevues: Minutes,
    suspensions: tuple[Suspension, ...],
    ruptures: tuple[Rupture, ...],
    accueil_en_france: bool,
    conclue_le: date,
    hors_champ: bool,
    *,
    plafond: Minutes,
) -> Constat:
    """Un stagiaire ne passe pas plus de six mois par année d'enseignement dans un même organisme.

    Toutes ses conventions s'additionnent, même conclues par des établissements différents (Cass. soc.,
    7 janvier 2026, n° 24-12.244), et une prolongation de L. 124-15 compte. Un stage à cheval sur deux années
    d'enseignement a un compteur pour chacune. Doute : les jours fériés non travaillés ne comptent pas, mais
    la lettre ACOSS 2015-042 et le guide du ministère de 2015 divergent.
    """
    if hors_champ:
        return sans_objet(HORS_CHAMP)

    comptes: list[Compte] = []

    def etapes() -> list[Etape]:
        return _lignes(comptes, plafond, plusieurs=len(compteurs) > 1)

    doute: tuple[LectureDuTexte, ...] = ()
    totaux = []
    for compteur in compteurs:
        surs, possibles = (0, 0) if compteur.certaines > plafond else ailleurs(compteur)
        total = compteur.certaines + surs
        a_repartir = compteur.possibles + possibles
        if total <= plafond < a_repartir:
            comptes.append(Compte(compteur, a_repartir, a_repartir=True))
            doute = _lectures(
                ("tout dans cette année", a_repartir), ("réparti entre les années", None), plafond
            )
            continue
        montre = total if total > plafond else a_repartir
        totaux.append(montre)
        comptes.append(Compte(compteur, montre, a_repartir=False))
        if total > plafond:
            if accueil_en_france:
                return _au_dela(compteur, Minutes(surs), plafond, duree_par_jour, conclue_le, etapes)
            doute = _lectures(("droit français", total), ("organisme hors de France", None), plafond)
            continue
        prevu = minutes_prevues if len(compteurs) == 1 and not suspensions and not ruptures else total
        for nom, autrement in (
            ("jours fériés comptés", total + compteur.feries),
            ("durée prévue", prevu + surs),
        ):
            if autrement > plafond and not doute:
                doute = _lectures((nom, autrement), ("présence et absences comptées", total), plafond)

    if doute:
        return a_verifier(
            "Selon ce que l'on compte, le stage dépasse ou non {plafond:heures} dans l'année d'enseignement.",
            *doute,
            que_faire="Avancez la fin du stage, ou précisez ce qui se compte dans chaque année.",
            etapes=etapes,
            plafond=plafond,
        )
    return conforme(
        "Le stagiaire passe {total:heures} dans l'organisme pendant l'année d'enseignement, pour un maximum "
        "de {plafond:heures}."
        if len(totaux) == 1
        else "Le stagiaire passe {total:heures} au plus dans l'organisme pendant chacune des années "
        "d'enseignement, pour un maximum de {plafond:heures}.",
        etapes=etapes,
        total=Minutes(max(totaux)),
        plafond=plafond,
        reste=Minutes(plafond - max(totaux)),
    )


class Compte(NamedTuple):
    """Ce que l'on montre d'une année : sa durée, ou celle que l'on ne sait pas répartir."""

    compteur: Compteur
    minutes: int
    a_repartir: bool


def _lignes(comptes: Sequence[Compte], plafond: int, plusieurs: bool) -> list[Etape]:
    etapes: list[Etape] = []
    for compteur, minutes, a_repartir in comptes:
        if plusieurs:
            etapes.append(etape("Année d'enseignement", "{annee}", annee=compteur.annee))
        if a_repartir:
            etapes.append(etape("Durée à répartir entre les années", "{n:heures}", n=minutes))
        else:
            etapes += [*somme(compteur.certaines, minutes - compteur.certaines), *conversion(minutes)]
            etapes.append(place(minutes, plafond))
    return etapes


def _lectures(
    plus: tuple[str, int], moins: tuple[str, int | None], plafond: int
) -> tuple[LectureDuTexte, LectureDuTexte]:
    (nom, total), (autre, sous) = plus, moins
    trop = "{total:heures}, soit {ecart:heures} de trop."
    depasse = lecture(nom, Verdict.NON_CONFORME, trop, total=total, ecart=total - plafond)
    if sous is None:
        return depasse, lecture(autre, Verdict.CONFORME, "Le maximum est respecté.")
    return depasse, lecture(autre, Verdict.CONFORME, "{total:heures} : le maximum est respecté.", total=sous)


def _au_dela(
    compteur: Compteur,
    surs: Minutes,
    plafond: Minutes,
    duree_par_jour: Mapping[date, Minutes],
    conclue_le: date,
    etapes: Callable[[], list[Etape]],
) -> Constat:
    total = compteur.certaines + surs
    depassement = Minutes(total - plafond)
    que_faire = "Réduisez la durée du stage de {depassement:heures} au moins, par un avenant."
    grandeurs: dict[str, Any] = {}
    if connu(duree_par_jour):
        ici = {jour: m for jour, m in duree_par_jour.items() if compteur.annee.contient(jour)}
        possible = dernier_jour_possible(ici, autres=surs, plafond=plafond)
        if possible is None:
            que_faire = "Ne prévoyez plus de présence dans cet organisme avant le {rentree:jour}."
            grandeurs["rentree"] = compteur.annee.fin + UN_JOUR
        else:
            que_faire = "Fixez la fin du stage au plus tard le {fin_possible:jour}, ou réduisez l'horaire."
            grandeurs["fin_possible"] = possible
            grandeurs["depasse_le"] = franchissement(ici, plafond - surs)
    if connu(conclue_le) and conclue_le < FIN_DE_LA_TRANSITION:
        grandeurs["correction"] = Phrase(que_faire, {"depassement": depassement, **grandeurs})
        que_faire = (
            "{correction} Vérifiez qu'un décret transitoire ne le permettait pas "
            "(loi 2014-788, art. 1er, VI)."
        )
    return non_conforme(
        "Le stagiaire passe {total:heures} dans l'organisme pendant l'année d'enseignement {annee}, pour un "
        "maximum de {plafond:heures}. Une requalification peut être demandée.",
        que_faire=que_faire,
        etapes=etapes,
        total=Minutes(total),
        annee=compteur.annee,
        plafond=plafond,
        depassement=depassement,
        **grandeurs,
    )


@regle("L. 124-18", "D. 124-6", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def duree_comptee(minutes_retenues: Minutes, hors_champ: bool) -> Constat:
    """Sept heures de présence font un jour de stage, vingt-deux jours un mois.

    >>> duree_comptee(984 * 60, False).grandeurs["jours"]
    140
    """
    if hors_champ:
        return sans_objet(HORS_CHAMP)

    duree = duree_en_jours_et_mois(minutes_retenues)
    return conforme(
        "La durée du stage est de {duree:heures}, soit {n:jours} de sept heures : {mois:mois} et "
        "{reste:jours}.",
        etapes=lambda: conversion(minutes_retenues),
        duree=minutes_retenues,
        jours=duree.jours,
        n=duree.jours,
        mois=duree.mois,
        reste=duree.jours_restants,
    )


@regle(
    "L. 124-18",
    "L. 124-13",
    depuis="2014-12-01",
    gravite=Gravite.INFORMATION,
    plafond=PLAFOND.a_la_date("conclue_le"),
)
def absences_dans_la_duree(
    heures_manquees: tuple[HeuresManquees, ...],
    absences_comptees: Minutes,
    absences_non_comptees: Minutes,
    duree_retenue: Minutes,
    seuil_de_gratification: Minutes,
    *,
    plafond: Minutes,
) -> Constat:
    """Les congés et absences autorisés comptent dans la durée du stage ; la maladie n'y compte pas.

    Les congés de grossesse, de paternité et d'adoption, et les absences que prévoit la convention, comptent
    (ministère du Travail, 2026). Que la maladie ne compte pas reste à confirmer sur Légifrance.
    """
    if not heures_manquees:
        return sans_objet("Aucune absence ni suspension n'est signalée.")

    avec = Minutes(duree_retenue + absences_non_comptees)
    grandeurs: dict[str, Any] = {
        "comptees": absences_comptees,
        "exclues": absences_non_comptees,
        "duree": duree_retenue,
    }
    for seuil in (seuil_de_gratification, plafond):
        if duree_retenue <= seuil < avec:
            return a_verifier(
                "Les absences qui ne comptent pas placent la durée de part et d'autre de {seuil:heures}.",
                lecture(
                    "exclues de la durée", Verdict.CONFORME, "Durée de {duree:heures}.", duree=duree_retenue
                ),
                lecture("comptées dans la durée", Verdict.CONFORME, "Durée de {duree:heures}.", duree=avec),
                que_faire="Précisez dans la convention si l'absence est de celles qu'elle autorise.",
                seuil=seuil,
                **grandeurs,
            )
    return conforme(
        "{comptees:heures} d'absence comptent dans la durée du stage, {exclues:heures} n'y comptent pas : "
        "la durée est de {duree:heures}.",
        **grandeurs,
    )


@regle("D. 124-4", "D. 124-6", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def duree_annoncee(
    minutes_par_jour: Mapping[date, Minutes],
    duree_prevue: Minutes,
    feries_chomes: Mapping[date, Minutes],
    hors_champ: bool,
) -> Constat:
    """La durée totale qu'annonce la convention est celle que font ses horaires.

    >>> duree_annoncee({date(2026, 3, 2): 420}, 420, {}, False).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if hors_champ:
        return sans_objet(HORS_CHAMP)

    calculee = Minutes(sum(minutes_par_jour.values()))
    if duree_prevue == calculee:
        return conforme(
            "La convention annonce {annoncee:heures} de présence : c'est ce que font ses horaires.",
            annoncee=duree_prevue,
        )

    feries = Minutes(sum(feries_chomes.values()))
    if duree_prevue == calculee + feries:
        return a_verifier(
            "La convention annonce {annoncee:heures} de présence : ses horaires n'en font autant qu'avec les "
            "{feries:heures} des jours fériés non travaillés.",
            lecture("fériés exclus", Verdict.NON_CONFORME, "Les horaires font {n:heures}.", n=calculee),
            lecture("fériés comptés", Verdict.CONFORME, "Les horaires font {n:heures}.", n=duree_prevue),
            que_faire="Annoncez {calculee:heures}, ou prévoyez la présence les jours fériés.",
            annoncee=duree_prevue,
            calculee=calculee,
            feries=feries,
        )
    return non_conforme(
        "La convention annonce {annoncee:heures} de présence, ses horaires en font {calculee:heures}.",
        que_faire="Corrigez la durée annoncée ou les horaires : ici, ce sont les horaires qui comptent.",
        etapes=[
            etape(
                "Écart",
                "{annoncee:heures} − {calculee:heures} = {ecart:heures}",
                annoncee=duree_prevue,
                calculee=calculee,
                ecart=duree_prevue - calculee,
            )
        ],
        annoncee=duree_prevue,
        calculee=calculee,
    )


@regle("D. 124-4", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def duree_hebdomadaire_annoncee(horaires: Horaires, duree_hebdomadaire: Minutes, hors_champ: bool) -> Constat:
    """La durée hebdomadaire qu'annonce la convention est celle de sa semaine type."""
    if hors_champ:
        return sans_objet(HORS_CHAMP)
    semaines = [minutes_de_la_semaine(semaine) for semaine in horaires.semaines]
    if not semaines:
        return sans_objet("Les horaires ne suivent pas de semaine type.")

    if set(semaines) == {duree_hebdomadaire}:
        return conforme(
            "La convention annonce {annoncee:heures} par semaine : c'est ce que fait sa semaine type.",
            annoncee=duree_hebdomadaire,
        )
    etapes = [etape("Semaine type", "{minutes:heures}", minutes=minutes) for minutes in semaines]
    if sum(semaines) == duree_hebdomadaire * len(semaines):
        return conforme(
            "La convention annonce {annoncee:heures} par semaine : c'est la moyenne de ses semaines types.",
            etapes=etapes,
            annoncee=duree_hebdomadaire,
            n=len(semaines),
        )
    return non_conforme(
        "La convention annonce {annoncee:heures} par semaine, ses horaires en font de {moins:heures} à "
        "{plus:heures}."
        if min(semaines) != max(semaines)
        else "La convention annonce {annoncee:heures} par semaine, ses horaires en font {plus:heures}.",
        que_faire="Corrigez la durée hebdomadaire annoncée ou les horaires.",
        etapes=etapes,
        annoncee=duree_hebdomadaire,
        moins=min(semaines),
        plus=max(semaines),
    )


@regle("C. trav. L. 3133-1", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def jours_feries_du_stage(feries_chomes: Mapping[date, Minutes], organisme: OrganismeAccueil) -> Constat:
    """Un jour férié non travaillé n'est pas une présence.

    Les fêtes sont celles du lieu de stage. Doute : la lettre ACOSS 2015-042 et le guide du ministère de 2015
    divergent sur leur place dans la durée.
    """
    if not feries_chomes:
        return sans_objet("Aucun jour férié non travaillé ne tombe un jour de présence.")

    minutes = Minutes(sum(feries_chomes.values()))
    lieu = organisme.territoire
    fetes = [(jour, fete) for jour in feries_chomes if (fete := ferie_du_jour(jour, lieu))]

    def etapes() -> list[Etape]:
        return [
            etape(fete.nom, "{jour:date} : {n:heures}", jour=jour, n=feries_chomes[jour])
            for jour, fete in fetes
        ]

    reserves = [(jour, fete.reserve) for jour, fete in fetes if fete.reserve]
    if reserves:
        return a_verifier(
            "Un jour férié dépend d'un fait à confirmer : {jours:liste}.",
            *(lecture("réserve", Verdict.A_VERIFIER, reserve.replace("{", "{{")) for _, reserve in reserves),
            que_faire="Vérifiez que ce jour est férié dans la commune du stage ; sinon, corrigez l'horaire.",
            etapes=etapes,
            jours=[jour for jour, _ in reserves],
        )
    return conforme(
        "Les jours fériés non travaillés retirent {minutes:heures} à la présence prévue.",
        etapes=etapes,
        minutes=minutes,
        n=len(feries_chomes),
    )
