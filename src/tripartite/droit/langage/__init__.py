"""La langue du droit : ce qu'une règle reçoit, ce qu'elle lit, ce qu'elle répond.

Une règle est une fonction. À gauche de l'étoile, des faits ; à droite, des valeurs de la loi.
Un fait inconnu n'est jamais testé : s'en servir arrête la règle, qui répond « à vérifier ».
"""

from tripartite.droit.langage.deductions import DEDUCTIONS, Deduction, deduit
from tripartite.droit.langage.inconnu import AUCUN, Aucun, FaitInconnu, Inconnu, connu
from tripartite.droit.langage.mots import (
    DEBUT_DU_DROIT_CONNU,
    ETAT_DU_DROIT,
    HORIZON_DES_TEXTES,
    Confiance,
    Euros,
    Gravite,
    Minutes,
    Taux,
    Verdict,
)
from tripartite.droit.langage.phrases import VIDE, Phrase, phrase
from tripartite.droit.langage.regles import REGLES, Regle, Sujet, regle
from tripartite.droit.langage.reponses import (
    Constat,
    Etape,
    LectureDuTexte,
    a_verifier,
    conforme,
    etape,
    fait_manquant,
    lecture,
    non_conforme,
    sans_objet,
)
from tripartite.droit.langage.situation import Situation
from tripartite.droit.langage.valeurs import Faits, Lecture, Parametre, SerieLue, Valeur, ValeurLue, depuis

__all__ = [
    "AUCUN",
    "Aucun",
    "Confiance",
    "Constat",
    "DEBUT_DU_DROIT_CONNU",
    "DEDUCTIONS",
    "Deduction",
    "ETAT_DU_DROIT",
    "Etape",
    "Euros",
    "FaitInconnu",
    "Faits",
    "Gravite",
    "HORIZON_DES_TEXTES",
    "Inconnu",
    "Lecture",
    "LectureDuTexte",
    "Minutes",
    "Parametre",
    "Phrase",
    "REGLES",
    "Regle",
    "SerieLue",
    "Situation",
    "Sujet",
    "Taux",
    "VIDE",
    "Valeur",
    "ValeurLue",
    "Verdict",
    "a_verifier",
    "conforme",
    "connu",
    "deduit",
    "depuis",
    "etape",
    "fait_manquant",
    "lecture",
    "non_conforme",
    "phrase",
    "regle",
    "sans_objet",
]
