"""Les avis : le même événement, dit à chacun dans sa langue, une seule fois."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tripartite.guichet.courriels.depot import ecrire
from tripartite.guichet.modeles import Compte, Convention


def avertir(modele: str, convention: Convention, adresses: Iterable[str], **contexte: Any) -> int:
    """Écrit un avis à plusieurs adresses ; chacune n'en reçoit qu'un par état et par version."""
    uniques = {a.lower() for a in adresses if a}
    langues = dict(Compte.objects.filter(courriel__in=uniques).values_list("courriel", "langue"))
    ecrits = 0
    for adresse in sorted(uniques):
        quand = f"{convention.numero_de_version}:{convention.depuis.timestamp():.0f}"
        cle = f"{modele}:{convention.pk}:{quand}:{adresse}"
        if ecrire(modele, adresse, convention, langue=langues.get(adresse, "fr"), cle=cle[:120], **contexte):
            ecrits += 1
    return ecrits


def adresses_des_parties(convention: Convention) -> list[str]:
    """Le stagiaire, la personne de l'organisme, le référent."""
    comptes = (convention.stagiaire, convention.referent)
    return [c.courriel for c in comptes if c] + ([convention.contact] if convention.contact else [])
