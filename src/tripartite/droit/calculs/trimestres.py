"""Les trimestres de retraite d'un stage, leur prix, leur délai : CSS L. 351-17, D. 351-16 à D. 351-18."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tripartite.droit.calculs.echeances import CENTIME
from tripartite.droit.calendrier import MOIS_DE_STAGE
from tripartite.droit.langage import Etape, Euros, Parametre, Taux, depuis, etape
from tripartite.droit.parametres import PLAFOND_MENSUEL

DEUX_MOIS = 2 * MOIS_DE_STAGE
UN_EURO = Decimal(1)

OUVERTURE = Parametre(
    "premier jour du dispositif de rachat des stages",
    depuis("2015-03-15", date(2015, 3, 15), "décret 2015-284, publié le 15 mars 2015 ; CSS L. 351-17"),
    articles=("CSS L. 351-17",),
)
TRIMESTRES_AU_PLUS = Parametre(
    "nombre de trimestres de stage au plus",
    depuis("2015-03-15", 2, "CSS L. 351-17"),
    unite="trimestres, tous stages confondus",
    articles=("CSS L. 351-17",),
)
TAUX_DU_TRIMESTRE = Parametre(
    "prix d'un trimestre de stage",
    depuis("2015-03-15", "0.12", "CSS D. 351-18"),
    unite="du plafond mensuel au 1er janvier de l'année de la demande",
    articles=("CSS D. 351-18",),
)
AGE_DE_LA_DEMANDE = Parametre(
    "âge de la dernière année où demander un trimestre de stage",
    depuis("2023-09-01", 30, "CSS D. 351-16"),
    unite="ans",
    articles=("CSS D. 351-16",),
)
ANNEES_APRES_LE_STAGE = Parametre(
    "délai pour demander un trimestre de stage, avant septembre 2023",
    depuis("2015-03-15", 2, "CSS D. 351-16, ancienne rédaction"),
    unite="ans après la fin du stage",
    articles=("CSS D. 351-16",),
    jusqu_au="2023-08-31",
)


class PrixDesTrimestres(NamedTuple):
    """Le prix de trimestres de stage, en euros, et les mensualités (la dernière solde les centimes)."""

    annee: int
    trimestres: int
    unitaire: Euros
    total: Euros
    en_douze: tuple[Euros, ...]
    en_vingt_quatre: tuple[Euros, ...]
    etapes: tuple[Etape, ...]

    @property
    def affiche(self) -> Euros:
        """Le prix d'un trimestre tel que les sites officiels l'affichent : à l'euro."""
        return a_l_euro(self.unitaire)


def a_l_euro(montant: Euros) -> Euros:
    """Un montant à l'euro le plus proche, moitié au-dessus."""
    return Euros(montant.quantize(UN_EURO, ROUND_HALF_UP))


def prix_des_trimestres(
    annee: int, trimestres: int = 1, *, plafond: int | None = None, taux: Taux | None = None
) -> PrixDesTrimestres:
    """Calcule le prix de trimestres de stage.

    Args:
        annee: l'année civile de la demande.
        trimestres: un ou deux.
        plafond, taux: le plafond mensuel du 1er janvier, en euros, et la part d'un trimestre ; par défaut,
            ceux de l'année.

    Raises:
        FaitInconnu: le plafond de cette année n'est pas publié.
        ValueError: il n'y a ni un ni deux trimestres.

    Source : CSS D. 351-18.

    >>> prix_des_trimestres(2023).unitaire, prix_des_trimestres(2023).affiche
    (Decimal('439.92'), Decimal('440'))
    """
    janvier = date(annee, 1, 1)
    maximum = TRIMESTRES_AU_PLUS.valeurs[-1].valeur
    if not 1 <= trimestres <= maximum:
        raise ValueError(f"On demande un trimestre, ou {maximum} au plus ; reçu : {trimestres}.")
    plafond = PLAFOND_MENSUEL.au(janvier).valeur if plafond is None else plafond
    taux = Taux(TAUX_DU_TRIMESTRE.valeurs[-1].valeur) if taux is None else taux
    unitaire = prix_d_un_trimestre(taux, plafond)
    total = Euros(unitaire * trimestres)
    return PrixDesTrimestres(
        annee,
        trimestres,
        unitaire,
        total,
        _echelonner(total, 12),
        _echelonner(total, 24),
        (
            etape(
                "Prix d'un trimestre demandé en {annee}",
                "{taux:taux} × {plafond:euros} = {unitaire:euros}",
                annee=str(annee),
                taux=taux,
                plafond=plafond,
                unitaire=unitaire,
            ),
            etape(
                "Prix des trimestres",
                "{n} × {unitaire:euros} = {total:euros}",
                n=trimestres,
                unitaire=unitaire,
                total=total,
            ),
        ),
    )


def prix_d_un_trimestre(taux: Taux, plafond: int) -> Euros:
    """Le prix d'un trimestre, au centime."""
    return Euros((taux * plafond).quantize(CENTIME, ROUND_HALF_UP))


def mensualite(total: Euros, mois: int) -> Euros:
    """Ce que l'on paie chaque mois, sauf le dernier, qui solde les centimes.

    >>> mensualite(Euros(Decimal("961.20")), 24)
    Decimal('40.05')
    """
    return Euros((total / mois).quantize(CENTIME, ROUND_HALF_UP))


def _echelonner(total: Euros, mois: int) -> tuple[Euros, ...]:
    part = mensualite(total, mois)
    return (*[part] * (mois - 1), Euros(total - part * (mois - 1)))


def dernier_jour_de_la_demande(naissance: date, age: int = 30) -> date:
    """Le dernier jour pour demander : le 31 décembre de l'année de cet anniversaire, depuis septembre 2023.

    Source : CSS D. 351-16.

    >>> dernier_jour_de_la_demande(date(1996, 3, 10))
    datetime.date(2026, 12, 31)
    """
    return date(naissance.year + age, 12, 31)


def trimestres_de(presence: int, maximum: int = 2) -> int:
    """Les trimestres de cette présence, en minutes : un par période de deux mois (D. 351-16, D. 124-6).

    >>> [trimestres_de(heures * 60) for heures in (307, 308, 616, 924)]
    [0, 1, 2, 2]
    """
    return min(presence // DEUX_MOIS, maximum)
