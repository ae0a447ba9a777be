"""Les pages des questions : sans compte, sans témoin, sans script ; l'état dans l'adresse."""

from __future__ import annotations

import csv
import gzip
import re
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from icalendar import Calendar

from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.guichet.ecrans.reponses.views import FORMES
from tripartite.guichet.projet.intergiciels import CSP

pytestmark = pytest.mark.django_db

TOUTES = sorted(QUESTIONS)
COMBIEN = "/questions/combien-me-doit-on/"
STAGE = {"debut": "2026-02-02", "fin": "2026-07-31", "semaine": "35 h"}
CINQUANTE_KO = 50_000


def adresse(cle: str, donnees: dict[str, str], suite: str = "") -> str:
    return f"/questions/{cle}/{suite}?{urlencode(donnees)}"


# --- Sans compte, sans témoin ------------------------------------------------------------------


def test_la_liste_mene_a_chaque_question(client: Client) -> None:
    page = client.get("/questions/")
    liens = set(re.findall(r'href="/questions/([a-z-]+)/"', page.content.decode()))
    assert (page.status_code, liens) == (200, set(TOUTES))


@pytest.mark.parametrize("cle", TOUTES)
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_une_question_s_affiche_puis_repond_a_son_exemple(client: Client, cle: str, langue: str) -> None:
    vide = client.get(f"/questions/{cle}/?langue={langue}")
    assert (vide.status_code, vide.headers["Content-Language"]) == (200, langue)
    page = client.get(adresse(cle, QUESTIONS[cle].exemple | {"langue": langue}))
    assert page.status_code == 200
    assert page.context["phrase"] in page.content.decode().replace("&#x27;", "'")
    assert page.content.decode().count("<h1") == 1
    for reponse in (vide, page):
        assert (reponse.cookies, reponse.headers["Content-Security-Policy"]) == ({}, CSP)
        assert 'style="' not in reponse.content.decode()


