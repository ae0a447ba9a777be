"""Les pages de `docs/droit/`, écrites à partir des règles, de leurs valeurs et de leurs cas."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tripartite.droit.articles import Article, article, articles, citer
from tripartite.droit.langage import DEDUCTIONS, ETAT_DU_DROIT, Confiance, Deduction, Parametre, Regle, Valeur
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.rendus.faits import libelle
from tripartite.rendus.grandeurs import grandeur
from tripartite.rendus.regles import attendu, doutes, prose
from tripartite.rendus.typographie import sans_insecable
from tripartite.rendus.valeurs import valeur_de_la_loi

Cas = Mapping[str, Any]
AVIS = "<!-- Page écrite par `make docs` à partir des règles : ne la corrigez pas ici. -->\n"


def pages(cas: Mapping[str, Sequence[Cas]]) -> dict[str, str]:
    """Écrit toutes les pages.

    Args:
        cas: les cas de chaque sujet, tels que `tests/cas/<sujet>.yaml` les donne.

    Returns:
        Le nom de chaque page et son texte Markdown.
    """
    par_sujet: dict[str, list[Regle]] = {nom: [] for nom in sujets()}
    for regle in regles():
        par_sujet[regle.sujet].append(regle)
    ecrites = {"README.md": _sommaire(par_sujet)}
    for nom, choisies in par_sujet.items():
        ecrites[f"{nom}.md"] = _sujet(nom, choisies, cas.get(nom, ()))
    ecrites["articles.md"] = _articles(par_sujet)
    ecrites["doutes.md"] = _doutes(par_sujet)
    ecrites["valeurs.md"] = _valeurs(Parametre.tous.values())
    return {nom: texte.rstrip() + "\n" for nom, texte in ecrites.items()}


def _sommaire(par_sujet: Mapping[str, list[Regle]]) -> str:
    lignes = [
        f"| [{sujets()[nom].nom}]({nom}.md) | {', '.join(sujets()[nom].lignes)} | {len(choisies)} |"
        for nom, choisies in par_sujet.items()
    ]
    total = sum(map(len, par_sujet.values()))
    presentation = (
        f"État des textes : {_jour(ETAT_DU_DROIT)}. {total} règles, dans l'ordre de lecture "
        "d'une convention. Voir aussi [les articles](articles.md), [les valeurs](valeurs.md) et "
        "[les doutes](doutes.md)."
    )
    titres = ["| sujet | lignes du régime | règles |", "|---|---|---:|"]
    return "\n".join([AVIS, "# Le droit des stages", "", presentation, "", *titres, *lignes])


def _sujet(nom: str, choisies: list[Regle], cas: Sequence[Cas]) -> str:
    sujet = sujets()[nom]
    deductions = [d for d in DEDUCTIONS.values() if d.module.endswith(f".regles.{nom}")]
    lectures = (lecture for fonction in (*choisies, *deductions) for _, lecture in fonction.lectures)
    parametres = {lecture.parametre.nom: lecture.parametre for lecture in lectures}
    parties = [AVIS, f"# {sujet.nom}", "", sujet.presentation, ""]
    for regle in choisies:
        parties += _regle(regle)
    if deductions:
        parties += ["## Ce que l'on déduit", "", *map(_deduction, deductions), ""]
    if parametres:
        parties += ["## Valeurs", "", *(ligne for p in parametres.values() for ligne in _parametre(p, "###"))]
    if cas:
        parties += ["## Cas", "", *map(_cas, cas)]
    return "\n".join(parties)


def _regle(regle: Regle) -> list[str]:
    periode = f"depuis le {_jour(regle.depuis)}"
    if regle.jusqu_au:
        periode = f"du {_jour(regle.depuis)} au {_jour(regle.jusqu_au)}"
    selon = libelle(regle.selon) or f"`{regle.selon}`"
    dit = prose(regle.__doc__)
    return [
        f'<a id="{regle.nom}"></a>',
        "",
        f"## {regle.titre}",
        "",
        f"`{regle.nom}` · {regle.gravite} · {periode}, selon {selon}",
        "",
        f"{', '.join(map(_article, regle.articles))}.",
        "",
        *([dit, ""] if dit else []),
        f"Elle demande {', '.join(map(_fait, regle.faits))}.",
        "",
    ]


def _fait(nom: str) -> str:
    """Un fait et son nom ; d'une déduction, le nom seul."""
    return f"{libelle(nom)} (`{nom}`)" if libelle(nom) else f"`{nom}`"


def _deduction(deduction: Deduction) -> str:
    titre = inspect.cleandoc(deduction.__doc__ or deduction.nom).splitlines()[0]
    return f"* `{deduction.nom}` : {titre[0].lower()}{titre[1:]}"


def _article(reference: str) -> str:
    connu = article(reference)
    doute = " (à confirmer)" if connu and connu.confiance is Confiance.MEMOIRE else ""
    return f"[{reference}](articles.md#{_ancre(reference)}){doute}"


def _ancre(reference: str) -> str:
    """
    >>> _ancre("C. trav. L. 1221-13")
    'c-trav-l-1221-13'
    """
    return re.sub(r"\W+", "-", reference.lower()).strip("-")


