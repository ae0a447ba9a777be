"""Combien me doit-on ?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers import valeurs
from tripartite.dossiers.erreurs import Illisible
from tripartite.droit.faits import Partie
from tripartite.guichet.dessins import Dessin, calendrier_du_stage, mois_payes
from tripartite.guichet.dessins.calendrier import Jour
from tripartite.guichet.ecrans.reponses.champs import (
    ChampDuree,
    ChampEntier,
    ChampJour,
    ChampLignes,
    ChampMontant,
    lire_versement,
)
from tripartite.guichet.ecrans.reponses.question import ChampTerritoire, Formulaire, Question
from tripartite.reponses.echeancier import Demande, repondre
from tripartite.reponses.socle import Reponse

BASCULE = "jour"
"""Le bouton d'un jour du calendrier : présent, absent, la moitié du jour, présent."""


class Combien(Formulaire):
    """Le stage, ses jours manqués, ce qui a été versé."""

    debut = ChampJour(label=_("Premier jour du stage"))
    fin = ChampJour(label=_("Dernier jour du stage"))
    semaine = ChampDuree(
        label=_("Heures de présence par semaine"), help_text=_("Réparties du lundi au vendredi.")
    )
    verse = ChampLignes(
        lire_versement,
        "2026-02 : 500 €",
        label=_("Ce qui a été versé"),
        help_text=_("Un mois par ligne : 2026-02 : 500 €. Vide, rien n'est encore versé."),
    )
    territoire = ChampTerritoire()
    conclue_le = ChampJour(
        required=False,
        label=_("Jour de conclusion de la convention"),
        help_text=_("Il fixe le taux minimal. Vide, celui du début du stage."),
    )
    horaire = ChampMontant(
        required=False,
        label=_("Montant de l'heure écrit dans la convention"),
        help_text=_("En euros. Vide, le minimum légal."),
    )
    lisser = ChampEntier(
        au_moins=1,
        au_plus=24,
        required=False,
        label=_("Versements égaux prévus"),
        help_text=_("Leur nombre, si la convention lisse la gratification. Vide, aux heures réelles."),
    )
    autres = ChampDuree(
        exemple="140 h",
        required=False,
        label=_("Heures d'autres stages chez le même organisme"),
        help_text=_("Pendant la même année d'enseignement : elles comptent dans les deux mois."),
    )
    absents = ChampLignes(
        valeurs.lire_date,
        "2026-02-03",
        label=_("Jours d'absence non payée"),
        help_text=_("Un jour par ligne ; ou cliquez sur les jours du calendrier, sous la réponse."),
    )
    demi = ChampLignes(valeurs.lire_date, "2026-02-05", label=_("Demi-journées d'absence non payée"))

    suite = ("territoire", "conclue_le", "horaire", "lisser", "autres", "absents", "demi")

    def demande(self, au: date) -> Demande:
        """La demande ; deux versements du même mois s'ajoutent."""
        lus = self.cleaned_data
        verses: dict[Any, Any] = {}
        for mois, montant in lus["verse"]:
            verses[mois] = verses.get(mois, 0) + montant
        return Demande(
            lus["debut"],
            lus["fin"],
            lus["semaine"],
            conclue_le=lus["conclue_le"],
            territoire=lus["territoire"],
            horaire=lus["horaire"],
            lisser=lus["lisser"],
            absents=lus["absents"],
            demi=lus["demi"],
            autres=lus["autres"] or 0,
            versements=verses,
            au=au,
        )

    def basculer(self, donnees: QueryDict) -> QueryDict | None:
        """Un jour pressé passe de présent à absent, d'absent à la moitié, de la moitié à présent."""
        if BASCULE not in donnees:
            return None
        suivant = donnees.copy()
        try:
            presse = valeurs.lire_date(suivant.pop(BASCULE)[0]).isoformat()
        except Illisible:
            return suivant
        absents, demi = (_jours(suivant.get(nom, "")) for nom in ("absents", "demi"))
        if presse in absents:
            absents.discard(presse)
            demi.add(presse)
        elif presse in demi:
            demi.discard(presse)
        else:
            absents.add(presse)
        for nom, jours in (("absents", absents), ("demi", demi)):
            suivant[nom] = ";".join(sorted(jours))
        return suivant


def _jours(texte: str) -> set[str]:
    """Les jours écrits, en ISO ; ce qui ne se lit pas reste tel quel, pour être corrigé."""
    jours = set()
    for ecrit in texte.replace("\n", ";").split(";"):
        if ecrit.strip():
            try:
                jours.add(valeurs.lire_date(ecrit.strip()).isoformat())
            except Illisible:
                jours.add(ecrit.strip())
    return jours


def dessiner(reponse: Reponse, demande: Demande) -> Iterable[Dessin]:
    """Ce qui est dû chaque mois, et ce qui est versé."""
    return [mois_payes(reponse.resultat)] if reponse.resultat.total else []


def calendrier(reponse: Reponse, demande: Demande) -> dict[str, Any]:
    """Les mois du stage, dont chaque jour prévu est un bouton ; et s'il y a de quoi écrire une lettre."""
    if reponse.dossier is None:
        return {}
    grille = calendrier_du_stage(reponse.dossier, demande.au or date.today())
    noms = (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"))
    return {
        "jours": [(str(nom)[:1].upper(), nom) for nom in noms],
        "mois": [
            {
                "cle": next(c.jour.isoformat()[:7] for semaine in m.semaines for c in semaine if c),
                "nom": m.nom,
                "heures": m.heures,
                "notes": m.notes,
                "semaines": [[_case(c, demande) if c else None for c in semaine] for semaine in m.semaines],
            }
            for m in grille.mois
        ],
        "peut_ecrire": any(c.nom == "reste_a_ce_jour" and c.valeur for c in reponse.fiche.chiffres),
    }


def _case(case: Jour, demande: Demande) -> dict[str, Any]:
    """Un jour : présent, absent, absent la moitié du jour ; ou hors des jours prévus."""
    absent, moitie = case.jour in demande.absents, case.jour in demande.demi
    sorte, mot = case.sorte, str(case.mot)
    if absent:
        sorte, mot = "absence", str(_("absent"))
    elif moitie:
        sorte, mot = "moitie", str(_("absent la moitié du jour"))
    elif case.sorte == "presence":
        mot = str(_("présent"))
    return {
        "iso": case.jour.isoformat(),
        "numero": case.jour.day,
        "sorte": sorte,
        "heures": case.heures,
        "mot": mot,
        "bouton": case.sorte == "presence" or absent or moitie,
    }


QUESTION = Question(
    "combien-me-doit-on",
    _("Combien me doit-on ?"),
    _("La gratification due mois par mois, sur le vrai calendrier, et ce qui reste à payer."),
    (Partie.STAGIAIRE,),
    Combien,
    repondre,
    dessiner,
    {"debut": "2026-02-02", "fin": "2026-07-31", "semaine": "35 h"},
    complement="reponses/calendrier.html",
    completer=calendrier,
    document="lettre gratification",
)
