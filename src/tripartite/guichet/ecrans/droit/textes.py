"""Les articles, et les citations mortes : l'adresse accepte toute écriture et mène à la bonne."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from tripartite.droit.articles import Article, articles, rediriger
from tripartite.droit.articles.adresses import adresse, proches, trouver
from tripartite.guichet.ecrans.droit import catalogue, donnees
from tripartite.guichet.ecrans.droit.demande import Demande
from tripartite.guichet.ecrans.droit.servir import Page


def liste(demande: Demande) -> Page:
    """Tous les articles, code par code ; ceux qui ne valent pas ce jour-là sont à part."""
    au = demande.au
    tous = list(articles())
    par_code = [
        (
            code,
            catalogue.nom_du_code(code),
            [(a, len(catalogue.regles_qui_citent(a.reference))) for a in groupe],
        )
        for code, groupe in groupby((a for a in tous if a.en_vigueur(au)), key=lambda a: a.code)
    ]
    autres = [(a, _remplacant(a.reference)) for a in tous if not a.en_vigueur(au)]
    contexte = {"par_code": par_code, "autres": autres, "nombre": len(tous) - len(autres)}
    return Page(
        "droit/articles.html",
        contexte,
        {"articles": [donnees.article(a, au) for a in tous]},
        partie="articles",
    )


def un_article(demande: Demande, numero: str) -> Page | HttpResponse:
    """Un article : son objet, sa période, ce qu'il est devenu, ce qui s'appuie sur lui."""
    trouve = trouver(numero)
    if trouve is None:
        voisins = proches(numero)
        inconnu = {"numero": numero[:80], "proches": voisins}
        ecrits = {"recu": numero[:80], "proches": [a.reference for a in voisins]}
        return Page("droit/article_inconnu.html", inconnu, ecrits, 404, "articles")
    if numero != (voulue := adresse(trouve.reference)):
        suite = demande.parametres.urlencode()
        return HttpResponsePermanentRedirect(
            reverse("droit_article", args=(voulue,)) + (f"?{suite}" if suite else "")
        )
    au = demande.au
    toutes = catalogue.regles_qui_citent(trouve.reference)
    du_jour = [r for r in toutes if r.en_vigueur(au) and trouve.reference in r.articles_au(au)]
    contexte = {
        "article": trouve,
        "code": catalogue.nom_du_code(trouve.code),
        "en_vigueur": trouve.en_vigueur(au),
        "a_venir": bool(trouve.depuis and trouve.depuis > au),
        "remplacant": _remplacant(trouve.reference),
        "remplaces": catalogue.remplaces_par(trouve.reference),
        "regles": du_jour,
        "autres": [r for r in toutes if r not in du_jour],
        "valeurs": catalogue.valeurs_de_l_article(trouve.reference),
    }
    return Page("droit/article.html", contexte, donnees.article(trouve, au), partie="articles")


def _remplacant(reference: str) -> Article | None:
    dernier = rediriger(reference)
    return dernier if dernier.reference != reference else None
