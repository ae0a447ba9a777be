"""Ce que dure un stage : le compteur de chaque année d'enseignement, et sa place devant les seuils.

C. éduc. L. 124-5, L. 124-18, D. 124-6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tripartite.droit.calculs.deductions import HeuresManquees, meme_organisme
from tripartite.droit.calculs.horaires import repartir
from tripartite.droit.calendrier import (
    MOIS_DE_STAGE,
    UN_JOUR,
    Periode,
    ajouter_mois,
    duree_en_jours_et_mois,
)
from tripartite.droit.decompte import franchissement
from tripartite.droit.faits import Horaires, OrganismeAccueil, Rupture, StageVoisin, Stagiaire, Suspension
from tripartite.droit.langage import (
    AUCUN,
    ETAT_DU_DROIT,
    Aucun,
    Confiance,
    Etape,
    FaitInconnu,
    Inconnu,
    Minutes,
    Parametre,
    connu,
    deduit,
    depuis,
    etape,
)

PLAFOND = Parametre(
    "durée maximale dans un organisme et une année d'enseignement",
    depuis(
        "2014-12-01", 6 * MOIS_DE_STAGE, "L. 124-5 et D. 124-6 ; service-public F20559", Confiance.SECONDAIRE
    ),
    unite="minutes",
    articles=("L. 124-5", "D. 124-6"),
)


# --- Ce que l'on déduit ------------------------------------------------------------------------


class Compteur(NamedTuple):
    """Ce que compte une année d'enseignement ; `possibles` dépasse `certaines` si l'on ne sait répartir."""

    annee: Periode
    certaines: Minutes
    possibles: Minutes
    feries: Minutes
    autres: tuple[StageVoisin, ...]


@deduit()
def annees_du_stage(annee: Periode, debut: date, fin_effective: date) -> tuple[Periode, ...]:
    """Les années d'enseignement que touche le stage, d'après celle que l'établissement déclare.

    Entre la fin déclarée d'une année et le début de la suivante, rien ne recommence : l'année se prolonge.
    """
    dernier = max(debut, fin_effective)
    rang = debut.year - annee.debut.year
    rentree = ajouter_mois(annee.debut, 12 * rang)
    if rentree > debut:
        rang -= 1
        rentree = ajouter_mois(annee.debut, 12 * rang)
    trouvees = []
    while rentree <= dernier:
        rang += 1
        suivante = ajouter_mois(annee.debut, 12 * rang)
        trouvees.append(Periode(rentree, suivante - UN_JOUR))
        rentree = suivante
    return tuple(trouvees)


@deduit()
def duree_par_jour(
    minutes_par_jour: Mapping[date, Minutes],
    presence_retenue_par_jour: Mapping[date, Minutes],
    heures_manquees: tuple[HeuresManquees, ...],
) -> Mapping[date, Minutes]:
    """Les minutes qui comptent dans la durée, jour par jour : la présence, et les absences comptées."""
    comptees = [m for m in heures_manquees if m.comptees] if connu(heures_manquees) else []
    if not comptees:
        return presence_retenue_par_jour
    jours = dict(presence_retenue_par_jour)
    for manque in comptees:
        presente = jours.get(manque.jour, Minutes(0))
        prevue = max(presente, minutes_par_jour[manque.jour])
        jours[manque.jour] = Minutes(min(presente + manque.minutes, prevue))
    return {jour: jours[jour] for jour in sorted(jours)}


@deduit()
def minutes_retenues(
    duree_retenue: Minutes,
    minutes_prevues: Minutes,
    suspensions: tuple[Suspension, ...],
    ruptures: tuple[Rupture, ...],
) -> Minutes:
    """La présence, réelle ou prévue, et les absences comptées : ce que l'on oppose aux seuils.

    Sans horaires, la durée qu'annonce la convention, tant que rien n'a interrompu le stage.
    """
    return duree_retenue if connu(duree_retenue) or suspensions or ruptures else minutes_prevues


@deduit()
def compteurs(
    annees_du_stage: tuple[Periode, ...],
    duree_par_jour: Mapping[date, Minutes],
    minutes_retenues: Minutes,
    feries_chomes: Mapping[date, Minutes],
    fin_effective: date,
    stagiaire: Stagiaire,
    organisme: OrganismeAccueil,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
) -> tuple[Compteur, ...]:
    """Le compteur de chaque année d'enseignement : cette convention, ses fériés chômés, les autres stages."""
    lignes = []
    for rang, annee in enumerate(annees_du_stage):
        autres = _autres_stages(stagiaire, organisme, annee) if rang else stages_de_l_annee_dans_l_organisme
        certaines, possibles = Minutes(0), minutes_retenues
        if len(annees_du_stage) == 1:
            certaines = possibles
        elif connu(duree_par_jour):
            certaines = possibles = _entre(duree_par_jour, annee)
        feries = Minutes(0)
        if connu(feries_chomes):
            feries = _entre(feries_chomes, Periode(annee.debut, min(annee.fin, fin_effective)))
        lignes.append(Compteur(annee, certaines, possibles, feries, autres))
    return tuple(lignes)


