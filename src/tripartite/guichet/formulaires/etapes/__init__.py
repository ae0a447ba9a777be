"""Le chemin d'une convention : les étapes de chaque partie."""

from __future__ import annotations

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Situation
from tripartite.guichet.formulaires.description import Etape, pertinent
from tripartite.guichet.formulaires.etapes import etablissement, organisme, stagiaire

ETAPES: dict[Partie, tuple[Etape, ...]] = {
    Partie.STAGIAIRE: stagiaire.ETAPES,
    Partie.ORGANISME: organisme.ETAPES,
    Partie.ETABLISSEMENT: etablissement.ETAPES,
}


def etapes(partie: Partie, situation: Situation | None = None) -> tuple[Etape, ...]:
    """Les étapes d'une partie, dans l'ordre ; avec une situation, celles qui s'y posent."""
    toutes = ETAPES[partie]
    return toutes if situation is None else tuple(e for e in toutes if pertinent(e.si, situation))


def etape(partie: Partie, cle: str) -> Etape | None:
    """L'étape de cette clé ; rien, si la partie n'en a pas de ce nom."""
    return next((e for e in ETAPES[partie] if e.cle == cle), None)
