"""Vérifier un document : trente essais par minute et par adresse, et rien de gardé."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tripartite.guichet.ecrans.verification.forms import CODE, Verification, normaliser
from tripartite.guichet.ecrans.verification.lecture import Examen, attester_le_code, examiner
from tripartite.guichet.limites import adresse_de, permettre

ESSAIS_PAR_MINUTE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def verifier(request: HttpRequest) -> HttpResponse:
    """Donner un code, ou un fichier."""
    if request.method != "POST":
        return render(request, "verification/verification.html", {"form": Verification()})
    if not _permis(request):
        return render(request, "429.html", status=429)
    formulaire = Verification(request.POST, request.FILES)
    if not formulaire.is_valid():
        return render(request, "verification/verification.html", {"form": formulaire}, status=422)
    octets = formulaire.cleaned_data.get("octets")
    if octets is None:
        return redirect("verifier_document", formulaire.cleaned_data["code"])
    return render(request, "verification/reponse.html", {"examen": examiner(octets), "par_fichier": True})


@require_GET
def par_code(request: HttpRequest, code: str) -> HttpResponse:
    """Ce que dit un code : l'adresse que porte le QR d'un document."""
    if not _permis(request):
        return render(request, "429.html", status=429)
    lu = normaliser(code)
    attestation = attester_le_code(lu) if CODE.fullmatch(lu) else None
    contexte = {"examen": Examen(attestation), "code": lu[:32]}
    return render(request, "verification/reponse.html", contexte, status=200 if attestation else 404)


def _permis(request: HttpRequest) -> bool:
    return permettre("verification", adresse_de(request), au_plus=ESSAIS_PAR_MINUTE, secondes=60)
