"""Quelles formalités pour un stagiaire venu d'un pays tiers ?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import CadreDeVenue, Partie
from tripartite.guichet.ecrans.reponses.champs import ChampJour
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.etranger import Demande, repondre

CADRES = (
    ("", _("Je ne sais pas")),
    (CadreDeVenue.FORMATION.value, _("Une formation suivie dans son pays")),
    (CadreDeVenue.ENTREPRISE.value, _("Salarié d'une entreprise étrangère")),
    (CadreDeVenue.HOSPITALIER.value, _("Une coopération hospitalière")),
)


class Formalites(Formulaire):
    """Le stage, et le cadre dans lequel le stagiaire vient."""

    debut = ChampJour(label=_("Premier jour du stage"))
    fin = ChampJour(label=_("Dernier jour du stage"))
    cadre = forms.TypedChoiceField(
        choices=CADRES,
        coerce=CadreDeVenue,
        empty_value=None,
        required=False,
        label=_("Le stagiaire vient pour"),
    )
    programme_europeen = forms.BooleanField(
        required=False, label=_("Dans un programme européen ou intergouvernemental")
    )
    envoyee_le = ChampJour(required=False, label=_("Convention envoyée au préfet le"))

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data, au=au)


QUESTION = Question(
    "stagiaire-etranger",
    _("Quelles formalités pour un stagiaire étranger ?"),
    _("Venu d'un pays tiers : l'envoi au préfet, sa réponse, la prolongation, dans l'ordre des jours."),
    (Partie.ORGANISME, Partie.ETABLISSEMENT),
    Formalites,
    repondre,
    exemple={"debut": "2027-03-01", "fin": "2027-06-30"},
)
