"""Ce que les comptes demandent à allauth : l'identité, la langue, la longueur des mots de passe."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles import Compte


def nommer(compte: Compte) -> str:
    """Le nom d'un compte, tel que les pages l'affichent."""
    return compte.nom_complet


class LongueurMaximale:
    """Au-delà de 128 signes, un mot de passe n'est plus qu'un moyen d'occuper le serveur."""

    def validate(self, password: str, user: Compte | None = None) -> None:
        """Refuse un mot de passe démesuré."""
        if len(password) > 128:
            raise ValidationError(gettext("Le mot de passe dépasse 128 signes."), code="password_too_long")

    def get_help_text(self) -> str:
        """Ce que la page en dit."""
        return gettext("Au plus 128 signes.")


class Identite(forms.Form):
    """Ce que l'inscription demande de plus qu'un courriel."""

    prenom = forms.CharField(label=_("Prénom"), max_length=100)
    nom = forms.CharField(label=_("Nom"), max_length=100)
    field_order = ("prenom", "nom", "email", "password1")

    def signup(self, request: HttpRequest, user: Compte) -> None:
        """Garde le nom, et la langue dans laquelle on s'inscrit."""
        user.prenom, user.nom = self.cleaned_data["prenom"], self.cleaned_data["nom"]
        user.langue = translation.get_language() or "fr"
        user.save()


class Adaptateur(DefaultAccountAdapter):
    """Les courriels de compte partent comme les autres : par la boîte d'envoi."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Écrit le courriel dans la boîte d'envoi."""
        from tripartite.guichet.courriels import deposer

        message = self.render_mail(template_prefix, email, context)
        deposer(template_prefix.rpartition("/")[2], email, message.subject, str(message.body))
