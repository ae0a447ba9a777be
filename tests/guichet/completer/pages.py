"""Remplir une page comme un navigateur : ce qu'elle montre, changé, puis envoyé."""

from __future__ import annotations

from typing import Any

import lxml.html
from django.test import Client


def lire(reponse: Any) -> Any:
    """La page, en arbre."""
    return lxml.html.fromstring(reponse.content.decode())


def champs(reponse: Any, formulaire: str = "//form[@id='etape']") -> dict[str, str]:
    """Ce que le navigateur enverrait sans que l'on touche à rien : les saisies vides aussi."""
    (trouve,) = lire(reponse).xpath(formulaire)
    saisies = trouve.xpath(".//input[not(@type='radio' or @type='checkbox')] | .//textarea")
    vides = {s.get("name"): "" for s in saisies if s.get("name")}
    return vides | dict(trouve.form_values())


def textes(reponse: Any, chemin: str) -> list[str]:
    """Les textes des éléments que désigne ce chemin, d'une seule espace."""
    return [" ".join(e.text_content().split()) for e in lire(reponse).xpath(chemin)]


def envoyer(client: Client, adresse: str, bouton: str = "suite", valeur: str = "1", **change: str) -> Any:
    """Ouvre une étape, change des champs, appuie sur un bouton. Les noms s'écrivent « convention__lieu »."""
    envoi = champs(client.get(adresse)) | {nom.replace("__", "-"): v for nom, v in change.items()}
    return client.post(adresse, envoi | {bouton: valeur})
