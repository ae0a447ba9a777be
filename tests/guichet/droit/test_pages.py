"""Chaque règle, chaque valeur, chaque article, chaque sujet a sa page ; toutes sont à tous."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from guichet.droit.pages import donnees, liens, mots, ouvrir

from tripartite.dossiers.cas import cas_de_la_regle
from tripartite.droit.articles import articles
from tripartite.droit.articles.adresses import adresse
from tripartite.droit.langage import ETAT_DU_DROIT, Parametre
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.guichet.ecrans.droit.catalogue import cle_de_valeur, valeurs
from tripartite.guichet.ecrans.droit.plan import adresses
from tripartite.rendus.regles import doutes

pytestmark = pytest.mark.django_db  # la base est là, et nulle page ne lui demande rien
RESERVES = {"articles", "valeurs", "doutes", "changements", "regles", "recherche"}
REGLES = [r.nom for r in regles()]
ARTICLES = [a.reference for a in articles()]


def test_le_plan_dit_chaque_page_une_fois() -> None:
    attendues = {
        *("/droit/", "/droit/articles/", "/droit/valeurs/", "/droit/doutes/", "/droit/changements/"),
        *(f"/droit/{nom}/" for nom in sujets()),
        *(f"/droit/regles/{r.nom}/" for r in regles()),
        *(f"/droit/articles/{adresse(a.reference)}/" for a in articles()),
        *(f"/droit/valeurs/{cle_de_valeur(p)}/" for p in valeurs().values()),
    }
    assert sorted(adresses()) == sorted(attendues)
    plan = ElementTree.fromstring(ouvrir("/droit/sitemap.xml").content)  # noqa: S314  écrit par nous
    assert [u[0].text for u in plan] == [settings.ADRESSE + a for a in adresses()]
    assert {u[1].text for u in plan} == {ETAT_DU_DROIT.isoformat()}


def test_nul_sujet_ne_porte_le_nom_d_une_page() -> None:
    assert set(sujets()) & RESERVES == set()


def test_chaque_serie_a_sa_cle() -> None:
    assert len(valeurs()) == len({p.nom for p in valeurs().values()})
    assert set(valeurs().values()) <= set(Parametre.tous.values())


@pytest.mark.parametrize("page", ["/droit/", "/droit/articles/", "/droit/valeurs/", "/droit/doutes/"])
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_les_listes_se_lisent_dans_les_deux_langues(page: str, langue: str) -> None:
    reponse = ouvrir(page, langue)
    assert (reponse.status_code, reponse["Content-Language"]) == (200, langue)
    assert f'<html lang="{langue}"' in reponse.content.decode()


@pytest.mark.parametrize("nom", sujets())
def test_un_sujet_montre_toutes_ses_regles(nom: str) -> None:
    reponse = ouvrir(f"/droit/{nom}/")
    assert reponse.status_code == 200
    assert liens(reponse, "/droit/regles/") == {f"/droit/regles/{r.nom}/" for r in regles() if r.sujet == nom}


@pytest.mark.parametrize("nom", REGLES)
def test_une_regle_a_sa_page_ses_articles_ses_doutes(nom: str) -> None:
    regle = next(r for r in regles() if r.nom == nom)
    reponse = ouvrir(f"/droit/regles/{nom}/")
    assert reponse.status_code == 200
    assert {f"/droit/articles/{adresse(a)}/" for a in regle.articles} <= liens(reponse, "/droit/articles/")
    assert reponse.content.decode().count('class="droit__lecture"') == len(doutes(regle))
    ecrites = donnees(f"/droit/regles/{nom}/")
    assert (ecrites["regle"], ecrites["articles"]) == (nom, list(regle.articles))


@pytest.mark.parametrize("reference", ARTICLES)
def test_un_article_a_sa_page_et_les_regles_qui_le_citent(reference: str) -> None:
    reponse = ouvrir(f"/droit/articles/{adresse(reference)}/")
    assert reponse.status_code == 200
    assert liens(reponse, "/droit/regles/") == {
        f"/droit/regles/{r.nom}/" for r in regles() if reference in r.articles
    }


@pytest.mark.parametrize("cle", valeurs())
def test_une_valeur_a_sa_page_son_dessin_et_toutes_ses_lignes(cle: str) -> None:
    reponse = ouvrir(f"/droit/valeurs/{cle}/")
    assert reponse.status_code == 200
    corps = reponse.content.decode()
    assert corps.count("<svg") - corps.count('class="marque"') - corps.count('class="pied"') == 2
    lignes = re.search(r"<tbody.*?</tbody>", corps, re.S)
    assert lignes
    assert lignes[0].count("<tr") == len(valeurs()[cle].valeurs) + 1
    assert len(donnees(f"/droit/valeurs/{cle}/")["valeurs"]) == len(valeurs()[cle].valeurs)


# --- À tous, et à personne ----------------------------------------------------------------------

ECHANTILLON = [
    *("/droit/", "/droit/articles/", "/droit/valeurs/", "/droit/doutes/", "/droit/changements/"),
    *("/droit/duree/", "/droit/regles/gratification_minimale/", "/droit/articles/L124-6/"),
    *("/droit/valeurs/smic-horaire-brut/", "/droit/recherche/?q=carence", "/droit/sitemap.xml"),
]


@pytest.mark.parametrize("page", ECHANTILLON)
def test_ni_temoin_ni_session_ni_requete(page: str, django_assert_num_queries) -> None:
    client = Client()
    client.cookies["session"] = "une-session-d-autre-page"
    client.cookies["langue"] = "en"
    with django_assert_num_queries(0):
        reponse = client.get(page, headers={"accept-language": "fr"})
    assert (reponse.status_code, dict(reponse.cookies)) == (200, {})
    assert (reponse["Content-Language"], "Cookie" in reponse["Vary"]) == ("fr", False)
    assert "csrf" not in reponse.content.decode()


@pytest.mark.parametrize("page", ECHANTILLON)
def test_un_cache_peut_la_garder_et_la_redemander(page: str) -> None:
    reponse = ouvrir(page)
    assert reponse["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=86400"
    encore = ouvrir(page, "fr", **{"if-none-match": reponse["ETag"]})
    assert (encore.status_code, encore.content) == (304, b"")
    assert ouvrir(page, "fr", **{"if-none-match": '"autre"'}).status_code == 200


def test_la_meme_adresse_ne_depend_de_la_langue_du_navigateur_que_si_elle_n_en_dit_pas() -> None:
    assert ouvrir("/droit/")["Vary"] == "Accept-Language, Accept-Encoding"
    anglaise = ouvrir("/droit/?langue=en")
    assert (anglaise["Content-Language"], anglaise["Vary"]) == ("en", "Accept-Encoding")
    assert liens(anglaise, "/droit/duree/") == {"/droit/duree/?langue=en"}


def test_les_pages_les_plus_longues_tiennent_en_cinquante_kilo_octets() -> None:
    """Avec la feuille de style : il n'y a pas de script."""
    feuille = len(gzip.compress((settings.ICI / "static/guichet/style.css").read_bytes(), 9))
    longue = max(regles(), key=lambda r: len(cas_de_la_regle(r.sujet, r.nom)))
    for page in (*ECHANTILLON[:-1], *(f"/droit/{nom}/" for nom in sujets()), f"/droit/regles/{longue.nom}/"):
        reponse = ouvrir(page, "fr", **{"accept-encoding": "gzip"})
        assert reponse["Content-Encoding"] == "gzip"
        assert feuille + len(reponse.content) <= 50 * 1024, page
        assert b"<script" not in gzip.decompress(reponse.content)


