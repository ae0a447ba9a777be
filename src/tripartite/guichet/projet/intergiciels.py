"""Ce qui entoure chaque page : en-têtes, taille, langue, durée de session, dernier recours."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from tripartite.guichet.acces import PAR_JETON, POUR_TOUS, Requete
from tripartite.guichet.gestes.consulter import consulter
from tripartite.guichet.problemes import dire_le_probleme

Reponse = Callable[[HttpRequest], HttpResponse]

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self)"
TAILLE = 12 * 1024 * 1024
SESSION_AU_PLUS = 12 * 3600
UNE_MINUTE = 60
PLEIN = ("disk is full", "disk full", "no space left", "could not extend file")
OCCUPEE = ("locked", "readonly", "read-only", "could not connect", "timeout", "terminating connection")


class EnTetes:
    """Des en-têtes stricts, sauf si la page en a posé d'autres."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reponse = self.suite(request)
        reponse.headers.setdefault("Content-Security-Policy", CSP)
        reponse.headers.setdefault("Permissions-Policy", PERMISSIONS)
        reponse.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            reponse.headers.setdefault("Cache-Control", "no-store")
        return reponse


class SansTemoin:
    """Ce que tous lisent pareil, ce qui s'ouvre d'un jeton : nul témoin n'y entre ni n'en sort."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._concerne(request):
            return self.suite(request)
        request.COOKIES = {}
        reponse = self.suite(request)
        reponse.cookies.clear()
        varie = [nom.strip() for nom in reponse.headers.get("Vary", "").split(",")]
        del reponse.headers["Vary"]
        if autres := [nom for nom in varie if nom and nom != "Cookie"]:
            patch_vary_headers(reponse, autres)
        return reponse

    def _concerne(self, request: HttpRequest) -> bool:
        try:
            return getattr(resolve(request.path_info).func, "acces", None) in (POUR_TOUS, PAR_JETON)
        except Resolver404:
            return False


class Taille:
    """Un corps trop grand est refusé sur ce qu'il annonce, avant d'être lu."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        annonce = request.headers.get("Content-Length", "")
        if annonce.isdigit() and int(annonce) > TAILLE:
            return dire_le_probleme(request, 413) or render(request, "413.html", status=413)
        return self.suite(request)


class SessionProlongee:
    """Une session qui sert dure trente minutes de plus ; à la minute près, pour que lire n'écrive pas."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reponse = self.suite(request)
        session, maintenant = request.session, timezone.now().timestamp()
        if not session.is_empty() and not 0 <= maintenant - session.get("servie", 0) < UNE_MINUTE:
            session["servie"] = maintenant
        return reponse


class LangueDeLaPersonne:
    """La langue du compte, du témoin, sinon du navigateur. Une session ne dure pas toujours."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        compte = request.user
        if compte.is_authenticated:
            debut = request.session.get("debut", timezone.now().timestamp())
            if timezone.now().timestamp() - debut > SESSION_AU_PLUS:
                logout(request)
        choisie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        langue = getattr(compte, "langue", "") or (choisie if choisie in dict(settings.LANGUAGES) else "")
        with translation.override(langue or translation.get_language_from_request(request)):
            request.LANGUAGE_CODE = translation.get_language() or "fr"
            reponse = self.suite(request)
            if request.user.is_authenticated:  # qui vient d'entrer l'est maintenant
                request.session.setdefault("debut", timezone.now().timestamp())
            reponse.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return reponse


class Consultations:
    """Ce qu'un agent de contrôle lit d'une convention s'inscrit : sans trace, il ne lit pas."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: Requete) -> HttpResponse:
        reponse = self.suite(request)
        adresse = request.resolver_match
        lue = adresse is not None and "reference" in adresse.kwargs and reponse.status_code == 200
        if adresse is not None and lue and request.acteur.controles:
            convention = request.acteur.convention(adresse.kwargs["reference"])
            if request.acteur.partie(convention) is None:
                consulter(convention, request.acteur, adresse.url_name or "")
        return reponse


class DernierRecours:
    """Ce que personne n'a su traiter : une page qui le dit, un numéro qui retrouve la ligne du journal."""

    def __init__(self, suite: Reponse) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.suite(request)

    def process_exception(self, request: HttpRequest, erreur: Exception) -> HttpResponse | None:
        """Traduit ce que la base ou la requête ont d'impossible ; le reste est une panne, que l'on avoue."""
        if isinstance(erreur, TooManyFieldsSent):
            return dire_le_probleme(request, 400) or render(request, "400.html", status=400)
        if isinstance(erreur, OSError | OperationalError):
            dit = str(erreur).lower()
            if any(mot in dit for mot in PLEIN) or getattr(erreur, "errno", None) == 28:
                return _panne(request, 507)
            if isinstance(erreur, OperationalError) and any(mot in dit for mot in OCCUPEE):
                reponse = _panne(request, 503)
                reponse["Retry-After"] = "5"
                return reponse
        from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
        from django.http import Http404

        if isinstance(erreur, Http404 | PermissionDenied | BadRequest | SuspiciousOperation):
            return None
        numero = secrets.token_hex(6)
        structlog.get_logger("tripartite.panne").exception("panne", numero=numero, chemin=request.path)
        return _panne(request, 500, numero)


def _panne(request: HttpRequest, code: int, numero: str = "") -> HttpResponse:
    """Une page qui tient seule : sans requête, nul contexte ne relit une base qui ne répond plus."""
    detail = _("Une panne chez nous, numéro %(numero)s : écrivez-le-nous.") if numero else ""
    probleme = dire_le_probleme(request, code, detail=detail % {"numero": numero})
    if probleme:
        return probleme
    return HttpResponse(render_to_string(f"{code}.html", {"numero": numero}), status=code)
