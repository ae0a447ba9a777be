"""Ce que l'on demande à Tripartite, à chaud : toutes les règles d'un dossier, et la question des douze mois.

`python -m bench.tripartite_douze_mois` mesure et rend du JSON. Tous les appels à la bibliothèque sont dans
la première partie du fichier ; une seule chose qui change chez elle ne change qu'une fonction ici.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
EXEMPLE = RACINE / "exemples" / "master-en-entreprise.yaml"
QUESTION = json.loads((Path(__file__).parent / "question.json").read_text("utf-8"))
LECTURES = 60
REPETITIONS = 60
TOURS_DE_L_ETALON = 100_000
ECHAUFFEMENT = 10


# --- Les appels à Tripartite -----------------------------------------------------------------

LE_JOUR = date(2026, 11, 23)
"""Le jour où l'on regarde l'exemple."""


def lire_exemple() -> Any:
    """Le dossier de l'exemple, relu du fichier : rien de calculé n'y est encore."""
    from tripartite import lire_dossier

    return lire_dossier(str(EXEMPLE))


def juger(dossier: Any) -> list[Any]:
    """Toutes les règles, tous les sujets, sur un dossier."""
    from tripartite import verifier

    return verifier(dossier, au=LE_JOUR)


def d_un_autre_jour(dossier: Any, rang: int) -> Any:
    """Le même dossier, conclu et fini d'autres jours : la loi s'y lit à neuf."""
    convention = dossier.convention
    decale = replace(
        convention,
        conclue_le=convention.conclue_le - timedelta(days=rang),
        fin=convention.fin - timedelta(days=rang % 7),
    )
    return replace(dossier, convention=decale)


def nombre_de_regles() -> int:
    from tripartite.droit.plan import regles

    return len(regles())


def dossier_de_douze_mois() -> Any:
    """Le stage de la question : 7 heures par jour ouvré pendant une année civile, fériés chômés."""
    from tripartite.droit.calendrier import Mois
    from tripartite.droit.faits import (
        Avantages,
        Convention,
        Dossier,
        Effectif,
        Etablissement,
        Gratification,
        Horaires,
        Journee,
        Modalite,
        OrganismeAccueil,
        SemaineType,
    )

    annee = QUESTION["annee"]
    jour = Journee(duree=7 * 60)
    semaine = SemaineType(lundi=jour, mardi=jour, mercredi=jour, jeudi=jour, vendredi=jour)
    rien = Decimal(0)
    return Dossier(
        convention=Convention(
            debut=date(annee, 1, 1),
            fin=date(annee, 12, 31),
            conclue_le=date.fromisoformat(QUESTION["conclue_le"]),
            horaires=Horaires(semaines=(semaine,)),
            gratification=Gratification(
                horaire=Decimal(QUESTION["gratification_horaire"]),
                modalite=Modalite.REEL,
                revalorisation=True,
            ),
            avantages=Avantages(
                restaurant=False,
                titre_restaurant=rien,
                part_patronale_du_titre=rien,
                transport_mensuel=rien,
                transport_pris_en_charge=rien,
            ),
        ),
        etablissement=Etablissement(public=True),
        organisme=OrganismeAccueil(
            public=False,
            accords_de_branche=(),
            effectifs=tuple(Effectif(Mois(annee, m), QUESTION["effectif"]) for m in range(1, 13)),
            taux_atmp=Decimal(QUESTION["taux_accidents_du_travail"]),
            taux_mobilite=rien,
        ),
    )


def heures_de_la_question() -> dict[Any, int]:
    """Les minutes de chaque mois, telles que les pairs les reçoivent."""
    from tripartite.droit.calendrier import Mois

    mois = (Mois(QUESTION["annee"], numero) for numero in range(1, 13))
    return {m: 60 * heures for m, heures in zip(mois, QUESTION["heures_par_mois"], strict=True)}


DEDUCTIONS = ("minimum_par_mois", "cotisations_par_mois")
"""Ce que la question demande, par le nom des déductions qui y répondent."""


def calculer_douze_mois(
    dossier: Any, minutes_par_mois: dict[Any, int] | None = None
) -> list[dict[str, float]]:
    """Les montants et les cotisations des deux côtés, mois par mois : tout est déduit à chaque appel.

    Sans `minutes_par_mois`, les heures se déduisent aussi, jour par jour, des horaires et du calendrier.
    """
    from tripartite.droit.langage import Situation, connu
    from tripartite.droit.verification import situation_de

    situation = situation_de(dossier, LE_JOUR)
    if minutes_par_mois:
        situation = Situation({**situation.connus, "minutes_par_mois": minutes_par_mois})
    reponse = {nom: situation[nom] for nom in DEDUCTIONS}
    if manquants := [nom for nom, valeur in reponse.items() if not connu(valeur)]:
        raise LookupError(f"ne se déduit pas : {', '.join(manquants)}")
    return mois_par_mois(reponse)


def mois_par_mois(reponse: dict[str, Any]) -> list[dict[str, float]]:
    """La réponse dans les mots communs aux trois outils, pour lire les montants côte à côte."""
    horaire = Decimal(QUESTION["gratification_horaire"])
    lignes = []
    for minimum, cotisations in zip(*(reponse[nom] for nom in DEDUCTIONS), strict=True):
        lignes.append(
            {
                "gratification": float(horaire * minimum.minutes / 60),
                "minimum": float(minimum.montant),
                "excedent": float(cotisations.excedent),
                "cotisations_organisme": float(cotisations.organisme),
                "cotisations_stagiaire": float(cotisations.stagiaire),
                "csg_crds": float(cotisations.csg_crds),
            }
        )
    return lignes


# --- Les mesures -----------------------------------------------------------------------------


def chronometrer(
    appel: Callable[..., Any], *arguments: Any, horloge: Callable[[], int] = perf_counter_ns
) -> tuple[Any, int]:
    """Le résultat de l'appel, et sa durée en nanosecondes à cette horloge."""
    debut = horloge()
    resultat = appel(*arguments)
    return resultat, horloge() - debut


