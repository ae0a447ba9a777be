"""Un fait, dit en lignes : celui d'un dossier, quelle que soit sa sorte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import Any

from tripartite.documents import presences
from tripartite.documents.identites import adresser, contact, ecrire_siret, presenter
from tripartite.documents.textes import lire_textes
from tripartite.droit.faits import Adresse, EnseignantReferent, Fait, Horaires, Partie, Personne, Tuteur
from tripartite.droit.langage import AUCUN, connu
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.formulaires.libelles import lisible
from tripartite.rendus.grandeurs import grandeur

NATURES = {"Minutes": "heures", "Euros": "euros", "Taux": "taux"}


def dire_un_fait(valeur: Any, type_: str, nom: str = "") -> tuple[str, ...]:
    """Les lignes d'un fait ; aucune, s'il est inconnu ou vide.

    Args:
        valeur: le fait.
        type_: le type qu'il a dans sa classe, qui dit sa grandeur.
        nom: son nom, qui dit sa forme : un SIRET se lit par groupes.
    """
    if not connu(valeur) or valeur == "":
        return ()
    if nom == "siret":
        return (ecrire_siret(valeur),)
    for classe, dire in _PAR_CLASSE.items():
        if isinstance(valeur, classe):
            return tuple(ligne for ligne in dire(valeur) if ligne)
    if isinstance(valeur, Enum | bool) or valeur is AUCUN or valeur == ():
        return (lisible(type(valeur), valeur),)
    if isinstance(valeur, str):
        return tuple(ligne for ligne in valeur.splitlines() if ligne.strip())
    if isinstance(valeur, tuple):
        return tuple(ligne for chose in valeur for ligne in dire_un_fait(chose, ""))
    nature = next((n for mot, n in NATURES.items() if mot in type_), "")
    return (grandeur(valeur, nature, langue()),)


def _personne(personne: Any) -> list[str]:
    dit = presenter(personne, "", Partie.ORGANISME)
    return [dit if isinstance(dit, str) else "", contact(personne)]


def _adresse(adresse: Adresse) -> list[str]:
    dite = adresser(adresse, "", Partie.STAGIAIRE)
    return [dite if isinstance(dite, str) else ""]


def _horaires(horaires: Horaires) -> list[str]:
    lignes: list[str] = []
    if not connu(horaires.semaines):
        return lignes
    if not connu(horaires.jours_particuliers):
        horaires = replace(horaires, jours_particuliers=())
    mots, dans = _mots(langue()), langue()
    if presences.sont_reguliers(horaires):
        lignes += presences.dire_semaine(horaires.semaines[0], mots, dans)
    else:
        for semaine in presences.semaines_types(horaires, mots, dans):
            lignes += [str(semaine["titre"]), *map(str, semaine["lignes"])]
    return lignes + (presences.dire_fermetures(horaires, mots, dans) if connu(horaires.fermetures) else [])


@cache
def _mots(dans: str) -> Mapping[str, str]:
    return lire_textes("convention", dans).mots


_PAR_CLASSE: Mapping[Any, Callable[[Any], list[str]]] = {
    (Personne, Tuteur, EnseignantReferent): _personne,
    Adresse: _adresse,
    Horaires: _horaires,
    Fait: lambda fait: [lisible(type(fait), fait)],
}
