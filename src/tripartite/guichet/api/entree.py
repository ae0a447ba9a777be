"""L'entrée de l'API : un jeton dans un en-tête, une méthode qui lit, un compte des demandes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from tripartite.guichet.acces import PAR_JETON, Acteur, Requete, chemin
from tripartite.guichet.gestes.jetons import jeton_du_secret, noter_qu_il_sert
from tripartite.guichet.limites import permettre_souvent
from tripartite.guichet.modeles import Jeton, Portee
from tripartite.guichet.problemes import Probleme

METHODES = ("GET", "HEAD")
PAR_MINUTE = 1000
DEFI = 'Bearer realm="Tripartite"'

Operation = Callable[..., HttpResponse]


def operation(route: str, vue: Operation, nom: str) -> URLPattern:
    """Déclare une opération : elle n'est appelée que pour un jeton qui vaut ; ses refus ont une seule forme.

    Nul témoin n'y entre (`intergiciels.SansTemoin`) : il n'y a pas d'envoi à falsifier d'un autre site.
    """

    @csrf_exempt
    @wraps(vue)
    def repondre(request: Requete, **morceaux: Any) -> HttpResponse:
        reponse = _repondre(request, vue, morceaux)
        patch_vary_headers(reponse, ["Authorization", "Accept-Language"])
        return reponse

    return chemin(route, repondre, PAR_JETON, nom)


def _repondre(request: Requete, vue: Operation, morceaux: dict[str, Any]) -> HttpResponse:
    try:
        if request.method not in METHODES:
            raise Probleme("methode-refusee", entetes={"Allow": ", ".join(METHODES)})
        request.acteur = _entrer(request)
        return vue(request, **morceaux)
    except Http404:
        return Probleme("introuvable").reponse()
    except Probleme as refus:
        return refus.reponse()


def _entrer(request: Requete) -> Acteur:
    """Qui demande : la personne du jeton, ses droits relus à chaque fois."""
    jeton = _jeton(request.headers.get("Authorization", ""))
    acteur = Acteur(compte=jeton.compte)
    if jeton.portee != Portee.LIRE:
        raise Probleme("portee-insuffisante")
    if acteur.doit_un_second_facteur and not jeton.second_facteur:
        raise Probleme("second-facteur-exige")
    if not permettre_souvent("api", str(jeton.pk), au_plus=PAR_MINUTE, secondes=60):
        raise Probleme("trop-de-demandes", entetes={"Retry-After": "60"})
    noter_qu_il_sert(jeton)
    return acteur


def _jeton(autorisation: str) -> Jeton:
    forme, _, secret = autorisation.partition(" ")
    if forme.lower() != "bearer" or not secret:
        raise Probleme("jeton-attendu", entetes={"WWW-Authenticate": DEFI})
    jeton = jeton_du_secret(secret.strip())
    if jeton is None:
        raise Probleme("jeton-refuse", entetes={"WWW-Authenticate": f'{DEFI}, error="invalid_token"'})
    return jeton
