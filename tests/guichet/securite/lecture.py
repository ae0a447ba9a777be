"""Lire une page comme un navigateur : ses liens, ses formulaires tels qu'ils partiraient ; les suivre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

FORMES_PAR_CHEMIN = 8
"""Les variantes d'une même page (tris, filtres) que l'on suit."""


@dataclass
class Formulaire:
    """Un formulaire : où il va, comment, ce qu'il enverrait sans que l'on y touche, ses boutons nommés."""

    action: str
    methode: str
    champs: dict[str, list[str]] = field(default_factory=dict)
    boutons: list[tuple[str, str]] = field(default_factory=list)
    genres: dict[str, str] = field(default_factory=dict)
    """De chaque champ, ce qui le saisit : « text », « email », « hidden », « textarea », « select »…"""

    def ajouter(self, nom: str | None, valeur: str) -> None:
        if nom:
            self.champs.setdefault(nom, []).append(valeur)


class Page(HTMLParser):
    """Ce qu'une page offre."""

    def __init__(self, texte: str, adresse: str = "/") -> None:
        super().__init__()
        self.adresse = adresse
        self.liens: list[str] = []
        self.classes: set[str] = set()
        self.formulaires: list[Formulaire] = []
        self._par_id: dict[str, Formulaire] = {}
        self._ouvert: Formulaire | None = None
        self._zone: tuple[Formulaire, str] | None = None
        self._texte = ""
        self._choix: tuple[Formulaire, str, list[tuple[str, bool]], bool] | None = None
        self.feed(texte)

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        lus = {nom: valeur or "" for nom, valeur in attributs}
        self.classes.update(lus.get("class", "").split())
        if balise == "a" and "href" in lus:
            self.liens.append(urljoin(self.adresse, lus["href"]))
        elif balise == "form":
            action = urljoin(self.adresse, lus.get("action", ""))
            self._ouvert = Formulaire(action, lus.get("method", "get").lower())
            self.formulaires.append(self._ouvert)
            self._par_id[lus.get("id", "")] = self._ouvert
        elif balise in ("input", "button", "select", "textarea") and "disabled" not in lus:
            de = self._par_id.get(lus["form"]) if "form" in lus else self._ouvert
            if de is not None:
                self._champ(balise, lus, de)
        elif balise == "option" and self._choix:
            self._choix[2].append((lus.get("value", ""), "selected" in lus))

    def _champ(self, balise: str, lus: dict[str, str], de: Formulaire) -> None:
        nom, genre = lus.get("name", ""), lus.get("type", "")
        de.genres[nom] = (genre or "text") if balise == "input" else balise
        if balise == "select":
            self._choix = (de, nom, [], "multiple" in lus)
        elif balise == "textarea":
            self._zone, self._texte = (de, nom), ""
        elif balise == "button" or genre == "submit":
            if nom:
                de.boutons.append((nom, lus.get("value", "")))
        elif genre in ("checkbox", "radio"):
            if "checked" in lus:
                de.ajouter(nom, lus.get("value", "on"))
        elif genre != "file":
            de.ajouter(nom, lus.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._zone:
            self._texte += data

    def handle_endtag(self, balise: str) -> None:
        if balise == "form":
            self._ouvert = None
        elif balise == "textarea" and self._zone:
            de, nom = self._zone
            de.ajouter(nom, self._texte.removeprefix("\n"))
            self._zone = None
        elif balise == "select" and self._choix:
            de, nom, options, plusieurs = self._choix
            choisies = [v for v, choisie in options if choisie]
            if not choisies and options and not plusieurs:
                choisies = [options[0][0]]
            for valeur in choisies:
                de.ajouter(nom, valeur)
            self._choix = None


def contenu(reponse: HttpResponseBase | Any) -> bytes:
    """Le corps d'une réponse, envoyée d'un bloc ou au fil de l'eau."""
    return b"".join(reponse.streaming_content) if reponse.streaming else bytes(reponse.content)


def parcourir(
    client: Client, departs: Iterable[str], au_plus: int = 150, sauf: tuple[str, ...] = ()
) -> Iterator[tuple[str, Any, bytes, Page | None]]:
    """Suit tous les liens depuis ces adresses : de chacune, la réponse, son corps, la page si c'en est une.

    `sauf` : les débuts des adresses que l'on ne suit pas.
    """
    attendent, vus, formes = list(departs), set(), Counter[str]()
    while attendent and len(vus) < au_plus:
        adresse = urlsplit(attendent.pop(0))._replace(fragment="").geturl()
        lieu = urlsplit(adresse)
        if adresse in vus or lieu.netloc or lieu.scheme or lieu.path.startswith(sauf):
            continue
        if formes[lieu.path] >= FORMES_PAR_CHEMIN:
            continue
        vus.add(adresse)
        formes[lieu.path] += 1
        reponse = client.get(adresse)
        corps = contenu(reponse)
        page = None
        if reponse.headers.get("Content-Type", "").startswith("text/html"):
            page = Page(corps.decode(), adresse)
            attendent += page.liens
        if "Location" in reponse.headers:
            attendent.append(urljoin(adresse, reponse.headers["Location"]))
        yield adresse, reponse, corps, page
