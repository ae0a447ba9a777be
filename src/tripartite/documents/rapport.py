"""Le rapport de vérification : les constats d'un dossier, le plus important d'abord, avec leurs articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from tripartite.documents.composition import Document
from tripartite.documents.pieces import Bloc, Ligne, Redaction
from tripartite.documents.textes import isoler
from tripartite.documents.themes import Theme
from tripartite.dossiers import ecrire_json
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import ETAT_DU_DROIT, Constat, Etape, Verdict
from tripartite.droit.verification import situation_de, verifier
from tripartite.rendus.classement import Manque, classer, conclusion
from tripartite.rendus.entete import nom_du_sujet, titre_du_dossier
from tripartite.rendus.grandeurs import dire, dire_la_lecture, ecrire, grandeur
from tripartite.rendus.typographie import typographier

CLES_DES_VERDICTS = {
    Verdict.CONFORME: "conforme",
    Verdict.NON_CONFORME: "non-conforme",
    Verdict.A_VERIFIER: "a-verifier",
    Verdict.SANS_OBJET: "sans-objet",
}
"""La clé d'un verdict dans les gabarits."""
ETAPES = 14
"""Un calcul plus long est coupé : l'écran, lui, le déplie."""


def rapport(
    dossier: Dossier,
    *,
    le: date,
    langue: str = "fr",
    theme: Theme | None = None,
    constats: Sequence[Constat] | None = None,
) -> Document:
    """Compose le rapport de vérification d'un dossier.

    Args:
        dossier: les faits du stage.
        le: le jour où l'on regarde.
        langue: « fr » ou « en », celle des constats aussi.
        theme: l'en-tête, le logo et la couleur.
        constats: ceux d'une vérification déjà faite ce jour-là.
    """
    faits = situation_de(dossier, le)
    r = Redaction("rapport", faits, le, langue, theme)
    range_ = classer(verifier(dossier, le) if constats is None else constats)
    notes = [r.dire("note", etat_du_droit=ETAT_DU_DROIT)]
    if faits["conclusion_supposee"]:
        notes.insert(0, r.dire("suppose"))
    blocs: list[Bloc] = [
        {
            "titre": r.mot("etat"),
            "bilan": [_compte(r, v, n) for v, n in range_.bilan.items()],
            "paragraphes": [{"texte": dire(conclusion(range_), r.langue)}],
            "notes": notes,
        },
        _cartes(r, "bloquants", range_.bloquants),
        _cartes(r, "avertissements", range_.avertissements),
        _manques(r, range_.manques),
        _cartes(r, "doutes", range_.doutes),
        _cartes(r, "conformes", range_.conformes, brefs=True),
        _cartes(r, "sans_objet", range_.sans_objet, brefs=True),
    ]
    return r.document(
        blocs,
        titre=r.mot("titre"),
        sous_titre=r.mot("sous_titre", quoi=isoler(titre_du_dossier(dossier))),
        joint=ecrire_json(dossier),
    )


def _compte(r: Redaction, verdict: Verdict, nombre: int) -> dict[str, Any]:
    return {"verdict": CLES_DES_VERDICTS[verdict], "libelle": r.mot(verdict.value), "nombre": str(nombre)}


def _cartes(r: Redaction, mot: str, constats: Sequence[Constat], *, brefs: bool = False) -> Bloc:
    if not constats:
        return {}
    if not brefs:
        return {"titre": r.mot(mot), "constats": [_carte(r, c) for c in constats]}
    groupes = [
        {"titre": nom_du_sujet(sujet, r.langue), "constats": [_bref(r, c) for c in siens]}
        for sujet, siens in groupby(constats, key=lambda c: c.sujet)
    ]
    return {"titre": r.mot(mot), "brefs": groupes}


def _carte(r: Redaction, constat: Constat) -> dict[str, Any]:
    lectures = [
        {
            "verdict": CLES_DES_VERDICTS[lue.verdict],
            "libelle": r.mot(lue.verdict.value),
            "texte": dire_la_lecture(lue, r.langue),
        }
        for lue in constat.lectures
    ]
    return {
        "verdict": CLES_DES_VERDICTS[constat.verdict],
        "libelle": r.mot(constat.verdict.value),
        "titre": dire(constat.titre, r.langue),
        "phrase": ecrire(constat.phrase, constat.grandeurs, langue=r.langue),
        "que_faire": ecrire(constat.que_faire, constat.grandeurs, langue=r.langue),
        "etapes": _etapes(r, constat.etapes),
        "lectures": lectures,
        "pied": f"{nom_du_sujet(constat.sujet, r.langue)} · {', '.join(map(typographier, constat.articles))}",
    }


def _bref(r: Redaction, constat: Constat) -> dict[str, str]:
    return {
        "verdict": CLES_DES_VERDICTS[constat.verdict],
        "libelle": r.mot(constat.verdict.value),
        "phrase": ecrire(constat.phrase, constat.grandeurs, langue=r.langue),
        "articles": ", ".join(map(typographier, constat.articles)),
    }


def _etapes(r: Redaction, etapes: Sequence[Etape]) -> list[Ligne]:
    ecrites = [
        {
            "titre": ecrire(e.libelle, e.grandeurs, langue=r.langue),
            "valeur": ecrire(e.calcul, e.grandeurs, langue=r.langue),
        }
        for e in etapes
    ]
    if len(ecrites) > ETAPES:
        autres = len(ecrites) - ETAPES + 1
        ecrites = [*ecrites[: ETAPES - 1], {"titre": "…", "valeur": r.mot("autres_lignes", n=autres)}]
    return ecrites


def _manques(r: Redaction, manques: Sequence[Manque]) -> Bloc:
    if not manques:
        return {}
    lignes = []
    for manque in manques:
        n = len(manque.constats)
        pour = r.mot("une_regle") if n == 1 else r.mot("regles", n=n)
        lignes.append([grandeur(manque.fait, "", r.langue), dire(str(manque.de), r.langue), pour])
    return {
        "titre": r.mot("manques"),
        "tableau": {
            "entetes": [r.mot("fait"), r.mot("qui"), r.mot("pour")],
            "lignes": lignes,
            "colonnes": [5, 3, 2],
        },
    }
