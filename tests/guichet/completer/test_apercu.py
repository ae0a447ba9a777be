"""Le relevé : jugé sur ce qui est tapé, et rien ne s'enregistre."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from guichet.completer.pages import champs, envoyer, lire, textes
from guichet.monde import Monde

from tripartite.guichet.modeles import Convention, Entree, Version

Connecter = Callable[[str], Client]


def test_l_apercu_juge_ce_qui_est_tape_et_n_ecrit_rien(
    monde: Monde, connecter: Connecter, django_assert_max_num_queries
) -> None:
    convention = monde.brouillon()
    base, client = f"/conventions/{convention.reference}", connecter("etudiante")
    assert convention.debut is not None
    tape = champs(client.get(f"{base}/completer/dates/"))
    tape["convention-fin"] = (convention.debut + timedelta(days=230)).isoformat()
    avant = (Version.objects.count(), Entree.objects.count(), convention.numero_de_version)
    with django_assert_max_num_queries(15):
        reponse = client.post(f"{base}/apercu/dates/", tape)
    assert reponse.status_code == 200
    assert any("pour un maximum de 924" in t for t in textes(reponse, "//article//h3"))
    assert lire(reponse).xpath("//form") == []
    relue = Convention.objects.get(pk=convention.pk)
    assert (Version.objects.count(), Entree.objects.count(), relue.numero_de_version) == avant
    assert relue.fin == convention.fin


def test_sans_script_un_bouton_montre_le_meme_releve(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/gratification/"
    client = connecter("etudiante")
    reponse = envoyer(client, adresse, "voir", convention__gratification__horaire="10,00 €")
    assert reponse.status_code == 200
    montants = textes(reponse, "//table[caption='La gratification, mois par mois']/tbody/tr/td[2]")
    assert montants[:2] == ["1 400,00 €", "1 540,00 €"]
    assert Convention.objects.get(pk=convention.pk).numero_de_version == convention.numero_de_version


def test_des_faits_qui_se_contredisent_n_empechent_pas_le_releve(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    base, client = f"/conventions/{convention.reference}", connecter("etudiante")
    tape = champs(client.get(f"{base}/completer/dates/")) | {"convention-fin": "1999-01-01"}
    assert client.post(f"{base}/apercu/dates/", tape).status_code == 200


def test_l_apercu_n_est_ouvert_qu_a_qui_remplit(monde: Monde, connecter: Connecter) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/apercu/dates/"
    envoi = {"version": str(convention.numero_de_version)}
    assert connecter("etudiante").get(adresse).status_code == 405
    for qui in ("autre_etudiant", "autre_bureau", "rh", "autre_rh", "agent"):
        assert connecter(qui).post(adresse, envoi).status_code == 404
    assert connecter("referent").post(adresse, envoi).status_code == 200
    assert Client().post(adresse, envoi).status_code == 404


def test_l_apercu_repond_en_moins_de_cent_millisecondes(monde: Monde, connecter: Connecter) -> None:
    """Vingt relevés de suite ; la médiane du temps de calcul, que l'attente des autres ne change pas."""
    convention = monde.brouillon()
    base, client = f"/conventions/{convention.reference}", connecter("etudiante")
    tape = champs(client.get(f"{base}/completer/dates/"))
    temps = []
    for _ in range(20):
        depart = time.process_time()
        assert client.post(f"{base}/apercu/dates/", tape).status_code == 200
        temps.append(time.process_time() - depart)
    assert sorted(temps)[10] < 0.1
