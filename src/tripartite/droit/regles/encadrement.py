"""Tuteur : L. 124-9, L. 124-10, R. 124-13."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tripartite.droit.calculs.accueils import charge as charge
from tripartite.droit.calculs.accueils import identite, periode_comptee
from tripartite.droit.calendrier import UN_JOUR, Periode, Semaine
from tripartite.droit.faits import Avenant, Convention, OrganismeAccueil, StageVoisin, Tuteur
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Gravite,
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

SUJET = Sujet(
    "Tuteur",
    ordre=70,
    lignes=("R13",),
    presentation="Qui accompagne le stagiaire dans l'organisme d'accueil, et combien il en accompagne.",
)

TUTEUR_MAX = Parametre(
    "conventions en cours au-delà desquelles on ne désigne plus un tuteur",
    depuis("2015-10-29", 3, "R. 124-13 (décret 2015-1359)", Confiance.SECONDAIRE),
    unite="conventions",
    articles=("R. 124-13",),
)


# --- Le tuteur -----------------------------------------------------------------------------------


class Designation(NamedTuple):
    """Un tuteur, et le jour où sa désignation prend effet ; un nom vide : plus personne."""

    tuteur: str
    effet: date


@deduit()
def designations(
    convention_initiale: Convention, avenants_conclus: tuple[Avenant, ...], debut: date
) -> tuple[Designation, ...]:
    """Les tuteurs successifs : celui de la convention, puis celui de chaque avenant qui en change."""
    suite = [Designation(_nom(convention_initiale.tuteur), debut)]
    for avenant in avenants_conclus:
        for changement in avenant.changements:
            if changement.fait == "tuteur":
                suite.append(Designation(_nom(changement.apres), max(avenant.conclu_le, debut)))
    return tuple(suite)


def _nom(tuteur: Tuteur) -> str:
    return f"{tuteur.prenom} {tuteur.nom}".strip() if tuteur and tuteur.nom else ""


@deduit()
def jours_sans_tuteur(designations: tuple[Designation, ...], periode: Periode) -> tuple[Periode, ...]:
    """Les jours du stage où personne n'est désigné tuteur."""
    fins = [d.effet - UN_JOUR for d in designations[1:]] + [periode.fin]
    vacances = []
    for designation, fin in zip(designations, fins, strict=True):
        if not designation.tuteur:
            vacance = (
                periode.intersection(Periode(designation.effet, fin)) if designation.effet <= fin else None
            )
            if vacance:
                vacances.append(vacance)
    return tuple(vacances)


def conventions_du_tuteur(stages: Iterable[StageVoisin], tuteur: str, jour: date) -> tuple[int, int]:
    """Les conventions de ce tuteur en cours ce jour-là : celles que l'on sait, celles qui peuvent l'être.

    Une prolongation de L. 124-15 ne compte pas. Une convention dont on ignore le tuteur peut être la sienne.
    """
    sures = possibles = 0
    qui = identite(tuteur)
    for stage in stages:
        comptee = periode_comptee(stage)
        if comptee and comptee.contient(jour):
            if not connu(stage.tuteur):
                possibles += 1
            elif identite(stage.tuteur) == qui:
                sures += 1
    return sures, sures + possibles


def tuteur_libre_le(
    stages: tuple[StageVoisin, ...], tuteur: str, a_partir_du: date, plafond: int | None = None
) -> date:
    """Le premier jour où ce tuteur peut être désigné : moins de trois conventions en cours (R. 124-13).

    Args:
        stages: les stages de l'organisme, dates connues ; ceux dont le tuteur est inconnu sont comptés.
        tuteur: son nom, comme les stages le désignent.
        a_partir_du: le jour voulu, rendu s'il convient.
        plafond: le nombre qui empêche la désignation ; sinon celui de R. 124-13 au jour voulu.

    Raises:
        FaitInconnu: avant le 29 octobre 2015 ou après l'horizon des textes, sans `plafond`.
    """
    limite = TUTEUR_MAX.au(a_partir_du).valeur if plafond is None else plafond
    qui = identite(tuteur)
    suivis = [s for s in stages if not connu(s.tuteur) or identite(s.tuteur) == qui]
    resultat = charge([p for s in suivis if (p := periode_comptee(s)) is not None])
    jour = a_partir_du
    for tranche in resultat.tranches:
        if tranche.debut <= jour <= tranche.fin and tranche.nombre >= limite:
            jour = tranche.fin + UN_JOUR
    return jour


