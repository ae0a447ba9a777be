"""La file : à chacun la sienne ; filtrer, chercher, garder, exporter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.ecrans.file import liste
from tripartite.guichet.modeles import Composante, Convention, Fonction, Formation, Membre, VueEnregistree

Connecter = Callable[[str], Client]


def lues(client: Client, parametres: str = "onglet=toutes") -> set[str]:
    reponse = client.get(f"/a-traiter/?{parametres}")
    assert reponse.status_code == 200
    return {c.reference for c in reponse.context["liste"].page.rangees}


@pytest.mark.parametrize("qui", ["etudiante", "rh"])
def test_la_file_est_a_l_ecole(connecter: Connecter, qui: str) -> None:
    assert connecter(qui).get("/a-traiter/").status_code == 404
    assert connecter(qui).get("/a-traiter/conventions.csv").status_code == 404


def test_a_chacun_les_siennes(monde: Monde, connecter: Connecter) -> None:
    autre_composante = Composante.objects.create(etablissement=monde.ecole, nom="Lettres")
    lettres = Formation.objects.create(composante=autre_composante, intitule="Lettres modernes")
    ici, suivie = ecrire_des_rangees(monde, 2)
    Convention.objects.filter(pk=suivie.pk).update(referent=monde.comptes["referent"])
    (des_lettres,) = ecrire_des_rangees(monde, 1, composante=autre_composante, formation=lettres)
    (d_ailleurs,) = ecrire_des_rangees(
        monde,
        1,
        etablissement=monde.autre_ecole,
        composante=monde.autre_formation.composante,
        formation=monde.autre_formation,
    )
    assert lues(connecter("bureau")) == {c.reference for c in (ici, suivie, des_lettres)}
    assert lues(connecter("referent")) == {suivie.reference}
    assert lues(connecter("autre_bureau")) == {d_ailleurs.reference}
    Membre.objects.filter(compte=monde.comptes["bureau"]).update(composante=autre_composante)
    assert lues(connecter("bureau")) == {des_lettres.reference}


def test_ce_qui_attend_vient_d_abord(monde: Monde, connecter: Connecter) -> None:
    attend = monde.convention(Etat.EN_CONTROLE)
    monde.convention(Etat.A_COMPLETER, "autre_etudiante")
    assert lues(connecter("referent"), "") == {attend.reference}
    assert lues(connecter("bureau"), "") == set()
    a_signer = monde.convention(Etat.A_SIGNER)
    assert lues(connecter("direction"), "") == {a_signer.reference}


def test_un_titre_ailleurs_ne_donne_pas_le_visa_d_ici(monde: Monde, connecter: Connecter) -> None:
    Membre.objects.create(
        compte=monde.comptes["bureau"], etablissement=monde.autre_ecole, fonction=Fonction.REFERENT
    )
    monde.convention(Etat.EN_CONTROLE)
    assert lues(connecter("bureau"), "") == set()


def test_les_brouillons_se_voient(monde: Monde, connecter: Connecter) -> None:
    brouillon = monde.brouillon()
    assert lues(connecter("bureau"), f"onglet={Etat.BROUILLON.value}") == {brouillon.reference}


@pytest.mark.parametrize(
    ("parametres", "nombre"),
    [
        ("q=LÉA le+goff", 3),
        ("q=lea+organisme+3", 2),
        ("q=zzz", 0),
        ("q=%25", 0),
        ("q=_", 0),
        ("q=%00lea", 10),
        ("bloque=oui", 6),
        ("bloque=non", 4),
        ("attend=6", 1),
        ("attend=abc", 10),
        ("du=2026-01-05", 1),
        ("au=2026-01-02", 3),
        ("du=hier", 10),
        ("qui=referent", 1),
        ("qui=personne", 10),
        ("formation=999999", 10),
        ("formation=999999999999999999999", 10),
        ("tri=zut&sens=zut&apres=zut", 10),
    ],
)
def test_filtrer(monde: Monde, connecter: Connecter, parametres: str, nombre: int) -> None:
    ecrire_des_rangees(monde, 10)
    assert len(lues(connecter("bureau"), f"onglet=toutes&{parametres}")) == nombre


def test_les_onglets_comptent(monde: Monde, connecter: Connecter) -> None:
    ecrire_des_rangees(monde, 15)
    reponse = connecter("bureau").get("/a-traiter/?onglet=toutes")
    comptes = {o.cle: o.nombre for o in reponse.context["liste"].onglets}
    assert (comptes["toutes"], comptes[Etat.BROUILLON.value], comptes[Etat.ANNULEE.value]) == (15, 2, 1)


def test_un_onglet_ne_compte_pas_au_dela_de_mille(
    monde: Monde, connecter: Connecter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liste, "MILLE", 2)
    ecrire_des_rangees(monde, 2, etat=Etat.BROUILLON.value)
    ecrire_des_rangees(monde, 3, etat=Etat.ANNULEE.value)
    reponse = connecter("bureau").get("/a-traiter/?onglet=toutes")
    comptes = {o.cle: (o.nombre, o.davantage) for o in reponse.context["liste"].onglets}
    assert comptes == {
        "vous": (0, False),
        "toutes": (2, True),
        Etat.BROUILLON.value: (2, False),
        Etat.ANNULEE.value: (2, True),
    }
    assert '<span class="compte">2 +</span>' in reponse.content.decode()


@pytest.mark.parametrize("nombre", [1, 10, 100])
def test_le_nombre_de_lectures_ne_depend_pas_des_rangees(
    monde: Monde, connecter: Connecter, nombre: int, django_assert_num_queries: Callable
) -> None:
    ecrire_des_rangees(monde, nombre)
    client = connecter("bureau")
    with django_assert_num_queries(14):
        client.get("/a-traiter/?onglet=toutes&tri=depuis")


@pytest.mark.parametrize(
    "parametres", ["tri=dates", "tri=duree&bloque=oui", "q=lea", "onglet=vous&qui=bureau"]
)
def test_quinze_lectures_au_plus(
    monde: Monde, connecter: Connecter, parametres: str, django_assert_max_num_queries: Callable
) -> None:
    ecrire_des_rangees(monde, 60)
    client = connecter("bureau")
    with django_assert_max_num_queries(15):
        client.get(f"/a-traiter/?onglet=toutes&{parametres}")


def test_une_vue_se_garde_se_renomme_s_ouvre_en_arrivant_et_s_ote(monde: Monde, connecter: Connecter) -> None:
    client = connecter("bureau")
    client.post(
        "/a-traiter/vues/", {"nom": " Mes  bloquées ", "parametres": "bloque=oui&apres=xyz&tri=dates"}
    )
    vue = VueEnregistree.objects.get()
    assert (vue.nom, vue.parametres) == ("Mes bloquées", "bloque=oui&tri=dates")
    lieu = f"/a-traiter/vues/{vue.pk}/"
    client.post(lieu, {"geste": "renommer", "nom": "Bloquées"})
    client.post(lieu, {"geste": "d_abord"})
    assert client.get("/a-traiter/").headers["Location"] == f"/a-traiter/?bloque=oui&tri=dates&vue={vue.pk}"
    client.post(lieu, {"geste": "renommer", "nom": ""})
    vue.refresh_from_db()
    assert (vue.nom, vue.par_defaut) == ("Bloquées", True)
    assert connecter("direction").post(lieu, {"geste": "oter"}).status_code == 404
    client.post(lieu, {"geste": "oter"})
    assert not VueEnregistree.objects.exists()


def test_une_seule_vue_s_ouvre_en_arrivant(monde: Monde, connecter: Connecter) -> None:
    client = connecter("bureau")
    for nom in ("Une", "Deux"):
        client.post("/a-traiter/vues/", {"nom": nom, "parametres": "bloque=oui"})
        client.post(f"/a-traiter/vues/{VueEnregistree.objects.get(nom=nom).pk}/", {"geste": "d_abord"})
    assert list(VueEnregistree.objects.filter(par_defaut=True).values_list("nom", flat=True)) == ["Deux"]


def test_l_export_suit_les_filtres_et_ne_porte_aucune_formule(monde: Monde, connecter: Connecter) -> None:
    ecrire_des_rangees(monde, 7, nom_de_l_organisme='=HYPERLINK("http://x")')
    reponse = connecter("bureau").get("/a-traiter/conventions.csv?onglet=toutes&bloque=oui")
    texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
    lignes = texte.splitlines()
    assert len(lignes) == 1 + 4
    assert lignes[0].startswith("référence;stagiaire;organisme d'accueil;formation")
    assert all("'=HYPERLINK" in ligne for ligne in lignes[1:])


def test_un_filtre_qui_attend_depuis_longtemps(monde: Monde, connecter: Connecter) -> None:
    (vieille,) = ecrire_des_rangees(monde, 1, depuis=timezone.now() - timedelta(days=30))
    ecrire_des_rangees(monde, 3)
    assert lues(connecter("bureau"), "onglet=toutes&attend=20") == {vieille.reference}
