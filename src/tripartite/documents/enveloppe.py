"""Ce que tout gabarit reçoit avant ses propres données : titre, langue, thème, empreinte du dossier joint."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tripartite.documents.themes import Theme


def envelopper(
    titre: str,
    *,
    langue: str = "fr",
    sous_titre: str = "",
    entete: Sequence[str] = (),
    joint: str = "",
    code: str = "",
    theme: Theme | None = None,
) -> dict[str, Any]:
    """Rend les champs que lit `maison.typ`.

    Args:
        titre, sous_titre: ceux de la première page ; le titre est aussi celui du PDF.
        langue: « fr » ou « en ».
        entete: qui établit le document, une ligne par élément ; le thème peut en donner d'autres.
        joint: le dossier joint, en JSON : le pied de page en porte l'empreinte.
        code: le code de vérification, s'il y en a un.
        theme: l'en-tête, le logo, la couleur de l'école.
    """
    donnees: dict[str, Any] = {"titre": titre, "langue": langue, "entete": list(entete)}
    if sous_titre:
        donnees["sous_titre"] = sous_titre
    if joint:
        donnees["empreinte"] = empreinte(joint)
    if code:
        donnees["code"] = code
    if theme is not None:
        donnees["theme"] = theme.donnees()
    return donnees


def empreinte(joint: str | Mapping[str, Any]) -> str:
    """Rend les seize premiers chiffres du SHA-256 d'un dossier joint, par groupes de quatre.

    >>> empreinte("{}").replace("\\xa0", " ")
    '4413 6fa3 55b3 678a'
    """
    chiffres = hashlib.sha256(str(joint).encode()).hexdigest()[:16]
    return "\u00a0".join(chiffres[n : n + 4] for n in range(0, 16, 4))
