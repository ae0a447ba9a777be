"""Le formulaire d'un fait : ce qui est bon s'écrit, le reste se montre tel que tapé."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from tripartite.droit.faits import Fait
from tripartite.droit.langage import connu
from tripartite.guichet.formulaires.champs import CaseDAbsence, champ_du_formulaire
from tripartite.guichet.formulaires.chemins import defaut, poser, type_du_fait, valeur
from tripartite.guichet.formulaires.description import ChampDeFait, Element, Groupe, Texte, champs_de


class FauteDeSaisie(NamedTuple):
    """Une erreur, pour le résumé en tête de page : où elle mène, de quel champ, ce qu'elle dit."""

    id: str
    libelle: Texte
    message: str


class Question(NamedTuple):
    """Ce que la page pose : un champ, avec parfois la case « il n'y en a pas » ; ou une liste."""

    chemin: str
    description: ChampDeFait
    champ: BoundField | None = None
    absence: BoundField | None = None
    liste: Any = None


class Bloc(NamedTuple):
    """Ce que la page montre d'affilée : les questions d'un groupe, ou une question seule, sans titre."""

    titre: Texte
    aide: Texte
    questions: tuple[Question, ...]


class FormulaireDeFait(forms.Form):
    """Les champs d'un fait, remplis de ce que l'on en sait.

    Un champ que l'envoi ne porte pas n'est pas touché. Les chemins partent de ce fait ; le champ d'un chemin
    s'appelle comme lui, « - » pour « . ».

    Args:
        elements: ce que l'on demande.
        fait: ce que l'on sait déjà.
        data: ce qui a été envoyé.
        lieu: le chemin de ce fait dans le dossier.
    """

    def __init__(
        self,
        elements: Sequence[Element],
        fait: Fait,
        data: Mapping[str, Any] | None = None,
        *,
        lieu: str = "",
        **options: Any,
    ) -> None:
        super().__init__(data, **({"use_required_attribute": False} | options))
        self.elements, self.fait, self.lieu = elements, fait, lieu
        self.descriptions: dict[str, ChampDeFait] = {c.chemin: c for c, _si in champs_de(elements)}
        for chemin, description in self.descriptions.items():
            self._ajouter(chemin, description)

    def _ajouter(self, chemin: str, description: ChampDeFait) -> None:
        racine, existant = type(self.fait), valeur(self.fait, chemin)
        self.fields[nom_du_champ(chemin)] = champ_du_formulaire(
            description,
            type_du_fait(chemin, racine),
            f"{self.lieu}.{chemin}".lstrip("."),
            existant,
            defaut(chemin, racine),
        )
        if description.aucun:
            sans = connu(existant) and existant == ""
            case = CaseDAbsence(description.aucun, sans, self.envoye(chemin))
            self.fields[_nom_de_l_absence(chemin)] = case

    # --- Ce qui a été envoyé ---------------------------------------------------------------------

    def envoye(self, chemin: str) -> bool:
        """Dit si l'envoi porte ce champ."""
        nom = nom_du_champ(chemin)
        saisie = self.fields[nom].widget
        return self.is_bound and not saisie.value_omitted_from_data(
            self.data, self.files, self.add_prefix(nom)
        )

    def fautif(self, chemin: str) -> bool:
        """Dit si ce qui a été envoyé pour ce champ ne convient pas."""
        return nom_du_champ(chemin) in self.errors

    @property
    def valides(self) -> tuple[str, ...]:
        """Les chemins envoyés qui sont bons, même quand d'autres ne le sont pas."""
        return tuple(c for c in self.descriptions if self.envoye(c) and not self.fautif(c))

    def saisie(self, chemin: str) -> Any:
        """La valeur envoyée d'un chemin valide ; `None`, on ne sait pas."""
        lue = self.cleaned_data[nom_du_champ(chemin)]
        if self.descriptions[chemin].aucun and not (connu(lue) and lue):
            return "" if self.cleaned_data[_nom_de_l_absence(chemin)] else None
        return lue

    def poses(self, fait: Any, chemins: Sequence[str]) -> Any:
        """Le fait, où ces chemins valides ont pris la valeur envoyée ; rien d'autre n'y change."""
        for chemin in chemins:
            apres = self.saisie(chemin)
            if not pareils(valeur(fait, chemin), apres):
                fait = poser(fait, chemin, apres if connu(apres) else None)
        return fait

    @property
    def resultat(self) -> Any:
        """Le fait tel que l'envoi le laisse : ce qui est bon y est posé."""
        return self.poses(self.fait, self.valides)

    # --- Les erreurs -----------------------------------------------------------------------------

    def noter(self, chemin: str, message: str) -> bool:
        """Note une erreur au champ de ce chemin, ou au premier qu'il contient ; faux s'il n'est pas ici."""
        for ici in self.descriptions:
            if ici == chemin or ici.startswith(f"{chemin}.") or chemin.startswith(f"{ici}["):
                self.add_error(nom_du_champ(ici), message)
                return True
        return False

    def fautes(self) -> Iterator[FauteDeSaisie]:
        """Toutes les erreurs, dans l'ordre de la page, avec de quoi y mener."""
        for chemin, description in self.descriptions.items():
            yield from self.fautes_de(chemin, description)

    def fautes_de(self, chemin: str, description: ChampDeFait) -> Iterator[FauteDeSaisie]:
        """Les erreurs d'un champ."""
        champ = self[nom_du_champ(chemin)]
        for message in champ.errors:
            yield FauteDeSaisie(_premier_id(champ), description.libelle, str(message))

    # --- La page ---------------------------------------------------------------------------------

    @property
    def blocs(self) -> list[Bloc]:
        """Ce que la page montre, dans l'ordre."""
        blocs: list[Bloc] = []
        for element in self.elements:
            groupe = element if isinstance(element, Groupe) else Groupe("", (element,))
            questions = tuple(self.question(c.chemin) for c in groupe.champs if self.montre(c.chemin))
            if questions:
                blocs.append(Bloc(groupe.titre, groupe.aide, questions))
        return blocs

    def montre(self, chemin: str) -> bool:
        """Dit si la page montre ce champ."""
        return chemin in self.descriptions

    def question(self, chemin: str) -> Question:
        """Ce que la page pose pour ce chemin."""
        absence = _nom_de_l_absence(chemin)
        return Question(
            chemin,
            self.descriptions[chemin],
            self[nom_du_champ(chemin)],
            self[absence] if absence in self.fields else None,
        )


def nom_du_champ(chemin: str) -> str:
    """
    >>> nom_du_champ("convention.tuteur.nom")
    'convention-tuteur-nom'
    """
    return chemin.replace(".", "-")


def pareils(avant: Any, apres: Any) -> bool:
    """Dit si deux valeurs d'un fait sont la même ; ce que l'on ne sait pas égale ce que l'on ne sait pas."""
    avant_su, apres_su = connu(avant) and avant is not None, connu(apres) and apres is not None
    return bool(avant == apres) if avant_su and apres_su else avant_su == apres_su


def _nom_de_l_absence(chemin: str) -> str:
    return f"{nom_du_champ(chemin)}-aucun"


def _premier_id(champ: BoundField) -> str:
    """L'élément qui prend le curseur : le premier, quand le champ en a plusieurs."""
    return f"{champ.auto_id}_0" if champ.use_fieldset else champ.auto_id