def test_une_reponse_ne_lit_ni_n_ecrit_la_base(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get(adresse("combien-me-doit-on", STAGE)).status_code == 200


def test_une_question_inconnue_n_existe_pas(client: Client) -> None:
    for chemin in ("/questions/rien/", "/integrer/rien/", adresse("impot", {}, "reponse.exe")):
        assert client.get(chemin).status_code == 404
    assert client.post(COMBIEN, STAGE).status_code in (403, 405)


@pytest.mark.parametrize("cle", TOUTES)
def test_une_reponse_s_emporte_sous_toutes_ses_formes(client: Client, cle: str) -> None:
    for forme, (genre, _ecrire) in FORMES.items():
        recu = client.get(adresse(cle, QUESTIONS[cle].exemple, f"reponse.{forme}"))
        attendus = {(200, genre)} | ({(404, "text/html; charset=utf-8")} if forme == "yaml" else set())
        assert (recu.status_code, recu.headers["Content-Type"]) in attendus


# --- Ce qui ne se lit pas ----------------------------------------------------------------------


def test_une_faute_se_dit_a_cote_de_son_champ_et_garde_ce_qui_est_tape(client: Client) -> None:
    donnees = STAGE | {"fin": "30/02/2026", "semaine": "trente-cinq", "verse": "2026-02 : 500;2026-13 : 3"}
    page = client.get(adresse("combien-me-doit-on", donnees))
    html = page.content.decode()
    assert page.status_code == 422
    assert set(page.context["formulaire"].errors) == {"fin", "semaine", "verse"}
    assert 'href="#id_fin"' in html
    assert "data-prendre-le-focus" in html
    assert 'aria-describedby="id_semaine_helptext id_semaine_error"' in html
    assert "Ligne 2" in html
    for tape in ("30/02/2026", "trente-cinq", "2026-02 : 500"):
        assert tape in html


@pytest.mark.parametrize(
    ("cle", "donnees", "champ"),
    [
        ("combien-me-doit-on", STAGE | {"fin": "2026-01-01"}, "fin"),
        ("combien-me-doit-on", STAGE | {"fin": "2029-01-01"}, "fin"),
        ("combien-me-doit-on", STAGE | {"semaine": "121 h"}, "semaine"),
        ("combien-me-doit-on", STAGE | {"lisser": "0"}, "lisser"),
        ("combien-de-temps", STAGE | {"autres": "hier"}, "autres"),
        ("un-stagiaire-de-plus", {"effectif": "-3"}, "effectif"),
        ("cout-d-un-stagiaire", {"mois": "2026-02", "gratification": "9", "heures": "700"}, "heures"),
        ("impot", {"annee": "1789"}, "annee"),
        ("embauche-apres-le-stage", {"essai": "100"}, "correspondance"),
        ("accident", {"le": "2026-04-30", "moment": "la nuit"}, "moment"),
        ("accident", {"le": "'\"><script>alert(1)</script>"}, "le"),
    ],
)
def test_ce_qui_se_contredit_ou_ne_se_lit_pas(client: Client, cle: str, donnees, champ: str) -> None:
    page = client.get(adresse(cle, donnees))
    assert page.status_code == 422
    assert champ in page.context["formulaire"].errors
    assert "<script>alert" not in page.content.decode()
    emporte = client.get(adresse(cle, donnees, "reponse.csv"))
    assert emporte.status_code == 302
    assert client.get(emporte["Location"]).status_code == 422


def test_une_valeur_a_paraitre_se_dit(client: Client) -> None:
    page = client.get(adresse("impot", {"annee": "2090", "recus": "100"}))
    assert page.status_code == 200
    assert "On ne peut pas encore répondre" in page.content.decode()


def test_trop_de_lignes(client: Client) -> None:
    page = client.get(adresse("impot", {"annee": "2025", "recus": ";".join(["10"] * 41)}))
    assert page.status_code == 422


# --- Le calendrier -----------------------------------------------------------------------------


def test_un_jour_presse_change_l_adresse(client: Client) -> None:
    etats = []
    lieu = adresse("combien-me-doit-on", STAGE | {"demi": "05/02/2026"})
    for _ in range(3):
        lieu = client.get(f"{lieu}&jour=2026-02-03")["Location"]
        page = client.get(lieu)
        etats.append(
            (
                len(page.context["formulaire"].cleaned_data["absents"]),
                page.context["reponse"].resultat.minutes,
            )
        )
    pleines = etats[2][1]
    assert [(n, pleines - minutes) for n, minutes in etats] == [(1, 420), (0, 210), (0, 0)]
    assert client.get(f"{lieu}&jour=demain").status_code == 302


# --- Emporter ----------------------------------------------------------------------------------


def test_le_csv_n_execute_rien_et_se_relit(client: Client) -> None:
    recu = client.get(adresse("combien-me-doit-on", STAGE, "reponse.csv"))
    lignes = list(csv.reader(StringIO(recu.content.decode("utf-8-sig")), delimiter=";"))
    assert recu["Content-Disposition"] == 'attachment; filename="combien-me-doit-on.csv"'
    assert ["février 2026", "140 h", "4,50 €", "630,00 €"] in lignes
    assert not [case for ligne in lignes for case in ligne if case.startswith(("=", "+", "@", "-"))]


def test_l_agenda_se_relit(client: Client) -> None:
    recu = client.get(adresse("combien-de-temps", STAGE, "reponse.ics"))
    agenda = Calendar.from_ical(recu.content)
    jours = {str(e["summary"]): e["dtstart"].dt.isoformat() for e in agenda.walk("VEVENT")}
    assert jours["309e heure : gratification due"] == "2026-04-03"  # 44 jours de sept heures, et le suivant
    assert jours["Dernier jour du stage"] == "2026-07-31"
    uids = [str(e["uid"]) for e in agenda.walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    assert all(len(ligne) <= 75 for ligne in recu.content.split(b"\r\n"))
    encore = Calendar.from_ical(client.get(adresse("combien-de-temps", STAGE, "reponse.ics")).content)
    assert [str(e["uid"]) for e in encore.walk("VEVENT")] == uids


def test_le_json_est_celui_de_la_ligne_de_commande(client: Client) -> None:
    donnees = client.get(
        adresse("delai-de-carence", QUESTIONS["delai-de-carence"].exemple, "reponse.json")
    ).json()
    assert donnees["calcul"] == "carence"
    assert donnees["articles"] == ["L. 124-11"]
    assert donnees["resultat"]["conseille"] == "2026-05-05"


def test_la_lettre_se_telecharge_quand_quelque_chose_est_du(client: Client) -> None:
    passe = {"debut": "2025-02-03", "fin": "2025-07-31", "semaine": "35 h"}
    page = client.get(adresse("combien-me-doit-on", passe))
    assert "document.pdf" in page.content.decode()
    lettre = client.get(adresse("combien-me-doit-on", passe, "document.pdf"))
    assert (lettre.status_code, lettre.content[:5]) == (200, b"%PDF-")
    a_venir = {"debut": "2096-02-06", "fin": "2096-02-29", "semaine": "35 h"}
    assert client.get(adresse("combien-me-doit-on", a_venir, "document.pdf")).status_code == 302
    assert client.get(adresse("impot", {}, "document.pdf")).status_code == 404


# --- Dans la page d'un autre -------------------------------------------------------------------


def test_le_cadre_se_laisse_encadrer_et_lui_seul(client: Client) -> None:
    cadre = client.get("/integrer/combien-me-doit-on/?" + urlencode(STAGE))
    assert cadre.status_code == 200
    assert "frame-ancestors *" in cadre["Content-Security-Policy"]
    assert "X-Frame-Options" not in cadre.headers
    assert cadre.cookies == {}
    html = cadre.content.decode()
    assert 'target="_top"' in html
    assert 'action="/integrer/combien-me-doit-on/#reponse"' in html
    for chemin in (COMBIEN, "/questions/", "/integrer/", "/"):
        page = client.get(chemin)
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_le_script_se_charge_d_ailleurs(client: Client) -> None:
    script = client.get("/integrer.js")
    assert script["Content-Type"] == "text/javascript; charset=utf-8"
    assert script["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.cookies == {}
    assert 'data-question="impot"' in client.get("/integrer/").content.decode()


# --- Le poids, le temps ------------------------------------------------------------------------


@pytest.mark.parametrize("cle", TOUTES)
def test_la_premiere_vue_pese_moins_de_50_ko(client: Client, cle: str) -> None:
    page = client.get(f"/questions/{cle}/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(page.content).decode()
    fichiers = re.findall(r'(?:src|href)="/statique/([^"]+\.(?:js|css))"', html)
    assert len(fichiers) == 4
    poids = len(page.content) + sum(
        len(gzip.compress(Path(finders.find(_sans_empreinte(nom))).read_bytes())) for nom in fichiers
    )
    assert poids <= CINQUANTE_KO


def _sans_empreinte(nom: str) -> str:
    return re.sub(r"\.[0-9a-f]{12}\.", ".", nom)
