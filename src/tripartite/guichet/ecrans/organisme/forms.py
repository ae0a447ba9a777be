"""Le stage que l'on imagine, pour savoir s'il tient."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

UN_STAGE = timedelta(weeks=8) - timedelta(days=3)
AU_PLUS = timedelta(days=366)


class Souhait(forms.Form):
    """Du premier au dernier jour."""

    debut = forms.DateField(label=_("Premier jour"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    fin = forms.DateField(label=_("Dernier jour"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """Des dates dans l'ordre, et à portée de la loi que l'on connaît."""
        lues = super().clean() or {}
        debut, fin = lues.get("debut"), lues.get("fin")
        if debut and fin and not debut <= fin <= debut + AU_PLUS:
            self.add_error("fin", _("Le dernier jour suit le premier, d'un an au plus."))
        return lues


def souhait_habituel(au: date) -> dict[str, date]:
    """Un stage de huit semaines, dès le lundi qui vient."""
    lundi = au + timedelta(days=7 - au.weekday())
    return {"debut": lundi, "fin": lundi + UN_STAGE}
