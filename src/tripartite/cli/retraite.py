"""`tripartite retraite` : les trimestres qu'un stage ouvre, leur prix, le dernier jour pour les demander."""

from __future__ import annotations

from datetime import date

import click

from tripartite.cli.stage import AU, FICHIER, demander, lire_s_il_y_en_a, options
from tripartite.cli.valeurs import ANNEE, DUREE, FORME, NAISSANCE


@click.command(
    name="retraite", short_help="Les trimestres d'un stage, leur prix, le dernier jour pour les demander."
)
@options(FICHIER)
@click.option("--heures", type=DUREE, metavar="DURÉE", help="Les heures d'un stage gratifié : 616 h.")
@click.option("--naissance", type=NAISSANCE, metavar="JOUR", help="La date de naissance du stagiaire.")
@click.option(
    "--annee", type=ANNEE, metavar="ANNÉE", help="L'année de la demande ; celle-ci, si rien n'est dit."
)
@options(AU, FORME)
def commande(
    fichier: str | None,
    heures: int | None,
    naissance: date | None,
    annee: int | None,
    au: date | None,
    forme: str,
) -> None:
    """Compte les trimestres qu'ouvre un stage gratifié (un par deux mois, deux au plus), et donne leur prix.

    \b
    tripartite retraite --heures 616 --naissance 12/03/2003
    tripartite retraite lea.yaml --annee 2026
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.langage import connu
    from tripartite.droit.regles.retraite import trimestres_de
    from tripartite.reponses.retraite import fiche
    from tripartite.reponses.socle import situer

    if not fichier and heures is None:
        raise click.UsageError("Donnez un dossier, ou --heures.")
    situation = situer(lire_s_il_y_en_a(fichier), au, {})
    if heures is not None:
        trimestres, pourquoi, presence = trimestres_de(heures), "", heures
    else:
        pourquoi = demander(situation, "sans_trimestre", "--heures")
        trimestres = demander(situation, "trimestres_de_stage", "--heures")
        presence = situation["presence_pour_la_retraite"]
    ne_le = naissance or situation["stagiaire"].naissance
    demandee_en = annee or (au or date.today()).year
    ecrite, prix = fiche(trimestres, demandee_en, ne_le if connu(ne_le) else None, pourquoi, presence)
    rendre(ecrite, prix, forme)
