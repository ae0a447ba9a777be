"""P54, P56 : un agent de contrôle lit ce pour quoi il est habilité, n'écrit rien, et laisse trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guichet.monde import Monde, creer_le_monde
from guichet.socle import pose
from pytest_django.plugin import DjangoDbBlocker

from tripartite.droit.parcours import PASSAGES, Etat
from tripartite.guichet.gestes.consulter import consulter
from tripartite.guichet.modeles import Contenu, Convention, Entree, Habilitation

Connecter = Callable[[str], Client]
PAGE, TRACES = "/controles/", "/controles/consultations/"


def conclure() -> tuple[Monde, Convention]:
    """Le petit monde, et une convention que tous ont signée."""
    monde = creer_le_monde()
    convention = monde.convention(Etat.A_SIGNER)
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.SIGNEE.value)
    convention.refresh_from_db()
    return monde, convention


@pytest.fixture(scope="module")
def poses(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Monde, Convention]]:
    with pose(django_db_blocker, conclure) as faits:
        yield faits


@pytest.fixture
def copies(poses: tuple[Monde, Convention], db: None) -> tuple[Monde, Convention]:
    return deepcopy(poses)


@pytest.fixture
def monde(copies: tuple[Monde, Convention]) -> Monde:
    return copies[0]


@pytest.fixture
def conclue(copies: tuple[Monde, Convention]) -> Convention:
    return copies[1]


def test_il_lit_les_conventions_conclues(connecter: Connecter, conclue: Convention, monde: Monde) -> None:
    en_controle = monde.convention(Etat.EN_CONTROLE, monde.nouvel_etudiant())
    client = connecter("agent")
    texte = client.get(PAGE).content.decode()
    assert conclue.reference in texte
    assert en_controle.reference not in texte
    assert client.get(f"/conventions/{conclue.reference}/").status_code == 200
    assert client.get(f"/conventions/{en_controle.reference}/").status_code == 404


def test_habilitation_passee_ou_ailleurs(connecter: Connecter, conclue: Convention, monde: Monde) -> None:
    hier = timezone.localdate() - timedelta(days=1)
    Habilitation.objects.update(jusqu_au=hier)
    client = connecter("agent")
    assert client.get(PAGE).status_code == 404
    assert client.get(f"/conventions/{conclue.reference}/").status_code == 404


def test_les_autres_n_y_entrent_pas(connecter: Connecter, client: Client, monde: Monde) -> None:
    for qui in ("etudiante", "rh", "bureau", "administrateur"):
        assert connecter(qui).get(PAGE).status_code == 404, qui
    assert client.get(PAGE).status_code == 302
    for qui in ("etudiante", "rh", "bureau", "agent"):
        assert connecter(qui).get(TRACES).status_code == 404, qui


@pytest.mark.parametrize("geste", sorted({p.geste for p in PASSAGES}))
def test_aucun_geste_ne_lui_reussit(connecter: Connecter, conclue: Convention, geste: str) -> None:
    avant = (Convention.objects.values().get(), Entree.objects.count())
    client = connecter("agent")
    champs = {
        "motif": "Je voudrais bien.",
        "code": "123456",
        "texte": "Une remarque",
        "jusqu_au": "2999-01-01",
    }
    reponse = client.post(f"/conventions/{conclue.reference}/gestes/{geste}/", champs)
    assert reponse.status_code in (404, 409)
    assert (Convention.objects.values().get(), Entree.objects.count()) == avant


def test_chaque_lecture_laisse_une_trace_que_l_administrateur_lit(
    connecter: Connecter, conclue: Convention
) -> None:
    client = connecter("agent")
    for _lecture in range(2):
        client.get(f"/conventions/{conclue.reference}/")
    lues = Contenu.objects.filter(entree__geste="consulter")
    assert list(lues.values_list("auteur", "entree__chaine")) == [("Marc Salaün", "instance")] * 2
    texte = connecter("administrateur").get(TRACES).content.decode()
    assert texte.count(f">{conclue.reference}</a>") == 2
    assert "Marc Salaün" in texte
    page = connecter("rh").get(f"/conventions/{conclue.reference}/").content.decode()
    assert "Marc Salaün" not in page


def test_la_lecture_des_parties_ne_s_inscrit_pas(connecter: Connecter, conclue: Convention) -> None:
    for qui in ("etudiante", "rh", "bureau"):
        connecter(qui).get(f"/conventions/{conclue.reference}/")
    assert not Entree.objects.filter(geste="consulter").exists()


def test_un_autre_etablissement_ne_lit_pas_ces_traces(
    connecter: Connecter, conclue: Convention, monde: Monde
) -> None:
    connecter("agent").get(f"/conventions/{conclue.reference}/")
    administre = monde.comptes["administrateur"].appartenances.get()
    administre.etablissement = monde.autre_ecole
    administre.save()
    assert conclue.reference not in connecter("administrateur").get(TRACES).content.decode()


def test_soixante_traces_tiennent_en_deux_pages(
    connecter: Connecter, monde: Monde, conclue: Convention, django_assert_max_num_queries: Callable
) -> None:
    agent, administrateur = monde.acteur("agent"), connecter("administrateur")
    for _lecture in range(60):
        consulter(conclue, agent, "convention")
    with django_assert_max_num_queries(15):
        premiere = administrateur.get(TRACES)
    assert premiere.content.decode().count(f">{conclue.reference}</a>") == 50
    seconde = administrateur.get(premiere.context["suivant"])
    assert seconde.content.decode().count(f">{conclue.reference}</a>") == 10


@pytest.mark.parametrize("nombre", [1, 10, 60])
def test_autant_de_lectures_quel_que_soit_le_nombre(
    connecter: Connecter,
    conclue: Convention,
    monde: Monde,
    nombre: int,
    django_assert_max_num_queries: Callable,
) -> None:
    modele = Convention.objects.get(pk=conclue.pk)
    for _copie in range(nombre - 1):
        modele.pk, modele.reference = None, f"{_copie:05}-XXXXX"
        modele.save(force_insert=True)
    client = connecter("agent")
    with django_assert_max_num_queries(15):
        reponse = client.get(PAGE)
    assert (reponse.context["suivant"] != "") is (nombre > 50)
