"""Un constat en HTML : un article accessible, son calcul plié dans « Voir le calcul », tout texte échappé.

Le fragment ne porte que du sens et des classes ; `page` y ajoute de quoi le lire seul.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import VIDE, Constat, Etape, LectureDuTexte, Phrase, ValeurLue, Verdict
from tripartite.rendus.classement import ICONES, MARQUES, Classement, Manque, classer
from tripartite.rendus.entete import details_du_dossier, titre_du_dossier
from tripartite.rendus.fiches import Tableau
from tripartite.rendus.grandeurs import dire_la_lecture, ecrire, grandeur, jour
from tripartite.rendus.typographie import typographier
from tripartite.rendus.valeurs import une_fois, valeur_de_la_loi

CLASSES = {
    Verdict.CONFORME: "conforme",
    Verdict.NON_CONFORME: "non-conforme",
    Verdict.A_VERIFIER: "a-verifier",
    Verdict.SANS_OBJET: "sans-objet",
}


def constat(c: Constat, *, niveau: int = 3, identifiant: str = "") -> str:
    """Un constat, en fragment.

    Args:
        c: le constat.
        niveau: le niveau du titre (2 à 6), pour qu'il suive celui de la page.
        identifiant: l'ancre du fragment ; le nom de la règle si elle n'est pas dite.
    """
    ancre = escape(identifiant or c.regle or "constat")
    parties = [
        f'<article class="constat constat--{CLASSES[c.verdict]}" id="{ancre}" '
        f'aria-labelledby="{ancre}-phrase">',
        f'<h{niveau} class="constat__phrase" id="{ancre}-phrase">{_verdict(c.verdict)} '
        f"{_ecrit(c.phrase, c.grandeurs)}</h{niveau}>",
    ]
    if c.que_faire:
        parties.append(f'<p class="constat__que-faire">{_ecrit(c.que_faire, c.grandeurs)}</p>')
    if c.lectures:
        parties.append(_lectures(c.lectures))
    if c.articles:
        liens = "".join(
            f'<li><cite data-article="{escape(a)}">{_ecrit_tel_quel(a)}</cite></li>' for a in c.articles
        )
        parties.append(f'<ul class="constat__articles" aria-label="Articles">{liens}</ul>')
    if c.etapes or c.valeurs:
        parties.append(
            f"<details><summary>Voir le calcul</summary>{etapes(c.etapes)}{_valeurs(c.valeurs)}</details>"
        )
    return "\n".join([*parties, "</article>"])


def _verdict(verdict: Verdict) -> str:
    mot = verdict.value[:1].upper() + verdict.value[1:]
    icone = f'<span class="icone" aria-hidden="true">{ICONES[verdict]}</span>'
    return f'<span class="verdict verdict--{CLASSES[verdict]}">{icone} {mot}</span>'


def _ecrit(modele: str | Phrase, grandeurs: Mapping[str, Any] = VIDE) -> str:
    return escape(ecrire(modele, grandeurs))


def _ecrit_tel_quel(texte: str) -> str:
    return escape(typographier(texte))


def etapes(lignes: Sequence[Etape]) -> str:
    """Les lignes d'un calcul, en liste de définitions."""
    if not lignes:
        return ""
    paires = "".join(
        f"<div><dt>{_ecrit(e.libelle, e.grandeurs)}</dt><dd>{_ecrit(e.calcul, e.grandeurs)}</dd></div>"
        for e in lignes
    )
    return f'<dl class="calcul">{paires}</dl>'


def _lectures(possibles: Sequence[LectureDuTexte]) -> str:
    points = "".join(f"<li>{_verdict(lue.verdict)} {escape(dire_la_lecture(lue))}</li>" for lue in possibles)
    return f'<ul class="constat__lectures" aria-label="Lectures possibles du texte">{points}</ul>'


def _valeurs(lues: Sequence[ValeurLue]) -> str:
    if not lues:
        return ""
    points = "".join(
        f"<li>{_ecrit_tel_quel(v.parametre)} : {_ecrit_tel_quel(valeur_de_la_loi(v.valeur, v.unite))} "
        f"au {_ecrit_tel_quel(jour(v.jour))}, <cite>{_ecrit_tel_quel(v.source)}</cite> "
        f"({_ecrit_tel_quel(v.confiance.value)})</li>"
        for v in une_fois(lues)
    )
    return f'<ul class="constat__valeurs" aria-label="Valeurs de la loi">{points}</ul>'


