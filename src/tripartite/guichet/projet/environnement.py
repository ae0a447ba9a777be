"""Ce que l'environnement règle, typé, avec sa valeur par défaut. Tout le reste est dans `settings`."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


class ReglageImpossible(Exception):
    """Un réglage de l'environnement ne convient pas : le message dit lequel et pourquoi."""


def _oui(nom: str, defaut: bool) -> bool:
    lu = os.environ.get(nom, "").strip().lower()
    if lu in ("1", "oui", "true", "yes"):
        return True
    if lu in ("0", "non", "false", "no"):
        return False
    if lu:
        raise ReglageImpossible(f"{nom} vaut « {lu} » ; attendu : oui ou non.")
    return defaut


def _liste(nom: str, defaut: str) -> list[str]:
    return [mot.strip() for mot in os.environ.get(nom, defaut).split(",") if mot.strip()]


@dataclass(frozen=True)
class Environnement:
    """Les réglages d'une instance ; chacun a le nom de sa variable, préfixé de TRIPARTITE_."""

    donnees: Path = field(
        default_factory=lambda: Path(os.environ.get("TRIPARTITE_DONNEES", "donnees")).absolute()
    )
    demonstration: bool = field(default_factory=lambda: _oui("TRIPARTITE_DEMONSTRATION", False))
    hotes: list[str] = field(default_factory=lambda: _liste("TRIPARTITE_HOTES", "localhost,127.0.0.1,[::1]"))
    adresse: str = field(
        default_factory=lambda: os.environ.get("TRIPARTITE_ADRESSE", "http://localhost:8000").rstrip("/")
    )
    smtp: str = field(default_factory=lambda: os.environ.get("TRIPARTITE_SMTP", ""))
    expediteur: str = field(
        default_factory=lambda: os.environ.get(
            "TRIPARTITE_EXPEDITEUR", "Tripartite <ne-pas-repondre@localhost>"
        )
    )
    contact: str = field(default_factory=lambda: os.environ.get("TRIPARTITE_CONTACT", ""))
    sirene: str = field(
        default_factory=lambda: os.environ.get(
            "TRIPARTITE_SIRENE", "https://recherche-entreprises.api.gouv.fr"
        )
    )
    mandataires: int = field(default_factory=lambda: int(os.environ.get("TRIPARTITE_MANDATAIRES", "0")))

    @property
    def https(self) -> bool:
        """Vrai, l'instance est servie en HTTPS : c'est ce que dit son adresse publique."""
        return self.adresse.startswith("https://")

    @property
    def base(self) -> str:
        """L'adresse de la base ; SQLite, dans les données, si rien n'est dit."""
        return os.environ.get("DATABASE_URL", f"sqlite:///{self.donnees / 'tripartite.sqlite3'}")

    def secret(self) -> tuple[str, list[str]]:
        """Le secret de l'instance, puis les anciens, encore acceptés. Le premier démarrage le crée, en 0600.

        Pour le changer, on écrit une ligne au-dessus : la première signe, les suivantes se vérifient.
        """
        chemin = self.donnees / "secret"
        self.donnees.mkdir(parents=True, exist_ok=True)
        try:
            descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descripteur, "w") as fichier:
                fichier.write(secrets.token_urlsafe(64) + "\n")
        if chemin.stat().st_mode & 0o077:
            raise ReglageImpossible(
                f"« {chemin} » peut être lu par d'autres. Protégez-le : chmod 600 {chemin}"
            )
        lignes = [ligne.strip() for ligne in chemin.read_text().splitlines() if ligne.strip()]
        if not lignes or any(len(ligne) < 50 or ligne.startswith("exemple") for ligne in lignes):
            raise ReglageImpossible(f"« {chemin} » ne contient pas un secret : supprimez-le, il sera refait.")
        return lignes[0], lignes[1:]
