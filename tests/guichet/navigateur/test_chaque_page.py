"""P63, P76, P80 : chaque modèle de page une fois, par qui y lit le plus, plein puis en erreur.

L'abrégé de `test_toutes_les_pages.py`, à chaque lancement : un seul onglet, axe une fois par largeur.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from guichet.monde import Monde
from guichet.navigateur.charges import AU_COURANT, peupler
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.visite import Visite
from guichet.securite.plan import routes
from guichet.serveur import Serveur

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Convention

CHERCHER = f"/recherche/?q={quote(' '.join(AU_COURANT))}"
PUBLIQUES = (
    *("/", "/compte/login/", "/compte/signup/", "/compte/password/reset/", "/verifier/", "/lien/inconnu/"),
    *("/introuvable/", "/questions/combien-me-doit-on/", "/integrer/combien-me-doit-on/"),
    *(reverse("rouvrir"), reverse("droit_recherche") + "?q=gratification"),
)
SANS_PAGE = frozenset(
    (
        # un fichier, ou une réponse à un programme
        *("api_convention", "api_conventions", "api_document", "api_schema"),
        *("document", "document_de_la_reponse", "droit_plan", "emporter", "exporter_la_file", "favicon"),
        *("healthz", "mfa_download_recovery_codes", "piece", "readyz", "robots", "script_d_integration"),
        "security_txt",
        # un envoi, qui rend une autre page
        *("abandonner", "apercu", "changer_une_vue", "code_de_signature", "entrer_en_demonstration"),
        *("fermer_les_sessions", "garder_une_vue", "langue", "montrer_tout", "preparer_un_lot", "rejoindre"),
        "revoquer_un_jeton",
        *("renvoyer_le_lien", "resoudre_la_remarque", "retirer_la_piece", "suivre_un_lot", "teinte"),
        # une étape d'allauth où seule mène la précédente, et la boîte de la démonstration
        *("account_email_verification_sent", "account_inactive", "account_logout", "account_reauthenticate"),
        *("account_reset_password_done", "account_reset_password_from_key", "account_set_password"),
        *("account_reset_password_from_key_done", "courriels_de_demonstration", "mfa_authenticate"),
        *("mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_list_webauthn"),
        *("mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn"),
        "mfa_view_recovery_codes",
    )
)
"""Les routes où un lien ne mène pas à une page."""


@pytest.fixture(scope="module")
def peuplees(serveur: Serveur, monde: Monde) -> dict[Etat, Convention]:
    return peupler(monde, AU_COURANT)


def lecteurs(
    serveur: Serveur, monde: Monde, peuplees: dict[Etat, Convention]
) -> Iterator[tuple[str, list[str]]]:
    """Chacun, sa session, et d'où il part : celui qui lit le plus d'une page y passe le premier."""
    pages = {etat: f"/conventions/{c.reference}/" for etat, c in peuplees.items()}
    for qui, departs in (
        (
            "bureau",
            [*pages.values(), f"{pages[Etat.A_SIGNER]}versions/1/2/", "/a-traiter/?onglet=toutes", CHERCHER],
        ),
        ("etudiante", ["/mes-conventions/", pages[Etat.BROUILLON]]),
        ("administrateur", ["/reglages/", "/mon-compte/"]),
        ("rh", ["/organisme/"]),
        ("agent", ["/controles/"]),
    ):
        yield serveur.session(monde.comptes[qui]), departs
    for but, etat in (("completer", Etat.A_COMPLETER), ("signer", Etat.A_SIGNER)):
        lien = peuplees[etat].liens.filter(but=but, revoque_le=None).latest("pk")
        yield serveur.session_par_un_lien(lien), [pages[etat]]
    yield "", list(PUBLIQUES)


def test_chaque_page(
    ouvrir: Ouvrir, serveur: Serveur, monde: Monde, peuplees: dict[Etat, Convention]
) -> None:
    page = ouvrir()
    visite = Visite(page, etats={c.reference: e.value for e, c in peuplees.items()}, breve=True)
    for session, departs in lecteurs(serveur, monde, peuplees):
        page.context.clear_cookies()
        if session:
            temoin = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": serveur.adresse}
            page.context.add_cookies([temoin])  # type: ignore[list-item]
        visite.parcourir(departs, au_plus=200)
    assert visite.fautes == []
    vues = {forme.partition(" ")[0] for forme in visite.vues}
    assert {route.nom for route in routes()} - SANS_PAGE - vues == set()
