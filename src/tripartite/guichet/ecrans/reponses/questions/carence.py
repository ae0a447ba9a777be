"""Quand ce poste est-il libre ?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Initiative, Partie
from tripartite.guichet.ecrans.reponses.champs import ChampDuree, ChampJour
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.carence import Demande, repondre

INITIATIVES = (
    ("", _("Personne : il est allé, ou ira, à son terme")),
    (Initiative.STAGIAIRE.value, _("Le stagiaire")),
    (Initiative.ORGANISME.value, _("L'organisme d'accueil")),
    (Initiative.ETABLISSEMENT.value, _("L'établissement d'enseignement")),
    (Initiative.ACCORD.value, _("Un accord des parties")),
)


class Poste(Formulaire):
    """Le stage qui a occupé le poste."""

    debut = ChampJour(label=_("Premier jour du stage qui a occupé le poste"))
    fin = ChampJour(label=_("Son dernier jour"))
    presence = ChampDuree(
        exemple="455 h",
        required=False,
        label=_("Ses heures de présence"),
        help_text=_("Une des lectures du texte les compte."),
    )
    rompu_par = forms.TypedChoiceField(
        choices=INITIATIVES,
        coerce=Initiative,
        empty_value=None,
        required=False,
        label=_("Qui y a mis fin avant son terme"),
    )

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data)


QUESTION = Question(
    "delai-de-carence",
    _("Quand ce poste est-il libre ?"),
    _("Entre deux stages, un poste attend le tiers de la durée du premier : le jour, selon chaque lecture."),
    (Partie.ORGANISME,),
    Poste,
    repondre,
    exemple={"debut": "2026-01-05", "fin": "2026-04-04"},
)
