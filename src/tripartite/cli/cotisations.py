"""`tripartite cotisations` : ce qui dépasse la franchise, et ce que chacun doit dessus."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from tripartite.cli.stage import (
    AU,
    CONCLUE_LE,
    FICHIER,
    demander,
    lire_s_il_y_en_a,
    options,
)
from tripartite.cli.valeurs import ENTIER, EUROS, FORME, HEURES, MOIS, TAUX

if TYPE_CHECKING:
    from tripartite.droit.calculs.cotisations import CotisationsDuMois
    from tripartite.droit.calendrier import Mois


@click.command(name="cotisations", short_help="Ce qui dépasse la franchise, et ce que chacun doit dessus.")
@options(FICHIER)
@click.option("--mois", type=MOIS, metavar="MOIS", help="Le mois de présence : 2026-03.")
@click.option("--gratification", type=EUROS, metavar="EUROS", help="Le montant du mois : 900.")
@click.option("--heures", type=HEURES, metavar="HEURES", help="La présence du mois : 154, ou 151,67.")
@click.option("--avantages", type=EUROS, default="0", metavar="EUROS", help="Les avantages du mois.")
@options(CONCLUE_LE)
@click.option("--effectif", type=ENTIER, metavar="NOMBRE", help="L'effectif de l'organisme.")
@click.option("--taux-atmp", type=TAUX, metavar="TAUX", help="Le taux d'accident du travail notifié : 1 %.")
@click.option("--taux-mobilite", type=TAUX, metavar="TAUX", help="Le taux du versement mobilité : 0 %.")
@click.option("--alsace-moselle", is_flag=True, help="L'organisme est en Alsace ou en Moselle.")
@click.option("--agricole", is_flag=True, help="L'organisme relève du régime agricole.")
@options(AU, FORME)
def commande(
    fichier: str | None,
    mois: Mois | None,
    gratification: Decimal | None,
    heures: Decimal | None,
    avantages: Decimal,
    conclue_le: date | None,
    effectif: int | None,
    taux_atmp: Decimal | None,
    taux_mobilite: Decimal | None,
    alsace_moselle: bool,
    agricole: bool,
    au: date | None,
    forme: str,
) -> None:
    """Compare la gratification à la franchise, et calcule les cotisations de chacun sur ce qui la dépasse.

    \b
    tripartite cotisations --mois 2026-03 --gratification 900 --heures 154 --conclue-le 02/02/2026 \\
        --effectif 25 --taux-atmp "1 %" --taux-mobilite "0 %"
    tripartite cotisations lea.yaml
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.langage import Euros, Taux
    from tripartite.reponses.cotisations import Demande, fiche_du_stage, repondre
    from tripartite.reponses.socle import situer

    if fichier:
        situation = situer(lire_s_il_y_en_a(fichier), au, {"conclue_le": conclue_le})
        hors_franchise = demander(situation, "hors_franchise", "")
        if hors_franchise:
            raise click.ClickException(hors_franchise)
        dus: tuple[CotisationsDuMois, ...] = demander(situation, "cotisations_dues", "")
        rendre(fiche_du_stage(dus), dus, forme)
        return
    if mois is None or gratification is None or heures is None:
        raise click.UsageError("Donnez un dossier, ou bien --mois, --gratification et --heures.")
    reponse = repondre(
        Demande(
            mois,
            Euros(gratification),
            heures,
            avantages=Euros(avantages),
            conclue_le=conclue_le,
            effectif=effectif,
            taux_atmp=None if taux_atmp is None else Taux(taux_atmp),
            taux_mobilite=None if taux_mobilite is None else Taux(taux_mobilite),
            alsace_moselle=alsace_moselle,
            agricole=agricole,
        )
    )
    rendre(reponse.fiche, reponse.resultat, forme)
