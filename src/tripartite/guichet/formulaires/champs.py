"""Les champs d'un formulaire de faits : du type d'un fait à sa saisie, de ce qui est tapé à sa valeur."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers.conversion import sans_aucun
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Plage
from tripartite.droit.langage import Euros, Taux, connu
from tripartite.guichet.formulaires.description import ChampDeFait
from tripartite.guichet.formulaires.lecture import convertir, phrases
from tripartite.guichet.formulaires.libelles import JE_NE_SAIS_PAS, choix, ecrit, heure_saisie
from tripartite.guichet.formulaires.remaniement import PLAGES_PAR_JOUR
from tripartite.guichet.formulaires.saisies import Jour, LesPlages, Lignes, MoisCivil

PEU_DE_CHOIX = 4
"""Au-delà, une liste déroulante se lit mieux que des boutons."""
COURRIEL = EmailValidator(
    _("« %(value)s » n'est pas une adresse de courriel. Écrivez-la comme prenom.nom@exemple.fr."),
    code="courriel",
)


class ChampDuFait(forms.Field):
    """Un fait d'une seule valeur. `existant` est ce que l'on en sait déjà.

    Ce qui n'a pas changé à l'écran ne change pas dans les faits : une réponse laissée telle qu'elle était
    montrée rend la valeur existante, à l'identique.
    """

    def __init__(
        self, description: ChampDeFait, type_: Any, chemin: str, existant: Any, defaut: Any, **options: Any
    ) -> None:
        self.description, self.type_, self.chemin = description, type_, chemin
        self.existant, self.defaut = existant, defaut
        super().__init__(
            required=not description.facultatif,  # ne refuse rien : dit seulement ce qui peut rester vide
            label=description.libelle,
            help_text=description.aide,
            initial=existant if connu(existant) else None,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """Ce que la saisie montre : ce qui a été tapé, sinon la valeur, écrite."""
        return value if isinstance(value, str) else ecrit(self.type_, value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Ce que la page montre : ce qui a été envoyé, sinon ce que l'on sait."""
        return initial if data is None else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Dit si ce qui a été envoyé diffère de ce qui était montré."""
        return data is not None and _net(data) != self._montre

    @property
    def _montre(self) -> str:
        return _net(self.prepare_value(self.existant))

    def clean(self, value: Any) -> Any:
        """La valeur du fait ; `None`, on ne sait pas."""
        if value is None:
            return self.existant
        texte = _net(value)
        if texte == self._montre:
            return self.existant
        if not texte:
            return self.vide()
        valeur, erreurs = convertir(self.type_, texte, self.chemin)
        if erreurs:
            raise ValidationError(phrases(erreurs))
        self.run_validators(valeur)
        return valeur

    def vide(self) -> Any:
        """Ce que veut dire une réponse effacée : ce que vaut un fait que personne n'a dit."""
        return self.defaut if connu(self.defaut) else None


def _net(texte: Any) -> str:
    return str(texte).replace("\r\n", "\n").strip()


class ChampAChoisir(ChampDuFait):
    """Un fait qui se choisit : un oui ou non, une énumération. Sans réponse, on ne sait pas."""

    def vide(self) -> None:
        """On ne sait pas, même quand un fait que personne n'a dit aurait une valeur."""
        return None