@regle("L. 124-9")
def tuteur_designe(
    hors_champ: bool, accueil_en_france: bool, jours_sans_tuteur: tuple[Periode, ...], tuteur: Tuteur
) -> Constat:
    """L'organisme d'accueil désigne un tuteur, pour toute la durée du stage.

    Une vacance ne suffit pas à requalifier le stage qui garde son objet (CA Besançon, 22 juillet 2025,
    n° 24/00642), mais elle peut donner lieu à l'amende de L. 124-17.
    """
    if hors_champ:
        return sans_objet("Le tuteur de L. 124-9 ne concerne pas cette convention.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est à l'étranger : L. 124-9 ne s'impose pas à lui.")
    if not jours_sans_tuteur:
        return conforme("Un tuteur est désigné pour tout le stage.")
    vacance = jours_sans_tuteur[0]
    if not tuteur or not tuteur.nom:
        return non_conforme(
            "Aucun tuteur n'est désigné dans l'organisme d'accueil, à partir du {debut:date}.",
            que_faire="Désignez un tuteur, par avenant si la convention est déjà signée.",
            debut=jours_sans_tuteur[-1].debut,
        )
    return non_conforme(
        "Aucun tuteur n'a été désigné du {debut:date} au {fin:date}.",
        que_faire="Faites courir la désignation du nouveau tuteur dès le départ du précédent.",
        debut=vacance.debut,
        fin=vacance.fin,
    )


@regle("L. 124-10", "R. 124-13", depuis="2015-10-29", plafond=TUTEUR_MAX.a_la_date("conclue_le"))
def plafond_du_tuteur(
    hors_champ: bool,
    accueil_en_france: bool,
    designations: tuple[Designation, ...],
    organisme: OrganismeAccueil,
    *,
    plafond: int,
) -> Constat:
    """On ne désigne pas tuteur une personne qui l'est déjà dans trois conventions en cours.

    Le nombre se lit dans l'organisme d'accueil, au jour où la désignation prend effet ; un avenant qui change
    le tuteur est une nouvelle désignation. Les prolongations de L. 124-15 ne comptent pas.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Le plafond du tuteur ne concerne pas cette convention.")
    nommees = [d for d in designations if d.tuteur]
    if not nommees:
        return sans_objet("Aucun tuteur n'est désigné.")
    douteuse: Constat | None = None
    for designation in nommees:
        sures, possibles = conventions_du_tuteur(organisme.stages, designation.tuteur, designation.effet)
        if sures >= plafond:
            libre_le = tuteur_libre_le(organisme.stages, designation.tuteur, designation.effet, plafond)
            return non_conforme(
                "Au {effet:date}, {tuteur} est déjà tuteur dans {en_cours} conventions en cours : à partir de"
                " {plafond}, on ne désigne plus la même personne.",
                que_faire="Désignez une autre personne, ou faites commencer le stage le {libre_le:date}.",
                etapes=_etapes(designation, sures, plafond),
                tuteur=designation.tuteur,
                effet=designation.effet,
                en_cours=sures,
                plafond=plafond,
                libre_le=libre_le,
            )
        if possibles >= plafond:
            douteuse = a_verifier(
                "Au {effet:date}, {tuteur} peut être déjà tuteur dans {en_cours} conventions : on ignore le"
                " tuteur de certains stages.",
                lecture("tuteurs connus", Verdict.CONFORME, "Il l'est dans {sures}.", sures=sures),
                lecture(
                    "tous les stages", Verdict.NON_CONFORME, "Il l'est dans {en_cours}.", en_cours=possibles
                ),
                que_faire="Indiquez le tuteur de chaque stage en cours ce jour-là.",
                etapes=_etapes(designation, sures, plafond),
                tuteur=designation.tuteur,
                effet=designation.effet,
                en_cours=possibles,
                plafond=plafond,
            )
    if douteuse is not None:
        return douteuse
    derniere = nommees[-1]
    if not connu(derniere.effet):  # aucun autre stage : le jour n'y change rien
        return conforme("{tuteur} n'accompagne aucun autre stagiaire.", tuteur=derniere.tuteur, en_cours=0)
    return conforme(
        "Au {effet:date}, les autres conventions en cours de {tuteur} sont au nombre de {en_cours} : moins de"
        " {plafond}.",
        etapes=lambda: _etapes(derniere, sures, plafond),
        tuteur=derniere.tuteur,
        effet=derniere.effet,
        en_cours=sures,
        plafond=plafond,
    )


def _etapes(designation: Designation, en_cours: int, plafond: int) -> tuple[Etape, ...]:
    calcul = "{tuteur}, au {effet:date} : {en_cours} ; désignation possible sous {plafond}"
    grandeurs = {"tuteur": designation.tuteur, "effet": designation.effet}
    return (etape("Autres conventions en cours", calcul, en_cours=en_cours, plafond=plafond, **grandeurs),)


@regle(
    "L. 124-10",
    depuis="2015-10-29",
    gravite=Gravite.AVERTISSEMENT,
    plafond=TUTEUR_MAX.a_la_date("conclue_le"),
)
def tuteur_au_jour_de_la_conclusion(
    hors_champ: bool,
    accueil_en_france: bool,
    designations: tuple[Designation, ...],
    organisme: OrganismeAccueil,
    conclue_le: date,
    *,
    plafond: int,
) -> Constat:
    """Au jour où la convention est conclue, son tuteur ne l'est pas déjà trois fois au-delà de la semaine.

    L. 124-10, connu de mémoire, compterait à la conclusion les conventions qui finissent après la semaine
    civile ; R. 124-13 compte au jour d'effet. Le doute est montré, sans accuser.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Le plafond du tuteur ne concerne pas cette convention.")
    tuteur = designations[0].tuteur
    if not tuteur:
        return sans_objet("Aucun tuteur n'est désigné.")
    dimanche = Semaine.de(conclue_le).dimanche
    qui = identite(tuteur)
    comptees = [
        comptee
        for stage in organisme.stages
        if (comptee := periode_comptee(stage))
        and comptee.debut <= conclue_le
        and comptee.fin > dimanche
        and (not connu(stage.tuteur) or identite(stage.tuteur) == qui)
    ]
    en_cours = len(comptees)
    if en_cours < plafond:
        return conforme(
            "Au jour de la conclusion, les conventions en cours de {tuteur} sont au nombre de {en_cours}.",
            tuteur=tuteur,
            en_cours=en_cours,
        )
    return a_verifier(
        "Au jour de la conclusion, {tuteur} est déjà tuteur dans {en_cours} conventions qui courent au-delà"
        " de la semaine.",
        lecture(
            "au jour d'effet (R. 124-13)",
            Verdict.CONFORME,
            "Seul compte le jour où la désignation prend effet.",
        ),
        lecture(
            "au jour de la conclusion (L. 124-10)",
            Verdict.NON_CONFORME,
            "On ne conclut pas la convention : {en_cours} conventions courent déjà.",
            en_cours=en_cours,
        ),
        que_faire="Désignez une autre personne, ou attendez la fin d'une de ces conventions pour conclure.",
        tuteur=tuteur,
        en_cours=en_cours,
        plafond=plafond,
    )


