"""Chercher dans le droit, et retrouver un article écrit n'importe comment."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from guichet.droit.pages import donnees, liens, mots, ouvrir

from tripartite.droit.articles import articles
from tripartite.droit.articles.adresses import adresse, trouver
from tripartite.droit.langage import ETAT_DU_DROIT
from tripartite.droit.plan import regles
from tripartite.guichet.ecrans.droit.recherche import chercher, mots_de

pytestmark = pytest.mark.django_db


def cles(texte: str) -> list[str]:
    return [r["cle"] for r in donnees(f"/droit/recherche/?q={quote(texte)}")["resultats"]]


# --- Les citations mortes ----------------------------------------------------------------------


def test_chaque_adresse_d_article_est_la_sienne() -> None:
    assert {adresse(a.reference): trouver(adresse(a.reference)) for a in articles()} == {
        adresse(a.reference): a for a in articles()
    }


@pytest.mark.parametrize(
    "ecrit", ["L. 612-8", "l 612 8", "l612-8", "L.612-8", "L. 612‑8", "art. L612-8 du code de l'éducation"]
)
def test_une_citation_morte_mene_a_l_article_vivant(ecrit: str) -> None:
    reponse = ouvrir(f"/droit/articles/{quote(ecrit)}/?au=2019-03-01")
    assert (reponse.status_code, reponse["Location"]) == (301, "/droit/articles/L612-8/?au=2019-03-01")
    page = ouvrir("/droit/articles/L612-8/")
    assert "Abrogé : il a valu jusqu'au 11 juillet 2014. Voir L. 124-1 , définition" in mots(page)
    assert "/droit/articles/L124-1/" in liens(page, "/droit/articles/")


def test_une_citation_morte_vivait_la_veille() -> None:
    assert "Abrogé" in mots(ouvrir("/droit/articles/L612-8/?au=2014-07-12"))
    assert "Abrogé" not in mots(ouvrir("/droit/articles/L612-8/?au=2014-07-11"))


def test_un_article_a_venir_n_est_pas_dit_abroge() -> None:
    dit = mots(ouvrir("/droit/articles/L124-6/?au=2014-07-11"))
    assert "Pas encore en vigueur le 11 juillet 2014" in dit
    assert "Abrogé" not in dit


def test_une_loi_n_est_pas_dite_abrogee() -> None:
    assert "N'est plus en vigueur : il a valu jusqu'au 29 juillet 2011." in mots(
        ouvrir("/droit/articles/loi-2006-396/")
    )


@pytest.mark.parametrize(
    ("ecrit", "attendue"),
    [
        ("L1221-13", "C-trav-L1221-13"),
        ("code du travail L1221-13", "C-trav-L1221-13"),
        ("loi n° 2014-788", "loi-2014-788"),
        ("arrêté du 22 mai 2026", "arrete-du-22-mai-2026"),
        ("cgi 81 bis", "CGI-81-bis"),
    ],
)
def test_un_article_s_ecrit_comme_on_veut(ecrit: str, attendue: str) -> None:
    reponse = ouvrir(f"/droit/articles/{quote(ecrit)}/")
    assert (reponse.status_code, reponse["Location"]) == (301, f"/droit/articles/{attendue}/")


@pytest.mark.parametrize("ecrit", ["L124-25", "Z999", "../../etc", "#panic() $x$ <script>", "L" * 500])
def test_un_article_inconnu_montre_les_plus_proches(ecrit: str) -> None:
    reponse = ouvrir(f"/droit/articles/{quote(ecrit, safe='')}/")
    assert (reponse.status_code, reponse["Cache-Control"]) == (404, "no-store")
    assert "Cet article n'est pas au registre" in mots(reponse)
    assert "<script>" not in reponse.content.decode()


def test_les_plus_proches_sont_du_meme_code() -> None:
    assert donnees("/droit/articles/L124-25/")["proches"][:2] == ["L. 124-5", "L. 124-2"]


# --- La recherche ----------------------------------------------------------------------------------


def test_la_recherche_ignore_accents_casse_et_pluriel() -> None:
    assert cles("gratification étranger") == cles("GRATIFICATIONS etrangers") != []


def test_un_mot_se_marque_tel_qu_il_est_ecrit() -> None:
    page = ouvrir("/droit/recherche/?q=delai+de+carence").content.decode()
    assert "<mark>Délai</mark>" in page
    assert "<mark>carence</mark>" in page


def test_chaque_regle_se_trouve_par_son_titre_et_par_son_nom() -> None:
    perdues = [
        (r.nom, texte)
        for r in regles()
        for texte in (r.titre, r.nom.replace("_", " "))
        if r.nom not in {t.entree.cle for t in chercher(mots_de(texte), ETAT_DU_DROIT)}
    ]
    assert perdues == []


def test_ce_qui_vaut_ce_jour_la_vient_d_abord() -> None:
    for jour in ("2010-01-01", "2026-01-01"):
        lues = donnees(f"/droit/recherche/?q=gratification&au={jour}")["resultats"]
        vigueur = [r["en_vigueur"] for r in lues]
        assert vigueur == sorted(vigueur, reverse=True)


def test_un_numero_mene_d_abord_a_l_article() -> None:
    page = ouvrir("/droit/recherche/?q=L612-8")
    assert donnees("/droit/recherche/?q=L612-8")["article"] == "L. 612-8"
    assert (
        "L. 612-8 Stages : définition, tâche permanente interdite jusqu'au 11 juillet 2014 voir L. 124-1"
        in mots(page)
    )


def test_une_faute_de_frappe_propose_le_bon_mot() -> None:
    reponse = ouvrir("/droit/recherche/?q=gratifcation&au=2019-03-01")
    assert "Rien pour « gratifcation » Vouliez-vous dire : gratification" in mots(reponse)
    assert "?q=gratification&amp;au=2019-03-01" in reponse.content.decode()


@pytest.mark.parametrize("texte", ["", " ", "a", "<script>", "\0", "x" * 5000, "%", "'; drop table"])
def test_une_recherche_etrange_repond(texte: str) -> None:
    reponse = ouvrir(f"/droit/recherche/?q={quote(texte)}")
    assert reponse.status_code == 200
    assert "<script>" not in reponse.content.decode()
