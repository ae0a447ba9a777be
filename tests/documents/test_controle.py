"""Le dossier de contrôle se vérifie, ne change pas d'un jour à l'autre, et ne compte rien deux fois."""

import io
import json
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf

from tripartite.documents.controle import INDEX, MANIFESTE, controle, manquements_de
from tripartite.documents.lecture import lire_pdf
from tripartite.dossiers import lire_dossier, lire_texte
from tripartite.droit.calculs.amendes import Motif, exposition
from tripartite.droit.faits import Nature
from tripartite.droit.verification import situation_de

EXEMPLES = Path(__file__).parents[2] / "exemples"
LE = date(2026, 11, 23)
FAUTES, MASTER = (lire_dossier(EXEMPLES / f"{nom}.yaml") for nom in ("douze-fautes", "master-en-entreprise"))


def reunir(*dossiers: object, **options: object) -> tuple[zipfile.ZipFile, bytes]:
    sortie = io.BytesIO()
    controle(list(dossiers), sortie, le=LE, **options)  # type: ignore[arg-type]
    return zipfile.ZipFile(sortie), sortie.getvalue()


def test_sha256sum_accepte_le_manifeste(tmp_path: Path) -> None:
    archive, _ = reunir(FAUTES, MASTER)
    archive.extractall(tmp_path)
    subprocess.run(("sha256sum", "-c", "--strict", MANIFESTE), cwd=tmp_path, capture_output=True, check=True)
    dites = {ligne.split("  ", 1)[1] for ligne in (tmp_path / MANIFESTE).read_text().splitlines()}
    assert dites == {nom for nom in archive.namelist() if nom != MANIFESTE}


def test_les_memes_dossiers_donnent_le_meme_zip() -> None:
    assert reunir(FAUTES, MASTER)[1] == reunir(FAUTES, MASTER)[1]


def test_chaque_stage_a_ses_pieces() -> None:
    archive, _ = reunir(FAUTES)
    noms = {nom.partition("/")[2] for nom in archive.namelist() if nom.startswith("001-antoine-perrin/")}
    attendues = {"convention.pdf", "bordereau.pdf", "attestation.pdf", "rapport.pdf", "dossier.json"}
    assert noms == attendues
    assert {INDEX, "registre.pdf", "verifications.json", MANIFESTE} < set(archive.namelist())
    assert lire_pdf(archive.read("001-antoine-perrin/convention.pdf")) == FAUTES
    assert lire_texte(archive.read("001-antoine-perrin/dossier.json").decode()) == FAUTES
    verifications = json.loads(archive.read("verifications.json"))
    assert verifications["dossiers"][0]["verdict"] == "non conforme"


def test_l_index_dit_l_amende_encourue() -> None:
    archive, _ = reunir(FAUTES)
    fait = subprocess.run(
        ("pdftotext", "-layout", "-", "-"), input=archive.read(INDEX), capture_output=True, check=True
    )
    lu = " ".join(fait.stdout.decode().split())
    assert "contingent dépassé" in lu
    assert "aucun décompte des présences" in lu
    attendu = exposition(manquements_de([situation_de(FAUTES, LE)]), au=LE).total
    assert f"{attendu:,.0f}".replace(",", "") == "4000"


def test_un_contingent_depasse_ne_se_compte_qu_une_fois() -> None:
    deux = [situation_de(FAUTES, LE), situation_de(FAUTES, LE)]
    motifs = [m.motif for m in manquements_de(deux)]
    assert motifs.count(Motif.CONTINGENT) == 1
    assert motifs.count(Motif.DECOMPTE) == 2


def test_ce_qui_ne_se_compose_pas_est_dit_dans_l_index() -> None:
    observation = replace(
        MASTER, convention=replace(MASTER.convention, nature=Nature.OBSERVATION, signatures=())
    )
    archive, _ = reunir(observation)
    noms = archive.namelist()
    assert not any(nom.endswith("convention.pdf") for nom in noms)
    with pikepdf.open(io.BytesIO(archive.read(INDEX))) as pdf:
        assert len(pdf.pages) >= 1
    lu = subprocess.run(("pdftotext", "-", "-"), input=archive.read(INDEX), capture_output=True, check=True)
    assert "Ce qui n'a pas pu être composé".upper() in lu.stdout.decode().replace("’", "'").upper()
