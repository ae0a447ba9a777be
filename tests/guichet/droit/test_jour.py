"""Le droit au jour choisi : la veille, le premier jour ; ce qui diffère ; un jour qui ne se lit pas."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from guichet.droit.pages import donnees, liens, mots, ouvrir

from tripartite.droit.changements import changements, jours_de_changement
from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU
from tripartite.droit.parametres import PLAFOND_HORAIRE
from tripartite.droit.plan import regles
from tripartite.guichet.ecrans.droit.catalogue import valeurs

pytestmark = pytest.mark.django_db
PLAFOND = "/droit/valeurs/plafond-horaire-de-la-securite-sociale/"
UN_JOUR = timedelta(days=1)


def du_sujet(jour: date) -> set[str]:
    return {
        r["regle"] for r in donnees(f"/droit/gratification_montant/?au={jour}")["regles"] if r["en_vigueur"]
    }


DEUX = {"gratification_minimale", "clause_du_1er_janvier"}


@pytest.mark.parametrize(("jour", "attendues"), [(date(2014, 11, 30), set()), (date(2014, 12, 1), DEUX)])
def test_une_regle_parait_le_jour_ou_elle_commence(jour: date, attendues: set[str]) -> None:
    assert du_sujet(jour) == attendues
    page = ouvrir(f"/droit/gratification_montant/?au={jour}").content.decode()
    en_vigueur = page.partition('<h2 id="autres">')[0]
    assert {nom for nom in DEUX if f'id="{nom}"' in en_vigueur} == attendues


@pytest.mark.parametrize(("jour", "euros"), [("2025-12-31", 29), ("2026-01-01", 30), ("2026-12-31", 30)])
def test_une_valeur_est_celle_de_ce_jour(jour: str, euros: int) -> None:
    assert donnees(f"{PLAFOND}?au={jour}")["valeur"] == euros
    page = ouvrir(f"{PLAFOND}?au={jour}").content.decode()
    assert re.findall(r"</dt><dd>(\d+),00.€ par heure</dd>", page)[0] == str(euros)
    du_jour = re.search(r'class="droit__du-jour".*?</tr>', page, re.S)
    assert du_jour
    assert f"{euros},00" in du_jour[0]


@pytest.mark.parametrize("jour", [date(2007, 12, 31), PLAFOND_HORAIRE.jusqu_au + UN_JOUR])
def test_hors_de_ce_que_l_on_sait_la_valeur_est_inconnue(jour: date) -> None:
    assert donnees(f"{PLAFOND}?au={jour}")["valeur"] is None
    assert "? inconnue" in mots(ouvrir(f"{PLAFOND}?au={jour}"))


@pytest.mark.parametrize("cle", valeurs())
def test_chaque_valeur_se_lit_de_son_premier_jour_a_son_horizon(cle: str) -> None:
    parametre = valeurs()[cle]
    premier, dernier = parametre.valeurs[0].depuis, parametre.jusqu_au
    lues = [
        donnees(f"/droit/valeurs/{cle}/?au={jour}")["valeur"]
        for jour in (premier - UN_JOUR, premier, dernier, dernier + UN_JOUR)
        if jour.year >= 1990
    ]
    assert [valeur is None for valeur in lues] == [True, False, False, True]


def test_le_jour_et_la_langue_se_gardent_d_une_page_a_l_autre() -> None:
    for page in ("/droit/", "/droit/duree/", "/droit/articles/L124-6/", PLAFOND, "/droit/doutes/"):
        reponse = ouvrir(f"{page}?au=2019-03-01&langue=en")
        internes = {li for li in liens(reponse, "/droit/") if "format=json" not in li and "sitemap" not in li}
        sans_jour = {li for li in internes if "au=2019-03-01" not in li}
        assert sans_jour == {f"{page}?langue=en"}, page  # « Revenir à aujourd'hui »


@time_machine.travel("2026-11-28")
def test_ce_qui_etait_different_se_dit() -> None:
    dit = mots(ouvrir(f"{PLAFOND}?au=2019-03-01"))
    assert "au 1er mars 2019 25,00 € par heure aujourd'hui, 28 novembre 2026 30,00 € par heure" in dit
    sujet = mots(ouvrir("/droit/gratification_montant/?au=2019-03-01"))
    assert "Ce qui diffère entre le 1er mars 2019 et le 28 novembre 2026" in sujet


@pytest.mark.parametrize(
    "recu", ["2019-13-01", "hier", "31/02/2019", "0001-01-01", "9999-12-31", "<script>", "20190301"]
)
@pytest.mark.parametrize("page", ["/droit/", "/droit/duree/", PLAFOND])
def test_un_jour_illisible_se_dit_et_la_page_reste_utile(page: str, recu: str) -> None:
    reponse = ouvrir(f"{page}?au={recu}")
    assert (reponse.status_code, reponse["Cache-Control"]) == (422, "no-store")
    assert f"Nous avons reçu « {recu} ». Un jour s'écrit 2019-03-01 ou 01/03/2019" in mots(reponse)
    assert "<script>" not in reponse.content.decode()
    assert len(liens(reponse, "/droit/")) > 10
    assert donnees(f"{page}?au={recu}")["erreur"].startswith("Nous avons reçu")


def test_un_jour_s_ecrit_aussi_a_la_francaise() -> None:
    assert donnees("/droit/?au=01/03/2019")["au"] == donnees("/droit/?au=2019-03-01")["au"] == "2019-03-01"


# --- Ce qui change ---------------------------------------------------------------------------------


@time_machine.travel("2026-11-28")
def test_sans_rien_demander_c_est_le_prochain_1er_janvier() -> None:
    lues = donnees("/droit/changements/")
    assert (lues["avant"], lues["apres"]) == ("2026-12-31", "2027-01-01")
    finies = {v["parametre"] for v in lues["valeurs"] if v["apres"] is None}
    assert finies == {p.nom for p in valeurs().values() if p.jusqu_au == date(2026, 12, 31)}
    assert "Ce qui change le 1er janvier 2027" in mots(ouvrir("/droit/changements/"))


def test_un_jour_dit_ce_qui_commence_et_ce_qui_cesse() -> None:
    lues = donnees("/droit/changements/?le=2014-12-01")
    attendues = changements(date(2014, 11, 30), date(2014, 12, 1))
    assert lues["regles_commencees"] == [r.nom for r in regles() if r.depuis == date(2014, 12, 1)]
    assert lues["regles_finies"] == [r.nom for r in regles() if r.jusqu_au == date(2014, 11, 30)]
    assert "D. 612-60" in lues["articles_finis"]
    page = ouvrir("/droit/changements/?le=2014-12-01")
    assert liens(page, "/droit/regles/") == {
        f"/droit/regles/{r.nom}/" for r in (*attendues.regles_commencees, *attendues.regles_finies)
    }


def test_deux_jours_se_comparent_dans_l_ordre_du_temps() -> None:
    droit, envers = (
        donnees(f"/droit/changements/?de={a}&a={b}") for a, b in (("2019-03-01", "2026-01-01"),) * 2
    )
    renverse = donnees("/droit/changements/?de=2026-01-01&a=2019-03-01")
    assert droit == envers == renverse
    plafond = next(v for v in droit["valeurs"] if v["parametre"] == "plafond horaire de la sécurité sociale")
    assert plafond == {"parametre": "plafond horaire de la sécurité sociale", "avant": 25, "apres": 30}


@pytest.mark.parametrize("demande", ["le=demain", "de=2019-03-01&a=32/01/2020", "de=x"])
def test_deux_jours_illisibles_se_disent(demande: str) -> None:
    reponse = ouvrir(f"/droit/changements/?{demande}")
    assert reponse.status_code == 422
    assert "Nous avons reçu" in mots(reponse)
    assert "Voici le prochain 1er janvier." in mots(reponse)


def test_les_jours_de_changement_sont_tous_ceux_du_droit() -> None:
    jours = jours_de_changement()
    assert all(changements(jour - UN_JOUR, jour) for jour in jours)
    assert {r.depuis for r in regles() if r.depuis >= DEBUT_DU_DROIT_CONNU} <= set(jours)
    debuts = {v.depuis for p in valeurs().values() for v in p.valeurs if v.depuis >= DEBUT_DU_DROIT_CONNU}
    assert debuts <= set(jours)
