"""Les faits que plusieurs sujets déduisent des horaires, des dates et des personnes.

Une déduction propre à un seul sujet vit dans le fichier de ce sujet.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from tripartite.droit.calculs.horaires import (
    Amplitude,
    EmploiDuTemps,
    amplitude_des_journees,
    distinctes,
    etablir,
    minutes_des_journees,
)
from tripartite.droit.calendrier import (
    Mois,
    Periode,
    Semaine,
    annee_d_enseignement,
    mois_entre,
)
from tripartite.droit.decompte import Decompte, regrouper_par_mois
from tripartite.droit.faits import (
    Absence,
    Degre,
    Etablissement,
    Formation,
    Horaires,
    Journee,
    MotifAbsence,
    Nature,
    OrganismeAccueil,
    Presence,
    Rupture,
    StageVoisin,
    Stagiaire,
    Suspension,
)
from tripartite.droit.langage import Aucun, Minutes, connu, deduit


@deduit()
def emploi_du_temps(horaires: Horaires, debut: date, fin: date, organisme: OrganismeAccueil) -> EmploiDuTemps:
    """Les journées prévues, et celles qu'un jour férié retire. Les fériés d'un autre pays sont inconnus."""
    return etablir(horaires, debut, fin, organisme.territoire if organisme.pays == "France" else None)


@deduit()
def journees(emploi_du_temps: EmploiDuTemps) -> dict[date, Journee]:
    """La journée prévue de chaque jour de présence, en heures murales, dans l'ordre."""
    return emploi_du_temps.journees


@deduit()
def journees_distinctes(emploi_du_temps: EmploiDuTemps) -> Mapping[int, Journee]:
    """Les journées prévues, chacune une fois, par son identité : une semaine type en a peu."""
    return distinctes(emploi_du_temps.journees, emploi_du_temps.modeles)


@deduit()
def amplitude(emploi_du_temps: EmploiDuTemps, journees_distinctes: Mapping[int, Journee]) -> Amplitude:
    """Entre quelles heures se tiennent toutes les journées prévues, et s'il peut y avoir des dimanches."""
    return amplitude_des_journees(journees_distinctes, emploi_du_temps.dimanches)


@deduit()
def minutes_par_jour(
    journees: dict[date, Journee], journees_distinctes: Mapping[int, Journee], organisme: OrganismeAccueil
) -> Mapping[date, Minutes]:
    """Les minutes de présence prévues, jour par jour, jours sans présence exclus."""
    return minutes_des_journees(journees, organisme.territoire.fuseau, journees_distinctes)


@deduit()
def feries_chomes(emploi_du_temps: EmploiDuTemps, organisme: OrganismeAccueil) -> Mapping[date, Minutes]:
    """Les minutes que la semaine type donnerait aux jours fériés non travaillés, jour par jour."""
    feriees = emploi_du_temps.feriees
    fuseau = organisme.territoire.fuseau
    return minutes_des_journees(feriees, fuseau, distinctes(feriees, emploi_du_temps.modeles))


@deduit()
def decompte_prevu(minutes_par_jour: Mapping[date, Minutes]) -> Decompte:
    """Les minutes prévues, cumulées jour après jour."""
    return Decompte(minutes_par_jour, dans_l_ordre=True)


@deduit()
def minutes_par_semaine(decompte_prevu: Decompte) -> Mapping[Semaine, Minutes]:
    """Les minutes de présence prévues, par semaine civile où une présence est prévue."""
    return decompte_prevu.par_semaine()


@deduit()
def minutes_par_mois(decompte_prevu: Decompte) -> Mapping[Mois, Minutes]:
    """Les minutes de présence prévues, par mois civil."""
    return decompte_prevu.par_mois()


@deduit()
def minutes_prevues(minutes_par_jour: Mapping[date, Minutes], duree_prevue: Minutes) -> Minutes:
    """La présence totale prévue : celle des horaires, sinon celle qu'annonce la convention."""
    return Minutes(sum(minutes_par_jour.values())) if connu(minutes_par_jour) else duree_prevue


