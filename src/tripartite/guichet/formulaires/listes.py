"""Les listes de faits : des lignes que l'on ajoute et retire, et « il n'y en a pas »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers.conversion import sans_aucun
from tripartite.droit.faits import Fait, SemaineType
from tripartite.droit.langage import connu
from tripartite.guichet.formulaires.description import ChampDeFait
from tripartite.guichet.formulaires.faits import FauteDeSaisie, FormulaireDeFait
from tripartite.guichet.formulaires.lecture import phrases
from tripartite.guichet.formulaires.libelles import JE_NE_SAIS_PAS
from tripartite.guichet.formulaires.remaniement import (
    AJOUTER,
    LIGNES_AU_PLUS,
    RANG,
    RAPIDE,
    REMPLIR,
    RETIRER,
    lire_la_semaine,
)

Bouton = tuple[str, str]
"""Le nom et la valeur d'un bouton qui remanie la page sans rien enregistrer."""


class LigneDeListe(FormulaireDeFait):
    """Une ligne d'une liste : un de ses faits, et le rang qu'il y avait."""

    def __init__(self, *places: Any, rang: int | None, **options: Any) -> None:
        super().__init__(*places, **options)
        self.rang = rang
        self.fields[RANG] = forms.IntegerField(required=False, initial=rang, widget=forms.HiddenInput())
        self.bouton_retirer: Bouton = (RETIRER, str(self.prefix))
        self.bouton_remplir: Bouton | None = None
        if isinstance(self.fait, SemaineType):
            self.fields[RAPIDE] = forms.CharField(
                required=False,
                label=_("Remplir la semaine d'une phrase"),
                help_text=_(
                    "Par exemple : du lundi au vendredi, 9h-12h30, "
                    "13h30-17h. Elle remplace les heures ci-dessous."
                ),
            )
            self.bouton_remplir = (REMPLIR, str(self.prefix))

    @property
    def rang_cache(self) -> BoundField:
        """Le champ caché qui garde son rang."""
        return self[RANG]

    @property
    def vide(self) -> bool:
        """Vrai, rien n'y est écrit, et rien n'y était."""
        blanc = type(self.fait)()
        return self.is_valid() and self.resultat == blanc and (self.rang is None or self.fait != blanc)

    def clean_rapide(self) -> str:
        """Dit ce qu'une phrase a d'incompris : comprise, elle a déjà rempli la semaine."""
        texte = str(self.cleaned_data[RAPIDE])
        _journees, erreurs = lire_la_semaine(texte)
        if erreurs:
            raise ValidationError(phrases(erreurs))
        return texte

    def fautes(self) -> Iterator[FauteDeSaisie]:
        """Toutes ses erreurs, celles de la phrase d'abord."""
        if self.rapide:
            for message in self.rapide.errors:
                yield FauteDeSaisie(self.rapide.auto_id, self.rapide.label, str(message))
        yield from super().fautes()

    @property
    def rapide(self) -> BoundField | None:
        """La saisie d'une phrase qui remplit la semaine."""
        return self[RAPIDE] if RAPIDE in self.fields else None


