"""Les mots de base : types des grandeurs, verdicts, gravités, dates de relecture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

Minutes = NewType("Minutes", int)
"""Une durée, en minutes entières."""
Euros = NewType("Euros", Decimal)
"""Un montant, en euros."""
Taux = NewType("Taux", Decimal)
"""Une part : 0.15 pour 15 %."""

ETAT_DU_DROIT = date(2026, 11, 22)
"""Le jour auquel les textes ont été relus."""
HORIZON_DES_TEXTES = date(2027, 8, 31)
"""La fin de l'année d'enseignement en cours à cette relecture : au-delà, rien n'est tenu pour connu."""
DEBUT_DU_DROIT_CONNU = date(2008, 2, 1)
"""Décret 2008-96 : avant, le droit n'est pas écrit ici."""


class Verdict(StrEnum):
    """Les quatre réponses possibles."""

    CONFORME = "conforme"
    NON_CONFORME = "non conforme"
    A_VERIFIER = "à vérifier"
    SANS_OBJET = "sans objet"


class Gravite(StrEnum):
    """Ce qu'entraîne un verdict « non conforme » : seul « bloquant » arrête une étape."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


class Confiance(StrEnum):
    """D'où l'on tient un texte ou une valeur."""

    TEXTE = "texte lu"
    REPRODUCTION = "reproduction du texte"
    SECONDAIRE = "source secondaire"
    MEMOIRE = "à confirmer sur Légifrance"
