"""Une convention entière, de sa composition à sa dernière signature : elle reste ce qu'elle dit être."""

import random
import re
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tripartite.documents import (
    Accord,
    PdfIllisible,
    composer_document,
    empreinte,
    lire_pdf,
    sceller,
    signer,
    verifier_signatures,
)
from tripartite.dossiers import lire_dossier

EXEMPLE = Path(__file__).parents[3] / "exemples" / "master-en-entreprise.yaml"
SIGNATURES = ["cachet", "tuteur", "referent"]


@pytest.fixture(scope="module", params=["fr", "en", "fr+en"])
def convention(request, signataires):
    """La version approuvée, et le fichier où tous ont signé."""
    document = composer_document(
        "convention", lire_dossier(EXEMPLE), le=date(2026, 1, 8), langue=request.param, a_signer=True
    )
    version, le = document.pdf, datetime(2026, 1, 9, 10, tzinfo=UTC)
    accords = [
        Accord(p.role, p.nom, "lien personnel, puis code", le, empreinte(version), p.cle, p.partie)
        for p in document.places()
        if p.cle not in SIGNATURES
    ]
    signe = sceller(version, signataires["etablissement"], accords, titre=document.titre)
    for role in SIGNATURES[1:]:
        signe = signer(signe, signataires[role], role)
    return version, signe


def outil(*commande: str, entree: bytes) -> str:
    return subprocess.run(commande, input=entree, capture_output=True, check=True).stdout.decode()


def test_toutes_les_signatures_sont_bonnes(convention, racines, tmp_path) -> None:
    _, signe = convention
    lues = verifier_signatures(signe, racines)
    assert [(s.champ, s.bonne, s.ferme) for s in lues] == [
        ("cachet", True, False),
        ("tuteur", True, False),
        ("referent", True, True),
    ]
    (tmp_path / "a.pdf").write_bytes(signe)
    rendu = subprocess.run(["pdfsig", tmp_path / "a.pdf"], capture_output=True, text=True, check=False).stdout
    assert rendu.count("Signature is Valid") == len(SIGNATURES)
    assert "No syntax" in outil("qpdf", "--check", str(tmp_path / "a.pdf"), entree=b"")


def test_le_fichier_signe_reste_archivable_et_porte_son_dossier(convention) -> None:
    version, signe = convention
    polices = outil("pdffonts", "-", entree=signe).splitlines()[2:]
    assert [p for p in polices if not re.search(r"\byes\s+yes\s+(yes|no)\s+\d+\s+\d+$", p)] == []
    for octets in (version, signe):
        with pikepdf.open(BytesIO(octets)) as pdf:
            with pdf.open_metadata() as xmp:
                assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
            assert list(pdf.attachments) == ["dossier.json"]
    assert signe.startswith(version)
    assert lire_pdf(signe) == lire_dossier(EXEMPLE)


def test_on_lit_dans_l_ordre_les_articles_les_signatures_les_annexes_la_preuve(convention) -> None:
    lu = re.sub(r"\s+", " ", outil("pdftotext", "-", "-", entree=convention[1]))
    reperes = [lu.index(f"Article {n} –") for n in range(1, 16)]
    reperes += [lu.index("Signatures", reperes[-1]), max(lu.rfind("Annexe 1"), lu.rfind("Annex 1"))]
    reperes.append(max(lu.rfind("Page de preuve"), lu.rfind("Evidence page")))
    assert reperes == sorted(reperes)


def test_un_octet_change_ou_ajoute_se_voit(convention, racines) -> None:
    _, signe = convention
    hasard = random.Random(len(signe))  # noqa: S311
    for _ in range(30):
        ou = hasard.randrange(len(signe))
        abime = signe[:ou] + bytes([signe[ou] ^ hasard.randrange(1, 256)]) + signe[ou + 1 :]
        try:
            lues = verifier_signatures(abime, racines)
        except PdfIllisible:
            continue
        assert len(lues) < len(SIGNATURES) or not all(s.bonne for s in lues), ou
    assert not all(s.bonne for s in verifier_signatures(signe + b"\n%", racines))
