"""Six signataires et un document à signer : faits une fois par processus."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import typst
from autorite_d_essai import Autorite
from cryptography import x509

from tripartite.documents.composition import Place
from tripartite.documents.signatures.champs import poser_les_champs
from tripartite.documents.signatures.cles import Cle
from tripartite.documents.signatures.signature import signer

NOMS = {
    "stagiaire": "Nguyễn Thị Bảo Trân",
    "organisme": "Camille Le Goff",
    "tuteur": "سلمى بن علي",
    "etablissement": "Université de Bretagne",
    "referent": "Jean-Étienne Œdipe",
    "representant_legal": "Marie O'Brien-Łukasz",
}
GABARIT = """
#set document(title: "Convention d'essai", date: auto)
#set text(lang: "fr")
#pdf.attach("dossier.json", bytes("{\\"stagiaire\\": {}}"), relationship: "source",
  mime-type: "application/json", description: "Le dossier")
= Convention d'essai
#lorem(40)
#pagebreak()
== Signatures
#lorem(20)
"""


@pytest.fixture(scope="session")
def autorite() -> Autorite:
    return Autorite()


@pytest.fixture(scope="session")
def racines(autorite: Autorite) -> tuple[x509.Certificate, ...]:
    return (autorite.certificat,)


@pytest.fixture(scope="session")
def signataires(autorite: Autorite) -> dict[str, Cle]:
    return {role: autorite.cle(nom) for role, nom in NOMS.items()}


@pytest.fixture(scope="session")
def nu() -> bytes:
    """Un document de Typst, PDF/A-3a et PDF/UA-1, son dossier joint, sans champ."""
    compilateur = typst.Compiler(GABARIT.encode(), ignore_system_fonts=True)
    instant = datetime(2026, 2, 2, tzinfo=UTC)
    return compilateur.compile(pdf_standards=["a-3a", "ua-1"], timestamp=instant)


def places(combien: int) -> list[Place]:
    """Deux colonnes de boîtes sur la seconde page."""
    cadres = [(70 + 240 * (n % 2), 400 - 90 * (n // 2)) for n in range(combien)]
    return [
        Place(role, role.capitalize(), NOMS[role], "", 2, (x, y, x + 200, y + 60))
        for role, (x, y) in zip(NOMS, cadres, strict=False)
    ]


@pytest.fixture(scope="session")
def a_signer(nu: bytes) -> Callable[..., bytes]:
    return lambda combien=3, **options: poser_les_champs(nu, places(combien), **options)


@pytest.fixture(scope="session")
def signe(a_signer: Callable[..., bytes], signataires: dict[str, Cle]) -> bytes:
    """Le document signé par trois parties."""
    pdf = a_signer(3)
    for role in list(NOMS)[:3]:
        pdf = signer(pdf, signataires[role], role)
    return pdf


@pytest.fixture(scope="session")
def signe_une_fois(a_signer: Callable[..., bytes], signataires: dict[str, Cle]) -> bytes:
    return signer(a_signer(1), signataires["stagiaire"])
