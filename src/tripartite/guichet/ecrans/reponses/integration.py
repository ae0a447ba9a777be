"""Une question dans la page d'un autre : un cadre sans témoin, et la ligne qui l'y met."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tripartite.guichet.ecrans.reponses.lecture import dans_l_autre_langue, dans_sa_langue, lire, trouver
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.guichet.ecrans.reponses.views import contexte_de
from tripartite.guichet.projet.intergiciels import CSP

CADRABLE = CSP.replace("frame-ancestors 'none'", "frame-ancestors *")
UNE_HEURE = "public, max-age=3600"


@require_safe
@gzip_page
@xframe_options_exempt
@dans_sa_langue
def question(request: HttpRequest, cle: str) -> HttpResponse:
    """La question, seule et étroite : la seule page que d'autres sites peuvent encadrer."""
    lecture = lire(trouver(cle), request.GET)
    basculee = lecture.formulaire.basculer(request.GET)
    if basculee is not None:
        reponse: HttpResponse = redirect(f"{request.path}?{basculee.urlencode(safe=';:')}")
    else:
        contexte = contexte_de(request, lecture) | {"integree": True}
        reponse = render(request, "reponses/integree.html", contexte, status=lecture.statut)
    reponse["Content-Security-Policy"] = CADRABLE
    reponse["Cross-Origin-Resource-Policy"] = "cross-origin"
    return reponse


@require_safe
@gzip_page
@dans_sa_langue
def mode_d_emploi(request: HttpRequest) -> HttpResponse:
    """Ce qu'il faut copier, pour chaque question."""
    contexte = {
        "questions": QUESTIONS.values(),
        "site": settings.ADRESSE,
        "langue_par_adresse": dans_l_autre_langue(request),
    }
    return render(request, "reponses/integrer.html", contexte)


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Le script qui met une question dans une page, et donne au cadre sa hauteur."""
    reponse = render(request, "reponses/integrer.js", content_type="text/javascript; charset=utf-8")
    reponse["Cross-Origin-Resource-Policy"] = "cross-origin"
    reponse["Cache-Control"] = UNE_HEURE
    return reponse