def tableau(t: Tableau) -> str:
    """Un tableau, ses titres de colonnes et de lignes annoncés."""
    titres = "".join(
        f'<th scope="col"{_droite(c.a_droite)}>{_ecrit_tel_quel(c.titre)}</th>' for c in t.colonnes
    )
    rangees = []
    for ligne in t.ecrit():
        cases = [_ecrit_tel_quel(case) for case in ligne]
        suite = "".join(
            f"<td{_droite(c.a_droite)}>{v}</td>" for c, v in zip(t.colonnes[1:], cases[1:], strict=True)
        )
        rangees.append(f'<tr><th scope="row">{cases[0]}</th>{suite}</tr>')
    pied = f"<tfoot>{rangees.pop()}</tfoot>" if t.pied else ""
    legende = f"<caption>{_ecrit_tel_quel(t.titre)}</caption>" if t.titre else ""
    return f"<table>{legende}<thead><tr>{titres}</tr></thead><tbody>{''.join(rangees)}</tbody>{pied}</table>"


def _droite(oui: bool) -> str:
    return ' class="nombre"' if oui else ""


# --- Un rapport ------------------------------------------------------------------------------


def rapport(dossier: Dossier, constats: Iterable[Constat], *, au: date | None = None, rang: int = 1) -> str:
    """Les constats d'un dossier, le plus important d'abord, en fragment."""
    range_ = classer(constats)
    sections = [
        _section("Ce qui bloque", range_.bloquants, rang),
        _section("Ce qui n'est pas conforme, sans rien bloquer", range_.avertissements, rang),
        _ce_qui_manque(range_.manques),
        _section("Ce que les textes laissent en doute", range_.doutes, rang),
        _section("Ce qui est conforme", range_.conformes, rang, plie=True),
        _section("Ce qui est sans objet", range_.sans_objet, rang, plie=True),
    ]
    entete = (
        f"<header><h1>{_ecrit_tel_quel(titre_du_dossier(dossier))}</h1>"
        f"<p>{_ecrit_tel_quel(' · '.join(details_du_dossier(dossier, au)))}</p>{_bilan(range_)}</header>"
    )
    return f'<section class="dossier">{entete}{"".join(sections)}</section>'


def _bilan(range_: Classement) -> str:
    points = "".join(f"<li>{_verdict(v)} : {n}</li>" for v, n in range_.bilan.items() if n)
    return f'<ul class="bilan" aria-label="Bilan">{points}</ul>'


def _section(titre: str, constats: Sequence[Constat], rang: int, plie: bool = False) -> str:
    if not constats:
        return ""
    corps = "\n".join(constat(c, identifiant=f"d{rang}-{c.regle}") for c in constats)
    if plie:
        nombre = f"{titre} ({len(constats)})"
        return f"<details><summary><h2>{_ecrit_tel_quel(nombre)}</h2></summary>{corps}</details>"
    return f"<section><h2>{_ecrit_tel_quel(titre)}</h2>{corps}</section>"


def _ce_qui_manque(manques: Sequence[Manque]) -> str:
    if not manques:
        return ""
    parties = []
    for de in dict.fromkeys(m.de for m in manques):
        marque = f'<span aria-hidden="true">{MARQUES[de]}</span> ' if isinstance(de, Partie) else ""
        points = "".join(f"<li>{_ecrit_tel_quel(grandeur(m.fait))}</li>" for m in manques if m.de == de)
        parties.append(f"<h3>{marque}{_ecrit_tel_quel(de[:1].upper() + de[1:])}</h3><ul>{points}</ul>")
    return f"<section><h2>Ce qui manque, et à qui le demander</h2>{''.join(parties)}</section>"


STYLE = Path(__file__).with_name("page.css")


def page(titre: str, *fragments: str) -> str:
    """Une page qui tient seule : les fragments, et la plus petite mise en forme."""
    return (
        f'<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{_ecrit_tel_quel(titre)}</title>\n'
        f"<style>{STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n<main>\n{''.join(fragments)}\n</main>\n</body>\n</html>"
    )
