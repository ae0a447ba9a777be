"""Composer un document : un gabarit Typst, des données, les données jointes au PDF.

Les données entrent en JSON, jamais dans la source du gabarit : un nom comme « #panic() » s'imprime tel quel.
Le PDF est PDF/A-3a et PDF/UA-1, étiqueté, polices incluses ; les mêmes données donnent les mêmes octets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
class Place:
    """La place d'une signature dans le PDF : sa page, de 1 à n, et son rectangle.

    Le rectangle est en points, depuis le coin bas gauche de la page, comme un champ de PDF le veut.
    """

    cle: str
    role: str
    nom: str
    partie: str
    page: int
    rectangle: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Document:
    """Un document composé : son PDF, ce qui reste à compléter à la main, et où chacun signe.

    `places` se demande : trouver les boîtes de signature coûte une mise en page de plus.
    """

    pdf: bytes
    titre: str
    blancs: tuple[str, ...] = ()
    places: Callable[[], tuple[Place, ...]] = field(default=tuple, repr=False, compare=False)


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
    entrees = _entrees(donnees, joint)
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
    return bytes(pdf)  # type: ignore[arg-type]


def situer(gabarit: str, donnees: Mapping[str, Any], *, le: date, joint: str = "") -> tuple[Place, ...]:
    """Rend la place de chaque boîte de signature du document que `composer` fait des mêmes données.

    Raises:
        DocumentImpossible: le gabarit ne se compose pas.
    """
    compilateur = typst.Compiler(
        GABARITS / f"{gabarit}.typ",
        root=GABARITS,
        font_paths=[POLICES],
        ignore_system_fonts=True,
        sys_inputs=_entrees(donnees, joint),
    )
    try:
        trouvees = json.loads(compilateur.query("<signature>", field="value"))
    except typst.TypstError as erreur:
        raise DocumentImpossible(_en_clair(erreur)) from erreur
    return tuple(_place(trouvee) for trouvee in trouvees)


def _place(boite: Mapping[str, Any]) -> Place:
    haut = boite["hauteur_page"] - boite["y"]
    rectangle = (boite["x"], haut - boite["hauteur"], boite["x"] + boite["largeur"], haut)
    return Place(
        boite["cle"],
        boite["role"],
        boite["nom"],
        boite["partie"],
        boite["page"],
        tuple(round(c, 2) for c in rectangle),
    )


def _entrees(donnees: Mapping[str, Any], joint: str) -> dict[str, str]:
    return {"donnees": json.dumps(donnees, ensure_ascii=False, sort_keys=True), "joint": joint}


def _en_clair(erreur: typst.TypstError) -> str:
    texte = re.search(r'the text `"(.*?)"` could not be displayed', erreur.message)
    if texte:
        return (
            f"Le caractère « {texte[1]} » ne peut pas être imprimé : aucune police du document ne le "
            "contient. Écrivez ce nom en caractères latins, ou ajoutez une police au thème."
        )
    return f"Le gabarit ne se compose pas : {erreur.message}"
