"""Le droit par sujet, dans l'ordre de lecture : le sommaire, un sujet, une règle, les doutes."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.http import Http404

from tripartite.dossiers.cas import cas_de_la_regle
from tripartite.droit.articles import article, articles
from tripartite.droit.changements import changements, jours_de_changement, valeur_au
from tripartite.droit.langage import (
    Confiance,
    Parametre,
    Regle,
    Verdict,
)
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.droit import catalogue, donnees
from tripartite.guichet.ecrans.droit.demande import Demande
from tripartite.guichet.ecrans.droit.servir import Page
from tripartite.rendus.regles import (
    Doute,
    attendu,
    dater,
    dire_le_fait,
    doutes,
    ecrire_le_fait,
    paragraphes,
    parametres_lus,
)

CHIFFRES = (
    "taux minimal de la gratification",
    "plafond horaire de la sécurité sociale",
    "durée au-delà de laquelle la gratification est due",
    "durée maximale dans un organisme et une année d'enseignement",
)
"""Les valeurs que tous cherchent."""


def sommaire(demande: Demande) -> Page:
    """Les sujets, et ce que l'on y trouve."""
    au = demande.au
    nombres = {nom: sum(r.en_vigueur(au) for r in toutes) for nom, toutes in catalogue.par_sujet().items()}
    prochain = next(((j, n) for j, n in jours_de_changement().items() if j > demande.aujourd_hui), None)
    contexte = {
        "sujets": [(nom, sujets()[nom], nombre) for nom, nombre in nombres.items() if nombre],
        "autres": [(nom, sujets()[nom]) for nom, nombre in nombres.items() if not nombre],
        "nombres": {
            "regles": sum(r.en_vigueur(au) for r in regles()),
            "articles": sum(a.en_vigueur(au) for a in articles()),
            "valeurs": sum(valeur_au(p, au) is not None for p in catalogue.valeurs().values()),
        },
        "chiffres": [(p, valeur_au(p, au)) for p in map(Parametre.tous.__getitem__, CHIFFRES)],
        "prochain": prochain,
    } | ce_qui_etait_different(demande)
    ecrits = [{"sujet": nom, "nom": sujets()[nom].nom, "regles": nombre} for nom, nombre in nombres.items()]
    return Page("droit/sommaire.html", contexte, {"sujets": ecrits})


def ce_qui_etait_different(
    demande: Demande, de: Collection[Regle] | None = None, parametres: Collection[Parametre] | None = None
) -> dict[str, Any]:
    """Au jour choisi, ce qui diffère d'aujourd'hui ; rien, si l'on lit le droit d'aujourd'hui."""
    if not demande.choisi or demande.choisi == demande.aujourd_hui:
        return {}
    bornes = sorted((demande.choisi, demande.aujourd_hui))
    return {"different": changements(bornes[0], bornes[1], de, parametres)}


def sujet(demande: Demande, nom: str) -> Page:
    """Un sujet : ses règles en vigueur, ses valeurs, ce qu'il déduit ; celles d'un autre temps."""
    trouve = catalogue.sujet(nom)
    if trouve is None:
        raise Http404
    au, toutes, series = demande.au, catalogue.par_sujet()[nom], catalogue.valeurs_du_sujet(nom)
    noms = list(sujets())
    rang = noms.index(nom)
    contexte = {
        "nom": nom,
        "sujet": trouve,
        "regles": [
            (catalogue.lue(r, au), paragraphes(r.__doc__), doutes(r)) for r in toutes if r.en_vigueur(au)
        ],
        "autres": [r for r in toutes if not r.en_vigueur(au)],
        "valeurs": [(p, valeur_au(p, au)) for p in series],
        "deductions": [(d.nom, dire_le_fait(d.nom, langue())) for d in catalogue.deductions_du_sujet(nom)],
        "precedent": _voisin(noms[rang - 1] if rang else ""),
        "suivant": _voisin(noms[rang + 1] if rang + 1 < len(noms) else ""),
    } | ce_qui_etait_different(demande, toutes, series)
    return Page(
        "droit/sujet.html",
        contexte,
        {
            "sujet": nom,
            "nom": trouve.nom,
            "presentation": trouve.presentation,
            "regles": [donnees.regle(r, au) for r in toutes],
            "valeurs": [donnees.valeur(p, au) for p in series],
        },
    )