def _articles(par_sujet: Mapping[str, list[Regle]]) -> str:
    """Chaque article, sa période, et les règles qui le citent."""
    presentation = (
        "Chaque article que cite une règle, de quand à quand il vaut, et les règles qui le citent. Sans "
        "sigle, un article est du code de l'éducation. Un article abrogé dit celui qui tient sa place."
    )
    titres = ["| article | objet | période | règles |", "|---|---|---|---|"]
    parties = [AVIS, "# Les articles", "", presentation, "", *titres]
    for connu in articles():
        citantes = [
            f"[`{regle.nom}`]({nom}.md#{regle.nom})"
            for nom, choisies in par_sujet.items()
            for regle in choisies
            if connu.reference in regle.articles
        ]
        nom = f'<a id="{_ancre(connu.reference)}"></a>{connu.reference}'
        doute = " *(à confirmer)*" if connu.confiance is Confiance.MEMOIRE else ""
        parties.append(f"| {nom}{doute} | {connu.objet} | {_periode(connu)} | {', '.join(citantes)} |")
    return "\n".join(parties)


def _periode(connu: Article) -> str:
    debut = f"depuis le {_jour(connu.depuis)}" if connu.depuis else ""
    if connu.jusqu_au is None:
        return debut
    fin = f"jusqu'au {_jour(connu.jusqu_au)}"
    devenu = f" ; devenu {connu.devenu}" if connu.devenu else ""
    return f"{debut} {fin}".strip() + devenu


def _parametre(parametre: Parametre, niveau: str) -> list[str]:
    unite = f" ({parametre.unite})" if parametre.unite and parametre.unite != "minutes" else ""
    textes = f"{', '.join(map(citer, parametre.articles))}. " if parametre.articles else ""
    return [
        f"{niveau} {parametre.nom[0].upper()}{parametre.nom[1:]}{unite}",
        "",
        f"{textes}Connu jusqu'au {_jour(parametre.jusqu_au)}.",
        "",
        "| depuis le | valeur | source |",
        "|---|---:|---|",
        *(f"| {_jour(v.depuis)} | {_valeur(v, parametre.unite)} | {_source(v)} |" for v in parametre.valeurs),
        "",
    ]


def _valeurs(parametres: Iterable[Parametre]) -> str:
    lignes = [ligne for p in sorted(parametres, key=lambda p: p.nom) for ligne in _parametre(p, "##")]
    horizon = "Chaque série s'arrête à l'horizon qu'une source donne : au-delà, la valeur est inconnue."
    return "\n".join([AVIS, "# Les valeurs", "", horizon, "", *lignes])


def _doutes(par_sujet: Mapping[str, list[Regle]]) -> str:
    presentation = (
        "Où les textes se taisent ou se contredisent, la règle répond « à vérifier » et montre les lectures "
        "possibles. Entre accolades, les grandeurs que la règle nomme."
    )
    parties = [AVIS, "# Les doutes", "", presentation, ""]
    for nom, choisies in par_sujet.items():
        doutes = [(regle, phrases) for regle in choisies if (phrases := _phrases_de_doute(regle))]
        if doutes:
            parties += [f"## [{sujets()[nom].nom}]({nom}.md)", ""]
            for regle, phrases in doutes:
                titre = f"* **{regle.titre}** ([`{regle.nom}`]({nom}.md#{regle.nom}))"
                parties += [titre, *(f"  * {phrase}" for phrase in phrases)]
            parties.append("")
    incertains = [
        p for p in Parametre.tous.values() if any(v.confiance is Confiance.MEMOIRE for v in p.valeurs)
    ]
    if incertains:
        parties += ["## Valeurs à confirmer sur Légifrance", "", *(f"* {p.nom}" for p in incertains)]
    return "\n".join(parties)


def _phrases_de_doute(regle: Regle) -> list[str]:
    phrases = []
    for doute in doutes(regle):
        noms = ", ".join(lecture.nom for lecture in doute.lectures)
        phrases.append(f"{doute.phrase} Lectures : {noms}." if noms else doute.phrase)
    return phrases


def _cas(cas: Cas) -> str:
    compares = cas.get("attendu") or {}
    paires = compares.items() if isinstance(compares, Mapping) else ()
    attendus = " ; ".join(f"`{nom}` : {attendu(valeur)}" for nom, valeur in paires)
    source = str(cas.get("source", "calculé")).rstrip(".")
    return f"* **{cas['cas']}** — {source}.{f' {attendus}.' if attendus else ''}"


def _valeur(valeur: Valeur, unite: str) -> str:
    return sans_insecable(valeur_de_la_loi(valeur.valeur, unite))


def _source(valeur: Valeur) -> str:
    doute = f" ({valeur.confiance})" if valeur.confiance is not Confiance.TEXTE else ""
    note = f" — {valeur.note}" if valeur.note else ""
    return f"{valeur.source}{doute}{note}".replace("|", "\\|")


def _jour(jour: date) -> str:
    return sans_insecable(grandeur(jour, "jour"))
