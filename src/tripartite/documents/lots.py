"""Composer beaucoup de documents : chacun de son dossier à son fichier, sur deux processus."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from tripartite.documents.catalogue import composer_document
from tripartite.documents.composition import DocumentImpossible
from tripartite.dossiers import DossierInvalide, lire_dossier
from tripartite.droit.langage import FaitInconnu

PEU = 8
"""En dessous, un second processus coûterait plus qu'il ne rapporte."""
DOCUMENTS_PAR_PROCESSUS = 1000
"""Après quoi un processus est remplacé : sa mémoire ne grossit pas sans fin."""


@dataclass(frozen=True, slots=True)
class Travail:
    """Un document à composer : d'où viennent les faits, où l'écrire, lequel, avec quelles options."""

    source: str
    vers: Path
    document: str
    options: Mapping[str, Any] = field(default_factory=dict)
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Resultat:
    """Un document écrit, et ce qui y reste à compléter ; ou pourquoi il ne l'est pas."""

    travail: Travail
    blancs: tuple[str, ...] = ()
    erreurs: tuple[str, ...] = ()


def composer_tout(travaux: Iterable[Travail], processus: int = 2) -> Iterator[Resultat]:
    """Compose des documents, et rend chaque résultat dans l'ordre, dès qu'il est prêt.

    Args:
        travaux: les documents ; lus à mesure, jamais tous en mémoire.
        processus: combien de documents à la fois ; au plus un par cœur.
    """
    suite = iter(travaux)
    premiers = list(islice(suite, PEU))
    processus = min(processus, os.cpu_count() or 1)
    if len(premiers) < PEU or processus < 2:
        yield from map(composer_un, premiers)
        yield from map(composer_un, suite)
        return
    # « spawn » : Typst a ses propres fils d'exécution, qu'un processus dédoublé ne retrouverait pas.
    contexte = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processus, contexte, max_tasks_per_child=DOCUMENTS_PAR_PROCESSUS) as equipe:
        attente: deque[Future[Resultat]] = deque(equipe.submit(composer_un, t) for t in premiers)
        while attente:
            yield attente.popleft().result()
            attente.extend(equipe.submit(composer_un, t) for t in islice(suite, 1))


def composer_un(travail: Travail) -> Resultat:
    """Compose un document et l'écrit ; une erreur est rendue, jamais levée."""
    try:
        dossier = lire_dossier(travail.source)
        document = composer_document(travail.document, dossier, travail.theme, **travail.options)
        ecrire_en_entier(travail.vers, document.pdf)
    except DossierInvalide as erreur:
        return Resultat(travail, erreurs=tuple(str(e) for e in erreur.erreurs))
    except FaitInconnu as erreur:
        return Resultat(travail, erreurs=(f"Il manque {erreur.inconnu.libelle}.",))
    except (DocumentImpossible, EcritureImpossible) as erreur:
        return Resultat(travail, erreurs=(str(erreur),))
    return Resultat(travail, document.blancs)


class EcritureImpossible(Exception):
    """Le fichier ne s'écrit pas : le message dit pourquoi."""


def ecrire_en_entier(chemin: Path, octets: bytes) -> None:
    """Écrit un fichier en entier, ou pas du tout ; crée son répertoire s'il n'existe pas.

    Raises:
        EcritureImpossible: pas le droit, pas la place, ou un chemin qui ne convient pas.
    """
    with ouvrir_en_entier(chemin) as fichier:
        fichier.write(octets)


@contextmanager
def ouvrir_en_entier(chemin: Path) -> Iterator[BinaryIO]:
    """Ouvre un fichier qui ne prend sa place qu'une fois écrit en entier.

    Raises:
        EcritureImpossible: pas le droit, pas la place, ou un chemin qui ne convient pas.
    """
    provisoire = chemin.with_name(f".{chemin.name}.{os.getpid()}")
    try:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        with provisoire.open("w+b") as fichier:
            yield fichier
        provisoire.replace(chemin)
    except (OSError, ValueError) as erreur:
        raise EcritureImpossible(f"« {chemin} » ne s'écrit pas : {_raison(erreur)}.") from None
    finally:
        with suppress(OSError, ValueError):
            provisoire.unlink()


def _raison(erreur: Exception) -> str:
    raisons: tuple[tuple[type[Exception], str], ...] = (
        (PermissionError, "vous n'en avez pas le droit"),
        (IsADirectoryError, "c'est un répertoire"),
        (NotADirectoryError, "un fichier est à la place d'un répertoire"),
        (FileExistsError, "un fichier est à la place d'un répertoire"),
        (FileNotFoundError, "ce chemin n'existe pas"),
    )
    dite = next((raison for classe, raison in raisons if isinstance(erreur, classe)), "")
    return dite or str(getattr(erreur, "strerror", "") or "ce chemin ne convient pas").lower()
