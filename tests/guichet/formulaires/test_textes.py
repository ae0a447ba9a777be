"""Ce que les pages disent : des articles du registre, en vigueur ; un titre, une question à chaque fait."""

from __future__ import annotations

import re

import pytest

from tripartite.droit.articles import article, en_vigueur
from tripartite.droit.faits import Partie
from tripartite.droit.langage import ETAT_DU_DROIT
from tripartite.guichet.formulaires.chemins import libelle, type_du_fait
from tripartite.guichet.formulaires.description import Etape, Groupe
from tripartite.guichet.formulaires.etapes import ETAPES

TOUTES = [etape for partie in Partie for etape in ETAPES[partie]]
CITATION = re.compile(r"((?:C\. trav\.|CESEDA|CSP|CSS|CGI) )?([LRD]\. \d+(?:-\d+)+|81 bis)")


def textes(etape: Etape) -> list[str]:
    aides = [element.aide for element in etape.elements]
    aides += [
        champ.aide for element in etape.elements if isinstance(element, Groupe) for champ in element.champs
    ]
    return [str(texte) for texte in (etape.intro, *aides) if texte]


def cites(texte: str) -> list[str]:
    """Les articles d'un texte. Un code vaut jusqu'au suivant : « C. trav. L. 1, L. 2 »."""
    trouves, passage, code = [], -1, ""
    for citation in CITATION.finditer(texte):
        if citation.start() > passage:
            code = ""
            passage = texte.find(")", citation.start()) if ")" in texte[citation.start() :] else len(texte)
        code = citation[1] or code
        trouves.append(f"{code}{citation[2]}")
    return trouves


@pytest.mark.parametrize("etape", TOUTES, ids=lambda e: f"{e.partie.name}-{e.cle}")
def test_les_articles_cites_sont_en_vigueur(etape: Etape) -> None:
    references = [reference for texte in textes(etape) for reference in cites(texte)]
    assert [r for r in references if article(r) is None or not en_vigueur(r, ETAT_DU_DROIT)] == []


@pytest.mark.parametrize("etape", TOUTES, ids=lambda e: f"{e.partie.name}-{e.cle}")
def test_chaque_question_porte_sur_un_fait(etape: Etape) -> None:
    assert len(set(etape.chemins)) == len(etape.chemins)
    assert all(type_du_fait(chemin) is not None and libelle(chemin) for chemin in etape.chemins)
    assert all(str(champ.libelle) for champ in etape.champs)


def test_les_cles_d_une_partie_different() -> None:
    for partie in Partie:
        cles = [etape.cle for etape in ETAPES[partie]]
        assert len(set(cles)) == len(cles)
        assert {etape.partie for etape in ETAPES[partie]} == {partie}
