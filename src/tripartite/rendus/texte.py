"""Un constat dans un terminal : une carte. Ce qui bloque d'abord, le reste plié."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Confiance, Constat, Etape, LectureDuTexte, Verdict
from tripartite.rendus.classement import Classement, Manque, classer
from tripartite.rendus.encre import Encre, cadrer, couper, longueur, nommer_les_articles
from tripartite.rendus.entete import details_du_dossier, titre_du_dossier
from tripartite.rendus.faits import chemin
from tripartite.rendus.fiches import Fiche
from tripartite.rendus.grandeurs import ecrire, jour, sans_insecable
from tripartite.rendus.tableaux import tableau
from tripartite.rendus.valeurs import valeur_de_la_loi

A_TRAITER = (Verdict.NON_CONFORME, Verdict.A_VERIFIER)
MARGE = "  "
CADRE = MARGE + "  "
PLURIELS = {
    Verdict.NON_CONFORME: ("non conforme", "non conformes"),
    Verdict.A_VERIFIER: ("à vérifier", "à vérifier"),
    Verdict.CONFORME: ("conforme", "conformes"),
    Verdict.SANS_OBJET: ("sans objet", "sans objet"),
}


def rapport(
    dossier: Dossier,
    constats: Iterable[Constat],
    encre: Encre,
    *,
    fichier: str = "",
    au: date | None = None,
    tout: bool = False,
) -> str:
    """Le rapport d'un dossier : son titre, son bilan, ses constats rangés."""
    range_ = classer(constats)
    lignes = [*_entete(dossier, encre, fichier, au), "", _bilan(range_, encre)]
    lignes += _groupe("Ce qui bloque", range_.bloquants, encre, tout)
    lignes += _groupe("Ce qui n'est pas conforme, sans rien bloquer", range_.avertissements, encre, tout)
    lignes += _ce_qui_manque(range_.manques, encre, tout)
    lignes += _groupe("Ce que les textes laissent en doute", range_.doutes, encre, tout)
    lignes += _plies(range_, encre, tout)
    return sans_insecable("\n".join(lignes)) + "\n"


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
    lignes += etapes(constat.etapes, encre, CADRE)
    lignes += lectures(constat.lectures, encre, CADRE)
    if tout:
        lignes += _valeurs(constat, encre)
    return [*lignes, *_pied(constat, encre)]


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
    ecrites = [(ecrire(e.libelle, e.grandeurs), *_operation(ecrire(e.calcul, e.grandeurs))) for e in lignes]
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
        rendues.append(
            f"{marge}{encre.discret(cadrer(libelle, gauche))}  {cadrer(operation, milieu)}{fin}".rstrip()
        )
    return rendues


def _operation(calcul: str) -> tuple[str, str]:
    operation, egal, resultat = calcul.rpartition(" = ")
    if egal:
        return operation, resultat
    return ("", calcul) if longueur(calcul) <= 16 else (calcul, "")


def _etapes_etroites(ecrites: list[tuple[str, str, str]], encre: Encre, marge: str) -> list[str]:
    lignes = []
    for libelle, operation, resultat in ecrites:
        lignes += [encre.discret(ligne) for ligne in couper(libelle, encre.largeur, marge, marge)]
        calcul = " = ".join(m for m in (operation, resultat) if m)
        lignes += couper(calcul, encre.largeur, marge + "  ", marge + "  ")
    return lignes


def lectures(possibles: Sequence[LectureDuTexte], encre: Encre, marge: str = MARGE) -> list[str]:
    """Les lectures d'un texte qui laisse un doute, et le verdict que chacune donnerait."""
    lignes = []
    for lue in possibles:
        phrase = f"{lue.nom[:1].upper()}{lue.nom[1:]} : {ecrire(lue.phrase, lue.grandeurs)}"
        coupee = couper(ecrire("{p}", {"p": phrase}), encre.largeur, marge + "¤ ", marge + "  ")
        coupee[0] = coupee[0].replace("¤", encre.icone(lue.verdict), 1)
        lignes += coupee
    return lignes


