"""L'espace du stagiaire : ce qui l'attend, ses brouillons, une convention de plus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import Convention, Courriel, Formation

Connecter = Callable[[str], Client]
PAGE, NOUVELLE = "/mes-conventions/", "/mes-conventions/nouvelle/"
LECTURES = 7


def test_vide_elle_dit_quoi_faire(connecter: Connecter) -> None:
    texte = connecter("etudiante").get(PAGE).content.decode()
    assert "Vous n'avez pas encore de convention" in texte
    assert texte.count("Commencer une convention") == 1


def test_ce_qui_attend_vient_d_abord(connecter: Connecter, monde: Monde) -> None:
    controle = monde.convention(Etat.EN_CONTROLE)
    brouillon = monde.brouillon()
    texte = connecter("etudiante").get(PAGE).content.decode()
    places = [texte.index(f"/conventions/{c.reference}/") for c in (brouillon, controle)]
    assert places[1] > texte.index("Ce qui suit son cours") > places[0] > texte.index("Ce qui vous attend")


def test_on_ne_voit_pas_celles_des_autres(connecter: Connecter, monde: Monde) -> None:
    autre = monde.brouillon("autre_etudiante")
    assert autre.reference not in connecter("etudiante").get(PAGE).content.decode()


def test_sans_compte_on_se_connecte(client: Client, monde: Monde) -> None:
    for page in (PAGE, NOUVELLE):
        assert client.get(page)["Location"] == f"/compte/login/?next={page}"
        assert client.post(page).status_code == 404 if page == NOUVELLE else True


@pytest.mark.parametrize("nombre", [1, 10, 60])
def test_autant_de_lectures_quel_que_soit_le_nombre(
    connecter: Connecter, monde: Monde, nombre: int, django_assert_max_num_queries: Callable
) -> None:
    acteur = monde.acteur("etudiante")
    for _brouillon in range(nombre):
        etablir(acteur, monde.formation)
    client = connecter("etudiante")
    with django_assert_max_num_queries(15):
        assert client.get(PAGE).status_code == 200


def pages(client: Client, adresse: str) -> list[list[str]]:
    """Les références de chaque page, ce qui attend et le reste, de la première à la dernière."""
    lues, ici = [], adresse
    while ici:
        contexte = client.get(ici).context
        dossiers = contexte["dossiers"]
        montrees = [*dossiers.attendent, *dossiers.suivent, *dossiers.finies]
        lues.append([r.convention.reference for r in montrees])
        ici = adresse + contexte["suivant"] if contexte["suivant"] else ""
    return lues


def test_on_avance_page_par_page_et_ce_qui_attend_reste_en_tete(
    connecter: Connecter, monde: Monde, django_assert_num_queries: Callable
) -> None:
    attend = monde.brouillon()
    ecrites = ecrire_des_rangees(
        monde,
        120,
        stagiaire=monde.comptes["etudiante"],
        etat=Etat.EN_CONTROLE.value,
        attendu_de="établissement",
    )
    client = connecter("etudiante")
    lues = pages(client, PAGE)
    assert [len(page) for page in lues] == [51, 51, 21]
    assert {page[0] for page in lues} == {attend.reference}
    suite = [reference for page in lues for reference in page[1:]]
    assert (len(suite), set(suite)) == (120, {c.reference for c in ecrites})
    deuxieme = client.get(PAGE).context["suivant"]
    with django_assert_num_queries(LECTURES):
        contexte = client.get(PAGE + deuxieme).context
    with django_assert_num_queries(LECTURES):
        contexte = client.get(PAGE + contexte["precedent"]).context
    dossiers = contexte["dossiers"]
    assert [r.convention.reference for r in dossiers.suivent] == lues[0][1:]
    assert client.get(f"{PAGE}?apres=zut").status_code == 200


# --- Une de plus -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "trouvees"),
    [
        ("master donnees", ["Master 2 Ingénierie des données"]),
        ("lycée marais", ["BTS Gestion"]),
        ("loire", ["Master 2 Ingénierie des données"]),
        ("rien de tel", []),
        ("", []),
    ],
)
def test_chercher_sa_formation(connecter: Connecter, q: str, trouvees: list[str]) -> None:
    texte = connecter("etudiante").get(NOUVELLE, {"mots": q}).content.decode()
    toutes = Formation.objects.values_list("intitule", flat=True)
    assert [f for f in toutes if f'dossiers__titre">{f}<' in texte] == trouvees


def test_une_recherche_hostile_s_affiche_telle_quelle(connecter: Connecter) -> None:
    texte = connecter("etudiante").get(NOUVELLE, {"mots": "#panic() $x$ <script>"}).content.decode()
    assert "#panic() $x$ &lt;script&gt;" in texte


def test_commencer(connecter: Connecter, monde: Monde) -> None:
    reponse = connecter("etudiante").post(NOUVELLE, {"formation": monde.formation.pk})
    convention = Convention.objects.get()
    assert reponse["Location"].startswith(f"/conventions/{convention.reference}/")
    assert (convention.etat, convention.stagiaire, convention.formation) == (
        "brouillon",
        monde.comptes["etudiante"],
        monde.formation,
    )


@pytest.mark.parametrize("formation", ["", "x", "0", "-1", "9" * 30, "999999"])
def test_une_formation_qui_n_existe_pas(connecter: Connecter, formation: str) -> None:
    assert connecter("etudiante").post(NOUVELLE, {"formation": formation}).status_code == 422
    assert not Convention.objects.exists()


def test_une_formation_fermee_ne_s_ouvre_pas(connecter: Connecter, monde: Monde) -> None:
    Formation.objects.filter(pk=monde.formation.pk).update(ouverte=False)
    client = connecter("etudiante")
    assert client.post(NOUVELLE, {"formation": monde.formation.pk}).status_code == 422
    assert "dossiers__titre" not in client.get(NOUVELLE, {"mots": "master"}).content.decode()


def test_sa_formation_lui_est_proposee_la_fois_suivante(connecter: Connecter, monde: Monde) -> None:
    client = connecter("etudiante")
    client.post(NOUVELLE, {"formation": monde.formation.pk})
    assert "Celle que vous suivez déjà" in client.get(NOUVELLE).content.decode()


def test_copier_une_convention(connecter: Connecter, monde: Monde) -> None:
    premiere = monde.convention(Etat.EN_CONTROLE)
    client = connecter("etudiante")
    assert "chez Marées Logicielles" in client.get(NOUVELLE, {"copie": premiere.reference}).content.decode()
    client.post(NOUVELLE, {"formation": monde.formation.pk, "copie": premiere.reference})
    copie = Convention.objects.latest("pk")
    avant, apres = premiere.donnees["convention"], copie.donnees["convention"]
    assert apres["sujet"] == avant["sujet"]
    assert (copie.etat, "debut" in apres, copie.organisme) == ("brouillon", False, premiere.organisme)


def test_on_ne_copie_pas_celle_d_un_autre(connecter: Connecter, monde: Monde) -> None:
    autre = monde.brouillon("autre_etudiante")
    client = connecter("etudiante")
    champs = {"formation": monde.formation.pk, "copie": autre.reference}
    assert client.post(NOUVELLE, champs).status_code == 404
    assert client.get(NOUVELLE, {"copie": autre.reference}).status_code == 404
    assert connecter("bureau").post(NOUVELLE, champs).status_code == 404  # il la voit, ce n'est pas la sienne


# --- Renoncer ----------------------------------------------------------------------------------


def test_abandonner_un_brouillon(connecter: Connecter, monde: Monde) -> None:
    brouillon = monde.brouillon()
    client = connecter("etudiante")
    assert client.post(f"/mes-conventions/{brouillon.reference}/abandonner/")["Location"] == PAGE
    assert Convention.objects.get().etat == "annulée"
    texte = client.get(PAGE).content.decode()
    assert "Le brouillon est abandonné" in texte
    assert f"?copie={brouillon.reference}" in texte
    assert not Courriel.objects.exists()


def test_on_n_abandonne_que_les_siens_et_que_des_brouillons(connecter: Connecter, monde: Monde) -> None:
    autre, envoyee = monde.brouillon("autre_etudiante"), monde.convention(Etat.A_COMPLETER)
    client = connecter("etudiante")
    assert client.post(f"/mes-conventions/{autre.reference}/abandonner/").status_code == 404
    client.post(f"/mes-conventions/{envoyee.reference}/abandonner/")
    etats = dict(Convention.objects.values_list("reference", "etat"))
    assert etats == {autre.reference: "brouillon", envoyee.reference: "à compléter"}
