"""Lire un dossier : d'un fichier ou d'un texte, YAML ou JSON, aux faits ; toutes les erreurs à la fois."""

from __future__ import annotations

import stat
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
    extrait,
    le_plus_proche,
)
from tripartite.dossiers.noeuds import Noeud, Scalaire, Table, lire_noeuds
from tripartite.dossiers.pdf import MARQUE, TAILLE_D_UN_PDF, est_un_pdf, lire_dossier_joint
from tripartite.droit.faits import Changement, Convention, Dossier
from tripartite.droit.langage import connu

TAILLE = 2_000_000
"""En octets. Un an de présences jour par jour en fait vingt mille."""


def lire_dossier(chemin: str | PathLike[str]) -> Dossier:
    """Lit le dossier d'un fichier YAML ou JSON, ou celui qu'un PDF de Tripartite porte en lui.

    Raises:
        DossierInvalide: le fichier ne se lit pas, ou ce qu'il dit ne se comprend pas ou se contredit.
    """
    nom = str(chemin)
    return lire_octets(_octets(Path(chemin), nom), nom)


def lire_octets(octets: bytes, nom: str = "dossier") -> Dossier:
    """Lit le dossier d'un fichier déjà ouvert : YAML, JSON, ou PDF de Tripartite. `nom` sert aux messages.

    Raises:
        DossierInvalide: ces octets ne se lisent pas, ou ce qu'ils disent ne se comprend pas.
    """
    texte = lire_dossier_joint(octets, nom) if est_un_pdf(octets) else _decoder(octets, nom)
    return lire_texte(texte, nom)


def lire_texte(texte: str, nom: str = "dossier") -> Dossier:
    """Lit le dossier d'un texte. `nom` sert aux messages.

    Raises:
        DossierInvalide: le texte ne se comprend pas, ou ce qu'il dit se contredit.
    """
    if len(texte) > TAILLE:
        raise _refus(nom, f"Le dossier dépasse {TAILLE // 1_000_000} Mo.", "Donnez un seul dossier.")
    journal = Journal()
    dossier = Dossier()
    try:
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
            [Erreur(message, racine.ligne, attendu="des lignes « convention: », « stagiaire: »…")]
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


# --- Le fichier --------------------------------------------------------------------------------


def _octets(chemin: Path, nom: str) -> bytes:
    try:
        etat = chemin.stat()
        if stat.S_ISDIR(etat.st_mode):
            raise _refus(
                nom, f"« {extrait(nom)} » est un répertoire.", "Donnez le chemin d'un fichier YAML ou JSON."
            )
        if not stat.S_ISREG(etat.st_mode) and not stat.S_ISFIFO(etat.st_mode):
            raise _refus(
                nom,
                f"« {extrait(nom)} » n'est pas un fichier.",
                "Donnez le chemin d'un fichier YAML ou JSON.",
            )
        with chemin.open("rb") as fichier:
            marque = fichier.read(len(MARQUE))
            limite = TAILLE_D_UN_PDF if est_un_pdf(marque) else TAILLE
            octets = marque + fichier.read(limite + 1 - len(marque))
    except FileNotFoundError:
        proches = _voisins(chemin)
        raise _refus(
            nom, f"Le fichier « {extrait(nom, 200)} » n'existe pas.", proches or "Vérifiez le chemin."
        ) from None
    except PermissionError:
        raise _refus(
            nom, f"Le fichier « {extrait(nom, 200)} » ne peut pas être lu.", "Vérifiez vos droits."
        ) from None
    except (OSError, ValueError) as erreur:
        if isinstance(erreur, DossierInvalide):
            raise
        raise _refus(
            nom, f"Le fichier « {extrait(nom, 200)} » ne peut pas être lu.", "Vérifiez le chemin."
        ) from None
    if len(octets) > limite:
        raise _trop_gros(nom, limite)
    return octets


def _voisins(chemin: Path) -> str:
    try:
        noms = [p.name for p in chemin.parent.iterdir()][:1000]
    except OSError:
        return ""
    proche = le_plus_proche(chemin.name, noms)
    return f"Vouliez-vous dire « {extrait(proche)} » ?" if proche else ""


def _decoder(octets: bytes, nom: str) -> str:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refus(nom, "Le fichier est en UTF-16.", "Enregistrez-le en UTF-8.")
    if b"\0" in octets:
        raise _refus(nom, "Le fichier n'est pas un texte.", "Donnez un fichier YAML ou JSON.")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets.count(b"\n", 0, erreur.start) + 1
        message = "Le fichier n'est pas en UTF-8."
        raise _refus(nom, message, "Enregistrez-le en UTF-8 dans votre éditeur.", ligne) from None


def _trop_gros(nom: str, limite: int) -> DossierInvalide:
    return _refus(nom, f"Le fichier dépasse {limite // 1_000_000} Mo.", "Donnez un seul dossier.")


def _refus(nom: str, message: str, que_faire: str, ligne: int | None = None) -> DossierInvalide:
    return DossierInvalide([Erreur(message, ligne, que_faire=que_faire)], nom)
