"""L'amende administrative de L. 124-17 : les manquements, les montants, la réitération, la prescription."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tripartite.droit.calendrier import ajouter_mois
from tripartite.droit.langage import Confiance, Etape, Euros, Parametre, depuis, etape

AMENDE = Parametre(
    "amende administrative, par stagiaire",
    depuis(
        "2014-07-12",
        "2000",
        "L. 124-17",
        Confiance.REPRODUCTION,
        "applicable avec R. 8115-6, 29 octobre 2015",
    ),
    unite="€ au plus par stagiaire",
    articles=("L. 124-17",),
)
AMENDE_REITERATION = Parametre(
    "amende administrative en cas de réitération, par stagiaire",
    depuis("2014-07-12", "4000", "L. 124-17", Confiance.REPRODUCTION),
    unite="€ au plus par stagiaire",
    articles=("L. 124-17",),
)
REITERATION = Parametre(
    "délai de réitération, à compter de la notification de la première amende",
    depuis("2014-07-12", 1, "L. 124-17", Confiance.REPRODUCTION),
    unite="an",
    articles=("L. 124-17",),
)
PRESCRIPTION = Parametre(
    "prescription de l'amende administrative",
    depuis("2014-07-12", 2, "L. 124-17 ; parallèle C. trav. L. 8115-5", Confiance.MEMOIRE),
    unite="ans",
    articles=("L. 124-17",),
)
OBSERVATIONS = Parametre(
    "délai pour présenter ses observations avant l'amende",
    depuis("2015-05-01", 15, "C. trav. R. 8115-2"),
    unite="jours",
    articles=("C. trav. R. 8115-2",),
)
CONTRAVENTION = Parametre(
    "contravention de la quatrième classe, par personne non inscrite au registre",
    depuis("2008-05-01", "750", "C. trav. R. 1227-7 ; montant : code pénal 131-13", Confiance.MEMOIRE),
    unite="€ au plus par personne",
    articles=("C. trav. R. 1227-7",),
)


# --- Les suites d'un manquement ------------------------------------------------------------------


class Suites(NamedTuple):
    """Ce qu'un manquement à un article peut entraîner."""

    objet: str
    amende: bool
    constat: bool
    information: bool


SUITES = {
    "L. 124-5": Suites("la durée maximale", amende=False, constat=False, information=False),
    "L. 124-6": Suites("la gratification", amende=False, constat=False, information=False),
    "L. 124-7": Suites("les motifs interdits", amende=False, constat=True, information=True),
    "L. 124-8": Suites("le contingent", amende=True, constat=True, information=True),
    "L. 124-9": Suites("la désignation d'un tuteur", amende=True, constat=True, information=False),
    "L. 124-10": Suites("le plafond du tuteur", amende=False, constat=True, information=False),
    "L. 124-11": Suites("le délai de carence", amende=False, constat=False, information=False),
    "L. 124-13": Suites("les congés et les avantages", amende=False, constat=True, information=True),
    "L. 124-14": Suites(
        "la présence, son décompte, les travaux dangereux", amende=True, constat=True, information=True
    ),
}
"""Amende : L. 124-17. Constat des agents : C. trav. L. 8112-2, 7°. Information : C. trav. L. 8223-1-1."""


def suites_d_un_manquement(article: str) -> Suites:
    """Ce qu'un manquement à un article du régime des stages peut entraîner, hors requalification par le juge.

    Args:
        article: « L. 124-11 » ; pour L. 124-9, seule la désignation du tuteur est sanctionnée.

    Raises:
        KeyError: si l'article n'est pas de ceux dont les suites ont été lues.

    >>> suites_d_un_manquement("L. 124-11").amende, suites_d_un_manquement("L. 124-8").amende
    (False, True)
    """
    return SUITES[article]


# --- L'exposition à l'amende ---------------------------------------------------------------------


class Motif(StrEnum):
    """Les manquements que sanctionne L. 124-17."""

    CONTINGENT = "contingent dépassé"
    TUTEUR = "aucun tuteur désigné"
    PRESENCE = "règles de présence non respectées"
    DECOMPTE = "aucun décompte des présences"
    TRAVAUX_DANGEREUX = "travaux dangereux"


ARTICLES_DES_MOTIFS = {
    Motif.CONTINGENT: "L. 124-8",
    Motif.TUTEUR: "L. 124-9",
    Motif.PRESENCE: "L. 124-14",
    Motif.DECOMPTE: "L. 124-14",
    Motif.TRAVAUX_DANGEREUX: "L. 124-14",
}


class Manquement(NamedTuple):
    """Un manquement : lequel, combien de stagiaires il concerne, le jour où il est commis.

    Pour le contingent, les stagiaires concernés sont ceux en trop.
    """

    motif: Motif
    stagiaires: int
    le: date