@deduit()
def presences_par_jour(presences: tuple[Presence, ...], debut: date, au: date) -> Mapping[date, Minutes]:
    """Les minutes de présence réelle, jour par jour ; aucune tant que le stage n'a pas commencé."""
    if not connu(presences) and connu(au) and connu(debut) and au <= debut:
        return {}
    suivies = sorted(presences, key=attrgetter("jour"))
    jours = {presence.jour: presence.minutes for presence in suivies}
    if len(jours) < len(suivies):  # plusieurs présences un même jour
        jours = dict.fromkeys(jours, Minutes(0))
        for presence in suivies:
            jours[presence.jour] = Minutes(jours[presence.jour] + presence.minutes)
    return jours


@deduit()
def decompte_reel(presences_par_jour: Mapping[date, Minutes]) -> Decompte:
    """Les minutes de présence réelle, cumulées jour après jour."""
    return Decompte(presences_par_jour, dans_l_ordre=True)


@deduit()
def presences_par_mois(decompte_reel: Decompte) -> Mapping[Mois, Minutes]:
    """Les minutes de présence réelle, par mois civil."""
    return decompte_reel.par_mois()


@deduit()
def fin_effective(fin: date, ruptures: tuple[Rupture, ...]) -> date:
    """Le dernier jour du stage : celui de la rupture s'il y en a une, sinon le terme."""
    return min([fin, *[rupture.le for rupture in ruptures]])


@deduit()
def periode(debut: date, fin_effective: date) -> Periode:
    """La période du stage, jours inclus."""
    return Periode(debut, fin_effective)


@deduit()
def annee(formation: Formation, debut: date) -> Periode:
    """L'année d'enseignement du début du stage : celle qui est déclarée, sinon du 1er septembre."""
    if connu(formation.annee_debut) and connu(formation.annee_fin):
        return Periode(formation.annee_debut, formation.annee_fin)
    return annee_d_enseignement(debut)


@deduit()
def jours_suspendus(suspensions: tuple[Suspension, ...]) -> tuple[Periode, ...]:
    """Les périodes de suspension."""
    return tuple([Periode(s.debut, s.fin) for s in suspensions])


@deduit()
def pfmp(nature: Nature) -> bool:
    """Dit si la convention est celle d'une période de formation en milieu professionnel."""
    return nature == Nature.PFMP


@deduit()
def accueil_en_france(organisme: OrganismeAccueil) -> bool:
    """Dit si l'organisme d'accueil est établi en France : le droit français de l'accueil s'y applique."""
    return organisme.pays == "France"


@deduit()
def enseignement_superieur(etablissement: Etablissement) -> bool:
    """Dit si l'établissement relève de l'enseignement supérieur."""
    return etablissement.degre == Degre.SUPERIEUR


@deduit()
def hors_champ(nature: Nature) -> bool:
    """Dit si la convention échappe à L. 124-1 : séquence d'observation, formation continue."""
    return nature in (Nature.OBSERVATION, Nature.FORMATION_CONTINUE)


@deduit()
def nom_du_stagiaire(stagiaire: Stagiaire) -> str:
    """Le prénom et le nom du stagiaire, comme les autres stages le désignent."""
    return f"{stagiaire.prenom} {stagiaire.nom}"


# --- Les autres stages, les absences et la présence retenue --------------------------------------


def meme_organisme(designation: str, organisme: OrganismeAccueil) -> bool:
    """Dit si ce SIREN, ce SIRET ou ce nom désigne l'organisme d'accueil.

    >>> meme_organisme("732 829 320", OrganismeAccueil(siret="73282932000074"))
    True
    >>> meme_organisme("Société Générale", OrganismeAccueil(nom="SOCIETE  GENERALE"))
    True
    """
    chiffres = "".join(designation.split())
    if chiffres.isdigit() and len(chiffres) in (9, 14):
        return chiffres[:9] == "".join(organisme.siret.split())[:9]
    return _sans_accents(designation) == _sans_accents(organisme.nom)


def _sans_accents(nom: str) -> str:
    decompose = unicodedata.normalize("NFKD", " ".join(nom.split()).casefold())
    return "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))


