"""Première journée : une étudiante remplit sa convention au clavier, voit ce qu'elle donne, l'envoie."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.serveur import Serveur
from playwright.sync_api import Page, expect

from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Convention

DEBUT = date.today() + timedelta(days=(7 - date.today().weekday()) % 7 + 35)


def taper(page: Page, libelle: str, texte: str) -> None:
    """Va à un champ par son libellé, et tape."""
    page.get_by_label(libelle, exact=True).first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(texte)


def continuer(page: Page) -> None:
    """Entrée, dans un champ, enregistre et continue."""
    page.keyboard.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
@pytest.mark.parametrize("largeur", ["bureau", "telephone"])
def test_de_la_premiere_etape_a_l_envoi(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir, javascript: bool, largeur: str
) -> None:
    convention = etablir(monde.acteur("etudiante"), monde.formation)
    page = ouvrir("etudiante", javascript=javascript, largeur=largeur)
    page.goto(f"/conventions/{convention.reference}/completer/")

    expect(page.locator("h1")).to_have_text("L'organisme qui vous accueille")
    taper(page, "Son nom", "Marées Logicielles")
    taper(page, "Numéro et voie", "24 boulevard de la Prairie-au-Duc")
    taper(page, "Code postal", "44200")
    taper(page, "Commune", "Nantes")
    continuer(page)

    expect(page.locator("h1")).to_have_text("Vos dates et vos horaires")
    page.get_by_label("Premier jour").fill(DEBUT.isoformat())
    page.get_by_label("Dernier jour").fill((DEBUT + timedelta(days=81)).isoformat())
    taper(page, "Remplir la semaine d'une phrase", "du lundi au vendredi, 9h-12h30, 13h30-17h")
    page.get_by_role("button", name="Remplir la semaine").press("Enter")
    expect(page.get_by_label("Vendredi, fin 2")).to_have_value("17:00")
    heures = page.locator("#releve .chiffres")
    expect(heures).to_contain_text(re.compile(r"4\d\d\sh"))
    if javascript:
        page.get_by_label("Dernier jour").fill((DEBUT + timedelta(days=250)).isoformat())
        expect(page.locator("#releve .constat--bloquant").first).to_contain_text("pour un maximum de 924")
        assert Convention.objects.get(pk=convention.pk).fin is None  # rien n'est enregistré
        page.get_by_label("Dernier jour").fill((DEBUT + timedelta(days=81)).isoformat())
        expect(page.locator("#releve .constat--bloquant")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer et continuer").last.press("Enter")

    expect(page.locator("h1")).to_have_text("Ce que vous ferez")
    taper(page, "Activités confiées", "Mesurer la charge, comparer des modèles.")
    taper(page, "Compétences à acquérir ou à développer", "Modéliser une série.")
    taper(page, "Poste occupé", "stagiaire en science des données")
    continuer(page)

    expect(page.locator("h1")).to_contain_text("gratification")
    taper(page, "Montant par heure de présence (facultatif)", "quatre")
    continuer(page)
    expect(page.get_by_role("alert")).to_contain_text("quatre")
    page.get_by_role("alert").get_by_role("link").press("Enter")
    taper(page, "Montant par heure de présence (facultatif)", "5,00")
    continuer(page)

    expect(page.locator("h1")).to_have_text("Vous")
    page.get_by_label("Date de naissance").fill("2003-03-12")
    page.get_by_role("button", name="Enregistrer et quitter").press("Enter")
    page.goto(f"/conventions/{convention.reference}/completer/")
    expect(page.locator("h1")).to_have_text("Vous")  # on reprend où il manque quelque chose

    page.goto(f"/conventions/{convention.reference}/completer/verifier/")
    taper(page, "Son courriel", "accueil@marees.example")
    continuer(page)
    expect(page.get_by_role("status").first).to_contain_text("L'organisme d'accueil a la main")
    assert "/lien/" in serveur.courriel("accueil@marees.example", convention.nom_du_stagiaire)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if javascript else True
