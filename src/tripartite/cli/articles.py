"""`tripartite articles` : les textes cités, et ce que sont devenus ceux qui ne valent plus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.valeurs import FORME

if TYPE_CHECKING:
    from tripartite.droit.articles import Article
    from tripartite.rendus.fiches import Fiche


@click.command(name="articles", short_help="Les articles cités ; une citation morte est redirigée.")
@click.argument("reference", nargs=-1, metavar="[RÉFÉRENCE]…")
@FORME
def commande(reference: tuple[str, ...], forme: str) -> int:
    """Montre les articles que citent les règles ; avec RÉFÉRENCE, un article et son devenir.

    Un article abrogé est reconnu, et l'article qui tient aujourd'hui sa place est nommé.

    \b
    tripartite articles
    tripartite articles L. 124-6
    tripartite articles L612-8
    """
    from tripartite.cli.ecran import ecrire, encre, rendre
    from tripartite.droit import articles as registre

    if not reference:
        if forme == "json":
            from tripartite.rendus import json

            ecrire(json.texte([json.brut(a) for a in registre.articles()]))
        else:
            ecrire(_registre(registre.articles(), encre()))
        return 0
    cherche = " ".join(reference)
    trouve = registre.article(cherche)
    if trouve is None:
        from tripartite.dossiers.erreurs import le_plus_proche

        proche = le_plus_proche(cherche, (a.reference for a in registre.articles()))
        suite = f" Vouliez-vous dire « {proche} » ?" if proche else ""
        raise click.ClickException(f"{registre.ArticleInconnu(cherche)}{suite}")
    rendre(_fiche(trouve), trouve, forme)
    return 0


def _registre(articles: Any, plume: Any) -> str:
    from tripartite.rendus.fiches import tableau as composer
    from tripartite.rendus.tableaux import tableau
    from tripartite.rendus.typographie import sans_insecable

    lignes = [
        (a.reference, a.objet, "" if a.jusqu_au is None else f"abrogé, {a.devenu or 'sans suite'}")
        for a in articles
    ]
    colonnes = (("reference", "Article"), ("objet", "Objet"), ("devenir", "Devenir"))
    return sans_insecable("\n" + "\n".join(tableau(composer(colonnes, lignes), plume, "  ")))


def _fiche(article: Article) -> Fiche:
    from tripartite.droit.articles import citer, rediriger
    from tripartite.droit.calendrier import UN_JOUR
    from tripartite.droit.langage import REGLES
    from tripartite.droit.regles import sujets
    from tripartite.rendus.fiches import Chiffre, Fiche, tableau
    from tripartite.rendus.grandeurs import jour

    sujets()
    citee = citer(article.reference)
    if article.jusqu_au is None:
        reponse = f"En vigueur : {article.objet}."
    else:
        suivant = rediriger(article.reference)
        suite = f" Citez {citer(suivant.reference)} : {suivant.objet}." if suivant is not article else ""
        reponse = f"Ce texte ne vaut plus depuis le {jour(article.jusqu_au + UN_JOUR)}.{suite}"
    chiffres = [Chiffre("objet", "Objet", article.objet)]
    if article.depuis:
        chiffres.append(Chiffre("depuis", "Depuis le", article.depuis))
    if article.jusqu_au:
        chiffres.append(Chiffre("jusqu_au", "Jusqu'au", article.jusqu_au))
    chiffres.append(Chiffre("confiance", "Confiance", article.confiance))
    regles = [r for r in REGLES.values() if article.reference in r.articles]
    table = tableau(
        (("titre", "Règle"), ("regle", "Son nom")),
        [(f"{r.titre}.", r.nom) for r in regles],
        titre="Les règles qui le citent",
    )
    return Fiche(
        "article",
        citee[:1].upper() + citee[1:],
        reponse,
        tuple(chiffres),
        (table,) if regles else (),
    )
