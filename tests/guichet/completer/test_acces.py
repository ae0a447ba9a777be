"""Qui remplit, qui ne fait que lire, qui ne voit rien."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from guichet.completer.test_etapes import invite
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.liens import revoquer_les_liens
from tripartite.guichet.modeles import Convention, Lien

Connecter = Callable[[str], Client]
PAGES = ("completer/", "completer/dates/", "completer/organisme/", "completer/verifier/")


@pytest.mark.parametrize("qui", ["autre_etudiante", "autre_etudiant", "autre_bureau", "autre_rh"])
@pytest.mark.parametrize("etat", [Etat.BROUILLON, Etat.A_COMPLETER])
def test_un_etranger_ne_voit_rien(monde: Monde, connecter: Connecter, qui: str, etat: Etat) -> None:
    convention, client = monde.convention(etat), connecter(qui)
    for page in PAGES:
        assert client.get(f"/conventions/{convention.reference}/{page}").status_code == 404
    for page in PAGES[1:]:
        adresse = f"/conventions/{convention.reference}/{page}"
        assert client.post(adresse, {"version": "2", "suite": "1"}).status_code == 404


def test_personne_n_entre_sans_se_connecter(monde: Monde) -> None:
    convention = monde.brouillon()
    reponse = Client().get(f"/conventions/{convention.reference}/completer/dates/")
    assert reponse.headers["Location"].startswith("/compte/login/")
    assert Client().post(f"/conventions/{convention.reference}/completer/dates/").status_code == 404


@pytest.mark.parametrize("comment", ["revoque", "expire", "d_une_autre"])
def test_un_lien_qui_ne_vaut_plus_n_ouvre_rien(monde: Monde, comment: str) -> None:
    convention = monde.convention(Etat.A_COMPLETER)
    client = invite(monde, convention)
    adresse = f"/conventions/{convention.reference}/completer/tuteur/"
    assert client.get(adresse).status_code == 200
    if comment == "revoque":
        revoquer_les_liens(convention)
    elif comment == "expire":
        Lien.objects.update(expire_le=timezone.now())
    else:
        adresse = f"/conventions/{monde.convention(Etat.A_COMPLETER).reference}/completer/tuteur/"
    assert client.get(adresse).status_code in (302, 404)
    assert client.post(adresse, {"version": "2", "suite": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("etat", "qui"),
    [
        (Etat.A_COMPLETER, "etudiante"),
        (Etat.A_COMPLETER, "bureau"),
        (Etat.EN_CONTROLE, "etudiante"),
        (Etat.EN_CONTROLE, "rh"),
        (Etat.A_SIGNER, "etudiante"),
        (Etat.A_SIGNER, "bureau"),
    ],
)
def test_qui_n_a_pas_la_main_lit_la_convention(
    monde: Monde, connecter: Connecter, etat: Etat, qui: str
) -> None:
    convention, client = monde.convention(etat), connecter(qui)
    for page in PAGES:
        reponse = client.get(f"/conventions/{convention.reference}/{page}")
        assert reponse.headers["Location"] == f"/conventions/{convention.reference}/"
    assert client.post(f"/conventions/{convention.reference}/completer/verifier/").status_code == 302
    assert Convention.objects.get(pk=convention.pk).etat == etat


def test_un_agent_de_controle_n_ecrit_pas(monde: Monde, connecter: Connecter) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.SIGNEE.value)
    client = connecter("agent")
    assert client.get(f"/conventions/{convention.reference}/completer/dates/").status_code == 404


@pytest.mark.parametrize("etape", ["organisme", "formation", "inconnue", "etranger"])
def test_l_etape_d_un_autre_n_existe_pas(monde: Monde, connecter: Connecter, etape: str) -> None:
    convention = monde.brouillon()
    adresse = f"/conventions/{convention.reference}/completer/{etape}/"
    client = connecter("etudiante")
    assert client.get(adresse).status_code == 404
    envoi = {"version": "2", "suite": "1", "organisme-nom": "Autre"}
    assert client.post(adresse, envoi).status_code == 404


def test_un_champ_qui_n_est_pas_de_l_etape_n_ecrit_rien(monde: Monde, connecter: Connecter) -> None:
    """P46 : rien ne s'écrit que la page ne demande."""
    convention = monde.brouillon()
    envoi = {
        "version": str(convention.numero_de_version),
        "suite": "1",
        "etat": "signée",
        "convention-conclue_le": "2020-01-01",
        "organisme-nom": "Autre",
        "vie-versements": "x",
    }
    adresse = f"/conventions/{convention.reference}/completer/missions/"
    assert connecter("etudiante").post(adresse, envoi).status_code == 302
    relue = Convention.objects.select_related("version").get(pk=convention.pk)
    assert (relue.etat, relue.version_id) == (Etat.BROUILLON, convention.version_id)