class CaseDAbsence(forms.BooleanField):
    """La case « il n'y en a pas » d'un texte. Le texte pas envoyé, elle montre ce que l'on sait."""

    def __init__(self, libelle: Any, sans: bool, envoyee: bool) -> None:
        super().__init__(required=False, label=libelle, initial=sans)
        self.envoyee = envoyee

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Une case vide n'est pas envoyée : seul le texte dit si elle l'a été."""
        return data if self.envoyee else initial


class ChampDesPlages(forms.Field):
    """Les plages d'une journée : un début et une fin, trois fois. `existant` est ce que l'on en sait."""

    def __init__(self, description: ChampDeFait, chemin: str, existant: Any) -> None:
        self.description, self.chemin, self.existant = description, chemin, existant
        connues = existant if connu(existant) else ()
        super().__init__(
            required=not description.facultatif,
            label=description.libelle,
            help_text=description.aide,
            initial=connues,
            widget=LesPlages(max(PLAGES_PAR_JOUR, len(connues))),
        )

    def prepare_value(self, value: Any) -> list[str]:
        """Les heures que la saisie montre, à la file : début, fin, début, fin."""
        if isinstance(value, list):
            return value
        plages = value if value is not None and connu(value) else ()
        return [heure_saisie(borne) for plage in plages for borne in (plage.debut, plage.fin)]

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Ce que la page montre : ce qui a été envoyé, sinon ce que l'on sait."""
        return initial if all(heure is None for heure in data) else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Dit si ce qui a été envoyé diffère de ce qui était montré."""
        montrees = self.prepare_value(self.existant)
        return [h or "" for h in data or ()] != montrees + [""] * (len(data or ()) - len(montrees))

    def clean(self, value: Any) -> tuple[Plage, ...] | Any:
        """Les plages, dans l'ordre où elles sont données."""
        heures = [str(h or "").strip() for h in value or ()]
        if not self.has_changed(None, heures):
            return self.existant
        plages, erreurs = [], []
        for debut, fin in zip(heures[::2], heures[1::2], strict=True):
            if not debut and not fin:
                continue
            if not debut or not fin:
                erreurs.append(
                    _("Une plage a un début et une fin : il manque la fin de celle de %(debut)s.")
                    % {"debut": debut}
                    if debut
                    else _(
                        "Une plage a un début et une fin : il manque le début de celle qui finit à %(fin)s."
                    )
                    % {"fin": fin}
                )
                continue
            plage, fautes = convertir(Plage, f"{debut} - {fin}", self.chemin)
            erreurs += phrases(fautes)
            plages.append(plage)
        if erreurs:
            raise ValidationError(erreurs)
        return tuple(plages)


def champ_du_formulaire(
    description: ChampDeFait, type_: Any, chemin: str, existant: Any, defaut: Any
) -> forms.Field:
    """Le champ qui demande un fait : sa saisie vient de son type."""
    (membre, *_autres) = sans_aucun(type_)
    if get_origin(membre) is tuple and get_args(membre)[0] is Plage:
        return ChampDesPlages(description, chemin, existant)
    if membre is bool:
        oui_ou_non = [("oui", _("Oui")), ("non", _("Non")), ("", JE_NE_SAIS_PAS)]
        return ChampAChoisir(
            description, type_, chemin, existant, defaut, widget=forms.RadioSelect(choices=oui_ou_non)
        )
    if isinstance(membre, type) and issubclass(membre, Enum):
        cases = [(m.value, choix(m)) for m in membre]
        saisie: forms.Widget = (
            forms.RadioSelect(choices=[*cases, ("", JE_NE_SAIS_PAS)])
            if len(cases) <= PEU_DE_CHOIX
            else forms.Select(choices=[("", JE_NE_SAIS_PAS), *cases])
        )
        return ChampAChoisir(description, type_, chemin, existant, defaut, widget=saisie)
    champ = ChampDuFait(
        description, type_, chemin, existant, defaut, widget=_saisie(description, membre, chemin)
    )
    if chemin.endswith("courriel"):
        champ.validators.append(COURRIEL)
    return champ


COMPLETIONS = {"courriel": "email", "telephone": "tel", "naissance": "bday"}
"""Ce qu'un navigateur sait remplir pour la personne, quand elle parle d'elle (WCAG 1.3.5)."""


def _saisie(description: ChampDeFait, membre: Any, chemin: str) -> forms.Widget:
    attributs: dict[str, Any] = {"placeholder": description.exemple} if description.exemple else {}
    nom = chemin.rpartition(".")[2]
    if chemin.startswith("stagiaire.") and nom in COMPLETIONS:
        attributs["autocomplete"] = COMPLETIONS[nom]
    if membre is date:
        return Jour(attrs=attributs)
    if membre is Mois:
        return MoisCivil(attrs=attributs)
    if membre in (Euros, Taux):
        return forms.TextInput(attrs=attributs | {"inputmode": "decimal", "autocomplete": "off"})
    if membre is int or nom == "siret":
        return forms.TextInput(attrs=attributs | {"inputmode": "numeric"})
    if description.long:
        return Lignes(attrs=attributs)
    if nom == "courriel":
        return forms.EmailInput(attrs=attributs)
    if nom == "telephone":
        return forms.TextInput(attrs=attributs | {"type": "tel", "inputmode": "tel"})
    return forms.TextInput(attrs=attributs)
