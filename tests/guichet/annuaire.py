"""Un annuaire des entreprises : des réponses enregistrées, servies par un vrai serveur, et ses pannes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPONSES = Path(__file__).parent / "reponses_sirene"


@dataclass
class Annuaire:
    """Un annuaire qui répond ce qu'on lui dit, et retient ce qu'on lui demande."""

    adresse: str = ""
    reponses: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    demandes: list[str] = field(default_factory=list)
    muet: threading.Event | None = None
    lent: threading.Event | None = None

    def repondre(self, nom: str) -> None:
        self.reponses = [(200, (REPONSES / f"{nom}.json").read_bytes(), {})]

    def refuser(self, code: int, corps: bytes = b"", **entetes: str) -> None:
        self.reponses.append((code, corps, entetes))

    @property
    def parametres(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.demandes[-1]).query)


@contextmanager
def annuaire_lance() -> Iterator[Annuaire]:
    """Un annuaire qui répond, le temps du bloc."""
    etat = Annuaire()

    class Guichetier(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            etat.demandes.append(self.path)
            if etat.muet:
                etat.muet.wait(5)
                return
            code, corps, entetes = etat.reponses.pop(0) if len(etat.reponses) > 1 else etat.reponses[0]
            self.send_response(code)
            for nom, valeur in entetes.items():
                self.send_header(nom, valeur)
            self.send_header("Content-Length", str(len(corps)))
            self.end_headers()
            with suppress(ConnectionError):
                for octet in corps if etat.lent else (corps,):
                    self.wfile.write(bytes([octet]) if etat.lent else corps)
                    if etat.lent and etat.lent.wait(0.05):
                        return

        def log_message(self, *_: Any) -> None:
            """Se tait."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Guichetier)
    fil = threading.Thread(target=serveur.serve_forever, args=(0.02,), daemon=True)
    fil.start()
    etat.adresse = f"http://127.0.0.1:{serveur.server_port}"
    yield etat
    for retenu in filter(None, (etat.muet, etat.lent)):
        retenu.set()
    serveur.shutdown()
    serveur.server_close()
    fil.join()
