"""Ce que l'on règle de son compte."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles import Compte, Portee

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


class NouveauJeton(forms.Form):
    """Un jeton d'API : son nom, sa durée, ce qu'il permet."""

    nom = forms.CharField(
        label=_("Nom"),
        max_length=80,
        help_text=_("Celui du programme qui s'en servira : vous le reconnaîtrez dans la liste."),
    )
    jours = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 jours")), (90, _("90 jours")), (180, _("180 jours")), (365, _("un an"))],
        help_text=_("Passé ce délai, le programme ne lit plus rien : il faudra lui donner un autre jeton."),
    )
    portee = forms.ChoiceField(
        label=_("Ce qu'il permet"),
        choices=Portee.choices,
        initial=Portee.LIRE,
        widget=forms.RadioSelect,
    )