def _autres_stages(
    stagiaire: Stagiaire, organisme: OrganismeAccueil, annee: Periode
) -> tuple[StageVoisin, ...]:
    if not connu(stagiaire.stages):
        return stagiaire.stages
    return tuple(
        stage
        for stage in stagiaire.stages
        if annee.chevauche(Periode(stage.debut, stage.fin)) and meme_organisme(stage.organisme, organisme)
    )


def _entre(minutes_par_jour: Mapping[date, Minutes], periode: Periode) -> Minutes:
    debut, fin = periode
    return Minutes(sum([minutes for jour, minutes in minutes_par_jour.items() if debut <= jour <= fin]))


def ailleurs(compteur: Compteur) -> tuple[Minutes, Minutes]:
    """La présence des autres stages de l'année : ce qui est sûr, et tout ce qui peut en être."""
    surs = possibles = 0
    for stage in compteur.autres:
        possibles += stage.presence
        if compteur.annee.contient(stage.debut) and compteur.annee.contient(stage.fin):
            surs += stage.presence
    return Minutes(surs), Minutes(possibles)


@deduit(plafond=PLAFOND.a_la_date("conclue_le"))
def duree_depassee(compteurs: tuple[Compteur, ...], *, plafond: Minutes) -> bool:
    """Dit si, de façon certaine, le stagiaire passe une année plus que le plafond dans l'organisme."""
    return any(c.certaines > plafond or c.certaines + ailleurs(c)[0] > plafond for c in compteurs)


@deduit()
def duree_de_l_annee(compteurs: tuple[Compteur, ...]) -> Minutes:
    """Les minutes de l'année d'enseignement du début : cette convention, et les autres dans l'organisme."""
    premier = compteurs[0]
    if premier.certaines != premier.possibles:
        raise FaitInconnu(Inconnu("horaires", "les horaires, pour répartir la durée entre deux années"))
    return Minutes(premier.certaines + ailleurs(premier)[1])


@deduit(plafond=PLAFOND.a_la_date("conclue_le"))
def fin_possible(
    compteurs: tuple[Compteur, ...],
    duree_par_jour: Mapping[date, Minutes],
    horaires: Horaires,
    debut: date,
    fin_effective: date,
    organisme: OrganismeAccueil,
    *,
    plafond: Minutes,
) -> date | Aucun:
    """Le dernier jour où le stage peut finir, au rythme de ses horaires, dans l'année de son début.

    `AUCUN` si les autres stages de l'année ne laissent aucune présence.
    """
    premier = compteurs[0]
    territoire = organisme.territoire if organisme.pays == "France" else None
    prolonge = repartir(horaires, debut, premier.annee.fin, territoire)
    rythme = {jour: m for jour, m in duree_par_jour.items() if premier.annee.contient(jour)}
    rythme |= {jour: m for jour, m in prolonge.items() if jour > fin_effective}
    return dernier_jour_possible(rythme, autres=ailleurs(premier)[1], plafond=plafond) or AUCUN


# --- Ce que l'on calcule -----------------------------------------------------------------------


class Duree(NamedTuple):
    """Une durée au sens de D. 124-6, et sa place devant les seuils. Minutes et dates."""

    minutes: Minutes
    jours: int
    mois: int
    jours_restants: int
    minutes_restantes: Minutes
    plafond: Minutes
    reste_avant_plafond: Minutes
    depassement: Minutes
    seuil: Minutes
    reste_avant_seuil: Minutes
    plafond_depasse_le: date | None
    seuil_depasse_le: date | None
    heure_suivante_complete_le: date | None
    etapes: tuple[Etape, ...]


