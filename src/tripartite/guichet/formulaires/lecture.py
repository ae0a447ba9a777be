"""Ce qu'une personne a tapé, lu comme un dossier le lit : les mêmes formes, les mêmes phrases d'erreur."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tripartite.dossiers.coherence import parcourir, verifier_coherence
from tripartite.dossiers.conversion import Conversion, sans_aucun
from tripartite.dossiers.erreurs import Erreur, Journal, TropDErreurs
from tripartite.dossiers.horaires import verifier_journee
from tripartite.dossiers.noeuds import Scalaire
from tripartite.droit.faits import Dossier, Journee
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.fautes import dire_la_faute


def convertir(type_: Any, texte: str, chemin: str) -> tuple[Any, list[Erreur]]:
    """Lit un texte comme une valeur de ce type ; `None` et ses erreurs si l'on ne peut pas.

    >>> from datetime import date
    >>> convertir(date, "2 février 2026", "convention.debut")
    (datetime.date(2026, 2, 2), [])
    """
    journal = Journal()
    nu = str not in sans_aucun(type_)  # un texte peut s'appeler « aucun » ou « null »
    return Conversion(journal).vers(type_, Scalaire(texte, 0, nu), chemin), journal.erreurs


def phrase(erreur: Erreur) -> str:
    """Une erreur, dans la langue de la page, sans le lieu que le champ dit déjà.

    >>> phrase(Erreur("« x » n'est pas une date.", 3, "convention.debut", voulu="une date"))
    "« x » n'est pas une date. Attendu : une date."
    """
    return dire_la_faute(erreur._replace(ligne=None, champ=""), langue())


def phrases(erreurs: Iterable[Erreur]) -> list[str]:
    """Les phrases d'une suite d'erreurs."""
    return [phrase(erreur) for erreur in erreurs]


def incoherences(dossier: Dossier) -> list[Erreur]:
    """Ce qui se contredit dans un dossier, avec le chemin de chaque contradiction."""
    journal = Journal()
    conversion = Conversion(journal)
    try:
        verifier_coherence(dossier, journal)
        for chemin, fait in parcourir(dossier.convention, "convention"):
            if isinstance(fait, Journee):
                verifier_journee(conversion, fait, Scalaire("", 0), chemin)
    except TropDErreurs:
        pass
    return [erreur for erreur in journal.erreurs if erreur.champ]
