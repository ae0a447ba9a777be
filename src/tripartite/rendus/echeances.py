"""L'échéancier d'un stage, en tableau."""

from __future__ import annotations

from typing import Any

from tripartite.droit.calculs.echeances import Echeancier, somme
from tripartite.rendus.fiches import Tableau, tableau


def tableau_des_mois(echeancier: Echeancier, titre: str = "", *, complet: bool = True) -> Tableau:
    """Les mois d'un échéancier, ou ceux que l'on connaît ; les colonnes qui ne diraient rien n'y sont pas."""
    lisse = any(ligne.a_verser != ligne.du for ligne in echeancier.lignes)
    colonnes: list[tuple[str, ...]] = [
        ("mois", "Mois", "mois"),
        ("minutes", "Heures", "heures"),
        ("horaire", "L'heure", "euros"),
        ("du", "Dû", "euros"),
    ]
    if lisse:
        colonnes.append(("a_verser", "À verser", "euros"))
    if echeancier.verse:
        colonnes += [("verse", "Versé", "euros"), ("reste", "Reste", "euros")]
    totaux: dict[str, Any] = {
        "mois": "Total" if complet else "Mois connus",
        "minutes": echeancier.minutes,
        "du": somme(ligne.du for ligne in echeancier.lignes),
        "a_verser": echeancier.total,
        "verse": echeancier.verse,
        "reste": echeancier.reste_du,
    }
    lignes = [[getattr(ligne, nom) for nom, *_ in colonnes] for ligne in echeancier.lignes]
    return tableau(colonnes, lignes, [totaux.get(nom) for nom, *_ in colonnes], titre)
