"""Ce qu'une personne fait d'une page : taper, choisir, appuyer, ouvrir un lien reçu, lire un code."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from guichet.serveur import Serveur
from playwright.sync_api import Page, expect

expect.set_options(timeout=15_000)  # deux processus se partagent la machine des tests
LIEN = re.compile(r"/lien/[\w-]+/")
CODE = re.compile(r"^ +(\d{6})$", re.MULTILINE)
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def taper(page: Page, libelle: str, texte: str, rang: int = 0) -> None:
    """Va à un champ par son libellé, et tape."""
    page.get_by_label(libelle, exact=True).nth(rang).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(texte)


def choisir(page: Page, question: str, reponse: str, rang: int = 0) -> None:
    """Répond à une question par un de ses choix."""
    groupe = page.get_by_role("group", name=question).nth(rang)
    groupe.get_by_role("radio", name=reponse, exact=True).first.press("Space")


def appuyer(page: Page, bouton: str, rang: int = 0) -> None:
    """Appuie sur un bouton, au clavier."""
    page.get_by_role("button", name=bouton, exact=True).nth(rang).press("Enter")
    page.wait_for_load_state()


def aller(page: Page, lien: str) -> None:
    """Suit un lien, au clavier."""
    page.get_by_role("link", name=lien).first.press("Enter")
    page.wait_for_load_state()


def geste(page: Page, libelle: str) -> None:
    """Va à un geste d'une convention : son bouton, ou le menu des autres."""
    lien = page.get_by_role("link", name=libelle, exact=True)
    if not lien.is_visible():
        page.get_by_text("Autres gestes").press("Enter")
    lien.press("Enter")
    expect(page.locator("h1")).to_have_text(libelle)


def continuer(page: Page, ensuite: str) -> None:
    """Entrée, dans un champ, enregistre et continue : à l'étape de ce titre."""
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(ensuite)


def ouvrir_le_lien(page: Page, serveur: Serveur, adresse: str, contient: str, bouton: str) -> str:
    """Ouvre le lien du dernier courriel reçu qui contient ces mots : sa page d'abord, puis le bouton.

    Returns:
        L'adresse de la page du lien.
    """
    lien = LIEN.search(serveur.courriel(adresse, contient, 30))
    assert lien is not None
    page.goto(lien[0])
    appuyer(page, bouton)
    return lien[0]


def code_recu(serveur: Serveur, adresse: str, contient: str) -> str:
    """Les six chiffres du dernier courriel reçu qui contient ces mots."""
    code = CODE.search(serveur.courriel(adresse, contient, 30))
    assert code is not None
    return code[1]


def rien_ne_deborde_ni_ne_manque(page: Page) -> None:
    """La page tient dans sa largeur, et un lecteur d'écran la lit ; sans script, on ne peut pas le voir."""
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:  # type: ignore[index]
        raise AssertionError(f"{page.url} déborde")
    resultat = Axe().run(page, options={"runOnly": REGLES})
    assert resultat.violations_count == 0, resultat.generate_report()
