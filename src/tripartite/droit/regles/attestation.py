"""Attestation de stage : D. 124-9 ; durée comptée par D. 124-6."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from tripartite.droit.calculs.deductions import HeuresManquees
from tripartite.droit.calculs.echeances import RIEN, somme
from tripartite.droit.calendrier import DureeDeStage, Mois, duree_en_jours_et_mois
from tripartite.droit.decompte import Decompte
from tripartite.droit.faits import Versement
from tripartite.droit.langage import (
    Aucun,
    Constat,
    Etape,
    Euros,
    Gravite,
    LectureDuTexte,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Attestation de stage",
    ordre=205,
    lignes=("R25",),
    presentation="La durée effective totale et la gratification totale versée, d'après ce qui a été fait.",
)


class Attestation(NamedTuple):
    """Ce que l'attestation dit.

    Attributes:
        duree: la durée effective totale, convertie par D. 124-6.
        absences_comptees: les minutes d'absence qui comptent dans la durée (L. 124-18), à part.
        verse: la gratification totale versée.
        faites, versees: la présence et les versements, mois par mois.
    """

    duree: DureeDeStage
    absences_comptees: Minutes
    verse: Euros
    faites: Mapping[Mois, Minutes]
    versees: Mapping[Mois, Euros]

    @property
    def avec_absences(self) -> DureeDeStage:
        """La durée effective, et les absences qui comptent."""
        return duree_en_jours_et_mois(self.duree.minutes + self.absences_comptees)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Une ligne par mois, puis les totaux."""
        lignes = [
            etape(
                "{mois:mois}",
                "{presence:heures} de présence ; {verse:euros} versés",
                mois=mois,
                presence=self.faites.get(mois, Minutes(0)),
                verse=self.versees.get(mois, RIEN),
            )
            for mois in sorted({*self.faites, *self.versees})
        ]
        lignes.append(_convertir("Durée effective", self.duree))
        lignes.append(etape("Gratification versée", "{verse:euros}", verse=self.verse))
        if self.absences_comptees:
            lignes.append(_convertir("Avec les absences qui comptent", self.avec_absences))
        return tuple(lignes)

    @property
    def doutes(self) -> tuple[LectureDuTexte, ...]:
        """Les deux durées possibles, si des absences comptent dans la durée."""
        if not self.absences_comptees:
            return ()
        return (
            lecture(
                "présence seule",
                Verdict.CONFORME,
                "La durée effective est de {duree:heures}.",
                duree=Minutes(self.duree.minutes),
            ),
            lecture(
                "présence et absences autorisées (L. 124-18)",
                Verdict.CONFORME,
                "La durée est de {duree:heures}.",
                duree=Minutes(self.avec_absences.minutes),
            ),
        )


def calculer_attestation(
    presences: Mapping[date, int], versements: Iterable[Versement], absences_comptees: int = 0
) -> Attestation:
    """Calcule la durée effective totale et la gratification totale versée (D. 124-9).

    Args:
        presences: les minutes de présence réelle, jour par jour.
        versements: les gratifications versées ; une reprise est un montant négatif.
        absences_comptees: les minutes d'absence autorisée qui comptent dans la durée (L. 124-13, L. 124-18).

    Raises:
        ValueError: si une présence ou les absences sont négatives.
        FaitInconnu: si le mois ou le montant d'un versement est inconnu.

    >>> janvier = {date(2026, 1, jour): 420 for jour in range(5, 10)}
    >>> rendue = calculer_attestation(janvier, [])
    >>> rendue.duree.jours, rendue.verse
    (5, Decimal('0.00'))
    """
    if min(presences.values(), default=0) < 0 or absences_comptees < 0:
        negatives = [jour for jour, minutes in presences.items() if minutes < 0]
        quand = f"le {min(negatives):%d/%m/%Y}" if negatives else "parmi les absences"
        raise ValueError(f"Une durée est négative {quand}. Donnez des minutes positives.")

    decompte = Decompte(presences)
    return _attester(decompte, decompte.par_mois(), versements, absences_comptees)


def _attester(
    decompte: Decompte,
    presences_par_mois: Mapping[Mois, Minutes],
    versements: Iterable[Versement],
    absences_comptees: int,
) -> Attestation:
    versees: dict[Mois, Euros] = {}
    for versement in versements:
        mois = Mois(*versement.mois)
        versees[mois] = Euros(versees.get(mois, RIEN) + versement.montant)
    return Attestation(
        duree_en_jours_et_mois(decompte.total),
        Minutes(absences_comptees),
        somme(versees.values()),
        presences_par_mois,
        versees,
    )


def _convertir(libelle: str, duree: DureeDeStage) -> Etape:
    return etape(
        libelle,
        "{minutes:heures} ÷ 7 h = {jours:jours}, soit {mois:mois} et {reste:jours}",
        minutes=Minutes(duree.minutes),
        jours=duree.jours,
        mois=duree.mois,
        reste=duree.jours_restants,
    )


