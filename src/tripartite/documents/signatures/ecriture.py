"""Écrire à la suite d'un PDF sans rien lui ôter de ce qu'il déclare.

pyHanko réécrit les métadonnées à chaque ajout, et porte le PDF à la version 2.0 pour une clé à courbe
elliptique : le fichier signé se dirait encore PDF/A-3, qui est un PDF 1.7, et ses métadonnées auraient changé
sous les premières signatures. Ici, ni l'un ni l'autre.
"""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tripartite.documents.signatures.erreurs import PdfIllisible

VERSION = (1, 7)


class Suite(IncrementalPdfFileWriter):
    """Un ajout à la suite d'un PDF, qui ne touche ni à sa version ni à ses métadonnées."""

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        super().ensure_output_version(min(version, VERSION))  # type: ignore[no-untyped-call]

    def register_extension(self, ext: DeveloperExtension) -> None:
        if tuple(int(n) for n in ext.base_version.removeprefix("/").split(".")) <= VERSION:
            super().register_extension(ext)


def suite_de(pdf: bytes) -> Suite:
    """Prépare un ajout à la suite d'un PDF.

    Raises:
        PdfIllisible: ce n'est pas un PDF, ou il est chiffré.
    """
    return Suite(BytesIO(pdf), prev=lecteur(pdf))


def lecteur(pdf: bytes) -> PdfFileReader:
    """Ouvre un PDF.

    Raises:
        PdfIllisible: ce n'est pas un PDF, ou il est chiffré.
    """
    if b"%PDF-" not in pdf[:1024]:
        raise PdfIllisible("Ce n'est pas un PDF : le fichier ne commence pas par « %PDF- ».")
    try:
        ouvert = PdfFileReader(BytesIO(pdf))
        chiffre = ouvert.encrypted
        ouvert.root["/Pages"]
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as erreur:
        raise PdfIllisible("Ce PDF est abîmé : sa structure ne se lit pas.") from erreur
    if chiffre:
        raise PdfIllisible("Ce PDF est chiffré. Ôtez-en le mot de passe, puis recommencez.")
    return ouvert


def langue_de(pdf: bytes) -> str:
    """La langue dans laquelle on écrit dans ce PDF : « en » s'il se dit en anglais, sinon « fr »."""
    racine = lecteur(pdf).root
    return "en" if "/Lang" in racine and str(racine["/Lang"]).lower().startswith("en") else "fr"
