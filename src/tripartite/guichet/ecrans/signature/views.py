"""Signer une convention : la lire, prouver qui l'on est, signer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.documents.envoi import code_en_image
from tripartite.guichet.ecrans.signature.forms import Papier, Signature
from tripartite.guichet.ecrans.signature.lecture import LectureDeSignature
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.papier import enregistrer_le_papier
from tripartite.guichet.gestes.signataires import en_cours
from tripartite.guichet.gestes.signer import exiger_la_signature, signer
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.limites import adresse_de
from tripartite.guichet.modeles import Convention


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: Requete, reference: str) -> HttpResponse:
    """La convention à lire, ceux qui la signent ; et, si c'est son tour, de quoi signer."""
    visee = request.acteur.convention(reference)
    if request.method != "POST":
        return _montrer(request, visee)
    formulaire = Signature(request.POST)
    if not formulaire.is_valid():
        return _montrer(request, visee, formulaire, status=422)
    try:
        signer(
            visee,
            request.acteur,
            code=formulaire.cleaned_data["code"],
            empreinte=formulaire.cleaned_data["empreinte"],
            adresse_ip=adresse_de(request),
        )
    except EntreeRefusee as refus:
        formulaire.add_error("code", str(refus))
        return _montrer(request, visee, formulaire, status=422)
    except (GesteRefuse, GesteImpossible) as refus:
        formulaire.add_error(None, str(refus))
        return _montrer(request, request.acteur.convention(reference), formulaire, status=409)
    messages.success(request, _("Votre signature est enregistrée."))
    return redirect("signature", reference)


@require_POST
def demander(request: Requete, reference: str) -> HttpResponse:
    """Envoie un code à la personne dont c'est le tour."""
    visee = request.acteur.convention(reference)
    try:
        exiger_la_signature(visee, request.acteur)
        demander_un_code(visee, "signer", request.acteur, langue=request.LANGUAGE_CODE or "fr")
    except GesteRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(
            request, _("Un code est parti à %(adresse)s.") % {"adresse": request.acteur.courriel}
        )
    return redirect(reverse("signature", args=[reference]) + "#signer")


@require_http_methods(["GET", "HEAD", "POST"])
def papier(request: Requete, reference: str) -> HttpResponse:
    """Un exemplaire signé à la main : ce que l'établissement y lit."""
    visee = request.acteur.convention(reference)
    attendus = [s for s in en_cours(visee) if not s.a_repondu]
    formulaire = Papier(request.POST or None, request.FILES or None, signataires=attendus)
    status = 200
    if request.method == "POST":
        status = 422
        if formulaire.is_valid():
            scan = formulaire.cleaned_data["scan"]
            try:
                enregistrer_le_papier(
                    visee, request.acteur, scan=scan.read(), fichier=scan.name, signes=formulaire.signes
                )
            except EntreeRefusee as refus:
                formulaire.add_error("scan" if refus.champ == "scan" else None, str(refus))
            except GesteImpossible as refus:
                formulaire.add_error(None, str(refus))
                status = 409
            else:
                messages.success(request, _("L'exemplaire signé sur papier est enregistré."))
                return redirect("signature", reference)
    contexte = {
        "convention": visee,
        "form": formulaire,
        "possible": "enregistrer_le_papier" in request.acteur.gestes(visee),
        "fil": _fil(request, visee, _("Signature sur papier")),
    }
    return render(request, "signature/papier.html", contexte, status=status)


def _montrer(
    request: Requete, visee: Convention, formulaire: Signature | None = None, *, status: int = 200
) -> HttpResponse:
    lecture = LectureDeSignature(visee, request.acteur)
    empreinte = lecture.version.empreinte if lecture.version else ""
    contexte = {
        "convention": visee,
        "lecture": lecture,
        "form": formulaire or Signature(initial={"empreinte": empreinte}),
        "code_en_image": code_en_image(request, lecture.version) if lecture.version else "",
        "gestes": request.acteur.gestes(visee),
        "fil": _fil(request, visee, _("Signature")),
    }
    return render(request, "signature/signature.html", contexte, status=status)


def _fil(request: Requete, visee: Convention, ici: str) -> list[tuple[str, str]]:
    nom = visee.nom_du_stagiaire or visee.reference
    pages = [(reverse("espace"), _("Mon espace"))] if request.acteur.compte else []
    convention = (reverse("convention", args=[visee.reference]), _("Convention de %(qui)s") % {"qui": nom})
    return [*pages, convention, ("", ici)]
