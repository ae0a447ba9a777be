"""Un tableau dans un terminal : nombres à droite, titres discrets, jamais plus large que l'écran."""

from __future__ import annotations

from tripartite.rendus.encre import Encre, cadrer, couper, longueur
from tripartite.rendus.fiches import Colonne, Tableau

ENTRE = "  "
LE_PLUS_ETROIT = 12


def tableau(t: Tableau, encre: Encre, marge: str = "") -> list[str]:
    """Les lignes d'un tableau.

    Trop large, ses textes vont à la ligne ; s'il le faut, chaque ligne devient un bloc.
    """
    cases = t.ecrit()
    place = encre.largeur - len(marge)
    largeurs = _largeurs(t, cases, place)
    titre = [marge + encre.gras(t.titre)] if t.titre else []
    if sum(largeurs) + len(ENTRE) * (len(largeurs) - 1) > place:
        return titre + _en_blocs(t, cases, encre, marge)

    trait = marge + encre.discret("─" * (sum(largeurs) + len(ENTRE) * (len(largeurs) - 1)))
    rendues = _rangee([c.titre for c in t.colonnes], t.colonnes, largeurs)
    lignes = [*titre, *(marge + encre.discret(r) for r in rendues), trait]
    for rang, ligne in enumerate(cases):
        pied = bool(t.pied) and rang == len(cases) - 1
        if pied:
            lignes.append(trait)
        lignes += [marge + (encre.gras(r) if pied else r) for r in _rangee(ligne, t.colonnes, largeurs)]
    return lignes


def _largeurs(t: Tableau, cases: list[list[str]], place: int) -> list[int]:
    largeurs = [
        max(longueur(c.titre), *(longueur(ligne[i]) for ligne in cases), 1) if cases else longueur(c.titre)
        for i, c in enumerate(t.colonnes)
    ]
    while sum(largeurs) + len(ENTRE) * (len(largeurs) - 1) > place:
        souples = [i for i, c in enumerate(t.colonnes) if not c.a_droite and largeurs[i] > LE_PLUS_ETROIT]
        if not souples:
            break
        largeurs[max(souples, key=largeurs.__getitem__)] -= 1
    return largeurs


def _rangee(cases: list[str], colonnes: tuple[Colonne, ...], largeurs: list[int]) -> list[str]:
    coupees = [
        [case] if longueur(case) <= large else couper(case, large)
        for case, large in zip(cases, largeurs, strict=True)
    ]
    haut = max(len(c) for c in coupees)
    return [
        ENTRE.join(
            cadrer(c[i] if i < len(c) else "", large, colonne.a_droite)
            for c, colonne, large in zip(coupees, colonnes, largeurs, strict=True)
        ).rstrip()
        for i in range(haut)
    ]


def _en_blocs(t: Tableau, cases: list[list[str]], encre: Encre, marge: str) -> list[str]:
    large = max(longueur(c.titre) for c in t.colonnes)
    lignes: list[str] = []
    for ligne in cases:
        for colonne, case in zip(t.colonnes, ligne, strict=True):
            if case:
                tete = marge + cadrer(colonne.titre, large) + ENTRE
                rendues = couper(case, encre.largeur, tete, " " * len(tete))
                lignes += [encre.discret(tete) + rendues[0][len(tete) :], *rendues[1:]]
        lignes.append("")
    return lignes[:-1]
