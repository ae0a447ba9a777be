"""Agir sur plusieurs conventions, depuis la file."""

from collections.abc import Callable

from django.test import Client
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Lot

Connecter = Callable[[str], Client]


def test_viser_plusieurs_conventions(
    monde: Monde,
    connecter: Connecter,
    ouvrier: Callable[[], int],
    django_capture_on_commit_callbacks: Callable,
) -> None:
    bonne = monde.convention(Etat.EN_CONTROLE)
    close = monde.convention(Etat.A_COMPLETER, "autre_etudiante")
    client = connecter("referent")
    choisies = [f"{c.reference}:{c.numero_de_version}" for c in (bonne, close)]
    montree = client.post("/a-traiter/lots/", {"geste": "viser", "choisie": choisies})
    assert (montree.status_code, Lot.objects.count()) == (200, 0)
    with django_capture_on_commit_callbacks(execute=True):
        faite = client.post("/a-traiter/lots/", {"geste": "viser", "choisie": choisies, "confirme": "1"})
    lieu = faite.headers["Location"]
    assert "0 sur 2" in client.get(lieu).content.decode()
    ouvrier()
    html = client.get(lieu).content.decode()
    assert "Une est faite, une est refusée, avec sa raison." in html
    assert "à compléter" in html
    assert connecter("bureau").get(lieu).status_code == 404


def test_une_correction_sans_raison_revient(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    donnees = {
        "geste": "demander_une_correction",
        "choisie": f"{convention.reference}:{convention.numero_de_version}",
        "confirme": "1",
        "a": "stagiaire",
    }
    reponse = connecter("bureau").post("/a-traiter/lots/", donnees)
    assert (reponse.status_code, Lot.objects.count()) == (422, 0)


def test_toutes_celles_du_filtre(monde: Monde, connecter: Connecter) -> None:
    for qui in ("etudiante", "autre_etudiante"):
        monde.convention(Etat.A_COMPLETER, qui)
    monde.brouillon()
    donnees = {"geste": "relancer", "toutes": "1", "filtre": "onglet=à compléter", "confirme": "1"}
    connecter("bureau").post("/a-traiter/lots/", donnees)
    assert Lot.objects.get().lignes.count() == 2


def test_exporter_ce_que_l_on_a_choisi_et_rien_d_autre(monde: Monde, connecter: Connecter) -> None:
    convention, etrangere = monde.brouillon(), monde.brouillon("autre_etudiant")
    choisies = [f"{c.reference}:1" for c in (convention, etrangere)]
    reponse = connecter("bureau").post("/a-traiter/lots/", {"geste": "exporter", "choisie": choisies})
    texte = b"".join(reponse.streaming_content).decode()
    assert convention.reference in texte
    assert etrangere.reference not in texte


def test_rien_de_choisi_ramene_a_la_file(connecter: Connecter) -> None:
    client = connecter("bureau")
    for donnees in ({"geste": "viser"}, {"geste": "zut", "choisie": "x:1"}, {}):
        assert client.post("/a-traiter/lots/", donnees).status_code == 302
