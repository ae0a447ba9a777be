"""Les réglages, page par page ; à l'administrateur de l'établissement, et à lui seul."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.reglages.forms import (
    Inviter,
    ReglerComposante,
    ReglerEtablissement,
    ReglerFormation,
)
from tripartite.guichet.gestes.regler import retirer_un_membre
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.modeles import Composante, Etablissement, Fonction, Formation

montrer_ou_faire = require_http_methods(["GET", "HEAD", "POST"])


def _administre(request: Requete, uai: str) -> Etablissement:
    """L'établissement, si cette personne l'administre ; sinon il n'y a rien à cette adresse."""
    siens = [m.etablissement for m in request.acteur.appartenances if m.fonction == Fonction.ADMINISTRATEUR]
    trouve = next((e for e in siens if e.uai == uai), None)
    if trouve is None:
        raise Http404
    return trouve


@require_GET
def reglages(request: Requete) -> HttpResponse:
    """Mène à l'établissement que l'on administre."""
    siens = [m.etablissement for m in request.acteur.appartenances if m.fonction == Fonction.ADMINISTRATEUR]
    return redirect("regler_l_etablissement", siens[0].uai)


@montrer_ou_faire
def etablissement(request: Requete, uai: str) -> HttpResponse:
    """Tout ce qui se règle, et ce que l'établissement dit de lui."""
    ecole = _administre(request, uai)
    formulaire = ReglerEtablissement(ecole, request.POST or None)
    if request.method == "POST" and _faire(request, formulaire):
        messages.success(request, _("C'est enregistré. Les conventions à venir le reprennent."))
        return redirect("regler_l_etablissement", uai)
    contexte = {
        "ecole": ecole,
        "form": formulaire,
        "composantes": [
            (c, [Fonction(f).label for f in c.circuit], list(c.formations.all()))
            for c in ecole.composantes.order_by("nom").prefetch_related("formations")
        ],
        "membres": ecole.membres.count(),
    }
    return render(request, "reglages/etablissement.html", contexte, status=422 if formulaire.errors else 200)


@montrer_ou_faire
def composante(request: Requete, uai: str, numero: int | None = None) -> HttpResponse:
    """Une composante."""
    ecole = _administre(request, uai)
    visee = (
        get_object_or_404(Composante, pk=numero, etablissement=ecole)
        if numero
        else Composante(etablissement=ecole)
    )
    formulaire = ReglerComposante(visee, request.POST or None)
    if request.method == "POST" and _faire(request, formulaire):
        messages.success(
            request, _("C'est enregistré. Le circuit vaut dès maintenant, conventions en contrôle comprises.")
        )
        return redirect("regler_l_etablissement", uai)
    titre = visee.nom if numero else _("Ouvrir une composante")
    contexte = {"ecole": ecole, "form": formulaire, "titre": titre, "groupes": formulaire.groupes()}
    return _page(request, ecole, titre, contexte)


@montrer_ou_faire
def formation(request: Requete, uai: str, numero: int | None = None) -> HttpResponse:
    """Une formation."""
    ecole = _administre(request, uai)
    visee = (
        get_object_or_404(
            Formation.objects.select_related("composante__etablissement"),
            pk=numero,
            composante__etablissement=ecole,
        )
        if numero
        else Formation()
    )
    formulaire = ReglerFormation(visee, ecole, request.POST or None)
    if request.method == "POST" and _faire(request, formulaire):
        messages.success(request, _("C'est enregistré. Les conventions à venir le reprennent."))
        return redirect("regler_l_etablissement", uai)
    titre = visee.intitule if numero else _("Ouvrir une formation")
    contexte = {"ecole": ecole, "form": formulaire, "titre": titre, "groupes": [("", list(formulaire))]}
    return _page(request, ecole, titre, contexte)


@montrer_ou_faire
def membres(request: Requete, uai: str) -> HttpResponse:
    """Qui a quel titre : inviter, retirer."""
    ecole = _administre(request, uai)
    retire = request.POST.get("retirer", "")
    formulaire = Inviter(ecole, request.POST if request.method == "POST" and not retire else None)
    if retire:
        vise = get_object_or_404(ecole.membres, pk=retire) if retire.isdigit() else None
        if vise is None:
            raise Http404
        try:
            retirer_un_membre(vise, request.acteur)
            messages.success(request, _("Le titre est retiré."))
        except GesteRefuse as refus:
            messages.error(request, str(refus))
        return redirect("regler_les_membres", uai)
    if request.method == "POST" and _faire(request, formulaire):
        messages.success(request, _("L'invitation est envoyée."))
        return redirect("regler_les_membres", uai)
    tous = ecole.membres.select_related("compte", "composante")
    contexte = {
        "ecole": ecole,
        "form": formulaire,
        "membres": tous.order_by("compte__nom", "compte__prenom", "fonction"),
        "fil": _fil(ecole, _("Membres")),
    }
    return render(request, "reglages/membres.html", contexte, status=422 if formulaire.errors else 200)


def _faire(request: Requete, formulaire: Any) -> bool:
    """Fait, si tout convient ; sinon le formulaire dit pourquoi."""
    if not formulaire.is_valid():
        return False
    try:
        formulaire.faire(request.acteur)
    except EntreeRefusee as refus:
        formulaire.add_error(refus.champ if refus.champ in formulaire.fields else None, str(refus))
        return False
    return True


def _fil(ecole: Etablissement, ici: str) -> list[tuple[str, str]]:
    return [(reverse("regler_l_etablissement", args=[ecole.uai]), _("Réglages")), ("", ici)]


def _page(request: Requete, ecole: Etablissement, titre: str, contexte: dict[str, Any]) -> HttpResponse:
    contexte["fil"] = _fil(ecole, titre)
    return render(
        request, "reglages/formulaire.html", contexte, status=422 if contexte["form"].errors else 200
    )
