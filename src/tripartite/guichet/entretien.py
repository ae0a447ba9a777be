"""Entretenir la base : ce que la tournée de nuit fait pour que les listes restent rapides."""

from __future__ import annotations

from django.db import connection


def mesurer_les_tables() -> None:
    """Donne à SQLite de quoi choisir ses index ; PostgreSQL le fait de lui-même."""
    if connection.vendor == "sqlite":
        with connection.cursor() as curseur:
            curseur.execute("ANALYZE")
