"""Les pages anglaises des questions et du droit ne disent rien en français, ni ce que l'on en emporte."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.guichet.ecrans.droit import catalogue
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.rendus.langues import DOSSIER
from tripartite.rendus.typographie import sans_insecable

pytestmark = pytest.mark.django_db

TOUTES = sorted(QUESTIONS)
CATALOGUES = (DOSSIER / "en/LC_MESSAGES/droit.po", settings.LOCALE_PATHS[0] / "en/LC_MESSAGES/django.po")
EN_FRANCAIS = re.compile(
    r"<(script|style|textarea)\b.*?</\1>|<(\w+)[^>]*\slang=\"fr\"[^>]*>.*?</\2>", re.DOTALL
)
ATTRIBUTS = re.compile(r"(?:aria-label|title|data-titre)=\"([^\"]*)\"")


def _phrases() -> set[str]:
    """Chaque phrase française des deux catalogues, sans grandeurs ; un mot seul peut être aussi anglais."""
    trouvees = set()
    for chemin in CATALOGUES:
        for m in read_po(io.BytesIO(chemin.read_bytes()), locale="en"):
            for de, vers in zip(_formes(m.id), _formes(m.string), strict=True):
                if de != vers:
                    trouvees |= {sans_insecable(de)}
    return {p for p in trouvees if " " in p and not re.search(r"[{%]", p)}


def _formes(texte: Any) -> list[str]:
    return list(texte) if isinstance(texte, list | tuple) else [texte]


FRANCAISES = _phrases()
MOTS = re.compile(
    r"(?i)\b(?:le|la|les|des|du|est|et|pour|dans|une|aux|sont|avec|pas|que|qui|au)\b|\b[ld]['’]"
)
CITES = re.compile(
    r"[“(][^”)]*[”)]|\b(?:loi|lois|décret|décrets|arrêté|circulaire|Légifrance|Cass\.)\b[^,;.\n]*"
    r"|La Réunion|code pénal"
)


def lignes(html: str) -> list[str]:
    """Ce qu'une page donne à lire, hors de ce qu'elle marque comme français."""
    restant = EN_FRANCAIS.sub("\n", html)
    dits = [
        *ATTRIBUTS.findall(restant),
        *strip_tags(re.sub(r"<(?!/?(?:strong|em|span)\b)", "\n<", restant)).split("\n"),
    ]
    return [sans_insecable(" ".join(unescape(d).split())) for d in dits if d.strip()]


def francais(html: str) -> list[str]:
    """Les lignes qui sont une phrase française d'un catalogue, ou qui en ont l'air."""
    plusieurs_mots = [d for d in lignes(html) if " " in d]
    return sorted({d for d in plusieurs_mots if d in FRANCAISES or MOTS.search(CITES.sub("", d))})


def lire(client: Client, adresse: str) -> str:
    page = client.get(adresse)
    assert (page.status_code, page.headers["Content-Language"]) == (200, "en")
    return page.content.decode()


@pytest.mark.parametrize("cle", TOUTES)
@pytest.mark.parametrize("espace", ["questions", "integrer"])
def test_une_question_ne_dit_rien_en_francais(client: Client, cle: str, espace: str) -> None:
    suite = urlencode(QUESTIONS[cle].exemple | {"langue": "en"})
    assert francais(lire(client, f"/{espace}/{cle}/?langue=en")) == []
    assert francais(lire(client, f"/{espace}/{cle}/?{suite}")) == []


@pytest.mark.parametrize("cle", TOUTES)
@pytest.mark.parametrize("forme", ["csv", "ics", "json"])
def test_ce_que_l_on_emporte_est_en_anglais(client: Client, cle: str, forme: str) -> None:
    suite = urlencode(QUESTIONS[cle].exemple | {"langue": "en"})
    rendu = client.get(f"/questions/{cle}/reponse.{forme}?{suite}").content.decode()
    dits = rendu.replace("\r\n ", "").splitlines()
    if forme == "json":
        donnees = json.loads(rendu)
        dits = [donnees["reponse"], *donnees["notes"], *(e["libelle"] for e in donnees["etapes"])]
    assert [d for d in dits if not d.startswith("URL") and MOTS.search(CITES.sub("", d))] == []


@pytest.mark.parametrize("nom", sorted(sujets()))
def test_un_sujet_du_droit_ne_dit_en_francais_que_sa_prose(client: Client, nom: str) -> None:
    assert francais(lire(client, f"/droit/{nom}/?langue=en")) == []


@pytest.mark.parametrize(
    "adresse",
    ["", "articles/", "valeurs/", "doutes/", "changements/", "articles/L124-6/", "articles/L612-8/"],
)
def test_une_page_du_droit_ne_dit_rien_en_francais(client: Client, adresse: str) -> None:
    assert francais(lire(client, f"/droit/{adresse}?langue=en")) == []


def test_chaque_regle_et_chaque_valeur_a_son_titre_anglais(client: Client) -> None:
    trouves = {}
    for r in regles()[::7]:
        trouves[r.nom] = francais(lire(client, f"/droit/regles/{r.nom}/?langue=en"))
    for cle in list(catalogue.valeurs())[::7]:
        trouves[cle] = francais(lire(client, f"/droit/valeurs/{cle}/?langue=en"))
    assert {nom: dits for nom, dits in trouves.items() if dits} == {}


def test_un_article_cite_mene_a_sa_page(client: Client) -> None:
    suite = urlencode(QUESTIONS["combien-me-doit-on"].exemple)
    page = client.get(f"/questions/combien-me-doit-on/?{suite}").content.decode()
    assert '<a href="/droit/articles/L124-6/" title="' in page
    cadre = client.get(f"/integrer/combien-me-doit-on/?{suite}&langue=en").content.decode()
    assert re.search(r'<a href="/droit/articles/L124-6/\?langue=en" title="[^"]*" target="_top">', cadre)


def test_une_faute_se_dit_en_anglais_et_montre_ce_qui_est_tape(client: Client) -> None:
    tape = {"debut": "stage", "fin": "2026-02-30", "semaine": "35", "versements": "mars", "langue": "en"}
    page = client.get("/questions/combien-me-doit-on/", tape)
    assert page.status_code == 422
    dites = [faute for fautes in page.context["formulaire"].errors.values() for faute in fautes]
    assert dites[0] == "“stage” is not a date. Expected: a date, such as 02/02/2026 or 2026-02-02."
    assert francais(page.content.decode()) == []


FAUTIF = """
convention:
  debut: 2026-02-30
  conclu_le: 2026-01-12
  nature: vacances
  gratification: {horaire: "4,5,0 €", modalite: lissée, echeances: 60}
  horaires: {lundi: 9h-18h et 12h-20h, mardi: 25 h, semaines: [{lundi: 7 h}]}
