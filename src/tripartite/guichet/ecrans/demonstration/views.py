"""Entrer comme l'un des comptes montrés ; lire les courriels que l'instance a écrits."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tripartite.guichet.demonstration.comptes import PAR_CLE
from tripartite.guichet.ecrans.demonstration.boite import lire_la_boite
from tripartite.guichet.modeles import Compte

MONTRES = 100


def en_demonstration(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hors de la démonstration, la page n'existe pas."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return vue(request, *args, **kwargs)

    return gardee


@en_demonstration
@require_POST
def entrer(request: HttpRequest, cle: str) -> HttpResponse:
    """Ouvre la session d'un compte montré, second facteur compris."""
    if cle not in PAR_CLE:
        raise Http404
    compte = get_object_or_404(Compte, courriel=PAR_CLE[cle].courriel, is_active=True)
    login(request, compte)
    UserSession.objects.create_from_request(request)
    if PAR_CLE[cle].second_facteur:
        record_authentication(request, compte, "mfa", type="totp")
    return redirect("espace")


@en_demonstration
@require_GET
def courriels(request: HttpRequest) -> HttpResponse:
    """Les courriels envoyés, le plus récent d'abord."""
    lus = lire_la_boite(settings.DONNEES / "courriels")
    destinataires = sorted({courriel.a for courriel in lus})
    choisi = request.GET.get("a", "")
    montres = [courriel for courriel in lus if not choisi or courriel.a == choisi]
    contexte = {
        "courriels": montres[:MONTRES],
        "nombre": len(montres),
        "destinataires": destinataires,
        "choisi": choisi,
    }
    return render(request, "demonstration/courriels.html", contexte)
