"""Un vrai navigateur devant le vrai serveur ; les tests d'un fichier les partagent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test.utils import override_settings
from guichet.annuaire import Annuaire, annuaire_lance
from guichet.monde import Monde, creer_le_monde
from guichet.serveur import Serveur, base_a_jour, serveur_lance
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright tient une boucle ; la base n'y attend personne
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CHROMIUM = "/usr/bin/chromium"
DRAPEAUX = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LARGEURS = {"telephone": {"width": 360, "height": 740}, "bureau": {"width": 1280, "height": 900}}


@pytest.fixture(scope="module")
def annuaire() -> Iterator[Annuaire]:
    """L'annuaire des entreprises que le serveur interroge."""
    with annuaire_lance() as lance:
        yield lance


@pytest.fixture(scope="module")
def serveur(playwright_: Playwright, annuaire: Annuaire, django_db_blocker) -> Iterator[Serveur]:
    """Le serveur et l'ouvrier, lancés pour tous les tests du fichier.

    Après Playwright, et arrêtés avant : sa boucle donne à Django une autre connexion, à fermer avec elle.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=ARGON2),
        serveur_lance(TRIPARTITE_SIRENE=annuaire.adresse) as lance,
    ):
        yield lance


@pytest.fixture(scope="module")
def monde(serveur: Serveur) -> Monde:
    """Le petit monde, dans la base du serveur."""
    return creer_le_monde()


@pytest.fixture(scope="session")
def modele(django_db_setup: None, django_db_blocker) -> None:
    """La base à copier, faite avant la boucle de Playwright : la connexion d'ici est alors la seule."""
    with django_db_blocker.unblock():
        base_a_jour()


@pytest.fixture(scope="module")  # sa boucle ne tourne plus quand d'autres tests viennent
def playwright_(modele: None) -> Iterator[Playwright]:
    with sync_playwright() as lance:
        yield lance


@pytest.fixture(scope="module")
def chromium(playwright_: Playwright) -> Iterator[Browser]:
    navigateur = playwright_.chromium.launch(executable_path=CHROMIUM, args=DRAPEAUX)
    yield navigateur
    navigateur.close()


Ouvrir = Callable[..., Page]


@pytest.fixture
def ouvrir(serveur: Serveur, monde: Monde, chromium: Browser) -> Iterator[Ouvrir]:
    """Ouvre une page : `ouvrir("etudiante", largeur="telephone", javascript=False, theme="dark")`.

    La page note ce que le navigateur a demandé à d'autres hôtes, et ce que la politique de contenu a refusé.
    """
    contextes: list[BrowserContext] = []

    def faire(
        qui: str = "",
        *,
        largeur: str = "bureau",
        javascript: bool = True,
        theme: str = "light",
        langue: str = "fr-FR",
    ) -> Page:
        contexte = chromium.new_context(
            viewport=LARGEURS[largeur],  # type: ignore[arg-type]
            java_script_enabled=javascript,
            color_scheme=theme,  # type: ignore[arg-type]
            locale=langue,
            base_url=serveur.adresse,
            bypass_csp=False,
        )
        contextes.append(contexte)
        if qui:
            valeur = serveur.session(monde.comptes[qui])
            temoin = {"name": settings.SESSION_COOKIE_NAME, "value": valeur, "url": serveur.adresse}
            contexte.add_cookies([temoin])  # type: ignore[list-item]
        page = contexte.new_page()
        page.set_default_timeout(10_000)
        return page

    yield faire
    for contexte in contextes:
        contexte.close()
