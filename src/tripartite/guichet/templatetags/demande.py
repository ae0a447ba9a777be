"""La clé d'un formulaire : envoyé deux fois, il ne se fait qu'une."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def cle_de_demande() -> SafeString:
    """Un champ caché, une clé neuve à chaque affichage."""
    return format_html('<input type="hidden" name="cle" value="{}">', secrets.token_urlsafe(24))
