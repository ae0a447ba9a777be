"""Un constat dit en texte, en JSON, en HTML, en Markdown."""

import json as json_standard
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from constats import (
    CARENCE,
    CONSTATS,
    DOSSIER,
    DUREE,
    EFFECTIF,
    NUIT,
    REFERENT,
    SANS_CLAUSE,
    SOUS_LE_MINIMUM,
    signe,
)

from tripartite.droit.langage import Inconnu, Verdict, conforme
from tripartite.rendus import html, json, markdown, texte
from tripartite.rendus.classement import classer, conclusion
from tripartite.rendus.encre import Encre, longueur
from tripartite.rendus.fiches import tableau
from tripartite.rendus.grandeurs import dire
from tripartite.rendus.tableaux import tableau as en_texte
from tripartite.rendus.typographie import sans_insecable

RAPPORT = """
  ● ■ ▲  Léa Martin · Ateliers Duval
  stage · du 2 février 2026 au 31 juillet 2026 · vérifié au 1er mars 2026 ·
  comme s'il était conclu ce jour-là · lea.yaml

  ✕ 2 non conformes   ? 3 à vérifier   ✓ 1 conforme   – 1 sans objet
  Un point bloque : corrigez d'abord. Ensuite, 2 faits manquent pour tout
  vérifier.

  Ce qui bloque ────────────────────────────────────────────────────────────────

  ✕ L'heure est payée 4,35 €, sous le minimum de 4,50 €.
    → Portez la gratification à 4,50 € de l'heure au moins.
    Minimum de l'heure  15 % × 30,00 €    =  4,50 €
    Février 2026        154 h 30 × 0,15 € = 23,18 €
    L. 124-6 · D. 124-8                                   gratification_minimale

  Ce qui n'est pas conforme, sans rien bloquer ─────────────────────────────────

  ✕ La convention passe le vendredi 1er janvier 2027 sans clause de
    revalorisation.
    → Ajoutez la clause par avenant.
    L. 124-6                                            clause_de_revalorisation

  Ce qui manque, et à qui le demander ──────────────────────────────────────────

  ■ Organisme d'accueil
    l'effectif de l'organisme d'accueil, mois par mois       organisme.effectifs

  ▲ Établissement d'enseignement
    l'enseignant référent                                 etablissement.referent

  Ce que les textes laissent en doute ──────────────────────────────────────────

  ? Le poste est libre le 1er février 2026 ou le 4 février 2026, selon la
    lecture du texte.
    → Attendez le 4 février 2026, ou demandez l'avis de l'inspection du travail.
    ✓ Au jour : le poste est libre le 1er février 2026.
    ✕ Au mois : le poste est libre le 4 février 2026.
    L. 124-11                                                   delai_de_carence

  Ce qui est conforme ──────────────────────────────────────────────────────────

  ✓ Durée 1

  1 règle est sans objet ici. L'option --tout montre chaque règle et son calcul.
"""


def test_le_rapport_entier() -> None:
    rendu = texte.rapport(DOSSIER, CONSTATS, Encre(80), fichier="lea.yaml", au=date(2026, 3, 1))
    assert rendu == RAPPORT


@pytest.mark.parametrize("largeur", [40, 60, 80, 100])
@pytest.mark.parametrize("tout", [False, True])
def test_rien_ne_depasse(largeur: int, tout: bool) -> None:
    rendu = texte.rapport(DOSSIER, CONSTATS, Encre(largeur), au=date(2026, 3, 1), tout=tout)
    assert max(map(longueur, rendu.splitlines())) <= largeur


def test_la_couleur_n_ajoute_que_de_la_couleur() -> None:
    import re

    simple = texte.rapport(DOSSIER, CONSTATS, Encre(80), tout=True)
    colore = texte.rapport(DOSSIER, CONSTATS, Encre(80, couleur=True), tout=True)
    assert colore != simple
    assert re.sub(r"\x1b\[[\d;]*m", "", colore) == simple


def test_le_plus_important_d_abord() -> None:
    range_ = classer(CONSTATS)
    assert range_.bloquants == (SOUS_LE_MINIMUM,)
    assert range_.avertissements == (SANS_CLAUSE,)
    assert [(str(m.de), m.constats) for m in range_.manques] == [
        ("organisme d'accueil", (EFFECTIF,)),
        ("établissement d'enseignement", (REFERENT,)),
    ]
    assert range_.doutes == (CARENCE,)
    assert (range_.conformes, range_.sans_objet) == ((DUREE,), (NUIT,))
    assert range_.bilan == {
        Verdict.NON_CONFORME: 2,
        Verdict.A_VERIFIER: 3,
        Verdict.CONFORME: 1,
        Verdict.SANS_OBJET: 1,
    }


@pytest.mark.parametrize(
    ("constats", "phrase"),
    [
        ((DUREE, NUIT), "Rien ne bloque et rien ne manque."),
        ((DUREE, CARENCE), "Rien ne bloque et rien ne manque ; lisez ce qui suit avant de signer."),
        ((EFFECTIF,), "Rien ne bloque dans ce que l'on sait, mais un fait manque pour tout vérifier."),
        ((SOUS_LE_MINIMUM, SOUS_LE_MINIMUM), "2 points bloquent : corrigez d'abord."),
    ],
)
def test_la_conclusion(constats: tuple, phrase: str) -> None:
    assert sans_insecable(dire(conclusion(classer(constats)))) == phrase