class ListeDeFaits(BaseFormSet):
    """Une liste de faits, ligne à ligne.

    Args:
        description: ce que l'on demande.
        type_: le type de la liste.
        existant: ce que l'on en sait ; un inconnu, rien.
        data: ce qui a été envoyé.
        prefix: le début du nom de ses champs.
        defaut: ce que vaut la liste quand personne n'en a rien dit.
        lieu: son chemin dans le dossier.
    """

    form = LigneDeListe
    extra = min_num = 0
    max_num, absolute_max = LIGNES_AU_PLUS, LIGNES_AU_PLUS + 1
    can_order = can_delete = can_delete_extra = validate_min = False
    edit_only = False
    validate_max = True

    def __init__(
        self,
        description: ChampDeFait,
        type_: Any,
        existant: Any,
        data: Mapping[str, Any] | None,
        *,
        prefix: str,
        defaut: Any,
        lieu: str,
    ) -> None:
        self.description, self.existant, self.defaut, self.lieu = description, existant, defaut, lieu
        self.faits: tuple[Fait, ...] = existant if connu(existant) else ()
        self.classe: type[Fait] = get_args(next(t for t in sans_aucun(type_) if get_origin(t) is tuple))[0]
        self.renderer = forms.renderers.get_default_renderer()
        if not self.faits and not connu(defaut) and not (connu(existant)):
            self.extra = 1
        super().__init__(data, prefix=prefix, initial=[{} for _fait in self.faits])
        self.bouton_ajouter: Bouton = (AJOUTER, prefix)

    @property
    def envoyee(self) -> bool:
        """Dit si l'envoi porte cette liste."""
        return bool(self.is_bound)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Ce que la ligne de ce rang montre : le fait qu'elle avait, ou un fait dont on ne sait rien."""
        rang = self._rang(index)
        return {
            "elements": self.description.lignes,
            "fait": self.classe() if rang is None else self.faits[rang],
            "rang": rang,
            "lieu": f"{self.lieu}[{(index or 0) + 1}]",
            "empty_permitted": False,
        }

    def _rang(self, index: int | None) -> int | None:
        if index is None:
            return None
        if not self.is_bound:
            return index if index < len(self.faits) else None
        rang = str(self.data.get(f"{self.prefix}-{index}-{RANG}", ""))
        return int(rang) if rang.isascii() and rang.isdigit() and int(rang) < len(self.faits) else None

    # --- Ce qui a été envoyé ---------------------------------------------------------------------

    @property
    def lignes(self) -> list[LigneDeListe]:
        """Ses lignes, vides comprises."""
        return self.forms

    @property
    def remplies(self) -> list[LigneDeListe]:
        """Ses lignes où quelque chose est écrit."""
        return [ligne for ligne in self.lignes if not ligne.vide]

    @property
    def presence(self) -> BoundField | None:
        """La question « y en a-t-il ? », pour une liste dont on peut savoir qu'elle est vide."""
        if not self.description.aucun:
            return None
        saisie = forms.ChoiceField(
            required=False,
            label=self.description.libelle,
            choices=[("oui", _("Oui")), ("non", self.description.aucun), ("", JE_NE_SAIS_PAS)],
            widget=forms.RadioSelect,
            initial=("oui" if self.faits else "non") if connu(self.existant) else "",
        )
        formulaire = forms.Form(self.data if self.is_bound else None, prefix=self.prefix)
        formulaire.fields["presence"] = saisie
        return formulaire["presence"]

    @property
    def reponse(self) -> str:
        """« oui », « non », ou rien, à cette question."""
        return str(self.data.get(f"{self.prefix}-presence") or "") if self.description.aucun else ""

    @property
    def valeur(self) -> Any:
        """Les faits que ses lignes disent ; `None`, on ne sait pas."""
        faits = tuple(ligne.resultat for ligne in self.remplies)
        if faits:
            return faits
        if self.description.aucun:
            return () if self.reponse == "non" else None
        if not self.faits:
            return self.existant
        return self.defaut if connu(self.defaut) else None

    def clean(self) -> None:
        """Compare la réponse « oui » ou « non » à ses lignes."""
        if any(ligne.errors for ligne in self.lignes):
            return
        if self.reponse == "oui" and not self.remplies:
            raise ValidationError(
                gettext("Vous répondez oui, et rien n'est décrit. Remplissez une ligne, ou répondez non.")
            )
        if self.reponse == "non" and self.remplies:
            raise ValidationError(
                gettext(
                    "Vous répondez qu'il n'y en a pas, et une ligne est remplie. Retirez-la, ou répondez oui."
                )
            )

    def noter(self, suite: str, message: str) -> None:
        """Note une erreur à la ligne et au champ que dit la fin d'un chemin : « [2].fin »."""
        rang, _, champ = suite.lstrip("[").partition("]")
        remplies = self.remplies
        ligne = remplies[int(rang) - 1] if rang.isdigit() and int(rang) <= len(remplies) else None
        if ligne is None:
            self.non_form_errors().append(message)
        elif not champ or not ligne.noter(champ.lstrip("."), message):
            ligne.noter(next(iter(ligne.descriptions)), message)

    def is_valid(self) -> bool:
        """Dit si tout ce qui a été envoyé est bon."""
        return not self.non_form_errors() and not any(ligne.errors for ligne in self.lignes)

    def fautes(self) -> Iterator[FauteDeSaisie]:
        """Toutes ses erreurs."""
        for message in self.non_form_errors():
            yield FauteDeSaisie(self.id, self.description.libelle, str(message))
        for ligne in self.lignes:
            yield from ligne.fautes()

    @property
    def id(self) -> str:
        """L'identifiant que la page donne à la liste."""
        return f"id_{self.prefix}"
