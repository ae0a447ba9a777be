"""De qui et de quoi parle un dossier : son titre, et ce qu'on en dit en une ligne."""

from __future__ import annotations

from datetime import date

from tripartite.droit.faits import Dossier
from tripartite.droit.langage import connu
from tripartite.droit.regles import sujets
from tripartite.rendus.grandeurs import jour
from tripartite.rendus.langues import traduire


def titre_du_dossier(dossier: Dossier) -> str:
    """Le nom du stagiaire et celui de l'organisme d'accueil, ce que l'on en connaît."""
    stagiaire, organisme = dossier.stagiaire, dossier.organisme
    personne = " ".join(m for m in (stagiaire.prenom, stagiaire.nom) if connu(m))
    return " · ".join(m for m in (personne, organisme.nom) if connu(m) and m) or "Convention sans nom"


def details_du_dossier(dossier: Dossier, au: date | None) -> list[str]:
    """La nature, les dates, le jour où l'on regarde."""
    convention = dossier.convention
    bornes = (("du", convention.debut), ("au", convention.fin))
    dates = " ".join(f"{mot} {jour(quand)}" for mot, quand in bornes if connu(quand))
    details = [str(convention.nature.value)] if connu(convention.nature) else []
    details += [dates] if dates else []
    if au is not None:
        details.append(f"vérifié au {jour(au)}")
        if not connu(convention.conclue_le) and not convention.signatures:
            details.append("comme s'il était conclu ce jour-là")
    return details


def nom_du_sujet(sujet: str, langue: str = "fr") -> str:
    """Le nom d'un sujet, d'après celui de son fichier."""
    trouve = sujets().get(sujet)
    return traduire(trouve.nom, langue) if trouve else sujet
