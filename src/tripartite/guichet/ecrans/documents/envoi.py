"""Donner un fichier : toujours à télécharger, jamais à interpréter ; le code de vérification, en image."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tripartite.guichet.modeles import Piece

BAC_A_SABLE = "sandbox; default-src 'none'; frame-ancestors 'none'"


def telecharger(octets: bytes, nom: str, type_de_contenu: str) -> HttpResponse:
    """La réponse qui porte un fichier : son nom comme on l'a donné (RFC 5987), rien qui s'exécute."""
    reponse = HttpResponse(octets, content_type=type_de_contenu)
    reponse["Content-Disposition"] = content_disposition_header(True, nom) or "attachment"
    reponse["Content-Security-Policy"] = BAC_A_SABLE
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse


def code_en_image(request: HttpRequest, piece: Piece) -> SafeString:
    """L'adresse où vérifier une pièce, en QR."""
    adresse = request.build_absolute_uri(reverse("verifier_document", args=[piece.code]))
    image = segno.make(adresse, error="m")
    dessin = image.svg_inline(scale=4, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return format_html(
        '<p role="img" aria-label="{}">{}</p>',
        _("L'adresse de vérification de ce document, à lire avec un téléphone"),
        mark_safe(dessin),  # noqa: S308  tracé par segno, d'une adresse à nous
    )
