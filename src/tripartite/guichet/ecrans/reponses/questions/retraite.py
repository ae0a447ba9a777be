"""Quels trimestres de retraite ?"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from tripartite.dossiers import valeurs
from tripartite.droit.faits import Partie
from tripartite.guichet.ecrans.reponses.champs import ChampDuree, ChampEntier, ChampJour
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.retraite import Demande, repondre


def lire_naissance(texte: str) -> date:
    """Une date de naissance : elle peut être du siècle dernier."""
    return valeurs.lire_date(texte, premiere=1900)


class Trimestres(Formulaire):
    """Les heures d'un stage gratifié, et la naissance du stagiaire."""

    minutes = ChampDuree("616 h", label=_("Heures de présence du stage gratifié"))
    naissance = ChampJour(
        lire_naissance,
        required=False,
        label=_("Date de naissance"),
        help_text=_("Pour connaître le dernier jour où demander."),
    )
    annee = ChampEntier(
        2015,
        2100,
        required=False,
        label=_("Année de la demande"),
        help_text=_("Le prix en dépend. Vide, cette année."),
    )

    def demande(self, au: date) -> Demande:
        """La demande."""
        lus = self.cleaned_data
        return Demande(lus["minutes"], lus["annee"] or au.year, lus["naissance"])


QUESTION = Question(
    "trimestres-de-retraite",
    _("Quels trimestres de retraite ?"),
    _("Les trimestres qu'un stage ouvre, leur prix, et le dernier jour pour les demander."),
    (Partie.STAGIAIRE,),
    Trimestres,
    repondre,
    exemple={"minutes": "616 h", "naissance": "2003-03-12", "annee": "2026"},
)
