"""Des pages qui disent ce qu'il en est, et des fichiers que lisent les machines."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET


@require_GET
def accessibilite(request: HttpRequest) -> HttpResponse:
    """Ce qui est fait pour que chacun s'en serve, ce qui n'est pas prouvé, à qui l'écrire."""
    return render(request, "pied/accessibilite.html", {"contact": _contact()})


@require_GET
def donnees_personnelles(request: HttpRequest) -> HttpResponse:
    """Ce qui est gardé, pourquoi, combien de temps."""
    return render(request, "pied/donnees_personnelles.html", {"contact": _contact()})


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Seuls la porte d'entrée et le droit se laissent indexer."""
    lignes = (
        "User-agent: *",
        "Allow: /$",
        "Allow: /droit/",
        "Disallow: /",
        f"Sitemap: {settings.ADRESSE}/droit/sitemap.xml",
    )
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain")


@require_GET
def securite(request: HttpRequest) -> HttpResponse:
    """À qui dire une faille (RFC 9116)."""
    expire = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lignes = (
        f"Contact: mailto:{_contact()}",
        f"Expires: {expire}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.ADRESSE}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain")


@require_GET
def icone(request: HttpRequest) -> HttpResponse:
    """L'adresse que les navigateurs demandent d'eux-mêmes."""
    return redirect(static("guichet/icone.svg"), permanent=True)


def _contact() -> str:
    return settings.CONTACT or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
