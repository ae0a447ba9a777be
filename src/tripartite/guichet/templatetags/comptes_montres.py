"""Les comptes de la démonstration, montrés sur la page de connexion."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django import template

from tripartite.guichet.demonstration.comptes import COMPTES, MOT_DE_PASSE, SECRET_TOTP

register = template.Library()


@register.inclusion_tag("demonstration/comptes.html", takes_context=True)
def comptes_montres(context: template.Context) -> dict[str, Any]:
    """Un compte par titre ; ceux qui ont un second facteur, avec le code de l'instant."""
    return {
        "comptes": COMPTES,
        "mot_de_passe": MOT_DE_PASSE,
        "code": code_de_l_instant(),
        "csrf_token": context.get("csrf_token"),
    }


def code_de_l_instant() -> str:
    """Le code que donnerait l'application d'authentification de la démonstration."""
    return format_hotp_value(hotp_value(SECRET_TOTP, int(time.time()) // app_settings.TOTP_PERIOD))
