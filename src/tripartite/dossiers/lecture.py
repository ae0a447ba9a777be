"""Lire un dossier : d'un fichier ou d'un texte, YAML ou JSON, aux faits ; toutes les erreurs à la fois."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from tripartite.dossiers import horaires as horaires  # enregistre leur écriture
from tripartite.dossiers import raccourcis as raccourcis
from tripartite.dossiers.coherence import verifier_coherence
from tripartite.dossiers.conversion import Conversion
from tripartite.dossiers.erreurs import (
    DossierInvalide,
    Erreur,
    Journal,
    TropDErreurs,
)
from tripartite.dossiers.fichiers import TAILLE, borner, decoder, octets_du_fichier, refuser
from tripartite.dossiers.noeuds import Noeud, Scalaire, Table, lire_noeuds
from tripartite.dossiers.pdf import est_un_pdf, lire_dossier_joint
from tripartite.droit.faits import Changement, Convention, Dossier
from tripartite.droit.langage import connu


def lire_dossier(chemin: str | PathLike[str]) -> Dossier:
    """Lit le dossier d'un fichier YAML ou JSON, ou celui qu'un PDF de Tripartite porte en lui.

    Raises:
        DossierInvalide: le fichier ne se lit pas, ou ce qu'il dit ne se comprend pas ou se contredit.
    """
    nom = str(chemin)
    return lire_octets(octets_du_fichier(Path(chemin), nom), nom)


def lire_octets(octets: bytes, nom: str = "dossier") -> Dossier:
    """Lit le dossier d'un fichier déjà ouvert : YAML, JSON, ou PDF de Tripartite. `nom` sert aux messages.

    Raises:
        DossierInvalide: ces octets ne se lisent pas, ou ce qu'ils disent ne se comprend pas.
    """
    borner(octets, nom)
    texte = lire_dossier_joint(octets, nom) if est_un_pdf(octets) else decoder(octets, nom)
    return lire_texte(texte, nom)


def lire_texte(texte: str, nom: str = "dossier") -> Dossier:
    """Lit le dossier d'un texte. `nom` sert aux messages.

    Raises:
        DossierInvalide: le texte ne se comprend pas, ou ce qu'il dit se contredit.
    """
    if len(texte) > TAILLE:
        raise refuser(nom, f"Le dossier dépasse {TAILLE // 1_000_000} Mo.", "Donnez un seul dossier.")
    journal = Journal()
    dossier = Dossier()
    try:
        if nom.lower().endswith(".json"):
            from tripartite.dossiers.json_exact import verifier_le_json  # un dossier YAML s'en passe

            verifier_le_json(texte)
        dossier = _dossier(texte, journal)
    except DossierInvalide as erreur:
        raise DossierInvalide(erreur.erreurs, nom) from None
    except TropDErreurs:
        pass
    if journal.erreurs:
        raise DossierInvalide(journal.erreurs, nom)
    return dossier


def _dossier(texte: str, journal: Journal) -> Dossier:
    racine = lire_noeuds(texte, journal)
    if not isinstance(racine, Table):
        message = "Le fichier ne contient pas de champs."
        raise DossierInvalide(
            [Erreur(message, racine.ligne, voulu="des lignes « convention: », « stagiaire: »…")]
        )
    entrees = tuple((n, v) for n, v in racine.entrees if n.texte != "$schema" and not _vide(v))
    conversion = Conversion(journal)
    dossier: Dossier = conversion.fait(Dossier, Table(entrees, racine.ligne), "")
    dossier = completer_les_avenants(dossier, conversion.partiels)
    verifier_coherence(dossier, journal)
    return dossier


def _vide(noeud: Noeud) -> bool:
    return isinstance(noeud, Scalaire) and noeud.vide


def completer_les_avenants(
    dossier: Dossier, partiels: Sequence[tuple[Changement, tuple[str, ...]]]
) -> Dossier:
    """Un avenant qui ne change que l'heure de gratification garde le reste de la gratification.

    Ce qu'il ne dit pas vient de la convention telle que les avenants conclus avant lui l'ont faite.
    """
    donnes = {id(changement): champs for changement, champs in partiels}
    avenants = dossier.vie.avenants
    if not donnes or not connu(avenants):
        return dossier
    convention = dossier.convention
    complets: dict[int, Any] = {}
    for avenant in sorted(avenants, key=lambda a: a.conclu_le if connu(a.conclu_le) else date.min):
        if not connu(avenant.changements):
            return dossier
        changements = tuple(_completer(c, donnes.get(id(c)), convention) for c in avenant.changements)
        complets[id(avenant)] = replace(avenant, changements=changements)
        convention = replace(convention, **{c.fait: c.apres for c in changements})
    return replace(dossier, vie=replace(dossier.vie, avenants=tuple(complets[id(a)] for a in avenants)))


def _completer(changement: Changement, donnes: tuple[str, ...] | None, convention: Convention) -> Changement:
    avant = getattr(convention, changement.fait)
    if donnes is None or not connu(changement.apres) or type(avant) is not type(changement.apres):
        return changement
    return Changement(changement.fait, replace(avant, **{n: getattr(changement.apres, n) for n in donnes}))
