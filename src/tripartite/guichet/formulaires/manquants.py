"""Ce qu'une partie doit encore : les faits qu'une page lui demande, et que personne n'a dits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.faits import Partie
from tripartite.droit.langage import connu
from tripartite.droit.verification import situation_de
from tripartite.guichet.formulaires.chemins import partie_qui_doit, valeur
from tripartite.guichet.formulaires.description import Etape, Texte, champs_de, pertinent
from tripartite.guichet.formulaires.etapes import etapes
from tripartite.guichet.formulaires.formulaire import lire


class Manquant(NamedTuple):
    """Un fait qui manque : où, la question qui le demande, l'étape où elle se pose."""

    chemin: str
    libelle: Texte
    etape: Etape


def manquants(donnees: Mapping[str, Any], partie: Partie, au: date | None = None) -> tuple[Manquant, ...]:
    """Ce que cette partie doit et que l'on ne sait pas, dans l'ordre de ses pages.

    Une question facultative ne manque jamais ; une question sans objet dans cette situation non plus.
    """
    dossier = lire(donnees)
    situation = situation_de(dossier, au)
    trouves: dict[str, Manquant] = {}
    for etape in etapes(partie, situation):
        for champ, groupe in champs_de(etape.elements):
            if champ.facultatif or partie_qui_doit(champ.chemin) != partie or champ.chemin in trouves:
                continue
            demande = pertinent(champ.si, situation) and pertinent(groupe, situation)
            if demande and not connu(valeur(dossier, champ.chemin)):
                trouves[champ.chemin] = Manquant(champ.chemin, champ.libelle, etape)
    return tuple(trouves.values())
