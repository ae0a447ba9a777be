"""Un octet changé, où que ce soit : refusé. Mille endroits au hasard, et la dernière enveloppe de près."""

import random
import subprocess

import pytest

from tripartite.documents.signatures.erreurs import PdfIllisible
from tripartite.documents.signatures.verification import verifier_signatures

PAQUETS = 10


def est_bon(pdf: bytes, racines, combien: int) -> bool:
    try:
        lues = verifier_signatures(pdf, racines)
    except PdfIllisible:
        return False
    return len(lues) == combien and all(s.bonne for s in lues)


def changer(pdf: bytes, ou: int, hasard: random.Random) -> bytes:
    return pdf[:ou] + bytes([pdf[ou] ^ hasard.randrange(1, 256)]) + pdf[ou + 1 :]


def test_sans_rien_changer_il_est_bon(signe_une_fois, signe, racines) -> None:
    """L'interrupteur : la même lecture accepte le fichier tel quel."""
    assert est_bon(signe_une_fois, racines, 1)
    assert est_bon(signe, racines, 3)


@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_neuf_cents_octets_d_un_fichier_signe_une_fois(signe_une_fois, racines, paquet) -> None:
    hasard = random.Random(paquet)  # noqa: S311
    endroits = [hasard.randrange(len(signe_une_fois)) for _ in range(90)]
    acceptes = [n for n in endroits if est_bon(changer(signe_une_fois, n, hasard), racines, 1)]
    assert acceptes == []


@pytest.mark.parametrize("paquet", range(2))
def test_cent_octets_d_un_fichier_signe_par_trois(signe, racines, paquet) -> None:
    hasard = random.Random(100 + paquet)  # noqa: S311
    endroits = [hasard.randrange(len(signe)) for _ in range(50)]
    assert [n for n in endroits if est_bon(changer(signe, n, hasard), racines, 3)] == []


def test_l_enveloppe_ne_s_ecrit_que_d_une_facon(signe_une_fois, racines) -> None:
    """Là où l'empreinte ne voit rien : un autre chiffre, une autre casse, le remplissage, les bornes."""
    debut = signe_une_fois.rindex(b"/Contents <") + 10
    fin = signe_une_fois.index(b">", debut)
    hasard = random.Random(7)  # noqa: S311
    en_tete = range(debut + 1, debut + 150)
    endroits = [debut, *en_tete, fin - 1, fin, *(hasard.randrange(debut, fin) for _ in range(60))]
    for ou in endroits:
        octet = signe_une_fois[ou : ou + 1]
        autres = {octet.upper(), octet.lower(), hasard.choice([b"0", b"7", b"a", b" ", b"\n"])} - {octet}
        for autre in autres:
            abime = signe_une_fois[:ou] + autre + signe_une_fois[ou + 1 :]
            assert not est_bon(abime, racines, 1), (ou, octet, autre)


def test_un_fichier_ecrit_a_nouveau_est_refuse(signe, racines, tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(signe)
    subprocess.run(["qpdf", str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")], check=True)
    assert not est_bon((tmp_path / "b.pdf").read_bytes(), racines, 3)


@pytest.mark.parametrize("reste", [0.1, 0.5, 0.9, 0.999])
def test_un_fichier_coupe_est_refuse(signe, racines, reste) -> None:
    assert not est_bon(signe[: int(len(signe) * reste)], racines, 3)


def test_poppler_en_dit_autant(signe_une_fois, tmp_path) -> None:
    """Le second avis, hors de l'enveloppe, que Poppler ne relit pas d'aussi près."""
    trou = range(signe_une_fois.rindex(b"/Contents <"), signe_une_fois.rindex(b"/ByteRange"))
    hasard = random.Random(3)  # noqa: S311
    chemin = tmp_path / "a.pdf"
    acceptes = []
    for _ in range(25):
        ou = hasard.choice([n for n in range(len(signe_une_fois)) if n not in trou])
        chemin.write_bytes(changer(signe_une_fois, ou, hasard))
        vu = subprocess.run(["pdfsig", str(chemin)], capture_output=True, text=True, check=False).stdout
        if "Signature is Valid" in vu and "\n  - Total document signed" in vu:
            acceptes.append(ou)
    assert acceptes == []
