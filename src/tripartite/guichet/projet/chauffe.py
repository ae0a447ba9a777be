"""Ce que chaque processus du serveur fait une fois, avant sa première page.

Il charge ce que le premier visiteur attendrait : les vues, les gabarits, le droit indexé. Puis il met hors du
ramasse-miettes tout ce qui durera autant que lui : 140 000 objets, qu'une collecte complète relisait en vain,
cent millisecondes durant, au milieu d'une page. Les seuils restent ceux de Python.
"""

from __future__ import annotations

import gc
import signal
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.http.response import HttpResponseBase
from django.template import engines
from django.template.loader import get_template
from django.urls import resolve

PAGES = (
    *("/droit/", "/droit/doutes/", "/droit/valeurs/", "/droit/articles/"),
    "/droit/recherche/?q=stage",
)
"""Des pages pour tous : elles se servent sans session et sans base."""


def application_chaude() -> WSGIHandler:
    """L'application, chargée et figée. Rien n'est à ramasser pendant ce temps : on s'en dispense.

    Un arrêt demandé alors arrête tout de suite : granian n'écoute qu'une fois l'application chargée.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    try:
        application = get_wsgi_application()
        for gabarit in gabarits():
            get_template(gabarit)
        for page in PAGES:
            demander(page)
    finally:
        gc.enable()
    gc.collect()
    gc.freeze()
    return application


def gabarits() -> list[str]:
    """Les noms de nos pages."""
    dossiers = [Path(dossier) for dossier in engines["django"].dirs]
    return [str(page.relative_to(dossier)) for dossier in dossiers for page in dossier.rglob("*.html")]


def demander(page: str) -> HttpResponseBase:
    """Sert une page à personne, sans passer par ce qui entoure les vraies demandes."""
    chemin, _, parametres = page.partition("?")
    environ = {"PATH_INFO": chemin, "QUERY_STRING": parametres}
    setup_testing_defaults(environ)
    vue, args, kwargs = resolve(chemin)
    return vue(WSGIRequest(environ), *args, **kwargs)