def _voisin(nom: str) -> tuple[str, str] | None:
    return (nom, sujets()[nom].nom) if nom else None


def regle(demande: Demande, nom: str) -> Page:
    """Une règle : ce qu'elle dit, ses articles, ce qu'elle demande, ce qu'elle lit, ses doutes, ses cas."""
    trouvee = catalogue.regle(nom)
    if trouvee is None:
        raise Http404
    au, series = demande.au, catalogue.lues_par(trouvee)
    par_un_fait = [p for p in parametres_lus(trouvee) if p not in series]
    cas = cas_de_la_regle(trouvee.sujet, nom)
    contexte = {
        "regle": catalogue.lue(trouvee, au),
        "sujet": sujets()[trouvee.sujet],
        "en_vigueur": trouvee.en_vigueur(au),
        "prose": paragraphes(trouvee.__doc__),
        "articles": [article(a) for a in trouvee.articles_au(au)],
        "autres_articles": [article(a) for a in trouvee.articles if a not in trouvee.articles_au(au)],
        "faits": [(fait, dire_le_fait(fait, langue())) for fait in trouvee.faits],
        "selon": dire_le_fait(trouvee.selon, langue()),
        "valeurs": [(p, valeur_au(p, au)) for p in series],
        "par_un_fait": [(p, v) for p in par_un_fait if (v := valeur_au(p, au))],
        "doutes": doutes(trouvee),
        "cas": [_cas(c, nom) for c in cas],
        "texte_du_code": textwrap.dedent(inspect.getsource(trouvee.corps)),
    } | ce_qui_etait_different(demande, (trouvee,), series)
    ecrits = {
        "prose": paragraphes(trouvee.__doc__),
        "doutes": [d._asdict() for d in doutes(trouvee)],
        "valeurs": [donnees.valeur(p, au) for p in series],
        "cas": list(cas),
    }
    return Page("droit/regle.html", contexte, donnees.regle(trouvee, au) | ecrits)


def _cas(cas: Mapping[str, Any], regle: str) -> dict[str, Any]:
    """Un cas, écrit : ses faits, et ce que la règle doit répondre."""
    verdict, _, grandeurs = attendu(cas["attendu"][regle]).partition(" (")
    return {
        "titre": dater(cas["cas"]),
        "source": dater(cas.get("source", "calculé")).rstrip("."),
        "faits": [(dire_le_fait(nom), ecrire_le_fait(v)) for nom, v in (cas.get("faits") or {}).items()],
        "verdict": verdict if verdict in list(Verdict) else "",
        "reponse": verdict,
        "grandeurs": grandeurs.removesuffix(")"),
    }


def _doutantes(toutes: Iterable[Regle], au: date) -> list[tuple[catalogue.RegleLue, tuple[Doute, ...]]]:
    return [(catalogue.lue(r, au), doutes(r)) for r in toutes if r.en_vigueur(au) and doutes(r)]


def page_des_doutes(demande: Demande) -> Page:
    """Où les textes se taisent ou se contredisent."""
    par_sujet = [
        (nom, sujets()[nom], doutant)
        for nom, toutes in catalogue.par_sujet().items()
        if (doutant := _doutantes(toutes, demande.au))
    ]
    incertaines = [
        p for p in catalogue.valeurs().values() if any(v.confiance is Confiance.MEMOIRE for v in p.valeurs)
    ]
    contexte = {
        "par_sujet": par_sujet,
        "nombre": sum(len(d) for _n, _s, doutant in par_sujet for _r, d in doutant),
        "incertaines": incertaines,
        "articles_a_confirmer": [a for a in articles() if a.confiance is Confiance.MEMOIRE],
    }
    ecrits = [
        {"regle": r.nom, "titre": r.titre, "doutes": [d._asdict() for d in trouves]}
        for _n, _s, doutant in par_sujet
        for r, trouves in doutant
    ]
    return Page(
        "droit/doutes.html",
        contexte,
        {"doutes": ecrits, "valeurs_a_confirmer": [p.nom for p in incertaines]},
        partie="doutes",
    )
