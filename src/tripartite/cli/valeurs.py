"""Ce que les options acceptent : les mêmes écritures françaises que les dossiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class Valeur(click.ParamType):
    """Une option lue par une lecture de `tripartite.dossiers.valeurs`, nommée pour n'être chargée qu'au besoin."""

    def __init__(self, name: str, lecture: str) -> None:
        self.name = name
        self.lecture = lecture

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        from tripartite.dossiers import valeurs
        from tripartite.dossiers.erreurs import Illisible

        lire: Callable[[str], Any] = getattr(valeurs, self.lecture)
        try:
            return lire(value)
        except Illisible as erreur:
            attendu = f"Attendu : {erreur.attendu}." if erreur.attendu else ""
            self.fail(" ".join(m for m in (erreur.message, attendu, erreur.que_faire) if m), param, ctx)


JOUR = Valeur("jour", "lire_date")
MOIS = Valeur("mois", "lire_mois")
DUREE = Valeur("durée", "lire_minutes")
HEURES = Valeur("heures", "lire_heures")
EUROS = Valeur("euros", "lire_montant")
TAUX = Valeur("taux", "lire_taux")
ENTIER = Valeur("nombre", "lire_entier")
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
