"""Une demande envoyée deux fois ne se fait qu'une : la seconde reçoit la réponse de la première.

Le formulaire porte une clé tirée au hasard à chaque affichage ; elle est gardée un jour.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tripartite.guichet.acces import Requete
from tripartite.guichet.modeles import Demande

CHAMP = "cle"
SANS_EFFET = frozenset({CHAMP, "csrfmiddlewaretoken"})


def une_seule_fois(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Fait qu'un envoi répété n'a qu'un effet, sous la clé du formulaire ; sans clé, la vue suit."""

    @wraps(vue)
    def faire(request: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        donnee = request.POST.get(CHAMP, "") if request.method == "POST" else ""
        if not 16 <= len(donnee) <= 64:
            return vue(request, *args, **kwargs)
        with transaction.atomic():
            cle, corps = f"{request.acteur.courriel}:{donnee}"[:140], _empreinte(request)
            Demande.objects.bulk_create([Demande(cle=cle, corps=corps)], ignore_conflicts=True)
            demande = Demande.objects.select_for_update().get(cle=cle)
            if demande.corps != corps:
                return render(request, "409.html", {"formulaire_deja_servi": True}, status=422)
            if demande.reponse:
                return redirect(demande.reponse)
            reponse = vue(request, *args, **kwargs)
            if reponse.status_code == 302:
                demande.reponse = reponse.headers["Location"][:300]
                demande.save(update_fields=["reponse"])
            else:  # refusée ou à corriger : la même clé peut resservir, avec d'autres réponses
                demande.delete()
            return reponse

    return faire


def _empreinte(request: Requete) -> str:
    champs = sorted((nom, valeurs) for nom, valeurs in request.POST.lists() if nom not in SANS_EFFET)
    return sha256(repr((request.path, champs)).encode()).hexdigest()
