"""Le formulaire d'une étape : tout le dossier derrière lui, et ce qui s'y contredirait."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from tripartite.dossiers import ecrire, lire_texte
from tripartite.dossiers.erreurs import Erreur
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import Situation
from tripartite.droit.verification import situation_de
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.formulaires.chemins import defaut, type_du_fait, valeur
from tripartite.guichet.formulaires.description import ChampDeFait, Etape, champs_de, dementi, pertinent
from tripartite.guichet.formulaires.faits import FauteDeSaisie, FormulaireDeFait, Question, nom_du_champ
from tripartite.guichet.formulaires.lecture import incoherences, phrase
from tripartite.guichet.formulaires.listes import ListeDeFaits
from tripartite.guichet.formulaires.remaniement import compte_des_lignes, remanie, remanier
from tripartite.rendus.grandeurs import grandeur

Donnees = Mapping[str, Any]


def lire(donnees: Donnees) -> Dossier:
    """Le dossier que disent des données simples.

    Raises:
        DossierInvalide: elles ne se lisent pas, ou se contredisent.
    """
    return lire_texte(json.dumps(donnees, ensure_ascii=False), "convention.json")


class FormulaireDeFaits(FormulaireDeFait):
    """Ce qu'une étape demande d'un dossier.

    Args:
        etape: l'étape.
        donnees: les faits, en données simples.
        data: ce qui a été envoyé (`request.POST`), sinon rien.
        au: le jour où l'on regarde ; il dit qui est mineur, et ce qui est à demander.
    """

    fait: Dossier

    def __init__(
        self, etape: Etape, donnees: Donnees, data: Mapping[str, Any] | None = None, *, au: date | None = None
    ) -> None:
        self.etape, self.au = etape, au
        self.remanie = data is not None and remanie(data)
        self.listes: dict[str, ListeDeFaits] = {}
        super().__init__(etape.elements, lire(donnees), None if data is None else remanier(data))
        self.conditions = {c.chemin: (c.si, si) for c, si in champs_de(etape.elements)}

    def _ajouter(self, chemin: str, description: ChampDeFait) -> None:
        if not description.lignes:
            super()._ajouter(chemin, description)
            return
        self.listes[chemin] = ListeDeFaits(
            description,
            type_du_fait(chemin),
            valeur(self.fait, chemin),
            self.data if self.is_bound and compte_des_lignes(nom_du_champ(chemin)) in self.data else None,
            prefix=nom_du_champ(chemin),
            defaut=defaut(chemin),
            lieu=chemin,
        )

    # --- Ce qui a été envoyé ---------------------------------------------------------------------

    def envoye(self, chemin: str) -> bool:
        """Dit si l'envoi porte ce champ, ou cette liste."""
        return self.listes[chemin].envoyee if chemin in self.listes else super().envoye(chemin)

    def fautif(self, chemin: str) -> bool:
        """Dit si ce qui a été envoyé pour ce champ, ou cette liste, ne convient pas."""
        return not self.listes[chemin].is_valid() if chemin in self.listes else super().fautif(chemin)

    def saisie(self, chemin: str) -> Any:
        """La valeur envoyée d'un chemin valide ; `None`, on ne sait pas."""
        return self.listes[chemin].valeur if chemin in self.listes else super().saisie(chemin)

    def is_valid(self) -> bool:
        """Dit si tout ce qui a été envoyé est bon, et ne contredit pas le reste du dossier."""
        envoyees = [liste for liste in self.listes.values() if liste.envoyee]
        return super().is_valid() and all(liste.is_valid() for liste in envoyees)

    def appliquer(self, donnees: Donnees) -> dict[str, Any]:
        """De nouvelles données, où seuls les chemins valides de l'étape ont changé."""
        return ecrire(self.poses(lire(donnees), self.valides))

    # --- Ce qui se contredit -----------------------------------------------------------------------

    def full_clean(self) -> None:
        """Lit chaque champ, puis le dossier entier."""
        super().full_clean()
        if self.is_bound:
            self._comparer_au_dossier()
            self._comparer_les_cases()

    def _comparer_au_dossier(self) -> None:
        deja = incoherences(self.fait)
        for erreur in self._nouvelles(deja, self.valides):
            self.noter(erreur.champ, phrase(erreur))
        bons: list[str] = []
        if not self._nouvelles(deja, self.valides):
            return
        for chemin in self.valides:  # ce qui reste contredit un fait d'ailleurs : chercher lequel, un à un
            if fautes := self._nouvelles(deja, [*bons, chemin]):
                self.noter(chemin, phrase(fautes[0]))
            else:
                bons.append(chemin)

    def _nouvelles(self, deja: Sequence[Erreur], chemins: Sequence[str]) -> list[Erreur]:
        return [erreur for erreur in incoherences(self.poses(self.fait, chemins)) if erreur not in deja]

    def _comparer_les_cases(self) -> None:
        """« Il n'y en a pas » ne se coche pas quand d'autres réponses disent qu'il y en a."""
        situation = situation_de(self.resultat, self.au)
        for chemin, description in self.descriptions.items():
            if not description.aucun or chemin not in self.valides or self.saisie(chemin) != "":
                continue
            if noms := dementi(description, situation):
                dit = gettext(
                    "Vous cochez « %(case)s », et d'autres réponses disent le contraire : %(quoi)s. "
                    "Décochez la case et rédigez le texte, ou corrigez ces réponses."
                )
                quoi = grandeur(noms, "liste", langue())
                self.noter(chemin, dit % {"case": description.aucun, "quoi": quoi})

    def noter(self, chemin: str, message: str) -> bool:
        """Note une erreur au champ de ce chemin, ou à la ligne de sa liste ; faux s'il n'est pas ici."""
        for ici, liste in self.listes.items():
            if liste.envoyee and chemin.startswith(ici):
                liste.noter(chemin.removeprefix(ici), message)
                return True
        return super().noter(chemin, message)

    def fautes_de(self, chemin: str, description: ChampDeFait) -> Iterator[FauteDeSaisie]:
        """Les erreurs d'un champ, ou d'une liste."""
        if chemin in self.listes:
            yield from self.listes[chemin].fautes() if self.listes[chemin].envoyee else ()
        else:
            yield from super().fautes_de(chemin, description)

    # --- La page ---------------------------------------------------------------------------------

    @cached_property
    def situation(self) -> Situation:
        """Le dossier tel que l'envoi le laisse, pour savoir ce qui est à demander."""
        return situation_de(self.resultat if self.is_bound else self.fait, self.au)

    def montre(self, chemin: str) -> bool:
        """Dit si la page pose cette question, dans cette situation."""
        return all(pertinent(si, self.situation) for si in self.conditions[chemin])

    def question(self, chemin: str) -> Question:
        """Ce que la page pose pour ce chemin."""
        if chemin in self.listes:
            return Question(chemin, self.descriptions[chemin], liste=self.listes[chemin])
        return super().question(chemin)
