"""Ce que les pages du droit écrivent : des adresses qui gardent le jour, des valeurs, des phrases à trous."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from string import Formatter
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tripartite.droit.articles.adresses import adresse
from tripartite.droit.langage import Confiance, Parametre, Regle, Valeur
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.droit.catalogue import RegleLue, cle_de_valeur, lue
from tripartite.rendus.grandeurs import dire
from tripartite.rendus.grandeurs import majuscule as en_capitale
from tripartite.rendus.regles import dire_le_fait
from tripartite.rendus.typographie import typographier
from tripartite.rendus.valeurs import valeur_de_la_loi

register = template.Library()


@register.simple_tag(takes_context=True)
def vers(context: Any, nom: str, *morceaux: str) -> str:
    """L'adresse d'une page du droit, au jour et dans la langue où l'on est."""
    return f"{reverse(nom, args=morceaux)}{context.get('garde', '')}"


@register.simple_tag(takes_context=True)
def lien_article(context: Any, reference: str) -> SafeString:
    """Un article, et son lien."""
    return format_html(
        '<a class="reference" href="{}">{}</a>',
        vers(context, "droit_article", adresse(reference)),
        typographier(reference),
    )


@register.filter
def adresse_article(reference: str) -> str:
    """Le morceau d'adresse d'un article."""
    return adresse(reference)


@register.filter
def cle(parametre: Parametre) -> str:
    """La clé d'une valeur dans une adresse."""
    return cle_de_valeur(parametre)


@register.filter
def lues(regles: Iterable[Regle], au: date) -> list[RegleLue]:
    """Des règles, telles qu'un gabarit peut les écrire."""
    return [lue(r, au) for r in regles]


@register.filter
def en_unite(valeur: Valeur | None, parametre: Parametre) -> str:
    """Une valeur dans son unité ; vide si on ne la connaît pas."""
    return valeur_de_la_loi(valeur.valeur, parametre.unite, langue()) if valeur else ""


@register.filter
def majuscule(texte: str) -> str:
    """La première lettre en capitale, les autres telles quelles."""
    return en_capitale(texte)


@register.filter
def fait_dit(nom: str) -> str:
    """Un fait qu'une règle demande, en mots."""
    return dire_le_fait(nom, langue())


@register.filter
def a_confirmer(confiance: Confiance) -> bool:
    """Vrai, le texte reste à lire sur Légifrance."""
    return confiance is Confiance.MEMOIRE


_VAR = {"fr": "<var>{}</var>", "en": '<var lang="fr">{}</var>'}
"""Le nom d'une grandeur est celui que la règle lui donne : du français, dans les deux langues."""


@register.filter
def a_trous(modele: str) -> SafeString:
    """Une phrase dont les grandeurs restent à donner : chacune par son nom, en italique.

    >>> a_trous("Libre le {libre_le:date}.")
    'Libre le <var>libre le</var>.'
    """
    morceaux = []
    for avant, nom, _forme, _conversion in Formatter().parse(dire(modele, langue())):
        morceaux.append(format_html("{}", avant))
        if nom:
            morceaux.append(format_html(_VAR[langue()], nom.replace("_", " ")))
    return format_html_join("", "{}", ((m,) for m in morceaux))


@register.filter
def surligne(texte: str, mots: tuple[str, ...]) -> SafeString:
    """Un texte, les mots cherchés marqués, accents ou non."""
    from tripartite.guichet.ecrans.droit.recherche import decouper

    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", m) if trouve else m,) for m, trouve in decouper(texte, mots)),
    )
