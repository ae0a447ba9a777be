"""Ce qu'une règle dit d'elle-même : sa prose, ses faits, ses doutes, ses cas ; ses données."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from tripartite.droit.langage import DEDUCTIONS, Parametre, Regle, Verdict
from tripartite.rendus.faits import libelle
from tripartite.rendus.grandeurs import grandeur
from tripartite.rendus.json import brut
from tripartite.rendus.langues import traduire
from tripartite.rendus.typographie import sans_insecable


class LectureEcrite(NamedTuple):
    """Une lecture possible du texte, telle que la règle l'écrit ; un verdict calculé n'est pas dit."""

    nom: str
    verdict: Verdict | None
    phrase: str


class Doute(NamedTuple):
    """Ce qu'une règle laisse à vérifier ; les grandeurs y sont entre accolades."""

    phrase: str
    lectures: tuple[LectureEcrite, ...]


def prose(docstring: str | None) -> str:
    """Ce qu'une documentation dit après son titre, sans ses exemples."""
    lignes = inspect.cleandoc(docstring or "").splitlines()[1:]
    exemple = next((rang for rang, ligne in enumerate(lignes) if ligne.startswith(">>>")), len(lignes))
    return "\n".join(lignes[:exemple]).strip()


def paragraphes(docstring: str | None) -> list[str]:
    """La prose, paragraphe par paragraphe."""
    return [" ".join(p.split()) for p in prose(docstring).split("\n\n") if p.strip()]


def titre_de(docstring: str) -> str:
    """La première ligne d'une documentation, sans son point : un titre, en français.

    >>> titre_de("Dit si la convention échappe à L. 124-1.")
    'Dit si la convention échappe à L. 124-1'
    """
    return inspect.cleandoc(docstring).splitlines()[0].rstrip(".")


def dire_le_fait(nom: str, langue: str = "fr") -> str:
    """Un fait qu'une règle demande : son libellé, ou la phrase de la déduction.

    >>> dire_le_fait("debut"), dire_le_fait("jamais_vu")
    ('la date de début', 'jamais vu')
    """
    if nom in DEDUCTIONS:
        titre = traduire(titre_de(DEDUCTIONS[nom].__doc__ or nom), langue)
        return titre[0].lower() + titre[1:]
    return traduire(libelle(nom), langue) or nom.replace("_", " ")


def parametres_lus(regle: Regle) -> tuple[Parametre, ...]:
    """Les séries que lit une règle, elle-même ou par les déductions qu'elle demande, sans répétition."""
    lus: dict[str, Parametre] = {}
    vues: set[str] = set()
    a_lire: list[Any] = [regle]
    for fonction in a_lire:
        lus |= {lecture.parametre.nom: lecture.parametre for _, lecture in fonction.lectures}
        suivantes = [nom for nom in fonction.faits if nom in DEDUCTIONS and nom not in vues]
        vues |= set(suivantes)
        a_lire += [DEDUCTIONS[nom] for nom in suivantes]
    return tuple(lus.values())


@cache
def doutes(regle: Regle) -> tuple[Doute, ...]:
    """Les doutes qu'écrit une règle, dans l'ordre de son texte, puis ceux qu'écrivent ses fonctions."""
    siens, *autres = map(_arbre, _fonctions(regle.corps))
    appels = _appels(siens, "a_verifier")
    # Sans lecture, une fonction partagée dit un fait à fournir, non un doute du texte.
    appels += [appel for arbre in autres for appel in _appels(arbre, "a_verifier") if len(appel.args) > 1]
    trouves = []
    for appel in appels:
        lues = (_lecture(n) for n in _appels(appel, "lecture"))
        lectures = tuple(lue for lue in lues if lue)
        trouves += [Doute(phrase, lectures) for phrase in _textes(*appel.args[:1])]
    return tuple(trouves)


def _fonctions(corps: Callable[..., Any]) -> list[Callable[..., Any]]:
    """Le corps d'une règle, puis les fonctions de son fichier qu'il appelle, de proche en proche."""
    trouvees = [corps]
    for fonction in trouvees:
        for nom in fonction.__code__.co_names:
            appelee = corps.__globals__.get(nom)
            if inspect.isfunction(appelee) and appelee.__module__ == corps.__module__:
                if appelee not in trouvees:
                    trouvees.append(appelee)
    return trouvees


@cache
def _arbre(fonction: Callable[..., Any]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(fonction)))


def _appels(arbre: ast.AST, nom: str) -> list[ast.Call]:
    return [n for n in ast.walk(arbre) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == nom]


def _lecture(appel: ast.Call) -> LectureEcrite | None:
    nom, verdict, phrase = (*appel.args, None, None, None)[:3]
    if not (dit := _texte(nom)):
        return None
    membre = verdict.attr if isinstance(verdict, ast.Attribute) else ""
    return LectureEcrite(dit, Verdict.__members__.get(membre), _texte(phrase))


def _textes(noeud: ast.expr | None = None) -> list[str]:
    """Le texte d'une constante, ou ceux d'une alternative."""
    if isinstance(noeud, ast.IfExp):
        return [*_textes(noeud.body), *_textes(noeud.orelse)]
    return [texte] if (texte := _texte(noeud)) else []


def _texte(noeud: ast.expr | None) -> str:
    """Le texte d'une constante ; vide si c'est autre chose."""
    return noeud.value if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) else ""


# --- Les cas -----------------------------------------------------------------------------------


def attendu(valeur: Any) -> str:
    """Ce qu'un cas attend d'une règle : le verdict, et les grandeurs qu'il compare."""
    if isinstance(valeur, str):
        return dater(valeur)
    if isinstance(valeur, Mapping) and "verdict" in valeur:
        paires = (valeur.get("grandeurs") or {}).items()
        grandeurs = ", ".join(f"{nom} = {dater(valeur)}" for nom, valeur in paires)
        return f"{valeur['verdict']} ({grandeurs})" if grandeurs else str(valeur["verdict"])
    return "voir le cas"


def dater(valeur: Any) -> str:
    """Une valeur telle qu'un cas l'écrit, ses dates en français.

    >>> dater("2026-02-02"), dater("null")
    ('2 février 2026', 'inconnu')
    """
    texte = str(valeur).replace("null", "inconnu")
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda iso: _jour(iso[0]), texte)


def ecrire_le_fait(valeur: Any) -> str:
    """Un fait tel qu'un cas le donne, en une ligne.

    >>> ecrire_le_fait({"horaire": "4,50 €", "revalorisation": "oui"}), ecrire_le_fait([])
    ('horaire 4,50 €, revalorisation oui', 'aucun')
    """
    if isinstance(valeur, Mapping):
        return ", ".join(f"{dater(nom).replace('_', ' ')} {ecrire_le_fait(v)}" for nom, v in valeur.items())
    if isinstance(valeur, list):
        return " ; ".join(map(ecrire_le_fait, valeur)) or "aucun"
    return dater(valeur)


def _jour(iso: str) -> str:
    return sans_insecable(grandeur(date.fromisoformat(iso), "jour"))


# --- Les données -------------------------------------------------------------------------------


def donnees(regle: Regle) -> dict[str, Any]:
    """Une règle en données."""
    return {
        "regle": regle.nom,
        "titre": regle.titre,
        "sujet": regle.sujet,
        "gravite": regle.gravite.value,
        "articles": list(regle.articles),
        "depuis": brut(regle.depuis),
        "jusqu_au": brut(regle.jusqu_au),
        "selon": regle.selon,
        "faits": list(regle.faits),
        "parametres": [lecture.parametre.nom for _, lecture in regle.lectures],
    }
