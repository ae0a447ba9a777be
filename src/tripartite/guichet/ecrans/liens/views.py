"""Ouvrir un lien reçu par courriel. Le lire ne le consomme pas : les antivirus des messageries le font."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tripartite.droit.faits import Partie
from tripartite.guichet.acces import LIEN_EN_SESSION, Acteur, Requete
from tripartite.guichet.gestes.liens import lien_du_jeton, ouvrir_le_lien, renvoyer_le_lien
from tripartite.guichet.gestes.organismes import rejoindre_par_un_lien
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.limites import adresse_de, permettre
from tripartite.guichet.modeles import But, Lien

PAGES = {But.COMPLETER: "completer", But.SIGNER: "signature", But.SUIVRE: "convention"}
PAR_LIEN, PAR_ADRESSE, UNE_HEURE = 3, 20, 3600


@require_http_methods(["GET", "HEAD", "POST"])
def lien(request: Requete, jeton: str) -> HttpResponse:
    """Ce à quoi le lien invite ; puis l'ouvrir, une fois."""
    trouve = lien_du_jeton(jeton)
    if trouve is None:
        return _sans_fuite(render(request, "liens/inconnu.html", status=404))
    if request.acteur.lien and request.acteur.lien.pk == trouve.pk:
        return _sans_fuite(redirect(_ou_aller(trouve)))
    if request.method == "POST":
        try:
            ouvert = ouvrir_le_lien(jeton)
        except GesteRefuse:
            return _montrer(request, Lien.objects.select_related("convention").get(pk=trouve.pk), jeton, 409)
        _entrer(request, ouvert)
        return _sans_fuite(redirect(_ou_aller(ouvert)))
    return _montrer(request, trouve, jeton)


@require_POST
def renvoyer(request: Requete, jeton: str) -> HttpResponse:
    """Envoie un autre lien, toujours à l'adresse du premier."""
    trouve = lien_du_jeton(jeton)
    if trouve is None:
        return _sans_fuite(render(request, "liens/inconnu.html", status=404))
    if not (
        permettre("lien", str(trouve.pk), au_plus=PAR_LIEN, secondes=UNE_HEURE)
        and permettre("liens", adresse_de(request), au_plus=PAR_ADRESSE, secondes=UNE_HEURE)
    ):
        return _sans_fuite(render(request, "429.html", status=429))
    envoye = renvoyer_le_lien(trouve)
    contexte = {"lien": trouve, "envoye": envoye is not None, "ou": _voiler(trouve.courriel)}
    return _sans_fuite(render(request, "liens/renvoye.html", contexte, status=200 if envoye else 409))


@require_http_methods(["GET", "HEAD", "POST"])
def rejoindre(request: Requete) -> HttpResponse:
    """Faire d'un lien ouvert l'espace d'un organisme : un compte à la même adresse."""
    ouvert = _ouvert_ici(request)
    if ouvert is None or ouvert.partie != Partie.ORGANISME or ouvert.but != But.COMPLETER:
        raise Http404
    if request.method == "POST":
        try:
            rejoint = rejoindre_par_un_lien(ouvert, request.acteur)
        except GesteRefuse as refus:
            return render(request, "liens/rejoindre.html", {"lien": ouvert, "refus": refus}, status=409)
        messages.success(
            request,
            _("L'espace est ouvert : vos conventions chez %(ou)s y sont.") % {"ou": rejoint.nom},
        )
        return redirect("mon_organisme")
    return render(request, "liens/rejoindre.html", {"lien": ouvert})


def _entrer(request: Requete, ouvert: Lien) -> None:
    """Cette session est à la personne du lien : son numéro change, et l'on n'y garde rien d'un autre.

    Le compte qui a déjà ce rôle, à cette adresse, garde sa session.
    """
    acteur = request.acteur
    if acteur.compte and not _est_la_meme(acteur, ouvert):
        logout(request)
    else:
        request.session.cycle_key()
    request.session[LIEN_EN_SESSION] = ouvert.pk
    get_adapter(request).stash_verified_email(request, ouvert.courriel)


def _est_la_meme(acteur: Acteur, ouvert: Lien) -> bool:
    return acteur.courriel == ouvert.courriel and acteur.partie(ouvert.convention) == ouvert.partie


def _ouvert_ici(request: Requete) -> Lien | None:
    """Le lien ouvert dans cette session, que l'on se soit connecté depuis ou non."""
    if request.acteur.lien:
        return request.acteur.lien
    pk = request.session.get(LIEN_EN_SESSION, 0)
    lien = Lien.objects.select_related("convention__organisme").filter(pk=pk).first()
    return lien if lien and lien.vaut else None


def _ou_aller(ouvert: Lien) -> str:
    return reverse(PAGES[But(ouvert.but)], args=[ouvert.convention.reference])


def _montrer(request: Requete, trouve: Lien, jeton: str, status: int = 200) -> HttpResponse:
    contexte = {
        "lien": trouve,
        "jeton": jeton,
        "convention": trouve.convention,
        "ouvrable": trouve.vaut and trouve.ouvert_le is None,
        "ou": _voiler(trouve.courriel),
        "quitte": request.acteur.compte
        if request.acteur.compte and not _est_la_meme(request.acteur, trouve)
        else None,
    }
    return _sans_fuite(render(request, "liens/lien.html", contexte, status=status))


def _sans_fuite(reponse: HttpResponse) -> HttpResponse:
    """L'adresse porte un secret : le navigateur n'en dit à personne que l'hôte.

    « no-referrer » en dirait moins encore, mais ferait poster une origine nulle, que la protection refuse.
    """
    reponse["Referrer-Policy"] = "strict-origin"
    reponse["X-Robots-Tag"] = "noindex"
    return reponse


def _voiler(courriel: str) -> str:
    """Assez d'une adresse pour que son titulaire la reconnaisse.

    >>> _voiler("rh@marees.example")
    'r…@marees.example'
    """
    boite, _arobase, hote = courriel.partition("@")
    return f"{boite[:1]}…@{hote}"
