"""Que coûte un stagiaire, que faut-il déclarer ?"""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers import valeurs
from tripartite.droit.calculs.echeances import RIEN
from tripartite.droit.faits import Partie
from tripartite.guichet.ecrans.reponses.champs import ChampEntier, ChampJour, ChampLu, ChampMois, ChampMontant
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.cotisations import Demande, repondre


class Cout(Formulaire):
    """Le mois, sa gratification, et ce qui règle les taux de l'organisme."""

    mois = ChampMois(label=_("Mois de présence"))
    gratification = ChampMontant("900", label=_("Gratification du mois"), help_text=_("En euros."))
    heures = ChampLu(valeurs.lire_heures, "154 h", label=_("Heures de présence du mois"))
    avantages = ChampMontant(
        "0",
        required=False,
        label=_("Avantages en nature du mois"),
        help_text=_("En euros. Ils comptent dans la franchise."),
    )
    effectif = ChampEntier(required=False, label=_("Effectif de l'organisme"))
    taux_atmp = ChampLu(
        valeurs.lire_taux,
        "1 %",
        required=False,
        label=_("Taux d'accident du travail"),
        help_text=_("Celui que la caisse vous a notifié."),
    )
    taux_mobilite = ChampLu(valeurs.lire_taux, "0 %", required=False, label=_("Taux du versement mobilité"))
    conclue_le = ChampJour(
        required=False,
        label=_("Jour de conclusion de la convention"),
        help_text=_("Il fixe la franchise. Vide, le premier jour du mois."),
    )
    alsace_moselle = forms.BooleanField(required=False, label=_("En Alsace ou en Moselle"))
    agricole = forms.BooleanField(required=False, label=_("Régime agricole"))
    suite = (
        *("avantages", "effectif", "taux_atmp", "taux_mobilite"),
        *("conclue_le", "alsace_moselle", "agricole"),
    )

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**{**self.cleaned_data, "avantages": self.cleaned_data["avantages"] or RIEN})


QUESTION = Question(
    "cout-d-un-stagiaire",
    _("Que coûte un stagiaire, que faut-il déclarer ?"),
    _("Le coût du mois, les cotisations de chacun au-dessus de la franchise, ce que le stagiaire reçoit."),
    (Partie.ORGANISME,),
    Cout,
    repondre,
    exemple={
        "mois": "2026-03",
        "gratification": "900",
        "heures": "154 h",
        "effectif": "25",
        "taux_atmp": "1 %",
        "taux_mobilite": "0 %",
    },
)
