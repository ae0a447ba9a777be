"""Un PDF de Tripartite rend son dossier ; un autre PDF se refuse, en français."""

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tripartite.cli import lancement
from tripartite.documents.convention import convention
from tripartite.documents.lecture import lire_pdf
from tripartite.dossiers import DossierInvalide, lire_dossier

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "exemples" / "cesure-a-cheval-sur-le-1er-janvier.yaml"


@pytest.fixture(scope="module")
def octets() -> bytes:
    return convention(lire_dossier(EXEMPLE), le=date(2026, 11, 23)).pdf


def pdf_joignant(contenu: bytes, nom: str = "dossier.json", compresser: bool = False) -> bytes:
    sortie = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[nom] = contenu
        pdf.save(sortie, compress_streams=compresser, recompress_flate=compresser)
    return sortie.getvalue()


def test_lire_dossier_accepte_un_pdf(octets: bytes, tmp_path: Path) -> None:
    fichier = tmp_path / "convention.pdf"
    fichier.write_bytes(octets)
    assert lire_dossier(fichier) == lire_dossier(EXEMPLE) == lire_pdf(octets)


@pytest.mark.parametrize(
    ("pdf", "message"),
    [
        (b"convention: {}", "Ce n'est pas un PDF."),
        (b"%PDF-1.7\nrien", "Ce PDF est abîmé"),
        (pdf_joignant(b"{}", "autre.json"), "il n'a pas été composé par Tripartite"),
        (pdf_joignant(b"\xff\xfe"), "n'est pas un texte"),
        (pdf_joignant(b'{"convention": {"debut": "demain"}}'), "demain"),
        (pdf_joignant(b" " * 2_000_001), "dépasse 2 Mo"),
        (pdf_joignant(b" " * 30_000_000, compresser=True), "dépasse 2 Mo"),
    ],
)
def test_un_pdf_qui_ne_rend_pas_de_dossier_se_dit(pdf: bytes, message: str) -> None:
    with pytest.raises(DossierInvalide, match=message):
        lire_pdf(pdf)


def test_un_pdf_protege_se_dit(octets: bytes) -> None:
    sortie = io.BytesIO()
    with pikepdf.open(io.BytesIO(octets)) as pdf:
        pdf.save(sortie, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(DossierInvalide, match="mot de passe"):
        lire_pdf(sortie.getvalue())


def test_verifier_accepte_un_pdf_et_l_entree_standard(
    octets: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fichier = tmp_path / "convention.pdf"
    fichier.write_bytes(octets)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(octets)))
    sorties = []
    for nom in (str(EXEMPLE), str(fichier), "-"):
        code = lancement.lancer(["verifier", nom, "--format", "json", "--au", "23/11/2026"])
        (lu,) = json.loads(capsys.readouterr().out)["dossiers"]
        sorties.append((code, lu["constats"]))
    assert sorties[0] == sorties[1] == sorties[2]
