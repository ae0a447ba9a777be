"""Les adresses du droit : publiques, et les mêmes pour tous."""

from django.urls import URLPattern

from tripartite.guichet.acces import POUR_TOUS, chemin
from tripartite.guichet.ecrans.droit import evolution, plan, recherche, series, textes, views
from tripartite.guichet.ecrans.droit.servir import Vue, page_pour_tous


def _page(route: str, vue: Vue, nom: str) -> URLPattern:
    return chemin(f"droit/{route}", page_pour_tous(vue), POUR_TOUS, nom)


urlpatterns = [
    _page("", views.sommaire, "droit"),
    _page("recherche/", recherche.recherche, "droit_recherche"),
    _page("articles/", textes.liste, "droit_articles"),
    _page("articles/<path:numero>/", textes.un_article, "droit_article"),
    _page("valeurs/", series.liste, "droit_valeurs"),
    _page("valeurs/<slug:cle>/", series.une_valeur, "droit_valeur"),
    _page("doutes/", views.page_des_doutes, "droit_doutes"),
    _page("changements/", evolution.page_des_changements, "droit_changements"),
    _page("regles/<slug:nom>/", views.regle, "droit_regle"),
    _page("sitemap.xml", plan.plan, "droit_plan"),
    _page("<slug:nom>/", views.sujet, "droit_sujet"),
]
