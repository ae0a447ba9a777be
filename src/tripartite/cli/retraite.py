"""`tripartite retraite` : les trimestres qu'un stage ouvre, leur prix, le dernier jour pour les demander."""

from __future__ import annotations

from datetime import date

import click

from tripartite.cli.stage import AU, FICHIER, demander, lire_s_il_y_en_a, options, situer
from tripartite.cli.valeurs import DUREE, ENTIER, FORME, NAISSANCE


@click.command(
    name="retraite", short_help="Les trimestres d'un stage, leur prix, le dernier jour pour les demander."
)
@options(FICHIER)
@click.option("--heures", type=DUREE, metavar="DURÉE", help="Les heures d'un stage gratifié : 616 h.")
@click.option("--naissance", type=NAISSANCE, metavar="JOUR", help="La date de naissance du stagiaire.")
@click.option(
    "--annee", type=ENTIER, metavar="ANNÉE", help="L'année de la demande ; celle-ci, si rien n'est dit."
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
    from tripartite.droit.regles.retraite import (
        dernier_jour_de_la_demande,
        prix_des_trimestres,
        trimestres_de,
    )
    from tripartite.rendus.fiches import Chiffre, Fiche
    from tripartite.rendus.grandeurs import ecrire

    if not fichier and heures is None:
        raise click.UsageError("Donnez un dossier, ou --heures.")
    situation = situer(lire_s_il_y_en_a(fichier), au, {})
    if heures is not None:
        trimestres = trimestres_de(heures)
        pourquoi = ""
    else:
        pourquoi = demander(situation, "sans_trimestre", "--heures")
        trimestres = demander(situation, "trimestres_de_stage", "--heures")
    quand = annee or (au or date.today()).year
    ne_le = naissance or situation["stagiaire"].naissance
    chiffres = [Chiffre("trimestres", "Trimestres", trimestres, "nombre")]
    prix = prix_des_trimestres(quand, trimestres) if trimestres else None
    if prix is not None:
        chiffres += [
            Chiffre("unitaire", f"Prix d'un trimestre demandé en {quand}", prix.unitaire, "euros"),
            Chiffre("total", "Prix total", prix.total, "euros"),
            Chiffre("en_douze", "En douze mensualités de", prix.en_douze[0], "euros"),
            Chiffre("en_vingt_quatre", "En vingt-quatre mensualités de", prix.en_vingt_quatre[0], "euros"),
        ]
        reponse = (
            "Le stage ouvre droit à {n} trimestre{s}, pour {total:euros} si la demande est faite en {annee}."
        )
    else:
        reponse = (
            pourquoi or "Moins de deux mois (308 h) de présence : le stage n'ouvre droit à aucun trimestre."
        )
    if trimestres and connu(ne_le):
        chiffres.append(
            Chiffre("dernier_jour", "Dernier jour pour demander", dernier_jour_de_la_demande(ne_le), "date")
        )
    grandeurs = {"n": trimestres, "s": "s" if trimestres > 1 else "", "annee": str(quand)}
    fiche = Fiche(
        "retraite",
        "Trimestres de retraite",
        ecrire(reponse, grandeurs | ({"total": prix.total} if prix else {})),
        tuple(chiffres) if trimestres else (),
        etapes=prix.etapes if prix else (),
        articles=("CSS L. 351-17", "CSS D. 351-16", "CSS D. 351-18"),
    )
    rendre(fiche, prix, forme)
