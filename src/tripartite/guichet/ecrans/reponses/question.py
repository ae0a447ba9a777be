"""Une question, déclarée : ce qu'elle demande, ce qui y répond, ce qu'elle dessine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.droit.jours_feries import Territoire
from tripartite.guichet.dessins import Dessin
from tripartite.reponses.socle import Reponse

UN_STAGE_DURE_AU_PLUS = 366
TERRITOIRES = (
    (Territoire.METROPOLE, _("Métropole")),
    (Territoire.ALSACE_MOSELLE, _("Alsace-Moselle")),
    (Territoire.ALSACE_MOSELLE_SANS_TEMPLE, _("Alsace-Moselle, commune sans temple")),
    (Territoire.GUADELOUPE, _("Guadeloupe")),
    (Territoire.MARTINIQUE, _("Martinique")),
    (Territoire.GUYANE, _("Guyane")),
    (Territoire.LA_REUNION, _("La Réunion")),
    (Territoire.MAYOTTE, _("Mayotte")),
    (Territoire.SAINT_BARTHELEMY, _("Saint-Barthélemy")),
    (Territoire.SAINT_MARTIN, _("Saint-Martin")),
    (Territoire.SAINT_PIERRE_ET_MIQUELON, _("Saint-Pierre-et-Miquelon")),
    (Territoire.POLYNESIE_FRANCAISE, _("Polynésie française")),
    (Territoire.NOUVELLE_CALEDONIE, _("Nouvelle-Calédonie")),
    (Territoire.WALLIS_ET_FUTUNA, _("Wallis-et-Futuna")),
)


class Formulaire(forms.Form):
    """Ce qu'une question demande. L'adresse porte l'état : aucun témoin, rien de gardé."""

    use_required_attribute = False
    suite: tuple[str, ...] = ()
    """Les champs que l'on déplie : ce que la plupart laissent tel quel."""

    def demande(self, au: date) -> Any:
        """La demande, une fois le formulaire valide."""
        raise NotImplementedError

    def basculer(self, donnees: QueryDict) -> QueryDict | None:
        """L'état d'après un bouton de la page ; `None`, aucun bouton n'a été pressé."""
        return None

    def clean(self) -> dict[str, Any]:
        """Deux dates dans l'ordre, à un an l'une de l'autre au plus."""
        lus: dict[str, Any] = super().clean() or {}
        debut, fin = lus.get("debut"), lus.get("fin")
        if debut and fin and (fin - debut).days > UN_STAGE_DURE_AU_PLUS:
            self.add_error(
                "fin", ValidationError(_("Plus d'un an après le début. Corrigez l'une des deux dates."))
            )
        return lus

    @property
    def champs(self) -> list[forms.BoundField]:
        """Les champs que l'on montre d'abord."""
        return [champ for champ in self if champ.name not in self.suite]

    @property
    def champs_plies(self) -> list[forms.BoundField]:
        """Les champs que l'on déplie."""
        return [champ for champ in self if champ.name in self.suite]

    @property
    def deplie(self) -> bool:
        """Dit si un champ plié a quelque chose à dire : une faute, une réponse."""
        return any(c.errors or (self.is_bound and self.data.get(c.name)) for c in self.champs_plies)


class ChampTerritoire(forms.TypedChoiceField):
    """Le lieu, pour ses jours fériés."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[(t.value, nom) for t, nom in TERRITOIRES],
            coerce=Territoire,
            required=False,
            empty_value=Territoire.METROPOLE,
            label=_("Lieu du stage, pour les jours fériés"),
            **options,
        )


@dataclass(frozen=True)
class Question:
    """Une question : son nom dans l'adresse, ce qu'elle dit d'elle, de quoi y répondre."""

    cle: str
    titre: str | Promise
    resume: str | Promise
    pour: tuple[Partie, ...]
    formulaire: type[Formulaire]
    repondre: Callable[[Any], Reponse]
    dessiner: Callable[[Reponse, Any], Iterable[Dessin]] = lambda reponse, demande: ()
    exemple: dict[str, str] = field(default_factory=dict)
    complement: str = ""
    """Un gabarit de plus, sous la réponse."""
    completer: Callable[[Reponse, Any], dict[str, Any]] = lambda reponse, demande: {}
    """Ce que ce gabarit montre."""
    document: str = ""
    """Le document que la réponse peut donner : un nom de `composer_document`, et son modèle s'il en a."""
