"""Ce que demande la dernière étape : à qui envoyer, ou le code qui dit que c'est bien vous."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class Envoi(forms.Form):
    """La personne qui complétera pour l'organisme d'accueil."""

    nom = forms.CharField(
        label=_("Nom de la personne qui complétera"),
        help_text=_("Votre tuteur, ou les ressources humaines."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.EmailField(
        label=_("Son courriel"),
        help_text=_("Elle reçoit un lien, pour elle seule ; elle n'a pas de compte à créer."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Donnez le courriel de la personne qui complétera pour l'organisme d'accueil."),
            "invalid": _("Ce n'est pas une adresse de courriel. Attendu : « nom@organisme.fr »."),
        },
    )


class CodeRecu(forms.Form):
    """Les six chiffres reçus par courriel."""

    code = forms.CharField(
        label=_("Code reçu par courriel"),
        help_text=_("Six chiffres, valables dix minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Recopiez les six chiffres reçus par courriel.")},
    )
