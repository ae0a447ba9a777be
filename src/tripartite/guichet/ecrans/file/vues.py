"""Les vues que l'on garde : un filtre et un tri sous un nom, l'une d'elles en arrivant."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tripartite.guichet.acces import Requete
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.gestes.vues import garder_la_vue, oter_la_vue, renommer_la_vue, voir_d_abord
from tripartite.guichet.modeles import VueEnregistree

PAGE = "file"


@require_POST
def garder(request: Requete) -> HttpResponse:
    """Garde ce que l'on voit, sous un nom."""
    compte = request.acteur.compte
    assert compte is not None  # noqa: S101  l'accès « établissement » exige un compte
    parametres = QueryDict(request.POST.get("parametres", "")[:500], mutable=True)
    for nom in ("avant", "apres", "vue"):
        parametres.pop(nom, None)
    try:
        vue = garder_la_vue(compte, PAGE, request.POST.get("nom", ""), parametres.urlencode())
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
        return redirect(f"{reverse('file_de_controle')}?{parametres.urlencode()}")
    messages.success(request, _("La vue « %(nom)s » est gardée.") % {"nom": vue.nom})
    return redirect(f"{reverse('file_de_controle')}?{vue.parametres}&vue={vue.pk}")


@require_POST
@transaction.atomic
def changer(request: Requete, vue: int) -> HttpResponse:
    """Renomme une vue, la montre d'abord, ou l'ôte."""
    visee = get_object_or_404(VueEnregistree, pk=vue, compte=request.acteur.compte, page=PAGE)
    geste = request.POST.get("geste", "")
    if geste == "oter":
        oter_la_vue(visee)
        messages.success(request, _("La vue « %(nom)s » est ôtée.") % {"nom": visee.nom})
        return redirect("file_de_controle")
    try:
        if geste == "renommer":
            renommer_la_vue(visee, request.POST.get("nom", ""))
        elif geste in ("d_abord", "plus_d_abord"):
            voir_d_abord(visee, geste == "d_abord")
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    return redirect(f"{reverse('file_de_controle')}?{visee.parametres}&vue={visee.pk}")
