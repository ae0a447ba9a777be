"""Le parcours guidé : une étape par page, enregistrée quand on en sort."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tripartite.dossiers import DossierInvalide
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.completer import annuaire, conflit
from tripartite.guichet.ecrans.completer.page import Page, ouvrir
from tripartite.guichet.ecrans.completer.remise import montrer, remettre
from tripartite.guichet.formulaires.lecture import phrase
from tripartite.guichet.gestes.completer import completer as ecrire
from tripartite.guichet.gestes.echanger import resoudre
from tripartite.guichet.gestes.socle import Conflit, GesteRefuse
from tripartite.guichet.sirene import Etablissement

NON_TRAITABLE = 422
CONFLIT = 409


@require_GET
def reprendre(request: Requete, reference: str) -> HttpResponse:
    """Mène à la première étape où il manque quelque chose."""
    page = ouvrir(request, reference)
    if not page.peut_ecrire:
        return _rendre_la_main(request, page)
    cle = page.deroule.reprise
    return redirect(page.adresse_de(cle))


@require_http_methods(["GET", "POST"])
def completer(request: Requete, reference: str, etape: str) -> HttpResponse:
    """Une étape : la montrer, ou enregistrer ce qui a été rempli."""
    page = ouvrir(request, reference, etape)
    if request.method == "POST":
        return _recevoir(request, page)
    if not page.peut_ecrire:
        return _rendre_la_main(request, page)
    return page.rendre()


@require_POST
def apercu(request: Requete, reference: str, etape: str) -> HttpResponse:
    """Ce que donne ce que l'on est en train d'écrire ; rien ne s'enregistre."""
    page = ouvrir(request, reference, etape)
    if not page.peut_ecrire:
        return HttpResponse(_("Ce n'est plus à vous de remplir cette convention."), status=CONFLIT)
    return render(request, "completer/releve.html", page.contexte_du_releve())


@require_http_methods(["GET", "POST"])
def verifier(request: Requete, reference: str) -> HttpResponse:
    """La dernière étape : relire, puis remettre."""
    page = ouvrir(request, reference)
    if not page.peut_ecrire:
        return _rendre_la_main(request, page)
    return remettre(request, page) if request.method == "POST" else montrer(request, page)


def _recevoir(request: Requete, page: Page) -> HttpResponse:
    if page.peut_ecrire and page.pas:
        if page.formulaire.remanie or "voir" in request.POST or annuaire.veut_chercher(request.POST):
            return page.rendre()
        if "resoudre" in request.POST:
            return _resoudre(request, page)
        if conflit.tranche(request.POST):
            return conflit.trancher_et_ecrire(request, page)
    choisi = annuaire.etablissement_choisi(request.POST) if "choisir" in request.POST else None
    try:
        tenue = ecrire(
            page.convention,
            request.acteur,
            numero=page.numero,
            changer=lambda donnees: annuaire.reprendre(page.formulaire.appliquer(donnees), choisi),
        )
    except Conflit as refus:
        return conflit.montrer(request, page, refus.convention)
    except GesteImpossible as refus:
        return conflit.montrer_sans_recours(request, page, str(refus))
    except DossierInvalide as refus:
        for erreur in refus.erreurs:
            page.formulaire.noter(erreur.champ, phrase(erreur))
        return page.rendre(NON_TRAITABLE)
    if not page.formulaire.is_valid():
        return page.relue(tenue).rendre(NON_TRAITABLE)
    if "choisir" in request.POST:
        return _dire_la_reprise(request, page, choisi)
    return _continuer(request, page)


def _dire_la_reprise(request: Requete, page: Page, choisi: Etablissement | None) -> HttpResponse:
    """L'établissement est repris de l'annuaire, ou n'a pas pu l'être ; on reste à l'étape."""
    if choisi is None:
        messages.warning(
            request,
            _("L'annuaire ne donne pas cet établissement. Décrivez-le vous-même."),
        )
    else:
        messages.success(
            request, _("Les réponses de l'annuaire sont reprises : relisez-les, complétez ce qui manque.")
        )
    return redirect(page.adresse)


def _continuer(request: Requete, page: Page) -> HttpResponse:
    """Où l'on va, une fois enregistré : à la suite, ou à la convention si l'on s'arrête là."""
    if "quitter" in request.POST:
        messages.success(
            request, _("C'est enregistré. Vous reprendrez quand vous voudrez, où vous en étiez.")
        )
        return redirect("convention", page.convention.reference)
    return redirect(page.adresse_de(page.deroule.apres(page.cle)))


def _resoudre(request: Requete, page: Page) -> HttpResponse:
    """Marque une remarque comme résolue ; ce qui était tapé reste à l'écran."""
    numero = request.POST["resoudre"]
    try:
        resoudre(page.convention, request.acteur, int(numero) if numero.isascii() and numero.isdigit() else 0)
    except (GesteRefuse, GesteImpossible) as refus:
        messages.error(request, str(refus))
        return page.rendre(CONFLIT)
    messages.success(request, _("La remarque est marquée comme résolue."))
    return page.rendre()


def _rendre_la_main(request: Requete, page: Page) -> HttpResponse:
    """Ce n'est pas à cette personne d'écrire : la page de la convention dit à qui, et quoi faire."""
    messages.info(
        request,
        _("Ce n'est pas à vous de remplir cette convention pour l'instant : elle est « %(etat)s ».")
        % {"etat": page.convention.etat},
    )
    return redirect("convention", page.convention.reference)
