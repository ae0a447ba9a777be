"""Chercher dans le droit : un article, une règle, une valeur, un sujet, par ses mots, accents ou non."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple

from tripartite.droit.articles import articles
from tripartite.droit.articles.adresses import adresse, trouver
from tripartite.droit.regles import sujets
from tripartite.guichet.ecrans.droit import catalogue
from tripartite.guichet.ecrans.droit.demande import Demande
from tripartite.guichet.ecrans.droit.servir import Page
from tripartite.rendus.langues import traduire
from tripartite.rendus.regles import doutes, prose

AU_PLUS = 40
EXTRAIT = 160
OUTILS = frozenset(
    (
        *("au", "aux", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "la", "le"),
        *("les", "ne", "on", "ou", "par", "pas", "pour", "que", "qui", "sa", "ses", "sur", "un", "une"),
    )
)
"""Les mots qui ne cherchent rien."""


class Entree(NamedTuple):
    """Ce que l'on peut trouver : où le lire, son titre, ce qu'il dit."""

    genre: str
    page: str
    cle: str
    titre: str
    texte: str
    depuis: date | None = None
    jusqu_au: date | None = None

    def vaut(self, au: date) -> bool:
        """Vrai, la règle ou l'article est en vigueur ce jour-là ; un sujet, une valeur, toujours."""
        return (self.depuis or date.min) <= au <= (self.jusqu_au or date.max)

    @property
    def plat(self) -> str:
        """Tout ce que l'on y cherche, sans accent, le titre dans les deux langues."""
        return aplatir(f"{self.titre} {traduire(self.titre, 'en')} {self.texte} {self.cle.replace('_', ' ')}")


class Trouvaille(NamedTuple):
    """Une entrée trouvée, et le passage qui porte les mots."""

    entree: Entree
    extrait: str
    vaut: bool


def recherche(demande: Demande) -> Page:
    """Ce que l'on trouve, en quatre genres ; un article exact vient d'abord."""
    texte = " ".join(demande.parametres.get("q", "")[:100].replace("\0", "").split())
    exact = trouver(texte) if re.search(r"\d", texte) else None
    mots = mots_de(texte)
    trouvees = chercher(mots, demande.au)
    genres = {
        genre: [t for t in trouvees if t.entree.genre == genre][:AU_PLUS]
        for genre in ("sujet", "regle", "valeur", "article")
    }
    rien = bool(texte) and not exact and not trouvees
    contexte: dict[str, Any] = {"texte": texte, "mots": mots, "exact": exact, "genres": genres, "rien": rien}
    contexte["suggestions"] = suggerer(mots) if rien else []
    donnees = {
        "q": texte,
        "article": exact.reference if exact else None,
        "resultats": [
            t.entree._asdict() | {"extrait": t.extrait, "en_vigueur": t.vaut} for t in trouvees[:AU_PLUS]
        ],
    }
    return Page("droit/recherche.html", contexte, donnees)


def mots_de(texte: str) -> tuple[str, ...]:
    """Les mots cherchés, sans accent ni marque du pluriel ni mot-outil.

    >>> mots_de("Les gratifications à l'étranger")
    ('gratification', 'etranger')
    """
    mots = re.findall(r"\w+(?:[.-]\d+)*", aplatir(texte))
    return tuple(dict.fromkeys(_radical(mot) for mot in mots if len(mot) > 1 and mot not in OUTILS))


def _radical(mot: str) -> str:
    return mot[:-1] if len(mot) > 4 and mot[-1] in "sx" else mot


def chercher(mots: tuple[str, ...], au: date) -> list[Trouvaille]:
    """Ce qui porte tous les mots ; d'abord ce qui vaut ce jour-là, puis ce qui les porte dans son titre."""
    if not mots:
        return []
    motifs = [_motif(mot) for mot in mots]
    trouvees = [e for e, plat in _entrees() if all(motif.search(plat) for motif in motifs)]
    trouvees.sort(key=lambda e: (not e.vaut(au), not all(m.search(aplatir(e.titre)) for m in motifs)))
    return [Trouvaille(e, extraire(e.texte, mots), e.vaut(au)) for e in trouvees]


def _motif(mot: str) -> re.Pattern[str]:
    """Ce mot, ou un mot qui commence comme lui."""
    return re.compile(rf"(?<!\w){re.escape(mot)}")


def suggerer(mots: tuple[str, ...]) -> list[str]:
    """Les mots du droit qui ressemblent à ceux que l'on a cherchés."""
    return [proche for mot in mots for proche in get_close_matches(mot, _vocabulaire(), 3, 0.7)]


@cache
def _entrees() -> tuple[tuple[Entree, str], ...]:
    return tuple((e, e.plat) for e in _toutes())


def _toutes() -> Iterator[Entree]:
    for nom, sujet in sujets().items():
        yield Entree("sujet", "droit_sujet", nom, sujet.nom, sujet.presentation)
    for regles in catalogue.par_sujet().values():
        for r in regles:
            dits = " ".join([prose(r.__doc__), *(d.phrase for d in doutes(r))])
            yield Entree("regle", "droit_regle", r.nom, r.titre, " ".join(dits.split()), r.depuis, r.jusqu_au)
    for cle, p in catalogue.valeurs().items():
        nom = p.nom[:1].upper() + p.nom[1:]
        yield Entree(
            "valeur", "droit_valeur", cle, nom, " ; ".join(dict.fromkeys(v.source for v in p.valeurs))
        )
    for a in articles():
        yield Entree(
            "article", "droit_article", adresse(a.reference), a.reference, a.objet, a.depuis, a.jusqu_au
        )


@cache
def _vocabulaire() -> tuple[str, ...]:
    return tuple(sorted({m for _e, plat in _entrees() for m in re.findall(r"[a-z]{4,}", plat)}))


def extraire(texte: str, mots: tuple[str, ...]) -> str:
    """Le passage qui porte le premier mot trouvé ; le début, si aucun n'y est."""
    debut = next((d for d, _f in _places(texte, mots)), 0)
    depart = texte.rfind(" ", 0, max(0, debut - EXTRAIT // 2)) + 1 if debut > EXTRAIT // 2 else 0
    fin = depart + EXTRAIT
    if fin < len(texte):
        fin = max(texte.rfind(" ", depart, fin), depart + 1)
    return f"{'… ' if depart else ''}{texte[depart:fin]}{' …' if fin < len(texte) else ''}"


def decouper(texte: str, mots: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Un texte en morceaux, chacun dit s'il porte un mot cherché.

    >>> decouper("Délai de carence", ("delai",))
    [('Délai', True), (' de carence', False)]
    """
    morceaux, courant = [], 0
    for debut, fin in _places(texte, mots):
        if debut >= courant:
            morceaux += [(texte[courant:debut], False), (texte[debut:fin], True)]
            courant = fin
    return [m for m in [*morceaux, (texte[courant:], False)] if m[0]]


def _places(texte: str, mots: tuple[str, ...]) -> list[tuple[int, int]]:
    """Où sont les mots dans le texte tel qu'il est écrit."""
    plat, origines = [], []
    for rang, lettre in enumerate(texte):
        for simple in aplatir(lettre) or " ":
            plat.append(simple)
            origines.append(rang)
    uni = "".join(plat)
    trouvees = [m.span() for mot in mots for m in _motif(mot).finditer(uni)]
    return sorted((origines[debut], origines[fin - 1] + 1) for debut, fin in trouvees)


def aplatir(texte: str) -> str:
    """
    >>> aplatir("Élève  d'Œuvre")
    "eleve  d'oeuvre"
    """
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe"))
    return "".join(c for c in decompose if not unicodedata.combining(c))
