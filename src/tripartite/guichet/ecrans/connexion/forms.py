"""Les formulaires d'allauth : pas d'exemple dans un champ qui a son libellé, une phrase au lieu de cinq."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as comptes
from allauth.mfa.base import forms as second_facteur
from allauth.mfa.totp import forms as application
from allauth.mfa.webauthn import forms as cles
from django import forms
from django.utils.translation import gettext_lazy as _

MOT_DE_PASSE = _(
    "Douze signes au moins : une phrase convient très bien. Ni un mot de passe courant, ni votre nom."
)
LIBELLES: Mapping[str, Any] = {"name": _("Nom de la clé"), "passwordless": _("Entrer avec cette clé seule")}
AIDES: Mapping[str, Any] = {
    "password1": MOT_DE_PASSE,
    "passwordless": _("Sans mot de passe : la clé vérifie que c'est vous, par un code ou une empreinte."),
    "oldpassword": "",
    "password": "",
}


class Sobre(forms.Form):
    """Des champs sobres."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, champ in self.fields.items():
            champ.widget.attrs.pop("placeholder", None)
            champ.label = LIBELLES.get(nom, champ.label)
            champ.help_text = AIDES.get(nom, champ.help_text)
            if nom == "code":
                champ.widget.attrs["inputmode"] = "numeric"


class Connexion(Sobre, comptes.LoginForm):
    """Un courriel, un mot de passe."""


class Inscription(Sobre, comptes.SignupForm):
    """Un nom, un courriel, un mot de passe."""


class Changement(Sobre, comptes.ChangePasswordForm):
    """Le mot de passe que l'on a, celui que l'on veut."""


class PremierMotDePasse(Sobre, comptes.SetPasswordForm):
    """Le mot de passe d'un compte qui n'en a pas."""


class Oubli(Sobre, comptes.ResetPasswordForm):
    """Le courriel où envoyer le lien."""


class ApresOubli(Sobre, comptes.ResetPasswordKeyForm):
    """Le mot de passe que l'on choisit, le lien ouvert."""


class Confirmation(Sobre, comptes.ReauthenticateForm):
    """Le mot de passe, une fois de plus."""


class Adresse(Sobre, comptes.AddEmailForm):
    """La nouvelle adresse."""


class CodeDeLAdresse(Sobre, comptes.ConfirmEmailVerificationCodeForm):
    """Le code reçu à l'adresse que l'on vérifie."""


class SecondFacteur(Sobre, second_facteur.AuthenticateForm):
    """Le code de l'application, ou un code de secours."""


class SecondFacteurConfirme(Sobre, second_facteur.ReauthenticateForm):
    """Le même, avant un réglage sensible."""


class Activation(Sobre, application.ActivateTOTPForm):
    """Le premier code de l'application."""


class AjoutDeCle(Sobre, cles.AddWebAuthnForm):
    """Le nom d'une clé."""


class NomDeCle(Sobre, cles.EditWebAuthnForm):
    """L'autre nom d'une clé."""
