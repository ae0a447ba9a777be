"""La carte d'un constat dans un terminal : la phrase, que faire, le calcul, les lectures, les articles."""

from __future__ import annotations

from collections.abc import Sequence

from tripartite.droit.langage import Confiance, Constat, Etape, LectureDuTexte, Verdict
from tripartite.rendus.encre import Encre, cadrer, couper, longueur, nommer_les_articles
from tripartite.rendus.grandeurs import dire_la_lecture, ecrire, jour
from tripartite.rendus.typographie import typographier
from tripartite.rendus.valeurs import une_fois, valeur_de_la_loi

MARGE = "  "
CADRE = MARGE + "  "
LIGNES_DE_CALCUL = 8
"""Ce que l'on montre d'un calcul sans qu'on l'ait demandé."""
RESULTAT = 16
"""Au-delà de ces caractères, ce qui suit un libellé est une phrase, pas un résultat."""


def carte(constat: Constat, encre: Encre, *, tout: bool = False) -> list[str]:
    """La carte d'un constat : la phrase, que faire, le calcul, les lectures, les articles."""
    phrase = ecrire(constat.phrase, constat.grandeurs)
    lignes = couper(phrase, encre.largeur, MARGE + "¤ ", CADRE)
    if constat.verdict is Verdict.NON_CONFORME:
        lignes = [encre.gras(ligne) if "¤" not in ligne else _en_gras_apres(ligne, encre) for ligne in lignes]
    lignes[0] = lignes[0].replace("¤", encre.icone(constat.verdict), 1)
    if constat.que_faire:
        lignes += couper(
            ecrire(constat.que_faire, constat.grandeurs), encre.largeur, CADRE + "→ ", CADRE + "  "
        )
    lignes += _calcul(constat.etapes, encre, tout)
    lignes += lectures(constat.lectures, encre, CADRE)
    if tout:
        lignes += _valeurs(constat, encre)
    return [*lignes, *_pied(constat, encre)]


def _calcul(lignes: Sequence[Etape], encre: Encre, tout: bool) -> list[str]:
    """Le calcul d'un constat, dont un long n'est montré qu'en partie."""
    if tout or len(lignes) <= LIGNES_DE_CALCUL:
        return etapes(lignes, encre, CADRE)
    autres = len(lignes) - LIGNES_DE_CALCUL + 1
    return [
        *etapes(lignes[: LIGNES_DE_CALCUL - 1], encre, CADRE),
        encre.discret(f"{CADRE}… et {autres} autres lignes, avec --tout"),
    ]


def _en_gras_apres(ligne: str, encre: Encre) -> str:
    tete, _, suite = ligne.partition("¤ ")
    return f"{tete}¤ {encre.gras(suite)}"


def _pied(constat: Constat, encre: Encre) -> list[str]:
    textes = couper(nommer_les_articles(constat.articles), encre.largeur, CADRE, CADRE)
    reste = encre.largeur - longueur(textes[-1]) - longueur(constat.regle)
    if reste >= 3:
        textes[-1] += " " * reste + constat.regle
    else:
        textes.append(CADRE + constat.regle)
    return [encre.discret(ligne) for ligne in textes]


def etapes(lignes: Sequence[Etape], encre: Encre, marge: str = MARGE) -> list[str]:
    """Les lignes d'un calcul : ce qu'on cherche, l'opération, le résultat aligné à droite."""
    ecrites = _operations(lignes)
    if not ecrites:
        return []
    gauche = max(longueur(libelle) for libelle, _, _ in ecrites)
    milieu = max(longueur(operation) for _, operation, _ in ecrites)
    droite = max(longueur(resultat) for _, _, resultat in ecrites)
    if len(marge) + gauche + 2 + milieu + 3 + droite > encre.largeur:
        return _etapes_etroites(ecrites, encre, marge)
    rendues = []
    for libelle, operation, resultat in ecrites:
        egal = " = " if operation and resultat else "   "
        fin = f"{egal}{cadrer(resultat, droite, a_droite=True)}" if resultat else ""
        calcul = f"{cadrer(operation, milieu)}{fin}".rstrip()
        rendues.append(f"{marge}{encre.discret(cadrer(libelle, gauche))}  {calcul}".rstrip())
    return rendues


def _operations(lignes: Sequence[Etape]) -> list[tuple[str, str, str]]:
    """Chaque ligne en trois : le libellé, l'opération, le résultat s'il se met en colonne."""
    ecrites = [(ecrire(e.libelle, e.grandeurs), ecrire(e.calcul, e.grandeurs)) for e in lignes]
    des_resultats = any(" = " in calcul for _, calcul in ecrites)
    rendues = []
    for libelle, calcul in ecrites:
        operation, egal, resultat = calcul.rpartition(" = ")
        if not egal and (longueur(calcul) > RESULTAT or not des_resultats):
            operation, resultat = calcul, ""
        rendues.append((libelle, operation, resultat))
    return rendues


def _etapes_etroites(ecrites: list[tuple[str, str, str]], encre: Encre, marge: str) -> list[str]:
    """Les mêmes lignes sur un écran étroit : l'opération en face de son libellé, ou dessous."""
    gauche = max(longueur(libelle) for libelle, _, _ in ecrites)
    en_face = len(marge) + gauche + 2 <= encre.largeur // 2
    lignes = []
    for libelle, operation, resultat in ecrites:
        calcul = " = ".join(m for m in (operation, resultat) if m)
        if en_face:
            tete = f"{marge}{cadrer(libelle, gauche)}  "
            coupee = couper(calcul, encre.largeur, tete, " " * len(tete))
            lignes += [encre.discret(tete) + coupee[0][len(tete) :], *coupee[1:]]
        else:
            lignes += [encre.discret(ligne) for ligne in couper(libelle, encre.largeur, marge, marge)]
            lignes += couper(calcul, encre.largeur, marge + "  ", marge + "  ")
    return lignes


def lectures(possibles: Sequence[LectureDuTexte], encre: Encre, marge: str = MARGE) -> list[str]:
    """Les lectures d'un texte qui laisse un doute, et le verdict que chacune donnerait."""
    lignes = []
    for lue in possibles:
        phrase = dire_la_lecture(lue)
        coupee = couper(phrase, encre.largeur, marge + "¤ ", marge + "  ")
        coupee[0] = coupee[0].replace("¤", encre.icone(lue.verdict), 1)
        lignes += coupee
    return lignes


def _valeurs(constat: Constat, encre: Encre) -> list[str]:
    lignes = []
    for v in une_fois(constat.valeurs):
        confiance = "" if v.confiance is Confiance.TEXTE else f" ({v.confiance.value})"
        valeur = f"{valeur_de_la_loi(v.valeur, v.unite)} au {jour(v.jour)}"
        texte = f"{v.parametre} : {valeur} — {v.source}{confiance}"
        lignes += [
            encre.discret(ligne) for ligne in couper(typographier(texte), encre.largeur, CADRE, CADRE + "  ")
        ]
    return lignes


def ligne(constat: Constat, encre: Encre) -> list[str]:
    """Un constat plié : sa phrase, et que faire s'il y a lieu."""
    lignes = couper(ecrire(constat.phrase, constat.grandeurs), encre.largeur, MARGE + "¤ ", CADRE)
    if constat.verdict is Verdict.SANS_OBJET:
        lignes = [encre.discret(texte) for texte in lignes]
    lignes[0] = lignes[0].replace("¤", encre.icone(constat.verdict), 1)
    if constat.que_faire:
        lignes += couper(
            ecrire(constat.que_faire, constat.grandeurs), encre.largeur, CADRE + "→ ", CADRE + "  "
        )
    return lignes
