"""Ce qu'est une réponse, et de quoi la faire sans dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.faits import Dossier, Horaires, Journee, SemaineType
from tripartite.droit.langage import FaitInconnu, Minutes, Situation, connu
from tripartite.droit.verification import situation_de
from tripartite.rendus.fiches import Fiche
from tripartite.rendus.grandeurs import Dit, dire
from tripartite.rendus.typographie import sans_insecable

SEMAINE_AU_PLUS = 5 * 24 * 60
FIN_AVANT_DEBUT = "La fin du stage précède son début. Corrigez l'une des deux dates."


class Rappel(NamedTuple):
    """Un jour à noter."""

    nom: str
    libelle: Dit
    jour: date


class Reponse(NamedTuple):
    """Une fiche, l'objet dont elle est tirée, les jours à noter, les faits dont on est parti."""

    fiche: Fiche
    resultat: Any
    rappels: tuple[Rappel, ...] = ()
    dossier: Dossier | None = None


class ReponseImpossible(ValueError):
    """Ce que l'on demande se contredit. `dit` dit comment, `champ` est la réponse à corriger."""

    def __init__(self, dit: Dit, champ: str = "") -> None:
        super().__init__(sans_insecable(dire(dit)))
        self.dit = dit
        self.champ = champ


def situer(
    dossier: Dossier | None,
    au: date | None,
    remplacements: Mapping[str, Any],
    supposes: Mapping[str, Any] | None = None,
) -> Situation:
    """Les faits d'un dossier, d'autres à leur place.

    Args:
        dossier: le dossier, s'il y en a un.
        au: le jour où l'on regarde.
        remplacements: les faits qui remplacent ; `None`, il n'est pas donné.
        supposes: ce que l'on suppose quand il n'y a pas de dossier.

    Raises:
        ReponseImpossible: la fin précède le début.
    """
    situation = situation_de(dossier or Dossier(), au or date.today())
    donnes = {nom: valeur for nom, valeur in remplacements.items() if valeur is not None}
    base = {**situation.connus} if dossier else {**situation.connus, **(supposes or {})}
    situee = Situation({**base, **donnes})
    debut, fin = situee["debut"], situee["fin"]
    if connu(debut) and connu(fin):
        ordonner(debut, fin)
    return situee


def ordonner(debut: date, fin: date) -> None:
    """Refuse deux dates dans le désordre."""
    if fin < debut:
        raise ReponseImpossible(FIN_AVANT_DEBUT, "fin")


def horaires(semaine: int) -> Horaires:
    """La semaine type de ces minutes, partagées du lundi au vendredi.

    Raises:
        ReponseImpossible: cinq jours ne les contiennent pas.
    """
    if semaine > SEMAINE_AU_PLUS:
        raise ReponseImpossible("Du lundi au vendredi, une semaine compte au plus 120 h.", "semaine")
    jour, reste = divmod(semaine, 5)
    lundi, mardi, mercredi, jeudi, vendredi = (Journee(duree=Minutes(jour + (n < reste))) for n in range(5))
    return Horaires(semaines=(SemaineType(lundi, mardi, mercredi, jeudi, vendredi),))


def exiger(situation: Situation, nom: str) -> Any:
    """Un fait de la situation. Lève `FaitInconnu` s'il manque."""
    valeur = situation[nom]
    if not connu(valeur):
        raise FaitInconnu(valeur)
    return valeur
