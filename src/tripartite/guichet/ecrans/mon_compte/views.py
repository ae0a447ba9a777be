"""Mon compte : ce que l'on y change, par où l'on y entre."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.contexte import TEMOIN_DE_TEINTE
from tripartite.guichet.ecrans.mon_compte.forms import DE_L_APPAREIL, Identite, Teinte
from tripartite.guichet.gestes.comptes import changer_l_identite
from tripartite.guichet.modeles import Compte

UN_AN = 31_536_000


@require_http_methods(["GET", "HEAD", "POST"])
def mon_compte(request: Requete) -> HttpResponse:
    """Le compte, ses réglages, ses sessions."""
    compte = get_object_or_404(Compte, pk=request.user.pk)
    formulaire = Identite(request.POST if request.method == "POST" else None, instance=compte)
    if request.method == "POST" and formulaire.is_valid():
        changer_l_identite(compte, **formulaire.cleaned_data)
        with translation.override(compte.langue):
            messages.success(request, _("Votre compte est à jour."))
        return redirect("mon_compte")
    moyens = Authenticator.objects.filter(user=compte).exclude(type=Authenticator.Type.RECOVERY_CODES)
    contexte = {
        "form": formulaire,
        "teinte": Teinte(initial={"teinte": request.COOKIES.get(TEMOIN_DE_TEINTE, DE_L_APPAREIL)}),
        "moyens": list(moyens),
        "jetons": compte.jetons.filter(revoque_le=None).order_by("nom"),
        "sessions": sorted(UserSession.objects.purge_and_list(compte), key=lambda s: s.created_at),
    }
    return render(request, "mon_compte/mon_compte.html", contexte, status=422 if formulaire.errors else 200)


@require_POST
def fermer_les_sessions(request: Requete) -> HttpResponse:
    """Ferme les sessions ouvertes ailleurs ; celle-ci reste."""
    end_other_sessions(request, request.user)
    messages.success(request, _("Vos autres sessions sont fermées."))
    return redirect("mon_compte")


@require_POST
def teinte(request: Requete) -> HttpResponse:
    """Garde la teinte choisie sur cet appareil."""
    formulaire = Teinte(request.POST)
    vers = request.POST.get("suite", "/")
    reponse = redirect(vers if url_has_allowed_host_and_scheme(vers, allowed_hosts=None) else "/")
    if formulaire.is_valid() and formulaire.cleaned_data["teinte"] != DE_L_APPAREIL:
        reponse.set_cookie(
            TEMOIN_DE_TEINTE,
            formulaire.cleaned_data["teinte"],
            max_age=UN_AN,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        reponse.delete_cookie(TEMOIN_DE_TEINTE)
    return reponse
