"""P16 : deux signatures au même instant, devant le vrai serveur ; les deux restent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from guichet.clients import Client, ensemble
from guichet.monde import Monde, creer_le_monde
from guichet.serveur import Serveur, serveur_lance
from guichet.signature.signatures import faire_signer, par_son_lien

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import LIEN_EN_SESSION, Acteur
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.journal import verifier_le_journal
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.modeles import Compteur, Convention

MANCHES = 50
DERNIERS = ("tuteur", "referent")


@pytest.fixture(scope="module")
def serveur(django_db_setup: None, django_db_blocker) -> Iterator[Serveur]:
    with django_db_blocker.unblock(), serveur_lance() as lance:
        yield lance


@pytest.fixture(scope="module")
def convention(serveur: Serveur) -> Convention:
    """Une convention que trois ont signée ; il en manque deux."""
    convention = creer_le_monde().convention(Etat.A_SIGNER)
    for role in ("stagiaire", "organisme", "etablissement"):
        convention = faire_signer(convention, role)
    return convention


def session(acteur: Acteur) -> str:
    ouverte = SessionStore()
    ouverte[LIEN_EN_SESSION] = acteur.lien.pk  # type: ignore[union-attr]
    ouverte.save()
    return str(ouverte.session_key)


def test_deux_signatures_au_meme_instant(serveur: Serveur, convention: Convention) -> None:
    adresse = f"/conventions/{convention.reference}/signer/"
    version = version_a_signer(convention)
    assert version is not None
    acteurs = [par_son_lien(convention, role) for role in DERNIERS]
    clients = [Client(serveur.port, session(acteur)) for acteur in acteurs]
    for manche in range(MANCHES):
        envois = []
        for acteur, client in zip(acteurs, clients, strict=True):
            champs = {"lu": "on", "code": demander(convention, acteur), "empreinte": version.empreinte}
            envois.append(partial(client.poster, adresse, champs))
        reponses = ensemble(envois)
        connection.close()
        convention.refresh_from_db()
        assert [r.code for r in reponses] == [302, 302], manche
        assert convention.etat == Etat.SIGNEE
        assert convention.signataires.filter(reponse="signe").count() == 5
        if manche < MANCHES - 1:
            revenir_en_arriere(convention)
    assert list(verifier_le_journal()) == []


def demander(convention: Convention, acteur: Acteur) -> str:
    """Un code, lu avant que l'ouvrier ne le voie : sitôt parti, un courriel oublie son secret."""
    with transaction.atomic():
        Compteur.objects.all().delete()  # cinquante codes en une minute, ce n'est pas ce que l'on éprouve
        demander_un_code(convention, "signer", acteur)
        return Monde.dernier_code()


def revenir_en_arriere(convention: Convention) -> None:
    """Remet les deux derniers signataires à attendre, pour une autre manche."""
    derniers = [s.pk for s in convention.signataires.all() if set(s.roles) & set(DERNIERS)]
    convention.signataires.filter(pk__in=derniers).update(reponse="attendue", le=None, empreinte="")
    Convention.objects.filter(pk=convention.pk).update(etat=Etat.A_SIGNER.value)
