"""Les textes : les deux langues se répondent, les conditions existent, un thème s'y ajoute."""

import re
from datetime import date
from string import Formatter
from typing import Any

import pytest

from tripartite.documents.faits_imprimes import FaitsImprimes
from tripartite.documents.textes import (
    Article,
    Blancs,
    Paragraphe,
    Plume,
    TexteInvalide,
    Textes,
    completer,
    isoler,
    lire_textes,
)
from tripartite.droit.articles import article, citations
from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Inconnu
from tripartite.rendus.grandeurs import NATURES

MODELES = ("convention", "pfmp")


def champs(paragraphe: Paragraphe) -> set[tuple[str, str]]:
    textes = (paragraphe.texte, *paragraphe.liste)
    return {(nom, nature or "") for t in textes for _, nom, nature, _ in Formatter().parse(t) if nom}


# --- Les textes de la maison -------------------------------------------------------------------


@pytest.mark.parametrize("modele", MODELES)
def test_les_deux_langues_se_repondent_paragraphe_par_paragraphe(modele: str) -> None:
    francais, anglais = (lire_textes(modele, langue) for langue in ("fr", "en"))
    assert francais.mots.keys() == anglais.mots.keys()
    assert [a.cle for a in francais.articles] == [a.cle for a in anglais.articles]
    for un, autre in zip(francais.articles, anglais.articles, strict=True):
        assert len(un.paragraphes) == len(autre.paragraphes), un.cle
        for p, q in zip(un.paragraphes, autre.paragraphes, strict=True):
            assert (p.cle, p.si, p.mentions, p.faits) == (q.cle, q.si, q.mentions, q.faits), un.cle
            assert champs(p) == champs(q), un.cle


@pytest.mark.parametrize("modele", MODELES)
@pytest.mark.parametrize("langue", ["fr", "en"])
def test_chaque_condition_existe_et_chaque_grandeur_a_une_nature(modele: str, langue: str) -> None:
    textes = lire_textes(modele, langue)
    connues = FaitsImprimes(Dossier(), date(2026, 11, 23), textes.mots, langue).conditions()
    for paragraphe in (p for a in textes.articles for p in a.paragraphes):
        assert {si.removeprefix("non ") for si in paragraphe.si} <= connues.keys()
        assert {nature for _, nature in champs(paragraphe)} <= NATURES.keys()


@pytest.mark.parametrize("modele", MODELES)
def test_les_quinze_mentions_y_sont(modele: str) -> None:
    portees = {m for a in lire_textes(modele, "fr").articles for p in a.paragraphes for m in p.mentions}
    assert portees == set(range(1, 16))


@pytest.mark.parametrize("modele", MODELES)
def test_les_articles_cites_sont_au_registre_et_en_vigueur(modele: str) -> None:
    textes = [p.texte for a in lire_textes(modele, "fr").articles for p in a.paragraphes]
    cites = {n for t in textes for n in re.findall(r"[LRD]\. \d+(?:-\d+)+", t)}
    assert len(cites) > 15
    for numero in cites:
        references = [f"{code} {numero}" for code in ("C. éduc.", "C. trav.", "CSS", "CRPM", "CSP")]
        trouves = [t for t in map(article, references) if t is not None]
        assert any(t.en_vigueur(date(2026, 11, 23)) for t in trouves), numero
    assert [c for t in textes for c in citations(t)] == []


# --- La plume ----------------------------------------------------------------------------------


def plume(faits: dict[str, Any], conditions: dict[str, Any] | None = None, langue: str = "fr") -> Plume:
    return Plume(faits.__getitem__, conditions or {}, langue, Blancs())


FIN = Inconnu("convention.fin", "la date de fin", Partie.ORGANISME)


def test_une_phrase_et_son_blanc() -> None:
    p = plume({"debut": date(2026, 2, 2), "fin": FIN})
    phrase = p.phrase("Du {debut:date} au {fin:date} : article L. 124-5 ; fin.")
    assert phrase == [
        "Du lundi 2\u00a0février\u00a02026 au ",
        {"blanc": "la date de fin", "partie": "organisme", "points": 12},
        "\u00a0: article\u00a0L.\u00a0124-5\u202f; fin.",
    ]
    assert tuple(p.blancs) == ("la date de fin (organisme d'accueil)",)


