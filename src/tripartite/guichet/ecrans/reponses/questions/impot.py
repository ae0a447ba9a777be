"""Que déclarer aux impôts ?"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tripartite.dossiers import valeurs
from tripartite.droit.faits import Partie
from tripartite.guichet.ecrans.reponses.champs import ChampEntier, ChampLignes
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.impot import Demande, repondre


class Impot(Formulaire):
    """Une année, et ce qui y a été reçu."""

    annee = ChampEntier(2008, 2100, "2026", label=_("Année des versements"))
    recus = ChampLignes(
        valeurs.lire_montant,
        "3 906 €",
        label=_("Gratifications reçues dans l'année"),
        help_text=_("Un montant par ligne, de quelque organisme que ce soit."),
    )

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data)


QUESTION = Question(
    "impot",
    _("Que déclarer aux impôts ?"),
    _("Les gratifications d'une année, de tous les organismes, contre la limite d'exonération."),
    (Partie.STAGIAIRE,),
    Impot,
    repondre,
    exemple={"annee": "2025", "recus": "3906;2100"},
)
