"""Déposer un courriel dans la boîte d'envoi, avec le geste qui le demande : annulé, il ne part pas."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tripartite.guichet.courriels.envoi import expedier
from tripartite.guichet.modeles import Convention, Courriel


def ecrire(
    modele: str,
    destinataire: str,
    convention: Convention | None,
    *,
    langue: str = "fr",
    cle: str = "",
    **contexte: Any,
) -> Courriel | None:
    """Compose un courriel et le dépose.

    Args:
        modele: le nom du modèle, `courriels/<modele>.txt` : l'objet sur la première ligne, puis le texte.
        destinataire: l'adresse.
        convention: celle dont il parle, s'il parle d'une convention.
        langue: celle du destinataire.
        cle: ce qui fait que deux courriels n'en sont qu'un ; sans elle, chacun part.
        contexte: ce que le modèle nomme de plus.
    """
    with translation.override(langue):
        texte = render_to_string(
            f"{modele}.txt", {"convention": convention, "adresse": settings.ADRESSE, **contexte}
        )
    objet, _, corps = texte.strip().partition("\n")
    return deposer(
        modele, destinataire, objet, corps.strip() + "\n", convention=convention, langue=langue, cle=cle
    )


def deposer(
    modele: str,
    destinataire: str,
    objet: str,
    texte: str,
    *,
    convention: Convention | None = None,
    langue: str = "fr",
    cle: str = "",
) -> Courriel | None:
    """Dépose un courriel ; un même avis (`cle`) ne se dépose qu'une fois."""
    courriel, nouveau = Courriel.objects.get_or_create(
        cle=cle or f"{modele}:{secrets.token_hex(12)}",
        defaults={
            "modele": modele,
            "convention": convention,
            "destinataire": destinataire,
            "langue": langue,
            "objet": " ".join(objet.split())[:200],
            "texte": texte,
            "ecrit_le": timezone.now(),
        },
    )
    if not nouveau:
        return None
    transaction.on_commit(lambda: expedier.enqueue(courriel.pk))
    return courriel
