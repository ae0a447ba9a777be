"""La roue emporte tout ce qui n'est pas du Python : gabarits, polices, textes, schéma, exemples."""

import subprocess
import sys
import zipfile
from pathlib import Path

RACINE = Path(__file__).parents[2]
PAQUET = RACINE / "src" / "tripartite"


def test_la_roue_est_complete(tmp_path: Path) -> None:
    construire = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(construire, cwd=RACINE, check=True, capture_output=True)
    (roue,) = tmp_path.glob("*.whl")
    dedans = set(zipfile.ZipFile(roue).namelist())
    fichiers = [p for p in PAQUET.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    voulus = {p.relative_to(RACINE / "src").as_posix() for p in fichiers}
    voulus |= {f"tripartite/dossiers/exemples/{p.name}" for p in (RACINE / "exemples").glob("*.yaml")}
    assert voulus - dedans == set()
    assert [nom for nom in dedans if "__pycache__" in nom or nom.startswith("tests")] == []
