"""Changer un compte : son nom, sa langue."""

from __future__ import annotations

from tripartite.guichet.modeles import Compte


def changer_l_identite(compte: Compte, *, prenom: str, nom: str, langue: str) -> None:
    """Garde le nom et la langue. Ce qui est déjà écrit dans une convention ne change pas."""
    compte.prenom, compte.nom, compte.langue = prenom, nom, langue
    compte.save(update_fields=["prenom", "nom", "langue"])
