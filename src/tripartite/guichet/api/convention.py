"""Une convention, dite à qui la lit : ses faits, ce que le droit en dit, qui l'on attend."""

from __future__ import annotations

from string import Formatter
from typing import Any

from tripartite.dossiers import ecrire
from tripartite.droit.langage import Constat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.api.liste import adresse_de_la_convention, dire
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.convention.lecture import Lecture
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_de_la_convention
from tripartite.guichet.visibilite import ce_que_voit
from tripartite.rendus import json
from tripartite.rendus.typographie import sans_insecable


def dire_la_convention(convention: Convention, acteur: Acteur) -> dict[str, Any]:
    """Tout ce que cette personne en lit."""
    lecture = Lecture(convention, acteur)
    resume = dire(
        convention,
        adresse=adresse_de_la_convention(convention.reference),
        formation=convention.formation.intitule,
        composante=(convention.composante.pk, convention.composante.nom),
        empreinte=convention.version.empreinte if convention.version else "",
    )
    jugement = json.rapport(convention.reference, lecture.constats, lecture.au, bref=True)
    del jugement["fichier"]
    return resume | {
        "etat_dit": {
            "phrase": sans_insecable(str(lecture.etat.phrase)),
            "suite": sans_insecable(str(lecture.etat.suite)),
            "a_vous": lecture.a_vous,
        },
        "attendus": [{"partie": str(partie), "nom": str(nom)} for partie, nom in lecture.a_la_main],
        "dossier": ecrire(ce_que_voit(lecture.partie, dossier_de_la_convention(convention))),
        "jugement": jugement | {"constats": [dire_le_constat(c) for c in lecture.constats]},
    }


def dire_le_constat(constat: Constat) -> dict[str, Any]:
    """Un constat, dans la forme de `tripartite verifier --format json`.

    Une règle a pu se servir de faits que ce lecteur ne doit pas voir : il n'en a que ce que la phrase dit.
    """
    dit = json.constat(constat, langue())
    del dit["faits"]
    dites = _nommees(constat.phrase) | _nommees(constat.que_faire)
    dit["grandeurs"] = {nom: valeur for nom, valeur in dit["grandeurs"].items() if nom in dites}
    return dit


def _nommees(modele: str) -> set[str]:
    """Les grandeurs qu'une phrase nomme.

    >>> sorted(_nommees("{heures:heures} au plus, du {debut:date} au {fin:date}"))
    ['debut', 'fin', 'heures']
    """
    morceaux = Formatter().parse(modele)
    return {nom.partition(".")[0] for _texte, nom, _nature, _forme in morceaux if nom}
