"""Le service : préparer l'instance, lancer le serveur et l'ouvrier, les arrêter ensemble."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from types import FrameType

from django.core.management import call_command

from tripartite.guichet import tournee

PROCESSUS_WEB = 2
ARRET = 10
"""Les secondes laissées à ce qui est en cours quand on arrête."""


def preparer() -> None:
    """Met la base à jour, et range les fichiers statiques sous leur nom à empreinte."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def commande_du_serveur(port: int, hote: str) -> list[str]:
    """La commande de granian, telle qu'on la lance et telle qu'on l'éprouve."""
    return [
        sys.executable,
        "-m",
        "granian",
        *("--interface", "wsgi", "--host", hote, "--port", str(port)),
        *("--workers", str(PROCESSUS_WEB), "--blocking-threads", "1", "--backlog", "1024"),
        *("--workers-kill-timeout", str(ARRET), "--no-ws", "--log-level", "warning"),
        "tripartite.guichet.projet.wsgi:application",
    ]


def commande_de_l_ouvrier() -> list[str]:
    """La commande de l'ouvrier."""
    return [sys.executable, "-m", "tripartite.cli", "guichet", "ouvrier"]


def servir(port: int, hote: str) -> int:
    """Lance le serveur et l'ouvrier, et attend. Si l'un tombe, l'ouvrier est relancé ; le serveur, non.

    Returns:
        Le code de sortie du serveur ; 0 après un arrêt demandé.
    """
    arrets: list[int] = []

    def arreter(numero: int, _cadre: FrameType | None) -> None:
        arrets.append(numero)

    signal.signal(signal.SIGINT, arreter)
    signal.signal(signal.SIGTERM, arreter)
    serveur = subprocess.Popen(commande_du_serveur(port, hote))  # noqa: S603
    ouvrier = subprocess.Popen(commande_de_l_ouvrier())  # noqa: S603
    try:
        while not arrets and serveur.poll() is None:
            if ouvrier.poll() is not None:
                time.sleep(1)
                ouvrier = subprocess.Popen(commande_de_l_ouvrier())  # noqa: S603
            time.sleep(0.2)
    finally:
        for processus in (serveur, ouvrier):
            if processus.poll() is None:
                processus.terminate()
        for processus in (serveur, ouvrier):
            try:
                processus.wait(ARRET + 2)
            except subprocess.TimeoutExpired:
                processus.kill()
    return 0 if arrets else serveur.returncode


def travailler(*, une_fois: bool = False) -> None:
    """Fait les tâches de la file, à mesure qu'elles arrivent ; toutes les heures, une tournée."""
    tournee.prevoir()
    call_command("db_worker", batch=une_fois, interval=0.5, verbosity=0)
