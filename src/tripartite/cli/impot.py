"""`tripartite impot` : ce que l'impôt sur le revenu prend en compte d'une année."""

from __future__ import annotations

import click


@click.command(name="impot", short_help="Ce que l'impôt sur le revenu prend en compte d'une année.")
def commande() -> None:
    """Compare les gratifications reçues dans une année à la limite d'exonération."""
    raise click.ClickException("Le calcul de l'impôt n'est pas encore là.")
