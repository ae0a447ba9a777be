"""Ce qui s'imprime : ce qui se lit, entier, sans rien de ce qui se presse."""

from __future__ import annotations

import subprocess

import pytest
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from playwright.sync_api import Page

from tripartite.droit.parcours import Etat

FEUILLE = {"width": 680, "height": 1009}
"""Une page A4, ses marges ôtées, en pixels de CSS."""
SE_PRESSE = (
    "button:not(.calendrier__bouton), input:is([type=checkbox], [type=radio], [type=search]), nav, footer, "
    "summary, .bouton"
)
QUESTION = "/questions/combien-me-doit-on/?debut=2026-02-02&fin=2026-07-31&semaine=35h&conclue_le=2026-01-12"


def imprimer(page: Page, adresse: str) -> str:
    """Le texte de la page imprimée, une fois vu que rien n'y déborde et que rien ne s'y presse."""
    page.set_viewport_size(FEUILLE)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    page.goto(adresse)
    assert page.evaluate("document.documentElement.scrollWidth") <= FEUILLE["width"]
    visibles = page.locator(SE_PRESSE).filter(visible=True)
    assert [e for e in visibles.all_inner_texts() if e] == []
    pdf = page.pdf(prefer_css_page_size=True)
    rendu = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return rendu.stdout.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_une_reponse_s_imprime_avec_son_calcul_et_un_seul_total(ouvrir: Ouvrir) -> None:
    texte = imprimer(ouvrir(theme="dark"), QUESTION)
    assert "3 906,00 € sont dus en tout, pour 868 h." in texte
    assert "15 % × 30,00 € = 4,50 €" in texte
    totaux = [ligne for ligne in texte.splitlines() if ligne.split()[:2] == ["Total", "868"]]
    assert len(totaux) == 1
    assert "Heures de présence par semaine" in texte
    assert "Réparties du lundi au vendredi" not in texte  # l'aide à la saisie


def test_la_file_et_une_convention_s_impriment_entieres(ouvrir: Ouvrir, monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    page = ouvrir("bureau")
    file = imprimer(page, "/a-traiter/?onglet=toutes")
    assert convention.nom_du_stagiaire.split()[0] in file
    assert "Manque" in file  # la dernière colonne
    texte = imprimer(page, f"/conventions/{convention.reference}/")
    assert "La gratification, mois par mois" in texte
    assert "Modifier cette part" not in texte


@pytest.mark.parametrize(("etape", "dits"), [("vous", ["Nationalité", "Française"]), ("dates", ["Lundi"])])
def test_d_un_formulaire_s_impriment_les_reponses(
    ouvrir: Ouvrir, monde: Monde, etape: str, dits: list[str]
) -> None:
    convention = monde.brouillon()
    texte = imprimer(ouvrir("etudiante"), f"/conventions/{convention.reference}/completer/{etape}/")
    assert [dit for dit in dits if dit not in texte] == []
    assert "Je ne sais pas" not in texte
    assert "Enregistrer et continuer" not in texte
