"""`tripartite schema` : le JSON Schema d'un dossier."""

from __future__ import annotations

import click


@click.command(name="schema", short_help="Le JSON Schema d'un dossier, pour un éditeur.")
def commande() -> None:
    """Écrit le JSON Schema d'un dossier : un éditeur s'en sert pour compléter et vérifier ce que l'on tape.

    \b
    tripartite schema > dossier.schema.json
    """
    from tripartite.cli.ecran import ecrire
    from tripartite.dossiers.schema import texte_du_schema

    ecrire(texte_du_schema())
