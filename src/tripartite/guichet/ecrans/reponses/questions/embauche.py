"""Que change le stage à l'embauche ?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.ecrans.reponses.champs import ChampDuree, ChampEntier, ChampJour
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.embauche import Demande, repondre


class Embauche(Formulaire):
    """Le stage, le contrat de travail qui le suit."""

    debut = ChampJour(label=_("Premier jour du stage"))
    fin = ChampJour(label=_("Dernier jour du stage"))
    embauche_le = ChampJour(label=_("Premier jour du contrat de travail"))
    essai = ChampEntier(1, 24, "4", label=_("Période d'essai prévue, en mois"))
    correspondance = forms.TypedChoiceField(
        choices=[("oui", _("Oui")), ("non", _("Non"))],
        coerce=lambda mot: mot == "oui",
        widget=forms.RadioSelect,
        label=_("L'emploi correspond-il aux activités du stage ?"),
        error_messages={"required": _("Il manque cette réponse.")},
    )
    presence = ChampDuree(
        exemple="868 h",
        required=False,
        label=_("Heures de présence du stage"),
        help_text=_("De plus de deux mois, le stage compte dans l'ancienneté."),
    )

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data)


QUESTION = Question(
    "embauche-apres-le-stage",
    _("Que change le stage à l'embauche ?"),
    _("Ce qui reste de la période d'essai, le stage déduit ; ce qui compte dans l'ancienneté."),
    (Partie.STAGIAIRE, Partie.ORGANISME),
    Embauche,
    repondre,
    exemple={
        "debut": "2026-03-02",
        "fin": "2026-08-28",
        "embauche_le": "2026-08-31",
        "essai": "4",
        "correspondance": "oui",
        "presence": "868",
    },
)
