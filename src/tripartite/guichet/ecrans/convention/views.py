"""La page d'une convention, ses gestes, ses remarques."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.convention.forms import FORMULAIRES, DuGeste
from tripartite.guichet.ecrans.convention.lecture import Lecture
from tripartite.guichet.ecrans.repetition import faire_une_fois, une_seule_fois
from tripartite.guichet.gestes.echanger import resoudre
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse, RegleBloquante
from tripartite.guichet.modeles import Convention


@require_GET
def convention(request: Requete, reference: str) -> HttpResponse:
    """La convention, telle que cette personne la lit."""
    lecture = Lecture(request.acteur.convention(reference), request.acteur)
    principal, autres = lecture.offres
    contexte = {
        "lecture": lecture,
        "convention": lecture.convention,
        "fil": _fil(request, lecture.convention, ""),
        "principal": principal,
        "autres": autres,
        "peut_remarquer": any(offre.geste == "remarquer" for offre in autres),
        "parts": [(part, lecture.ou_completer.get(part.cle, "")) for part in lecture.parts],
    }
    return render(request, "convention/convention.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@une_seule_fois
def geste(request: Requete, reference: str, geste: str) -> HttpResponse:
    """Un geste : ce qu'il fera, ce qu'il demande ; puis le faire."""
    if geste not in FORMULAIRES:
        raise Http404
    visee = request.acteur.convention(reference, nue=request.method == "POST")
    if geste not in request.acteur.gestes(visee):
        return _refuser(request, visee, geste)
    if request.method != "POST":
        initial = {"chemin": request.GET.get("chemin", "")}
        return _montrer(request, visee, FORMULAIRES[geste](visee, request.acteur, initial=initial))
    if "une_ligne_de_plus" in request.POST:
        return _montrer(request, visee, _avec_des_lignes(request, visee, geste))
    formulaire = FORMULAIRES[geste](visee, request.acteur, request.POST)
    if not formulaire.is_valid():
        return _montrer(request, visee, formulaire, status=422)
    formulaire.appreter()
    try:
        return faire_une_fois(request, lambda: _faire(request, reference, formulaire))
    except EntreeRefusee as refus:
        formulaire.add_error(refus.champ if refus.champ in formulaire.fields else None, str(refus))
        return _montrer(request, visee, formulaire, status=422)
    except RegleBloquante as refus:
        formulaire.add_error(None, str(refus))
        return _montrer(request, visee, formulaire, status=409, bloquants=refus.constats)
    except GesteRefuse as refus:
        formulaire.add_error(None, str(refus))
        return _montrer(request, visee, formulaire, status=409)
    except GesteImpossible:
        return _refuser(request, request.acteur.convention(reference), geste)


@require_POST
def resoudre_la_remarque(request: Requete, reference: str, remarque: int) -> HttpResponse:
    """Marque une remarque comme réglée."""
    visee = request.acteur.convention(reference, nue=True)
    try:
        reglee = resoudre(visee, request.acteur, remarque)
    except (GesteRefuse, GesteImpossible) as refus:
        messages.error(request, str(refus))
        return redirect("convention", reference)
    messages.success(request, _("La remarque est réglée."))
    ancre = f"#fait-{reglee.chemin}" if reglee.chemin else "#remarques"
    return redirect(f"/conventions/{reference}/{ancre}")


def _fil(request: Requete, visee: Convention, ici: str) -> list[tuple[str, str]]:
    """De l'espace de la personne à cette page ; un invité n'a que cette convention."""
    nom = visee.nom_du_stagiaire or visee.reference
    pages = [(reverse("espace"), _("Mon espace"))] if request.acteur.compte else []
    pages.append((reverse("convention", args=[visee.reference]), _("Convention de %(qui)s") % {"qui": nom}))
    return [*pages, ("", ici)] if ici else pages


def _avec_des_lignes(request: Requete, visee: Convention, geste: str) -> DuGeste:
    """Le même formulaire, tel qu'il est rempli, avec des lignes de plus ; rien n'est encore envoyé."""
    donnees = request.POST.copy()
    nombre = donnees.get("lignes", "")
    donnees["lignes"] = str(int(nombre) + 3) if nombre.isdigit() and len(nombre) < 4 else "6"
    formulaire = FORMULAIRES[geste](visee, request.acteur, donnees)
    formulaire.errors.clear()
    return formulaire


def _montrer(
    request: Requete, visee: Convention, formulaire: DuGeste, *, status: int = 200, **plus: Any
) -> HttpResponse:
    fil = _fil(request, visee, str(formulaire.bouton))
    contexte = {"convention": visee, "form": formulaire, "fil": fil, **plus}
    return render(request, "convention/geste.html", contexte, status=status)


def _refuser(request: Requete, visee: Convention, geste: str) -> HttpResponse:
    """Le geste n'est plus possible : on dit où en est la convention, et qui a la main."""
    lecture = Lecture(visee, request.acteur)
    libelle = FORMULAIRES[geste].bouton
    fil = _fil(request, visee, str(libelle))
    contexte = {"convention": visee, "lecture": lecture, "libelle": libelle, "fil": fil}
    return render(request, "convention/impossible.html", contexte, status=409)


def _faire(request: Requete, reference: str, formulaire: DuGeste) -> HttpResponse:
    """Le geste ; puis ce qui est fait, ce qui vient ensuite, et où on le lit."""
    formulaire.faire()
    fait = str(formulaire.fait)
    try:
        relue = request.acteur.convention(reference, nue=True)
    except Http404:  # ce geste l'a mise hors de sa vue
        messages.success(request, fait)
        return redirect("espace" if request.acteur.compte else "accueil")
    etat = Lecture(relue, request.acteur).etat
    messages.success(request, f"{fait} {etat.phrase} {etat.suite}")
    return redirect("convention", reference)
