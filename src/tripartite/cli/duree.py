"""`tripartite duree` : des heures aux jours et aux mois de stage, et ce qui reste avant les seuils."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from tripartite.cli.stage import (
    AU,
    DEBUT,
    FICHIER,
    FIN,
    SEMAINE,
    demander,
    lire_s_il_y_en_a,
    options,
)
from tripartite.cli.valeurs import DUREE, FORME

if TYPE_CHECKING:
    pass


@click.command(name="duree", short_help="Des heures aux jours et aux mois, et ce qui reste avant les seuils.")
@options(FICHIER)
@click.option("--heures", type=DUREE, metavar="DURÉE", help="Les heures de présence : 984 h.")
@click.option(
    "--autres", type=DUREE, metavar="DURÉE", help="Les heures des autres stages de l'année dans l'organisme."
)
@options(DEBUT, FIN, SEMAINE, AU, FORME)
def commande(
    fichier: str | None,
    heures: int | None,
    autres: int | None,
    debut: date | None,
    fin: date | None,
    semaine: int | None,
    au: date | None,
    forme: str,
) -> None:
    """Compte une présence : 7 heures font un jour, 22 jours font un mois.

    \b
    tripartite duree --heures 984
    tripartite duree --heures 300 --autres 20
    tripartite duree --debut 02/02/2026 --fin 31/07/2026 --semaine 35h
    tripartite duree lea.yaml
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.calculs.durees import compter_duree
    from tripartite.reponses.duree import fiche, par_annee
    from tripartite.reponses.socle import horaires, situer

    if heures is not None:
        duree = compter_duree(heures, autres=autres or 0)
        rendre(fiche({None: duree}), duree, forme)
        return
    if not fichier and not (debut and fin and semaine):
        raise click.UsageError("Donnez un dossier, ou --heures, ou bien --debut, --fin et --semaine.")
    supposes = {"ruptures": (), "absences": (), "suspensions": ()}
    semaine_type = None if semaine is None else horaires(semaine)
    situation = situer(
        lire_s_il_y_en_a(fichier), au, {"debut": debut, "fin": fin, "horaires": semaine_type}, supposes
    )
    for fait in ("duree_par_jour", "compteurs"):
        demander(situation, fait, "--debut, --fin et --semaine")
    durees = par_annee(situation, autres)
    note = "Les heures de --autres comptent dans l'année du début." if autres and len(durees) > 1 else ""
    rendre(fiche(durees, note), durees, forme)
