"""La commande document : un fichier, un répertoire, les blancs, les erreurs en français."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tripartite.cli.lancement import lancer
from tripartite.documents.signatures.champs import champs_du_pdf
from tripartite.dossiers import lire_dossier, lire_texte

EXEMPLES = Path(__file__).parents[2] / "exemples"
CESURE = str(EXEMPLES / "cesure-a-cheval-sur-le-1er-janvier.yaml")
BUT = str(EXEMPLES / "but-temps-partiel.yaml")


@pytest.fixture(autouse=True)
def ailleurs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "commande",
    [
        ("convention",),
        ("convention", "--langue", "fr+en"),
        ("attestation", "--langue", "en"),
        ("bordereau", "--mois", "2026-01"),
        ("rapport",),
        ("lettre", "--modele", "retraite"),
        ("registre",),
    ],
)
def test_un_document_va_ou_l_on_dit(commande: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        lancer(["document", commande[0], CESURE, *commande[1:], "--le", "15/03/2026", "-o", "a/b.pdf"]) == 0
    )
    assert Path("a/b.pdf").read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out == "a/b.pdf\n"


def test_les_blancs_se_lisent_sur_la_sortie_des_erreurs(capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer(["document", "attestation", CESURE, "--le", "15/03/2026", "-o", "a.pdf"]) == 0
    lu = capsys.readouterr().err
    assert "a.pdf : un blanc à compléter à la main." in lu
    assert "le lieu où l'attestation est faite (organisme d'accueil)" in lu


def test_un_second_organisme_se_donne_par_son_dossier(capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer(["document", "convention", CESURE, "--avec", BUT, "--a-signer", "-o", "a.pdf"]) == 0
    assert [champ.nom for champ in champs_du_pdf(Path("a.pdf").read_bytes())] == [
        "stagiaire",
        "organisme",
        "etablissement",
        "tuteur",
        "referent",
        "organisme_2",
    ]
    assert lancer(["document", "convention", CESURE, BUT, "--avec", BUT]) == 2
    assert "donnez un seul FICHIER" in capsys.readouterr().err
    assert lancer(["document", "convention", CESURE, "--avec", "absent.yaml"]) == 2
    assert "absent.yaml" in capsys.readouterr().err


def test_un_repertoire_garde_ses_sous_repertoires(capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("c/2025", "c/2026"):
        Path(place).mkdir(parents=True)
        shutil.copy(CESURE, f"{place}/lea.yaml")
    assert lancer(["document", "bordereau", "c", "-o", "pdf"]) == 0
    assert sorted(capsys.readouterr().out.split()) == [
        "pdf/2025/lea-bordereau.pdf",
        "pdf/2026/lea-bordereau.pdf",
    ]


def test_deux_dossiers_du_meme_nom_ne_s_ecrasent_pas() -> None:
    for place in ("a", "b"):
        Path(place).mkdir()
        shutil.copy(CESURE, f"{place}/lea.yaml")
    assert lancer(["document", "bordereau", "a/lea.yaml", "b/lea.yaml", "-o", "pdf"]) == 0
    assert sorted(p.name for p in Path("pdf").iterdir()) == ["lea-bordereau-2.pdf", "lea-bordereau.pdf"]


def test_beaucoup_de_dossiers_vont_sur_deux_processus(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c").mkdir()
    for n in range(10):
        shutil.copy(CESURE, f"c/{n:02}.yaml")
    Path("c/05.yaml").write_text("convention: {debut: zut}")
    assert lancer(["document", "attestation", "c", "-o", "pdf"]) == 2
    lu = capsys.readouterr()
    noms = [Path(ligne).name for ligne in lu.out.split()]
    assert noms == [f"{n:02}-attestation.pdf" for n in range(10) if n != 5]
    assert "c/05.yaml" in lu.err
    assert "« zut » n'est pas une date" in lu.err
    assert "1 sur 10" in lu.err


def test_un_document_rend_son_dossier(capsys: pytest.CaptureFixture[str]) -> None:
    lancer(["document", "convention", CESURE, "-o", "a.pdf"])
    capsys.readouterr()
    assert lancer(["lire", "a.pdf"]) == 0
    assert lire_texte(capsys.readouterr().out) == lire_dossier(CESURE)
    assert lancer(["lire", "a.pdf", "--format", "json", "-o", "d/a.json"]) == 0
    assert lire_dossier("d/a.json") == lire_dossier(CESURE)
    assert lancer(["document", "rapport", "a.pdf", "-o", "r.pdf"]) == 0


def test_le_dossier_de_controle_est_un_zip() -> None:
    assert lancer(["document", "controle", CESURE, BUT, "-o", "c.zip"]) == 0
    with zipfile.ZipFile(io.BytesIO(Path("c.zip").read_bytes())) as archive:
        assert "SHA256SUMS" in archive.namelist()
    assert sorted(p.name for p in Path().iterdir()) == ["c.zip"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("convention", "absent.yaml"), "n'existe pas"),
        (("convention", f"{'a' * 300}.yaml"), "ne peut pas être lu"),
        (("convention", CESURE, "--theme", "."), "n'a pas de fichier theme.yaml"),
        (("convention", CESURE, "--langue", "de"), "« de » n'est pas parmi"),
        (("avenant", CESURE), "n'a pas d'avenant"),
        (("bordereau", CESURE, "--mois", "2027-01"), "rien à payer en janvier 2027"),
        (("lettre", BUT, "--modele", "retraite"), "n'a pas d'objet"),
        (("convention", "faux.pdf"), "PDF"),
        (("convention", "vide"), "ne contient aucun dossier"),
        (("convention", CESURE, BUT, "-o", "a.pdf"), "un seul fichier, pour 2 documents"),
        (("convention", CESURE, "-o", "fichier/a.pdf"), "un fichier est à la place d'un répertoire"),
        (("registre", "faux.pdf"), "Aucun dossier ne se lit"),
        (("controle", CESURE, "-o", "fichier/a.zip"), "un fichier est à la place d'un répertoire"),
        (("zut",), "La commande « zut » n'existe pas"),
    ],
)
def test_une_entree_fautive_sort_avec_2(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("faux.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    Path("vide").mkdir()
    Path("fichier").write_text("")
    assert lancer(["document", *arguments]) == 2
    lu = capsys.readouterr().err
    assert message in lu
    assert "Traceback" not in lu


def test_rien_ne_s_ecrase_sans_le_dire(capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer(["document", "attestation", BUT]) == 0
    assert lancer(["document", "attestation", BUT]) == 2
    assert "existe déjà" in capsys.readouterr().err


def test_un_texte_d_ecole_se_controle(capsys: pytest.CaptureFixture[str]) -> None:
    Path("vieux.txt").write_text("Vu l'article L. 612-11.", "utf-8")
    assert lancer(["document", "texte", "vieux.txt", "--clauses"]) == 1
    assert "citation morte : L. 612-11" in capsys.readouterr().out
    Path("bon.md").write_text("Vu l'article L. 124-6.", "utf-8")
    assert lancer(["document", "texte", "bon.md", "--clauses"]) == 0
    Path("latin.txt").write_bytes("é".encode("latin-1"))
    assert lancer(["document", "texte", "latin.txt"]) == 2
