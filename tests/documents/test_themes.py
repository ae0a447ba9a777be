"""Un thème s'imprime, ou dit en français pourquoi il ne peut pas servir."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from tripartite.documents.attestation import attestation
from tripartite.documents.catalogue import composer_document
from tripartite.documents.controle_des_textes import controler
from tripartite.documents.themes import ThemeImpossible, lire_theme
from tripartite.dossiers import lire_texte
from tripartite.droit.faits import Dossier

LE = date(2026, 11, 23)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    '<rect width="40" height="10" fill="#123"/></svg>'
)
ENTITES = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'


def theme(tmp_path: Path, texte: str, **fichiers: bytes | str) -> Path:
    (tmp_path / "theme.yaml").write_text(texte, "utf-8")
    for nom, contenu in fichiers.items():
        octets = contenu if isinstance(contenu, bytes) else contenu.encode()
        (tmp_path / nom.replace("_", ".")).write_bytes(octets)
    return tmp_path


def png(tmp_path: Path, large: int = 60, haut: int = 20) -> bytes:
    chemin = tmp_path / "essai.png"
    Image.new("RGBA", (large, haut), (20, 60, 120, 255)).save(chemin)
    return chemin.read_bytes()


@pytest.mark.parametrize("logo", ["logo.svg", "logo.png"])
def test_un_theme_imprime_son_en_tete_son_logo_et_sa_couleur(tmp_path: Path, logo: str) -> None:
    champs = ("nom: École des Ducs", 'couleur: "#1f4e79"', "entete: [École des Ducs, Dijon]", "pied: SIRET 1")
    texte = "\n".join((*champs, f"logo: {logo}"))
    lu = lire_theme(theme(tmp_path, texte, logo_svg=SVG, logo_png=png(tmp_path)))
    assert (lu.nom, lu.couleur, lu.entete) == ("École des Ducs", "#1f4e79", ("École des Ducs", "Dijon"))
    pdf = attestation(Dossier(), le=LE, theme=lu).pdf
    ecrit = subprocess.run(
        ("pdftotext", "-", "-"), input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert "École des Ducs" in ecrit
    assert "SIRET 1" in ecrit
    assert attestation(Dossier(), le=LE, theme=lu).pdf == pdf


def test_un_theme_presque_vide_suffit(tmp_path: Path) -> None:
    assert lire_theme(theme(tmp_path, "nom: x")).donnees() == {"couleur": "#1c1e21"}


@pytest.mark.parametrize(
    ("texte", "message"),
    [
        ("[1, 2]", "ne contient pas de champs"),
        ("nom: [a", "n'est pas du YAML"),
        ("couler: '#123456'", "« couleur »"),
        ("couleur: rouge", "ne se comprend pas"),
        ("couleur: '#ffff00'", "se lit mal sur du blanc"),
        ("logo: absent.svg", "ne peut pas être lu"),
        ("logo: ../logo.svg", "n'est pas dans le répertoire"),
        ("logo: faux.svg", "ni un SVG ni un PNG lisible"),
        ("logo: tronque.png", "ni un SVG ni un PNG lisible"),
        ("logo: entites.svg", "ni un SVG ni un PNG lisible"),
        ("logo: liens.svg", "renvoie à un autre fichier"),
        ("logo: html.svg", "ni un SVG ni un PNG lisible"),
        ("entete: [1, 2, 3, 4, 5, 6, 7]", "a 7 lignes"),
        ("entete: {a: 1}", "attend une liste"),
        (f"nom: {'a' * 200}", "dépasse 120 caractères"),
    ],
)
def test_un_theme_impossible_dit_pourquoi(tmp_path: Path, texte: str, message: str) -> None:
    repertoire = theme(
        tmp_path,
        texte,
        faux_svg="pas une image",
        tronque_png=png(tmp_path)[:60],
        entites_svg=ENTITES,
        liens_svg=SVG.replace("<rect", '<image href="file:///etc/passwd"/><rect'),
        html_svg="<html></html>",
    )
    with pytest.raises(ThemeImpossible, match=message):
        lire_theme(repertoire)


def test_un_logo_trop_grand_est_refuse(tmp_path: Path) -> None:
    with pytest.raises(ThemeImpossible, match="dépasse 4000 pixels"):
        lire_theme(theme(tmp_path, "logo: logo.png", logo_png=png(tmp_path, 5000, 4)))


def test_sans_theme_yaml_ce_n_est_pas_un_theme(tmp_path: Path) -> None:
    with pytest.raises(ThemeImpossible, match=r"n'a pas de fichier theme\.yaml"):
        lire_theme(tmp_path)


# --- Les clauses -------------------------------------------------------------------------------

EXEMPLE = Path(__file__).parents[2] / "docs" / "theme"


def test_le_theme_d_exemple_ajoute_ses_clauses() -> None:
    pdf = composer_document("convention", Dossier(), str(EXEMPLE), le=LE).pdf
    fait = subprocess.run(("pdftotext", "-", "-"), input=pdf, capture_output=True, check=True)
    ecrit = " ".join(fait.stdout.decode().replace("’", "'").split())
    assert "Charte de l'école" in ecrit
    assert "par une réunion d'accueil avec" in ecrit
    assert all(controler(p.read_text("utf-8"), LE, entier=False) == () for p in EXEMPLE.glob("*.yaml"))


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ("- cle: x", "n'a pas de titre"),
        ("zut", "ne se comprend pas"),
        ("- 3", "ne se comprend pas"),
        ('- {cle: modalites, paragraphes: ["{debut"]}', "accolade n'y est pas fermée"),
        ('- {cle: modalites, paragraphes: ["{debut:zut}"]}', "n'est pas une nature de grandeur"),
        ("- {cle: modalites, paragraphes: [{si: zut, texte: a}]}", "« zut » n'est pas une condition"),
        ("- [", "n'est pas du YAML"),
    ],
)
def test_des_clauses_fautives_se_disent(tmp_path: Path, clauses: str, message: str) -> None:
    repertoire = theme(tmp_path, "nom: x")
    (repertoire / "convention.fr.yaml").write_text(clauses, "utf-8")
    with pytest.raises(ThemeImpossible, match=message):
        composer_document("convention", lire_texte("convention: {debut: 2026-01-05}"), str(repertoire), le=LE)
