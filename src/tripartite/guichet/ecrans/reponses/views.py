"""Les pages des questions : la liste, une question et sa réponse, ce que l'on en emporte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from tripartite.documents import DocumentImpossible, composer_document
from tripartite.droit.faits import Partie
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.reponses.exports import en_csv, en_ics, en_json, en_yaml
from tripartite.guichet.ecrans.reponses.lecture import (
    LANGUE,
    Lecture,
    dans_l_autre_langue,
    dans_sa_langue,
    lire,
    trouver,
)
from tripartite.guichet.ecrans.reponses.question import Question
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.guichet.limites import adresse_de, permettre
from tripartite.guichet.templatetags.guichet import lien_vers_l_article
from tripartite.rendus.grandeurs import dire
from tripartite.reponses.socle import Reponse

QUESTIONS_DITES = gettext_lazy("Questions")
DOCUMENTS, DIX_MINUTES = 30, 600


@require_safe
@gzip_page
@dans_sa_langue
def index(request: HttpRequest) -> HttpResponse:
    """Les questions, rangées par qui les pose."""
    groupes = [(partie, [q for q in QUESTIONS.values() if partie in q.pour]) for partie in Partie]
    return render(
        request,
        "reponses/index.html",
        {"groupes": groupes, "langue_par_adresse": dans_l_autre_langue(request)},
    )


@require_safe
@gzip_page
@dans_sa_langue
def question(request: HttpRequest, cle: str) -> HttpResponse:
    """Une question, et sa réponse dès que l'adresse dit tout."""
    posee = trouver(cle)
    lecture = lire(posee, request.GET)
    basculee = lecture.formulaire.basculer(request.GET)
    if basculee is not None:
        return redirect(f"{request.path}?{basculee.urlencode(safe=';:')}")
    contexte = contexte_de(request, lecture) | {"langue_par_adresse": dans_l_autre_langue(request)}
    return render(request, "reponses/question.html", contexte, status=lecture.statut)


def contexte_de(request: HttpRequest, lecture: Lecture) -> dict[str, Any]:
    """Ce que montre une question, dans sa page ou dans celle d'un autre."""
    posee, reponse, etat = lecture.question, lecture.reponse, lecture.etat
    langue_dite = {LANGUE: request.GET[LANGUE]} if LANGUE in request.GET else {}
    etat = "&".join(m for m in (etat, urlencode(langue_dite)) if m)
    montre: dict[str, Any] = {
        "question": posee,
        "formulaire": lecture.formulaire,
        "reponse": reponse,
        "manque": lecture.manque,
        "etat": etat,
        "adresse": request.path,
        "adresse_entiere": f"{settings.ADRESSE}{reverse('question', args=[posee.cle])}?{etat}",
        "exemple": urlencode(posee.exemple | langue_dite),
        "fil": [(reverse("questions"), QUESTIONS_DITES), ("", posee.titre)],
    }
    if reponse is not None:
        fiche = reponse.fiche
        montre |= {
            "fiche": fiche,
            "phrase": dire(fiche.reponse, langue()),
            "chiffres": [(dire(c.libelle, langue()), c.ecrire(langue())) for c in fiche.chiffres],
            "notes": [dire(note, langue()) for note in fiche.notes],
            "articles": [lien_vers_l_article(reference, langue()) for reference in fiche.articles],
            "dessins": list(posee.dessiner(reponse, lecture.demande)),
            **posee.completer(reponse, lecture.demande),
        }
    return montre


@require_safe
@gzip_page
@dans_sa_langue
def emporter(request: HttpRequest, cle: str, forme: str) -> HttpResponse:
    """La réponse, en tableau, en jours à noter ou en données."""
    lecture = lire(trouver(cle), request.GET)
    if forme not in FORMES:
        raise Http404
    if lecture.reponse is None:
        return redirect(f"{reverse('question', args=[cle])}?{lecture.etat}")
    if forme == "yaml" and lecture.reponse.dossier is None:
        raise Http404
    genre, ecrire = FORMES[forme]
    adresse = f"{settings.ADRESSE}{reverse('question', args=[cle])}?{lecture.etat}"
    reponse = HttpResponse(ecrire(lecture.reponse, lecture.question, adresse), content_type=genre)
    reponse["Content-Disposition"] = f'attachment; filename="{cle}.{forme}"'
    return reponse


def _agenda(reponse: Reponse, question: Question, adresse: str) -> bytes:
    hote = settings.ADRESSE.partition("://")[2]
    return en_ics(reponse.rappels, str(question.titre), adresse, hote)


FORMES: dict[str, tuple[str, Callable[[Reponse, Question, str], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda reponse, question, adresse: en_csv(reponse.fiche)),
    "ics": ("text/calendar; charset=utf-8", _agenda),
    "yaml": ("application/yaml; charset=utf-8", lambda reponse, question, adresse: en_yaml(reponse)),
    "json": ("application/json; charset=utf-8", lambda reponse, question, adresse: en_json(reponse)),
}


@require_safe
def document(request: HttpRequest, cle: str) -> HttpResponse:
    """Le document que la réponse permet ; ce que l'on ne sait pas y reste à compléter."""
    posee = trouver(cle)
    if not posee.document:
        raise Http404
    lecture = lire(posee, request.GET)
    if lecture.reponse is None or lecture.reponse.dossier is None:
        return redirect(f"{reverse('question', args=[cle])}?{lecture.etat}")
    if not permettre("document", adresse_de(request), au_plus=DOCUMENTS, secondes=DIX_MINUTES):
        return render(request, "429.html", status=429)
    nom, _espace, modele = posee.document.partition(" ")
    options: dict[str, Any] = {"modele": modele} if modele else {}
    try:
        compose = composer_document(nom, lecture.reponse.dossier, le=timezone.localdate(), **options)
    except DocumentImpossible:  # rien n'est dû : la page le dit déjà
        return redirect(f"{reverse('question', args=[cle])}?{lecture.etat}")
    reponse = HttpResponse(compose.pdf, content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.pdf"'
    return reponse
