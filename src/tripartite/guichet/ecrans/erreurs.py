"""Les pages d'erreur : ce qui s'est passé, ce que l'on peut faire."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from tripartite.guichet.problemes import dire_le_probleme


def requete_incomprise(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """La demande n'a pas de sens."""
    return dire_le_probleme(request, 400) or render(request, "400.html", status=400)


def refusee(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """La demande n'est pas permise."""
    return render(request, "403.html", status=403)


def introuvable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Rien à cette adresse, ou rien pour cette personne : la page est la même."""
    return dire_le_probleme(request, 404) or render(request, "404.html", status=404)


def panne(request: HttpRequest) -> HttpResponse:
    """Une panne que rien n'a su dire : la page ne relit rien."""
    return dire_le_probleme(request, 500) or HttpResponse(render_to_string("500.html"), status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Le formulaire n'a plus de jeton : la page était ouverte depuis trop longtemps, ou vient d'ailleurs."""
    return render(request, "403.html", {"formulaire_perime": True}, status=403)
