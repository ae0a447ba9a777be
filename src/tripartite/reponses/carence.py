"""Quand ce poste est-il libre ? Le délai de carence, selon chaque lecture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tripartite.droit.faits import Initiative, StageVoisin
from tripartite.droit.langage import AUCUN, Minutes, Phrase
from tripartite.droit.regles.carence import PosteLibre, poste_libre_le
from tripartite.rendus.fiches import Fiche, tableau
from tripartite.reponses.socle import Rappel, Reponse, ordonner


@dataclass(frozen=True)
class Demande:
    """Le stage qui a occupé le poste : ses jours, sa présence, qui y a mis fin avant son terme."""

    debut: date
    fin: date
    presence: int | None = None
    rompu_par: Initiative | None = None


def repondre(demande: Demande) -> Reponse:
    """Le premier jour où le poste est libre.

    Raises:
        ReponseImpossible: la fin précède le début.
    """
    ordonner(demande.debut, demande.fin)
    stage = StageVoisin(demande.debut, demande.fin, rompu_par=demande.rompu_par or AUCUN)
    if demande.presence is not None:
        stage = StageVoisin(
            demande.debut,
            demande.fin,
            presence=Minutes(demande.presence),
            rompu_par=demande.rompu_par or AUCUN,
        )
    libre = poste_libre_le((stage,))
    rappels: tuple[Rappel, ...] = ()
    if libre.conseille:
        rappels = (Rappel("poste", "Le poste est de nouveau libre", libre.conseille),)
    return Reponse(fiche(libre, (stage,)), libre, rappels)


SANS_PRESENCE = (
    "Les heures de présence ne sont pas données : la lecture en présence (D. 124-6) manque. Donnez-les, elle "
    "peut mener à un autre jour."
)


def fiche(libre: PosteLibre, poste: tuple[StageVoisin, ...]) -> Fiche:
    """La réponse, et chaque lecture."""
    grandeurs = {"tot": libre.au_plus_tot, "conseille": libre.conseille}
    if not libre.attentes:
        reponse = (
            "Le stagiaire est parti de lui-même : aucune carence ne court. Le poste est libre le {tot:date}."
        )
    elif libre.au_plus_tot == libre.conseille:
        reponse = "Le poste est libre le {tot:date}."
    else:
        reponse = (
            "Attendez le {conseille:date} : c'est la plus tardive des lectures du texte. "
            "Avant le {tot:date}, aucune ne permet un nouveau stage sur ce poste."
        )
    colonnes = (
        ("du", "Stage du"),
        ("au", "Au"),
        ("en_jours", "En jours"),
        ("en_mois", "En mois entiers"),
        ("en_presence", "En présence"),
    )
    lignes = [(a.stage.debut, a.stage.fin, a.en_jours, a.en_mois, a.en_presence) for a in libre.attentes]
    tableaux = (tableau(colonnes, lignes, titre="Le premier jour libre, selon chaque lecture"),)
    return Fiche(
        "carence",
        "Délai de carence du poste"
        if len(poste) == 1
        else "Délai de carence du poste, après plusieurs stages",
        Phrase(reponse, grandeurs),
        tableaux=tableaux if libre.attentes else (),
        etapes=libre.etapes,
        notes=(SANS_PRESENCE,) if any(a.en_presence is None for a in libre.attentes) else (),
        articles=("L. 124-11",),
    )
