"""Ce que les options acceptent : les mêmes écritures françaises que les dossiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class Valeur(click.ParamType):
    """Une option lue par une fonction de `tripartite.dossiers.valeurs`, qui ne se charge qu'au besoin."""

    def __init__(self, name: str, lecture: str, **bornes: int) -> None:
        self.name = name
        self.lecture = lecture
        self.bornes = bornes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        from tripartite.dossiers import valeurs
        from tripartite.dossiers.erreurs import Illisible

        lire: Callable[..., Any] = getattr(valeurs, self.lecture)
        try:
            return lire(value, **self.bornes)
        except Illisible as erreur:
            attendu = f"Attendu : {erreur.attendu}." if erreur.attendu else ""
            self.fail(" ".join(m for m in (erreur.message, attendu, erreur.que_faire) if m), param, ctx)


class AuMoinsUn(Valeur):
    """Un nombre entier qui ne peut être nul, et qui peut avoir un maximum."""

    def __init__(self, nom: str, lire: str, au_plus: int | None = None) -> None:
        super().__init__(nom, lire)
        self.au_plus = au_plus

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        nombre = super().convert(value, param, ctx)
        if nombre < 1:
            self.fail(f"« {value} » : il en faut au moins un.", param, ctx)
        if self.au_plus and nombre > self.au_plus:
            self.fail(f"« {value} » : il en faut {self.au_plus} au plus.", param, ctx)
        return nombre


class Entre(Valeur):
    """Un nombre entier entre deux bornes, comprises."""

    def __init__(self, nom: str, au_moins: int, au_plus: int) -> None:
        super().__init__(nom, "lire_entier")
        self.au_moins = au_moins
        self.au_plus = au_plus

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        nombre = super().convert(value, param, ctx)
        if not self.au_moins <= nombre <= self.au_plus:
            self.fail(f"« {value} » n'est pas entre {self.au_moins} et {self.au_plus}.", param, ctx)
        return nombre


class Periodes(click.ParamType):
    """Deux jours, séparés par « .. »."""

    name = "période"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        debut, points, fin = str(value).partition("..")
        if not points:
            self.fail(f"« {value} » n'est pas une période. Attendu : 02/03/2026..31/07/2026.", param, ctx)
        bornes = (JOUR.convert(debut, param, ctx), JOUR.convert(fin, param, ctx))
        if bornes[1] < bornes[0]:
            self.fail(f"« {value} » : la fin précède le début. Corrigez l'une des deux dates.", param, ctx)
        return bornes


class MoisEgale(click.ParamType):
    """Un mois et ce qu'il vaut, séparés par « = »."""

    name = "mois=valeur"

    def __init__(self, valeur: Valeur, exemple: str) -> None:
        self.valeur = valeur
        self.exemple = exemple

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        mois, egal, reste = str(value).partition("=")
        if not egal:
            self.fail(f"« {value} » n'a pas de signe « = ». Attendu : {self.exemple}.", param, ctx)
        return MOIS.convert(mois, param, ctx), self.valeur.convert(reste, param, ctx)


JOUR = Valeur("jour", "lire_date")
NAISSANCE = Valeur("jour", "lire_date", premiere=1900)
MOIS = Valeur("mois", "lire_mois")
DUREE = Valeur("durée", "lire_minutes")
HEURES = Valeur("heures", "lire_heures")
EUROS = Valeur("euros", "lire_montant")
TAUX = Valeur("taux", "lire_taux")
ENTIER = Valeur("nombre", "lire_entier")
AU_MOINS_UN = AuMoinsUn("nombre", "lire_entier")
VERSEMENTS = AuMoinsUn("nombre", "lire_entier", au_plus=24)
ANNEE = Entre("année", 2000, 2100)
ESSAI = Entre("mois", 1, 24)
PRESENTS = Entre("nombre", 0, 10_000)
OUI_OU_NON = Valeur("oui|non", "lire_oui_ou_non")

FORME = click.option(
    "--format",
    "forme",
    type=click.Choice(["texte", "json"]),
    default="texte",
    metavar="texte|json",
    help="Ce que l'on veut lire ; texte, si rien n'est dit.",
)
"""L'option commune aux calculateurs."""
