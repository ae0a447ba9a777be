"""Quels trimestres de retraite ? Ceux qu'un stage ouvre, leur prix, le dernier jour pour les demander."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tripartite.droit.calculs.trimestres import PrixDesTrimestres
from tripartite.droit.langage import phrase
from tripartite.droit.regles.retraite import dernier_jour_de_la_demande, prix_des_trimestres, trimestres_de
from tripartite.rendus.fiches import Chiffre, Fiche
from tripartite.rendus.grandeurs import Dit
from tripartite.reponses.socle import Rappel, Reponse

UN_TRIMESTRE = "Prix d'un trimestre demandé en {annee}"
TROP_COURT = "Moins de deux mois (308 h) de présence : le stage n'ouvre droit à aucun trimestre."


@dataclass(frozen=True)
class Demande:
    """Les minutes d'un stage gratifié, la naissance du stagiaire, l'année où il demandera."""

    minutes: int
    annee: int
    naissance: date | None = None


def repondre(demande: Demande) -> Reponse:
    """Les trimestres, leur prix, et jusqu'à quand les demander."""
    trimestres = trimestres_de(demande.minutes)
    ecrite, prix = fiche(trimestres, demande.annee, demande.naissance)
    rappels: tuple[Rappel, ...] = ()
    if trimestres and demande.naissance:
        dernier = dernier_jour_de_la_demande(demande.naissance)
        rappels = (Rappel("retraite", "Dernier jour pour demander des trimestres de stage", dernier),)
    return Reponse(ecrite, prix, rappels)


def fiche(
    trimestres: int, annee: int, naissance: date | None, pourquoi: str = ""
) -> tuple[Fiche, PrixDesTrimestres | None]:
    """La réponse, et le prix. `pourquoi` dit ce qui, hors la durée, ôte tout trimestre."""
    chiffres = [Chiffre("trimestres", "Trimestres", trimestres, "nombre")]
    prix = prix_des_trimestres(annee, trimestres) if trimestres else None
    reponse: Dit = pourquoi or TROP_COURT
    if prix is not None:
        chiffres += [
            Chiffre("unitaire", phrase(UN_TRIMESTRE, annee=str(annee)), prix.unitaire, "euros"),
            Chiffre("total", "Prix total", prix.total, "euros"),
            Chiffre("en_douze", "En douze mensualités de", prix.en_douze[0], "euros"),
            Chiffre("en_vingt_quatre", "En vingt-quatre mensualités de", prix.en_vingt_quatre[0], "euros"),
        ]
        combien = "{n} trimestre" if trimestres == 1 else "{n} trimestres"
        reponse = phrase(
            "Le stage ouvre droit à {combien}, pour {total:euros} si la demande est faite en {annee}.",
            combien=phrase(combien, n=trimestres),
            total=prix.total,
            annee=str(annee),
        )
        if naissance:
            dernier = dernier_jour_de_la_demande(naissance)
            chiffres.append(Chiffre("dernier_jour", "Dernier jour pour demander", dernier, "date"))
    ecrite = Fiche(
        "retraite",
        "Trimestres de retraite",
        reponse,
        tuple(chiffres) if trimestres else (),
        etapes=prix.etapes if prix else (),
        articles=("CSS L. 351-17", "CSS D. 351-16", "CSS D. 351-18"),
    )
    return ecrite, prix
