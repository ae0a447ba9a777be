"""La liste des versions, et la comparaison de deux d'entre elles."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Requete
from tripartite.guichet.formulaires.chemins import libelle
from tripartite.guichet.formulaires.differences import Difference, chemins_modifies
from tripartite.guichet.formulaires.libelles import ON_NE_SAIT_PAS
from tripartite.guichet.modeles import Convention, Version
from tripartite.guichet.visibilite import voit

AU_PLUS = 100
"""Les versions que montre la liste ; les plus anciennes restent comparables par leur numéro."""
FAITS_NOMMES = 4
SECTIONS = {
    "convention": gettext_lazy("La convention"),
    "stagiaire": gettext_lazy("Le stagiaire"),
    "etablissement": gettext_lazy("L'établissement d'enseignement"),
    "formation": gettext_lazy("La formation"),
    "organisme": gettext_lazy("L'organisme d'accueil"),
    "vie": gettext_lazy("La vie du stage"),
}


@require_GET
def versions(request: Requete, reference: str) -> HttpResponse:
    """Les versions, la dernière d'abord ; deux à choisir pour les comparer."""
    convention = request.acteur.convention(reference)
    if "avant" in request.GET or "apres" in request.GET:
        return _vers_la_comparaison(request, convention)
    partie = request.acteur.partie(convention)
    toutes = [_ligne(version, partie) for version in convention.versions.defer("dossier")[:AU_PLUS]]
    contexte = {"convention": convention, "versions": toutes, "fil": _fil(request, convention, _("Versions"))}
    return render(request, "versions/versions.html", contexte)


def _ligne(version: Version, partie: Partie | None) -> dict[str, Any]:
    """Une version : qui, quand, et les faits qu'elle change, ceux que le lecteur peut voir."""
    nommes = list(dict.fromkeys(_nommer(c) for c in version.changes if voit(partie, c)))
    return {
        "version": version,
        "faits": nommes[:FAITS_NOMMES],
        "autres": max(0, len(nommes) - FAITS_NOMMES),
    }


def _nommer(chemin: str) -> str:
    """Le libellé d'un fait ; à défaut, celui de ce qui le contient : un mois d'effectif est l'effectif."""
    while chemin:
        try:
            return libelle(chemin)
        except (KeyError, StopIteration):
            chemin = chemin.rpartition(".")[0]
    return _("le dossier")


def _vers_la_comparaison(request: Requete, convention: Convention) -> HttpResponse:
    numeros = [request.GET.get(nom, "") for nom in ("avant", "apres")]
    if not all(n.isascii() and n.isdigit() for n in numeros):
        raise Http404
    avant, apres = sorted(map(int, numeros))
    return redirect("comparaison", convention.reference, avant, apres)


@require_GET
def comparaison(request: Requete, reference: str, avant: int, apres: int) -> HttpResponse:
    """Ce qui change d'une version à une autre, par section."""
    convention = request.acteur.convention(reference)
    if max(avant, apres) > convention.numero_de_version:
        raise Http404
    lues = {v.numero: v for v in convention.versions.filter(numero__in={avant, apres})}
    if not {avant, apres} <= lues.keys():
        raise Http404
    partie = request.acteur.partie(convention)
    differences = [
        d for d in chemins_modifies(lues[avant].dossier, lues[apres].dossier) if voit(partie, d.chemin)
    ]
    fil = _fil(request, convention, _("Comparer"))
    fil.insert(-1, (reverse("versions", args=[reference]), _("Versions")))
    contexte = {
        "convention": convention,
        "avant": lues[avant],
        "apres": lues[apres],
        "sections": _par_section(differences),
        "fil": fil,
    }
    return render(request, "versions/comparaison.html", contexte)


def _par_section(differences: list[Difference]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    groupes = groupby(differences, key=lambda d: d.chemin.partition(".")[0])
    return [
        (str(SECTIONS[section]), [(d.libelle, _connu(d.avant), _connu(d.apres)) for d in groupe])
        for section, groupe in groupes
    ]


def _connu(texte: str) -> str:
    """Ce qui est dit ; rien, si on ne le savait pas."""
    return "" if texte == str(ON_NE_SAIT_PAS) else texte


def _fil(request: Requete, convention: Convention, ici: str) -> list[tuple[str, str]]:
    nom = convention.nom_du_stagiaire or convention.reference
    pages = [(reverse("espace"), _("Mon espace"))] if request.acteur.compte else []
    return [
        *pages,
        (reverse("convention", args=[convention.reference]), _("Convention de %(qui)s") % {"qui": nom}),
        ("", ici),
    ]
