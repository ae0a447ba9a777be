"""`tripartite quota` : combien de stagiaires, et quel jour une place se libère."""

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
    situer,
)
from tripartite.cli.valeurs import ENTIER, FORME, MoisEgale

if TYPE_CHECKING:
    from tripartite.droit.calculs.contingents import PremiereSemaineLibre, SemaineDuContingent
    from tripartite.droit.calendrier import Mois
    from tripartite.rendus.fiches import Fiche


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
    "--presents", type=ENTIER, default="0", metavar="NOMBRE", help="Les stagiaires déjà là toute la période."
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
        effectifs: tuple[Effectif, ...] = tuple(Effectif(m, effectif) for m in _annee(du, jusqu_au))
    elif par_mois:
        effectifs = tuple(Effectif(m, personnes) for m, personnes in sorted(par_mois))
    else:
        effectifs = demander(situation, "organisme", "--effectif").effectifs
    conclue_le = situation["conclue_le"] if fichier and connu(situation["conclue_le"]) else None
    semaines = contingent_par_semaine(effectifs, voisins, du, jusqu_au, conclue_le)
    libre = premiere_semaine_libre(effectifs, voisins, du, jusqu_au, conclue_le)
    notes = reserves(situation, "le contingent") if fichier else ()
    rendre(_fiche(semaines, libre, du)._replace(notes=notes), libre, forme)


def _annee(debut: date, fin: date) -> list[Any]:
    """Les mois dont l'effectif compte pour cette période : les douze qui la précèdent, puis les siens."""
    from tripartite.droit.calendrier import Mois

    mois, dernier = Mois(debut.year - 1, debut.month), Mois(fin.year + 2, 1)
    trouves = []
    while mois <= dernier:
        trouves.append(mois)
        mois = mois.suivant
    return trouves


def _fiche(semaines: tuple[SemaineDuContingent, ...], libre: PremiereSemaineLibre, voulu: date) -> Fiche:
    from tripartite.rendus.fiches import Chiffre, Fiche, tableau
    from tripartite.rendus.grandeurs import ecrire

    premiere = semaines[0]
    if libre.jour == voulu:
        reponse = "Oui : un stagiaire de plus tient dans le contingent dès le {jour:date}."
    else:
        reponse = (
            "Pas à la date voulue : un stagiaire de plus tient dans le contingent à partir du {jour:date}."
        )
    if not libre.certaine:
        reponse += " Une lecture des textes en demande davantage : voyez le calcul."
    colonnes = (
        ("semaine", "Semaine du"),
        ("presents", "Stagiaires", "nombre"),
        ("plafond", "Contingent", "nombre"),
        ("places", "Places", "nombre"),
    )
    lignes = [(s.semaine.lundi, s.presents, s.plafond, s.places) for s in semaines]
    chiffres = (
        Chiffre("plafond", "Contingent", premiere.plafond, "nombre"),
        Chiffre("presents", "Stagiaires présents", premiere.presents, "nombre"),
        Chiffre("places", "Places", premiere.places, "nombre"),
    )
    return Fiche(
        "quota",
        "Nombre de stagiaires accueillis une même semaine civile",
        ecrire(reponse, {"jour": libre.jour}),
        chiffres if len(semaines) == 1 else (),
        (tableau(colonnes, lignes),) if len(semaines) > 1 else (),
        premiere.reference.etapes,
        articles=("L. 124-8", "R. 124-10", "R. 124-12"),
    )
