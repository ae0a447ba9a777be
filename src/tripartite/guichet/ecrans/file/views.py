"""La file, et son export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Requete
from tripartite.guichet.dessins import ligne_de_vie_reduite
from tripartite.guichet.ecrans.file.csv_sans_formule import ecrire_le_csv
from tripartite.guichet.ecrans.file.filtres import TRIS
from tripartite.guichet.ecrans.file.liste import Liste
from tripartite.guichet.ecrans.file.vues import PAGE
from tripartite.guichet.etats_dits import NOMS
from tripartite.guichet.modeles import Convention, Fonction


class Rangee(NamedTuple):
    """Une ligne de la file, dite : tout y est écrit, un gabarit met trois fois plus de temps à l'écrire."""

    convention: Convention
    adresse: str
    choisir: str
    dates: str
    etat: str | Promise
    attendu: str
    partie: str
    depuis: str
    etincelle: str


def _rangees(conventions: Iterable[Convention]) -> Iterator[Rangee]:
    aujourd_hui, choisir = timezone.localdate(), _("Choisir la convention de %(qui)s")
    for c in conventions:
        jours = max((aujourd_hui - timezone.localdate(c.depuis)).days, 0)
        yield Rangee(
            c,
            reverse("convention", args=[c.reference]),
            choisir % {"qui": c.nom_du_stagiaire},
            " – ".join(f"{jour:%d/%m/%y}" for jour in (c.debut, c.fin) if jour) if c.debut else "",
            NOMS[Etat(c.etat)],
            qui_l_on_attend(c),
            c.attendu_de,
            ngettext("%(n)s jour", "%(n)s jours", jours) % {"n": jours},
            ligne_de_vie_reduite(c.debut, c.fin, aujourd_hui),
        )


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
        "rangees": list(_rangees(liste.page.rangees)),
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


def qui_l_on_attend(convention: Convention) -> str:
    """La fonction dont on attend le visa, sinon la partie."""
    if convention.visa_attendu:
        return str(Fonction(convention.visa_attendu).label)
    return _("signataires") if convention.etat == Etat.A_SIGNER else convention.attendu_de


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
            *(qui_l_on_attend(c), c.bloquants, c.manques),
        )


def _heures(minutes: int | None) -> str:
    """Une durée que le tableur additionne : « 154:30 »."""
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"
