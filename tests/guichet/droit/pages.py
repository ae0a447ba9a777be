"""Lire les pages du droit comme le ferait un passant."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client


def ouvrir(adresse: str, langue: str = "fr", **en_tetes: str) -> HttpResponse:
    """Une page, demandée par quelqu'un que l'on ne connaît pas."""
    return Client().get(adresse, headers={"accept-language": langue, **en_tetes})


def donnees(adresse: str) -> dict[str, Any]:
    """Les données d'une page."""
    suite = "&" if "?" in adresse else "?"
    return json.loads(ouvrir(f"{adresse}{suite}format=json").content)


def mots(reponse: HttpResponse) -> str:
    """Ce qui se lit : sans balise, les espaces ordinaires."""
    nu = html.unescape(re.sub(r"<[^>]+>", " ", reponse.content.decode()))
    return " ".join(nu.replace("\xa0", " ").replace("\u202f", " ").split())


def liens(reponse: HttpResponse, prefixe: str) -> set[str]:
    """Les adresses vers lesquelles la page mène, qui commencent ainsi."""
    trouves = re.findall(r'href="([^"#]+)"', reponse.content.decode())
    return {html.unescape(lien) for lien in trouves if lien.startswith(prefixe)}