def _valeurs(constat: Constat, encre: Encre) -> list[str]:
    lignes = []
    for v in constat.valeurs:
        confiance = "" if v.confiance is Confiance.TEXTE else f" ({v.confiance.value})"
        valeur = f"{valeur_de_la_loi(v.valeur, v.unite)} au {jour(v.jour)}"
        texte = f"{v.parametre} : {valeur} — {v.source}{confiance}"
        lignes += [
            encre.discret(ligne)
            for ligne in couper(ecrire("{t}", {"t": texte}), encre.largeur, CADRE, CADRE + "  ")
        ]
    return lignes


# --- Le rapport ------------------------------------------------------------------------------


def _entete(dossier: Dossier, encre: Encre, fichier: str, au: date | None) -> list[str]:
    marques = " ".join(encre.marque(p) for p in Partie)
    details = " · ".join([*details_du_dossier(dossier, au), *([fichier] if fichier else [])])
    sous_titre = couper(details, encre.largeur, MARGE, MARGE)
    return ["", f"{MARGE}{marques}  {encre.gras(titre_du_dossier(dossier))}", *map(encre.discret, sous_titre)]


def _bilan(range_: Classement, encre: Encre) -> str:
    parts = [
        f"{encre.icone(v)} {encre.verdict(v, f'{n} {PLURIELS[v][n > 1]}')}"
        for v, n in range_.bilan.items()
        if n
    ]
    return MARGE + "   ".join(parts)


def _intertitre(texte: str, encre: Encre) -> list[str]:
    reste = max(0, encre.largeur - longueur(texte) - len(MARGE) - 1)
    return ["", f"{MARGE}{encre.gras(texte)} {encre.discret('─' * reste)}", ""]


def _groupe(titre: str, constats: Sequence[Constat], encre: Encre, tout: bool) -> list[str]:
    if not constats:
        return []
    lignes = _intertitre(titre, encre)
    for constat in constats:
        lignes += [*carte(constat, encre, tout=tout), ""]
    return lignes[:-1]


def _ce_qui_manque(manques: Sequence[Manque], encre: Encre, tout: bool) -> list[str]:
    if not manques:
        return []
    lignes = _intertitre("Ce qui manque, et à qui le demander", encre)
    for de, leurs in groupby(manques, key=lambda m: m.de):
        nom = f"{de[:1].upper()}{de[1:]}"
        lignes.append(f"{MARGE}{encre.marque(de) if isinstance(de, Partie) else '·'} {encre.gras(nom)}")
        for manque in leurs:
            lignes += _manque(manque, encre, tout)
        lignes.append("")
    return lignes[:-1]


def _manque(manque: Manque, encre: Encre, tout: bool) -> list[str]:
    lignes = _en_regard(
        couper(manque.fait.libelle, encre.largeur, CADRE, CADRE + "  "), chemin(manque.fait), encre
    )
    if tout:
        for constat in manque.constats:
            pour = couper(constat.titre, encre.largeur, CADRE + "  pour : ", CADRE + "  ")
            lignes += map(encre.discret, pour)
    return lignes


def _en_regard(lignes: list[str], note: str, encre: Encre) -> list[str]:
    """Pose une note discrète au bout de la dernière ligne, à droite ; à la ligne si elle n'y tient pas."""
    reste = encre.largeur - longueur(lignes[-1]) - longueur(note)
    if not note:
        return lignes
    if reste >= 3:
        return [*lignes[:-1], lignes[-1] + " " * reste + encre.discret(note)]
    return [*lignes, encre.discret(" " * max(0, encre.largeur - longueur(note)) + note)]


def _plies(range_: Classement, encre: Encre, tout: bool) -> list[str]:
    lignes: list[str] = []
    if range_.conformes:
        lignes += _intertitre("Ce qui est conforme", encre)
        for constat in range_.conformes:
            lignes += [*carte(constat, encre, tout=True), ""] if tout else _en_une_ligne(constat, encre)
        lignes = lignes[:-1] if tout else lignes
    if range_.sans_objet and tout:
        lignes += _intertitre("Ce qui est sans objet ici", encre)
        for constat in range_.sans_objet:
            lignes += _en_une_ligne(constat, encre)
    elif range_.sans_objet:
        nombre = len(range_.sans_objet)
        regles = "1 règle est sans objet" if nombre == 1 else f"{nombre} règles sont sans objet"
        lignes += [
            "",
            encre.discret(f"{MARGE}– {regles} ici. L'option --tout montre tout, avec les calculs."),
        ]
    return lignes


