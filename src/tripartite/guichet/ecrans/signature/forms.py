"""Ce que l'on demande à qui signe, et à qui enregistre un papier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles import Signataire


class Signature(forms.Form):
    """J'ai lu, voici le code. `empreinte` dit quel PDF la personne avait sous les yeux."""

    lu = forms.BooleanField(
        label=_("J'ai lu la convention, et je la signe telle qu'elle est."),
        error_messages={"required": _("Cochez cette case : on signe ce que l'on a lu.")},
    )
    code = forms.CharField(
        label=_("Code reçu par courriel"),
        help_text=_("Six chiffres. Il vaut dix minutes."),
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off"}
        ),
    )
    empreinte = forms.CharField(widget=forms.HiddenInput, max_length=64)


class Papier(forms.Form):
    """Un scan, et pour chaque signataire que l'on y lit, le jour qu'il porte."""

    un_seul_suffit = True
    scan = forms.FileField(
        label=_("Convention signée à la main, numérisée"),
        help_text=_("Un PDF, 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args: Any, signataires: Sequence[Signataire], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signataires = signataires
        for signataire in signataires:
            self.fields[f"signe_{signataire.pk}"] = forms.BooleanField(label=signataire.nom, required=False)
            self.fields[f"le_{signataire.pk}"] = forms.DateField(
                label=_("Signé le"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    def lignes(self) -> Iterator[tuple[Signataire, forms.BoundField, forms.BoundField]]:
        """Une ligne par signataire : la personne, la case, le jour."""
        for signataire in self.signataires:
            yield signataire, self[f"signe_{signataire.pk}"], self[f"le_{signataire.pk}"]

    def clean(self) -> dict[str, Any]:
        dites = super().clean() or {}
        coches = [s for s in self.signataires if dites.get(f"signe_{s.pk}")]
        if not coches:
            self.add_error(None, _("Cochez au moins une personne dont vous lisez la signature."))
        for signataire in coches:
            if not dites.get(f"le_{signataire.pk}") and f"le_{signataire.pk}" not in self.errors:
                self.add_error(f"le_{signataire.pk}", _("Donnez le jour que porte cette signature."))
        return dites

    @property
    def signes(self) -> dict[int, date]:
        """Ceux que l'on a lus sur le papier, et quand ils ont signé."""
        dites = self.cleaned_data
        return {s.pk: dites[f"le_{s.pk}"] for s in self.signataires if dites[f"signe_{s.pk}"]}
