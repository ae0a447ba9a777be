"""Retrouver sa formation parmi celles des établissements."""

from __future__ import annotations

from django.db.models import QuerySet

from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.versions import aplanir
from tripartite.guichet.modeles import Formation

AU_PLUS = 30


def _ouvertes() -> QuerySet[Formation]:
    return (
        Formation.objects.filter(ouverte=True)
        .select_related("composante__etablissement")
        .order_by("composante__etablissement__nom", "intitule", "pk")
    )


def deja_suivies(acteur: Acteur) -> list[Formation]:
    """Celles où il s'est déjà inscrit, la dernière d'abord."""
    return list(_ouvertes().filter(inscriptions__compte=acteur.compte).order_by("-inscriptions__pk"))


def chercher(dits: str) -> list[Formation]:
    """Les formations ouvertes dont l'intitulé, la composante ou l'établissement contiennent tous ces mots.

    Une instance en a quelques centaines : les lire, sans accents ni majuscules, dispense d'un index.
    """
    mots = aplanir(dits).split()
    trouvees: list[Formation] = []
    for formation in _ouvertes():
        composante = formation.composante
        texte = aplanir(f"{formation.intitule} {composante.nom} {composante.etablissement.nom}")
        if all(mot in texte for mot in mots):
            trouvees.append(formation)
            if len(trouvees) == AU_PLUS:
                break
    return trouvees
