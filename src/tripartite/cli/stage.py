"""Les options qui décrivent un stage sans dossier, ou qui remplacent ce qu'un dossier en dit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.ecran import ce_qui_manque
from tripartite.cli.valeurs import DUREE, EUROS, JOUR, Periodes

if TYPE_CHECKING:
    from tripartite.droit.faits import Dossier
    from tripartite.droit.langage import Situation

FICHIER = click.argument("fichier", required=False, metavar="[FICHIER]")
FICHIERS = click.argument("fichiers", nargs=-1, metavar="[FICHIER]…")
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

OPTIONS = {"debut": "--debut", "fin": "--fin", "conclue_le": "--conclue-le", "horaires": "--semaine"}
"""L'option qui dit un fait."""


def options(*decorateurs: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Pose plusieurs options, lues dans l'ordre où elles sont écrites."""

    def poser(fonction: Any) -> Any:
        for decorateur in reversed(decorateurs):
            fonction = decorateur(fonction)
        return fonction

    return poser


def lire(fichier: str) -> Dossier:
    """Le dossier d'un fichier ; « - » est l'entrée standard."""
    from tripartite.dossiers import lire_dossier, lire_octets
    from tripartite.dossiers.pdf import TAILLE_D_UN_PDF

    if fichier == "-":
        return lire_octets(sys.stdin.buffer.read(TAILLE_D_UN_PDF + 1), "entrée standard")
    return lire_dossier(fichier)


def lire_s_il_y_en_a(fichier: str | None) -> Dossier | None:
    """Le dossier d'un fichier, s'il y en a un."""
    return lire(fichier) if fichier else None


def reserves(situation: Situation, quoi: str) -> tuple[str, ...]:
    """Ce qui fait que ce calcul ne s'applique pas à ce dossier ; vide si rien ne s'y oppose."""
    if situation["hors_champ"] is True:
        return (f"Cette convention n'est pas celle d'un stage de L. 124-1 : {quoi} ne la concerne pas.",)
    if situation["accueil_en_france"] is False:
        return (f"L'organisme d'accueil est à l'étranger : {quoi} ne s'y applique pas.",)
    return ()


def demander(situation: Situation, nom: str, option: str) -> Any:
    """Un fait de la situation ; s'il manque, dit lequel et comment le donner (`option` si rien d'autre)."""
    from tripartite.droit.langage import connu

    valeur = situation[nom]
    if not connu(valeur):
        raise click.UsageError(ce_qui_manque(valeur, OPTIONS.get(valeur.cle, option)))
    return valeur