class LigneDExposition(NamedTuple):
    """L'amende encourue pour un manquement, au plus ; deux montants quand la réitération est douteuse."""

    manquement: Manquement
    par_stagiaire: Euros
    montant: Euros
    montant_sans_reiteration: Euros
    reiteration: bool
    douteuse: bool
    prescrite_apres: date
    prescrite: bool


class Exposition(NamedTuple):
    """L'amende encourue en tout, au plus, et les lignes du calcul. Le débiteur est l'organisme d'accueil."""

    lignes: tuple[LigneDExposition, ...]
    total: Euros
    total_sans_doute: Euros
    etapes: tuple[Etape, ...]


def exposition(
    manquements: tuple[Manquement, ...], notifications: tuple[date, ...] = (), au: date | None = None
) -> Exposition:
    """L'amende administrative encourue au plus (L. 124-17).

    Args:
        manquements: chacun avec les stagiaires qu'il concerne.
        notifications: le jour où chaque amende précédente a été notifiée. Un manquement commis dans l'année
            qui suit est une réitération ; le jour anniversaire, le doute est montré.
        au: le jour où l'on regarde, pour la prescription ; sans lui, rien n'est tenu pour prescrit.

    Returns:
        `total` prend le plus haut des montants, `total_sans_doute` le plus bas. L'autorité fixe l'amende
        dessous, d'après la réitération, la part des stagiaires dans l'effectif, la situation économique
        (C. trav. R. 8115-6).

    Raises:
        FaitInconnu: un manquement avant le 12 juillet 2014 ou après l'horizon des textes.

    >>> deux = Manquement(Motif.CONTINGENT, 2, date(2026, 5, 4))
    >>> exposition((deux,)).total, exposition((deux,), (date(2025, 6, 4),)).total
    (Decimal('4000'), Decimal('8000'))
    """
    lignes = tuple(
        _ligne(m, notifications, au) for m in sorted(manquements, key=lambda m: (m.le, m.motif, m.stagiaires))
    )
    dues = [ligne for ligne in lignes if not ligne.prescrite]
    total = Euros(sum((ligne.montant for ligne in dues), Euros(AMENDE.valeurs[0].valeur * 0)))
    sans_doute = Euros(sum((ligne.montant_sans_reiteration for ligne in dues), total * 0))
    return Exposition(lignes, total, sans_doute, tuple(_etape(ligne) for ligne in lignes))


def _ligne(manquement: Manquement, notifications: tuple[date, ...], au: date | None) -> LigneDExposition:
    le = manquement.le
    mois = 12 * REITERATION.au(le).valeur
    anniversaires = [ajouter_mois(n, mois) for n in notifications if n <= le]
    certaine = any(le < jour for jour in anniversaires)
    douteuse = not certaine and le in anniversaires
    simple, double = AMENDE.au(le).valeur, AMENDE_REITERATION.au(le).valeur
    haut, bas = (double if certaine or douteuse else simple), (double if certaine else simple)
    prescrite_apres = ajouter_mois(le, 12 * PRESCRIPTION.au(le).valeur)
    return LigneDExposition(
        manquement,
        Euros(haut),
        Euros(haut * manquement.stagiaires),
        Euros(bas * manquement.stagiaires),
        certaine or douteuse,
        douteuse,
        prescrite_apres,
        au is not None and au > prescrite_apres,
    )


def _etape(ligne: LigneDExposition) -> Etape:
    calcul = "{motif} : {stagiaires} × {par_stagiaire:euros} = {montant:euros}"
    if ligne.prescrite:
        calcul = "{motif} : prescrit après le {prescrite_apres:date}"
    return etape(
        "Réitération" if ligne.reiteration else "Manquement",
        calcul,
        motif=ligne.manquement.motif,
        stagiaires=ligne.manquement.stagiaires,
        par_stagiaire=ligne.par_stagiaire,
        montant=ligne.montant,
        prescrite_apres=ligne.prescrite_apres,
    )


def observations_jusqu_au(informe_le: date) -> date:
    """Le dernier jour pour répondre à l'autorité qui envisage l'amende (C. trav. R. 8115-2).

    >>> observations_jusqu_au(date(2026, 6, 1))
    datetime.date(2026, 6, 16)
    """
    return informe_le + timedelta(days=OBSERVATIONS.au(informe_le).valeur)


def contravention_du_registre(personnes: int, jour: date) -> Euros:
    """La contravention encourue au plus pour des personnes non inscrites au registre (R. 1227-7).

    >>> contravention_du_registre(2, date(2026, 6, 1))
    Decimal('1500')
    """
    return Euros(personnes * CONTRAVENTION.au(jour).valeur)