@deduit()
def stage_acheve(fin_effective: date, au: date) -> bool:
    """Dit si le stage est fini le jour où l'on regarde ; sans ce jour, il n'est pas tenu pour fini."""
    return connu(au) and au > fin_effective


@deduit()
def attestation_calculee(
    decompte_reel: Decompte,
    presences_par_mois: Mapping[Mois, Minutes],
    versements: tuple[Versement, ...],
    absences_comptees: Minutes,
) -> Attestation:
    """Ce que l'attestation dit, d'après le décompte des présences et les versements."""
    return _attester(decompte_reel, presences_par_mois, versements, absences_comptees)


@regle("D. 124-9", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def attestation_remise(
    hors_champ: bool,
    accueil_en_france: bool,
    stage_acheve: bool,
    attestation_remise_le: date | Aucun,
    fin_effective: date,
) -> Constat:
    """À la fin du stage, l'organisme remet une attestation à tout stagiaire, gratifié ou non."""
    if hors_champ or not accueil_en_france:
        return sans_objet("L'attestation de D. 124-9 ne concerne pas cette convention.")
    if not stage_acheve and not (connu(attestation_remise_le) and attestation_remise_le):
        if not connu(fin_effective):
            return sans_objet("L'attestation se remet à la fin du stage, dont le jour n'est pas connu.")
        return sans_objet(
            "L'attestation se remet à la fin du stage, le {fin:jour}.",
            que_faire="Décomptez les présences et gardez trace des versements : l'attestation en dépend.",
            fin=fin_effective,
        )
    if not attestation_remise_le:
        return non_conforme(
            "Le stage a fini le {fin:jour} et l'attestation n'a pas été remise.",
            que_faire="Remettez au stagiaire une attestation de la durée effective et du total versé.",
            fin=fin_effective,
        )
    if attestation_remise_le < fin_effective:
        return a_verifier(
            "L'attestation a été remise le {remise:jour}, avant la fin du stage.",
            lecture("chiffres arrêtés d'avance", Verdict.CONFORME, "Elle vaut si rien n'a changé ensuite."),
            lecture("chiffres provisoires", Verdict.NON_CONFORME, "Elle doit dire le total du stage."),
            que_faire="Comparez ses chiffres à ceux de la fin du stage, le {fin:jour}.",
            remise=attestation_remise_le,
            fin=fin_effective,
        )
    return conforme("L'attestation a été remise le {remise:jour}.", remise=attestation_remise_le)


@regle("D. 124-9", "D. 124-6", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def chiffres_de_l_attestation(
    hors_champ: bool,
    accueil_en_france: bool,
    stage_acheve: bool,
    decompte_reel: Decompte,
    minutes_par_jour: dict[date, Minutes],
    heures_manquees: tuple[HeuresManquees, ...],
    fin_effective: date,
    attestation_calculee: Attestation,
) -> Constat:
    """L'attestation dit la durée effective totale et la gratification totale versée."""
    if hors_champ or not accueil_en_france:
        return sans_objet("L'attestation de D. 124-9 ne concerne pas cette convention.")
    if not stage_acheve:
        return sans_objet("Les chiffres de l'attestation se calculent à la fin du stage.")
    dernier = decompte_reel.dernier_jour
    absents = {manque.jour for manque in heures_manquees}
    jours_prevus = reversed(minutes_par_jour) if connu(minutes_par_jour) else iter((fin_effective,))
    restants = takewhile(lambda jour: dernier is None or jour > dernier, jours_prevus)
    oublies = [jour for jour in restants if jour <= fin_effective and jour not in absents]
    if oublies or dernier is None:
        return a_verifier(
            "Le décompte des présences s'arrête avant la fin du stage, le {fin:jour}.",
            que_faire="Complétez le décompte des présences, jusqu'à la fin du stage.",
            etapes=lambda: attestation_calculee.etapes,
            fin=fin_effective,
            jours_sans_decompte=len(oublies),
        )
    duree = attestation_calculee.duree
    grandeurs: dict[str, Any] = {
        "duree": Minutes(duree.minutes),
        "jours": duree.jours,
        "mois": duree.mois,
        "reste": duree.jours_restants,
        "verse": attestation_calculee.verse,
    }
    if attestation_calculee.doutes:
        return a_verifier(
            "{duree:heures} de présence, {verse:euros} versés ; des absences comptent aussi dans la durée.",
            *attestation_calculee.doutes,
            que_faire="Écrivez les deux durées, et dites laquelle est de présence.",
            etapes=lambda: attestation_calculee.etapes,
            **grandeurs,
        )
    return conforme(
        "L'attestation dit {duree:heures}, soit {mois:mois} et {reste:jours}, et {verse:euros} versés.",
        etapes=lambda: attestation_calculee.etapes,
        **grandeurs,
    )
