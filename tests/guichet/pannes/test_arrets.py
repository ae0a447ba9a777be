"""P21 : le serveur tué au milieu des écritures ; rien de ce qu'il a accusé n'est perdu, et il repart seul."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from guichet.clients import Client
from guichet.monde import Monde, creer_le_monde
from guichet.serveur import Serveur, serveur_lance

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.modeles import Convention, Remarque

MANCHES = int(os.environ.get("MANCHES", "4"))  # MANCHES=50 avant de publier
PAR_MANCHE = 0.6
"""Les secondes d'écritures avant que l'on tue."""
SANS_DEFENSE = "guichet.pannes.sans_defense:application"


@pytest.fixture
def base_ouverte(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def ecrire_et_tuer(serveur: Serveur, monde: Monde, convention: Convention, manche: int) -> list[str]:
    """Des remarques, sans relâche ; le serveur est tué. Rend celles qu'il a dit avoir reçues."""
    client = Client(serveur.port, serveur.session(monde.comptes["bureau"]))
    adresse = f"/conventions/{convention.reference}/gestes/remarquer/"
    accusees: list[str] = []
    arret = threading.Event()

    def ecrire() -> None:
        rang = 0
        while not arret.is_set():
            rang += 1
            texte = f"manche {manche}, remarque {rang}, {threading.get_ident()}"
            if client.poster(adresse, {"texte": texte}).code == 302:
                accusees.append(texte)

    fils = [threading.Thread(target=ecrire) for _ in range(4)]
    for fil in fils:
        fil.start()
    time.sleep(PAR_MANCHE)
    serveur.arreter(signal.SIGKILL)
    arret.set()
    for fil in fils:
        fil.join(60)
    return accusees


def perdues(accusees: list[str]) -> list[str]:
    connection.close()
    ecrites = set(Remarque.objects.values_list("texte", flat=True))
    return [texte for texte in accusees if texte not in ecrites]


@pytest.mark.usefixtures("base_ouverte")
def test_tue_au_milieu_des_ecritures_rien_d_accuse_n_est_perdu() -> None:
    with serveur_lance() as serveur:
        monde = creer_le_monde()
        convention = monde.convention(Etat.EN_CONTROLE)
        toutes: list[str] = []
        for manche in range(MANCHES):
            toutes += ecrire_et_tuer(serveur, monde, convention, manche)
            serveur.lancer()
        assert perdues(toutes) == []
        assert len(toutes) >= MANCHES
        assert list(verifier_le_journal()) == []
        if connection.vendor == "sqlite":
            with connection.cursor() as curseur:
                curseur.execute("PRAGMA integrity_check")
                assert curseur.fetchall() == [("ok",)]


@pytest.mark.usefixtures("base_ouverte")
def test_un_faux_accuse_se_voit() -> None:
    """Un serveur qui répond sans avoir écrit : l'épreuve compte bien ce qui est perdu."""
    with serveur_lance(SANS_DEFENSE, SANS_DEFENSE="ecriture") as serveur:
        monde = creer_le_monde()
        convention, accusees = monde.convention(Etat.EN_CONTROLE), []
        for manche in range(5):  # tué avant sa première réponse, il n'a rien accusé
            accusees = ecrire_et_tuer(serveur, monde, convention, manche)
            if accusees:
                break
            serveur.lancer()
        assert accusees != []
        assert perdues(accusees) == accusees
