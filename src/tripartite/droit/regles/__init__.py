"""Les règles, un fichier par sujet. Aucun n'en importe un autre."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from tripartite.droit.articles import periode
from tripartite.droit.langage import REGLES, Sujet


@cache
def sujets() -> dict[str, Sujet]:
    """Charge tous les sujets, dans l'ordre de lecture d'une convention : le nom du fichier, et le sujet."""
    trouves = {m.name: import_module(f"{__name__}.{m.name}").SUJET for m in iter_modules(__path__)}
    for regle in REGLES.values():
        regle.dater_ses_articles(periode(article) for article in regle.articles)
    return dict(sorted(trouves.items(), key=lambda paire: paire[1].ordre))