def etalon() -> int:
    """Une boucle de Python pur : ce que vaut la machine, à ce moment."""
    somme = 0
    for n in range(TOURS_DE_L_ETALON):
        somme += n * n % 7
    return somme


def mesurer_regles() -> dict[str, Any]:
    """Chaque dossier mesuré est relu du fichier et n'est jugé qu'une fois : aucun calcul n'est réutilisé.

    Rien n'est gardé de ses constats : une mémoire qui grossit de jugement en jugement coûterait ses pages.
    """
    lus = [chronometrer(lire_exemple) for _ in range(LECTURES)]
    constats, premier = chronometrer(juger, lus[0][0])
    temps = [chronometrer(juger, dossier)[1] for dossier, _ in lus[ECHAUFFEMENT:]]
    relus = [lire_exemple() for _ in range(LECTURES)]
    au_processeur = [chronometrer(juger, dossier, horloge=process_time_ns)[1] for dossier in relus]
    autres = [d_un_autre_jour(lire_exemple(), rang) for rang in range(1, LECTURES)]
    d_autres_jours = [chronometrer(juger, dossier)[1] for dossier in autres]
    etalons = [chronometrer(etalon)[1] for _ in range(ECHAUFFEMENT)]
    return {
        "lecture_ms": median(ns for _, ns in lus[ECHAUFFEMENT:]) / 1e6,
        "regles_ms": median(temps) / 1e6,
        "regles_au_mieux_ms": min(temps) / 1e6,
        "regles_au_processeur_ms": min(au_processeur) / 1e6,
        "regles_d_autres_jours_ms": median(d_autres_jours) / 1e6,
        "etalon_ms": median(etalons) / 1e6,
        "etalon_au_mieux_ms": min(etalons) / 1e6,
        "premier_jugement_ms": premier / 1e6,
        "regles": nombre_de_regles(),
        "constats": len(constats),
    }


def mesurer_douze_mois() -> dict[str, Any]:
    """Heures données, comme aux pairs, puis calendrier compris ; un dossier ne sert qu'une fois."""
    heures = heures_de_la_question()
    donnees = [chronometrer(calculer_douze_mois, dossier_de_douze_mois(), heures) for _ in range(REPETITIONS)]
    deduites = [chronometrer(calculer_douze_mois, dossier_de_douze_mois()) for _ in range(REPETITIONS)]
    if donnees[0][0] != deduites[0][0]:
        raise ValueError("heures données ou déduites du calendrier, la réponse devrait être la même")
    return {
        "premier_cas_ms": donnees[0][1] / 1e6,
        "a_chaud_ms": median(ns for _, ns in donnees[ECHAUFFEMENT:]) / 1e6,
        "calendrier_compris_ms": median(ns for _, ns in deduites[ECHAUFFEMENT:]) / 1e6,
        "mois": deduites[0][0],
    }


def principal() -> None:
    """Une épreuve que la bibliothèque ne sait pas encore passer est dite absente, avec la raison."""
    sortie: dict[str, Any] = {"pair": "Tripartite"}
    for mesurer in (mesurer_regles, mesurer_douze_mois):
        try:
            sortie |= mesurer()
        except Exception as erreur:
            sortie.setdefault("absences", {})[mesurer.__name__] = f"{type(erreur).__name__} : {erreur}"
    print(json.dumps(sortie))


if __name__ == "__main__":
    principal()
