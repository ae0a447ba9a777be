"""Le plan du site, pour les moteurs : chaque page du droit, une fois."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from tripartite.droit.articles import articles
from tripartite.droit.articles.adresses import adresse
from tripartite.droit.langage import ETAT_DU_DROIT
from tripartite.droit.plan import regles
from tripartite.guichet.ecrans.droit import catalogue
from tripartite.guichet.ecrans.droit.demande import Demande


def adresses() -> Iterator[str]:
    """L'adresse de chaque page."""
    yield from map(reverse, ("droit", "droit_articles", "droit_valeurs", "droit_doutes", "droit_changements"))
    yield from (reverse("droit_sujet", args=(nom,)) for nom in catalogue.par_sujet())
    yield from (reverse("droit_regle", args=(r.nom,)) for r in regles())
    yield from (reverse("droit_article", args=(adresse(a.reference),)) for a in articles())
    yield from (reverse("droit_valeur", args=(cle,)) for cle in catalogue.valeurs())


def plan(demande: Demande) -> HttpResponse:
    """Le plan, au format de sitemaps.org."""
    lignes = (
        f"<url><loc>{escape(settings.ADRESSE + lieu)}</loc><lastmod>{ETAT_DU_DROIT}</lastmod></url>"
        for lieu in adresses()
    )
    corps = "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lignes,
            "</urlset>",
        )
    )
    return HttpResponse(corps, content_type="application/xml; charset=utf-8")
