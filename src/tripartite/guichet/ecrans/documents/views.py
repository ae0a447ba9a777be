"""Lire le document, ses pièces ; en joindre une."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite import FaitInconnu
from tripartite.documents import DocumentImpossible
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Acteur, Requete
from tripartite.guichet.documents import composer_le_projet, nommer_le_document, pourquoi
from tripartite.guichet.ecrans.documents.envoi import telecharger
from tripartite.guichet.ecrans.documents.forms import Jointe
from tripartite.guichet.gestes.joindre import joindre, retirer
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.modeles import Convention, NaturePiece, Piece
from tripartite.guichet.pieces import PDF, lire


@require_GET
def document(request: Requete, reference: str) -> HttpResponse:
    """Le PDF de la version en cours : signé, à signer, ou en projet, tel que cette personne le voit."""
    visee = request.acteur.convention(reference)
    try:
        return telecharger(*lire_le_document(visee, request.acteur), PDF)
    except (DocumentImpossible, FaitInconnu) as impossible:
        contexte = {"raison": pourquoi(impossible), "suite": reverse("convention", args=[reference])}
        return render(request, "409.html", contexte, status=409)


def lire_le_document(visee: Convention, acteur: Acteur) -> tuple[bytes, str]:
    """Le PDF que cette personne lit, et son nom.

    Raises:
        DocumentImpossible: un caractère ne s'imprime pas, ou cette nature n'a pas de modèle.
        FaitInconnu: il manque un fait.
    """
    gardee = _gardee(visee)
    if gardee:
        return lire(gardee.empreinte), gardee.nom
    return composer_le_projet(visee, acteur.partie(visee)), nommer_le_document(visee, "projet")


def _gardee(visee: Convention) -> Piece | None:
    """Le PDF signé de la version en cours ; sinon, celui que l'on signe."""
    valables = visee.pieces.filter(version=visee.version, annulee_le=None)
    par_nature = {p.nature: p for p in valables}
    return par_nature.get(NaturePiece.SIGNEE) or par_nature.get(NaturePiece.A_SIGNER)


@require_GET
def piece(request: Requete, code: str) -> HttpResponse:
    """Une pièce, pour les parties seules."""
    trouvee = Piece.objects.select_related("convention").filter(code=code).first()
    if trouvee is None or not _est_partie(request.acteur, trouvee.convention):
        raise Http404
    return telecharger(lire(trouvee.empreinte), trouvee.nom, trouvee.type_de_contenu)


def _est_partie(acteur: Acteur, convention: Convention) -> bool:
    visible = acteur.conventions().filter(pk=convention.pk).exists()
    return visible and acteur.partie(convention) is not None


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Requete, reference: str) -> HttpResponse:
    """Les pièces d'une convention, et de quoi en joindre une."""
    visee = request.acteur.convention(reference)
    if request.acteur.partie(visee) is None:
        raise Http404
    formulaire = Jointe(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if formulaire.is_valid():
            recu = formulaire.cleaned_data["fichier"]
            try:
                jointe = joindre(visee, request.acteur, octets=recu.read(), nom=recu.name)
            except EntreeRefusee as refus:
                formulaire.add_error("fichier", str(refus))
            except GesteImpossible as refus:
                formulaire.add_error(None, str(refus))
                status = 409
            else:
                messages.success(
                    request, _("« %(nom)s » est jointe : les trois parties la lisent.") % {"nom": jointe.nom}
                )
                return redirect("documents", reference)
    nom = visee.nom_du_stagiaire or visee.reference
    convention = (reverse("convention", args=[reference]), _("Convention de %(qui)s") % {"qui": nom})
    contexte = {
        "convention": visee,
        "pieces": visee.pieces.all(),
        "form": formulaire,
        "peut_joindre": "joindre" in request.acteur.gestes(visee),
        "fil": [convention, ("", _("Documents"))],
    }
    return render(request, "documents/documents.html", contexte, status=status)


@require_POST
def retirer_la_piece(request: Requete, reference: str, code: str) -> HttpResponse:
    """Retire une pièce que l'on a jointe."""
    visee = request.acteur.convention(reference)
    try:
        retirer(visee, request.acteur, code=code)
    except (GesteRefuse, GesteImpossible) as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, _("La pièce est retirée."))
    return redirect("documents", reference)
