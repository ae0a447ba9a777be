"""Composer un document : un gabarit Typst, des données, les données jointes au PDF.

Les données entrent en JSON, jamais dans la source du gabarit : un nom comme « #panic() » s'imprime tel quel.
Le PDF est PDF/A-3a et PDF/UA-1, étiqueté, polices incluses ; les mêmes données donnent les mêmes octets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

ICI = Path(__file__).parent
GABARITS = ICI / "gabarits"
POLICES = ICI / "polices"
NORMES: list[typst.PDFStandard] = ["a-3a", "ua-1"]


class DocumentImpossible(Exception):
    """Le document ne peut pas être composé : le message dit pourquoi et quoi faire."""


@dataclass(frozen=True, slots=True)
class Document:
    """Un document composé : son PDF, et ce qui reste à compléter à la main."""

    pdf: bytes
    titre: str
    blancs: tuple[str, ...] = ()


@cache
def _compilateur(racine: Path) -> typst.Compiler:
    return typst.Compiler(root=racine, font_paths=[POLICES], ignore_system_fonts=True)


def composer(gabarit: str, donnees: Mapping[str, Any], *, le: date, joint: str = "") -> bytes:
    """Compose un gabarit.

    Args:
        gabarit: le nom du gabarit, sans « .typ ».
        donnees: ce qu'il imprime, en valeurs JSON.
        le: le jour du document ; il date le PDF, dont les octets ne dépendent de rien d'autre.
        joint: le dossier en JSON, attaché au PDF sous le nom « dossier.json ».

    Raises:
        DocumentImpossible: un caractère qu'aucune police ne sait écrire, ou un gabarit fautif.
    """
    entrees = {"donnees": json.dumps(donnees, ensure_ascii=False, sort_keys=True), "joint": joint}
    instant = datetime(le.year, le.month, le.day, tzinfo=UTC)
    try:
        pdf = _compilateur(GABARITS).compile(
            str(GABARITS / f"{gabarit}.typ"),
            sys_inputs=entrees,
            pdf_standards=NORMES,
            timestamp=instant,
        )
    except typst.TypstError as erreur:
        raise DocumentImpossible(_en_clair(erreur)) from erreur
    assert isinstance(pdf, bytes)
    return pdf


def _en_clair(erreur: typst.TypstError) -> str:
    texte = re.search(r'the text `"(.*?)"` could not be displayed', erreur.message)
    if texte:
        return (
            f"Le caractère « {texte[1]} » ne peut pas être imprimé : aucune police du document ne le contient. "
            "Écrivez ce nom en caractères latins, ou ajoutez une police au thème."
        )
    return f"Le gabarit ne se compose pas : {erreur.message}"
