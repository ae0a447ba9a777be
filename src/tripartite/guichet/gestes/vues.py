"""Garder des vues d'une liste : les nommer, en choisir une pour l'arrivée."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Compte, VueEnregistree

AU_PLUS = 30


@transaction.atomic
def garder_la_vue(compte: Compte, page: str, nom: str, parametres: str) -> VueEnregistree:
    """Garde une vue ; sous un nom déjà pris, elle remplace.

    Raises:
        EntreeRefusee: pas de nom, ou trop de vues.
    """
    propre = _un_nom(nom)
    if compte.vues.filter(page=page).exclude(nom=propre).count() >= AU_PLUS:
        raise EntreeRefusee(_("Vous avez déjà trente vues : ôtez-en une d'abord."), "nom")
    vue, _cree = VueEnregistree.objects.update_or_create(
        compte=compte, page=page, nom=propre, defaults={"parametres": parametres[:500]}
    )
    return vue


@transaction.atomic
def renommer_la_vue(vue: VueEnregistree, nom: str) -> None:
    """Change le nom d'une vue.

    Raises:
        EntreeRefusee: pas de nom, ou déjà pris.
    """
    propre = _un_nom(nom)
    homonymes = VueEnregistree.objects.filter(compte=vue.compte, page=vue.page, nom=propre)
    if homonymes.exclude(pk=vue.pk).exists():
        raise EntreeRefusee(_("Une autre vue porte déjà ce nom."), "nom")
    vue.nom = propre
    vue.save(update_fields=["nom"])


@transaction.atomic
def voir_d_abord(vue: VueEnregistree, oui: bool) -> None:
    """Choisit la vue que l'on voit en arrivant ; une seule l'est."""
    VueEnregistree.objects.filter(compte=vue.compte, page=vue.page, par_defaut=True).update(par_defaut=False)
    vue.par_defaut = oui
    vue.save(update_fields=["par_defaut"])


def oter_la_vue(vue: VueEnregistree) -> None:
    """Ôte une vue."""
    VueEnregistree.objects.filter(pk=vue.pk).delete()


def _un_nom(nom: str) -> str:
    propre = " ".join(nom.split())[:80]
    if not propre:
        raise EntreeRefusee(_("Donnez un nom à la vue."), "nom")
    return propre
