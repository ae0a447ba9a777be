"""L'encre d'un terminal : couleurs, largeur, retours à la ligne. Sans couleur, rien que du texte."""

from __future__ import annotations

import unicodedata
from textwrap import TextWrapper
from typing import NamedTuple

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Verdict
from tripartite.rendus.classement import ICONES, MARQUES
from tripartite.rendus.typographie import INSECABLE

_STYLES = {
    "gras": "1",
    "discret": "2",
    "rouge": "31",
    "vert": "32",
    "ocre": "33",
    "violet": "35",
    "sarcelle": "36",
}
_DES_VERDICTS = {
    Verdict.CONFORME: "vert",
    Verdict.NON_CONFORME: "rouge",
    Verdict.A_VERIFIER: "ocre",
    Verdict.SANS_OBJET: "discret",
}
_DES_PARTIES = {Partie.STAGIAIRE: "sarcelle", Partie.ORGANISME: "ocre", Partie.ETABLISSEMENT: "violet"}


class Encre(NamedTuple):
    """Ce que peut l'endroit où l'on écrit : sa largeur, et s'il montre les couleurs."""

    largeur: int = 80
    couleur: bool = False

    def teindre(self, texte: str, *styles: str) -> str:
        """Teint un texte ; le rend tel quel là où les couleurs ne se voient pas."""
        if not self.couleur or not texte or not styles:
            return texte
        return f"\033[{';'.join(_STYLES[s] for s in styles)}m{texte}\033[0m"

    def gras(self, texte: str) -> str:
        return self.teindre(texte, "gras")

    def discret(self, texte: str) -> str:
        return self.teindre(texte, "discret")

    def icone(self, verdict: Verdict) -> str:
        return self.teindre(ICONES[verdict], _DES_VERDICTS[verdict])

    def verdict(self, verdict: Verdict, texte: str) -> str:
        """Teint un texte de la couleur de son verdict."""
        return self.teindre(texte, _DES_VERDICTS[verdict])

    def marque(self, partie: Partie) -> str:
        return self.teindre(MARQUES[partie], _DES_PARTIES[partie])


def longueur(texte: str) -> int:
    """Les colonnes qu'occupe un texte : un idéogramme en prend deux, un accent combinant aucune.

    >>> longueur("été"), longueur("e\\u0301"), longueur("東京")
    (3, 1, 4)
    """
    if texte.isascii():
        return len(texte)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in texte
    )


def cadrer(texte: str, largeur: int, a_droite: bool = False) -> str:
    """Complète un texte par des espaces, à gauche ou à droite."""
    vide = " " * (largeur - longueur(texte))
    return vide + texte if a_droite else texte + vide


def couper(texte: str, largeur: int, premier: str = "", suite: str = "") -> list[str]:
    """Coupe un texte aux mots, jamais à une espace insécable.

    >>> couper("Une phrase un peu longue", 12, "- ", "  ")
    ['- Une phrase', '  un peu', '  longue']
    """
    coupeur = TextWrapper(
        width=max(largeur, 20) if largeur >= 20 else max(largeur, len(suite) + 8),
        initial_indent=premier,
        subsequent_indent=suite,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return coupeur.wrap(texte) or [premier.rstrip()]


def nommer_les_articles(articles: tuple[str, ...]) -> str:
    """Des articles sur une ligne, aucun coupé en deux.

    >>> nommer_les_articles(("L. 124-6", "D. 124-8")).replace("\\xa0", " ")
    'L. 124-6 · D. 124-8'
    """
    return f"{INSECABLE}· ".join(a.replace(" ", INSECABLE) for a in articles)
