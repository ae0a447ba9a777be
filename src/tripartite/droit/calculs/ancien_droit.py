"""Ce que l'ancien droit de la gratification répond, avant le 1er décembre 2014.

Lois 2006-396, 2009-1437, 2011-893 et 2013-660 ; C. éduc. L. 612-11. La durée se lit au calendrier, quelle que
soit la présence (ACOSS 2008-91 ; Sénat, rapport 2009-2010 n° 396).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tripartite.droit.calendrier import Periode, age, dernier_jour_apres_mois
from tripartite.droit.faits import (
    Formation,
    Nature,
    OrganismeAccueil,
    PersonnePublique,
    StageVoisin,
    Stagiaire,
)
from tripartite.droit.langage import Confiance, Etape, Parametre, deduit, depuis, etape

FIN = "2014-11-30"
SECONDAIRE = Confiance.SECONDAIRE

SEUIL = Parametre(
    "durée, en mois du calendrier, au-delà de laquelle l'ancienne gratification était due",
    depuis("2008-02-01", 3, "loi 2006-396, art. 9 ; décret 2008-96", SECONDAIRE),
    depuis("2009-11-24", 2, "loi 2009-1437, art. 30", SECONDAIRE),
    depuis("2011-07-30", 2, "L. 612-11 (loi 2011-893)", SECONDAIRE),
    unite="mois",
    articles=("loi 2006-396", "L. 612-11"),
    jusqu_au=FIN,
)
CUMUL = Parametre(
    "cumul des stages de l'année pour l'ancienne gratification",
    depuis("2008-02-01", False, "loi 2006-396, art. 9 : mois consécutifs", SECONDAIRE),
    depuis("2011-07-30", True, "L. 612-11 : consécutifs ou non au cours d'une même année", SECONDAIRE),
    articles=("L. 612-11",),
    jusqu_au=FIN,
)
TOUT_ORGANISME = Parametre(
    "ancienne gratification due par tout organisme d'accueil",
    depuis(
        "2008-02-01",
        False,
        "décret 2008-96 : entreprises, associations, établissements industriels",
        SECONDAIRE,
    ),
    depuis("2013-07-22", True, "loi 2013-660", SECONDAIRE),
    articles=("loi 2013-660",),
    jusqu_au=FIN,
)
JOURS_DANS_L_ETAT = Parametre(
    "jours de présence qui ouvraient droit à gratification dans l'administration de l'État",
    depuis("2009-07-21", 40, "décret 2009-885", SECONDAIRE),
    unite="jours",
    articles=("décret 2009-885",),
    jusqu_au="2013-07-21",
)
AGE_DU_CHAMP = (
    16  # loi 2006-396, art. 9 : l'accueil des élèves soumis à l'obligation scolaire n'en relevait pas
)
DEUX_MOIS_AU_MOINS, DEUX_MOIS_AU_PLUS = 28 + 31, 31 + 31


# --- Ce que l'on déduit ------------------------------------------------------------------------


class DroitAncien(NamedTuple):
    """Ce que l'ancien droit répond : pourquoi le stage y échappe (vide sinon), et s'il est assez long.

    `assez_long` vaut `None` quand le nombre de jours ne suffit pas à dire le nombre de mois.
    """

    hors: str
    mois: int
    assez_long: bool | None
    etapes: tuple[Etape, ...] = ()


def assez_long_au_calendrier(
    debut: date, fin: date, mois: int, autres: tuple[Periode, ...] = ()
) -> tuple[bool | None, tuple[Etape, ...]]:
    """Dit si un stage, seul ou avec d'autres de l'année, dépasse tant de mois du calendrier.

    Plusieurs stages s'ajoutent en jours : aucun texte ne dit combien de jours font deux mois non consécutifs.
    De 60 à 62 jours (février et mars, juillet et août), la réponse est `None`.

    >>> assez_long_au_calendrier(date(2012, 3, 1), date(2012, 4, 30), 2)[0]
    False
    >>> assez_long_au_calendrier(date(2012, 3, 1), date(2012, 5, 1), 2)[0]
    True
    """
    limite = dernier_jour_apres_mois(debut, mois)
    lignes = [
        etape(
            "Au calendrier",
            "{mois:mois} depuis le {debut:jour} vont jusqu'au {limite:jour} ; le stage finit le {fin:jour}",
            mois=mois,
            debut=debut,
            limite=limite,
            fin=fin,
        )
    ]
    if fin > limite or not autres:
        return fin > limite, tuple(lignes)
    jours = sum(p.nombre_de_jours for p in (Periode(debut, fin), *autres))
    lignes.append(etape("Avec les autres stages de l'année", "{jours:jours}", jours=jours))
    return (jours > DEUX_MOIS_AU_PLUS or (False if jours <= DEUX_MOIS_AU_MOINS else None)), tuple(lignes)


@deduit(
    mois=SEUIL.a_la_date("conclue_le"),
    cumul=CUMUL.a_la_date("conclue_le"),
    tout_organisme=TOUT_ORGANISME.a_la_date("conclue_le"),
)
def droit_ancien(
    hors_champ: bool,
    accueil_en_france: bool,
    nature: Nature,
    formation: Formation,
    stagiaire: Stagiaire,
    organisme: OrganismeAccueil,
    debut: date,
    fin: date,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
    *,
    mois: int,
    cumul: bool,
    tout_organisme: bool,
) -> DroitAncien:
    """Ce que l'ancien droit de la gratification répond pour ce stage, au jour de sa conclusion."""
    if hors_champ or not accueil_en_france or formation.auxiliaire_medical:
        return DroitAncien("La gratification ne concerne pas cette convention.", mois, False)
    if nature == Nature.PFMP and age(stagiaire.naissance, debut) < AGE_DU_CHAMP:
        return DroitAncien("Un élève de moins de 16 ans n'en relevait pas.", mois, False)
    if not tout_organisme and organisme.public:
        if organisme.personne_publique == PersonnePublique.ETAT:
            return DroitAncien("L'administration de l'État avait son propre texte.", mois, False)
        if organisme.personne_publique == PersonnePublique.AUTRE:
            return DroitAncien("Aucun texte n'obligeait encore cet organisme public.", mois, False)
    voisins = (
        stages_de_l_annee_dans_l_organisme if cumul and fin <= dernier_jour_apres_mois(debut, mois) else ()
    )
    autres = tuple(Periode(s.debut, s.fin) for s in voisins)
    return DroitAncien("", mois, *assez_long_au_calendrier(debut, fin, mois, autres))
