"""Compter les essais, une fois pour tous les processus : le compte est une rangée, tenue quand on l'écrit."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from tripartite.guichet.modeles import Compteur

CARNET = 100
"""Ce que chaque processus prend d'avance de ce qui se demande souvent."""
UN_INSTANT = 2


def permettre(quoi: str, qui: str, *, au_plus: int, secondes: int) -> bool:
    """Compte un essai, et dit s'il est encore permis.

    Args:
        quoi: ce que l'on essaie (« code », « verification »…).
        qui: l'adresse ou la personne ; elle n'est gardée que sous son empreinte.
        au_plus: les essais permis dans la fenêtre.
        secondes: la durée de la fenêtre.
    """
    cle = f"{quoi}:{sha256(qui.encode()).hexdigest()[:32]}"
    maintenant = timezone.now()
    with transaction.atomic():
        Compteur.objects.get_or_create(cle=cle, defaults={"debut": maintenant})
        compteur = Compteur.objects.select_for_update().get(cle=cle)
        if maintenant - compteur.debut > timedelta(seconds=secondes):
            compteur.debut, compteur.nombre = maintenant, 0
        compteur.nombre += 1
        compteur.save()
        return compteur.nombre <= au_plus


def permettre_souvent(quoi: str, qui: str, *, au_plus: int, secondes: int) -> bool:
    """Le même compte, pour ce qui se demande souvent : une écriture par carnet, et non par demande.

    Un carnet entamé ne se rend pas, et vaut une fenêtre : le compte est juste à un carnet près par processus.
    """
    tenus, cle = caches["processus"], f"carnet:{quoi}:{qui}"
    reste: int = tenus.get(cle, 0)
    if not reste:
        accorde = permettre(quoi, qui, au_plus=au_plus // CARNET, secondes=secondes)
        tenus.set(cle, CARNET - 1 if accorde else -1, secondes if accorde else UN_INSTANT)
        return accorde
    if reste < 0:  # refusée à l'instant : on n'écrit pas pour la refuser encore
        return False
    tenus.decr(cle)
    return True


def adresse_de(request: HttpRequest) -> str:
    """L'adresse de qui demande ; derrière des mandataires déclarés, celle qu'ils rapportent."""
    mandataires = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    rapportees = [a.strip() for a in request.headers.get("X-Forwarded-For", "").split(",") if a.strip()]
    if mandataires and len(rapportees) >= mandataires:
        return rapportees[-mandataires]
    return str(request.META.get("REMOTE_ADDR", ""))
