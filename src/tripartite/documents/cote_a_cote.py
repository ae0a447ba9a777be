"""La convention en deux langues : un intitulé porte sa traduction, un paragraphe l'a en face de lui."""

from __future__ import annotations

from typing import Any

from tripartite.documents.page_de_convention import PageDeConvention


def traduire(donnees: dict[str, Any], page: PageDeConvention) -> None:
    """Ajoute aux données d'une convention celles de la même, dans l'autre langue.

    Ce qu'ont écrit les parties n'a pas de traduction, et les annexes n'en ont que les intitulés.
    """
    autre = page.donnees()
    donnees["traduction"] = {
        "titre": page.titre,
        "mots": autre["mots"],
        "articles": _en_regard(donnees["articles"], autre["articles"]),
    }
    for carte, traduite in zip(donnees["parties"], autre["parties"], strict=True):
        carte["traduit"] = traduite["titre"]
        _traduire_les_lignes(carte["lignes"], traduite["lignes"])
    _traduire_les_lignes(donnees["essentiel"], autre["essentiel"])
    for accueil, traduit in zip(donnees["accueils"], autre["accueils"], strict=True):
        _traduire_les_lignes(accueil["essentiel"], traduit["essentiel"])
    for boite, traduite in zip(donnees["signataires"], autre["signataires"], strict=True):
        boite["traduit"] = traduite["role"]


def _traduire_les_lignes(lignes: list[dict[str, Any]], traduites: list[dict[str, Any]]) -> None:
    """L'intitulé toujours ; la valeur, si elle se dit autrement."""
    for ligne, traduite in zip(lignes, traduites, strict=True):
        ligne["traduit"] = traduite["titre"]
        if isinstance(ligne["valeur"], str) or "fort" in ligne["valeur"][0]:
            if traduite["valeur"] != ligne["valeur"]:
                ligne["valeur_traduite"] = traduite["valeur"]


def _en_regard(articles: list[dict[str, Any]], traduits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Les articles traduits, chacun en face du sien ; vides, là où un thème n'a pas traduit ses clauses."""
    par_cle = {article["cle"]: article for article in traduits}
    rendus = []
    for article in articles:
        traduit = par_cle.get(article["cle"], {"titre": "", "paragraphes": []})
        manquent = len(article["paragraphes"]) - len(traduit["paragraphes"])
        vides = [{"texte": "", "mentions": [], "liste": []}] * manquent
        rendus.append({"titre": traduit["titre"], "paragraphes": [*traduit["paragraphes"], *vides]})
    return rendus
