"""Les séries nationales que plusieurs sujets lisent, chaque valeur à côté de sa source.

Une valeur propre à un sujet vit dans le fichier de ce sujet. Après l'horizon d'une série, on ne sait pas.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tripartite.droit.langage import Confiance, Parametre, depuis

FIN_2026 = "2026-12-31"
SECONDAIRE = Confiance.SECONDAIRE
OPENFISCA = "OpenFisca-France 176.1.8"
OPENFISCA_ET_URSSAF = "OpenFisca-France 176.1.8 ; mon-entreprise (Urssaf), juin 2026"

PLAFOND_ANNUEL = Parametre(
    "plafond annuel de la sécurité sociale",
    depuis("2008-01-01", 33276, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2009-01-01", 34308, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2010-01-01", 34620, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2011-01-01", 35352, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2012-01-01", 36372, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2013-01-01", 37032, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2014-01-01", 37548, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2015-01-01", 38040, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2016-01-01", 38616, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2017-01-01", 39228, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2018-01-01", 39732, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2019-01-01", 40524, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2020-01-01", 41136, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2021-01-01", 41136, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2022-01-01", 41136, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2023-01-01", 43992, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2024-01-01", 46368, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2025-01-01", 47100, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    depuis("2026-01-01", 48060, "OpenFisca-France 176.1.8 (12 fois le plafond mensuel)", SECONDAIRE),
    unite="€ par an",
    articles=("CSS D. 242-17",),
    jusqu_au=FIN_2026,
)

PLAFOND_MENSUEL = Parametre(
    "plafond mensuel de la sécurité sociale",
    depuis("2008-01-01", 2773, OPENFISCA, SECONDAIRE),
    depuis("2009-01-01", 2859, OPENFISCA, SECONDAIRE),
    depuis("2010-01-01", 2885, OPENFISCA, SECONDAIRE),
    depuis("2011-01-01", 2946, OPENFISCA, SECONDAIRE),
    depuis("2012-01-01", 3031, OPENFISCA, SECONDAIRE),
    depuis("2013-01-01", 3086, OPENFISCA, SECONDAIRE),
    depuis("2014-01-01", 3129, OPENFISCA, SECONDAIRE),
    depuis("2015-01-01", 3170, OPENFISCA, SECONDAIRE),
    depuis("2016-01-01", 3218, OPENFISCA, SECONDAIRE),
    depuis("2017-01-01", 3269, OPENFISCA, SECONDAIRE),
    depuis("2018-01-01", 3311, OPENFISCA, SECONDAIRE),
    depuis("2019-01-01", 3377, OPENFISCA, SECONDAIRE),
    depuis("2020-01-01", 3428, OPENFISCA, SECONDAIRE),
    depuis("2021-01-01", 3428, OPENFISCA, SECONDAIRE),
    depuis("2022-01-01", 3428, OPENFISCA, SECONDAIRE),
    depuis("2023-01-01", 3666, OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2024-01-01", 3864, OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2025-01-01", 3925, OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2026-01-01", 4005, OPENFISCA_ET_URSSAF, SECONDAIRE),
    unite="€ par mois",
    articles=("CSS D. 242-17",),
    jusqu_au=FIN_2026,
)

HEURES_ANNUELLES = 1607
"""La durée légale annuelle du travail (C. trav. L. 3121-41), à laquelle renvoie CSS D. 242-19."""


def plafond_horaire_du_plafond_annuel(plafond_annuel: int) -> int:
    """Le plafond horaire, en euros : le plafond annuel sur 1 607 heures, à l'euro le plus proche (D. 242-19).

    >>> plafond_horaire_du_plafond_annuel(48060)
    30
    """
    return int((Decimal(plafond_annuel) / HEURES_ANNUELLES).quantize(Decimal(1), ROUND_HALF_UP))


PLAFOND_HORAIRE = Parametre(
    "plafond horaire de la sécurité sociale",
    depuis(
        "2008-01-01", 21, "ACOSS : 398,13 € pour 151,67 h à 12,5 % (ASH 2592) ; CSS D. 242-19", SECONDAIRE
    ),
    depuis("2009-01-01", 21, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2010-01-01", 22, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2011-01-01", 22, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2012-01-01", 23, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2013-01-01", 23, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2014-01-01", 23, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2015-01-01", 24, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2016-01-01", 24, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2017-01-01", 24, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2018-01-01", 25, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2019-01-01", 25, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2020-01-01", 26, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2021-01-01", 26, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2022-01-01", 26, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2023-01-01", 27, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2024-01-01", 29, "OpenFisca-France 176.1.8 ; CSS D. 242-19", SECONDAIRE),
    depuis("2025-01-01", 29, "Bpifrance (4,35 € par heure) ; CSS D. 242-19", SECONDAIRE),
    depuis(
        "2026-01-01",
        30,
        "ministère du Travail, 9 janvier 2026 (30 €, 4,50 € par heure) ; CSS D. 242-19",
        SECONDAIRE,
    ),
    unite="€ par heure",
    articles=("CSS D. 242-19",),
    jusqu_au=FIN_2026,
)

TAUX_MINIMAL = Parametre(
    "taux minimal de la gratification",
    depuis(
        "2008-02-01", "0.125", "décret 2008-96", SECONDAIRE, "12,5 % : au jour de conclusion de la convention"
    ),
    depuis("2014-12-01", "0.1375", "décret 2014-1420 ; ASH 2923 ; EFL", SECONDAIRE),
    depuis("2015-09-01", "0.15", "L. 124-6, loi 2014-788", Confiance.REPRODUCTION),
    unite="du plafond horaire",
    articles=("L. 124-6", "D. 124-8"),
)

SMIC_HORAIRE = Parametre(
    "SMIC horaire brut",
    depuis("2014-01-01", "9.53", OPENFISCA, SECONDAIRE),
    depuis("2015-01-01", "9.61", OPENFISCA, SECONDAIRE),
    depuis("2016-01-01", "9.67", OPENFISCA, SECONDAIRE),
    depuis("2017-01-01", "9.76", OPENFISCA, SECONDAIRE),
    depuis("2018-01-01", "9.88", OPENFISCA, SECONDAIRE),
    depuis("2019-01-01", "10.03", OPENFISCA, SECONDAIRE),
    depuis("2020-01-01", "10.15", OPENFISCA, SECONDAIRE),
    depuis("2021-01-01", "10.25", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2021-10-01", "10.48", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2022-01-01", "10.57", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2022-05-01", "10.85", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2022-08-01", "11.07", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2023-01-01", "11.27", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2023-05-01", "11.52", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2024-01-01", "11.65", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2024-11-01", "11.88", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2026-01-01", "12.02", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2026-06-01", "12.31", OPENFISCA_ET_URSSAF, SECONDAIRE),
    unite="€ par heure",
    articles=("C. trav. L. 3231-2",),
    jusqu_au=FIN_2026,
)

TITRE_RESTAURANT_EXONERE = Parametre(
    "part patronale exonérée d'un titre-restaurant",
    depuis(
        "2014-01-01", "5.33", "valeur à confirmer ; OpenFisca donne 5,33 € depuis 2000", Confiance.MEMOIRE
    ),
    depuis("2015-01-01", "5.36", "valeur à confirmer ; OpenFisca donne 5,66 €", Confiance.MEMOIRE),
    depuis("2016-01-01", "5.37", "valeur à confirmer", Confiance.MEMOIRE),
    depuis("2017-01-01", "5.38", "valeur à confirmer", Confiance.MEMOIRE),
    depuis("2018-01-01", "5.43", "valeur à confirmer", Confiance.MEMOIRE),
    depuis("2019-01-01", "5.52", "valeur à confirmer", Confiance.MEMOIRE),
    depuis(
        "2020-01-01", "5.55", "valeur à confirmer ; service-public F20559 écrit 5,58 €", Confiance.MEMOIRE
    ),
    depuis(
        "2022-01-01", "6.50", OPENFISCA_ET_URSSAF, SECONDAIRE, "en paie, 5,69 € puis 5,92 € : à confirmer"
    ),
    depuis("2023-01-01", "6.91", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2024-01-01", "7.18", "OpenFisca-France 176.1.8 ; netPME ; BOSS, décembre 2024", SECONDAIRE),
    depuis("2025-01-01", "7.26", OPENFISCA_ET_URSSAF, SECONDAIRE),
    depuis("2026-01-01", "7.32", OPENFISCA_ET_URSSAF, SECONDAIRE),
    unite="€ par titre",
    jusqu_au=FIN_2026,
)
TITRE_RESTAURANT_PART_MIN = Parametre(
    "part patronale minimale d'un titre-restaurant",
    depuis("2000-01-01", "0.5", OPENFISCA, SECONDAIRE),
    unite="de la valeur du titre",
)
TITRE_RESTAURANT_PART_MAX = Parametre(
    "part patronale maximale d'un titre-restaurant",
    depuis("2000-01-01", "0.6", OPENFISCA, SECONDAIRE),
    unite="de la valeur du titre",
)

HEURE = 60
"""En minutes."""

JOURNEE_MAXIMALE = Parametre(
    "présence maximale par jour",
    depuis("2016-08-10", 10 * HEURE, "C. trav. L. 3121-18"),
    unite="minutes",
    articles=("C. trav. L. 3121-18",),
)
SEMAINE_MAXIMALE = Parametre(
    "présence maximale par semaine",
    depuis("2016-08-10", 48 * HEURE, "C. trav. L. 3121-20"),
    unite="minutes",
    articles=("C. trav. L. 3121-20",),
)
JOURNEE_MAXIMALE_DU_MINEUR = Parametre(
    "présence maximale d'un mineur par jour",
    depuis("2008-05-01", 8 * HEURE, "C. trav. L. 3162-1"),
    unite="minutes",
    articles=("C. trav. L. 3162-1",),
)
SEMAINE_MAXIMALE_DU_MINEUR = Parametre(
    "présence maximale d'un mineur par semaine",
    depuis("2008-05-01", 35 * HEURE, "C. trav. L. 3162-1"),
    unite="minutes",
    articles=("C. trav. L. 3162-1",),
)
