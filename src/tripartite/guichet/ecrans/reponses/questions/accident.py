"""Un accident : qui fait quoi ?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.droit.regles.accident import Moment
from tripartite.guichet.ecrans.reponses.champs import ChampJour
from tripartite.guichet.ecrans.reponses.question import ChampTerritoire, Formulaire, Question
from tripartite.reponses.accident import Demande, repondre

MOMENTS = (
    ("stage", _("Pendant le stage, par lui ou à son occasion")),
    ("enseignement", _("Pendant un cours, dans l'établissement")),
)


class Accident(Formulaire):
    """Le jour, le moment, ce qui change qui porte les obligations."""

    le = ChampJour(label=_("Jour de l'accident"))
    moment = forms.TypedChoiceField(
        choices=MOMENTS,
        coerce=lambda cle: Moment[cle.upper()],
        widget=forms.RadioSelect,
        label=_("Quand s'est-il produit ?"),
        error_messages={"required": _("Il manque cette réponse.")},
    )
    au_dessus_de_la_franchise = forms.BooleanField(
        required=False,
        label=_("La gratification du mois dépasse la franchise"),
        help_text=_("15 % du plafond horaire de la sécurité sociale, par heure de présence."),
    )
    agricole = forms.BooleanField(required=False, label=_("L'établissement d'enseignement est agricole"))
    territoire = ChampTerritoire()
    suite = ("territoire",)

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data)


QUESTION = Question(
    "accident",
    _("Un accident : qui fait quoi ?"),
    _("Qui prévient, qui déclare, à quelle caisse, et pour quand."),
    (Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT),
    Accident,
    repondre,
    exemple={"le": "2026-04-30", "moment": "stage"},
)
