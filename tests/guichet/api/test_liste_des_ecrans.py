"""La liste : les mêmes conventions que sur les écrans, pour chacun."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client
from guichet.api.test_liste import Programme, lues
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde, creer_le_monde
from guichet.securite.terrain import Terrain, creer_le_terrain
from guichet.socle import pose
from pytest_django.plugin import DjangoDbBlocker

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Composante, Convention, Membre, Organisme


def sur_les_ecrans(client: Client) -> set[str]:
    """Les références de toutes les listes que cette personne lit."""
    vues: set[str] = set()
    file = client.get("/a-traiter/?onglet=toutes")
    if file.status_code == 200:
        vues |= {r.reference for r in file.context["liste"].page.rangees}
    organismes: list[Organisme] = []
    accueil = client.get("/organisme/")
    if accueil.status_code == 200:
        organismes = accueil.context["miens"]
    espaces = [client.get(f"/organisme/?organisme={o.pk}") for o in organismes]
    for page in [client.get("/mes-conventions/"), *espaces]:
        dossiers = page.context["dossiers"]
        for rangees in (dossiers.attendent, dossiers.suivent, dossiers.finies):
            vues |= {r.convention.reference for r in rangees}
    controlees = client.get("/controles/")
    if controlees.status_code == 200:
        vues |= {r.convention.reference for r in controlees.context["rangees"]}
    return vues


def peupler() -> Terrain:
    """Une convention dans chaque état, des deux écoles, chez deux organismes, suivies ou non."""
    monde = creer_le_monde()
    terrain = creer_le_terrain(monde)
    autre = Organisme.objects.get(nom="Autre organisme")
    rangees = ecrire_des_rangees(monde, 28, attendu_de="stagiaire")
    for rang, convention in enumerate(rangees):
        convention.stagiaire = monde.comptes["etudiante"] if rang % 3 == 0 else None
        convention.referent = monde.comptes["referent"] if rang % 4 == 0 else None
        convention.organisme = (monde.organisme, autre)[rang % 2]
        convention.contact = "contact_d_une_autre@essai.example" if rang % 5 == 0 else ""
        if rang % 7 == 0:
            convention.etablissement = monde.autre_ecole
            convention.composante = monde.autre_formation.composante
            convention.formation = monde.autre_formation
        convention.save()
    monde.comptes["a_deux_titres"] = monde.comptes["autre_rh"]
    Membre.objects.create(
        compte=monde.comptes["autre_rh"],
        etablissement=monde.ecole,
        composante=Composante.objects.get(nom="Composante des lettres"),
        fonction="bureau",
    )
    return terrain


@pytest.fixture(scope="module")
def terrain_pose(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Terrain]:
    with pose(django_db_blocker, peupler) as terrain:
        yield terrain


@pytest.fixture
def terrain(terrain_pose: Terrain, db: None) -> Terrain:
    return deepcopy(terrain_pose)


@pytest.fixture
def monde(terrain: Terrain) -> Monde:
    return terrain.monde


QUI = (
    *("etudiante", "autre_etudiante", "autre_etudiant", "referent", "bureau", "direction", "administrateur"),
    *("autre_bureau", "autre_administrateur", "autre_referent", "bureau_d_ailleurs", "rh", "autre_rh"),
    *("contact_d_une_autre", "agent", "agent_sans_mandat", "exploitant"),
)


def test_chacun_est_eprouve(terrain: Terrain) -> None:
    assert set(QUI) == set(terrain.monde.comptes) - {"a_deux_titres"}


@pytest.mark.parametrize("qui", QUI)
def test_la_liste_est_celle_des_ecrans(terrain: Terrain, programme: Programme, qui: str) -> None:
    par_programme = lues(programme(qui))
    assert len(par_programme) == len(set(par_programme))
    assert set(par_programme) == sur_les_ecrans(terrain.client(qui))
    acteur = terrain.monde.acteur(qui)
    assert set(par_programme) == set(acteur.conventions().values_list("reference", flat=True))


@pytest.mark.parametrize("qui", ["etudiante", "referent", "bureau", "direction", "rh"])
def test_ce_qui_attend_est_ce_que_les_ecrans_montrent_d_abord(
    terrain: Terrain, programme: Programme, qui: str
) -> None:
    par_programme, client = set(lues(programme(qui), "onglet=vous")), terrain.client(qui)
    if terrain.monde.acteur(qui).appartenances:
        file = client.get("/a-traiter/?onglet=vous").context["liste"].page.rangees
        assert par_programme == {r.reference for r in file}
    else:
        page = client.get("/mes-conventions/" if qui == "etudiante" else "/organisme/")
        attendent = {r.convention.reference for r in page.context["dossiers"].attendent}
        a_signer = {c for c in par_programme if Convention.objects.get(reference=c).etat == Etat.A_SIGNER}
        assert par_programme - a_signer == attendent - a_signer
        assert attendent <= par_programme  # il signera les autres, quand viendra son tour
