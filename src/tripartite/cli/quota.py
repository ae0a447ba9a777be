"""`tripartite quota` : combien de stagiaires, et quel jour une place se libère."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

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
from tripartite.cli.valeurs import ENTIER, FORME, PRESENTS, MoisEgale

if TYPE_CHECKING:
    from tripartite.droit.calendrier import Mois


@click.command(name="quota", short_help="Combien de stagiaires, et quel jour une place se libère.")
@options(FICHIER)
@click.option("--effectif", type=ENTIER, metavar="NOMBRE", help="L'effectif, le même chaque mois.")
@click.option(
    "--mois",
    "par_mois",
    type=MoisEgale(ENTIER, "2026-01=18"),
    multiple=True,
    metavar="MOIS=NOMBRE",
    help="L'effectif au dernier jour d'un mois : 2026-01=18 ; peut se répéter.",
)
@click.option(
    "--presents",
    type=PRESENTS,
    default="0",
    metavar="NOMBRE",
    help="Les stagiaires déjà là toute la période.",
)
@options(STAGES, DEBUT, FIN, AU, FORME)
def commande(
    fichier: str | None,
    effectif: int | None,
    par_mois: tuple[tuple[Mois, int], ...],
    presents: int,
    stages: tuple[tuple[date, date], ...],
    debut: date | None,
    fin: date | None,
    au: date | None,
    forme: str,
) -> None:
    """Dit combien de stagiaires l'organisme peut accueillir chaque semaine, et quand en prendre un de plus.

    Avec un dossier, l'effectif et les stages en cours sont les siens, et le stage voulu est celui du dossier.

    \b
    tripartite quota --effectif 47 --presents 6
    tripartite quota --effectif 18 --stage 02/02/2026..31/03/2026 --stage 02/02/2026..30/04/2026 \\
        --stage 09/02/2026..29/05/2026 --debut 02/03/2026 --fin 30/06/2026
    tripartite quota lea.yaml
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.calculs.contingents import contingent_par_semaine, premiere_semaine_libre
    from tripartite.droit.faits import Effectif, StageVoisin
    from tripartite.droit.langage import AUCUN, connu
    from tripartite.reponses.quota import fiche, mois_comptes
    from tripartite.reponses.socle import situer

    if not fichier and effectif is None and not par_mois:
        raise click.UsageError("Donnez un dossier, ou --effectif, ou --mois.")
    situation = situer(lire_s_il_y_en_a(fichier), au, {"debut": debut, "fin": fin})
    du = situation["debut"] if connu(situation["debut"]) else au or date.today()
    jusqu_au = situation["fin"] if connu(situation["fin"]) else du
    if jusqu_au < du:
        raise click.UsageError("La fin du stage précède son début. Corrigez l'une des deux dates.")
    voisins = tuple(
        StageVoisin(d, f, f"autre stagiaire {n}", rompu_par=AUCUN)
        for n, (d, f) in enumerate([*stages, *[(du, jusqu_au)] * presents], 1)
    )
    if fichier:
        organisme = situation["organisme"]
        if connu(organisme.stages):
            voisins += organisme.stages
    if effectif is not None:
        effectifs: tuple[Effectif, ...] = tuple(Effectif(m, effectif) for m in mois_comptes(du, jusqu_au))
    elif par_mois:
        effectifs = tuple(Effectif(m, personnes) for m, personnes in sorted(par_mois))
    else:
        effectifs = demander(situation, "organisme", "--effectif").effectifs
    conclue_le = situation["conclue_le"] if fichier and connu(situation["conclue_le"]) else None
    semaines = contingent_par_semaine(effectifs, voisins, du, jusqu_au, conclue_le)
    libre = premiere_semaine_libre(effectifs, voisins, du, jusqu_au, conclue_le)
    notes = reserves(situation, "le contingent") if fichier else ()
    rendre(fiche(semaines, libre, du)._replace(notes=notes), libre, forme)
