"""La franchise de cotisations d'un mois, et ce qu'on lui compare : CSS L. 136-1-1 (III, 1°, b) et D. 136-1.

Avant le 1er septembre 2018 : CSS L. 242-4-1 et D. 242-2-1. Régime agricole : CRPM D. 741-65-1, qui y renvoie.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple, cast

from tripartite.droit.calculs.echeances import CENTIME, RIEN, Echeance
from tripartite.droit.calendrier import UN_JOUR, Mois
from tripartite.droit.langage import (
    Confiance,
    Etape,
    Euros,
    FaitInconnu,
    Inconnu,
    Minutes,
    Parametre,
    Taux,
    connu,
    depuis,
    etape,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL, TITRE_RESTAURANT_EXONERE


class Renvoi(Enum):
    """Un taux que le texte ne chiffre pas : il renvoie à un autre."""

    GRATIFICATION = "celui de la gratification, au jour de conclusion"


TAUX_DE_LA_FRANCHISE = Parametre(
    "taux de la franchise de cotisations",
    depuis("2008-02-01", Renvoi.GRATIFICATION, "CSS D. 242-2-1 ; Urssaf, 2015", Confiance.SECONDAIRE),
    depuis("2018-09-01", "0.15", "CSS D. 136-1, I"),
    unite="du plafond horaire",
    articles=("CSS D. 136-1", "CSS D. 242-2-1"),
)
FORFAIT_REPAS = Parametre(
    "valeur forfaitaire d'un repas fourni",
    depuis("2024-01-01", "5.35", "BOSS, section du 29 août 2024, d'après un cabinet", Confiance.SECONDAIRE),
    unite="€ par repas",
    jusqu_au="2024-12-31",
)


def paliers(*series: Parametre) -> list[Mois]:
    """Les mois où commence une période pendant laquelle aucune de ces séries ne change.

    On n'y lit chacune qu'une fois. Une série se lit au premier jour du mois : une valeur née dans un mois ne
    vaut qu'au suivant.

    >>> annees = paliers(PLAFOND_HORAIRE)
    >>> [bisect_right(annees, mois) for mois in (Mois(2025, 3), Mois(2025, 12), Mois(2026, 1))]
    [18, 18, 19]
    """
    jours = {valeur.depuis for serie in series for valeur in serie.valeurs}
    jours |= {serie.jusqu_au + UN_JOUR for serie in series}
    return sorted({Mois.de(jour) if jour.day == 1 else Mois.de(jour).suivant for jour in jours})


class Franchise(NamedTuple):
    """La franchise d'un mois, au centime ; `a_la_signature`, au plafond du jour de conclusion."""

    mois: Mois
    minutes: int | Fraction
    taux: Taux
    plafond: int
    montant: Euros
    plafond_a_la_signature: int
    a_la_signature: Euros

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit."""
        lignes = [
            etape(
                "Franchise du mois",
                "{mois:mois} : {taux:taux} × {plafond:euros} × {minutes:heures} = {montant:euros}",
                mois=self.mois,
                taux=self.taux,
                plafond=self.plafond,
                minutes=self.minutes,
                montant=self.montant,
            )
        ]
        if connu(self.a_la_signature) and self.a_la_signature != self.montant:
            lignes.append(
                etape(
                    "Franchise au plafond du jour de conclusion",
                    "{mois:mois} : {taux:taux} × {plafond:euros} × {minutes:heures} = {montant:euros}",
                    mois=self.mois,
                    taux=self.taux,
                    plafond=self.plafond_a_la_signature,
                    minutes=self.minutes,
                    montant=self.a_la_signature,
                )
            )
        return tuple(lignes)


class MoisCompare(NamedTuple):
    """Un mois : la gratification et les avantages, la franchise, ce qui la dépasse (zéro au moins).

    La franchise et les excédents sont inconnus quand une valeur du mois n'est pas publiée. `reserves` nomme
    les avantages que l'on n'a pas pu compter : l'excédent est calculé sans eux.
    """

    mois: Mois
    gratification: Euros
    avantages: Euros
    franchise: Franchise
    excedent: Euros
    excedent_a_la_signature: Euros
    reserves: tuple[Inconnu, ...] = ()

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit."""
        if not connu(self.franchise):
            return ()
        return (
            *self.franchise.etapes,
            etape(
                "Au-dessus de la franchise",
                "{gratification:euros} + {avantages:euros} − {franchise:euros} : {excedent:euros}",
                gratification=self.gratification,
                avantages=self.avantages,
                franchise=self.franchise.montant,
                excedent=self.excedent,
            ),
        )


