"""Déposer un courriel dans la boîte d'envoi, avec le geste qui le demande : annulé, il ne part pas."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
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
    """Dépose un courriel et la tâche qui l'enverra, dans la même transaction : l'un ne va pas sans l'autre.

    Un même avis (`cle`) ne se dépose qu'une fois.
    """
    dit: dict[str, Any] = {
        "modele": modele,
        "convention": convention,
        "destinataire": destinataire,
        "langue": langue,
        "objet": " ".join(objet.split())[:200],
        "texte": texte,
        "ecrit_le": timezone.now(),
    }
    if cle:
        courriel, nouveau = Courriel.objects.get_or_create(cle=cle, defaults=dit)
    else:
        courriel, nouveau = Courriel.objects.create(cle=f"{modele}:{secrets.token_hex(12)}", **dit), True
    if not nouveau:
        return None
    expedier.enqueue(courriel.pk)
    return courriel
