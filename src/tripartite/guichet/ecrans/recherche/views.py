"""Une case : les conventions que l'on voit, les personnes et les organismes qui y sont, la loi."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.file.filtres import chercher
from tripartite.guichet.ecrans.recherche.articles import chercher_un_article
from tripartite.guichet.etats_dits import NOMS
from tripartite.guichet.gestes.versions import aplanir
from tripartite.guichet.modeles import Compte, Convention

AU_PLUS = 20
LUES = 200
"""Les conventions dont on relève les personnes et les organismes."""


@require_GET
def recherche(request: Requete) -> HttpResponse:
    """Ce que l'on trouve, et où aller."""
    texte = " ".join(request.GET.get("q", "")[:100].replace("\0", "").split())
    contexte: dict[str, Any] = {"texte": texte}
    if len(texte) >= 2:
        acteur = request.acteur
        visibles = acteur.a_controler() if acteur.appartenances else acteur.conventions()
        trouvees = _trouver(visibles, texte)
        contexte |= {
            "conventions": [(c, NOMS[Etat(c.etat)]) for c in trouvees[:AU_PLUS]],
            "d_autres": len(trouvees) > AU_PLUS,
            "stagiaires": _noms(trouvees, "nom_du_stagiaire", texte),
            "organismes": _noms(trouvees, "nom_de_l_organisme", texte),
            "referents": _referents(visibles, texte) if acteur.appartenances else [],
            "articles": chercher_un_article(texte),
            "a_l_ecole": bool(acteur.appartenances),
        }
        contexte["rien"] = not any(
            contexte[nom] for nom in ("conventions", "organismes", "referents", "articles")
        )
    return render(request, "recherche/recherche.html", contexte)


def _trouver(visibles: QuerySet[Convention], texte: str) -> list[Convention]:
    lues = chercher(visibles, texte).select_related("formation")
    return list(
        lues.only(
            *("reference", "etat", "nom_du_stagiaire", "nom_de_l_organisme", "sujet", "debut", "fin"),
            "formation__intitule",
        ).order_by("-depuis", "-pk")[:LUES]
    )


def _noms(trouvees: list[Convention], champ: str, texte: str) -> list[tuple[str, int, str]]:
    """Les noms qui portent le texte, combien de conventions, et où les lire."""
    comptes: dict[str, int] = {}
    mots = aplanir(texte).split()
    for convention in trouvees:
        nom = getattr(convention, champ)
        if nom and all(mot in aplanir(nom) for mot in mots):
            comptes[nom] = comptes.get(nom, 0) + 1
    return [(nom, n, _dans_la_file(nom)) for nom, n in sorted(comptes.items())[:AU_PLUS]]


def _referents(visibles: QuerySet[Convention], texte: str) -> list[tuple[str, str]]:
    suivis = visibles.exclude(referent=None).values("referent")
    mots = aplanir(texte).split()
    comptes = Compte.objects.filter(pk__in=suivis).only("nom", "prenom", "courriel")
    trouves = [c for c in comptes if all(mot in aplanir(c.nom_complet) for mot in mots)]
    lieu = reverse("file_de_controle")
    return [
        (c.nom_complet, f"{lieu}?{urlencode({'onglet': 'toutes', 'referent': str(c.pk)})}")
        for c in trouves[:AU_PLUS]
    ]


def _dans_la_file(nom: str) -> str:
    return f"{reverse('file_de_controle')}?{urlencode({'onglet': 'toutes', 'q': nom[:100]})}"
