"""Combien de temps ?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.dessins import Dessin, compteur_d_heures, ligne_de_vie
from tripartite.guichet.ecrans.reponses.champs import ChampDuree, ChampJour, ChampLignes, lire_dates_et_duree
from tripartite.guichet.ecrans.reponses.question import ChampTerritoire, Formulaire, Question
from tripartite.reponses.duree import Demande, Stage, repondre
from tripartite.reponses.socle import Reponse


class Temps(Formulaire):
    """Le stage, et les autres chez le même organisme."""

    debut = ChampJour(label=_("Premier jour du stage"))
    fin = ChampJour(label=_("Dernier jour du stage"))
    semaine = ChampDuree(
        label=_("Heures de présence par semaine"), help_text=_("Réparties du lundi au vendredi.")
    )
    autres = ChampLignes(
        lire_dates_et_duree,
        _("06/10/2025 au 31/10/2025 : 140 h"),
        label=_("Vos autres stages chez le même organisme"),
        help_text=_("Un stage par ligne : ses dates, puis ses heures. Vide, il n'y en a pas."),
    )
    territoire = ChampTerritoire()
    suite = ("territoire",)

    def demande(self, au: date) -> Demande:
        """La demande."""
        lus = self.cleaned_data
        autres = tuple(Stage(*stage) for stage in lus["autres"])
        return Demande(lus["debut"], lus["fin"], lus["semaine"], lus["territoire"], autres, au)


def dessiner(reponse: Reponse, demande: Demande) -> Iterable[Dessin]:
    """Les heures contre les seuils, chaque année ; puis la ligne de vie."""
    yield from (compteur_d_heures(duree) for duree in reponse.resultat.values())
    if reponse.dossier:
        yield ligne_de_vie(reponse.dossier, demande.au or date.today())


QUESTION = Question(
    "combien-de-temps",
    _("Combien de temps ?"),
    _("Les heures, les jours et les mois d'un stage, la 309e heure, et la fin la plus tardive."),
    (Partie.STAGIAIRE, Partie.ETABLISSEMENT),
    Temps,
    repondre,
    dessiner,
    {
        "debut": "2026-02-02",
        "fin": "2026-07-31",
        "semaine": "35 h",
        "autres": "06/10/2025 au 31/10/2025 : 140 h",
    },
)
