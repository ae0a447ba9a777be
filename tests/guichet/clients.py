"""Un navigateur sans page : de quoi poster à un vrai serveur, plusieurs à la fois."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

JETON = "x" * 32  # le témoin et le champ portent le même : c'est ce que la protection compare


class Reponse(NamedTuple):
    """Ce que le serveur a répondu : son code, où il envoie, son texte. Le code 0 : pas de réponse."""

    code: int
    vers: str = ""
    texte: str = ""


class Client:
    """Une session ouverte sur le serveur."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port = port
        temoins = {settings.CSRF_COOKIE_NAME: JETON}
        if session:
            temoins[settings.SESSION_COOKIE_NAME] = session
        self.temoins = "; ".join(f"{nom}={valeur}" for nom, valeur in temoins.items())

    def poster(self, chemin: str, champs: Mapping[str, str]) -> Reponse:
        """Poste un formulaire."""
        corps = urlencode({**champs, "csrfmiddlewaretoken": JETON})
        return self._demander("POST", chemin, corps, {"Content-Type": "application/x-www-form-urlencoded"})

    def lire(self, chemin: str) -> Reponse:
        """Demande une page."""
        return self._demander("GET", chemin)

    def _demander(
        self, methode: str, chemin: str, corps: str = "", entetes: Mapping[str, str] | None = None
    ) -> Reponse:
        liaison = HTTPConnection("localhost", self.port, timeout=60)
        try:
            liaison.request(methode, chemin, corps or None, {"Cookie": self.temoins, **(entetes or {})})
            lue = liaison.getresponse()
            return Reponse(lue.status, lue.headers.get("Location", ""), lue.read().decode("utf-8", "replace"))
        except (HTTPException, OSError):
            return Reponse(0)
        finally:
            liaison.close()


def ensemble(gestes: Iterable[Callable[[], Reponse]]) -> list[Reponse]:
    """Fait tous ces gestes au même instant, et rend leurs réponses dans l'ordre."""
    gestes = list(gestes)
    barriere = threading.Barrier(len(gestes))
    reponses: list[Reponse] = [Reponse(0)] * len(gestes)

    def faire(rang: int) -> None:
        barriere.wait(30)
        reponses[rang] = gestes[rang]()

    fils = [threading.Thread(target=faire, args=(rang,)) for rang in range(len(gestes))]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(120)
    return reponses
