"""Ce qui se voit dans la boîte d'une signature : une page de Typst à sa taille, polices incluses.

Le tampon ordinaire de pyHanko emploie Courier sans l'inclure : le fichier signé ne serait plus PDF/A.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any, cast

import typst
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStampStyle

from tripartite.documents.composition import GABARITS, polices
from tripartite.documents.textes import lire_textes
from tripartite.rendus.grandeurs import ecrire


@dataclass(frozen=True)
class Tampon(BaseStampStyle):
    """Une page de PDF posée telle quelle dans le champ."""

    page: bytes = b""

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> Any:
        return _Pose(writer, self.page)

    def poser(self, suite: BasePdfFileWriter, champ: DictionaryObject) -> None:
        """Pose le tampon dans un champ, sans le signer."""
        _Pose(suite, self.page).apply_appearance(champ)


@dataclass(frozen=True, slots=True)
class _Pose:
    writer: BasePdfFileWriter
    page: bytes

    def apply_appearance(self, annotation: DictionaryObject) -> None:
        apparence = self.writer.import_page_as_xobject(PdfFileReader(BytesIO(self.page)))
        normale = DictionaryObject({pdf_name("/N"): apparence})  # type: ignore[no-untyped-call]
        annotation[pdf_name("/AP")] = normale


def dire_l_instant(instant: datetime, langue: str = "fr") -> str:
    """Un instant, à l'heure de la machine : « le 2 février 2026 à 14 h 05 (UTC+1) »."""
    local = instant.astimezone()
    ecart = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    heures = f"{abs(ecart) // 60}" + (f":{abs(ecart) % 60:02}" if ecart % 60 else "")
    fuseau = f"UTC{'-' if ecart < 0 else '+'}{heures}" if ecart else "UTC"
    grandeurs = {"jour": local.date(), "heure": local.hour * 60 + local.minute, "fuseau": fuseau}
    return ecrire(lire_textes("preuve", langue).mots["instant"], grandeurs, langue=langue)


def tampon(
    *,
    largeur: float,
    hauteur: float,
    partie: str,
    titre: str,
    nom: str,
    le: datetime,
    lignes: tuple[str, ...],
    langue: str = "fr",
) -> Tampon:
    """Compose le tampon d'une signature ; un nom qu'aucune police ne sait écrire renvoie au certificat."""
    donnees = {
        "largeur": largeur,
        "hauteur": hauteur,
        "partie": partie,
        "titre": titre,
        "nom": nom,
        "lignes": list(lignes),
        "langue": langue,
    }
    try:
        page = _composer(donnees, le)
    except typst.TypstError:
        page = _composer(
            {
                **donnees,
                "nom": lire_textes("preuve", langue).mots["nom_au_certificat"],
                "lignes": list(lignes[:1]),
            },
            le,
        )
    return Tampon(page=page)


def _composer(donnees: dict[str, Any], le: datetime) -> bytes:
    compilateur = typst.Compiler(
        GABARITS / "tampon.typ",
        root=GABARITS,
        font_paths=polices(),
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
    )
    page = compilateur.compile(
        pdf_standards=["a-3u"], pdf_tags=False, timestamp=le.astimezone(UTC).replace(microsecond=0)
    )
    return cast(bytes, page)
