"""L'exemple des README tourne, et écrit ce qu'ils disent ; les commandes qu'ils montrent répondent."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
TEXTES = {nom: (RACINE / nom).read_text("utf-8") for nom in ("README.md", "README.fr.md")}


@pytest.mark.parametrize("nom", TEXTES)
def test_l_exemple_ecrit_ce_qu_il_dit(
    nom: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(RACINE)
    exemples = re.findall(r"```python\n(.*?)```", TEXTES[nom], re.S)
    assert len(exemples) == 1
    exec(compile(exemples[0], nom, "exec"), {})  # noqa: S102 - notre propre texte
    attendu = re.findall(r"^# (.*)$", exemples[0], re.M)
    assert capsys.readouterr().out.splitlines() == attendu


@pytest.mark.parametrize("nom", TEXTES)
def test_les_commandes_repondent(nom: str, tmp_path: Path) -> None:
    (tmp_path / "exemples").symlink_to(RACINE / "exemples")
    commandes = re.findall(r"^tripartite (.*?)\s+#|^tripartite (.*)$", TEXTES[nom], re.M)
    assert len(commandes) == 6
    for commande in (c or autre for c, autre in commandes):
        mots, _, fichier = commande.partition(" > ")
        faite = subprocess.run(
            [sys.executable, "-m", "tripartite.cli", *shlex.split(mots)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (faite.returncode, faite.stderr) == (0, ""), commande
        if fichier:
            (tmp_path / fichier).write_text(faite.stdout, "utf-8")


def test_les_deux_langues_montrent_les_memes_commandes() -> None:
    blocs = [
        [re.sub(r"\s+#.*", "", b) for b in re.findall(r"```(?:sh|python)\n(.*?)```", t, re.S)]
        for t in TEXTES.values()
    ]
    assert blocs[0] == blocs[1]
