"""Les opérations de l'API : la liste, une convention, son document."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

from tripartite import FaitInconnu
from tripartite.documents import DocumentImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.api.convention import dire_la_convention
from tripartite.guichet.api.demande import lire_la_demande
from tripartite.guichet.api.liste import lire_les_conventions
from tripartite.guichet.documents import pourquoi
from tripartite.guichet.ecrans.documents.envoi import telecharger
from tripartite.guichet.ecrans.documents.views import lire_le_document
from tripartite.guichet.pieces import PDF
from tripartite.guichet.problemes import Probleme


def conventions(request: Requete) -> HttpResponse:
    """Les conventions que l'on voit, cinquante à la fois."""
    page = lire_les_conventions(request.acteur, lire_la_demande(request.GET))
    suivant = None
    if page.suivant:
        parametres = request.GET.dict() | {"apres": page.suivant}
        suivant = f"{settings.ADRESSE}{reverse('api_conventions')}?{urlencode(parametres)}"
    reponse = _en_json({"conventions": page.conventions, "suivant": suivant})
    if suivant:
        reponse.headers["Link"] = f'<{suivant}>; rel="next"'
    return reponse


def convention(request: Requete, reference: str) -> HttpResponse:
    """Une convention ; son empreinte dit sa version, puis tout ce qui en est dit ce jour à ce lecteur."""
    visee = request.acteur.convention(reference)
    reponse = _en_json(dire_la_convention(visee, request.acteur))
    etag = f'"{visee.numero_de_version}-{sha256(reponse.content).hexdigest()[:20]}"'
    reponse.headers["ETag"] = etag
    reponse.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag, response=reponse) or reponse


def document(request: Requete, reference: str) -> HttpResponse:
    """Le PDF de la version en cours."""
    visee = request.acteur.convention(reference)
    try:
        return telecharger(*lire_le_document(visee, request.acteur), PDF)
    except (DocumentImpossible, FaitInconnu) as impossible:
        raise Probleme("document-impossible", detail=pourquoi(impossible)) from impossible


def _en_json(donnees: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        json.dumps(donnees, ensure_ascii=False, separators=(",", ":")), content_type="application/json"
    )
