"""`tripartite carence` : le jour où un poste est de nouveau libre."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.stage import (
    AU,
    DEBUT,
    FICHIER,
    FIN,
    STAGES,
    demander,
    lire_s_il_y_en_a,
    options,
    reserves,
)
from tripartite.cli.valeurs import DUREE, FORME

if TYPE_CHECKING:
    pass

INITIATIVES = ("stagiaire", "organisme", "etablissement", "accord")


@click.command(name="carence", short_help="Le jour où un poste est de nouveau libre.")
@options(FICHIER, DEBUT, FIN)
@click.option("--presence", type=DUREE, metavar="DURÉE", help="La présence faite pendant ce stage : 455 h.")
@click.option(
    "--rompu-par",
    type=click.Choice(INITIATIVES),
    metavar="|".join(INITIATIVES),
    help="Qui a mis fin au stage avant son terme.",
)
@options(STAGES, AU, FORME)
def commande(
    fichier: str | None,
    debut: date | None,
    fin: date | None,
    presence: int | None,
    rompu_par: str | None,
    stages: tuple[tuple[date, date], ...],
    au: date | None,
    forme: str,
) -> None:
    """Donne le jour où un poste est libre : il attend le tiers de la durée du stage, selon chaque lecture.

    Avec un dossier, le stage est celui du dossier. Les stages qui ont occupé le même poste se répètent.

    \b
    tripartite carence --debut 05/01/2026 --fin 04/04/2026
    tripartite carence --debut 05/01/2026 --fin 10/02/2026 --rompu-par stagiaire
    tripartite carence --stage 05/01/2026..04/04/2026 --stage 06/04/2026..30/04/2026
    tripartite carence lea.yaml
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.faits import Initiative, StageVoisin
    from tripartite.droit.langage import AUCUN, Minutes, connu
    from tripartite.droit.regles.carence import poste_libre_le
    from tripartite.reponses.carence import fiche
    from tripartite.reponses.socle import situer

    poste = [StageVoisin(d, f, rompu_par=AUCUN) for d, f in stages]
    if fichier or debut or fin:
        situation = situer(lire_s_il_y_en_a(fichier), au, {"debut": debut, "fin": fin}, {"ruptures": ()})
        ruptures = situation["ruptures"]
        qui = ruptures[0].initiative if connu(ruptures) and ruptures else AUCUN
        faite: Any = situation["duree_retenue"] if presence is None else Minutes(presence)
        poste.append(
            StageVoisin(
                demander(situation, "debut", "--debut"),
                demander(situation, "fin_effective", "--fin"),
                presence=faite,
                rompu_par=Initiative[rompu_par.upper()] if rompu_par else qui,
            )
        )
    if not poste:
        raise click.UsageError("Donnez un dossier, ou --debut et --fin, ou --stage.")
    libre = poste_libre_le(tuple(poste))
    repondue = fiche(libre, tuple(poste))
    notes = reserves(situation, "le délai de carence") if fichier else ()
    rendre(repondue._replace(notes=(*notes, *repondue.notes)), libre, forme)