def _en_une_ligne(constat: Constat, encre: Encre) -> list[str]:
    lignes = couper(ecrire(constat.phrase, constat.grandeurs), encre.largeur, MARGE + "¤ ", CADRE)
    if constat.verdict is Verdict.SANS_OBJET:
        lignes = [encre.discret(ligne) for ligne in lignes]
    lignes[0] = lignes[0].replace("¤", encre.icone(constat.verdict), 1)
    if constat.que_faire:
        lignes += couper(
            ecrire(constat.que_faire, constat.grandeurs), encre.largeur, CADRE + "→ ", CADRE + "  "
        )
    return lignes


def recapitulatif(juges: Sequence[tuple[str, Sequence[Constat]]], encre: Encre) -> str:
    """Une ligne par dossier, le plus grave d'abord : son verdict, ce qui bloque, la première chose à faire."""
    ranges = sorted(((nom, classer(c)) for nom, c in juges), key=lambda paire: _gravite(paire[1]))
    large = min(max(longueur(nom) for nom, _ in ranges), encre.largeur // 2)
    lignes = [""]
    for nom, range_ in ranges:
        verdict = range_.verdict
        bilan = ", ".join(
            f"{n} {PLURIELS[v][n > 1]}" for v, n in range_.bilan.items() if n and v in A_TRAITER
        )
        court = nom if longueur(nom) <= large else "…" + nom[1 - large :]
        suite = encre.verdict(verdict, bilan or verdict.value)
        lignes.append(f"{MARGE}{encre.icone(verdict)} {cadrer(court, large)}  {suite}")
    fautifs = sum(r.verdict is Verdict.NON_CONFORME for _, r in ranges)
    total = f"{len(ranges)} dossiers" if len(ranges) > 1 else "1 dossier"
    lignes += ["", encre.gras(f"{MARGE}{total}, dont {fautifs} avec au moins un « non conforme ».")]
    return sans_insecable("\n".join(lignes)) + "\n"


def _gravite(range_: Classement) -> tuple[int, ...]:
    return (-len(range_.bloquants), *(-n for n in range_.bilan.values()))


# --- Un calcul -------------------------------------------------------------------------------


def fiche(f: Fiche, encre: Encre) -> str:
    """La réponse d'un calculateur."""
    lignes = ["", MARGE + encre.gras(f.titre)]
    if f.reponse:
        lignes += ["", *couper(ecrire("{r}", {"r": f.reponse}), encre.largeur, MARGE, MARGE)]
    if f.chiffres:
        large = max(longueur(c.libelle) for c in f.chiffres)
        lignes.append("")
        for c in f.chiffres:
            tete = f"{MARGE}{cadrer(c.libelle, large)}  "
            coupee = couper(c.ecrire(), encre.largeur, tete, " " * len(tete))
            lignes += [encre.discret(tete) + coupee[0][len(tete) :], *coupee[1:]]
    for t in f.tableaux:
        lignes += ["", *tableau(t, encre, MARGE)]
    if f.etapes:
        lignes += ["", MARGE + encre.discret("Le calcul"), *etapes(f.etapes, encre)]
    if f.lectures:
        lignes += ["", MARGE + encre.discret("Les lectures possibles"), *lectures(f.lectures, encre)]
    if f.notes:
        lignes.append("")
        for note in f.notes:
            lignes += couper(ecrire("{n}", {"n": note}), encre.largeur, MARGE, MARGE)
    if f.articles:
        articles = couper(nommer_les_articles(f.articles), encre.largeur, MARGE, MARGE)
        lignes += ["", *map(encre.discret, articles)]
    return sans_insecable("\n".join(lignes)) + "\n"