def compter_duree(
    presence: int | Mapping[date, int],
    *,
    autres: int = 0,
    seuil: int = 2 * MOIS_DE_STAGE,
    plafond: int | None = None,
) -> Duree:
    """Compte une durée en heures, en jours et en mois, et ce qui reste avant les seuils (D. 124-6, L. 124-5).

    Args:
        presence: les minutes de présence et d'absence comptée : un total, ou jour par jour.
        autres: les minutes des autres stages dans l'organisme pendant l'année d'enseignement.
        seuil: la durée au-delà de laquelle la gratification est due, en minutes (deux mois).
        plafond: la durée maximale, en minutes ; par défaut celle d'aujourd'hui (L. 124-5).

    Returns:
        La durée, les restes et, jour par jour, les dates : le jour où le seuil et le plafond sont passés,
        et celui où l'heure qui suit le seuil est complète.

    Raises:
        ValueError: une durée est négative.

    >>> duree = compter_duree(984 * 60)
    >>> duree.jours, duree.mois, duree.jours_restants, duree.depassement
    (140, 6, 8, 3600)
    """
    ici = presence if isinstance(presence, int) else sum(presence.values())
    if ici < 0 or autres < 0:
        raise ValueError("Une durée de présence est négative. Donnez des minutes, à partir de zéro.")
    if plafond is None:
        plafond = PLAFOND.au(ETAT_DU_DROIT).valeur
    total = ici + autres
    duree = duree_en_jours_et_mois(total)
    par_jour = {} if isinstance(presence, int) else presence
    return Duree(
        minutes=Minutes(total),
        jours=duree.jours,
        mois=duree.mois,
        jours_restants=duree.jours_restants,
        minutes_restantes=Minutes(duree.minutes_restantes),
        plafond=Minutes(plafond),
        reste_avant_plafond=Minutes(max(0, plafond - total)),
        depassement=Minutes(max(0, total - plafond)),
        seuil=Minutes(seuil),
        reste_avant_seuil=Minutes(max(0, seuil - total)),
        plafond_depasse_le=franchissement(par_jour, plafond - autres),
        seuil_depasse_le=franchissement(par_jour, seuil - autres),
        heure_suivante_complete_le=franchissement(par_jour, seuil + 59 - autres),
        etapes=(*somme(ici, autres), *conversion(total), place(total, plafond)),
    )


def dernier_jour_possible(
    minutes_par_jour: Mapping[date, int], *, autres: int = 0, plafond: int | None = None
) -> date | None:
    """Le dernier jour de présence qui tient sous le plafond, au rythme donné (L. 124-5).

    Args:
        minutes_par_jour: la présence au rythme de la semaine, aussi loin que l'on veut regarder dans
            l'année d'enseignement.
        autres: les minutes déjà faites ou prévues dans l'organisme pendant cette année.
        plafond: la durée maximale, en minutes ; par défaut celle d'aujourd'hui (L. 124-5).

    Returns:
        Ce jour ; le dernier donné si le plafond n'est pas passé ; `None` si aucun ne tient.

    >>> dernier_jour_possible({date(2026, 7, 1): 420, date(2026, 7, 2): 420}, autres=923 * 60 - 420)
    datetime.date(2026, 7, 1)
    """
    reste = (PLAFOND.au(ETAT_DU_DROIT).valeur if plafond is None else plafond) - autres
    dernier = None
    for jour in sorted(minutes_par_jour):
        reste -= minutes_par_jour[jour]
        if reste < 0:
            break
        dernier = jour
    return dernier


def somme(ici: int, autres: int) -> Sequence[Etape]:
    if not autres:
        return ()
    return (
        etape(
            "Présence de l'année",
            "{ici:heures} ici + {autres:heures} dans les autres stages = {total:heures}",
            ici=ici,
            autres=autres,
            total=ici + autres,
        ),
    )


def conversion(minutes: int) -> Sequence[Etape]:
    duree = duree_en_jours_et_mois(minutes)
    return (
        etape("Jours de stage", "{minutes:heures} ÷ 7 h = {n:jours}", minutes=minutes, n=duree.jours),
        etape(
            "Mois de stage",
            "{n:jours} ÷ 22 = {mois:mois} et {reste:jours}",
            n=duree.jours,
            mois=duree.mois,
            reste=duree.jours_restants,
        ),
    )


def place(total: int, plafond: int) -> Etape:
    if total > plafond:
        ecart = total - plafond
        return etape(
            "Au-delà du plafond",
            "{total:heures} − {plafond:heures} = {ecart:heures}",
            total=total,
            plafond=plafond,
            ecart=ecart,
        )
    return etape(
        "Reste avant le plafond",
        "{plafond:heures} − {total:heures} = {reste:heures}",
        plafond=plafond,
        total=total,
        reste=plafond - total,
    )