@deduit()
def stages_de_l_annee_dans_l_organisme(
    stagiaire: Stagiaire, organisme: OrganismeAccueil, annee: Periode
) -> tuple[StageVoisin, ...]:
    """Les autres stages du stagiaire dans le même organisme, pendant la même année d'enseignement."""
    return tuple(
        stage
        for stage in stagiaire.stages
        if annee.chevauche(Periode(stage.debut, stage.fin)) and meme_organisme(stage.organisme, organisme)
    )


ABSENCES_COMPTEES = (
    MotifAbsence.GROSSESSE,
    MotifAbsence.PATERNITE,
    MotifAbsence.ADOPTION,
    MotifAbsence.CONGE,
    MotifAbsence.AUTORISEE,
)
"""Les absences qui comptent dans la durée (L. 124-13, L. 124-18). La maladie n'y est pas."""


class HeuresManquees(NamedTuple):
    """Des heures prévues un jour et non faites : comptent-elles dans la durée, sont-elles payées ?"""

    jour: date
    minutes: Minutes
    comptees: bool
    payees: bool


def repartir_absences(
    minutes_par_jour: Mapping[date, Minutes], absences: Iterable[Absence], suspensions: Iterable[Suspension]
) -> tuple[HeuresManquees, ...]:
    """Les heures manquées, jour par jour : celles de l'horaire prévu, comptées une seule fois."""
    reste = dict(minutes_par_jour)
    dates = sorted(reste)
    manquees = []
    for absence in absences:
        a_repartir: int = sum(reste.values()) if isinstance(absence.minutes, Aucun) else absence.minutes
        for jour in _jours_entre(dates, absence.debut, absence.fin):
            if not a_repartir:
                break
            if reste[jour]:
                minutes = Minutes(min(a_repartir, reste[jour]))
                manquees.append(HeuresManquees(jour, minutes, _comptee(absence.motif), absence.payee))
                a_repartir -= minutes
                reste[jour] = Minutes(reste[jour] - minutes)
    for suspension in suspensions:
        for jour in _jours_entre(dates, suspension.debut, suspension.fin):
            if reste[jour]:
                manquees.append(HeuresManquees(jour, reste[jour], _comptee(suspension.motif), False))
                reste[jour] = Minutes(0)
    return tuple(manquees)


def _jours_entre(dates: Sequence[date], debut: date, fin: date) -> Sequence[date]:
    premier = bisect_left(dates, debut)
    return dates[premier : bisect_right(dates, fin, premier)]


def _comptee(motif: MotifAbsence | Aucun) -> Any:
    return motif in ABSENCES_COMPTEES if connu(motif) else motif


@deduit()
def heures_manquees(
    minutes_par_jour: Mapping[date, Minutes],
    absences: tuple[Absence, ...],
    suspensions: tuple[Suspension, ...],
) -> tuple[HeuresManquees, ...]:
    """Les heures prévues et non faites, par jour d'absence ou de suspension."""
    if not absences and not suspensions:
        return ()
    return repartir_absences(minutes_par_jour, absences, suspensions)


@deduit()
def absences_comptees(heures_manquees: tuple[HeuresManquees, ...]) -> Minutes:
    """Les minutes manquées qui comptent dans la durée du stage (L. 124-13, L. 124-18)."""
    return Minutes(sum(manque.minutes for manque in heures_manquees if manque.comptees))


@deduit()
def absences_non_comptees(heures_manquees: tuple[HeuresManquees, ...]) -> Minutes:
    """Les minutes manquées qui ne comptent pas dans la durée du stage."""
    return Minutes(sum(manque.minutes for manque in heures_manquees if not manque.comptees))


@deduit()
def heures_manquees_connues(
    heures_manquees: tuple[HeuresManquees, ...],
    minutes_par_jour: Mapping[date, Minutes],
    absences: tuple[Absence, ...],
    suspensions: tuple[Suspension, ...],
) -> tuple[HeuresManquees, ...]:
    """Les mêmes, d'après les seules absences et suspensions que l'on connaît."""
    if connu(heures_manquees):
        return heures_manquees
    absences = absences if connu(absences) else ()
    suspensions = suspensions if connu(suspensions) else ()
    if not absences and not suspensions:
        return ()
    return repartir_absences(minutes_par_jour, absences, suspensions)


