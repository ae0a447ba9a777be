"""Motifs interdits du recours à un stagiaire : L. 124-7."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Motifs, OrganismeAccueil, StageVoisin
from tripartite.droit.langage import (
    AUCUN,
    Constat,
    Etape,
    Gravite,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Motifs interdits",
    ordre=80,
    lignes=("R08",),
    presentation="Aucun stage pour tenir un poste permanent, suivre un surcroît d'activité, pourvoir un "
    "emploi "
    "saisonnier ou remplacer un absent. L'organisme l'atteste ; les faits peuvent alerter, sans accuser.",
)

PAUSE = timedelta(days=7)
"""Deux stages séparés d'une semaine au plus se suivent sans pause. Repère de la maison, non du texte."""
SAISONS = (((6, 1), (9, 30)), ((12, 1), (4, 30)))
"""L'été et l'hiver touristiques, au large. Repères de la maison, non du texte."""
SECTEURS_SAISONNIERS = (
    *("touris", "hôtel", "hotel", "restaura", "camping", "agricul", "viticul", "vigne"),
    *("thermal", "ski", "plage", "loisir", "casino", "conserve", "maraîch", "maraich"),
)
"""Des activités où l'emploi saisonnier est courant. Repère de la maison, non du texte."""


# --- Ce que l'on calcule -----------------------------------------------------------------------


class Chaine(NamedTuple):
    """Des stages qui se suivent sans pause sur un poste, celui du dossier compris."""

    periodes: tuple[Periode, ...]
    periode: Periode

    @property
    def stages(self) -> int:
        """Leur nombre."""
        return len(self.periodes)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Les stages, l'un après l'autre."""
        return tuple(
            etape("Stage sur le poste", "du {debut:jour} au {fin:jour}", debut=v.debut, fin=v.fin)
            for v in self.periodes
        )


def chaine_sur_le_poste(periode: Periode, voisins: tuple[Periode, ...]) -> Chaine:
    """Les stages qui, de proche en proche, touchent celui-ci sans pause de plus d'une semaine.

    Args:
        periode: le stage du dossier, jours inclus.
        voisins: les autres stages sur le même poste, jours inclus.

    >>> hiver = Periode(date(2026, 1, 5), date(2026, 3, 27))
    >>> printemps = Periode(date(2026, 3, 30), date(2026, 6, 26))
    >>> chaine_sur_le_poste(Periode(date(2026, 6, 29), date(2026, 8, 28)), (hiver, printemps)).stages
    3
    """
    debut, fin = periode
    suivis: list[Periode] = []
    restants = sorted(voisins)
    while touches := [v for v in restants if v.fin >= debut - PAUSE and v.debut <= fin + PAUSE]:
        suivis += touches
        restants = [v for v in restants if v.fin < debut - PAUSE or v.debut > fin + PAUSE]
        debut, fin = min(debut, *(v.debut for v in touches)), max(fin, *(v.fin for v in touches))
    return Chaine(tuple(sorted((periode, *suivis))), Periode(debut, fin))


def saison(periode: Periode) -> bool:
    """Dit si la période tient entière dans l'été ou dans l'hiver touristique.

    >>> saison(Periode(date(2026, 7, 1), date(2026, 8, 31)))
    True
    >>> saison(Periode(date(2026, 5, 31), date(2026, 8, 31)))
    False
    >>> saison(Periode(date(2026, 12, 1), date(2027, 4, 30)))
    True
    """
    for (m1, j1), (m2, j2) in SAISONS:
        for annee in (periode.debut.year - 1, periode.debut.year):
            premier = date(annee, m1, j1)
            dernier = date(annee + (m2 < m1), m2, j2)
            if premier <= periode.debut and periode.fin <= dernier:
                return True
    return False


# --- Ce que l'organisme atteste ----------------------------------------------------------------

QUE_FAIRE = "Ne concluez pas cette convention ; si le besoin demeure, recrutez."


def _juger(motif: bool, interdit: str, atteste: str) -> Constat:
    if motif:
        return non_conforme(interdit, que_faire=QUE_FAIRE)
    return conforme(atteste)


@regle("L. 124-7")
def tache_reguliere_d_un_poste_permanent(motifs: Motifs, hors_champ: bool) -> Constat:
    """Un stage ne sert pas à exécuter une tâche régulière d'un poste de travail permanent.

    >>> tache_reguliere_d_un_poste_permanent(Motifs(tache_reguliere=True), False).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    return _juger(
        motifs.tache_reguliere,
        "Le stage servirait à exécuter une tâche régulière d'un poste permanent.",
        "L'organisme d'accueil atteste que le stage ne tient pas un poste permanent.",
    )


@regle("L. 124-7")
def accroissement_temporaire_d_activite(motifs: Motifs, hors_champ: bool) -> Constat:
    """Un stage ne sert pas à faire face à un accroissement temporaire de l'activité."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    return _juger(
        motifs.accroissement,
        "Le stage servirait à faire face à un accroissement temporaire de l'activité.",
        "L'organisme d'accueil atteste que le stage ne suit pas un accroissement d'activité.",
    )


@regle("L. 124-7")
def emploi_saisonnier(motifs: Motifs, hors_champ: bool) -> Constat:
    """Un stage ne sert pas à occuper un emploi saisonnier."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    return _juger(
        motifs.saisonnier,
        "Le stage servirait à occuper un emploi saisonnier.",
        "L'organisme d'accueil atteste que le stage n'est pas un emploi saisonnier.",
    )


