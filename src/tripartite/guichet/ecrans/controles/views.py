"""Lire sans rien changer, et laisser trace de ce que l'on a lu."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from tripartite.guichet.acces import CONTROLABLES, Requete
from tripartite.guichet.ecrans.file.pages import Tri, lire_un_repere, lire_une_page
from tripartite.guichet.ecrans.rangees import completer_les_rangees, pour_une_liste
from tripartite.guichet.gestes.consulter import consultations as lire_les_consultations
from tripartite.guichet.modeles import Convention, Habilitation

PAR_DATE = Tri("depuis", descend=True)


@require_GET
def controles(request: Requete) -> HttpResponse:
    """Les organismes pour lesquels l'agent est habilité, et leurs conventions conclues."""
    aujourd_hui = timezone.localdate()
    habilitations = (
        Habilitation.objects.filter(compte=request.acteur.compte, jusqu_au__gte=aujourd_hui)
        .select_related("organisme")
        .order_by("organisme__nom", "pk")
    )
    choisi = request.GET.get("organisme", "")
    visees = [h for h in habilitations if str(h.organisme_id) == choisi] or list(habilitations)
    conclues = Convention.objects.filter(
        organisme__in=[h.organisme_id for h in visees], etat__in=CONTROLABLES
    )
    avant, apres = request.GET.get("avant", ""), request.GET.get("apres", "")
    page = lire_une_page(
        pour_une_liste(conclues),
        PAR_DATE,
        descend=True,
        repere=lire_un_repere(avant or apres, PAR_DATE),
        en_arriere=bool(avant),
    )
    contexte = {
        "habilitations": habilitations,
        "choisi": choisi,
        "rangees": completer_les_rangees(page.rangees, request.acteur, aujourd_hui),
        "precedent": _adresse(choisi, avant=page.precedent) if page.precedent else "",
        "suivant": _adresse(choisi, apres=page.suivant) if page.suivant else "",
    }
    return render(request, "controles/controles.html", contexte)


def _adresse(organisme: str, **repere: str) -> str:
    choix = {"organisme": organisme} if organisme else {}
    return f"{reverse('controles')}?{urlencode({**choix, **repere})}"


@require_GET
def consultations(request: Requete) -> HttpResponse:
    """Ce que les agents de contrôle ont lu des conventions de l'établissement."""
    avant = request.GET.get("avant", "")
    rang = int(avant) if avant.isdecimal() and len(avant) < 10 else 0
    lues = lire_les_consultations(request.acteur, avant=rang)
    contexte = {
        "consultations": lues.entrees,
        "suivant": f"{reverse('consultations')}?avant={lues.suite}" if lues.suite else "",
        "reprise": bool(avant),
    }
    return render(request, "controles/consultations.html", contexte)