def franchise_du_mois(
    mois: Mois, minutes: int | Fraction, taux: Taux, plafond: int, plafond_a_la_signature: int
) -> Franchise:
    """La franchise d'un mois, ses valeurs données ; une moyenne ou des heures de paie sont une fraction."""
    montant = signature = _montant(minutes, taux, plafond)
    try:
        if plafond_a_la_signature != plafond:
            signature = _montant(minutes, taux, plafond_a_la_signature)
    except FaitInconnu as erreur:
        signature = cast(Euros, erreur.inconnu)
    return Franchise(mois, minutes, taux, plafond, montant, plafond_a_la_signature, signature)


def _montant(minutes: int | Fraction, taux: Taux, plafond: int) -> Euros:
    exact = taux * plafond * minutes.numerator / (60 * minutes.denominator)
    return Euros(exact.quantize(CENTIME, ROUND_HALF_UP))


def calculer_franchise(
    mois: Mois,
    conclue_le: date,
    minutes: Minutes | None = None,
    heures: Decimal | None = None,
) -> Franchise:
    """Calcule la franchise de cotisations d'un mois civil.

    Args:
        mois: le mois de présence ; il donne le plafond horaire.
        conclue_le: le jour de conclusion de la convention ; il donne le taux avant septembre 2018.
        minutes: la présence du mois, en minutes ; la moyenne mensuelle prévue si la gratification est lissée.
        heures: à défaut, des heures décimales telles qu'une paie les donne (151,67).

    Raises:
        ValueError: ni minutes ni heures, ou les deux.
        FaitInconnu: le plafond ou le taux n'est pas connu à cette date.

    Source : CSS L. 136-1-1 et D. 136-1.

    >>> calculer_franchise(Mois(2026, 3), date(2026, 2, 2), Minutes(154 * 60)).montant
    Decimal('693.00')
    >>> calculer_franchise(Mois(2009, 3), date(2009, 2, 2), heures=Decimal("151.67")).montant
    Decimal('398.13')
    """
    if (minutes is None) == (heures is None):
        raise ValueError("Donnez la présence du mois en minutes, ou en heures décimales, mais pas les deux.")
    duree = minutes if minutes is not None else Fraction(heures or 0) * 60
    taux = TAUX_DE_LA_FRANCHISE.au(mois.premier_jour).valeur
    if taux == Renvoi.GRATIFICATION:
        taux = TAUX_MINIMAL.au(conclue_le).valeur
    plafond = PLAFOND_HORAIRE.au(mois.premier_jour).valeur
    try:
        signature = PLAFOND_HORAIRE.au(conclue_le).valeur
    except FaitInconnu as erreur:
        signature = erreur.inconnu
    return franchise_du_mois(mois, duree, taux, plafond, signature)


def comparer(
    gratification: Euros, avantages: Euros, franchise: Franchise, reserves: tuple[Inconnu, ...] = ()
) -> MoisCompare:
    """Compare à la franchise d'un mois ce qui y est versé ou fourni, en euros.

    >>> mars = calculer_franchise(Mois(2026, 3), date(2026, 2, 2), Minutes(154 * 60))
    >>> comparer(Euros(Decimal(900)), Euros(Decimal(0)), mars).excedent
    Decimal('207.00')
    """
    total = gratification + avantages
    montant, a_la_signature = franchise.montant, franchise.a_la_signature
    excedent = Euros(total - montant) if total > montant else RIEN
    signature = excedent
    if a_la_signature is not montant:
        signature = a_la_signature
        if connu(signature):
            signature = Euros(max(RIEN, total - signature))
    return MoisCompare(franchise.mois, gratification, avantages, franchise, excedent, signature, reserves)


