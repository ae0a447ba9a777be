"""Suspension, rupture, validation et report : C. éduc. L. 124-15, D. 124-4."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tripartite.droit.calculs.deductions import HeuresManquees
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Absence, Initiative, MotifAbsence, Rupture, Suspension
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Suspension et interruption",
    ordre=180,
    lignes=("R18",),
    presentation="Ce qui arrive quand le stage s'interrompt : heures perdues, validation, report de la fin.",
)

MOTIFS = (
    MotifAbsence.MALADIE,
    MotifAbsence.ACCIDENT,
    MotifAbsence.GROSSESSE,
    MotifAbsence.PATERNITE,
    MotifAbsence.ADOPTION,
)
"""Les motifs d'interruption de L. 124-15 qui tiennent au stagiaire."""


# --- Ce que l'on déduit ------------------------------------------------------------------------


@deduit()
def minutes_apres_la_rupture(
    minutes_par_jour: Mapping[date, Minutes], ruptures: tuple[Rupture, ...], fin_effective: date
) -> Minutes:
    """Les minutes prévues après le dernier jour d'un stage interrompu."""
    if not ruptures:
        return Minutes(0)
    return Minutes(sum(minutes for jour, minutes in minutes_par_jour.items() if jour > fin_effective))


@deduit()
def minutes_perdues(
    heures_manquees: tuple[HeuresManquees, ...], minutes_apres_la_rupture: Minutes
) -> Minutes:
    """Les minutes prévues et non faites : absences, suspensions, et fin du stage interrompu."""
    return Minutes(sum(manque.minutes for manque in heures_manquees) + minutes_apres_la_rupture)


# --- Les règles --------------------------------------------------------------------------------


