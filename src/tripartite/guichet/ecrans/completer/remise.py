"""La dernière étape : tout relire, voir ce qui manque et à qui, puis remettre."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Situation, connu
from tripartite.droit.parcours import GesteImpossible
from tripartite.guichet.acces import Requete
from tripartite.guichet.ecrans.completer.forms import CodeRecu, Envoi
from tripartite.guichet.ecrans.completer.page import Page
from tripartite.guichet.formulaires.chemins import type_du_fait, valeur
from tripartite.guichet.formulaires.description import Etape, champs_de, pertinent
from tripartite.guichet.formulaires.etapes import etapes
from tripartite.guichet.formulaires.libelles import lisible
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.controler import corriger
from tripartite.guichet.gestes.envoyer import envoyer, rendre
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_de, regarder
from tripartite.guichet.visibilite import voit
from tripartite.rendus.classement import classer


def montrer(
    request: Requete, page: Page, *, formulaire: Form | None = None, raison: str = "", statut: int = 200
) -> HttpResponse:
    """La page : chaque section, ce qui bloque, ce qui manque et à qui ; puis le geste qui conclut."""
    convention = page.convention
    constats, situation = regarder(convention, page.au, convention.donnees, pour=page.partie)
    dossier = dossier_de(convention.donnees)
    miennes = [p.etape for p in page.deroule.pas]
    deja = {chemin for etape in miennes for chemin in etape.chemins}
    contexte = page.contexte() | {
        "sections": [
            {
                "titre": e.titre,
                "adresse": page.adresse_de(e.cle),
                "partie": e.partie,
                "faits": lignes(e, dossier, situation),
            }
            for e in miennes
        ],
        "des_autres": [
            {"titre": e.titre, "partie": e.partie, "faits": faits}
            for partie in Partie
            for e in etapes(partie, situation)
            if e not in miennes and partie not in {m.partie for m in miennes}
            if (
                faits := [
                    f
                    for f in lignes(e, dossier, situation)
                    if f["valeur"] and f["chemin"] not in deja and voit(page.partie, f["chemin"])
                ]
            )
        ],
        "classement": classer(constats),
        "formulaire": formulaire or formulaire_de(page),
        "code_demande": page.deroule.remettre == "rendre" and _attend_un_code(request, convention),
        "raison": raison,
        "courriel": request.acteur.courriel,
        "remarques": page.remarques,
    }
    return render(request, "completer/verifier.html", contexte, status=statut)


def lignes(etape: Etape, dossier: Dossier, situation: Situation) -> list[dict[str, Any]]:
    """Les questions d'une étape et leurs réponses ; une réponse vide manque, si elle est due."""
    return [
        {
            "chemin": champ.chemin,
            "libelle": champ.libelle,
            "valeur": lisible(type_du_fait(champ.chemin), dite) if _dit(dite, champ.aucun) else "",
            "manque": not connu(dite) and not champ.facultatif,
        }
        for champ, si in champs_de(etape.elements)
        if pertinent(champ.si, situation) and pertinent(si, situation)
        for dite in [valeur(dossier, champ.chemin)]
    ]


def _dit(valeur: Any, aucun: Any) -> bool:
    """Un texte vide n'est une réponse que là où « il n'y en a pas » en est une."""
    return connu(valeur) and (valeur != "" or bool(aucun))


def formulaire_de(page: Page, envoi: Any = None) -> Form | None:
    """Ce que demande le geste : à qui envoyer, un code, ou rien."""
    if page.deroule.remettre == "envoyer":
        convention = page.convention
        connue = {"contact": convention.contact or convention.courriel_du_tuteur}
        return Envoi(envoi, initial=connue)
    return CodeRecu(envoi) if page.deroule.remettre == "rendre" else None


def _attend_un_code(request: Requete, convention: Convention) -> bool:
    vivants = convention.codes.filter(utilise_le=None, expire_le__gt=timezone.now())
    return vivants.filter(geste="rendre", courriel=request.acteur.courriel).exists()


def remettre(request: Requete, page: Page) -> HttpResponse:
    """Fait le geste qui conclut, et dit ce qui se passe ensuite."""
    convention, acteur, geste = page.convention, request.acteur, page.deroule.remettre
    try:
        if geste == "rendre" and "demander_le_code" in request.POST:
            demander_un_code(convention, "rendre", acteur, langue=request.LANGUAGE_CODE)
            messages.success(request, _("Le code est envoyé à %(courriel)s.") % {"courriel": acteur.courriel})
            return redirect(page.adresse_de(page.cle))
        formulaire = formulaire_de(page, request.POST)
        if formulaire is not None and not formulaire.is_valid():
            return montrer(request, page, formulaire=formulaire, statut=422)
        try:
            dit = _faire(request, page, formulaire.cleaned_data if formulaire else {})
        except EntreeRefusee as refus:
            if formulaire is None or refus.champ not in formulaire.fields:
                raise
            formulaire.add_error(refus.champ, str(refus))
            return montrer(request, page, formulaire=formulaire, statut=422)
    except (GesteRefuse, GesteImpossible) as refus:
        return montrer(request, page, raison=str(refus), statut=409)
    messages.success(request, dit)
    return redirect("convention", convention.reference)


def _faire(request: Requete, page: Page, donne: dict[str, Any]) -> str:
    """Fait le geste ; rend ce qui se passe ensuite, et qui a la main."""
    convention, acteur = page.convention, request.acteur
    match page.deroule.remettre:
        case "envoyer":
            envoyer(convention, acteur, langue=request.LANGUAGE_CODE, **donne)
            return _(
                "C'est envoyé à %(courriel)s. L'organisme d'accueil a la main : il complète sa partie, puis "
                "votre établissement contrôle. Vous serez prévenu par courriel."
            ) % {"courriel": donne["contact"]}
        case "rendre":
            rendre(convention, acteur, **donne)
            return _(
                "C'est transmis. L'établissement d'enseignement a la main : il contrôle, puis vous recevez "
                "un lien pour signer."
            )
        case "corriger":
            corriger(convention, acteur)
            return _("La convention corrigée est rendue à qui l'avait demandé : la main est à lui.")
    raise GesteImpossible(_("Rien n'est à remettre ici."))
