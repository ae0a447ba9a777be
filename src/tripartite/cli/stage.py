"""Les options qui décrivent un stage sans dossier, ou qui remplacent ce qu'un dossier en dit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.ecran import ce_qui_manque
from tripartite.cli.valeurs import DUREE, EUROS, JOUR, Periodes

if TYPE_CHECKING:
    from tripartite.droit.faits import Dossier, Horaires
    from tripartite.droit.langage import Situation

FICHIER = click.argument("fichier", required=False, metavar="[FICHIER]")
AU = click.option(
    "--au", type=JOUR, metavar="JOUR", help="Le jour où l'on regarde ; aujourd'hui, si rien n'est dit."
)
DEBUT = click.option("--debut", type=JOUR, metavar="JOUR", help="Le premier jour du stage.")
FIN = click.option("--fin", type=JOUR, metavar="JOUR", help="Le dernier jour du stage.")
SEMAINE = click.option(
    "--semaine", type=DUREE, metavar="DURÉE", help="Les heures d'une semaine, du lundi au vendredi : 35 h."
)
CONCLUE_LE = click.option(
    "--conclue-le", type=JOUR, metavar="JOUR", help="Le jour de conclusion de la convention."
)
HORAIRE = click.option("--horaire", type=EUROS, metavar="EUROS", help="Le montant de l'heure : 4,50.")
STAGES = click.option(
    "--stage",
    "stages",
    type=Periodes(),
    multiple=True,
    metavar="DÉBUT..FIN",
    help="Un autre stage, de son premier à son dernier jour : 02/03/2026..31/07/2026 ; peut se répéter.",
)


def options(*decorateurs: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Pose plusieurs options, lues dans l'ordre où elles sont écrites."""

    def poser(fonction: Any) -> Any:
        for decorateur in reversed(decorateurs):
            fonction = decorateur(fonction)
        return fonction

    return poser


def lire(fichier: str | None) -> Dossier | None:
    """Le dossier d'un fichier, s'il y en a un."""
    if not fichier:
        return None
    from tripartite.dossiers import lire_dossier

    return lire_dossier(fichier)


def situer(
    dossier: Dossier | None,
    au: date | None,
    remplacements: Mapping[str, Any],
    supposes: Mapping[str, Any] | None = None,
) -> Situation:
    """Les faits d'un dossier, ceux des options à leur place.

    Args:
        dossier: le dossier, s'il y en a un.
        au: le jour où l'on regarde.
        remplacements: les faits que donnent les options ; `None`, l'option n'est pas donnée.
        supposes: ce que l'on suppose quand il n'y a pas de dossier.
    """
    from tripartite.droit.faits import Dossier
    from tripartite.droit.langage import Situation
    from tripartite.droit.verification import situation_de

    situation = situation_de(dossier or Dossier(), au or date.today())
    donnes = {nom: valeur for nom, valeur in remplacements.items() if valeur is not None}
    base = {**situation.connus} if dossier else {**situation.connus, **(supposes or {})}
    return Situation({**base, **donnes})


def horaires(semaine: int | None) -> Horaires | None:
    """La semaine type de ces minutes, partagées du lundi au vendredi."""
    if semaine is None:
        return None
    from tripartite.droit.faits import Horaires, Journee, SemaineType
    from tripartite.droit.langage import Minutes

    jour, reste = divmod(semaine, 5)
    lundi, mardi, mercredi, jeudi, vendredi = (Journee(duree=Minutes(jour + (n < reste))) for n in range(5))
    return Horaires(semaines=(SemaineType(lundi, mardi, mercredi, jeudi, vendredi),))


def demander(situation: Situation, nom: str, option: str) -> Any:
    """Un fait de la situation ; s'il manque, dit lequel et comment le donner."""
    from tripartite.droit.langage import connu

    valeur = situation[nom]
    if not connu(valeur):
        raise click.UsageError(ce_qui_manque(valeur, option))
    return valeur
