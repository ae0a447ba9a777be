"""Ce qu'une personne fait d'une page : taper, choisir, appuyer, ouvrir un lien reçu, lire un code."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from guichet.monde import donnees_d_exemple
from guichet.serveur import Serveur
from guichet.signature.signatures import par_son_lien
from playwright.sync_api import Page, expect

from tripartite.dossiers.erreurs import Illisible
from tripartite.dossiers.siret import lire_siret, siren_juste
from tripartite.guichet.gestes.liens import lien_du_jeton
from tripartite.guichet.modeles import Convention

expect.set_options(timeout=15_000)  # deux processus se partagent la machine des tests
JETON = re.compile(r"/lien/([\w-]+)/")
CODE = re.compile(r"^ +(\d{6})$", re.MULTILINE)
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def donnees_de(qui: str) -> dict[str, Any]:
    """Les faits d'une convention conforme : un étudiant que l'on reconnaît, un organisme à lui seul.

    À plusieurs chez le même, le contingent et le tuteur seraient vite pris.
    """
    donnees = donnees_d_exemple()
    donnees["stagiaire"] |= {"prenom": "Noé", "nom": qui.capitalize()}
    donnees["organisme"]["siret"] = siret(int(qui.removeprefix("etudiant")))
    return donnees


def siret(rang: int) -> str:
    """Un SIRET qui n'est à personne."""
    siren = next(s for cle in range(10) if siren_juste(s := f"9001{rang:04}{cle}"))
    for cle in range(10):
        with suppress(Illisible):
            return lire_siret(f"{siren}0001{cle}")
    raise AssertionError("une des dix clés est juste")


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
    lien = f"/lien/{jeton_recu(serveur, adresse, contient)}/"
    page.goto(lien)
    appuyer(page, bouton)
    return lien


def jeton_recu(serveur: Serveur, adresse: str, contient: str) -> str:
    """Le secret du lien que porte le dernier courriel reçu qui contient ces mots."""
    jeton = JETON.search(serveur.courriel(adresse, contient, 30))
    assert jeton is not None
    return jeton[1]


def code_recu(serveur: Serveur, adresse: str, contient: str) -> str:
    """Les six chiffres du dernier courriel reçu qui contient ces mots."""
    code = CODE.search(serveur.courriel(adresse, contient, 30))
    assert code is not None
    return code[1]


def venir_signer(page: Page, serveur: Serveur, convention: Convention, role: str) -> str:
    """Ouvre, de sa page, le lien que la personne à ce titre vient de recevoir ; rend son adresse."""
    lien = par_son_lien(convention, role).lien
    assert lien is not None
    fin = time.monotonic() + 30
    while lien_du_jeton(jeton := jeton_recu(serveur, lien.courriel, convention.nom_du_stagiaire)) != lien:
        assert time.monotonic() < fin, "le courriel n'est pas parti"
        page.wait_for_timeout(200)
    page.goto(f"/lien/{jeton}/")
    appuyer(page, "Ouvrir pour lire et signer")
    expect(page.locator("h1")).to_have_text("Signer la convention")
    return lien.courriel


def signer(
    page: Page, serveur: Serveur, convention: Convention, adresse: str, *, regarder: bool = False
) -> None:
    """Reçoit son code, lit, signe ; `regarder` : la page, vide, en erreur et signée, se lit par tous."""
    voir = rien_ne_deborde_ni_ne_manque if regarder else lambda _page: None
    voir(page)
    appuyer(page, "Recevoir mon code")
    code = code_recu(serveur, adresse, f"recopier pour la convention {convention.reference}")
    page.get_by_label("J'ai lu la convention").press("Space")
    if regarder:
        taper(page, "Code reçu par courriel", "000 000" if code != "000000" else "111 111")
        page.keyboard.press("Enter")
        expect(page.locator(".erreurs")).to_contain_text("Ce n'est pas le code")
        voir(page)
    taper(page, "Code reçu par courriel", f"{code[:3]} {code[3:]}")
    page.keyboard.press("Enter")
    expect(page.locator(".etat")).to_contain_text("Vous avez signé le")
    voir(page)


def rien_ne_deborde_ni_ne_manque(page: Page) -> None:
    """La page tient dans sa largeur, et un lecteur d'écran la lit ; sans script, on ne peut pas le voir."""
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:  # type: ignore[index]
        raise AssertionError(f"{page.url} déborde")
    resultat = Axe().run(page, options={"runOnly": REGLES})
    assert resultat.violations_count == 0, resultat.generate_report()
