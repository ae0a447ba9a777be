"""`tripartite exemple` : des dossiers complets, à copier."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="exemple", short_help="Un dossier complet, à copier et à compléter.")
@click.argument("nom", required=False)
def commande(nom: str | None) -> None:
    """Montre les exemples ; avec NOM, écrit l'exemple, prêt à copier.

    \b
    tripartite exemple
    tripartite exemple master-en-entreprise > lea.yaml
    """
    from tripartite.cli.choix import choisir
    from tripartite.cli.ecran import ecrire, encre
    from tripartite.rendus.fiches import tableau as composer
    from tripartite.rendus.tableaux import tableau

    exemples = {chemin.stem: chemin for chemin in sorted(_repertoire().glob("*.yaml"))}
    if nom:
        debuts = [stem for stem in exemples if stem.startswith(nom.lower())]
        choisi = debuts[0] if len(debuts) == 1 else choisir(nom, exemples, "un exemple", "tripartite exemple")
        ecrire(exemples[choisi].read_text("utf-8"))
        return
    lignes = [(stem, _presentation(chemin)) for stem, chemin in exemples.items()]
    ecrire(
        "\n"
        + "\n".join(
            tableau(composer((("nom", "Exemple"), ("sujet", "Ce qu'il montre")), lignes), encre(), "  ")
        )
    )


def _repertoire() -> Path:
    """Les exemples : dans le paquet installé, sinon à la racine du dépôt."""
    ici = Path(__file__).resolve()
    return next(
        (p for p in (ici.parents[1] / "exemples", ici.parents[3] / "exemples") if p.is_dir()), ici.parent
    )


def _presentation(chemin: Path) -> str:
    """La première phrase du commentaire qui ouvre le fichier."""
    lignes = chemin.read_text("utf-8").splitlines()
    commentaire = " ".join(ligne.lstrip("# ") for ligne in lignes if ligne.startswith("#"))
    return commentaire.partition(". ")[0].rstrip(".") + "."
