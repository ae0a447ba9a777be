"""Que faut-il payer et déclarer ? Ce qui dépasse la franchise, et ce que chacun doit dessus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tripartite.droit.calculs.cotisations import CotisationsDuMois, calculer_cotisations
from tripartite.droit.calculs.echeances import RIEN, somme
from tripartite.droit.calculs.franchises import TAUX_DE_LA_FRANCHISE
from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import Euros, Parametre, Phrase, Taux, connu, phrase
from tripartite.rendus.fiches import Chiffre, Fiche, tableau
from tripartite.reponses.socle import Reponse, ReponseImpossible

CODIFIEE_LE = TAUX_DE_LA_FRANCHISE.valeurs[-1].depuis


def _articles(mois: Mois) -> tuple[str, ...]:
    """Ceux de la franchise ce mois-là, et ceux des cotisations."""
    if mois.premier_jour < CODIFIEE_LE:
        return "CSS L. 242-4-1", "CSS D. 242-2-1"
    return "CSS L. 136-1-1", "CSS D. 136-1", "CSS D. 242-3", "CSS D. 242-4"


@dataclass(frozen=True)
class Demande:
    """Un mois de stage : sa gratification, sa présence, et ce qui règle les taux de l'organisme."""

    mois: Mois
    gratification: Euros
    heures: Decimal
    avantages: Euros = RIEN
    conclue_le: date | None = None
    effectif: int | None = None
    taux_atmp: Taux | None = None
    taux_mobilite: Taux | None = None
    alsace_moselle: bool = False
    agricole: bool = False


def repondre(demande: Demande) -> Reponse:
    """Ce que le mois coûte à l'organisme, ce que le stagiaire reçoit.

    Raises:
        ReponseImpossible: le mois a moins d'heures.
        FaitInconnu: le plafond horaire n'est pas connu ce mois-là.
    """
    tenir_dans_le_mois(demande.mois, demande.heures * 60)
    du_mois = calculer_cotisations(
        demande.mois,
        demande.conclue_le or demande.mois.premier_jour,
        demande.gratification,
        heures=demande.heures,
        avantages=demande.avantages,
        effectif=demande.effectif,
        taux_atmp=demande.taux_atmp,
        taux_mobilite=demande.taux_mobilite,
        alsace_moselle=demande.alsace_moselle,
        agricole=demande.agricole,
    )
    return Reponse(fiche_du_mois(du_mois), du_mois)


def tenir_dans_le_mois(mois: Mois, minutes: int | Decimal) -> None:
    """Refuse plus d'heures qu'un mois n'en compte."""
    heures = 24 * mois.dernier_jour.day
    if minutes > heures * 60:
        trop = "Le mois de {mois:mois} ne compte que {n:heures} en tout. Corrigez la présence du mois."
        raise ReponseImpossible(phrase(trop, mois=mois, n=heures * 60), "heures")


def fiche_du_mois(du_mois: CotisationsDuMois) -> Fiche:
    """La réponse, pour un mois."""
    grandeurs = {
        "mois": du_mois.mois,
        "excedent": du_mois.excedent,
        "franchise": du_mois.compare.franchise.montant,
    }
    if not du_mois.excedent:
        reponse = "En {mois:mois}, rien n'est dû : la franchise, {franchise:euros}, n'est pas dépassée."
    else:
        reponse = "En {mois:mois}, {excedent:euros} dépassent la franchise de {franchise:euros}."
    chiffres = [
        Chiffre("gratification", "Gratification", du_mois.compare.gratification, "euros"),
        Chiffre("organisme", "Dû par l'organisme", du_mois.organisme, "euros"),
        Chiffre("retenu", "Retenu au stagiaire", du_mois.retenu, "euros"),
        Chiffre("net", "Reçu par le stagiaire", du_mois.net, "euros"),
        Chiffre("cout", "Coût pour l'organisme", du_mois.cout, "euros"),
    ]
    chiffres = [c if connu(c.valeur) else Chiffre(c.nom, c.libelle, phrase("inconnu")) for c in chiffres]
    colonnes = (
        ("libelle", "Cotisation"),
        ("cote", "Due par"),
        ("base", "Base", "euros"),
        ("taux", "Taux", "taux"),
        ("montant", "Montant", "euros"),
    )
    lignes = [[v if connu(v) else "?" for v in ligne] for ligne in du_mois.lignes]
    return Fiche(
        "cotisations",
        "Cotisations sur la gratification",
        Phrase(reponse, grandeurs),
        tuple(chiffres),
        (tableau(colonnes, lignes),) if lignes else (),
        du_mois.compare.etapes,
        notes=_manques((du_mois,)),
        articles=_articles(du_mois.mois),
    )


def _manques(dus: Iterable[CotisationsDuMois]) -> tuple[Phrase, ...]:
    """Ce qu'il faudrait savoir, chaque chose une fois."""
    manquants = {fait.libelle: fait for m in dus for fait in m.manquants}
    return tuple(
        phrase("Valeur inconnue : {fait}." if fait.cle in Parametre.tous else "Il manque {fait}.", fait=fait)
        for fait in manquants.values()
    )


def fiche_du_stage(dus: tuple[CotisationsDuMois, ...]) -> Fiche:
    """La réponse, pour tout un stage."""
    connus = [m for m in dus if connu(m.compare.franchise) and connu(m.excedent)]
    excedent = somme(m.excedent for m in connus)
    complet = len(connus) == len(dus)
    if excedent and complet:
        reponse = "{excedent:euros} dépassent la franchise, sur tout le stage."
    elif excedent:
        reponse = "{excedent:euros} dépassent la franchise, sur les mois que l'on peut comparer."
    elif complet:
        reponse = "Rien n'est dû : aucun mois ne dépasse la franchise."
    else:
        reponse = "Rien n'est dû sur les mois que l'on peut comparer : aucun ne dépasse la franchise."
    colonnes = [
        ("mois", "Mois", "mois"),
        ("gratification", "Dû", "euros"),
        ("franchise", "Franchise", "euros"),
        ("excedent", "Au-dessus", "euros"),
    ]
    if excedent:
        colonnes += [("organisme", "Organisme", "euros"), ("retenu", "Stagiaire", "euros")]
        colonnes += [("net", "Reçu", "euros")]
    lignes: list[list[Any]] = []
    for m in connus:
        valeurs = [m.compare.gratification, m.compare.franchise.montant, m.excedent]
        valeurs += [m.organisme, m.retenu, m.net] if excedent else []
        lignes.append([m.mois, *(v if connu(v) else "?" for v in valeurs)])
    return Fiche(
        "cotisations",
        "Cotisations sur la gratification",
        phrase(reponse, excedent=excedent),
        tableaux=(tableau(colonnes, lignes),),
        etapes=tuple(etape for m in connus for etape in m.compare.etapes),
        notes=(*_attendus(dus, connus), *_manques(dus)),
        articles=_articles(dus[0].mois) if dus else (),
    )


def _attendus(dus: tuple[CotisationsDuMois, ...], connus: list[CotisationsDuMois]) -> Iterator[Phrase]:
    """Les mois que l'on ne peut pas encore comparer."""
    attendus = [m.mois for m in dus if m not in connus]
    if attendus:
        yield phrase("La franchise ne se compare pas encore pour {mois:liste}.", mois=attendus)