def test_une_page_se_demande_en_donnees() -> None:
    for page in ECHANTILLON[:-1]:
        reponse = ouvrir(page)
        voisine = re.search(
            r'<link rel="alternate" type="application/json" href="([^"]+)">', reponse.content.decode()
        )
        assert voisine
        en_donnees = ouvrir(voisine[1].replace("&amp;", "&"))
        assert (en_donnees["Content-Type"], en_donnees["Access-Control-Allow-Origin"]) == (
            "application/json",
            "*",
        )
        assert en_donnees.json()["adresse"] == settings.ADRESSE + page.partition("?")[0]


@pytest.mark.parametrize("methode", ["post", "put", "delete"])
def test_on_ne_fait_que_lire(methode: str) -> None:
    assert getattr(Client(), methode)("/droit/").status_code == 405


@pytest.mark.parametrize("page", ["/droit/nulle_part/", "/droit/regles/aucune/", "/droit/valeurs/aucune/"])
def test_rien_a_cette_adresse_se_dit_et_mene_ailleurs(page: str) -> None:
    reponse = ouvrir(page)
    assert (reponse.status_code, reponse["Cache-Control"]) == (404, "no-store")
    assert "Rien à cette adresse" in mots(reponse)
    assert "/droit/" in liens(reponse, "/droit/")