def avantage_du_repas(paye: Euros, forfait: Euros) -> Euros:
    """L'avantage d'un repas fourni : rien si le stagiaire paie la moitié du forfait, sinon ce qui y manque.

    Args:
        paye: ce que le stagiaire paie par repas, en euros.
        forfait: la valeur forfaitaire d'un repas, en euros ; sa moitié s'arrondit au centime.

    Source : BOSS, section des stagiaires, d'après un cabinet.

    >>> forfait = Euros(Decimal("5.35"))
    >>> avantage_du_repas(Euros(Decimal("2.68")), forfait), avantage_du_repas(Euros(Decimal("2.00")), forfait)
    (Decimal('0.00'), Decimal('3.35'))
    """
    moitie = (forfait / 2).quantize(CENTIME, ROUND_HALF_UP)
    return RIEN if paye >= moitie else Euros(forfait - paye)


# --- Un stage entier, mois par mois ------------------------------------------------------------

PALIERS = paliers(TAUX_DE_LA_FRANCHISE, PLAFOND_HORAIRE, FORFAIT_REPAS, TITRE_RESTAURANT_EXONERE)


class ValeursDuMois(NamedTuple):
    """Ce que la loi et la convention disent d'un mois, avant d'en compter les heures."""

    taux: Taux
    plafond: int
    plafond_a_la_signature: int
    avantages: Euros
    reserves: tuple[Inconnu, ...]


class ValeursParMois(dict[Mois, ValeursDuMois]):
    """Les valeurs de chaque mois, lues une fois par palier."""

    def __init__(self, lire: Callable[[Mois], ValeursDuMois]) -> None:
        self._lire = lire
        self._par_palier: dict[int, ValeursDuMois] = {}

    def __missing__(self, mois: Mois) -> ValeursDuMois:
        rang = bisect_right(PALIERS, mois)
        valeurs = self._par_palier.get(rang)
        if valeurs is None:
            valeurs = self._par_palier[rang] = self._lire(mois)
        self[mois] = valeurs
        return valeurs


class AVerser(NamedTuple):
    """Ce que la comparaison lit d'un mois : ses minutes prévues, ses minutes payées, ce qu'il faut verser."""

    mois: Mois
    minutes_prevues: int
    minutes: int
    a_verser: Euros


def comparer_echeances(
    lignes: Sequence[AVerser | Echeance], lissees: bool, valeurs: ValeursParMois
) -> tuple[MoisCompare, ...]:
    """Compare chaque mois ; lissée, la franchise se compte sur la moyenne mensuelle des heures prévues."""
    moyenne: int | Fraction = 0
    if lissees:
        versements = sum(1 for ligne in lignes if ligne.a_verser) or 1
        moyenne = Fraction(sum(ligne.minutes_prevues for ligne in lignes), versements)
    compares = []
    for ligne in lignes:
        mois, a_verser = ligne.mois, ligne.a_verser
        taux, plafond, plafond_a_la_signature, avantages, reserves = valeurs[mois]
        minutes: int | Fraction = ligne.minutes
        if moyenne and a_verser:
            minutes = max(0, moyenne + minutes - ligne.minutes_prevues)
        try:
            franchise = franchise_du_mois(mois, minutes, taux, plafond, plafond_a_la_signature)
        except FaitInconnu as erreur:
            inconnu: Any = erreur.inconnu
            compares.append(MoisCompare(mois, a_verser, avantages, inconnu, inconnu, inconnu, reserves))
        else:
            compares.append(comparer(a_verser, avantages, franchise, reserves))
    return tuple(compares)
