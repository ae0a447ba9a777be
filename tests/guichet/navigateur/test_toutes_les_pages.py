"""P63, P64, P76, P80 : toutes les pages, comme chacun les voit, vides, pleines, en erreur.

Elle dure : « make visite ». `test_chaque_page.py` en est l'abrégé, que lance « make test ».
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from guichet.monde import Monde
from guichet.navigateur.charges import CHARGES, NOM, peupler
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.visite import Visite
from guichet.serveur import Serveur

from tripartite.droit.parcours import Etat
from tripartite.guichet.documents import composer_le_projet
from tripartite.guichet.modeles import Convention


@pytest.fixture(scope="module")
def peuplees(serveur: Serveur, monde: Monde) -> dict[Etat, Convention]:
    """Chaque texte porte des charges ; d'un état à l'autre, toutes y passent."""
    return peupler(monde, CHARGES)


def departs(conventions: dict[Etat, Convention]) -> list[str]:
    return ["/espace/", "/mon-compte/", *(f"/conventions/{c.reference}/" for c in conventions.values())]


DE_TOUS = ["/", "/compte/login/", "/compte/signup/", "/verifier/", "/lien/inconnu/", "/introuvable/"]
RECHERCHES = [
    "/recherche/",
    "/recherche/?q=panic",
    f"/recherche/?q={quote(' '.join(CHARGES[:10]))}",
    "/recherche/?q=L.+124-5",
    "/a-traiter/?onglet=toutes",
]


@pytest.mark.parametrize("qui", ["etudiante", "bureau", "administrateur", "rh", "agent"])
def test_les_pages_pleines_et_en_erreur(ouvrir: Ouvrir, peuplees: dict[Etat, Convention], qui: str) -> None:
    visite = Visite(ouvrir(qui), etats={c.reference: e.value for e, c in peuplees.items()})
    visite.parcourir([*departs(peuplees), *RECHERCHES], au_plus=150)
    assert visite.fautes == []
    visite.envoyer_a_vide()
    assert visite.fautes == []
    assert len(visite.vues) > 8


@pytest.mark.parametrize("qui", ["", "autre_etudiante", "autre_bureau", "autre_rh"])
def test_les_pages_vides(ouvrir: Ouvrir, qui: str) -> None:
    visite = Visite(ouvrir(qui))
    visite.parcourir([*(["/espace/", *RECHERCHES[:2]] if qui else []), *DE_TOUS])
    visite.envoyer_a_vide()
    assert visite.fautes == []
    assert len(visite.vues) > 5


@pytest.mark.parametrize(("but", "etat"), [("completer", Etat.A_COMPLETER), ("signer", Etat.A_SIGNER)])
def test_les_pages_d_un_invite(
    ouvrir: Ouvrir, serveur: Serveur, peuplees: dict[Etat, Convention], but: str, etat: Etat
) -> None:
    convention = peuplees[etat]
    page = ouvrir()
    valeur = serveur.session_par_un_lien(convention.liens.filter(but=but, revoque_le=None).latest("pk"))
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": valeur, "url": serveur.adresse}]
    )
    visite = Visite(page)
    visite.parcourir([f"/conventions/{convention.reference}/"])
    visite.envoyer_a_vide()
    assert visite.fautes == []
    assert len(visite.vues) > 2


def test_un_nom_se_lit_comme_on_l_a_tape(
    ouvrir: Ouvrir, monde: Monde, peuplees: dict[Etat, Convention], tmp_path: Path
) -> None:
    convention = peuplees[Etat.EN_CONTROLE]
    page = ouvrir("bureau")
    page.goto(f"/conventions/{convention.reference}/")
    assert NOM in page.inner_text("main")
    (tmp_path / "projet.pdf").write_bytes(composer_le_projet(convention, None))
    dit = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "projet.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert NOM in " ".join(dit.split())


def test_l_epreuve_voit_ce_qui_ne_va_pas(ouvrir: Ouvrir) -> None:
    visite = Visite(ouvrir())
    visite.page.goto("/")
    visite.page.evaluate(
        """() => { document.querySelector("main").insertAdjacentHTML("beforeend",
        '<img src="/x" style="color:red"><div class="w">large</div>');
        document.querySelector(".w").style.minWidth = "900px"; window.execute = 1 }"""
    )
    visite.regarder()
    vues = " ".join(visite.fautes)
    assert [mot in vues for mot in ("image-alt", "style-src", "déborde", "exécuté")] == [True] * 4
