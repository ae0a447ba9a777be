"""`tripartite exemple` : des dossiers complets, à copier."""

from __future__ import annotations

import click

from tripartite.cli.completion import noms_des_exemples


@click.command(name="exemple", short_help="Un dossier complet, à copier et à compléter.")
@click.argument("nom", required=False, shell_complete=noms_des_exemples)
def commande(nom: str | None) -> None:
    """Montre les exemples ; avec NOM (ou le début d'un nom), écrit l'exemple, prêt à copier.

    \b
    tripartite exemple
    tripartite exemple master > lea.yaml
    """
    from tripartite.cli.choix import choisir
    from tripartite.cli.ecran import ecrire, encre
    from tripartite.dossiers import exemples
    from tripartite.rendus.fiches import tableau as composer
    from tripartite.rendus.tableaux import tableau
    from tripartite.rendus.typographie import sans_insecable

    noms = exemples.noms()
    if nom:
        debuts = {n.partition("-")[0]: n for n in noms} | {n: n for n in noms}
        commencent = [n for n in noms if n.startswith(nom.lower())]
        if len(commencent) != 1:
            commencent = [debuts[choisir(nom, debuts, "un exemple", "tripartite exemple")]]
        ecrire(exemples.texte(commencent[0]))
        return
    lignes = [(n, exemples.titre(n)) for n in noms]
    table = composer((("nom", "Exemple"), ("titre", "Ce qu'il raconte")), lignes)
    ecrire(sans_insecable("\n" + "\n".join(tableau(table, encre(), "  "))))
