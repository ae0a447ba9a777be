"""Le droit au navigateur : au clavier, sans script, d'un téléphone à un bureau, clair ou sombre."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from guichet.navigateur.conftest import Ouvrir

PAGES = [
    "/droit/",
    "/droit/carence/?au=2019-03-01",
    "/droit/regles/gratification_minimale/",
    "/droit/articles/L612-8/",
    "/droit/valeurs/plafond-horaire-de-la-securite-sociale/",
    "/droit/doutes/",
    "/droit/changements/?le=2026-01-01",
    "/droit/recherche/?q=gratification",
    "/droit/articles/L124-25/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("largeur", "theme"), [("telephone", "dark"), ("bureau", "light")])
def test_une_page_n_a_pas_d_obstacle_et_tient_dans_sa_largeur(
    ouvrir: Ouvrir, page: str, largeur: str, theme: str
) -> None:
    ouverte = ouvrir(largeur=largeur, theme=theme)
    ouverte.goto(page)
    fautes = Axe().run(ouverte).response["violations"]
    assert [(f["id"], [n["target"] for n in f["nodes"]]) for f in fautes] == []
    largeurs = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    voulue, offerte = ouverte.evaluate(largeurs)
    assert voulue <= offerte
    assert ouverte.context.cookies() == []


def test_on_choisit_un_jour_au_clavier_sans_script_et_il_se_garde(ouvrir: Ouvrir) -> None:
    page = ouvrir(javascript=False)
    page.goto("/droit/")
    page.get_by_label("Lire le droit au").fill("2019-03-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**/droit/?au=2019-03-01")
    page.get_by_role("link", name="Plafond horaire de la sécurité sociale", exact=True).first.click()
    page.wait_for_url("**/droit/valeurs/plafond-horaire-de-la-securite-sociale/?au=2019-03-01")
    assert page.locator(".chiffres dd").all_inner_texts()[0].replace("\u202f", " ") == "25,00 € par heure"
    page.get_by_role("link", name="Revenir à aujourd'hui").click()
    page.wait_for_url("**/droit/valeurs/plafond-horaire-de-la-securite-sociale/")


def test_une_citation_morte_mene_au_droit_vivant(ouvrir: Ouvrir) -> None:
    page = ouvrir(largeur="telephone")
    page.goto("/droit/")
    page.get_by_placeholder("Un article, un mot").fill("l 612 8")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="L. 612-8").first.click()
    page.locator(".message a").click()
    page.wait_for_url("**/droit/articles/L124-1/")
    assert page.get_by_role("heading", level=1).inner_text().replace("\xa0", " ") == "L. 124-1"


def test_une_marche_de_l_escalier_se_lit_au_clavier(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.goto("/droit/valeurs/plafond-horaire-de-la-securite-sociale/")
    marche = page.locator(".dessin__large .d-marque").last
    marche.focus()
    assert marche.get_attribute("aria-label").replace("\xa0", " ") == "Après le 31 décembre 2026 : inconnue"
    assert marche.locator(".d-lecture").is_visible()


def test_le_serveur_repond(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.goto("/healthz")
    assert page.inner_text("body").strip() == "bien"