@regle("D. 124-4", "L. 124-15", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def suspension_du_stage(
    suspensions: tuple[Suspension, ...],
    debut: date,
    fin: date,
    minutes_par_jour: Mapping[date, Minutes],
) -> Constat:
    """Une suspension retire des heures au stage, sans y mettre fin."""
    if not suspensions:
        return sans_objet("Le stage n'est pas suspendu.")

    dehors = [s for s in suspensions if any((s.debut < debut, s.fin > fin))]
    if dehors:
        return a_verifier(
            "Une suspension, du {du:jour} au {au:jour}, sort des dates du stage.",
            lecture(
                "erreur de date",
                Verdict.A_VERIFIER,
                "Le stage va du {du:jour} au {au:jour}.",
                du=debut,
                au=fin,
            ),
            que_faire="Corrigez les dates de la suspension, ou celles du stage par un avenant.",
            du=dehors[0].debut,
            au=dehors[0].fin,
        )
    periodes = [Periode(s.debut, s.fin) for s in suspensions]
    perdues = [sum(m for jour, m in minutes_par_jour.items() if p.contient(jour)) for p in periodes]
    return conforme(
        "Le stage est suspendu : {perdues:heures} prévues ne sont ni faites ni gratifiées.",
        que_faire="Inscrivez la suspension dans un avenant ; reportez la fin si les parties en conviennent.",
        etapes=[
            etape("Suspension", "{periode} : {minutes:heures}", periode=p, minutes=m)
            for p, m in zip(periodes, perdues, strict=True)
        ],
        perdues=Minutes(sum(perdues)),
    )


@regle("L. 124-15", gravite=Gravite.INFORMATION)
def rupture_avant_le_terme(
    ruptures: tuple[Rupture, ...], fin_effective: date, fin: date, minutes_apres_la_rupture: Minutes
) -> Constat:
    """Un stage rompu avant son terme ne compte que ce qui a été fait."""
    if not ruptures or fin_effective == fin:
        return sans_objet("Le stage n'est pas rompu avant son terme.")

    rupture = min(ruptures, key=lambda r: r.le)
    dit = "Le stage s'arrête le {le:jour} au lieu du {fin:jour} (initiative : {initiative})."
    grandeurs: dict[str, Any] = {"le": fin_effective, "fin": fin, "initiative": rupture.initiative.value}
    if connu(minutes_apres_la_rupture):
        dit = (
            "Le stage s'arrête le {le:jour} au lieu du {fin:jour} (initiative : {initiative}). "
            "Heures prévues qui ne seront pas faites : {perdues:heures}."
        )
        grandeurs["perdues"] = minutes_apres_la_rupture
    return conforme(
        dit,
        que_faire="Inscrivez la fin au registre, réglez la gratification due, remettez l'attestation.",
        **grandeurs,
    )


@regle("L. 124-15", gravite=Gravite.AVERTISSEMENT)
def validation_apres_interruption(ruptures: tuple[Rupture, ...], hors_champ: bool) -> Constat:
    """L'établissement valide le stage interrompu pour un motif légitime, ou propose une autre modalité.

    Les motifs sont la maladie, l'accident, la grossesse, la paternité, l'adoption, la rupture par l'organisme
    et, en accord avec l'établissement, le non-respect des stipulations pédagogiques.
    """
    if hors_champ or not ruptures:
        return sans_objet("Le stage n'est pas interrompu.")

    rupture = min(ruptures, key=lambda r: r.le)
    if not _motif_legitime(rupture):
        return sans_objet("Cette interruption n'ouvre pas droit à la validation de L. 124-15.")
    if rupture.stage_valide:
        return conforme("L'établissement valide le stage interrompu, ou propose une autre modalité.")
    return non_conforme(
        "Le stage est interrompu pour un motif légitime : l'établissement doit le valider, ou proposer une "
        "autre modalité de validation.",
        que_faire="Validez le stage, même plus court que prévu, ou proposez une autre modalité.",
    )


def _motif_legitime(rupture: Rupture) -> bool:
    if rupture.motif in MOTIFS or rupture.initiative == Initiative.ORGANISME:
        return True
    return bool(rupture.manquement_pedagogique and rupture.accord_de_l_etablissement)


@regle("L. 124-15", gravite=Gravite.INFORMATION)
def report_de_la_fin(
    reports: tuple[Periode, ...],
    absences: tuple[Absence, ...],
    suspensions: tuple[Suspension, ...],
    ruptures: tuple[Rupture, ...],
    minutes_par_jour: Mapping[date, Minutes],
    minutes_perdues: Minutes,
) -> Constat:
    """Après une interruption, les parties peuvent reporter la fin du stage, en tout ou partie.

    Le report compte dans les six mois de L. 124-5. Doute : ce qui dépasse les heures perdues.
    """
    if not reports:
        return sans_objet("Aucun avenant ne reporte la fin du stage après une interruption.")

    motifs = [*(a.motif for a in absences), *(s.motif for s in suspensions), *(r.motif for r in ruptures)]
    ajoutees = Minutes(
        sum(m for jour, m in minutes_par_jour.items() if any(r.contient(jour) for r in reports))
    )
    if not any(motif in MOTIFS for motif in motifs):
        return a_verifier(
            "Un avenant reporte la fin du stage, sans interruption signalée pour un motif de L. 124-15.",
            lecture("report", Verdict.NON_CONFORME, "Aucun motif de L. 124-15 n'est signalé."),
            lecture(
                "prolongation ordinaire", Verdict.CONFORME, "Elle compte pour le contingent et le tuteur."
            ),
            que_faire="Signalez l'interruption et son motif, ou traitez l'avenant comme une prolongation.",
            ajoutees=ajoutees,
        )
    if ajoutees > minutes_perdues:
        return a_verifier(
            "Le report ajoute {ajoutees:heures}, pour {perdues:heures} perdues.",
            lecture(
                "heures perdues", Verdict.CONFORME, "{n:heures} relèvent de L. 124-15.", n=minutes_perdues
            ),
            lecture(
                "prolongation ordinaire",
                Verdict.A_VERIFIER,
                "{n:heures} de plus comptent pour le contingent et le tuteur.",
                n=Minutes(ajoutees - minutes_perdues),
            ),
            que_faire="Limitez le report aux heures perdues.",
            ajoutees=ajoutees,
            perdues=minutes_perdues,
        )
    return conforme(
        "Le report rend {ajoutees:heures} des {perdues:heures} perdues.",
        ajoutees=ajoutees,
        perdues=minutes_perdues,
    )
