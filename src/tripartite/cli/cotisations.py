"""`tripartite cotisations` : ce qui dépasse la franchise, et ce que chacun doit dessus."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.stage import (
    AU,
    CONCLUE_LE,
    FICHIER,
    demander,
    lire_s_il_y_en_a,
    options,
    situer,
    tenir_dans_le_mois,
)
from tripartite.cli.valeurs import ENTIER, EUROS, FORME, HEURES, MOIS, TAUX

if TYPE_CHECKING:
    from tripartite.droit.calculs.cotisations import CotisationsDuMois
    from tripartite.droit.calendrier import Mois
    from tripartite.rendus.fiches import Fiche

ARTICLES = ("CSS L. 136-1-1", "CSS D. 136-1", "CSS D. 242-3", "CSS D. 242-4")


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
    from tripartite.droit.calculs.cotisations import calculer_cotisations
    from tripartite.droit.langage import Euros, Taux

    if fichier:
        situation = situer(lire_s_il_y_en_a(fichier), au, {"conclue_le": conclue_le})
        hors_franchise = demander(situation, "hors_franchise", "")
        if hors_franchise:
            raise click.ClickException(hors_franchise)
        dus: tuple[CotisationsDuMois, ...] = demander(situation, "cotisations_dues", "")
        rendre(_fiche_du_stage(dus), dus, forme)
        return
    if mois is None or gratification is None or heures is None:
        raise click.UsageError("Donnez un dossier, ou bien --mois, --gratification et --heures.")
    tenir_dans_le_mois(mois, heures * 60)
    du_mois = calculer_cotisations(
        mois,
        conclue_le or mois.premier_jour,
        Euros(gratification),
        heures=heures,
        avantages=Euros(avantages),
        effectif=effectif,
        taux_atmp=None if taux_atmp is None else Taux(taux_atmp),
        taux_mobilite=None if taux_mobilite is None else Taux(taux_mobilite),
        alsace_moselle=alsace_moselle,
        agricole=agricole,
    )
    rendre(_fiche_du_mois(du_mois), du_mois, forme)


def _fiche_du_mois(du_mois: CotisationsDuMois) -> Fiche:
    from tripartite.droit.langage import connu
    from tripartite.rendus.fiches import Chiffre, Fiche, tableau
    from tripartite.rendus.grandeurs import ecrire

    grandeurs = {
        "mois": du_mois.mois,
        "excedent": du_mois.excedent,
        "franchise": du_mois.compare.franchise.montant,
    }
    if not du_mois.excedent:
        reponse = "En {mois:mois}, rien n'est dû : la franchise, {franchise:euros}, n'est pas dépassée."
    else:
        reponse = "En {mois:mois}, {excedent:euros} dépassent la franchise de {franchise:euros}."
    chiffres = [
        Chiffre("gratification", "Gratification", du_mois.compare.gratification, "euros"),
        Chiffre("organisme", "Dû par l'organisme", du_mois.organisme, "euros"),
        Chiffre("retenu", "Retenu au stagiaire", du_mois.retenu, "euros"),
        Chiffre("net", "Reçu par le stagiaire", du_mois.net, "euros"),
        Chiffre("cout", "Coût pour l'organisme", du_mois.cout, "euros"),
    ]
    chiffres = [c if connu(c.valeur) else Chiffre(c.nom, c.libelle, "inconnu") for c in chiffres]
    colonnes = (
        ("libelle", "Cotisation"),
        ("cote", "Due par"),
        ("base", "Base", "euros"),
        ("taux", "Taux", "taux"),
        ("montant", "Montant", "euros"),
    )
    lignes = [[v if connu(v) else "?" for v in ligne] for ligne in du_mois.lignes]
    notes = [f"Il manque {m.libelle}." for m in dict.fromkeys(du_mois.manquants)]
    return Fiche(
        "cotisations",
        "Cotisations sur la gratification",
        ecrire(reponse, grandeurs),
        tuple(chiffres),
        (tableau(colonnes, lignes),) if lignes else (),
        du_mois.compare.etapes,
        notes=tuple(notes),
        articles=ARTICLES,
    )


def _fiche_du_stage(dus: tuple[CotisationsDuMois, ...]) -> Fiche:
    from tripartite.droit.calculs.echeances import somme
    from tripartite.droit.langage import connu
    from tripartite.rendus.fiches import Fiche, tableau
    from tripartite.rendus.grandeurs import ecrire

    connus = [m for m in dus if connu(m.compare.franchise) and connu(m.excedent)]
    excedent = somme(m.excedent for m in connus)
    complet = len(connus) == len(dus)
    if excedent:
        ou = "sur tout le stage" if complet else "sur les mois que l'on peut comparer"
        reponse = ecrire(f"{{excedent:euros}} dépassent la franchise, {ou}.", {"excedent": excedent})
    elif complet:
        reponse = "Rien n'est dû : aucun mois ne dépasse la franchise."
    else:
        reponse = "Rien n'est dû sur les mois que l'on peut comparer : aucun ne dépasse la franchise."
    colonnes = [
        ("mois", "Mois", "mois"),
        ("gratification", "Dû", "euros"),
        ("franchise", "Franchise", "euros"),
        ("excedent", "Au-dessus", "euros"),
    ]
    if excedent:
        colonnes += [("organisme", "Organisme", "euros"), ("retenu", "Stagiaire", "euros")]
        colonnes += [("net", "Reçu", "euros")]
    lignes: list[list[Any]] = []
    for m in connus:
        valeurs = [m.compare.gratification, m.compare.franchise.montant, m.excedent]
        valeurs += [m.organisme, m.retenu, m.net] if excedent else []
        lignes.append([m.mois, *(v if connu(v) else "?" for v in valeurs)])
    notes = dict.fromkeys(f"Il manque {fait.libelle}." for m in dus for fait in m.manquants)
    return Fiche(
        "cotisations",
        "Cotisations sur la gratification",
        reponse,
        tableaux=(tableau(colonnes, lignes),),
        etapes=tuple(etape for m in connus for etape in m.compare.etapes),
        notes=tuple(notes),
        articles=ARTICLES,
    )