@deduit()
def presence_retenue_par_jour(
    minutes_par_jour: Mapping[date, Minutes],
    presences_par_jour: Mapping[date, Minutes],
    minutes_par_mois: Mapping[Mois, Minutes],
    presences_par_mois: Mapping[Mois, Minutes],
    decompte_prevu: Decompte,
    decompte_reel: Decompte,
    heures_manquees_connues: tuple[HeuresManquees, ...],
    ruptures: tuple[Rupture, ...],
) -> Mapping[date, Minutes]:
    """La présence décomptée quand on la connaît, sinon la présence prévue, moins ce que l'on sait manqué.

    Un mois sans aucun décompte suit les horaires ; le dernier mois décompté les suit après son dernier jour.
    """
    decomptees = presences_par_jour if connu(presences_par_jour) else {}
    manquees: dict[date, int] = {}
    for manque in heures_manquees_connues:
        manquees[manque.jour] = manquees.get(manque.jour, 0) + manque.minutes
    terme = min((r.le for r in ruptures), default=None) if connu(ruptures) else None
    if not decomptees and not manquees and not terme:
        return minutes_par_jour
    mois_decomptes = set(presences_par_mois) if decomptees else set()
    dernier = decompte_reel.dernier_jour if decomptees else None
    if (  # tout est décompté
        dernier
        and mois_decomptes.issuperset(minutes_par_mois)
        and dernier >= (decompte_prevu.dernier_jour or dernier)
    ):
        return decomptees
    retenue = dict(decomptees)
    for jour, minutes in minutes_par_jour.items():
        if dernier and jour <= dernier and (jour.year, jour.month) in mois_decomptes:
            continue
        if terme and jour > terme:
            continue
        faites = minutes - manquees.get(jour, 0)
        if faites:
            retenue[jour] = Minutes(faites)
    return retenue


@deduit()
def presence_retenue_par_mois(
    presence_retenue_par_jour: Mapping[date, Minutes],
    presences_par_jour: Mapping[date, Minutes],
    minutes_par_jour: Mapping[date, Minutes],
    minutes_par_mois: Mapping[Mois, Minutes],
    presences_par_mois: Mapping[Mois, Minutes],
) -> Mapping[Mois, Minutes]:
    """La présence retenue, par mois civil."""
    if connu(presence_retenue_par_jour):
        if presence_retenue_par_jour is minutes_par_jour:
            return minutes_par_mois
        if presence_retenue_par_jour is presences_par_jour:
            return presences_par_mois
        return regrouper_par_mois(presence_retenue_par_jour)
    if connu(presences_par_mois):
        return dict(sorted({**minutes_par_mois, **presences_par_mois}.items()))
    return minutes_par_mois


@deduit()
def duree_retenue(
    presence_retenue_par_mois: Mapping[Mois, Minutes],
    presence_retenue_par_jour: Mapping[date, Minutes],
    minutes_par_jour: Mapping[date, Minutes],
    heures_manquees_connues: tuple[HeuresManquees, ...],
) -> Minutes:
    """La durée au sens de L. 124-18 : la présence retenue, et les absences qui comptent."""
    duree = 0 + sum(presence_retenue_par_mois.values())
    for manque in heures_manquees_connues:
        if manque.comptees:
            vide = minutes_par_jour[manque.jour] - presence_retenue_par_jour.get(manque.jour, 0)
            duree += max(0, min(manque.minutes, vide))
    return Minutes(duree)


@deduit()
def mois_du_stage(minutes_par_mois: Mapping[Mois, Minutes], debut: date, fin: date) -> tuple[Mois, ...]:
    """Les mois civils du stage : ceux où une présence est prévue, sinon ceux que touchent ses dates."""
    presents = tuple(minutes_par_mois) if connu(minutes_par_mois) else ()
    return presents or tuple(mois_entre(debut, fin))