def test_un_constat_en_json() -> None:
    assert json.constat(SOUS_LE_MINIMUM) == {
        "regle": "gratification_minimale",
        "titre": "L'heure est payée au moins 15 % du plafond horaire de la sécurité sociale",
        "sujet": "gratification",
        "verdict": "non conforme",
        "gravite": "bloquant",
        "bloque": True,
        "phrase": "L'heure est payée 4,35 €, sous le minimum de 4,50 €.",
        "modele": "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros}.",
        "grandeurs": {"horaire": "4.35", "minimum": "4.50"},
        "que_faire": "Portez la gratification à 4,50 € de l'heure au moins.",
        "articles": ["L. 124-6", "D. 124-8"],
        "au": "2026-01-15",
        "etapes": [
            {
                "libelle": "Minimum de l'heure",
                "calcul": "15 % × 30,00 € = 4,50 €",
                "modele": "{taux:taux} × {plafond:euros} = {minimum:euros}",
                "grandeurs": {"taux": "0.15", "plafond": 30, "minimum": "4.50"},
            },
            {
                "libelle": "Février 2026",
                "calcul": "154 h 30 × 0,15 € = 23,18 €",
                "modele": "{minutes:heures} × {ecart:euros} = {manque:euros}",
                "grandeurs": {"minutes": 9270, "ecart": "0.15", "manque": "23.18"},
            },
        ],
        "lectures": [],
        "manquants": [],
        "faits": {"conclue_le": "2026-01-15"},
        "valeurs": [
            {
                "parametre": "plafond horaire de la sécurité sociale",
                "au": "2026-02-02",
                "valeur": 30,
                "unite": "€ par heure",
                "source": "ministère du Travail",
                "confiance": "source secondaire",
            }
        ],
    }


def test_ce_qui_manque_et_les_doutes_en_json() -> None:
    manquant = {
        "fait": "etablissement.referent",
        "libelle": "l'enseignant référent",
        "partie": "établissement d'enseignement",
    }
    assert json.constat(REFERENT)["manquants"] == [manquant]
    assert [(lue["nom"], lue["verdict"]) for lue in json.constat(CARENCE)["lectures"]] == [
        ("au jour", "conforme"),
        ("au mois", "non conforme"),
    ]
    inconnu = signe(conforme("x.", qui=Inconnu("debut", "la date de début")), nom="r")
    assert json.constat(inconnu)["grandeurs"]["qui"] == {
        "inconnu": "debut",
        "libelle": "la date de début",
        "partie": "",
    }
    for c in CONSTATS:
        assert json_standard.loads(json.texte(json.constat(c))) == json.constat(c)


class Balises(HTMLParser):
    """Vérifie que chaque balise ouverte est fermée."""

    def __init__(self) -> None:
        super().__init__()
        self.ouvertes: list[str] = []
        self.identifiants: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.identifiants += [v for n, v in attrs if n == "id" and v]
        if tag not in ("meta", "link"):
            self.ouvertes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.ouvertes.pop() == tag


def test_le_html_est_entier_et_sans_ancre_double() -> None:
    balises = Balises()
    balises.feed(
        html.page("Vérification", html.rapport(DOSSIER, CONSTATS), html.rapport(DOSSIER, CONSTATS, rang=2))
    )
    assert balises.ouvertes == []
    assert len(balises.identifiants) == len(set(balises.identifiants))


def test_le_html_echappe_tout() -> None:
    mechant = "<script>alert('x')</script>"
    piege = signe(
        conforme("{nom} est là.", que_faire="Voyez {nom}.", nom=mechant),
        titre=mechant,
        articles=(mechant,),
        nom="r",
    )
    rendu = html.constat(piege)
    assert "<script>" not in rendu
    assert rendu.count("&lt;script&gt;") == 4


def test_le_calcul_du_html_se_deplie() -> None:
    rendu = sans_insecable(html.constat(SOUS_LE_MINIMUM))
    assert "<summary>Voir le calcul</summary>" in rendu
    assert "<dd>15 % × 30,00 € = 4,50 €</dd>" in rendu


def test_le_markdown_d_un_constat() -> None:
    assert markdown.constat(CARENCE) == (
        "? **Le poste est libre le 1er février 2026 ou le 4 février 2026, selon la lecture du texte.**\n\n"
        "Attendez le 4 février 2026, ou demandez l'avis de l'inspection du travail.\n\n"
        "* ✓ au jour : le poste est libre le 1er février 2026.\n"
        "* ✕ au mois : le poste est libre le 4 février 2026.\n\n"
        "L. 124-11"
    )


MOIS = tableau(
    [("mois", "Mois"), ("minutes", "Heures", "heures"), ("du", "Dû", "euros")],
    [("février", 8400, Decimal("630")), ("mars", 9270, Decimal("1719.9"))],
    ["Total", 17670, Decimal("2349.9")],
)


def test_un_tableau_en_texte() -> None:
    assert sans_insecable("\n".join(en_texte(MOIS, Encre(80)))) == (
        "Mois       Heures          Dû\n"
        "─────────────────────────────\n"
        "février     140 h    630,00 €\n"
        "mars     154 h 30  1 719,90 €\n"
        "─────────────────────────────\n"
        "Total    294 h 30  2 349,90 €"
    )


def test_un_tableau_trop_large_devient_des_blocs() -> None:
    assert sans_insecable("\n".join(en_texte(MOIS, Encre(24)))).splitlines()[:4] == [
        "Mois    février",
        "Heures  140 h",
        "Dû      630,00 €",
        "",
    ]


def test_un_tableau_en_markdown_en_json_et_en_html() -> None:
    assert markdown.tableau(MOIS) == (
        "| Mois | Heures | Dû |\n| --- | ---: | ---: |\n| février | 140 h | 630,00 € |\n"
        "| mars | 154 h 30 | 1 719,90 € |\n| **Total** | **294 h 30** | **2 349,90 €** |"
    )
    assert json.tableau(MOIS)[0] == {"mois": "février", "minutes": 8400, "du": "630"}
    assert '<tfoot><tr><th scope="row">Total</th>' in html.tableau(MOIS)
