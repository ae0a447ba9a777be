"""Les valeurs de la loi : toutes au jour choisi, et chacune dans le temps."""

from __future__ import annotations

from django.http import Http404

from tripartite.droit.changements import valeur_au
from tripartite.guichet.dessins import valeurs_en_escalier
from tripartite.guichet.ecrans.droit import catalogue, donnees
from tripartite.guichet.ecrans.droit.demande import Demande
from tripartite.guichet.ecrans.droit.servir import Page
from tripartite.guichet.ecrans.droit.views import ce_qui_etait_different


def liste(demande: Demande) -> Page:
    """Toutes les valeurs au jour choisi ; celles que l'on ne connaît pas ce jour-là sont à part."""
    lues = [(p, valeur_au(p, demande.au)) for p in catalogue.valeurs().values()]
    contexte = {
        "connues": [(p, v) for p, v in lues if v],
        "inconnues": [p for p, v in lues if v is None],
    } | ce_qui_etait_different(demande, (), catalogue.valeurs().values())
    return Page(
        "droit/valeurs.html",
        contexte,
        {"valeurs": [donnees.valeur(p, demande.au) for p, _v in lues]},
        partie="valeurs",
    )


def une_valeur(demande: Demande, cle: str) -> Page:
    """Une valeur : au jour choisi, dans le temps, ses sources, les règles qui la lisent."""
    parametre = catalogue.valeurs().get(cle)
    if parametre is None:
        raise Http404
    elles_memes, par_un_fait = catalogue.regles_qui_lisent(parametre)
    contexte = {
        "parametre": parametre,
        "valeur": valeur_au(parametre, demande.au),
        "avant": demande.au < parametre.valeurs[0].depuis,
        "actuelle": valeur_au(parametre, demande.aujourd_hui) if demande.choisi else None,
        "lignes": list(reversed(parametre.valeurs)),
        "dessin": valeurs_en_escalier(parametre, demande.au),
        "regles": [r for r in elles_memes if r.en_vigueur(demande.au)],
        "par_un_fait": [r for r in par_un_fait if r.en_vigueur(demande.au)],
        "autres": [r for r in (*elles_memes, *par_un_fait) if not r.en_vigueur(demande.au)],
    }
    return Page("droit/valeur.html", contexte, donnees.valeur(parametre, demande.au), partie="valeurs")
