"""Chaque version se lit, et se compare à toute autre."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from guichet.completer.pages import lire, textes
from guichet.completer.test_etapes import invite
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.envoyer import envoyer
from tripartite.guichet.modeles import Convention, Version

Connecter = Callable[[str], Client]


def ecrire(monde: Monde, convention: Convention, section: str = "convention", **faits: object) -> Convention:
    """Une version de plus, par le bureau."""
    return completer(
        convention,
        monde.acteur("bureau"),
        numero=convention.numero_de_version,
        changer=lambda avant: avant | {section: avant[section] | faits},
    )


def test_la_liste_dit_qui_a_change_quoi(monde: Monde, connecter: Connecter) -> None:
    convention = ecrire(monde, monde.brouillon(), lieu="Ailleurs", debut="2027-03-01", fin="2027-04-30")
    page = connecter("etudiante").get(f"/conventions/{convention.reference}/versions/")
    premiere = textes(page, "//tbody/tr[1]/*")
    assert premiere[0] == "3"
    assert "Claire Le Bris" in premiere[1]
    assert set(premiere[3].split(", ")) == {
        "la date de début",
        "la date de fin",
        "le lieu de présence",
    }
    assert lire(page).xpath("//input[@checked]/@value") == ["3", "2"]


def test_le_formulaire_mene_a_la_comparaison_dans_l_ordre(monde: Monde, connecter: Connecter) -> None:
    convention = ecrire(monde, monde.brouillon(), lieu="Ailleurs")
    base, client = f"/conventions/{convention.reference}/versions/", connecter("etudiante")
    for avant, apres in (("2", "3"), ("3", "2")):
        reponse = client.get(base, {"avant": avant, "apres": apres})
        assert reponse.headers["Location"] == f"{base}2/3/"
    assert client.get(base, {"avant": "x", "apres": "3"}).status_code == 404
    assert client.get(base, {"avant": "2"}).status_code == 404


def test_une_comparaison_dit_avant_et_apres_par_section(monde: Monde, connecter: Connecter) -> None:
    hostile = "#panic() <script>alert(1)</script>"
    convention = ecrire(monde, monde.brouillon(), lieu=hostile)
    convention = ecrire(monde, convention, "formation", credits=30)
    page = connecter("etudiante").get(f"/conventions/{convention.reference}/versions/2/4/")
    assert textes(page, "//section/h2") == ["La convention", "La formation"]
    assert textes(page, "//dl/div/dt") == ["Le lieu de présence", "Les crédits ECTS du stage"]
    assert textes(page, "//dl//ins") == [hostile, "30"]
    assert textes(page, "//dl//del")[1] == "24"


@pytest.mark.parametrize("paire", ["2/99", "0/2", "99999999999999999999/2"])
def test_une_version_qui_n_existe_pas(monde: Monde, connecter: Connecter, paire: str) -> None:
    convention = monde.brouillon()
    client = connecter("etudiante")
    assert client.get(f"/conventions/{convention.reference}/versions/{paire}/").status_code == 404


def test_l_organisme_ne_voit_pas_changer_ce_qu_il_ne_voit_pas(monde: Monde, connecter: Connecter) -> None:
    convention = ecrire(monde, monde.brouillon(), "stagiaire", naissance="2003-03-13")
    convention = envoyer(convention, monde.acteur("etudiante"), contact="rh@marees.example")
    client = invite(monde, convention)
    page = client.get(f"/conventions/{convention.reference}/versions/2/3/")
    assert page.status_code == 200
    assert textes(page, "//dl") == []
    liste = client.get(f"/conventions/{convention.reference}/versions/").content.decode()
    assert "naissance" not in liste


def test_les_versions_d_une_autre_n_existent_pas(monde: Monde, connecter: Connecter) -> None:
    convention = ecrire(monde, monde.brouillon(), lieu="Ailleurs")
    for qui in ("autre_etudiante", "autre_etudiant", "autre_bureau", "rh", "autre_rh", "agent"):
        for page in ("versions/", "versions/2/3/"):
            assert connecter(qui).get(f"/conventions/{convention.reference}/{page}").status_code == 404
    anonyme = Client().get(f"/conventions/{convention.reference}/versions/")
    assert anonyme.headers["Location"].startswith("/compte/login/")


@pytest.mark.parametrize("nombre", [1, 10, 100])
def test_la_liste_ne_demande_pas_plus_de_requetes_avec_plus_de_versions(
    monde: Monde, connecter: Connecter, nombre: int, django_assert_max_num_queries
) -> None:
    convention = monde.convention(Etat.BROUILLON)
    Version.objects.bulk_create(
        Version(
            convention=convention,
            numero=10 + n,
            dossier={},
            empreinte="x",
            le=timezone.now(),
            auteur="Claire Le Bris",
            partie="stagiaire",
            changes=["convention.lieu"],
        )
        for n in range(nombre)
    )
    client = connecter("etudiante")
    with django_assert_max_num_queries(10):
        page = client.get(f"/conventions/{convention.reference}/versions/")
    assert len(lire(page).xpath("//tbody/tr")) == min(nombre + 2, 100)
