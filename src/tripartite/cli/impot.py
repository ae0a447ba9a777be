"""`tripartite impot` : ce que l'impôt sur le revenu prend en compte d'une année."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from tripartite.cli.stage import AU, FICHIERS, demander, lire, options
from tripartite.cli.valeurs import ANNEE, EUROS, FORME

if TYPE_CHECKING:
    from tripartite.droit.langage import Inconnu


@click.command(name="impot", short_help="Ce que l'impôt sur le revenu prend en compte d'une année.")
@options(FICHIERS)
@click.option(
    "--annee", type=ANNEE, metavar="ANNÉE", help="L'année des versements ; celle-ci, si rien n'est dit."
)
@click.option(
    "--recu",
    "recus",
    type=EUROS,
    multiple=True,
    metavar="EUROS",
    help="Une gratification reçue dans l'année, de quelque organisme que ce soit ; peut se répéter.",
)
@options(AU, FORME)
def commande(
    fichiers: tuple[str, ...], annee: int | None, recus: tuple[Decimal, ...], au: date | None, forme: str
) -> None:
    """Compare les gratifications reçues dans une année, de tous les organismes, à la limite d'exonération.

    Les dossiers s'ajoutent l'un à l'autre : donnez tous les stages de l'année. --recu s'y ajoute,
    dans l'année d'--annee.

    \b
    tripartite impot --annee 2026 --recu 3906 --recu 2100
    tripartite impot lea.yaml
    tripartite impot lea-printemps.yaml lea-automne.yaml --annee 2026 --recu 900
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.langage import Euros, FaitInconnu, connu
    from tripartite.droit.regles.impot import calculer_impot
    from tripartite.reponses.impot import fiche
    from tripartite.reponses.socle import situer

    donnes = [Euros(montant) for montant in recus]
    if not fichiers and not donnes:
        raise click.UsageError("Donnez un dossier, ou --recu.")
    celle_ci = annee or (au or date.today()).year
    par_annee: dict[int, list[Euros]] = {}
    inconnues: dict[int, Inconnu] = {}
    for fichier in fichiers:
        du_stage = demander(situer(lire(fichier), au, {}), "gratifications_par_annee", "--recu")
        for annee_du_stage, versements in du_stage.items():
            if connu(versements):
                par_annee.setdefault(annee_du_stage, []).extend(versements)
            else:
                inconnues[annee_du_stage] = versements
    if annee is not None or not par_annee:
        par_annee = {celle_ci: par_annee.get(celle_ci, [])}
    if donnes and len(par_annee) > 1:
        raise click.UsageError("Ces stages versent sur plusieurs années. Dites avec --annee celle de --recu.")
    calcules = []
    for une_annee, recues in sorted(par_annee.items()):
        try:
            if une_annee in inconnues:
                raise FaitInconnu(inconnues[une_annee])
            calcules.append(calculer_impot(une_annee, (*recues, *donnes)))
        except FaitInconnu as erreur:
            inconnues[une_annee] = erreur.inconnu
    manquent = {a: manque for a, manque in sorted(inconnues.items()) if annee in (None, a)}
    if not calcules:
        raise FaitInconnu(next(iter(manquent.values())))
    rendre(fiche(tuple(calcules), manquent), tuple(calcules), forme)
