"""Puis-je accueillir un stagiaire de plus ? Le contingent, le tuteur, le poste : dès quand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tripartite.droit.calculs.contingents import (
    PremiereSemaineLibre,
    SemaineDuContingent,
    contingent_par_semaine,
    premiere_semaine_libre,
)
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Effectif, StageVoisin
from tripartite.droit.langage import AUCUN, Etape, etape, phrase
from tripartite.droit.regles.carence import PosteLibre, poste_libre_le
from tripartite.droit.regles.encadrement import tuteur_libre_le
from tripartite.rendus.fiches import Chiffre, Fiche, tableau
from tripartite.reponses.socle import Rappel, Reponse, ordonner

Dates = tuple[date, date]
TUTEUR = "le tuteur voulu"


@dataclass(frozen=True)
class Demande:
    """L'effectif de la personne morale, les stages qu'elle accueille, celui que l'on voudrait y ajouter.

    `tuteur` sont ceux, parmi tous, que suit déjà le tuteur voulu ; `poste`, ceux qui ont occupé le poste.
    """

    effectif: int
    debut: date
    fin: date
    stages: tuple[Dates, ...] = ()
    tuteur: tuple[Dates, ...] = ()
    poste: tuple[Dates, ...] = ()


class Places(NamedTuple):
    """Les semaines du stage voulu, la première place, le tuteur et le poste libres ; et la date de tous."""

    semaines: tuple[SemaineDuContingent, ...]
    libre: PremiereSemaineLibre
    tuteur_libre_le: date | None
    poste: PosteLibre | None
    jour: date


def repondre(demande: Demande) -> Reponse:
    """La première date où le contingent, le tuteur et le poste permettent un stage de cette durée.

    Raises:
        ReponseImpossible: des dates sont dans le désordre.
        FaitInconnu: le barème de ce jour n'est pas connu.
    """
    voulu = (demande.debut, demande.fin)
    for debut, fin in (voulu, *demande.stages, *demande.tuteur, *demande.poste):
        ordonner(debut, fin)
    duree = demande.fin - demande.debut
    voisins = _voisins(demande.stages)
    horizon = max((fin for _, fin in demande.stages), default=demande.debut) + 2 * duree
    effectifs = tuple(
        Effectif(mois, demande.effectif) for mois in mois_comptes(demande.debut, max(horizon, demande.fin))
    )
    semaines = contingent_par_semaine(effectifs, voisins, *voulu)
    libre = premiere_semaine_libre(effectifs, voisins, *voulu)
    tuteur = tuteur_libre_le(_voisins(demande.tuteur), TUTEUR, demande.debut) if demande.tuteur else None
    poste = poste_libre_le(_voisins(demande.poste)) if demande.poste else None
    places = Places(semaines, libre, tuteur, poste, _premiere_date(demande, effectifs, voisins))
    rappels = (Rappel("place", "Premier jour possible pour un stagiaire de plus", places.jour),)
    return Reponse(fiche_des_places(places, demande.debut), places, rappels)


def _premiere_date(
    demande: Demande, effectifs: tuple[Effectif, ...], voisins: tuple[StageVoisin, ...]
) -> date:
    """Le premier jour que les trois permettent : chacun, tour à tour, le repousse."""
    duree = demande.fin - demande.debut
    jour, poste = demande.debut, poste_libre_le(_voisins(demande.poste)).conseille
    while True:
        essai = max(jour, poste or jour)
        essai = tuteur_libre_le(_voisins(demande.tuteur), TUTEUR, essai)
        essai = premiere_semaine_libre(effectifs, voisins, essai, essai + duree).jour
        if essai == jour:
            return jour
        jour = essai


def _voisins(stages: Sequence[Dates]) -> tuple[StageVoisin, ...]:
    return tuple(
        StageVoisin(d, f, f"autre stagiaire {n}", tuteur=TUTEUR, rompu_par=AUCUN)
        for n, (d, f) in enumerate(stages, 1)
    )


def fiche_des_places(places: Places, voulu: date) -> Fiche:
    """La réponse du contingent, puis celles du tuteur et du poste, si on les a demandées."""
    simple = fiche(places.semaines, places.libre, voulu)
    if places.tuteur_libre_le is None and places.poste is None:
        return simple
    if places.jour == voulu:
        reponse = "Oui : le contingent, le tuteur et le poste le permettent dès le {jour:date}."
    else:
        reponse = (
            "Pas à la date voulue : le contingent, le tuteur et le poste le permettent "
            "à partir du {jour:date}."
        )
    chiffres = [
        *simple.chiffres,
        Chiffre("contingent", "Le contingent, à partir du", places.libre.jour, "date"),
    ]
    etapes: list[Etape] = [*simple.etapes]
    if places.tuteur_libre_le:
        chiffres.append(Chiffre("tuteur", "Le tuteur, à partir du", places.tuteur_libre_le, "date"))
        calcul = "moins de trois conventions en cours : {jour:date}"
        etapes.append(etape("Tuteur", calcul, jour=places.tuteur_libre_le))
    if places.poste and places.poste.conseille:
        chiffres.append(Chiffre("poste", "Le poste, à partir du", places.poste.conseille, "date"))
        etapes += places.poste.etapes
    return simple._replace(
        reponse=phrase(reponse, jour=places.jour),
        chiffres=tuple(chiffres),
        etapes=tuple(etapes),
        articles=(*simple.articles, "L. 124-10", "R. 124-13", "L. 124-11"),
    )


def mois_comptes(debut: date, fin: date) -> list[Mois]:
    """Les mois dont l'effectif compte pour cette période : les douze qui la précèdent, puis les siens."""
    mois, dernier = Mois(debut.year - 1, debut.month), Mois(fin.year + 2, 1)
    trouves = []
    while mois <= dernier:
        trouves.append(mois)
        mois = mois.suivant
    return trouves


def fiche(semaines: tuple[SemaineDuContingent, ...], libre: PremiereSemaineLibre, voulu: date) -> Fiche:
    """La réponse du contingent."""
    premiere = semaines[0]
    if libre.jour == voulu:
        reponse = "Oui : un stagiaire de plus tient dans le contingent dès le {jour:date}."
    else:
        reponse = (
            "Pas à la date voulue : un stagiaire de plus tient dans le contingent à partir du {jour:date}."
        )
    dites = [phrase(reponse, jour=libre.jour)]
    if not libre.certaine:
        dites.append(phrase("Une lecture des textes en demande davantage : voyez le calcul."))
    colonnes = (
        ("semaine", "Semaine du"),
        ("presents", "Stagiaires", "nombre"),
        ("plafond", "Contingent", "nombre"),
        ("places", "Places", "nombre"),
    )
    lignes = [(s.semaine.lundi, s.presents, s.plafond, s.places) for s in semaines]
    chiffres = (
        Chiffre("plafond", "Contingent", premiere.plafond, "nombre"),
        Chiffre("presents", "Stagiaires présents", premiere.presents, "nombre"),
        Chiffre("places", "Places", premiere.places, "nombre"),
    )
    return Fiche(
        "quota",
        "Nombre de stagiaires accueillis une même semaine civile",
        tuple(dites),
        chiffres if len(semaines) == 1 else (),
        (tableau(colonnes, lignes),) if len(semaines) > 1 else (),
        premiere.reference.etapes,
        articles=("L. 124-8", "R. 124-10", "R. 124-12"),
    )
