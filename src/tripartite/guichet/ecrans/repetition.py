"""Une demande envoyée deux fois ne se fait qu'une : la seconde reçoit la réponse de la première.

Le formulaire porte une clé tirée au hasard à chaque affichage ; elle est gardée un jour. Elle s'inscrit dans
la transaction du geste, et elle seule : lire la convention, relire le formulaire, écrire la page d'un refus
ne font attendre personne.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tripartite.guichet.acces import Requete
from tripartite.guichet.modeles import Demande

CHAMP = "cle"
SANS_EFFET = frozenset({CHAMP, "csrfmiddlewaretoken"})


def une_seule_fois(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Rend à un envoi répété la réponse du premier, quand le geste n'est plus possible, ou plus visible."""

    @wraps(vue)
    def repondre(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            reponse = vue(request, *args, **kwargs)
        except Http404:
            if deja := _deja_repondu(request):
                return deja
            raise
        return reponse if reponse.status_code == 302 else _deja_repondu(request) or reponse

    return repondre


def faire_une_fois(request: Requete, faire: Callable[[], HttpResponse]) -> HttpResponse:
    """Fait le geste et rend sa réponse, dans une transaction ; déjà fait, sous la même clé, rend la première.

    Refusé, il lève, et rien n'est gardé : la clé peut resservir, avec d'autres réponses.
    """
    cle = _cle(request)
    with transaction.atomic():
        if not cle:
            return faire()
        Demande.objects.bulk_create([Demande(cle=cle, corps=_empreinte(request))], ignore_conflicts=True)
        demande = Demande.objects.select_for_update().get(cle=cle)
        if deja := _reponse(request, demande):
            return deja
        reponse = faire()
        demande.reponse = reponse.headers["Location"][:300]
        demande.save(update_fields=["reponse"])
        return reponse


def _deja_repondu(request: Requete) -> HttpResponse | None:
    cle = _cle(request)
    demande = Demande.objects.filter(cle=cle).first() if cle else None
    return _reponse(request, demande) if demande else None


def _reponse(request: Requete, demande: Demande) -> HttpResponse | None:
    """Celle d'une demande déjà faite ; un refus, si l'on demandait alors autre chose."""
    if demande.corps != _empreinte(request):
        return render(request, "409.html", {"formulaire_deja_servi": True}, status=422)
    return redirect(demande.reponse) if demande.reponse else None


def _cle(request: Requete) -> str:
    donnee = request.POST.get(CHAMP, "") if request.method == "POST" else ""
    return f"{request.acteur.courriel}:{donnee}"[:140] if 16 <= len(donnee) <= 64 else ""


def _empreinte(request: Requete) -> str:
    champs = sorted((nom, valeurs) for nom, valeurs in request.POST.lists() if nom not in SANS_EFFET)
    return sha256(repr((request.path, champs)).encode()).hexdigest()