def test_un_article_ne_se_coupe_pas_en_anglais() -> None:
    assert plume({}, langue="en").phrase("See article L. 124-5: fine.") == "See article L.\u00a0124-5: fine."


def test_un_blanc_ne_se_dit_qu_une_fois() -> None:
    p = plume({"fin": FIN})
    p.phrase("{fin:date}")
    p.phrase("{fin:jour}")
    assert len(tuple(p.blancs)) == 1


@pytest.mark.parametrize(
    ("si", "dit"),
    [
        (("a",), True),
        (("non a",), False),
        (("b",), False),
        (("non b",), True),
        (("a", "non b"), True),
        (("a", "b"), False),
    ],
)
def test_un_paragraphe_suit_ses_conditions(si: tuple[str, ...], dit: bool) -> None:
    ecrit = plume({}, {"a": True, "b": False}).paragraphe(Paragraphe("Oui.", si=si))
    assert (ecrit is not None) is dit


def test_une_condition_inconnue_donne_une_case_a_cocher() -> None:
    p = plume({}, {"a": True, "public": Inconnu("public", "le caractère public", Partie.ORGANISME)})
    ecrit = p.paragraphe(Paragraphe("Oui.", si=("a", "public")))
    assert ecrit is not None
    assert ecrit["case"] == "organisme"
    assert tuple(p.blancs) == ("cocher : le caractère public (organisme d'accueil)",)
    assert p.paragraphe(Paragraphe("Non.", si=("non a", "public"))) is None


def test_un_texte_libre_suit_son_annonce_ligne_a_ligne() -> None:
    p = plume({"activites": "- lire\n\n• écrire ", "seule": "lire"})
    plusieurs = p.paragraphe(Paragraphe("Activités :", faits="activites"))
    assert plusieurs is not None
    assert plusieurs["liste"] == ["lire", "écrire"]
    une = p.paragraphe(Paragraphe("Activités :", faits="seule"))
    assert une is not None
    assert une["texte"] == ["Activités\u00a0:", " ", "lire"]


def test_un_texte_libre_n_est_jamais_un_modele() -> None:
    assert plume({"nom": "{fin} #x"}).phrase("{nom}") == "{fin} #x"


def test_un_nom_arabe_est_isole() -> None:
    assert isoler("محمد") == "\u2068محمد\u2069" == isoler(isoler("محمد"))


# --- Les clauses d'un thème --------------------------------------------------------------------

BASE = Textes({}, (Article("objet", "Objet", (Paragraphe("Un.", cle="un"),)), Article("droit", "Droit", ())))


def test_une_clause_s_ajoute_remplace_ou_fait_un_article() -> None:
    ajoutes = completer(
        BASE,
        [
            {"cle": "objet", "paragraphes": ["Deux.", {"cle": "un", "texte": "Un, autrement."}]},
            {"cle": "laboratoire", "titre": "Laboratoire", "paragraphes": ["Trois."]},
            {"cle": "depot", "titre": "Dépôt", "apres": "objet", "titre_en": "Filing"},
        ],
    )
    assert [a.cle for a in ajoutes.articles] == ["objet", "depot", "laboratoire", "droit"]
    assert [p.texte for p in ajoutes.articles[0].paragraphes] == ["Un, autrement.", "Deux."]
    assert (
        completer(BASE, [{"cle": "x", "titre": "Dépôt", "titre_en": "Filing"}], "en").articles[1].titre
        == "Filing"
    )


@pytest.mark.parametrize(
    "ajout", [{"cle": "inconnu"}, {"titre": "Sans clé"}, "texte", {"cle": "objet", "paragraphes": [3]}]
)
def test_une_clause_qui_ne_se_comprend_pas_se_dit(ajout: Any) -> None:
    with pytest.raises(TexteInvalide):
        completer(BASE, [ajout])
