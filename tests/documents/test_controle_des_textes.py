"""Un texte d'école : ce qui y est mort, ce qui y est périmé, ce qu'on n'y trouve pas."""

from datetime import date
from pathlib import Path

import pytest

from tripartite.documents import textes
from tripartite.documents.controle_des_textes import INDICES, Nature, controler
from tripartite.droit.calculs.quinze_mentions import MENTIONS

LE = date(2026, 11, 23)


@pytest.mark.parametrize("nom", ["convention", "pfmp"])
def test_nos_textes_ont_les_quinze_mentions_et_rien_de_perime(nom: str) -> None:
    texte = (Path(textes.__file__).parent / "textes" / f"{nom}.fr.yaml").read_text("utf-8")
    assert controler(texte, LE) == ()


@pytest.mark.parametrize(
    ("texte", "nature", "trouve", "que_faire"),
    [
        ("Vu l'article L. 612-11 du code de l'éducation", Nature.CITATION, "L. 612-11", "L. 124-6"),
        ("le décret n° 2008-96", Nature.CITATION, "décret n° 2008-96", "D. 124-8"),
        ("le régime étudiant de sécurité sociale", Nature.NOTION, "régime étudiant", "garde son régime"),
        ("le comité d’entreprise", Nature.NOTION, "comité d’entreprise", "comité social"),
        ("un trimestre de retraite, dans les deux ans", Nature.NOTION, "deux ans", "trentième anniversaire"),
        ("soit 12,5 % du plafond", Nature.NOTION, "12,5 %", "15 %"),
        ("3,60 € de l'heure", Nature.NOTION, "3,60 € de l'heure", "4,50 €"),
        ("4,35 €/h", Nature.NOTION, "4,35 €/h", "4,50 €"),
    ],
)
def test_ce_qui_est_perime_se_trouve_et_se_remplace(
    texte: str, nature: Nature, trouve: str, que_faire: str
) -> None:
    (remarque,) = controler(f"Une ligne.\n{texte}.", LE, entier=False)
    assert remarque.nature is nature
    assert trouve in remarque.trouve
    assert que_faire in remarque.que_faire
    assert remarque.ligne == 2


@pytest.mark.parametrize(
    "texte",
    [
        "L. 124-6 du code de l'éducation",
        "4,50 € de l'heure",
        "15 % du plafond",
        "un abonnement de deux ans",
        "L. 612-8 du code monétaire et financier",
        "14,35 € de l'heure",
    ],
)
def test_ce_qui_vaut_encore_ne_se_signale_pas(texte: str) -> None:
    assert controler(texte, LE, entier=False) == ()


def test_un_texte_vide_n_a_aucune_mention() -> None:
    assert [r.trouve.partition(",")[0] for r in controler("", LE)] == [f"mention {n}" for n in range(1, 16)]
    assert set(INDICES) == {m.numero for m in MENTIONS}


def test_le_droit_d_alors_vaut_pour_un_texte_d_alors() -> None:
    assert controler("L. 612-11", date(2013, 6, 1), entier=False) == ()