@regle(
    "L. 124-10",
    "R. 124-13",
    depuis="2015-10-29",
    gravite=Gravite.INFORMATION,
    plafond=TUTEUR_MAX.a_la_date("conclue_le"),
)
def charge_du_tuteur(
    hors_champ: bool,
    accueil_en_france: bool,
    designations: tuple[Designation, ...],
    periode: Periode,
    organisme: OrganismeAccueil,
    *,
    plafond: int,
) -> Constat:
    """Le nombre de stagiaires que suit le tuteur, chaque jour du stage.

    Le texte ne défend que de désigner : une prolongation sans nouvelle désignation peut faire dépasser le
    nombre sans qu'il y ait manquement.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("Le plafond du tuteur ne concerne pas cette convention.")
    tuteur, effet = designations[-1]
    if not tuteur or effet > periode.fin:
        return sans_objet("Aucun tuteur n'est désigné.")
    qui = identite(tuteur)
    sien = Periode(effet, periode.fin)
    suivis = [
        commune
        for stage in organisme.stages
        if connu(stage.tuteur) and identite(stage.tuteur) == qui
        if (commune := sien.intersection(Periode(stage.debut, stage.fin)))
    ]
    resultat = charge([sien, *suivis])
    if resultat.pic <= plafond:
        return conforme(
            "Le nombre de stagiaires que {tuteur} accompagne en même temps ne dépasse pas {pic}.",
            tuteur=tuteur,
            pic=resultat.pic,
        )
    if resultat.au(effet) > plafond:
        return sans_objet("Le nombre est dépassé dès la désignation : voyez la règle qui lui est propre.")
    return conforme(
        "À partir du {jour:date}, {tuteur} accompagnera {pic} stagiaires en même temps : sans nouvelle"
        " désignation, ce n'est pas un manquement.",
        que_faire="Voyez si le tuteur peut encore accompagner chacun d'eux.",
        tuteur=tuteur,
        pic=resultat.pic,
        jour=resultat.jour_du_pic,
    )
