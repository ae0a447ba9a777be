"""Relire un document : du PDF, le dossier dont il est tiré."""

from __future__ import annotations

from tripartite.dossiers import lire_texte
from tripartite.dossiers.pdf import est_un_pdf, lire_dossier_joint
from tripartite.droit.faits import Dossier


def lire_pdf(octets: bytes, nom: str = "document.pdf") -> Dossier:
    """Lit le dossier qu'un PDF de Tripartite porte en lui.

    Raises:
        DossierInvalide: ce PDF ne vient pas de Tripartite, ou son dossier ne se comprend pas.
    """
    return lire_texte(lire_dossier_joint(octets, nom), nom)


__all__ = ["est_un_pdf", "lire_pdf"]
