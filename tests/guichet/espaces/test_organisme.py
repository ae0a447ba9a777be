"""L'espace d'un organisme d'accueil : ce qui l'attend, ses places, ses tuteurs, ses postes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde, donnees_d_exemple

from tripartite.cli.lancement import lancer
from tripartite.droit.faits import StageVoisin
from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Convention, MembreOrganisme
from tripartite.guichet.places import places_d_un_organisme, places_d_une_convention, postes_occupes

Connecter = Callable[[str], Client]
PAGE = "/organisme/"


def accueillir(monde: Monde, nombre: int, *, effectif: int) -> list[Convention]:
    """Des conventions à signer chez le même organisme, qui déclare cet effectif."""
    donnees = donnees_d_exemple()
    effectifs = donnees["organisme"]["effectifs"]
    donnees["organisme"]["effectifs"] = (
        dict.fromkeys(effectifs, effectif)
        if isinstance(effectifs, dict)
        else [e | {"personnes": effectif} for e in effectifs]
    )
    conventions = [
        monde.convention(Etat.EN_CONTROLE, monde.nouvel_etudiant(), donnees=donnees) for _n in range(nombre)
    ]
    Convention.objects.filter(pk__in=[c.pk for c in conventions]).update(etat=Etat.A_SIGNER.value)
    return conventions


def test_vide_elle_dit_ce_qu_il_y_aura(connecter: Connecter) -> None:
    texte = connecter("rh").get(PAGE).content.decode()
    assert "Aucune convention pour l'instant" in texte
    assert "Puis-je accueillir un stagiaire de plus" in texte


def test_ce_qui_attend_l_organisme(connecter: Connecter, monde: Monde) -> None:
    a_completer = monde.convention(Etat.A_COMPLETER)
    brouillon = monde.brouillon()
    texte = connecter("rh").get(PAGE).content.decode()
    assert texte.index("Ce qui vous attend") < texte.index(a_completer.reference)
    assert brouillon.reference not in texte


def test_ni_un_autre_organisme_ni_une_autre_partie(
    connecter: Connecter, client: Client, monde: Monde
) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    assert convention.reference not in connecter("autre_rh").get(PAGE).content.decode()
    for qui in ("etudiante", "bureau", "administrateur", "agent"):
        assert connecter(qui).get(PAGE).status_code == 404, qui
    assert client.get(PAGE).status_code == 302


def test_la_naissance_n_y_est_pas(connecter: Connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    assert convention.donnees["stagiaire"]["naissance"] not in connecter("rh").get(PAGE).content.decode()


# --- Les places --------------------------------------------------------------------------------


def test_une_place_de_plus_dans_un_petit_effectif(monde: Monde) -> None:
    conventions = accueillir(monde, 2, effectif=12)
    debut, fin = conventions[0].debut, conventions[0].fin
    assert debut
    assert fin
    places = places_d_un_organisme(monde.organisme, debut, fin, timezone.localdate())
    assert places
    ces_semaines = [s for s in places.semaines if debut <= s.semaine.lundi <= fin]
    assert {(s.presents, s.plafond, s.places) for s in ces_semaines} == {(2, 3, 1)}
    assert (places.des_le_debut, places.premiere.certaine, places.effectif_declare) == (True, True, True)


def test_le_contingent_atteint_dit_des_quand(monde: Monde, connecter: Connecter) -> None:
    conventions = accueillir(monde, 3, effectif=12)
    debut, fin = conventions[0].debut, conventions[0].fin
    assert debut
    assert fin
    places = places_d_un_organisme(monde.organisme, debut, fin, timezone.localdate())
    assert places
    lundi_d_apres = fin + timedelta(days=7 - fin.weekday())
    assert (places.des_le_debut, places.premiere.jour) == (False, lundi_d_apres)
    page = connecter("rh").get(PAGE, {"debut": debut.isoformat(), "fin": fin.isoformat()})
    assert "le contingent est atteint" in page.content.decode()


def test_les_places_de_l_invite_ne_comptent_pas_son_propre_stage(monde: Monde) -> None:
    conventions = accueillir(monde, 3, effectif=12)
    places = places_d_une_convention(conventions[0], timezone.localdate())
    assert places
    assert places.des_le_debut
    assert max(s.presents for s in places.semaines) == 2


def test_les_etablissements_d_une_personne_morale_se_comptent_ensemble(monde: Monde) -> None:
    accueillir(monde, 2, effectif=12)
    convention = accueillir(monde, 1, effectif=12)[0]
    autre_site = type(monde.organisme).objects.create(siret="93621374300029", nom="Marées, Brest")
    Convention.objects.filter(pk=convention.pk).update(organisme=autre_site)
    assert convention.debut
    assert convention.fin
    places = places_d_un_organisme(autre_site, convention.debut, convention.fin, timezone.localdate())
    assert places
    assert max(s.presents for s in places.semaines) == 3


def test_sans_effectif_rien_n_est_sur(monde: Monde) -> None:
    lundi = date(2027, 3, 1)
    places = places_d_un_organisme(monde.organisme, lundi, lundi + timedelta(days=30), timezone.localdate())
    assert places
    assert not places.effectif_declare
    assert {s.plafond_possible for s in places.semaines} == {None}


@pytest.mark.parametrize(
    "champs",
    [
        {"debut": "2027-03-01", "fin": "2027-02-01"},
        {"debut": "x", "fin": "2027-02-01"},
        {"debut": "2027-03-01", "fin": ""},
        {"debut": "2027-03-01", "fin": "2999-01-01"},
    ],
)
def test_des_dates_impossibles_se_disent(connecter: Connecter, champs: dict[str, str]) -> None:
    reponse = connecter("rh").get(PAGE, champs)
    assert reponse.status_code == 422
    assert "champ__erreurs" in reponse.content.decode()


def test_les_postes_que_la_carence_retient() -> None:
    au = date(2027, 4, 1)
    stages = [
        StageVoisin(date(2027, 1, 4), date(2027, 3, 28), poste="Développement"),
        StageVoisin(date(2026, 1, 5), date(2026, 3, 1), poste="Accueil"),
        StageVoisin(date(2027, 1, 4), date(2027, 3, 28)),
    ]
    occupes = postes_occupes(stages, au)
    assert [(p.nom, p.fin) for p in occupes] == [("Développement", date(2027, 3, 28))]
    assert occupes[0].au_plus_tot <= occupes[0].conseille
    assert occupes[0].conseille == date(2027, 4, 26)


@pytest.mark.parametrize("nombre", [1, 8])
def test_autant_de_lectures_quel_que_soit_le_nombre(
    connecter: Connecter, monde: Monde, nombre: int, django_assert_max_num_queries: Callable
) -> None:
    accueillir(monde, nombre, effectif=100)
    client = connecter("rh")
    with django_assert_max_num_queries(15):
        texte = client.get(PAGE).content.decode()
    assert "Les tuteurs" in texte


def test_on_avance_page_par_page(
    connecter: Connecter, monde: Monde, django_assert_max_num_queries: Callable
) -> None:
    attend = monde.convention(Etat.A_COMPLETER)
    ecrire_des_rangees(
        monde, 60, organisme=monde.organisme, etat=Etat.EN_CONTROLE.value, attendu_de="établissement"
    )
    client = connecter("rh")
    premiere = client.get(PAGE).context
    with django_assert_max_num_queries(15):
        seconde = client.get(f"{PAGE}{premiere['suivant']}&organisme={monde.organisme.pk}").context
    assert [r.convention.pk for r in premiere["dossiers"].attendent] == [attend.pk]
    assert [len(c["dossiers"].suivent) for c in (premiere, seconde)] == [50, 10]
    assert (premiere["precedent"], seconde["suivant"]) == ("", "")
    assert f"organisme={monde.organisme.pk}" in seconde["precedent"]


# --- Qui voit tout -----------------------------------------------------------------------------


def test_qui_voit_tout_peut_le_montrer_a_un_autre(connecter: Connecter, monde: Monde) -> None:
    partiel = MembreOrganisme.objects.create(
        compte=monde.comptes["autre_etudiant"], organisme=monde.organisme, fonction="rh"
    )
    convention = monde.convention(Etat.A_COMPLETER)
    adresse = f"/organisme/membres/{partiel.pk}/"
    assert connecter("autre_etudiant").post(adresse).status_code == 404
    assert connecter("autre_rh").post(adresse).status_code == 404
    assert connecter("autre_etudiant").get(f"/conventions/{convention.reference}/").status_code == 404
    assert connecter("rh").post(adresse)["Location"] == PAGE
    assert connecter("autre_etudiant").get(f"/conventions/{convention.reference}/").status_code == 200


def test_l_exploitant_confie_un_organisme(monde: Monde, capsys: pytest.CaptureFixture[str]) -> None:
    partiel = MembreOrganisme.objects.create(
        compte=monde.comptes["autre_etudiant"], organisme=monde.organisme, fonction="rh"
    )
    ligne = ["guichet", "confier-organisme", "936 213 743 00011", "autre_etudiant@essai.example"]
    assert lancer(ligne) == 0
    assert capsys.readouterr().out == "✓ Yanis Robert voit toutes les conventions de Marées Logicielles.\n"
    partiel.refresh_from_db()
    assert partiel.entier


def test_on_ne_confie_pas_a_qui_n_a_pas_d_espace(monde: Monde, capsys: pytest.CaptureFixture[str]) -> None:
    assert lancer(["guichet", "confier-organisme", "93621374300011", "etudiante@essai.example"]) == 2
    assert "n'a pas d'espace" in capsys.readouterr().err
    assert not MembreOrganisme.objects.filter(compte=monde.comptes["etudiante"]).exists()
