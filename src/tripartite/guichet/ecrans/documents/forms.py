"""Joindre une pièce."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Jointe(forms.Form):
    """Un fichier à joindre."""

    fichier = forms.FileField(
        label=_("Fichier"),
        help_text=_(
            "Un PDF ou une image (PNG, JPEG), 10 Mo au plus : une attestation d'assurance, par exemple."
        ),
        allow_empty_file=True,  # le geste dit mieux ce qui ne va pas
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