@regle("L. 124-7")
def remplacement_d_un_absent(motifs: Motifs, hors_champ: bool) -> Constat:
    """Un stage ne sert pas à remplacer un salarié ou un agent absent ou suspendu."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    return _juger(
        motifs.remplacement,
        "Le stage servirait à remplacer un salarié ou un agent absent.",
        "L'organisme d'accueil atteste que le stage ne remplace personne.",
    )


# --- Ce qui alerte -----------------------------------------------------------------------------


@regle("L. 124-7", gravite=Gravite.AVERTISSEMENT)
def meme_poste_sans_pause(
    organisme: OrganismeAccueil, poste: str, debut: date, fin_effective: date, hors_champ: bool
) -> Constat:
    """Un poste que des stagiaires tiennent sans pause peut cacher un poste permanent."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    voisins: tuple[StageVoisin, ...] = organisme.stages
    if not voisins:
        return conforme("Aucun autre stage n'est connu dans l'organisme d'accueil.")
    periodes = tuple([Periode(v.debut, v.fin) for v in voisins if _meme(v.poste, poste)])
    chaine = chaine_sur_le_poste(Periode(debut, fin_effective), periodes)
    if chaine.stages == 1:
        return conforme("Aucun autre stage ne touche celui-ci sur le poste {poste}.", poste=poste)
    return a_verifier(
        "Le poste {poste} est tenu par {n} stages qui se suivent sans pause, du {depuis:jour} au "
        "{jusqu_au:jour}.",
        lecture(
            "poste permanent",
            Verdict.NON_CONFORME,
            "Les stagiaires se relaient sur une tâche régulière de l'organisme.",
        ),
        lecture(
            "missions distinctes",
            Verdict.CONFORME,
            "Chaque stage a ses propres missions, et aucun salarié ne les ferait à sa place.",
        ),
        que_faire="Demandez à l'organisme d'accueil qui fait ce travail en l'absence de stagiaire.",
        etapes=chaine.etapes,
        poste=poste,
        n=chaine.stages,
        depuis=chaine.periode.debut,
        jusqu_au=chaine.periode.fin,
    )


def _meme(un: str, autre: str) -> bool:
    return " ".join(un.casefold().split()) == " ".join(autre.casefold().split())


@regle("L. 124-7", gravite=Gravite.AVERTISSEMENT)
def absent_sur_le_poste(
    organisme: OrganismeAccueil, poste: str, debut: date, fin_effective: date, hors_champ: bool
) -> Constat:
    """Un salarié ou un agent absent du poste pendant le stage peut être un remplacement."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if not organisme.absents:
        return conforme("Aucun salarié ni agent n'est absent du poste.")
    stage = Periode(debut, fin_effective)
    absences = [
        Periode(absent.debut, stage.fin if absent.fin is AUCUN else absent.fin)
        for absent in organisme.absents
        if _meme(absent.poste, poste)
    ]
    communes = sorted(commune for absence in absences if (commune := stage.intersection(absence)))
    if not communes:
        return conforme("Aucune absence sur le poste {poste} ne recouvre le stage.", poste=poste)
    return a_verifier(
        "Une personne est absente du poste {poste} pendant le stage, à partir du {depuis:jour}.",
        lecture("remplacement", Verdict.NON_CONFORME, "Le stagiaire fait le travail de la personne absente."),
        lecture("coïncidence", Verdict.CONFORME, "La personne est remplacée autrement, ou ne l'est pas."),
        que_faire="Demandez à l'organisme d'accueil comment l'absence est couverte.",
        etapes=[
            etape("Absence pendant le stage", "du {debut:jour} au {fin:jour}", debut=c.debut, fin=c.fin)
            for c in communes
        ],
        poste=poste,
        depuis=communes[0].debut,
    )


@regle("L. 124-7", gravite=Gravite.AVERTISSEMENT)
def stage_en_pleine_saison(
    organisme: OrganismeAccueil, debut: date, fin_effective: date, hors_champ: bool
) -> Constat:
    """Un stage qui tient dans la saison d'un secteur saisonnier peut cacher un emploi saisonnier."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    secteur = organisme.secteur
    if not secteur:
        return sans_objet("Le secteur d'activité n'est pas dit : les dates seules n'alertent pas.")
    if not any(mot in secteur.casefold() for mot in SECTEURS_SAISONNIERS):
        return sans_objet(
            "Le secteur {secteur} n'est pas de ceux où l'emploi saisonnier est courant.", secteur=secteur
        )
    if not saison(Periode(debut, fin_effective)):
        return conforme(
            "Le stage ne tient pas tout entier dans une saison du secteur {secteur}.", secteur=secteur
        )
    return a_verifier(
        "Le stage va du {debut:jour} au {fin:jour}, en pleine saison du secteur {secteur}.",
        lecture("emploi saisonnier", Verdict.NON_CONFORME, "Le stagiaire renforce l'équipe pour la saison."),
        lecture(
            "stage de formation",
            Verdict.CONFORME,
            "Les missions viennent du projet pédagogique, non de la saison.",
        ),
        que_faire="Vérifiez que les missions viennent de la formation, et que l'équipe de saison est "
        "recrutée.",
        debut=debut,
        fin=fin_effective,
        secteur=secteur,
    )
