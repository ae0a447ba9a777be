"""Quatrième journée : le tuteur refuse, l'établissement reprend ; cinq personnes signent sur un téléphone."""

from __future__ import annotations

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.serveur import Serveur
from guichet.signature.signatures import par_son_lien
from playwright.sync_api import Page, expect

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.cachet import certificats_du_cachet
from tripartite.guichet.confinement import confier
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.gestes.liens import lien_du_jeton, ouvrir_le_lien
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
from tripartite.guichet.modeles import Convention

TELEPHONE = 360
expect.set_options(timeout=15_000)  # deux processus se partagent la machine des tests
CODE = re.compile(r"^ +(\d{6})$", re.MULTILINE)
JETON = re.compile(r"/lien/([\w-]+)/")


def venir_par_le_lien_recu(page: Page, serveur: Serveur, convention: Convention, role: str) -> str:
    """Ouvre le lien que la personne à ce titre a reçu ; rend son adresse."""
    lien = par_son_lien(convention, role).lien
    assert lien is not None
    fin = time.monotonic() + 30
    while (jeton := jeton_recu(serveur, lien.courriel)) and lien_du_jeton(jeton) != lien:
        assert time.monotonic() < fin, "le courriel n'est pas parti"
        time.sleep(0.2)
    assert ouvrir_le_lien(jeton) == lien
    session = SessionStore()
    session[LIEN_EN_SESSION] = lien.pk
    session.save()
    temoin = {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": serveur.adresse}
    page.context.add_cookies([temoin])  # type: ignore[list-item]
    page.goto(f"/conventions/{convention.reference}/signer/")
    return lien.courriel


def jeton_recu(serveur: Serveur, adresse: str) -> str:
    recu = JETON.search(serveur.courriel(adresse, "/lien/"))
    assert recu is not None
    return recu[1]


def rien_ne_deborde_ni_ne_manque(page: Page, javascript: bool) -> None:
    """La page tient sur le téléphone, et un lecteur d'écran la lit."""
    if not javascript:
        return
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE
    resultat = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert resultat.violations_count == 0, resultat.generate_report()


def signer_au_clavier(
    page: Page, serveur: Serveur, convention: Convention, adresse: str, javascript: bool
) -> None:
    expect(page.locator("h1")).to_have_text("Signer la convention")
    rien_ne_deborde_ni_ne_manque(page, javascript)
    page.get_by_role("button", name="Recevoir mon code").press("Enter")
    code = CODE.search(serveur.courriel(adresse, f"recopier pour la convention {convention.reference}", 30))
    assert code is not None
    page.get_by_label("J'ai lu la convention").press("Space")
    page.get_by_label("Code reçu par courriel").fill("000 000")
    page.get_by_label("Code reçu par courriel").press("Enter")
    if code[1] != "000000":
        expect(page.locator(".erreurs")).to_contain_text("Ce n'est pas le code")
        rien_ne_deborde_ni_ne_manque(page, javascript)
    page.get_by_label("Code reçu par courriel").fill(f"{code[1][:3]} {code[1][3:]}")
    page.get_by_label("Code reçu par courriel").press("Enter")
    expect(page.locator(".etat")).to_contain_text("Vous avez signé le")
    rien_ne_deborde_ni_ne_manque(page, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_refuser_reprendre_signer_verifier(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir, javascript: bool
) -> None:
    convention = monde.convention(Etat.A_SIGNER, monde.nouvel_etudiant())

    tuteur = ouvrir(largeur="telephone", javascript=javascript)
    venir_par_le_lien_recu(tuteur, serveur, convention, "tuteur")
    tuteur.get_by_role("link", name="Refuser de signer").press("Enter")
    tuteur.get_by_label("Votre raison").fill("Les tâches ne sont pas celles convenues.")
    tuteur.get_by_role("button", name="Refuser de signer").press("Enter")
    tuteur.wait_for_load_state()
    assert "Les tâches ne sont pas" in serveur.courriel("rh@marees.example", "refuse de signer")

    bureau = ouvrir("bureau", javascript=javascript)
    bureau.goto(f"/conventions/{convention.reference}/signer/")
    expect(bureau.locator("#contenu")).to_contain_text("Les tâches ne sont pas celles convenues.")
    bureau.get_by_role("link", name="Modifier la convention").press("Enter")
    bureau.get_by_label("Votre raison").fill("Les tâches sont précisées.")
    bureau.get_by_role("button", name="Modifier la convention").press("Enter")
    expect(bureau.locator(".etat")).to_contain_text("En contrôle")
    convention = Convention.objects.get(pk=convention.pk)
    for qui in ("referent", "bureau"):
        convention = viser(convention, monde.acteur(qui), numero=convention.numero_de_version)

    for signataire in en_cours(convention):
        page = ouvrir(largeur="telephone", javascript=javascript)
        adresse = venir_par_le_lien_recu(page, serveur, convention, signataire.roles[0])
        signer_au_clavier(page, serveur, convention, adresse, javascript)

    while not convention.pieces.filter(nature="signee").exists():  # l'ouvrier scelle
        page.wait_for_timeout(200)
    assert "/lien/" in serveur.courriel("tuteur@marees.example", "scellé, avec sa page de preuve", 30)
    recu = page.request.get(f"/conventions/{convention.reference}/document.pdf")
    racines = [c.public_bytes(Encoding.PEM).decode() for c in certificats_du_cachet()]
    lues = confier("signatures", recu.body(), racines=racines)["signatures"]  # Playwright tient une boucle
    assert [s["bonne"] for s in lues] == [True]

    convention.refresh_from_db()
    version = version_a_signer(convention)
    assert version is not None
    public = ouvrir(largeur="telephone", javascript=javascript)
    public.goto("/verifier/")
    rien_ne_deborde_ni_ne_manque(public, javascript)
    public.get_by_label("Code de vérification").fill(version.code_groupe.lower())
    public.get_by_role("button", name="Vérifier ce document").press("Enter")
    expect(public.locator("h1")).to_have_text("Oui, ce document est signé et il vaut")
    rien_ne_deborde_ni_ne_manque(public, javascript)
    public.goto("/verifier/")
    public.get_by_label("Ou le fichier PDF").set_input_files(
        {"name": "recu.pdf", "mimeType": "application/pdf", "buffer": recu.body()}
    )
    public.get_by_role("button", name="Vérifier ce document").press("Enter")
    expect(public.locator("#contenu")).to_contain_text("à l'octet près")
