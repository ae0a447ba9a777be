"""Ce que l'on règle de son compte."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles import Compte

DE_L_APPAREIL = "auto"


class Identite(forms.ModelForm):
    """Le nom et la langue."""

    prenom = forms.CharField(
        label=_("Prénom"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nom = forms.CharField(
        label=_("Nom"),
        max_length=100,
        help_text=_("Tel qu'il doit paraître dans les prochaines conventions."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    class Meta:
        model = Compte
        fields = ("prenom", "nom", "langue")
        labels: ClassVar = {"langue": _("Langue")}
        help_texts: ClassVar = {
            "langue": _("Celle des pages et des courriels."),
        }


class Teinte(forms.Form):
    """Claire, sombre, ou celle de l'appareil."""

    teinte = forms.ChoiceField(
        label=_("Teinte des pages"),
        choices=[(DE_L_APPAREIL, _("celle de l'appareil")), ("light", _("claire")), ("dark", _("sombre"))],
        widget=forms.RadioSelect,
    )
