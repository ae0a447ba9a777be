"""`tripartite lire` : rendre le dossier qu'un document porte en lui."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="lire", short_help="Rendre le dossier qu'un document porte en lui.")
@click.argument("fichier", metavar="FICHIER.pdf")
@click.option("-o", "--sortie", metavar="FICHIER", help="Où l'écrire ; sinon, à l'écran.")
@click.option(
    "--format",
    "forme",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    metavar="yaml|json",
    help="En YAML, si rien n'est dit.",
)
def commande(fichier: str, sortie: str | None, forme: str) -> None:
    """Rend les faits d'un PDF de Tripartite : le dossier qui y est joint.

    \b
    tripartite lire convention.pdf > lea.yaml
    tripartite lire convention.pdf --format json | jq .stagiaire
    """
    from tripartite.cli.ecran import ecrire
    from tripartite.cli.fabrique import en_clair
    from tripartite.dossiers import ecrire_json, ecrire_yaml, lire_dossier

    dossier = lire_dossier(fichier)
    texte = ecrire_yaml(dossier) if forme == "yaml" else ecrire_json(dossier)
    if sortie is None:
        ecrire(texte)
        return
    with en_clair():
        from tripartite.documents.lots import ecrire_en_entier

        ecrire_en_entier(Path(sortie), texte.encode())
