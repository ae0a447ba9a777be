"""Ce que toutes les pages savent : l'espace où l'on est, ses liens, la personne."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tripartite.guichet.acces import Acteur, a_un_second_facteur
from tripartite.guichet.modeles import Fonction

TEMOIN_DE_TEINTE = "teinte"
TEINTES = ("light", "dark")


def espace(request: HttpRequest) -> dict[str, Any]:
    """L'espace de qui regarde : son nom, ses liens, s'il a la recherche."""
    acteur: Acteur = getattr(request, "acteur", Acteur())
    teinte = request.COOKIES.get(TEMOIN_DE_TEINTE, "")
    commun = {
        "acteur": acteur,
        "demonstration": settings.DEMONSTRATION,
        "teinte_choisie": teinte if teinte in TEINTES else "",
        "pied": [
            (reverse("accessibilite"), _("Accessibilité : non audité")),
            (reverse("donnees_personnelles"), _("Données personnelles")),
        ],
        "second_facteur_exige": acteur.doit_un_second_facteur and not a_un_second_facteur(request),
    }
    if acteur.compte is None:
        return commun
    liens = [lien for lien in _liens(request, acteur) if lien]
    return commun | {"espace": {"nom": _nom(acteur), "liens": liens, "recherche": True}}


def _nom(acteur: Acteur) -> str:
    if acteur.appartenances:
        return acteur.appartenances[0].etablissement.nom
    if acteur.organismes:
        return _("Accueil des stagiaires")
    return _("Contrôle") if acteur.controles else _("Mes stages")


def _liens(request: HttpRequest, acteur: Acteur) -> list[dict[str, Any] | None]:
    fonctions = {m.fonction for m in acteur.appartenances}
    return [
        None
        if acteur.appartenances or acteur.organismes or acteur.controles
        else _lien(request, "mes_conventions", _("Mes conventions")),
        _lien(request, "file_de_controle", _("À traiter")) if fonctions else None,
        _lien(request, "mon_organisme", _("Mon organisme")) if acteur.organismes else None,
        _lien(request, "controles", _("Conventions contrôlées")) if acteur.controles else None,
        _lien(request, "reglages", _("Réglages")) if Fonction.ADMINISTRATEUR in fonctions else None,
    ]


def _lien(request: HttpRequest, nom: str, libelle: str) -> dict[str, Any] | None:
    try:
        url = reverse(nom)
    except NoReverseMatch:
        return None
    return {"url": url, "libelle": libelle, "actif": request.path.startswith(url)}
