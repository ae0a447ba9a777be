"""De l'adresse à la réponse : la question, ce qu'elle a reçu, ce qu'on y répond."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation

from tripartite.droit.langage import FaitInconnu
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.rendus.grandeurs import dire, grandeur
from tripartite.reponses.socle import Reponse, ReponseImpossible

LANGUE = "langue"


@dataclass
class Lecture:
    """Une question, telle qu'une adresse la pose, et ce qu'on y répond."""

    question: Question
    formulaire: Formulaire
    demande: Any = None
    reponse: Reponse | None = None
    manque: str = ""
    """La valeur de la loi qui n'est pas encore connue, quand rien ne se calcule sans elle."""

    @property
    def statut(self) -> int:
        """Celui de la page : une faute de saisie n'est pas une panne."""
        return 422 if self.formulaire.is_bound and self.formulaire.errors else 200

    @property
    def etat(self) -> str:
        """L'état, pour une adresse : ce qui est dit, dans l'ordre du formulaire."""
        if not self.formulaire.is_bound:
            return ""
        dit = QueryDict(mutable=True)
        for nom in self.formulaire.fields:
            if valeur := self.formulaire.data.get(nom, "").strip():
                dit[nom] = ";".join(ligne.strip() for ligne in valeur.splitlines() if ligne.strip())
        return dit.urlencode(safe=";:")


def trouver(cle: str) -> Question:
    """La question de ce nom. Lève `Http404` s'il n'y en a pas."""
    if cle not in QUESTIONS:
        raise Http404
    return QUESTIONS[cle]


def lire(question: Question, donnees: QueryDict) -> Lecture:
    """Lit une adresse, et répond si tout y est."""
    posee = any(nom in donnees for nom in question.formulaire.base_fields)
    lecture = Lecture(question, question.formulaire(donnees if posee else None))
    if not posee or not lecture.formulaire.is_valid():
        return lecture
    try:
        lecture.demande = lecture.formulaire.demande(timezone.localdate())
        lecture.reponse = question.repondre(lecture.demande)
    except ReponseImpossible as erreur:
        champ = erreur.champ if erreur.champ in lecture.formulaire.fields else None
        lecture.formulaire.add_error(champ, dire(erreur.dit, langue()))
    except FaitInconnu as erreur:
        lecture.manque = grandeur(erreur.inconnu, langue=langue())
    return lecture


def dans_sa_langue(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Suit la langue de l'adresse, s'il y en a une : ces pages ne posent aucun témoin."""

    @wraps(vue)
    def faire(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        voulue = request.GET.get(LANGUE, "")
        if voulue not in ("fr", "en"):
            return vue(request, *args, **kwargs)
        with translation.override(voulue):
            reponse = vue(request, *args, **kwargs)
            reponse.headers["Content-Language"] = voulue
            return reponse

    return faire


def dans_l_autre_langue(request: HttpRequest) -> str:
    """L'adresse de la même page dans l'autre langue."""
    autre = request.GET.copy()
    autre[LANGUE] = "fr" if translation.get_language() == "en" else "en"
    return f"{request.path}?{autre.urlencode(safe=';:')}"
