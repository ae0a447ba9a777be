"""Trouver un article au registre : par sa référence, ou par les mots de son objet."""

from __future__ import annotations

from tripartite.droit.articles import Article, article, articles, rediriger
from tripartite.guichet.gestes.versions import aplanir

AU_PLUS = 12


def chercher_un_article(texte: str) -> list[tuple[Article, Article | None]]:
    """Les articles trouvés, en vigueur d'abord ; et celui qui a remplacé un article mort.

    >>> [(a.reference, b.reference if b else "") for a, b in chercher_un_article("L612-8")]
    [('L. 612-8', 'L. 124-1')]
    >>> [a.reference for a, _ in chercher_un_article("délai de carence")]
    ['L. 124-11', 'L. 612-10']
    """
    exact = article(texte)
    mots = aplanir(texte).split()
    trouves = (
        [exact]
        if exact
        else [
            a for a in articles() if mots and all(mot in aplanir(f"{a.reference} {a.objet}") for mot in mots)
        ]
    )
    trouves.sort(key=lambda a: a.jusqu_au is not None)
    return [(trouve, _remplacant(trouve)) for trouve in trouves[:AU_PLUS]]


def _remplacant(trouve: Article) -> Article | None:
    if trouve.jusqu_au is None:
        return None
    dernier = rediriger(trouve.reference)
    return dernier if dernier != trouve else None
