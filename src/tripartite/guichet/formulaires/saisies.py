"""Les saisies : un jour, un mois, une heure. Ce que le navigateur ne saurait pas montrer reste un texte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class _SaisieDatee(forms.TextInput):
    """Une saisie du navigateur, qui laisse paraître ce qu'elle effacerait : « 30 février » mal tapé."""

    genre = ""
    forme = re.compile("")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Garde un simple texte quand la valeur n'a pas la forme que le navigateur exige."""
        contexte = super().get_context(name, value, attrs)
        montree = contexte["widget"]["value"]
        contexte["widget"]["type"] = self.genre if not montree or self.se_montre(montree) else "text"
        return contexte

    def se_montre(self, texte: str) -> bool:
        """Dit si le navigateur montrera ce texte tel quel."""
        return bool(self.forme.fullmatch(texte))


class Jour(_SaisieDatee):
    """Un jour."""

    genre, forme = "date", re.compile(r"\d{4}-\d{2}-\d{2}")

    def se_montre(self, texte: str) -> bool:
        """Le 30 février a la bonne forme, et le navigateur l'effacerait."""
        try:
            return super().se_montre(texte) and bool(date.fromisoformat(texte))
        except ValueError:
            return False


class MoisCivil(_SaisieDatee):
    """Un mois."""

    genre, forme = "month", re.compile(r"\d{4}-\d{2}")


class Heure(_SaisieDatee):
    """Une heure du jour ; 24:00 n'est pas de celles qu'un navigateur connaît."""

    genre, forme = "time", re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Lignes(forms.Textarea):
    """Un texte de plusieurs lignes."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})


class LesPlages(forms.MultiWidget):
    """Le début et la fin de chaque plage d'une journée, à la file."""

    def __init__(self, plages: int) -> None:
        super().__init__([Heure() for _ in range(2 * plages)])

    def decompress(self, value: Any) -> list[str]:
        """Les heures montrées : le champ les a déjà mises à la file."""
        return list(value or ())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """La journée n'a pas été envoyée : la première heure n'y est pas."""
        return f"{name}_0" not in data
