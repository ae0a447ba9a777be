"""Le vrai serveur, le vrai ouvrier, sur une base à eux : ce que les navigateurs et les pannes éprouvent."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.modeles import Compte, Lien
from tripartite.guichet.projet.service import commande_de_l_ouvrier, commande_du_serveur
from tripartite.rendus.typographie import sans_insecable

DEMARRAGE = 30
APPLICATION = commande_du_serveur(0, "")[-1]


@dataclass
class Serveur:
    """Un serveur lancé : son adresse, ses processus, et de quoi y entrer."""

    port: int
    environnement: dict[str, str]
    application: str = APPLICATION
    processus: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def adresse(self) -> str:
        return f"http://localhost:{self.port}"

    def lancer(self) -> None:
        """Lance le serveur et l'ouvrier, et attend qu'ils répondent."""
        for nom, commande in (
            ("serveur", [*commande_du_serveur(self.port, "127.0.0.1")[:-1], self.application]),
            ("ouvrier", commande_de_l_ouvrier()),
        ):
            if nom not in self.processus or self.processus[nom].poll() is not None:
                with (settings.DONNEES / f"{nom}.journal").open("ab") as journal:
                    self.processus[nom] = subprocess.Popen(
                        commande,
                        env=self.environnement,
                        start_new_session=True,
                        stdout=journal,
                        stderr=journal,
                    )
        fin = time.monotonic() + DEMARRAGE
        while time.monotonic() < fin:
            try:
                urllib.request.urlopen(f"{self.adresse}/healthz", timeout=2).close()  # noqa: S310
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"Le serveur n'a pas répondu en {DEMARRAGE} s.")

    def arreter(self, comment: int = signal.SIGTERM) -> None:
        """Arrête tous les processus, leurs enfants compris."""
        for processus in self.processus.values():
            if processus.poll() is None:
                os.killpg(processus.pid, comment)
        for processus in self.processus.values():
            try:
                processus.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(processus.pid, signal.SIGKILL)
                processus.wait(5)

    def session(self, compte: Compte) -> str:
        """Le témoin de session d'une personne connectée, second facteur compris."""
        session = SessionStore()
        session[SESSION_KEY] = str(compte.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = compte.get_session_auth_hash()
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(compte.pk)
        session.save()
        return str(session.session_key)

    @staticmethod
    def session_par_un_lien(lien: Lien) -> str:
        """Le témoin de session d'une personne venue par ce lien."""
        session = SessionStore()
        session[LIEN_EN_SESSION] = lien.pk
        session.save()
        return str(session.session_key)

    def courriel(self, adresse: str, contient: str = "", attendre: float = 15) -> str:
        """Le texte du dernier courriel parti à cette adresse, dès que l'ouvrier l'envoie, sans insécables."""
        fin = time.monotonic() + attendre
        while time.monotonic() < fin:
            for message in reversed(list(self._courriels())):
                texte = sans_insecable(str(message.get_content()))
                if adresse in message["To"] and contient in sans_insecable(f"{message['Subject']}\n{texte}"):
                    return texte
            time.sleep(0.1)
        raise TimeoutError(f"Aucun courriel à {adresse} qui contient « {contient} ».")

    @staticmethod
    def _courriels() -> Iterator[Any]:
        fichiers = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda f: f.stat().st_mtime_ns)
        for fichier in fichiers:
            for brut in fichier.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                if brut.strip():
                    yield message_from_bytes(brut.lstrip(b"\n"), policy=default)


@contextmanager
def serveur_lance(application: str = APPLICATION, **variables: str) -> Iterator[Serveur]:
    """Une base neuve, que ce processus et le serveur partagent, le temps du bloc.

    `application` et `variables` servent à ôter une défense, pour voir que l'épreuve voit le dégât.
    """
    reglages = connection.settings_dict
    ancien = reglages["NAME"]
    reglages["NAME"] = copier(base_a_jour())
    adresse = f"sqlite:///{reglages['NAME']}"
    if connection.vendor == "postgresql":
        hote = reglages["HOST"] or reglages["OPTIONS"]["host"]  # selon la façon dont l'adresse le disait
        adresse = f"postgresql://tripartite@/{reglages['NAME']}?host={hote}"
    environnement = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tripartite.guichet.projet.settings",
        "DATABASE_URL": adresse,
        "TRIPARTITE_DONNEES": str(settings.DONNEES),
        "PYTHONPATH": os.pathsep.join(sys.path),
        **variables,
    }
    port = _port_libre()
    environnement["TRIPARTITE_ADRESSE"] = f"http://localhost:{port}"
    serveur = Serveur(port, environnement, application)
    try:
        ranger_les_fichiers_statiques()
        serveur.lancer()
        yield serveur
    finally:
        serveur.arreter()
        connection.close()
        reglages["NAME"] = ancien


def copier(modele: str) -> str:
    """Une base neuve, copie d'une autre ; rend son nom."""
    connection.close()
    if connection.vendor == "sqlite":
        nom = str(settings.DONNEES / f"serveur-{secrets.token_hex(4)}.sqlite3")
        shutil.copy(modele, nom)
    else:
        nom = f"serveur_{secrets.token_hex(4)}"
        with connection._nodb_cursor() as curseur:
            curseur.execute(f"CREATE DATABASE {nom} TEMPLATE {modele}")
    return nom


@cache
def base_a_jour() -> str:
    """Une base à jour et vide, faite une fois : celle des essais, où aucun ne laisse rien, que l'on copie.

    pytest ne la fait que si un test choisi la demande ; ceux d'un navigateur ont chacun la leur.
    """
    if "django_migrations" not in connection.introspection.table_names():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    return copier(str(connection.settings_dict["NAME"]))


@cache
def ranger_les_fichiers_statiques() -> None:
    """Les range une fois pour tous les serveurs de ce processus, comme le fera l'instance."""
    environnement = os.environ | {"DJANGO_SETTINGS_MODULE": "tripartite.guichet.projet.settings"}
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], env=environnement, check=True
    )


def _port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])
