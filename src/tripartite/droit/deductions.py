"""Les faits que plusieurs sujets déduisent des horaires, des dates et des personnes.

Une déduction propre à un seul sujet vit dans le fichier de ce sujet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calendrier import Mois, Periode, annee_d_enseignement, regrouper_par_mois
from tripartite.droit.faits import (
    Degre,
    Etablissement,
    Formation,
    Horaires,
    Nature,
    OrganismeAccueil,
    Presence,
    Rupture,
    Stagiaire,
    Suspension,
    Tuteur,
)
from tripartite.droit.horaires import repartir
from tripartite.droit.langage import Minutes, connu, deduit


@deduit()
def minutes_par_jour(
    horaires: Horaires, debut: date, fin: date, organisme: OrganismeAccueil
) -> Mapping[date, Minutes]:
    """Les minutes de présence prévues, jour par jour, jours sans présence exclus."""
    return repartir(horaires, debut, fin, organisme.territoire)


@deduit()
def minutes_par_mois(minutes_par_jour: Mapping[date, Minutes]) -> Mapping[Mois, Minutes]:
    """Les minutes de présence prévues, par mois civil."""
    return regrouper_par_mois(minutes_par_jour)


@deduit()
def minutes_prevues(minutes_par_jour: Mapping[date, Minutes], duree_prevue: Minutes) -> Minutes:
    """La présence totale prévue : celle des horaires, sinon celle qu'annonce la convention."""
    return Minutes(sum(minutes_par_jour.values())) if connu(minutes_par_jour) else duree_prevue


@deduit()
def presences_par_jour(presences: tuple[Presence, ...]) -> Mapping[date, Minutes]:
    """Les minutes de présence réelle, jour par jour."""
    jours: dict[date, Minutes] = {}
    for presence in sorted(presences, key=lambda p: p.jour):
        jours[presence.jour] = Minutes(jours.get(presence.jour, 0) + presence.minutes)
    return jours


@deduit()
def presences_par_mois(presences_par_jour: Mapping[date, Minutes]) -> Mapping[Mois, Minutes]:
    """Les minutes de présence réelle, par mois civil."""
    return regrouper_par_mois(presences_par_jour)


@deduit()
def fin_effective(fin: date, ruptures: tuple[Rupture, ...]) -> date:
    """Le dernier jour du stage : celui de la rupture s'il y en a une, sinon le terme."""
    return min([fin, *(rupture.le for rupture in ruptures)])


@deduit()
def periode(debut: date, fin_effective: date) -> Periode:
    """La période du stage, jours inclus."""
    return Periode(debut, fin_effective)


@deduit()
def annee(formation: Formation, debut: date) -> Periode:
    """L'année d'enseignement du début du stage : celle que déclare l'établissement, sinon du 1er septembre."""
    if connu(formation.annee_debut) and connu(formation.annee_fin):
        return Periode(formation.annee_debut, formation.annee_fin)
    return annee_d_enseignement(debut)


@deduit()
def jours_suspendus(suspensions: tuple[Suspension, ...]) -> tuple[Periode, ...]:
    """Les périodes de suspension."""
    return tuple(Periode(s.debut, s.fin) for s in suspensions)


@deduit()
def pfmp(nature: Nature) -> bool:
    """Dit si la convention est celle d'une période de formation en milieu professionnel."""
    return nature is Nature.PFMP


@deduit()
def accueil_en_france(organisme: OrganismeAccueil) -> bool:
    """Dit si l'organisme d'accueil est établi en France : le droit français de l'accueil s'y applique."""
    return organisme.pays == "France"


@deduit()
def enseignement_superieur(etablissement: Etablissement) -> bool:
    """Dit si l'établissement relève de l'enseignement supérieur."""
    return etablissement.degre is Degre.SUPERIEUR


@deduit()
def hors_champ(nature: Nature) -> bool:
    """Dit si la convention échappe à L. 124-1 : séquence d'observation, formation continue."""
    return nature in (Nature.OBSERVATION, Nature.FORMATION_CONTINUE)


@deduit()
def nom_du_stagiaire(stagiaire: Stagiaire) -> str:
    """Le prénom et le nom du stagiaire, comme les autres stages le désignent."""
    return f"{stagiaire.prenom} {stagiaire.nom}"


@deduit()
def nom_du_tuteur(tuteur: Tuteur) -> str:
    """Le prénom et le nom du tuteur, comme les autres stages le désignent."""
    return f"{tuteur.prenom} {tuteur.nom}"
