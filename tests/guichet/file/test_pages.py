"""Page après page, chaque rangée se lit une fois, dans l'ordre, sous tout filtre et tout tri."""

from typing import Any

import pytest
from django.db.models import F, QuerySet
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tripartite.droit.parcours import Etat
from tripartite.guichet.ecrans.file.filtres import TRIS
from tripartite.guichet.ecrans.file.pages import Tri, lire_un_repere, lire_une_page
from tripartite.guichet.modeles import Convention

FILTRES: list[dict[str, Any]] = [
    {},
    {"etat": Etat.EN_CONTROLE.value},
    {"bloquants__gt": 0},
    {"debut__isnull": True},
    {"minutes__isnull": False, "manques": 0},
    {"recherche__contains": "le goff"},
    {"recherche__contains": "introuvable"},
]


def attendues(rangees: QuerySet[Convention], tri: Tri, descend: bool) -> list[int]:
    colonne = F(tri.colonne)
    ordre = colonne.desc(nulls_last=True) if descend else colonne.asc(nulls_last=True)
    return list(rangees.order_by(ordre, "-pk" if descend else "pk").values_list("pk", flat=True))


def parcourir(rangees: QuerySet[Convention], tri: Tri, descend: bool, taille: int) -> list[list[int]]:
    pages, repere = [], None
    while True:
        page = lire_une_page(rangees, tri, descend=descend, repere=repere, taille=taille)
        pages.append([c.pk for c in page.rangees])
        if not page.suivant:
            return pages
        repere = lire_un_repere(page.suivant, tri)
        assert repere is not None


def remonter(rangees: QuerySet[Convention], tri: Tri, descend: bool, taille: int) -> list[list[int]]:
    """De la dernière page à la première, par « précédentes »."""
    page = lire_une_page(rangees, tri, descend=descend, en_arriere=True, taille=taille)
    pages = [[c.pk for c in page.rangees]]
    while page.precedent:
        repere = lire_un_repere(page.precedent, tri)
        page = lire_une_page(rangees, tri, descend=descend, repere=repere, en_arriere=True, taille=taille)
        pages.insert(0, [c.pk for c in page.rangees])
    return pages


@given(
    cle=st.sampled_from(sorted(TRIS)),
    descend=st.booleans(),
    taille=st.integers(1, 25),
    nombre=st.integers(0, 40),
    filtre=st.sampled_from(FILTRES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_chaque_rangee_une_fois_et_dans_l_ordre(
    monde: Monde, cle: str, descend: bool, taille: int, nombre: int, filtre: dict[str, Any]
) -> None:
    Convention.objects.all().delete()
    ecrire_des_rangees(monde, nombre)
    rangees = Convention.objects.filter(**filtre)
    toutes = attendues(rangees, TRIS[cle], descend)
    for pages in (
        parcourir(rangees, TRIS[cle], descend, taille),
        remonter(rangees, TRIS[cle], descend, taille),
    ):
        assert [pk for page in pages for pk in page] == toutes
        assert all(len(page) <= taille for page in pages)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "x",
        "!!!",
        "W10",
        "WzEsMl0",
        "bnVsbA",
        "WyJ4Iiwx",
        "WzEsdHJ1ZV0",
        "é",
        "WzEsMTAwMDAwMDAwMDAwMDAwMDAwMDAwMDBd",
    ],
)
@pytest.mark.parametrize("cle", sorted(TRIS))
def test_un_repere_qui_ne_se_lit_pas_ramene_au_debut(texte: str, cle: str) -> None:
    lu = lire_un_repere(texte, TRIS[cle])
    assert lu is None or texte == "WzEsMl0"
