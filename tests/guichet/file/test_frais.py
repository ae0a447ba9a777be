"""Ce que la file redit deux secondes durant : pour la même portée seulement, et pas plus longtemps."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import time

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client, override_settings
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Composante, Convention, Formation, Membre
from tripartite.guichet.projet import settings

Connecter = Callable[[str], Client]
DEUX_SECONDES = timedelta(seconds=2.1)


@pytest.fixture(autouse=True)
def garde() -> Iterator[None]:
    """La garde d'un processus, telle qu'on la sert ; les autres essais s'en passent."""
    with override_settings(CACHES=settings.CACHES):
        yield
        caches["processus"].clear()


def comptes(client: Client) -> dict[str, int | None]:
    reponse = client.get("/a-traiter/?onglet=toutes")
    return {o.cle: o.nombre for o in reponse.context["liste"].onglets}


def test_les_comptes_ont_deux_secondes_au_plus(monde: Monde, connecter: Connecter) -> None:
    bureau, direction = connecter("bureau"), connecter("direction")
    ecrire_des_rangees(monde, 2, etat=Etat.BROUILLON.value)
    maintenant = time()
    with time_machine.travel(maintenant, tick=False) as horloge:
        assert comptes(bureau)[Etat.BROUILLON.value] == 2
        Convention.objects.all().delete()
        assert comptes(direction)[Etat.BROUILLON.value] == 2  # la même portée : les mêmes comptes
        assert bureau.get("/a-traiter/?onglet=toutes").context["liste"].page.rangees == []  # les lignes, non
        horloge.shift(DEUX_SECONDES)
        assert comptes(bureau) == {"vous": 0, "toutes": 0}


def test_a_chaque_portee_ses_comptes(monde: Monde, connecter: Connecter) -> None:
    lettres = Composante.objects.create(etablissement=monde.ecole, nom="Lettres")
    modernes = Formation.objects.create(composante=lettres, intitule="Lettres modernes")
    ecrire_des_rangees(monde, 3, etat=Etat.BROUILLON.value)
    ecrire_des_rangees(monde, 1, etat=Etat.BROUILLON.value, composante=lettres, formation=modernes)
    ailleurs = monde.autre_formation
    ecrire_des_rangees(
        monde,
        1,
        etat=Etat.ANNULEE.value,
        etablissement=monde.autre_ecole,
        composante=ailleurs.composante,
        formation=ailleurs,
    )
    Membre.objects.filter(compte=monde.comptes["direction"]).update(composante=lettres)
    assert comptes(connecter("bureau")) == {"vous": 0, "toutes": 4, Etat.BROUILLON.value: 4}
    assert comptes(connecter("direction")) == {"vous": 0, "toutes": 1, Etat.BROUILLON.value: 1}
    assert comptes(connecter("referent")) == {"vous": 0, "toutes": 0}
    assert comptes(connecter("autre_bureau")) == {"vous": 0, "toutes": 1, Etat.ANNULEE.value: 1}


def test_a_chacun_ce_qui_l_attend(monde: Monde, connecter: Connecter) -> None:
    """Deux personnes, le même titre dans la même école : le visa attendu n'est pas la signature."""
    monde.convention(Etat.A_SIGNER)
    Membre.objects.filter(compte=monde.comptes["bureau"]).update(fonction="direction")
    assert comptes(connecter("direction"))["vous"] == 1
    assert comptes(connecter("bureau"))["vous"] == 0


def test_un_filtre_compte_toujours(monde: Monde, connecter: Connecter) -> None:
    client = connecter("bureau")
    ecrire_des_rangees(monde, 6)
    assert comptes(client)["toutes"] == 6
    reponse = client.get("/a-traiter/?onglet=toutes&bloque=oui")
    assert {o.cle: o.nombre for o in reponse.context["liste"].onglets}["toutes"] == 4


def test_les_choix_d_une_ecole_ne_passent_pas_a_l_autre(monde: Monde, connecter: Connecter) -> None:
    Formation.objects.create(composante=monde.autre_formation.composante, intitule="Une autre formation")
    autre = "Une autre formation</option>"
    assert autre in connecter("autre_bureau").get("/a-traiter/?onglet=toutes").content.decode()
    assert autre not in connecter("bureau").get("/a-traiter/?onglet=toutes").content.decode()


@pytest.mark.parametrize(("langue", "dit"), [("fr", "Peu importe qui"), ("en", "Anyone")])
def test_les_choix_sont_dans_la_langue_de_la_page(
    monde: Monde, connecter: Connecter, langue: str, dit: str
) -> None:
    ecrire_des_rangees(monde, 1)
    comptes(connecter("direction"))
    compte = monde.comptes["bureau"]
    compte.langue = langue
    compte.save()
    assert f">{dit}</option>" in connecter("bureau").get("/a-traiter/?onglet=toutes").content.decode()
