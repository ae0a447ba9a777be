"""La face Python des documents : chaque nom promis existe, et l'exemple écrit ce qu'il dit."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tripartite.documents as face
from tripartite.documents import SignatureImpossible, composer_document
from tripartite.droit.faits import Dossier

RACINE = Path(__file__).parents[2]


@pytest.mark.parametrize("nom", face.__all__)
def test_chaque_nom_promis_existe_et_se_documente(nom: str) -> None:
    objet: Any = getattr(face, nom)
    assert objet.__doc__
    assert nom in dir(face)
    assert nom[0].isupper() or nom in (face.__doc__ or "")


def test_un_nom_inconnu_dit_ceux_qui_existent() -> None:
    with pytest.raises(AttributeError, match="n'a pas de « seller »"):
        face.seller  # noqa: B018


def test_composer_ne_charge_pas_ce_qui_signe() -> None:
    code = (
        "import sys; from tripartite.documents import composer_document; "
        "print([m for m in sys.modules if m.startswith(('pyhanko', 'tripartite.documents.signatures'))])"
    )
    rendu = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert rendu.stdout == "[]\n"


def test_l_exemple_ecrit_ce_qu_il_dit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exemples").symlink_to(RACINE / "exemples")
    monkeypatch.chdir(tmp_path)
    (exemple,) = re.findall(
        r"```python\n(.*?)```", (RACINE / "docs" / "documents.md").read_text("utf-8"), re.S
    )
    exec(compile(exemple, "docs/documents.md", "exec"), {})  # noqa: S102 - notre propre texte
    assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)$", exemple, re.M)


def test_un_document_sans_boite_ne_se_signe_pas() -> None:
    with pytest.raises(SignatureImpossible, match="n'a pas de boîte où signer"):
        composer_document("rapport", Dossier(), le=date(2026, 2, 2), a_signer=True)
