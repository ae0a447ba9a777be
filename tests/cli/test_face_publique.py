"""`import tripartite` : ce qu'on promet, chargé quand on le demande."""

import subprocess
import sys
from typing import Any

import pytest

import tripartite


@pytest.mark.parametrize("nom", tripartite.__all__)
def test_chaque_nom_promis_existe_et_se_documente(nom: str) -> None:
    objet: Any = getattr(tripartite, nom)
    assert nom == "__version__" or objet.__doc__
    assert nom in dir(tripartite)


def test_un_nom_inconnu_dit_ceux_qui_existent() -> None:
    with pytest.raises(AttributeError, match="n'a pas de « verifer »"):
        tripartite.verifer  # noqa: B018


def test_importer_ne_charge_rien() -> None:
    code = "import sys, tripartite; print([m for m in sys.modules if m.startswith('tripartite.')])"
    rendu = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert rendu.stdout == "[]\n"


def test_l_aide_ne_charge_pas_le_droit() -> None:
    code = (
        "import sys; from tripartite.cli.lancement import lancer; lancer(['--help']); "
        "lourds = ('tripartite.droit', 'tripartite.dossiers', 'yaml', 'rich'); "
        "print([m for m in sys.modules if m.startswith(lourds)])"
    )
    rendu = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert rendu.stdout.splitlines()[-1] == "[]"


def test_chaque_calculateur_est_dans_la_presentation() -> None:
    presentes = tripartite.__doc__ or ""
    assert [nom for nom in tripartite.__all__ if nom[0].islower() and nom not in presentes] == []
