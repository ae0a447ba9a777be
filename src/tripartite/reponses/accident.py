"""Un accident : qui fait quoi, et pour quand ?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tripartite.droit.calendrier import UN_JOUR
from tripartite.droit.jours_feries import Territoire, jours_feries
from tripartite.droit.langage import phrase
from tripartite.droit.regles.accident import Demarches, Moment, Qui, demarches
from tripartite.rendus.fiches import Fiche, tableau
from tripartite.reponses.socle import Rappel, Reponse

DIMANCHE = 6
A_CONFIRMER = (
    "Les délais de 24 et de 48 heures (CSS R. 441-2 et R. 441-3) sont écrits ici de mémoire : confirmez-les "
    "auprès de la caisse. Les 48 heures ne comptent ni les dimanches ni les jours fériés."
)


@dataclass(frozen=True)
class Demande:
    """Un accident : son jour, son moment, et ce qui change qui en porte les obligations."""

    le: date
    moment: Moment
    au_dessus_de_la_franchise: bool = False
    agricole: bool = False
    territoire: Territoire = Territoire.METROPOLE


def repondre(demande: Demande) -> Reponse:
    """Qui prévient, qui déclare, à qui, pour quand."""
    suite = demarches(demande.moment, demande.au_dessus_de_la_franchise, demande.agricole)
    lendemain, limite = demande.le + UN_JOUR, deux_jours_ouvrables(demande.le, demande.territoire)
    rappels = (
        Rappel("information", "Accident : prévenir l'organisme ou l'établissement, au plus tard", lendemain),
        Rappel(
            "declaration",
            phrase("Accident : déclaration à {caisse}, au plus tard", caisse=suite.caisse),
            limite,
        ),
    )
    return Reponse(fiche(suite, demande.moment, lendemain, limite), suite, rappels)


def deux_jours_ouvrables(jour: date, territoire: Territoire) -> date:
    """Le deuxième jour qui suit, dimanches et jours fériés non compris.

    >>> deux_jours_ouvrables(date(2026, 4, 30), Territoire.METROPOLE)
    datetime.date(2026, 5, 4)
    """
    reste = 2
    while reste:
        jour += UN_JOUR
        if jour.weekday() != DIMANCHE and jour not in jours_feries(jour.year, territoire):
            reste -= 1
    return jour


def fiche(suite: Demarches, moment: Moment, lendemain: date, limite: date) -> Fiche:
    """La réponse, et chaque démarche dans l'ordre."""
    prevenu = Qui.ETABLISSEMENT if moment == Moment.ENSEIGNEMENT else Qui.ORGANISME
    lignes = [
        ("le stagiaire", phrase("prévient {qui}", qui=prevenu), lendemain),
        (suite.declarant, phrase("déclare l'accident à {caisse}", caisse=suite.caisse), limite),
    ]
    if suite.copie_a:
        lignes.append((suite.declarant, phrase("envoie une copie à {qui}", qui=suite.copie_a), limite))
    return Fiche(
        "accident",
        "Accident : qui fait quoi",
        phrase(
            "{qui:majuscule} déclare l'accident à {caisse}, le {limite:date} au plus tard.",
            qui=suite.declarant,
            caisse=suite.caisse,
            limite=limite,
        ),
        tableaux=(
            tableau(
                (("qui", "Qui"), ("quoi", "Fait quoi"), ("limite", "Au plus tard", "date")),
                lignes,
                titre="Dans l'ordre",
            ),
        ),
        etapes=suite.etapes,
        notes=(A_CONFIRMER,),
        articles=("CSS L. 412-8", "CSS R. 412-4", "CSS R. 441-2", "CSS R. 441-3"),
    )
