"""Le déroulé : les étapes que cette personne remplit, où elle en est, laquelle vient ensuite."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import Constat, Situation, connu
from tripartite.guichet.acces import Acteur
from tripartite.guichet.ecrans.completer.releve import constats_de
from tripartite.guichet.formulaires.chemins import valeur
from tripartite.guichet.formulaires.description import Etape, champs_de, pertinent
from tripartite.guichet.formulaires.etapes import etapes
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_de, regarder

VERIFIER = "verifier"
"""La dernière étape : relire, puis remettre."""
REMETTRE = ("envoyer", "rendre", "corriger")
"""Les gestes par lesquels on remet ce que l'on a rempli, dans l'ordre où on les propose."""


@dataclass(frozen=True)
class Pas:
    """Une étape, et ce qu'il y reste à faire."""

    etape: Etape
    manques: int
    bloquants: int

    @property
    def cle(self) -> str:
        return self.etape.cle

    @property
    def faite(self) -> bool:
        """Vrai, il n'y manque rien et rien n'y bloque."""
        return not self.manques and not self.bloquants


@dataclass(frozen=True)
class Deroule:
    """Les étapes, dans l'ordre ; puis « vérifier »."""

    pas: tuple[Pas, ...]
    remettre: str
    """Le geste qui conclut ; vide, il n'y en a pas ici."""

    def trouver(self, cle: str) -> Pas | None:
        """Le pas de cette clé ; `None`, il n'est pas pour cette personne."""
        return next((p for p in self.pas if p.cle == cle), None)

    @property
    def reprise(self) -> str:
        """Là où l'on reprend : la première étape où il manque quelque chose."""
        return next((p.cle for p in self.pas if p.manques), VERIFIER)

    def apres(self, cle: str) -> str:
        """L'étape qui suit."""
        cles = [*(p.cle for p in self.pas), VERIFIER]
        return cles[min(cles.index(cle) + 1, len(cles) - 1)]

    def avant(self, cle: str) -> str:
        """L'étape qui précède ; vide, c'est la première."""
        cles = [*(p.cle for p in self.pas), VERIFIER]
        rang = cles.index(cle)
        return cles[rang - 1] if rang else ""


def derouler(acteur: Acteur, convention: Convention, au: date) -> Deroule:
    """Les étapes que la table ouvre à cette personne, dans l'état où est la convention."""
    gestes = acteur.gestes(convention)
    if "completer" not in gestes:
        return Deroule((), "")
    partie = acteur.partie(convention)
    constats, situation = regarder(convention, au, convention.donnees, pour=partie)
    dossier = dossier_de(convention.donnees)
    pas = [
        Pas(etape, manques(etape, dossier, situation), bloquants(etape, constats))
        for remplie in parties_remplies(partie, gestes)
        for etape in etapes(remplie, situation)
    ]
    return Deroule(tuple(pas), next((g for g in REMETTRE if g in gestes), ""))


def parties_remplies(partie: Partie | None, gestes: Collection[str]) -> list[Partie]:
    """Les parties que l'on remplit : la sienne ; et le stagiaire, si c'est pour lui que l'on envoie."""
    pour = [Partie.STAGIAIRE] if "envoyer" in gestes else []
    return list(dict.fromkeys([*pour, *([partie] if partie else [])]))


def manques(etape: Etape, dossier: Dossier, situation: Situation) -> int:
    """Les questions posées qui n'ont pas de réponse."""
    return sum(
        not connu(valeur(dossier, champ.chemin))
        for champ, si in champs_de(etape.elements)
        if not champ.facultatif and pertinent(champ.si, situation) and pertinent(si, situation)
    )


def bloquants(etape: Etape, constats: list[Constat]) -> int:
    """Les règles impératives que ce qui est écrit ici ne respecte pas."""
    return len({c.regle for c in constats_de(etape, constats) if c.bloque})


def parents(un: str, autre: str) -> bool:
    """Dit si deux chemins sont le même, ou si l'un contient l'autre.

    >>> parents("convention.tuteur", "convention.tuteur.nom"), parents("convention.debut", "convention.fin")
    (True, False)
    """
    return un == autre or un.startswith(f"{autre}.") or autre.startswith(f"{un}.")