vie:
  absences: [{debut: 2026-06-02, fin: 2026-06-01}]
organisme:
  siret: 73282932000075
  adresse: Nantes
"""


def rouvrir(client: Client, octets: bytes) -> Any:
    envoi = {"fichier": SimpleUploadedFile("lea.yaml", octets)}
    page = client.post("/questions/rouvrir/", envoi, headers={"accept-language": "en"})
    assert page.status_code == 422
    return page


def test_un_dossier_fautif_se_dit_en_anglais(client: Client) -> None:
    page = rouvrir(client, FAUTIF.encode())
    dites = page.context["formulaire"].errors["fichier"]
    assert sans_insecable("\n".join(dites)).split("\n")[:3] == [
        "Line 3, convention.debut: 30 février 2026 does not exist: that month has 28 days. "
        "Expected: a date, such as 02/02/2026 or 2026-02-02.",
        "Line 4, convention.conclu_le: “conclu_le” is not a field of “convention”. "
        "Did you mean “conclue_le”?",
        "Line 5, convention.nature: “vacances” is not a possible choice. Expected: stage, PFMP, césure, "
        "séquence d'observation or formation professionnelle continue.",
    ]
    assert [d for d in dites if MOTS.search(CITES.sub("", d)) and "Expected: stage" not in d] == []


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "The file is empty. Write a Tripartite file in it; “tripartite exemple” gives one."),
        (b"{", "Line 1: The file cannot be read near “{”: "),
        (b"%PDF-1.7 rien", "This PDF is damaged: it cannot be read. Give the original PDF."),
        (b"PK\x03\x04", "The file is a Word or LibreOffice document, or an archive, not a Tripartite file."),
    ],
)
def test_un_fichier_qui_n_est_pas_un_dossier_se_dit_en_anglais(
    client: Client, octets: bytes, dit: str
) -> None:
    page = rouvrir(client, octets or b" ")
    (dite,) = page.context["formulaire"].errors["fichier"]
    assert sans_insecable(dite).startswith(dit)
    assert francais(page.content.decode()) == []
