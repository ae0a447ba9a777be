"""Une convention telle qu'une liste la montre à quelqu'un : dans ses mots, et ce qu'elle attend de lui."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import FINS, Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.dessins import ligne_de_vie_reduite
from tripartite.guichet.etats_dits import EtatDit, dire_l_etat
from tripartite.guichet.gestes.signataires import dont_c_est_le_tour
from tripartite.guichet.modeles import Convention
from tripartite.guichet.modeles.signatures import en_vigueur

FINIES = FINS | {Etat.TERMINEE, Etat.ROMPUE}


@dataclass(frozen=True)
class Rangee:
    """Une convention dans une liste."""

    convention: Convention
    partie: Partie | None
    etat: EtatDit
    etincelle: SafeString
    gestes: tuple[str, ...] = ()

    @property
    def titre(self) -> str:
        """Ce qui la distingue des autres : pour le stagiaire, l'organisme ; pour les autres, le stagiaire."""
        convention = self.convention
        if self.partie == Partie.STAGIAIRE:
            return convention.nom_de_l_organisme or convention.sujet
        return convention.nom_du_stagiaire

    @property
    def finie(self) -> bool:
        """Plus rien n'y est attendu de personne."""
        return self.convention.etat in FINIES


def pour_une_liste(conventions: QuerySet[Convention]) -> QuerySet[Convention]:
    """Avec ce qu'une rangée montre, et rien de plus."""
    return conventions.select_related("composante", "formation", "etablissement").defer("recherche")


def completer_les_rangees(conventions: Sequence[Convention], acteur: Acteur, au: date) -> list[Rangee]:
    """Dit chacune à cette personne, en une lecture de plus."""
    prefetch_related_objects(conventions, "signataires")
    rangees = []
    for convention in conventions:
        partie = acteur.partie(convention)
        etat = dire_l_etat(convention.etat, partie, a_vous=_est_a_lui(convention, acteur, partie))
        etincelle = ligne_de_vie_reduite(convention.debut, convention.fin, au)
        rangees.append(Rangee(convention, partie, etat, etincelle, acteur.gestes(convention)))
    return rangees


def _est_a_lui(convention: Convention, acteur: Acteur, partie: Partie | None) -> bool:
    """Dit si c'est cette personne que l'on attend."""
    if convention.etat == Etat.A_SIGNER:
        attendus = dont_c_est_le_tour(convention, en_vigueur(convention))
        return any(s.courriel == acteur.courriel for s in attendus)
    return partie is not None and partie == convention.attendu_de
