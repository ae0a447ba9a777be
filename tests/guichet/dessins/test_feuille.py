"""La feuille de style : ses couples de couleurs se lisent, elle tient seule, elle reste petite."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import tripartite.guichet

ICI = Path(tripartite.guichet.__file__).parent
FEUILLE = (ICI / "static" / "guichet" / "style.css").read_text("utf-8")
JETONS = {
    nom: {"clair": clair, "sombre": sombre}
    for nom, clair, sombre in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", FEUILLE)
}
TONS = ("stagiaire", "organisme", "etablissement", "conforme", "non-conforme", "a-verifier", "sans-objet")
FONDS = ("fond", "surface", "creux")
COUPLES = [
    *(("encre", fond, 7.0) for fond in (*FONDS, *(f"{ton}-fond" for ton in TONS), "action-fond")),
    *((nom, fond, 4.5) for nom in ("encre-douce", "action", *TONS) for fond in FONDS),
    *((ton, f"{ton}-fond", 4.5) for ton in (*TONS, "action")),
    *(("encre-douce", f"{ton}-fond", 4.5) for ton in TONS),
    ("action-vive", "action-fond", 4.5),
    ("sur-action", "action", 4.5),
    ("sur-action", "action-vive", 4.5),
    *(("surface", ton, 4.5) for ton in TONS),  # l'icône d'un verdict, sur son disque
    *((nom, fond, 3.0) for nom in ("trait-fort", "anneau") for fond in FONDS),  # un bord que l'on doit voir
]


def luminance(couleur: str) -> float:
    """WCAG 2.2, « relative luminance »."""
    parts = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rouge, vert, bleu = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(une: str, autre: str) -> float:
    clair, sombre = sorted((luminance(une), luminance(autre)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def test_le_calcul_des_contrastes_est_celui_du_wcag() -> None:
    assert (contraste("#000000", "#ffffff"), round(contraste("#767676", "#ffffff"), 2)) == (21.0, 4.54)


@pytest.mark.parametrize("teinte", ["clair", "sombre"])
def test_chaque_couple_de_couleurs_se_lit(teinte: str) -> None:
    faibles = {
        (dessus, fond): round(contraste(JETONS[dessus][teinte], JETONS[fond][teinte]), 2)
        for dessus, fond, voulu in COUPLES
        if contraste(JETONS[dessus][teinte], JETONS[fond][teinte]) < voulu
    }
    assert faibles == {}


def test_une_couleur_ne_s_ecrit_qu_une_fois() -> None:
    ailleurs = re.sub(r"light-dark\([^)]*\)", "", FEUILLE)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", ailleurs)) == {"#fff"}  # le papier


def test_la_feuille_ne_demande_rien_a_personne() -> None:
    assert re.findall(r"@import|url\(|https?:", FEUILLE) == []


def test_la_feuille_reste_petite() -> None:
    assert len(gzip.compress(FEUILLE.encode(), 9)) < 14_000


def test_chaque_jeton_demande_existe() -> None:
    declares = set(re.findall(r"(--[\w-]+):", FEUILLE))
    assert set(re.findall(r"var\((--[\w-]+)", FEUILLE)) - declares == set()


def test_les_accolades_se_ferment() -> None:
    assert FEUILLE.count("{") == FEUILLE.count("}")
