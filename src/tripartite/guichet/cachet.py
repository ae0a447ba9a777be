"""Le cachet de l'instance : la clé qui scelle ce qui est signé. Elle naît au premier besoin.

Dans les données, `cles/` : une clé par fichier, chiffrée par la phrase qui est à côté, les deux lisibles
de leur seul propriétaire. La plus récente scelle ; les certificats des autres servent encore à vérifier.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from tripartite.documents import Cle, creer_une_cle, lire_des_certificats, lire_une_cle
from tripartite.documents.signatures.cles import alerte

PREFIXE = "cachet-"


def cachet() -> Cle:
    """La clé qui scelle ; créée si l'instance n'en a pas encore.

    Raises:
        CleRefusee: d'autres peuvent la lire, ou sa phrase ne l'ouvre pas.
    """
    with _seul() as cles:
        existantes = sorted(cles.glob(f"{PREFIXE}*.p12"))
        return lire_une_cle(existantes[-1], _phrase(cles)) if existantes else _creer(cles)


def renouveler_le_cachet() -> Cle:
    """Crée une clé de plus, qui scelle désormais ; ce que l'ancienne a scellé se vérifie toujours."""
    with _seul() as cles:
        return _creer(cles)


def certificats_du_cachet() -> tuple[x509.Certificate, ...]:
    """Les certificats de toutes les clés qu'a eues l'instance : ceux à qui l'on se fie pour vérifier."""
    cachet()
    return tuple(
        certificat
        for chemin in sorted(_repertoire().glob(f"{PREFIXE}*.crt"))
        for certificat in lire_des_certificats(chemin.read_bytes())
    )


def alerte_du_cachet(le: datetime | None = None) -> str:
    """Prévient que la clé expire, à 60, 30 et 7 jours ; vide, s'il est trop tôt."""
    return alerte(cachet().certificat, le or timezone.now())


def _creer(cles: Path) -> Cle:
    le = timezone.now()
    nom = f"Tripartite, {urlsplit(settings.ADRESSE).hostname}"
    chemin = cles / f"{PREFIXE}{le:%Y%m%d%H%M%S%f}.p12"
    return creer_une_cle(chemin, nom=nom, organisme=nom, phrase=_phrase(cles), le=le)


def _phrase(cles: Path) -> str:
    chemin = cles / "phrase"
    if not chemin.exists():
        with os.fdopen(os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fichier:
            fichier.write(secrets.token_urlsafe(48))
    return chemin.read_text()


def _repertoire() -> Path:
    return Path(settings.DONNEES) / "cles"


@contextmanager
def _seul() -> Iterator[Path]:
    """Un seul processus à la fois : deux premiers démarrages ne font pas deux clés."""
    cles = _repertoire()
    cles.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (cles / ".verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        yield cles
