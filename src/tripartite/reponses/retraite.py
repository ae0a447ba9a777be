"""Quels trimestres de retraite ? Ceux qu'un stage ouvre, leur prix, le dernier jour pour les demander."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tripartite.droit.calculs.trimestres import AGE_DE_LA_DEMANDE, DEUX_MOIS, PrixDesTrimestres
from tripartite.droit.langage import Verdict, lecture, phrase
from tripartite.droit.regles.retraite import dernier_jour_de_la_demande, prix_des_trimestres, trimestres_de
from tripartite.rendus.fiches import Chiffre, Fiche
from tripartite.rendus.grandeurs import Dit
from tripartite.reponses.socle import Rappel, Reponse, ReponseImpossible

UN_TRIMESTRE = "Prix d'un trimestre demandé en {annee}"
TROP_COURT = "Moins de deux mois (308 h) de présence : le stage n'ouvre droit à aucun trimestre."
LE_TAUX_SEUL = "Ces trimestres ne jouent que sur le taux de la pension : deux au plus pour tous les stages."
A_LA_LIMITE = (
    lecture("la période suffit", Verdict.CONFORME, "Le stage ouvre droit à demander un trimestre."),
    lecture(
        "la gratification doit être celle de L. 124-6",
        Verdict.SANS_OBJET,
        "Elle n'est obligatoire qu'au-delà de 308 h ; ce stage n'ouvre droit à aucun trimestre.",
    ),
)


@dataclass(frozen=True)
class Demande:
    """Les minutes d'un stage gratifié, la naissance du stagiaire, l'année où il demandera."""

    minutes: int
    annee: int
    naissance: date | None = None


def repondre(demande: Demande) -> Reponse:
    """Les trimestres, leur prix, et jusqu'à quand les demander."""
    trimestres = trimestres_de(demande.minutes)
    ecrite, prix = fiche(trimestres, demande.annee, demande.naissance, presence=demande.minutes)
    dernier = _dernier_jour(demande.annee, demande.naissance)
    rappels: tuple[Rappel, ...] = ()
    if prix and dernier:
        rappels = (Rappel("retraite", "Dernier jour pour demander des trimestres de stage", dernier),)
    return Reponse(ecrite, prix, rappels)


def _dernier_jour(annee: int, naissance: date | None) -> date | None:
    """Le dernier jour pour demander, si la demande se règle sur l'âge."""
    if naissance is None or annee < AGE_DE_LA_DEMANDE.valeurs[0].depuis.year:
        return None
    return dernier_jour_de_la_demande(naissance)


def fiche(
    trimestres: int, annee: int, naissance: date | None, pourquoi: str = "", presence: int | None = None
) -> tuple[Fiche, PrixDesTrimestres | None]:
    """La réponse, et le prix. `pourquoi` dit ce qui, hors la durée, ôte tout trimestre.

    Raises:
        ReponseImpossible: le stagiaire n'est pas né l'année de la demande.
    """
    if naissance and naissance.year >= annee:
        trop_jeune = "Né le {jour:date}, le stagiaire ne demande rien en {annee}. Corrigez l'une des deux."
        raise ReponseImpossible(phrase(trop_jeune, jour=naissance, annee=str(annee)), "naissance")
    dernier = _dernier_jour(annee, naissance)
    prix, chiffres = None, []
    reponse: Dit = pourquoi or TROP_COURT
    if trimestres and dernier and annee > dernier.year:
        reponse = phrase(
            "Il est trop tard : la demande se faisait le {jour:date} au plus tard.", jour=dernier
        )
    elif trimestres:
        prix = prix_des_trimestres(annee, trimestres)
        combien = "{n} trimestre" if trimestres == 1 else "{n} trimestres"
        reponse = phrase(
            "Le stage ouvre droit à {combien}, pour {total:euros} si la demande est faite en {annee}.",
            combien=phrase(combien, n=trimestres),
            total=prix.total,
            annee=str(annee),
        )
        chiffres = [
            Chiffre("trimestres", "Trimestres", trimestres, "nombre"),
            Chiffre("unitaire", phrase(UN_TRIMESTRE, annee=str(annee)), prix.unitaire, "euros"),
            Chiffre("total", "Prix total", prix.total, "euros"),
            Chiffre("en_douze", "En douze mensualités de", prix.en_douze[0], "euros"),
            Chiffre("en_vingt_quatre", "En vingt-quatre mensualités de", prix.en_vingt_quatre[0], "euros"),
        ]
        if dernier:
            chiffres.append(Chiffre("dernier_jour", "Dernier jour pour demander", dernier, "date"))
    ecrite = Fiche(
        "retraite",
        "Trimestres de retraite",
        reponse,
        tuple(chiffres),
        etapes=prix.etapes if prix else (),
        lectures=A_LA_LIMITE if prix and presence == DEUX_MOIS else (),
        notes=tuple(_notes(prix, annee)),
        articles=("CSS L. 351-17", "CSS D. 351-16", "CSS D. 351-18"),
    )
    return ecrite, prix


def _notes(prix: PrixDesTrimestres | None, annee: int) -> Iterator[Dit]:
    if prix is None:
        return
    yield LE_TAUX_SEUL
    if {prix.en_douze[0], prix.en_vingt_quatre[0]} != {prix.en_douze[-1], prix.en_vingt_quatre[-1]}:
        yield "La dernière mensualité solde les centimes."
    if annee < AGE_DE_LA_DEMANDE.valeurs[0].depuis.year:
        yield "Avant le 1er septembre 2023, la demande se faisait dans les deux ans de la fin du stage."
