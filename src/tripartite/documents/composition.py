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

from tripartite.documents.refus import Refus
from tripartite.droit.langage.phrases import Phrase, phrase

ICI = Path(__file__).parent
GABARITS = ICI / "gabarits"
POLICES = ICI / "polices"
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""L'apostrophe des mots s'imprime courbe ; celle d'un code reste comme elle est tapée."""
NORMES: list[typst.PDFStandard] = ["a-3a", "ua-1"]


class DocumentImpossible(Refus):
    """Le document ne peut pas être composé."""


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

    `places` se demande, et garde la mise en page jusque-là.
    """

    pdf: bytes
    titre: str
    blancs: tuple[str, ...] = ()
    places: Callable[[], tuple[Place, ...]] = field(default=tuple, repr=False, compare=False)


class MiseEnPage:
    """Un gabarit et ses données, mis en page.

    Chaque document a son compilateur : Typst refuse d'en partager un entre deux fils. Les polices, qui ne
    changent pas, sont lues une fois.
    """

    def __init__(self, gabarit: str, donnees: Mapping[str, Any], *, le: date, joint: str = "") -> None:
        """
        Args:
            gabarit: le nom du gabarit, sans « .typ ».
            donnees: ce qu'il imprime, en valeurs JSON.
            le: le jour du document ; il date le PDF, dont les octets ne dépendent de rien d'autre.
            joint: le dossier en JSON, attaché au PDF sous le nom « dossier.json ».
        """
        texte = APOSTROPHE.sub("’", json.dumps(donnees, ensure_ascii=False, sort_keys=True))
        entrees = {"donnees": texte, "titre": donnees["titre"], "joint": joint}
        self._compilateur = typst.Compiler(
            GABARITS / f"{gabarit}.typ", root=GABARITS, font_paths=polices(), sys_inputs=entrees
        )
        self._instant = datetime(le.year, le.month, le.day, tzinfo=UTC)

    def pdf(self) -> bytes:
        """Rend le PDF.

        Raises:
            DocumentImpossible: un caractère qu'aucune police ne sait écrire, ou un gabarit fautif.
        """
        try:
            pdf = self._compilateur.compile(pdf_standards=NORMES, timestamp=self._instant)
        except typst.TypstError as erreur:
            raise DocumentImpossible(_en_clair(erreur)) from erreur
        return bytes(pdf)  # type: ignore[arg-type]

    def places(self) -> tuple[Place, ...]:
        """Rend la place de chaque boîte de signature ; presque rien, une fois le PDF composé.

        Raises:
            DocumentImpossible: le gabarit ne se compose pas.
        """
        try:
            trouvees = json.loads(self._compilateur.query("<signature>", field="value"))
        except typst.TypstError as erreur:
            raise DocumentImpossible(_en_clair(erreur)) from erreur
        return tuple(_place(trouvee) for trouvee in trouvees)


@cache
def polices() -> typst.Fonts:
    """Les polices des documents : celles de Typst, et les nôtres ; jamais celles de la machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[POLICES])


def _place(boite: Mapping[str, Any]) -> Place:
    haut = boite["hauteur_page"] - boite["y"]
    rectangle = (boite["x"], haut - boite["hauteur"], boite["x"] + boite["largeur"], haut)
    role, nom = (boite[champ].replace("’", "'") for champ in ("role", "nom"))
    return Place(
        boite["cle"],
        role,
        nom,
        boite["partie"],
        boite["page"],
        tuple(round(c, 2) for c in rectangle),
    )


def _en_clair(erreur: typst.TypstError) -> Phrase:
    texte = re.search(r'the text `"(.*?)"` could not be displayed', erreur.message)
    if texte:
        return phrase(
            "Le caractère « {caractere} » ne peut pas être imprimé : aucune police du document ne le "
            "contient. Écrivez-le en caractères latins, comme au passeport.",
            caractere=texte[1],
        )
    return phrase("Le gabarit ne se compose pas : {raison}", raison=erreur.message)
