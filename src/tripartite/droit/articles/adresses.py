"""L'adresse d'un article : une écriture sans espace ni accent, et l'article que désigne toute écriture."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache

from tripartite.droit.articles import Article, article, articles


def adresse(reference: str) -> str:
    """Écrit une référence comme un morceau d'adresse.

    >>> adresse("L. 612-8"), adresse("C. trav. L. 1221-13"), adresse("décret 2014-1420")
    ('L612-8', 'C-trav-L1221-13', 'decret-2014-1420')
    """
    serree = re.sub(r"\b([LRD])\.\s*", r"\1", _sans_accent(reference))
    return re.sub(r"[^A-Za-z0-9]+", "-", serree).strip("-")


def trouver(texte: str) -> Article | None:
    """L'article que désigne un texte, écrit comme on voudra ; sans code, celui de l'éducation ou le seul.

    >>> [trouver(t).reference for t in ("L612-8", "l 612 8", "L. 1221-13", "loi n° 2014-788")]
    ['L. 612-8', 'L. 612-8', 'C. trav. L. 1221-13', 'loi 2014-788']
    >>> trouver("L. 999-1"), trouver("")
    (None, None)
    """
    cle = _cle(texte)
    connu = _par_cle().get(cle) or article(texte)
    if connu or not cle:
        return connu
    de_ce_numero = [a for a in articles() if _cle(a.numero) == cle]
    return de_ce_numero[0] if len(de_ce_numero) == 1 else None


def proches(texte: str, au_plus: int = 6) -> list[Article]:
    """Les articles dont l'écriture ressemble le plus à ce texte.

    >>> [a.reference for a in proches("L. 124-21", 2)]
    ['L. 124-2', 'L. 124-1']
    """
    cle = _cle(texte)
    de_ce_numero = [_cle(a.reference) for a in articles() if _cle(a.numero) == cle]
    voisines = get_close_matches(cle, _par_cle(), au_plus, 0.5)
    return [_par_cle()[c] for c in dict.fromkeys([*de_ce_numero, *voisines])][:au_plus]


@cache
def _par_cle() -> dict[str, Article]:
    return {_cle(a.reference): a for a in articles()}


def _cle(texte: str) -> str:
    """
    >>> _cle("l 612 8"), _cle("C. trav. L. 1221-13"), _cle("C-trav-L1221-13")
    ('l612-8', 'ctravl1221-13', 'ctravl1221-13')
    """
    plat = re.sub(r"(?<=\d)[\W_]+(?=\d)", "-", _sans_accent(texte).casefold())
    return re.sub(r"[^a-z0-9-]|(?<!\d)-|-(?!\d)", "", plat)


def _sans_accent(texte: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
