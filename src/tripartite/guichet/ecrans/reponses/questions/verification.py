"""Ce stage est-il en règle ?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers import ecrire
from tripartite.droit.faits import Degre, Partie
from tripartite.guichet.dessins import Dessin, ligne_de_vie
from tripartite.guichet.ecrans.reponses.champs import ChampDuree, ChampEntier, ChampJour, ChampMontant
from tripartite.guichet.ecrans.reponses.question import ChampTerritoire, Formulaire, Question
from tripartite.guichet.ecrans.reponses.questions.retraite import lire_naissance
from tripartite.rendus.classement import classer
from tripartite.reponses.socle import Reponse
from tripartite.reponses.verification import Demande, repondre

FAITS = "faits-d-une-question"
"""Le sel de ce qui mène d'une réponse à une convention : une adresse signée, qui ne sert qu'à cela."""
NE_SAIT_PAS = ("", _("Je ne sais pas"))


class Stage(Formulaire):
    """Ce que l'on sait du stage ; ce que l'on ne dit pas reste à vérifier."""

    debut = ChampJour(label=_("Premier jour du stage"))
    fin = ChampJour(label=_("Dernier jour du stage"))
    semaine = ChampDuree(
        label=_("Heures de présence par semaine"), help_text=_("Réparties du lundi au vendredi.")
    )
    horaire = ChampMontant(
        required=False,
        label=_("Gratification, par heure"),
        help_text=_("En euros. Zéro s'il n'y en a pas ; vide, vous ne savez pas."),
    )
    degre = forms.TypedChoiceField(
        choices=[
            (Degre.SUPERIEUR.value, _("Supérieur")),
            (Degre.SECONDAIRE.value, _("Secondaire")),
            NE_SAIT_PAS,
        ],
        coerce=Degre,
        empty_value=None,
        required=False,
        label=_("Enseignement"),
    )
    heures_enseignement = ChampDuree(
        exemple="400 h",
        required=False,
        label=_("Heures d'enseignement dans l'année"),
        help_text=_("200 heures au moins pour un stage."),
    )
    autres = ChampDuree(
        exemple="0 h",
        required=False,
        label=_("Heures d'autres stages chez le même organisme, cette année"),
        help_text=_("Zéro s'il n'y en a pas."),
    )
    conclue_le = ChampJour(required=False, label=_("Jour de conclusion de la convention"))
    naissance = ChampJour(lire_naissance, required=False, label=_("Date de naissance du stagiaire"))
    effectif = ChampEntier(required=False, label=_("Effectif de l'organisme"))
    public = forms.TypedChoiceField(
        choices=[("oui", _("Public")), ("non", _("Privé")), NE_SAIT_PAS],
        coerce=lambda mot: mot == "oui",
        empty_value=None,
        required=False,
        label=_("Organisme"),
    )
    territoire = ChampTerritoire()
    suite = ("autres", "conclue_le", "naissance", "effectif", "public", "territoire")

    def demande(self, au: date) -> Demande:
        """La demande."""
        return Demande(**self.cleaned_data, au=au)


def dessiner(reponse: Reponse, demande: Demande) -> Iterable[Dessin]:
    """La ligne de vie."""
    return dessiner_au(reponse, demande.au or date.today())


def dessiner_au(reponse: Reponse, au: date) -> list[Dessin]:
    """La ligne de vie, ce jour-là ; il y faut des dates."""
    if reponse.dossier is None or not reponse.rappels:
        return []
    return [ligne_de_vie(reponse.dossier, au)]


def classement(reponse: Reponse, demande: Demande | None = None) -> dict[str, Any]:
    """Les constats, rangés ; et de quoi commencer la convention avec ces faits."""
    if reponse.dossier is None:
        return {}
    faits = signing.dumps(ecrire(reponse.dossier), salt=FAITS, compress=True)
    return {"classement": classer(reponse.resultat), "faits": faits, "dossier": reponse.dossier}


QUESTION = Question(
    "verifier-un-stage",
    _("Ce stage est-il en règle ?"),
    _("Quelques faits, tous les constats : ce qui bloque, ce qui manque et à qui, la ligne de vie."),
    (Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT),
    Stage,
    repondre,
    dessiner,
    {
        "debut": "2026-02-02",
        "fin": "2026-07-31",
        "semaine": "35 h",
        "horaire": "4,35",
        "degre": Degre.SUPERIEUR.value,
        "heures_enseignement": "400 h",
        "autres": "0 h",
        "conclue_le": "2026-01-12",
    },
    complement="reponses/constats.html",
    completer=classement,
    document="rapport",
)
