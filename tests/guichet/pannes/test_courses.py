"""P12, P13, P15 : vingt à la fois, devant le vrai serveur ; jamais un de trop, jamais une panne."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection
from guichet.clients import Client, Reponse, ensemble
from guichet.monde import Monde, creer_le_monde, donnees_d_exemple
from guichet.serveur import Serveur, serveur_lance

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.circuit import fonction_attendue
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.modeles import Convention, Lien, Piece, Signataire, Visa

VINGT = 20
MANCHES = int(os.environ.get("MANCHES", "4"))  # MANCHES=50 avant de publier
SIRETS = ("78451236000016", "82014785800014")
SANS_DEFENSE = "guichet.pannes.sans_defense:application"


def course(serveur: Serveur, monde: Monde, conventions: list[Convention]) -> list[Reponse]:
    """Le dernier visa de toutes, au même instant."""
    client = Client(serveur.port, serveur.session(monde.comptes["bureau"]))
    return ensemble(
        partial(
            client.poster,
            f"/conventions/{c.reference}/gestes/viser/",
            {"numero": str(c.numero_de_version)},
        )
        for c in conventions
    )


def preparer(monde: Monde, combien: int, *, effectif: int, tuteurs: int, siret: str) -> list[Convention]:
    """Des conventions d'un même organisme, à un visa de la signature, chacune d'un autre étudiant."""
    pretes = []
    for rang in range(combien):
        qui = monde.nouvel_etudiant()
        donnees = donnees_d_exemple()
        organisme, convention = donnees["organisme"], donnees["convention"]
        organisme |= {"siret": siret, "effectifs": dict.fromkeys(organisme["effectifs"], effectif)}
        tuteur = rang % tuteurs
        convention["tuteur"] |= {
            "nom": f"Rivière{tuteur}",
            "courriel": f"tuteur{siret}.{tuteur}@marees.example",
        }
        convention["poste"] = f"poste {rang}"
        donnees["stagiaire"] |= {"nom": qui}
        menee = monde.convention(Etat.EN_CONTROLE, qui, donnees=donnees)
        menee = viser(menee, monde.acteur("referent"), numero=menee.numero_de_version)
        assert fonction_attendue(menee) == "bureau"
        pretes.append(menee)
    return pretes


@pytest.fixture(scope="module")
def serveur(django_db_setup: None, django_db_blocker) -> Iterator[Serveur]:
    with django_db_blocker.unblock(), serveur_lance() as lance:
        yield lance


@pytest.fixture(scope="module")
def monde(serveur: Serveur) -> Monde:
    return creer_le_monde()


def comptes_des(reponses: list[Reponse]) -> Counter[int]:
    return Counter(r.code for r in reponses)


def test_vingt_a_la_fois_pour_trois_places(serveur: Serveur, monde: Monde) -> None:
    conventions = preparer(monde, VINGT, effectif=12, tuteurs=VINGT, siret=SIRETS[0])
    for _manche in range(MANCHES):
        reponses = course(serveur, monde, conventions)
        assert comptes_des(reponses) == {302: 3, 409: 17}
        assert comptes_par_etat(conventions) == {"à signer": 3, "en contrôle": 17}
        assert all("contingent de 3" in r.texte for r in reponses if r.code == 409)
        remettre(conventions)


def test_vingt_a_la_fois_pour_un_tuteur(serveur: Serveur, monde: Monde) -> None:
    conventions = preparer(monde, VINGT, effectif=900, tuteurs=1, siret=SIRETS[1])
    for _manche in range(MANCHES):
        reponses = course(serveur, monde, conventions)
        assert comptes_des(reponses) == {302: 3, 409: 17}
        assert comptes_par_etat(conventions) == {"à signer": 3, "en contrôle": 17}
        remettre(conventions)


def test_la_meme_demande_vingt_fois_ne_se_fait_qu_une(serveur: Serveur, monde: Monde) -> None:
    (convention,) = preparer(monde, 1, effectif=900, tuteurs=1, siret=SIRETS[1])
    client = Client(serveur.port, serveur.session(monde.comptes["bureau"]))
    adresse, cle = f"/conventions/{convention.reference}/gestes/remarquer/", "une-cle-de-24-signes-xxxx"
    remarque = {"texte": "Le lieu est à préciser.", "cle": cle}
    reponses = ensemble([partial(client.poster, adresse, remarque)] * VINGT)
    assert {(r.code, r.vers) for r in reponses} == {(302, f"/conventions/{convention.reference}/")}
    connection.close()
    assert convention.remarques.count() == 1
    assert client.poster(adresse, remarque | {"texte": "Une autre."}).code == 422
    assert convention.remarques.count() == 1


def test_sans_la_file_l_epreuve_voit_le_degat(django_db_setup: None, django_db_blocker) -> None:
    """Sans elle, SQLite tombe en panne, et PostgreSQL donne deux fois la dernière place.

    Il y faut les deux processus du serveur : tant que l'un sert seul, ses demandes se suivent. Une rafale
    peut échoir à un seul, ou la dernière place tomber entre deux jugements : on recommence.
    """
    attendu = {302: 3, 409: 17}
    with django_db_blocker.unblock(), serveur_lance(SANS_DEFENSE, SANS_DEFENSE="file") as serveur:
        monde = creer_le_monde()
        conventions = preparer(monde, VINGT, effectif=12, tuteurs=VINGT, siret=SIRETS[0])
        for _manche in range(MANCHES):
            comptes = comptes_des(course(serveur, monde, conventions))
            if comptes != attendu:
                break
            remettre(conventions)
    assert comptes != attendu
    if connection.vendor == "postgresql":
        assert comptes == {302: 4, 409: 16}


def test_le_journal_tient_apres_les_courses(serveur: Serveur, monde: Monde) -> None:
    assert list(verifier_le_journal()) == []


def remettre(conventions: list[Convention]) -> None:
    """Remet les conventions à un visa de la signature, pour une autre manche."""
    ici = [c.pk for c in conventions]
    for modele in (Lien, Piece, Signataire):
        modele.objects.filter(convention__in=ici, version__isnull=False).delete()
    Visa.objects.filter(convention__in=ici, fonction="bureau").delete()
    Convention.objects.filter(pk__in=ici).update(
        etat="en contrôle", visa_attendu="bureau", attendu_de=Partie.ETABLISSEMENT.value
    )


def comptes_par_etat(conventions: list[Convention]) -> Counter[str]:
    connection.close()
    references = [c.pk for c in conventions]
    return Counter(Convention.objects.filter(pk__in=references).values_list("etat", flat=True))
