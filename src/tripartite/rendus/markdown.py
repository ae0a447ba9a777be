"""Un constat, un tableau, en Markdown. Les espaces y sont ordinaires : une source se cherche, se compare."""

from __future__ import annotations

import re

from tripartite.droit.langage import Constat
from tripartite.rendus.classement import ICONES
from tripartite.rendus.fiches import Tableau
from tripartite.rendus.grandeurs import dire, ecrire
from tripartite.rendus.typographie import sans_insecable

_A_ECHAPPER = re.compile(r"([\\`*_\[\]<>|])")


def proteger(texte: str) -> str:
    r"""Échappe ce que Markdown prendrait pour de la mise en forme.

    >>> proteger("a*b|<c>")
    'a\\*b\\|\\<c\\>'
    """
    return _A_ECHAPPER.sub(r"\\\1", sans_insecable(texte))


def constat(c: Constat) -> str:
    """Un constat : la phrase en gras, puis que faire, les lectures, le calcul, les articles."""
    phrase = proteger(ecrire(c.phrase, c.grandeurs))
    parties = [f"{ICONES[c.verdict]} **{phrase}**"]
    if c.que_faire:
        parties.append(proteger(ecrire(c.que_faire, c.grandeurs)))
    points = [
        f"* {ICONES[lue.verdict]} {proteger(dire(lue.nom))} : {proteger(ecrire(lue.phrase, lue.grandeurs))}"
        for lue in c.lectures
    ]
    points += [
        f"* {proteger(ecrire(e.libelle, e.grandeurs))} : {proteger(ecrire(e.calcul, e.grandeurs))}"
        for e in c.etapes
    ]
    if points:
        parties.append("\n".join(points))
    if c.articles:
        parties.append(" · ".join(proteger(a) for a in c.articles))
    return "\n\n".join(parties)


def tableau(t: Tableau) -> str:
    """Un tableau ; le pied y est une dernière ligne, en gras."""
    lignes = [[proteger(case) for case in ligne] for ligne in t.ecrit()]
    if t.pied:
        lignes[-1] = [f"**{case}**" if case else "" for case in lignes[-1]]
    titres = [proteger(c.titre) for c in t.colonnes]
    traits = ["---:" if c.a_droite else "---" for c in t.colonnes]
    rangees = [f"| {' | '.join(rangee)} |" for rangee in (titres, traits, *lignes)]
    return "\n".join([f"**{proteger(t.titre)}**", "", *rangees] if t.titre else rangees)
