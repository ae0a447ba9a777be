"""Vérifier un dossier : toutes les règles en vigueur, dans l'ordre de lecture d'une convention."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from tripartite.droit.faits import Convention, Dossier, Nature, Partie, Role, Signature, Vie
from tripartite.droit.langage import Constat, Inconnu, Situation, connu
from tripartite.droit.plan import dresser, faits_qui_datent, regles

CHAMPS_CONVENTION = tuple(f.name for f in fields(Convention))
CHAMPS_VIE = tuple(f.name for f in fields(Vie))
LIRE_CONVENTION, LIRE_VIE = attrgetter(*CHAMPS_CONVENTION), attrgetter(*CHAMPS_VIE)
PARTIE_DU_ROLE = {
    Role.STAGIAIRE: Partie.STAGIAIRE,
    Role.REPRESENTANT_LEGAL: Partie.STAGIAIRE,
    Role.ORGANISME: Partie.ORGANISME,
    Role.TUTEUR: Partie.ORGANISME,
    Role.ETABLISSEMENT: Partie.ETABLISSEMENT,
    Role.REFERENT: Partie.ETABLISSEMENT,
}


def verifier(dossier: Dossier, au: date | None = None, seulement: Collection[str] = ()) -> list[Constat]:
    """Juge un dossier par toutes les règles en vigueur.

    Args:
        dossier: les faits du stage.
        au: le jour où l'on regarde. Les avenants conclus après lui sont laissés de côté, et un projet
            sans date de conclusion est jugé comme conclu ce jour-là, ou au début du stage s'il est passé.
        seulement: des noms de sujets ou de règles ; vide, tout est jugé.

    Returns:
        Les constats, dans l'ordre de lecture d'une convention.
    """
    situation = situation_de(dossier, au)
    if seulement:
        nommees = [r for r in regles() if r.nom in seulement or r.sujet in seulement]
        return [regle.juger(situation) for regle in nommees if regle.concerne(situation)]
    jours = [situation[fait] for fait in faits_qui_datent()]
    return dresser(tuple([None if jour.__class__ is Inconnu else jour for jour in jours])).suivre(situation)


def situation_de(dossier: Dossier, au: date | None = None) -> Situation:
    """Nomme les faits d'un dossier pour les règles ; ceux de la convention comptent ses avenants."""
    regles()  # les déductions se chargent avec elles
    convention = convention_au(dossier, au)
    conclue_le, supposee = _conclusion(convention, au)
    connus: dict[str, Any] = dict(zip(CHAMPS_CONVENTION, LIRE_CONVENTION(convention), strict=True))
    connus.update(zip(CHAMPS_VIE, LIRE_VIE(dossier.vie), strict=True))
    connus |= {
        "conclue_le": conclue_le,
        "conclusion_supposee": supposee,
        "convention_initiale": dossier.convention,
        "convention": convention,
        "stagiaire": dossier.stagiaire,
        "etablissement": dossier.etablissement,
        "formation": dossier.formation,
        "organisme": dossier.organisme,
        "au": Inconnu("au", "le jour où l'on regarde") if au is None else au,
    }
    return Situation(connus)


def convention_au(dossier: Dossier, au: date | None) -> Convention:
    """La convention et ses avenants conclus jusqu'à ce jour (tous, si aucun jour n'est donné)."""
    convention = dossier.convention
    if not connu(dossier.vie.avenants):
        return convention
    dates = [a for a in dossier.vie.avenants if connu(a.conclu_le)]
    for avenant in sorted(dates, key=lambda a: a.conclu_le):
        if au is None or avenant.conclu_le <= au:
            convention = replace(convention, **{c.fait: c.apres for c in avenant.changements})
    for avenant in dossier.vie.avenants:
        if not connu(avenant.conclu_le):  # ce qu'il change, on ne le sait pas non plus
            ignores: dict[str, Any] = {c.fait: avenant.conclu_le for c in avenant.changements}
            convention = replace(convention, **ignores)
    return convention


def _conclusion(convention: Convention, au: date | None) -> tuple[Any, bool]:
    if connu(convention.conclue_le):
        return convention.conclue_le, False
    signatures = convention.signatures if connu(convention.signatures) else ()
    if all(connu(s.le) and connu(s.role) for s in signatures) and _trois_parties(convention, signatures):
        return max(s.le for s in signatures), False
    if au is None:
        return convention.conclue_le, False
    return (min(au, convention.debut) if connu(convention.debut) else au), True


def _trois_parties(convention: Convention, signatures: tuple[Signature, ...]) -> bool:
    """Dit si chaque partie a signé : la convention est conclue quand la dernière s'engage."""
    parties = {PARTIE_DU_ROLE[signature.role] for signature in signatures}
    if connu(convention.nature) and convention.nature == Nature.OBSERVATION:
        parties.add(Partie.STAGIAIRE)  # C. trav. L. 4153-2 : entre l'établissement et l'organisme
    return len(parties) == len(Partie)
