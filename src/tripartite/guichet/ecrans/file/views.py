"""La file, et son export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.file.csv_sans_formule import ecrire_le_csv
from tripartite.guichet.ecrans.file.filtres import TRIS
from tripartite.guichet.ecrans.file.liste import Liste
from tripartite.guichet.ecrans.file.rangees import ecrire_les_lignes, qui_l_on_attend
from tripartite.guichet.ecrans.file.vues import PAGE
from tripartite.guichet.etats_dits import NOMS
from tripartite.guichet.modeles import Convention


@require_GET
def file_de_controle(request: Requete) -> HttpResponse:
    """Ce qui vous attend, et toutes les conventions de l'établissement."""
    compte = request.acteur.compte
    vues = list(compte.vues.filter(page=PAGE)) if compte else []
    if not request.GET:
        par_defaut = next((vue for vue in vues if vue.par_defaut), None)
        if par_defaut:
            return redirect(f"{reverse('file_de_controle')}?{par_defaut.parametres}&vue={par_defaut.pk}")
    liste = Liste(request.acteur, request.GET)
    contexte = {
        "liste": liste,
        "lignes": ecrire_les_lignes(liste.page.rangees),
        "vues": vues,
        "vue": next((vue for vue in vues if str(vue.pk) == request.GET.get("vue")), None),
        "precedent": liste.adresse(avant=liste.page.precedent) if liste.page.precedent else "",
        "suivant": liste.adresse(apres=liste.page.suivant) if liste.page.suivant else "",
        "colonnes": [
            (c, liste.adresse(tri=c.cle, sens=c.suivant) if c.cle in TRIS else "") for c in liste.colonnes
        ],
        "onglets": [(o, liste.adresse(onglet=o.cle)) for o in liste.onglets],
    }
    return render(request, "file/file.html", contexte)


@require_GET
def exporter(request: Requete) -> StreamingHttpResponse:
    """Les conventions de l'onglet et des filtres, en CSV."""
    return en_csv(Liste(request.acteur, request.GET).conventions)


def en_csv(conventions: QuerySet[Convention]) -> StreamingHttpResponse:
    """Des conventions, en CSV, envoyées à mesure qu'on les lit."""
    titres = (
        *(_("référence"), _("stagiaire"), _("organisme d'accueil"), _("formation"), _("sujet"), _("début")),
        *(_("fin"), _("heures"), _("état"), _("depuis"), _("qui l'on attend"), _("bloque"), _("manque")),
    )
    reponse = StreamingHttpResponse(
        ecrire_le_csv(titres, _lignes(conventions)), content_type="text/csv; charset=utf-8"
    )
    nom = f"conventions-{timezone.localdate().isoformat()}.csv"
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse


def _lignes(conventions: QuerySet[Convention]) -> Iterator[tuple[Any, ...]]:
    for c in conventions.select_related("formation").order_by("depuis", "pk").iterator(2000):
        yield (
            *(c.reference, c.nom_du_stagiaire, c.nom_de_l_organisme, c.formation.intitule, c.sujet),
            *(c.debut, c.fin, _heures(c.minutes), NOMS[Etat(c.etat)], timezone.localtime(c.depuis).date()),
            *(qui_l_on_attend(c.etat, c.attendu_de, c.visa_attendu), c.bloquants, c.manques),
        )


def _heures(minutes: int | None) -> str:
    """Une durée que le tableur additionne : « 154:30 »."""
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"
