"""`tripartite echeancier` : ce qui est dû, mois par mois."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.stage import (
    AU,
    CONCLUE_LE,
    DEBUT,
    FICHIER,
    FIN,
    HORAIRE,
    SEMAINE,
    demander,
    lire_s_il_y_en_a,
    options,
)
from tripartite.cli.valeurs import DUREE, FORME, VERSEMENTS, MoisEgale

if TYPE_CHECKING:
    from tripartite.droit.calendrier import Mois
    from tripartite.droit.faits import Dossier, Gratification

SANS_DOSSIER = {"gratification_obligatoire": True, "versements": (), "ruptures": ()}
"""Ce que l'on suppose d'un stage que seules les options décrivent."""


@click.command(name="echeancier", short_help="La gratification due, mois par mois.")
@options(FICHIER, DEBUT, FIN, SEMAINE)
@click.option(
    "--heures", type=DUREE, metavar="DURÉE", help="Les heures d'un seul mois, celui du début : 154 h."
)
@click.option(
    "--mois",
    "par_mois",
    type=MoisEgale(DUREE, "2026-02=140 h"),
    multiple=True,
    metavar="MOIS=DURÉE",
    help="Les heures d'un mois : 2026-02=140 h ; peut se répéter.",
)
@options(CONCLUE_LE, HORAIRE)
@click.option("--lisser", type=VERSEMENTS, metavar="NOMBRE", help="Lisser en ce nombre de versements égaux.")
@options(AU, FORME)
def commande(
    fichier: str | None,
    debut: date | None,
    fin: date | None,
    semaine: int | None,
    heures: int | None,
    par_mois: tuple[tuple[Mois, int], ...],
    conclue_le: date | None,
    horaire: Decimal | None,
    lisser: int | None,
    au: date | None,
    forme: str,
) -> None:
    """Calcule la gratification de chaque mois, d'un dossier ou des seules options.

    Une option remplace ce que dit le dossier. Sans dossier, la gratification est supposée due, et l'heure
    vaut le minimum légal du mois si --horaire ne dit rien.

    \b
    tripartite echeancier lea.yaml
    tripartite echeancier --debut 02/02/2026 --fin 31/07/2026 --semaine 35h --conclue-le 12/01/2026
    tripartite echeancier --heures 154 --horaire 4,50 --conclue-le 12/01/2026
    tripartite echeancier --mois 2025-12=140 --mois 2026-01=154 --conclue-le 01/12/2025 --lisser 2
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.calendrier import Mois
    from tripartite.reponses.cotisations import tenir_dans_le_mois
    from tripartite.reponses.echeancier import fiche
    from tripartite.reponses.socle import horaires, situer

    if not fichier and not (heures or par_mois or (debut and fin and semaine)):
        raise click.UsageError(
            "Donnez un dossier, ou --heures, ou --mois, ou bien --debut, --fin et --semaine."
        )
    minutes = dict(sorted(par_mois))
    if heures is not None:
        minutes[Mois.de(debut or conclue_le or au or date.today())] = heures
    for mois, presence in minutes.items():
        tenir_dans_le_mois(mois, presence)
    dossier = lire_s_il_y_en_a(fichier)
    premier = debut or (min(minutes).premier_jour if minutes else None)
    faits: dict[str, Any] = {
        "debut": debut if dossier else premier,
        "fin": fin,
        "horaires": None if semaine is None else horaires(semaine),
        "conclue_le": conclue_le if dossier else conclue_le or premier,
        "minutes_par_mois": minutes or None,
        "minutes_payees_par_mois": minutes or None,
        "gratification": _gratification(dossier, horaire, lisser),
    }
    situation = situer(dossier, au, faits, SANS_DOSSIER)
    sans_prix = demander(situation, "mois_sans_prix", "--horaire")
    quoi = "echeancier_des_mois_connus" if sans_prix else "echeancier"
    calcule = demander(situation, quoi, "--horaire")
    if not calcule.lignes:
        demander(situation, "echeancier", "--horaire")
    rendre(fiche(calcule, situation, suppose_due=not fichier), calcule, forme)


def _gratification(
    dossier: Dossier | None, horaire: Decimal | None, lisser: int | None
) -> Gratification | None:
    """La gratification des options, et celle du dossier pour ce qu'elles ne disent pas."""
    from dataclasses import replace

    from tripartite.droit.faits import Gratification, Modalite
    from tripartite.droit.langage import Euros, connu

    if dossier and horaire is None and lisser is None:
        return None
    convenue = dossier.convention.gratification if dossier else None
    if convenue is None or not connu(convenue):
        convenue = Gratification(Euros(Decimal(0)), Modalite.REEL)
    if horaire is not None:
        convenue = replace(convenue, horaire=Euros(horaire))
    if lisser is not None:
        convenue = replace(convenue, modalite=Modalite.LISSE, echeances=lisser)
    return convenue
