"""L'espace d'un organisme d'accueil."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tripartite.droit.faits import Partie, StageVoisin
from tripartite.droit.langage import connu
from tripartite.guichet.acces import Requete
from tripartite.guichet.dessins import Dessin, semaines_contre_contingent, tuteur_en_trois_lignes
from tripartite.guichet.ecrans.dossiers import lire_les_dossiers
from tripartite.guichet.ecrans.organisme.forms import Souhait, souhait_habituel
from tripartite.guichet.gestes.organismes import confier
from tripartite.guichet.modeles import MembreOrganisme, Organisme
from tripartite.guichet.passerelle import stages_nommes
from tripartite.guichet.places import places_d_un_organisme, postes_occupes


@require_GET
def mon_organisme(request: Requete) -> HttpResponse:
    """Ce qui attend, les places semaine par semaine, les tuteurs, les postes."""
    acteur, aujourd_hui = request.acteur, timezone.localdate()
    miens = list(Organisme.objects.filter(pk__in=acteur.organismes).order_by("nom", "pk"))
    demande = request.GET.get("organisme", "")
    organisme = next((o for o in miens if str(o.pk) == demande), miens[0])
    visibles = acteur.conventions().filter(organisme=organisme)
    dossiers = lire_les_dossiers(visibles, acteur, Partie.ORGANISME, aujourd_hui, request.GET)
    souhait = Souhait(request.GET if "debut" in request.GET else None, initial=souhait_habituel(aujourd_hui))
    voulu = souhait.cleaned_data if souhait.is_valid() else souhait_habituel(aujourd_hui)
    places = places_d_un_organisme(organisme, voulu["debut"], voulu["fin"], aujourd_hui)
    stages = stages_nommes(visibles, aujourd_hui)
    contexte = {
        "organisme": organisme,
        "miens": miens,
        "dossiers": dossiers,
        "precedent": dossiers.precedent,
        "suivant": dossiers.suivant,
        "souhait": souhait,
        "places": places,
        "semaines": semaines_contre_contingent(places.semaines, aujourd_hui) if places else None,
        "tuteurs": _par_tuteur(stages, aujourd_hui),
        "postes": postes_occupes(stages, aujourd_hui),
        "entier": organisme.pk in acteur.organismes_entiers,
        "membres": list(organisme.membres.select_related("compte").order_by("pk")),
    }
    return render(request, "organisme/organisme.html", contexte, status=422 if souhait.errors else 200)


@require_POST
def montrer_tout(request: Requete, membre: int) -> HttpResponse:
    """Un membre qui voit tout l'accorde à un autre."""
    vise = get_object_or_404(
        MembreOrganisme.objects.select_related("compte", "organisme"),
        pk=membre,
        organisme__in=request.acteur.organismes_entiers,
    )
    confier(vise, par=request.acteur.nom)
    messages.success(
        request, _("%(qui)s voit maintenant toutes les conventions.") % {"qui": vise.compte.nom_complet}
    )
    return redirect("mon_organisme")


def _par_tuteur(stages: Iterable[StageVoisin], au: date) -> list[tuple[str, Dessin]]:
    """Les tuteurs qui ont un stage en cours ou à venir, et leurs trois lignes."""
    par_tuteur: dict[str, list[StageVoisin]] = {}
    for stage in stages:
        if connu(stage.tuteur) and stage.fin >= au:
            par_tuteur.setdefault(stage.tuteur, []).append(stage)
    return [(nom, tuteur_en_trois_lignes(siens, au)) for nom, siens in sorted(par_tuteur.items())]
