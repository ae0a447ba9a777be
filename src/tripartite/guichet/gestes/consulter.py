"""Ce qu'un agent de contrôle lit laisse une trace, que l'établissement peut lire."""

from __future__ import annotations

from typing import NamedTuple

from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.journal import INSTANCE, inscrire
from tripartite.guichet.modeles import Contenu, Convention, Fonction

PAR_PAGE = 50


class Consultations(NamedTuple):
    """Des consultations, la plus récente d'abord, et le rang d'où lire la suite."""

    entrees: list[Contenu]
    suite: int


def consulter(convention: Convention, acteur: Acteur, page: str) -> None:
    """Inscrit qu'un agent a lu une page d'une convention.

    Au journal de l'instance, non à celui de la convention : les parties n'ont pas à le savoir.
    """
    inscrire(
        None,
        "consulter",
        acteur.nom,
        reference=convention.reference,
        etablissement=convention.etablissement_id,
        page=page,
    )


def consultations(acteur: Acteur, *, avant: int = 0) -> Consultations:
    """Les consultations des conventions des établissements qu'il administre.

    Args:
        acteur: l'administrateur.
        avant: le rang d'où l'on repart ; 0, du plus récent.
    """
    administres = {m.etablissement_id for m in acteur.appartenances if m.fonction == Fonction.ADMINISTRATEUR}
    toutes = (
        Contenu.objects.filter(
            entree__chaine=INSTANCE, entree__geste="consulter", donnees__etablissement__in=sorted(administres)
        )
        .select_related("entree")
        .order_by("-entree__rang")
    )
    if avant:
        toutes = toutes.filter(entree__rang__lt=avant)
    lues = list(toutes[: PAR_PAGE + 1])
    suite = lues[PAR_PAGE - 1].entree.rang if len(lues) > PAR_PAGE else 0
    return Consultations(lues[:PAR_PAGE], suite)
