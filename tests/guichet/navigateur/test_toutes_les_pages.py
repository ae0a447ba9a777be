"""P63, P64, P76, P80 : toutes les pages, comme chacun les voit, vides, pleines, en erreur."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from guichet.fichiers import pdf
from guichet.monde import Monde, donnees_d_exemple
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.visite import Visite
from guichet.serveur import Serveur
from guichet.signature.signatures import tous_signent

from tripartite.droit.parcours import Etat
from tripartite.guichet.documents import composer_le_projet
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.vues import garder_la_vue
from tripartite.guichet.modeles import Convention

NOM = "#panic() $x$ *b* _c_ <script>window.execute=1</script>"
CHARGES = [
    "<script>window.execute=1</script>",
    '"><img src=x onerror=window.execute=1>',
    "'><svg onload=window.execute=1>",
    "javascript:window.execute=1",
    "</textarea><script>window.execute=1</script>",
    "</title></style><script>window.execute=1</script>",
    "{{ 7|add:7 }}{% debug %}<b>",
    '<a href="javascript:window.execute=1">ici</a>',
    '" autofocus onfocus=window.execute=1 x="',
    "<iframe srcdoc='<script>parent.execute=1</script>'></iframe>",
]
HOSTILES = (
    *("stagiaire.prenom", "organisme.nom", "convention.sujet", "convention.service", "convention.poste"),
    *("convention.activites", "convention.competences", "convention.tuteur.nom", "organisme.signataire.nom"),
    *("convention.tuteur.fonction", "organisme.signataire.fonction"),
)


def donnees_hostiles() -> dict[str, Any]:
    """Une charge dans chaque texte que l'on écrit."""
    donnees = donnees_d_exemple()
    for rang, chemin in enumerate(HOSTILES):
        *lieux, champ = chemin.split(".")
        section = donnees
        for lieu in lieux:
            section = section[lieu]
        section[champ] = CHARGES[rang % len(CHARGES)]
    for rang, clause in enumerate(donnees["convention"]["clauses"]):
        donnees["convention"]["clauses"][clause] = CHARGES[rang % len(CHARGES)]
    donnees["stagiaire"]["nom"] = NOM
    return donnees


@pytest.fixture(scope="module")
def peuplees(serveur: Serveur, monde: Monde) -> dict[Etat, Convention]:
    """Une convention hostile dans chaque état de la première moitié de sa vie."""
    etats = (Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE, Etat.A_SIGNER)
    menees = {etat: monde.convention(etat, donnees=donnees_hostiles()) for etat in etats}
    menees[Etat.SIGNEE] = tous_signent(monde.convention(Etat.A_SIGNER))
    bureau, visee = monde.acteur("bureau"), menees[Etat.EN_CONTROLE]
    for charge in CHARGES[:3]:
        remarquer(visee, bureau, texte=charge, chemin="convention.sujet")
    joindre(visee, bureau, octets=pdf(), nom=f"{CHARGES[1]}.pdf")
    garder_la_vue(monde.comptes["bureau"], "file", CHARGES[0], "onglet=toutes")
    monde.ecole.nom = f"École {CHARGES[2]}"
    monde.ecole.save()
    return menees


def departs(conventions: dict[Etat, Convention]) -> list[str]:
    return ["/espace/", "/mon-compte/", *(f"/conventions/{c.reference}/" for c in conventions.values())]


DE_TOUS = ["/", "/compte/login/", "/compte/signup/", "/verifier/", "/lien/inconnu/", "/introuvable/"]
RECHERCHES = ["/recherche/", "/recherche/?q=panic", "/recherche/?q=L.+124-5", "/a-traiter/?onglet=toutes"]


@pytest.mark.parametrize("qui", ["etudiante", "bureau", "administrateur", "rh", "agent"])
def test_les_pages_pleines_et_en_erreur(ouvrir: Ouvrir, peuplees: dict[Etat, Convention], qui: str) -> None:
    visite = Visite(ouvrir(qui))
    visite.parcourir([*departs(peuplees), *RECHERCHES])
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
