"""`tripartite embauche` : la période d'essai, le stage déduit ; l'ancienneté."""

from __future__ import annotations

from datetime import date

import click

from tripartite.cli.stage import AU, DEBUT, FICHIER, FIN, demander, lire_s_il_y_en_a, options
from tripartite.cli.valeurs import DUREE, ESSAI, FORME, JOUR, OUI_OU_NON


@click.command(name="embauche", short_help="La période d'essai et l'ancienneté après un stage.")
@options(FICHIER, DEBUT, FIN)
@click.option("--embauche-le", type=JOUR, metavar="JOUR", help="Le premier jour du contrat de travail.")
@click.option("--essai", type=ESSAI, metavar="MOIS", help="La période d'essai prévue, en mois : 4.")
@click.option(
    "--correspondance",
    type=OUI_OU_NON,
    metavar="oui|non",
    help="L'emploi correspond-il aux activités du stage ?",
)
@click.option("--presence", type=DUREE, metavar="DURÉE", help="La présence faite pendant ce stage : 868 h.")
@click.option(
    "--derniere-annee",
    type=OUI_OU_NON,
    metavar="oui|non",
    help="Le stage est-il de la dernière année d'études ?",
)
@options(AU, FORME)
def commande(
    fichier: str | None,
    debut: date | None,
    fin: date | None,
    embauche_le: date | None,
    essai: int | None,
    correspondance: bool | None,
    presence: int | None,
    derniere_annee: bool | None,
    au: date | None,
    forme: str,
) -> None:
    """Dit ce qui reste de la période d'essai du stagiaire embauché, et si le stage compte dans l'ancienneté.

    Le stage de dernière année se déduit de l'essai si l'embauche suit dans les trois mois. De plus de deux
    mois, il compte dans l'ancienneté si elle le suit.

    \b
    tripartite embauche --debut 02/03/2026 --fin 28/08/2026 --embauche-le 31/08/2026 \\
        --essai 4 --correspondance oui --presence 868h
    tripartite embauche lea.yaml --embauche-le 01/09/2026 --essai 4 --correspondance non
    """
    from tripartite.cli.ecran import rendre
    from tripartite.droit.langage import connu
    from tripartite.reponses.embauche import Demande, repondre
    from tripartite.reponses.socle import situer

    situation = situer(lire_s_il_y_en_a(fichier), au, {"debut": debut, "fin": fin}, {"ruptures": ()})
    du, jusqu_au = demander(situation, "debut", "--debut"), demander(situation, "fin_effective", "--fin")
    embauche = situation["embauche"]
    if connu(embauche) and embauche:
        embauche_le = embauche_le or (embauche.le if connu(embauche.le) else None)
        essai = essai or (embauche.essai if connu(embauche.essai) else None)
        if correspondance is None and connu(embauche.en_correspondance):
            correspondance = embauche.en_correspondance
    if embauche_le is None or essai is None or correspondance is None:
        raise click.UsageError(
            "Donnez --embauche-le, --essai et --correspondance, ou un dossier qui les dise."
        )
    faite, prevue = (situation[nom] for nom in ("duree_retenue", "minutes_prevues"))
    annee = situation["formation"].derniere_annee if connu(situation["formation"]) else None
    demande = Demande(
        du,
        jusqu_au,
        embauche_le,
        essai,
        correspondance,
        presence or (faite if connu(faite) else None),
        prevue if presence is None and connu(prevue) else None,
        annee if derniere_annee is None and connu(annee) else derniere_annee,
    )
    reponse = repondre(demande)
    rendre(reponse.fiche, reponse.resultat, forme)
