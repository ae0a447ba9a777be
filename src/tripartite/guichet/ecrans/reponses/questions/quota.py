"""Puis-je accueillir un stagiaire de plus ?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie, StageVoisin
from tripartite.droit.langage import AUCUN
from tripartite.guichet.dessins import Dessin, semaines_contre_contingent, tuteur_en_trois_lignes
from tripartite.guichet.ecrans.reponses.champs import ChampEntier, ChampJour, ChampLignes, lire_dates
from tripartite.guichet.ecrans.reponses.question import Formulaire, Question
from tripartite.reponses.quota import TUTEUR, Demande, repondre
from tripartite.reponses.socle import Reponse

UN_PAR_LIGNE = _("Un stage par ligne : 02/02/2026 au 31/07/2026.")


class Places(Formulaire):
    """L'effectif, les stages en cours, celui que l'on voudrait."""

    effectif = ChampEntier(
        label=_("Effectif de l'organisme"),
        help_text=_("Les personnes employées, tous établissements réunis."),
        exemple="47",
    )
    debut = ChampJour(label=_("Premier jour du stage voulu"))
    fin = ChampJour(label=_("Dernier jour du stage voulu"))
    stages = ChampLignes(
        lire_dates,
        _("02/02/2026 au 31/07/2026"),
        label=_("Les stages en cours ou prévus"),
        help_text=UN_PAR_LIGNE,
    )
    tuteur = ChampLignes(
        lire_dates,
        label=_("Ceux que suit déjà le tuteur voulu"),
        help_text=_("Trois conventions en cours au plus. Un stage par ligne."),
    )
    poste = ChampLignes(
        lire_dates,
        label=_("Les stages qui ont occupé le même poste"),
        help_text=_("Le poste attend le tiers de leur durée. Un stage par ligne."),
    )
    suite = ("tuteur", "poste")

    def demande(self, au: date) -> Demande:
        """La demande."""
        lus = self.cleaned_data
        return Demande(lus["effectif"], lus["debut"], lus["fin"], lus["stages"], lus["tuteur"], lus["poste"])


def dessiner(reponse: Reponse, demande: Demande) -> Iterable[Dessin]:
    """Les semaines contre le contingent, et les conventions du tuteur."""
    yield semaines_contre_contingent(reponse.resultat.semaines)
    if demande.tuteur:
        suivis = [
            StageVoisin(d, f, f"{_('stage')} {n}", tuteur=TUTEUR, rompu_par=AUCUN)
            for n, (d, f) in enumerate(demande.tuteur, 1)
        ]
        yield tuteur_en_trois_lignes(suivis, demande.debut)


QUESTION = Question(
    "un-stagiaire-de-plus",
    _("Puis-je accueillir un stagiaire de plus ?"),
    _("Les places de chaque semaine, la première date possible, le tuteur et le poste."),
    (Partie.ORGANISME,),
    Places,
    repondre,
    dessiner,
    {
        "effectif": "18",
        "debut": "2026-03-02",
        "fin": "2026-06-30",
        "stages": "02/02/2026 au 31/03/2026;02/02/2026 au 30/04/2026;09/02/2026 au 29/05/2026",
    },
)
