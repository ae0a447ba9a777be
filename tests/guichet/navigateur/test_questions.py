"""Chaque question, au clavier et sans script, sur un téléphone et un bureau ; et dans la page d'un autre."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from guichet.navigateur.conftest import Ouvrir
from guichet.serveur import Serveur
from playwright.sync_api import Page, expect

from tripartite.guichet.ecrans.reponses.questions import QUESTIONS

REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CALCULER = "Calculer la réponse"


def saisir_au_clavier(page: Page, exemple: dict[str, str]) -> None:
    """Remplit le formulaire sans souris : on déplie, on va au champ, on tape."""
    plis = page.locator("#formulaire details:not([open]) > summary")
    if plis.count():
        plis.first.press("Enter")
    for nom, valeur in exemple.items():
        champ = page.locator(f'#formulaire [name="{nom}"]')
        genre = champ.first.evaluate("e => e.type || e.tagName.toLowerCase()")
        if genre == "radio":
            page.locator(f'#formulaire [name="{nom}"][value="{valeur}"]').press("Space")
        elif genre == "select-one":
            champ.select_option(valeur)
        elif genre in ("date", "month"):
            champ.fill(valeur)
        else:
            champ.focus()
            page.keyboard.press("Control+a")
            page.keyboard.type(valeur)


@pytest.mark.parametrize("cle", QUESTIONS)
@pytest.mark.parametrize(
    ("largeur", "theme", "javascript"), [("telephone", "dark", False), ("bureau", "light", True)]
)
def test_repondre_au_clavier(ouvrir: Ouvrir, cle: str, largeur: str, theme: str, javascript: bool) -> None:
    page = ouvrir(largeur=largeur, theme=theme, javascript=javascript)
    page.goto(f"/questions/{cle}/")
    saisir_au_clavier(page, QUESTIONS[cle].exemple)
    page.get_by_role("button", name=CALCULER).press("Enter")
    expect(page.locator(".question__phrase")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?.*="))
    assert page.context.cookies() == []
    if javascript:
        fautes = Axe().run(page, options=REGLES).response["violations"]
        assert [(f["id"], [n["html"] for n in f["nodes"]][:3]) for f in fautes] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.reload()
        expect(page.locator(".question__phrase")).to_be_visible()


def test_taper_met_a_jour_sans_bouton_et_l_adresse_suit(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.goto("/questions/delai-de-carence/")
    page.get_by_label("Premier jour").fill("2026-01-05")
    page.get_by_label("Son dernier jour").fill("2026-04-04")
    expect(page.locator(".question__phrase")).to_contain_text("mardi 5 mai 2026")
    expect(page).to_have_url(re.compile("debut=2026-01-05&fin=2026-04-04"))
    page.get_by_label("Son dernier jour").fill("2026-03-04")
    expect(page.locator(".question__phrase")).to_contain_text("mars 2026")


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_une_faute_se_corrige_au_clavier(ouvrir: Ouvrir, javascript: bool) -> None:
    page = ouvrir(javascript=javascript, largeur="telephone")
    page.goto("/questions/combien-me-doit-on/?debut=2026-02-30&fin=2026-07-31&semaine=35+h")
    expect(page.get_by_role("alert")).to_contain_text("Le 30 février 2026 n'existe pas")
    expect(page.get_by_label("Premier jour du stage")).to_have_value("2026-02-30")
    if javascript:
        expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").press("Enter")
    champ = page.get_by_label("Premier jour du stage")
    expect(champ).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("02/02/2026")
    page.keyboard.press("Enter")
    expect(page.locator(".question__phrase")).to_contain_text("sont dus")


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_un_jour_du_calendrier_se_presse(ouvrir: Ouvrir, javascript: bool) -> None:
    page = ouvrir(javascript=javascript)
    page.goto("/questions/combien-me-doit-on/?debut=2026-02-02&fin=2026-02-27&semaine=35+h&horaire=5")
    expect(page.locator(".question__phrase")).to_contain_text("700,00")
    for mot, du in (("absent", "665,00"), ("absent la moitié du jour", "682,50"), ("présent", "700,00")):
        page.locator("#j-2026-02-03").press("Enter")
        expect(page.locator(".question__phrase")).to_contain_text(du)
        expect(page.locator("#j-2026-02-03")).to_contain_text(mot)
        if javascript:
            expect(page.locator("#j-2026-02-03")).to_be_focused()


class _AutreSite(BaseHTTPRequestHandler):
    page = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None:
        """Se tait."""


@pytest.fixture
def autre_site(serveur: Serveur) -> Iterator[str]:
    """La page d'une école, qui porte la ligne que l'on copie."""
    ligne = f'<script src="{serveur.adresse}/integrer.js" data-question="delai-de-carence"></script>'
    page = f"<!doctype html><html lang=fr><title>École</title><h1>École</h1>{ligne}".encode()
    site = HTTPServer(("127.0.0.1", 0), type("Site", (_AutreSite,), {"page": page}))
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()


def test_une_question_dans_la_page_d_un_autre(ouvrir: Ouvrir, autre_site: str) -> None:
    page = ouvrir(largeur="telephone")
    page.goto(autre_site)
    cadre = page.frame_locator("iframe")
    avant = page.locator("iframe").bounding_box()
    cadre.get_by_label("Premier jour").fill("2026-01-05")
    cadre.get_by_label("Son dernier jour").fill("2026-04-04")
    expect(cadre.locator(".question__phrase")).to_contain_text("mardi 5 mai 2026")
    page.wait_for_function("h => document.querySelector('iframe').offsetHeight > h", arg=avant["height"] + 50)
    assert page.url == autre_site
    assert settings.SESSION_COOKIE_NAME not in [t["name"] for t in page.context.cookies()]
    assert page.context.cookies() == []
