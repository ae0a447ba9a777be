"""Un geste sur plusieurs conventions : confirmer, suivre, lire ce qu'il est advenu de chacune."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.file.liste import Liste
from tripartite.guichet.ecrans.file.views import en_csv
from tripartite.guichet.gestes.lots import AU_PLUS, demander_un_lot
from tripartite.guichet.gestes.socle import EntreeRefusee
from tripartite.guichet.modeles import Convention, Lot, Resultat

LIBELLES: dict[str, str | Promise] = {
    "viser": gettext_lazy("Viser"),
    "relancer": gettext_lazy("Relancer"),
    "demander_une_correction": gettext_lazy("Demander une correction"),
}
EXPORTER = "exporter"


@require_POST
def preparer(request: Requete) -> HttpResponseBase:
    """Montre ce que l'on va faire, et à quoi ; puis le demande."""
    retour = f"{reverse('file_de_controle')}?{request.POST.get('filtre', '')}"
    choisies = _choisies(request)
    geste = request.POST.get("geste", "")
    if geste == EXPORTER and choisies:
        return en_csv(request.acteur.a_controler().filter(pk__in=[c.pk for c, _n in choisies]))
    if not choisies or geste not in LIBELLES:
        messages.error(
            request,
            _("Choisissez ce qu'il faut faire.") if choisies else _("Choisissez au moins une convention."),
        )
        return redirect(retour)
    if "confirme" in request.POST:
        a, motif = request.POST.get("a", ""), request.POST.get("motif", "")
        try:
            lot = demander_un_lot(request.acteur, geste, choisies, a=a, motif=motif)
        except EntreeRefusee as refus:
            return _confirmer(request, geste, choisies, refus)
        return redirect("suivre_un_lot", lot.cle)
    return _confirmer(request, geste, choisies)


def _confirmer(
    request: Requete, geste: str, choisies: list[tuple[Convention, int]], refus: EntreeRefusee | None = None
) -> HttpResponse:
    contexte = {
        "geste": geste,
        "libelle": LIBELLES[geste],
        "choisies": choisies,
        "refus": refus,
        "filtre": request.POST.get("filtre", ""),
        "a": request.POST.get("a", ""),
        "motif": request.POST.get("motif", ""),
        "fil": [(reverse("file_de_controle"), _("À traiter")), ("", str(LIBELLES[geste]))],
    }
    return render(request, "file/confirmer.html", contexte, status=422 if refus else 200)


def _choisies(request: Requete) -> list[tuple[Convention, int]]:
    """Les conventions cochées, et la version que l'on avait sous les yeux ; ou toutes celles du filtre."""
    if request.POST.get("toutes"):
        liste = Liste(request.acteur, QueryDict(request.POST.get("filtre", "")[:2000]))
        toutes = liste.conventions.order_by("depuis", "pk")[:AU_PLUS]
        return [(convention, convention.numero_de_version) for convention in toutes]
    vues: dict[str, int] = {}
    for dite in request.POST.getlist("choisie")[: AU_PLUS + 1]:
        reference, _point, numero = dite.partition(":")
        if numero.isdigit() and len(numero) < 9:
            vues[reference] = int(numero)
    trouvees = request.acteur.a_controler().filter(reference__in=vues).order_by("depuis", "pk")
    return [(convention, vues[convention.reference]) for convention in trouvees]


@require_GET
def suivre(request: Requete, cle: str) -> HttpResponse:
    """Où en est un lot, ligne à ligne."""
    lot = get_object_or_404(Lot, cle=cle, compte=request.acteur.compte)
    comptes = dict(lot.lignes.order_by().values_list("resultat").annotate(Count("pk")))
    faites, refusees = comptes.get(Resultat.FAIT, 0), comptes.get(Resultat.REFUSE, 0)
    contexte = {
        "lot": lot,
        "libelle": LIBELLES[lot.geste],
        "lignes": lot.lignes.select_related("convention").order_by("-resultat", "pk"),
        "faites": faites,
        "refusees": refusees,
        "attendent": comptes.get(Resultat.ATTENTE, 0),
        "total": sum(comptes.values()),
        "traitees": faites + refusees,
        "fil": [(reverse("file_de_controle"), _("À traiter")), ("", str(LIBELLES[lot.geste]))],
    }
    gabarit = "file/avancement.html" if request.headers.get("HX-Request") else "file/lot.html"
    return render(request, gabarit, contexte)
