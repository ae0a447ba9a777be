"""Un constat dans un terminal : une carte. Ce qui bloque d'abord, le reste plié."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Constat, Verdict
from tripartite.rendus.cartes import CADRE, MARGE, carte, etapes, lectures, ligne
from tripartite.rendus.classement import Classement, Manque, classer, conclusion
from tripartite.rendus.encre import Encre, cadrer, couper, longueur, nommer_les_articles
from tripartite.rendus.entete import details_du_dossier, nom_du_sujet, titre_du_dossier
from tripartite.rendus.faits import chemin
from tripartite.rendus.fiches import Fiche, Tableau, sans_colonne_vide
from tripartite.rendus.grandeurs import dire, grandeur
from tripartite.rendus.tableaux import tableau
from tripartite.rendus.typographie import sans_insecable

A_TRAITER = (Verdict.NON_CONFORME, Verdict.A_VERIFIER)
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
    mois: Tableau | None = None,
) -> str:
    """Le rapport d'un dossier : son titre, son bilan, ses constats rangés, les montants de chaque mois."""
    range_ = classer(constats)
    lignes = [*_entete(dossier, encre, fichier, au), "", *_bilan(range_, encre)]
    lignes += couper(dire(conclusion(range_)), encre.largeur, MARGE, MARGE)
    lignes += _groupe("Ce qui bloque", range_.bloquants, encre, tout)
    lignes += _groupe("Ce qui n'est pas conforme, sans rien bloquer", range_.avertissements, encre, tout)
    lignes += _ce_qui_manque(range_.manques, encre, tout)
    lignes += _groupe("Ce que les textes laissent en doute", range_.doutes, encre, tout)
    if mois is not None and mois.lignes:
        lignes += [*_intertitre("Mois par mois", encre), *tableau(mois, encre, MARGE)]
    lignes += _le_reste(range_, encre, tout)
    return sans_insecable("\n".join(lignes)) + "\n"


def _entete(dossier: Dossier, encre: Encre, fichier: str, au: date | None) -> list[str]:
    marques = " ".join(encre.marque(p) for p in Partie)
    details = " · ".join([*details_du_dossier(dossier, au), *([fichier] if fichier else [])])
    sous_titre = couper(details, encre.largeur, MARGE, MARGE)
    return ["", f"{MARGE}{marques}  {encre.gras(titre_du_dossier(dossier))}", *map(encre.discret, sous_titre)]


def _bilan(range_: Classement, encre: Encre) -> list[str]:
    """Le nombre de chaque verdict, sur une ligne, ou l'un sous l'autre si l'écran est étroit."""
    comptes = [(v, f"{n} {PLURIELS[v][n > 1]}") for v, n in range_.bilan.items() if n]
    entre = "   "
    large = len(MARGE) + sum(longueur(texte) + 2 + len(entre) for _, texte in comptes) - len(entre)
    parts = [f"{encre.icone(v)} {encre.verdict(v, texte)}" for v, texte in comptes]
    return [MARGE + entre.join(parts)] if large <= encre.largeur else [MARGE + part for part in parts]


def _intertitre(texte: str, encre: Encre) -> list[str]:
    lignes = couper(texte, encre.largeur, MARGE, MARGE)
    reste = max(0, encre.largeur - longueur(lignes[-1]) - 1)
    titres = [MARGE + encre.gras(ligne.removeprefix(MARGE)) for ligne in lignes]
    return ["", *titres[:-1], f"{titres[-1]} {encre.discret('─' * reste)}".rstrip(), ""]


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
        couper(grandeur(manque.fait), encre.largeur, CADRE, CADRE + "  "), chemin(manque.fait), encre
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


def _le_reste(range_: Classement, encre: Encre, tout: bool) -> list[str]:
    """Ce qui est conforme ou sans objet : plié, sauf ce qui reste à faire, ou si l'on demande tout."""
    if tout:
        conformes = _par_sujet("Ce qui est conforme", range_.conformes, encre, entier=True)
        return conformes + _par_sujet("Ce qui est sans objet ici", range_.sans_objet, encre, entier=False)
    lignes = _par_sujet(
        "Ce qu'il reste à faire", [c for c in range_.conformes if c.que_faire], encre, entier=False
    )
    if range_.conformes:
        lignes += [*_intertitre("Ce qui est conforme", encre), *_sujets_plies(range_.conformes, encre)]
    nombre = len(range_.sans_objet)
    autres = {0: "", 1: "1 règle est sans objet ici. "}.get(nombre, f"{nombre} règles sont sans objet ici. ")
    note = f"{autres}L'option --tout montre chaque règle et son calcul."
    return [*lignes, "", *map(encre.discret, couper(note, encre.largeur, MARGE, MARGE))]


def _sujets_plies(constats: Sequence[Constat], encre: Encre) -> list[str]:
    """Les sujets et le nombre de leurs règles, en autant de colonnes que l'écran en tient."""
    comptes = Counter(nom_du_sujet(c.sujet) for c in constats)
    large = max(longueur(f"{nom} {n}") for nom, n in comptes.items())
    colonnes = max(1, (encre.largeur - len(MARGE) + 3) // (large + 5))
    par_colonne = -(-len(comptes) // colonnes)
    icone = encre.icone(Verdict.CONFORME)
    cases = [
        f"{icone} {nom}{' ' * (large - longueur(nom) - len(str(n)))}{encre.discret(str(n))}"
        for nom, n in comptes.items()
    ]
    return [MARGE + "   ".join(cases[rang::par_colonne]) for rang in range(par_colonne)]


def _par_sujet(titre: str, constats: Sequence[Constat], encre: Encre, *, entier: bool) -> list[str]:
    if not constats:
        return []
    lignes = _intertitre(titre, encre)
    for sujet, siens in groupby(constats, key=lambda c: c.sujet):
        if lignes[-1]:
            lignes.append("")
        lignes.append(encre.discret(f"{MARGE}{nom_du_sujet(sujet)}"))
        for constat in siens:
            lignes += carte(constat, encre, tout=True) if entier else ligne(constat, encre)
    return lignes


def recapitulatif(juges: Sequence[tuple[str, Sequence[Constat]]], encre: Encre) -> str:
    """Une ligne par dossier, le plus grave d'abord : son verdict, et ce qu'il reste à traiter."""
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
        lignes += ["", *couper(dire(f.reponse), encre.largeur, MARGE, MARGE)]
    if f.chiffres:
        large = max(longueur(dire(c.libelle)) for c in f.chiffres)
        lignes.append("")
        for c in f.chiffres:
            tete = f"{MARGE}{cadrer(dire(c.libelle), large)}  "
            coupee = couper(c.ecrire(), encre.largeur, tete, " " * len(tete))
            lignes += [encre.discret(tete) + coupee[0][len(tete) :], *coupee[1:]]
    for t in f.tableaux:
        lignes += ["", *tableau(sans_colonne_vide(t), encre, MARGE)]
    if f.etapes:
        lignes += ["", MARGE + encre.discret("Le calcul"), *etapes(f.etapes, encre)]
    if f.lectures:
        lignes += ["", MARGE + encre.discret("Les lectures possibles"), *lectures(f.lectures, encre)]
    if f.notes:
        lignes.append("")
        for note in f.notes:
            lignes += couper(dire(note), encre.largeur, MARGE, MARGE)
    if f.articles:
        articles = couper(nommer_les_articles(f.articles), encre.largeur, MARGE, MARGE)
        lignes += ["", *map(encre.discret, articles)]
    return sans_insecable("\n".join(lignes)) + "\n"
