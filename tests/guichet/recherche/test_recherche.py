"""La recherche : ce que l'on voit, et la loi ; rien d'autre."""

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat

Connecter = Callable[[str], Client]


def trouvees(client: Client, texte: str) -> list[str]:
    reponse = client.get("/recherche/", {"q": texte})
    assert reponse.status_code == 200
    return [c.reference for c, _etat in reponse.context.get("conventions", [])]


def test_chacun_ne_trouve_que_ce_qu_il_voit(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    for qui, voit in (
        ("etudiante", True),
        ("bureau", True),
        ("referent", True),
        ("rh", True),
        ("autre_bureau", False),
        ("autre_etudiante", False),
        ("autre_rh", False),
    ):
        assert trouvees(connecter(qui), "maelle marees") == ([convention.reference] if voit else []), qui


def test_une_convention_par_sa_reference(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    assert trouvees(connecter("bureau"), convention.reference.lower()) == [convention.reference]


@pytest.mark.parametrize(
    ("texte", "references"),
    [
        ("L124-6", ["L. 124-6"]),
        ("délai de CARENCE", ["L. 124-11", "L. 612-10"]),
        ("L. 612-8", ["L. 612-8"]),
        ("zzz", []),
    ],
)
def test_un_article(connecter: Connecter, texte: str, references: list[str]) -> None:
    reponse = connecter("etudiante").get("/recherche/", {"q": texte})
    assert [a.reference for a, _ in reponse.context["articles"]] == references


def test_un_article_mort_renvoie_au_vivant(connecter: Connecter) -> None:
    html = connecter("etudiante").get("/recherche/", {"q": "L. 612-8"}).content.decode()
    assert "?q=L.%20124-1" in html


def test_personnes_et_organismes(monde: Monde, connecter: Connecter) -> None:
    monde.brouillon()
    contexte = connecter("bureau").get("/recherche/", {"q": "le goff"}).context
    assert contexte["stagiaires"][0][:2] == ("Maëlle Le Goff", 1)
    contexte = connecter("bureau").get("/recherche/", {"q": "diallo"}).context
    assert contexte["referents"][0][0] == "Ousmane Diallo"


@pytest.mark.parametrize("texte", ["", "a", "%", "\x00\x00", "'; DROP TABLE", "<script>", "x" * 5000, "___"])
def test_un_texte_hostile_ne_trouve_rien(monde: Monde, connecter: Connecter, texte: str) -> None:
    monde.brouillon()
    client = connecter("bureau")
    assert trouvees(client, texte) == []
    assert b"<script>" not in client.get("/recherche/", {"q": texte}).content.replace(b"<script src", b"")


@pytest.mark.parametrize("nombre", [1, 10, 100])
def test_le_nombre_de_lectures_ne_depend_pas_des_rangees(
    monde: Monde, connecter: Connecter, nombre: int, django_assert_max_num_queries: Callable
) -> None:
    ecrire_des_rangees(monde, nombre)
    client = connecter("bureau")
    with django_assert_max_num_queries(12):
        client.get("/recherche/", {"q": "organisme"})


def test_une_page_introuvable_propose_de_chercher(connecter: Connecter) -> None:
    reponse = connecter("bureau").get("/conventions/ZZZZZ-ZZZZZ/")
    assert reponse.status_code == 404
    assert 'action="/recherche/"' in reponse.content.decode()
    assert b'id="chercher_ailleurs"' not in Client().get("/nulle-part/").content
