"""Relire les courriels que Django a écrits dans un dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

ENTRE_DEUX = b"\n" + b"-" * 79 + b"\n"
"""Ce que Django écrit après chaque courriel d'un même envoi."""


class CourrielLu(NamedTuple):
    """Un courriel parti : à qui, quand, ce qu'il dit."""

    a: str
    objet: str
    le: datetime
    texte: str


def lire_la_boite(dossier: Path) -> list[CourrielLu]:
    """Les courriels d'un dossier, le plus récent d'abord ; rien, si aucun n'est parti."""
    fichiers = dossier.glob("*.log") if dossier.is_dir() else ()
    lus = [lu for fichier in fichiers for lu in _lire(fichier.read_bytes())]
    return sorted(lus, key=lambda lu: lu.le, reverse=True)


def _lire(octets: bytes) -> Iterator[CourrielLu]:
    for morceau in octets.split(ENTRE_DEUX):
        if not morceau.strip():
            continue
        message = message_from_bytes(morceau, policy=policy.default)
        corps = message.get_body(("plain",))
        ecrit_le = parsedate_to_datetime(str(message["Date"]))  # sans fuseau (« -0000 ») : c'est UTC
        yield CourrielLu(
            str(message["To"]),
            str(message["Subject"]),
            ecrit_le if ecrit_le.tzinfo else ecrit_le.replace(tzinfo=UTC),
            corps.get_content() if corps else "",
        )
