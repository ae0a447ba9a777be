"""Les options qui décrivent un stage sans dossier, ou qui remplacent ce qu'un dossier en dit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.ecran import ce_qui_manque
from tripartite.cli.valeurs import DUREE, EUROS, JOUR, Periodes

if TYPE_CHECKING:
    from tripartite.droit.calendrier import Mois
    from tripartite.droit.faits import Dossier, Horaires
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
    from tripartite.droit.langage import Situation, connu
    from tripartite.droit.verification import situation_de

    situation = situation_de(dossier or Dossier(), au or date.today())
    donnes = {nom: valeur for nom, valeur in remplacements.items() if valeur is not None}
    base = {**situation.connus} if dossier else {**situation.connus, **(supposes or {})}
    situee = Situation({**base, **donnes})
    debut, fin = situee["debut"], situee["fin"]
    if connu(debut) and connu(fin) and fin < debut:
        raise click.UsageError("La fin du stage précède son début. Corrigez l'une des deux dates.")
    return situee


def horaires(semaine: int | None) -> Horaires | None:
    """La semaine type de ces minutes, partagées du lundi au vendredi."""
    if semaine is None:
        return None
    from tripartite.droit.faits import Horaires, Journee, SemaineType
    from tripartite.droit.langage import Minutes

    if semaine > 5 * 24 * 60:
        raise click.UsageError("Du lundi au vendredi, une semaine compte au plus 120 h. Corrigez --semaine.")
    jour, reste = divmod(semaine, 5)
    lundi, mardi, mercredi, jeudi, vendredi = (Journee(duree=Minutes(jour + (n < reste))) for n in range(5))
    return Horaires(semaines=(SemaineType(lundi, mardi, mercredi, jeudi, vendredi),))


def reserves(situation: Situation, quoi: str) -> tuple[str, ...]:
    """Ce qui fait que ce calcul ne s'applique pas à ce dossier ; vide si rien ne s'y oppose."""
    if situation["hors_champ"] is True:
        return (f"Cette convention n'est pas celle d'un stage de L. 124-1 : {quoi} ne la concerne pas.",)
    if situation["accueil_en_france"] is False:
        return (f"L'organisme d'accueil est à l'étranger : {quoi} ne s'y applique pas.",)
    return ()


def tenir_dans_le_mois(mois: Mois, minutes: int | Decimal) -> None:
    """Refuse plus d'heures qu'un mois n'en compte."""
    from tripartite.rendus.grandeurs import ecrire
    from tripartite.rendus.typographie import sans_insecable

    heures = 24 * mois.dernier_jour.day
    if minutes > heures * 60:
        phrase = ecrire("{mois:mois} ne compte que {n} h en tout.", {"mois": mois, "n": heures})
        phrase = sans_insecable(f"{phrase[0].upper()}{phrase[1:]}")
        raise click.UsageError(f"{phrase} Corrigez la présence du mois.")


def demander(situation: Situation, nom: str, option: str) -> Any:
    """Un fait de la situation ; s'il manque, dit lequel et comment le donner (`option` si rien d'autre)."""
    from tripartite.droit.langage import connu

    valeur = situation[nom]
    if not connu(valeur):
        raise click.UsageError(ce_qui_manque(valeur, OPTIONS.get(valeur.cle, option)))
    return valeur
