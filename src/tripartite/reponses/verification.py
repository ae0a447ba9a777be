"""Ce stage est-il en règle ? Une douzaine de faits, tous les constats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from tripartite.droit.faits import (
    Convention,
    Degre,
    Dossier,
    Effectif,
    Etablissement,
    Formation,
    Gratification,
    Modalite,
    OrganismeAccueil,
    StageVoisin,
    Stagiaire,
)
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import Constat, Euros, Minutes, Phrase, phrase
from tripartite.droit.verification import verifier
from tripartite.rendus.classement import classer, conclusion
from tripartite.rendus.fiches import Chiffre, Fiche, tableau
from tripartite.reponses.quota import mois_comptes
from tripartite.reponses.socle import Rappel, Reponse, horaires, ordonner

CET_ORGANISME = "cet organisme"


@dataclass(frozen=True)
class Demande:
    """Ce que l'on sait d'un stage ; `None`, on ne sait pas."""

    debut: date
    fin: date
    semaine: int
    horaire: Euros | None = None
    degre: Degre | None = None
    heures_enseignement: int | None = None
    autres: int | None = None
    conclue_le: date | None = None
    naissance: date | None = None
    effectif: int | None = None
    public: bool | None = None
    territoire: Territoire = Territoire.METROPOLE
    au: date | None = None


def dossier(demande: Demande) -> Dossier:
    """Les faits de cette demande ; ce qui n'est pas dit reste inconnu.

    Raises:
        ReponseImpossible: les dates sont dans le désordre, ou la semaine a trop d'heures.
    """
    ordonner(demande.debut, demande.fin)
    convention = _connus(
        debut=demande.debut,
        fin=demande.fin,
        horaires=horaires(demande.semaine),
        conclue_le=demande.conclue_le,
        gratification=None if demande.horaire is None else Gratification(demande.horaire, Modalite.REEL),
    )
    stagiaire = _connus(naissance=demande.naissance, stages=_ailleurs(demande))
    organisme = _connus(public=demande.public, effectifs=_effectifs(demande))
    return Dossier(
        Convention(**convention),
        Stagiaire(**stagiaire),
        Etablissement(**_connus(degre=demande.degre)),
        Formation(**_connus(heures_enseignement=_minutes(demande.heures_enseignement))),
        OrganismeAccueil(nom=CET_ORGANISME, territoire=demande.territoire, **organisme),
    )


def _connus(**faits: Any) -> dict[str, Any]:
    return {nom: valeur for nom, valeur in faits.items() if valeur is not None}


def _minutes(minutes: int | None) -> Minutes | None:
    return None if minutes is None else Minutes(minutes)


def _ailleurs(demande: Demande) -> tuple[StageVoisin, ...] | None:
    """Les autres stages de l'année chez le même organisme, en un seul ; aucun, si l'on dit zéro."""
    if not demande.autres:
        return None if demande.autres is None else ()
    jour = demande.debut
    return (StageVoisin(jour, jour, organisme=CET_ORGANISME, presence=Minutes(demande.autres)),)


def _effectifs(demande: Demande) -> tuple[Effectif, ...] | None:
    if demande.effectif is None:
        return None
    return tuple(Effectif(mois, demande.effectif) for mois in mois_comptes(demande.debut, demande.fin))


def repondre(demande: Demande) -> Reponse:
    """Tous les constats, le plus important d'abord.

    Raises:
        ReponseImpossible: la demande se contredit.
    """
    return juger(dossier(demande), demande.au)


def juger(faits: Dossier, au: date | None) -> Reponse:
    """Les constats d'un dossier, et les jours qu'il donne."""
    constats = tuple(verifier(faits, au))
    bornes = (("debut", "Début du stage"), ("fin", "Fin du stage"))
    rappels = tuple(
        Rappel(nom, libelle, jour)
        for nom, libelle in bornes
        if isinstance(jour := getattr(faits.convention, nom), date)
    )
    return Reponse(fiche(constats), constats, rappels, faits)


def fiche(constats: tuple[Constat, ...]) -> Fiche:
    """La conclusion, le compte de chaque verdict, un constat par ligne."""
    range_ = classer(constats)
    colonnes = (
        ("verdict", "Verdict"),
        ("constat", "Constat"),
        ("que_faire", "Que faire"),
        ("articles", "Articles"),
    )
    lignes = [
        (
            c.verdict.value,
            Phrase(c.phrase, c.grandeurs),
            Phrase(c.que_faire, c.grandeurs),
            ", ".join(c.articles),
        )
        for c in constats
    ]
    return Fiche(
        "verification",
        "Vérification d'un stage",
        conclusion(range_),
        tuple(
            Chiffre(verdict.name.lower(), phrase("{verdict:majuscule}", verdict=verdict), nombre, "nombre")
            for verdict, nombre in range_.bilan.items()
        ),
        (tableau(colonnes, lignes, titre="Chaque constat"),),
        articles=tuple(Counter(article for c in constats if c.bloque for article in c.articles)),
    )
