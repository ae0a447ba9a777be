"""Gratification, combien : L. 124-6, D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from tripartite.droit.calculs.echeances import montant
from tripartite.droit.calculs.minimums import MinimumConnu, MinimumDuMois, calculer_minimum
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Gratification
from tripartite.droit.langage import (
    Constat,
    Etape,
    Euros,
    FaitInconnu,
    Gravite,
    Inconnu,
    Minutes,
    Sujet,
    Taux,
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
from tripartite.droit.langage.reponses import Lignes
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Gratification : combien",
    ordre=152,
    lignes=("R15",),
    presentation="Le minimum de l'heure, mois par mois, et la clause du 1er janvier.",
)


# --- Ce que l'on déduit ----------------------------------------------------------------------


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def minimum_par_mois(
    minutes_par_mois: Mapping[Mois, Minutes], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> tuple[MinimumDuMois, ...]:
    """Le minimum légal de chaque mois : heures prévues × taux du jour de conclusion × plafond du mois."""
    return tuple(
        [
            calculer_minimum(mois, minutes, taux, plafond_horaire[mois])
            for mois, minutes in minutes_par_mois.items()
        ]
    )


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def minimum_horaire_du_dernier_mois(
    mois_du_stage: tuple[Mois, ...], *, taux: Taux, plafond_horaire: Mapping[Mois, int]
) -> Euros:
    """Le minimum de l'heure au dernier mois du stage : inconnu tant que son plafond n'est pas publié."""
    return Euros(taux * plafond_horaire[max(mois_du_stage)])


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def dernier_minimum_connu(
    conclue_le: date,
    mois_du_stage: tuple[Mois, ...],
    minimum_horaire_du_dernier_mois: Euros,
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> MinimumConnu:
    """Le minimum de l'heure du dernier mois dont le plafond est publié, depuis la conclusion."""
    premier = Mois.de(conclue_le)
    if connu(minimum_horaire_du_dernier_mois):
        return MinimumConnu(max(mois_du_stage).annee, minimum_horaire_du_dernier_mois)
    for mois in sorted(mois_du_stage, reverse=True):
        try:
            return MinimumConnu(mois.annee, Euros(taux * plafond_horaire[mois]))
        except FaitInconnu:
            continue
    return MinimumConnu(premier.annee, Euros(taux * plafond_horaire[premier]))


def _etape_du_minimum(annee: int, taux: Taux, plafond: int) -> Etape:
    return etape(
        "Minimum de l'heure en {annee}",
        "{taux:taux} × {plafond:euros} = {minimum:euros}",
        annee=str(annee),
        taux=taux,
        plafond=Euros(Decimal(plafond)),
        minimum=Euros(taux * plafond),
    )


# --- Les règles ------------------------------------------------------------------------------


@regle(
    "L. 124-6",
    "D. 124-8",
    "CSS D. 242-19",
    depuis="2014-12-01",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.chaque_mois(),
)
def gratification_minimale(
    motif_sans_gratification: str,
    gratification_obligatoire: bool,
    gratification: Gratification,
    debut: date,
    conclue_le: date,
    mois_du_stage: tuple[Mois, ...],
    seuil_en_doute: bool,
    minimum_horaire_du_dernier_mois: Euros,
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> Constat:
    """L'heure est payée au moins la part légale du plafond horaire de la sécurité sociale.

    La part est celle du jour de conclusion de la convention ; le plafond, celui de chaque mois de présence.
    Une convention conclue avant un 1er janvier, au minimum de son année et sans clause, laisse un doute sur
    les heures qui suivent : nous les tenons pour dues au nouveau minimum.

    >>> jour, mois = date(2026, 3, 2), Mois(2026, 3)
    >>> loi = {"taux": Decimal("0.15"), "plafond_horaire": {mois: 30}}
    >>> sous_le_minimum = Gratification(Euros(Decimal("4.49")))
    >>> gratification_minimale("", True, sous_le_minimum, jour, jour, (mois,), False, None, **loi).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if gratification_obligatoire is False:
        return sans_objet("La gratification n'est pas obligatoire : aucun minimum ne s'applique.")

    horaire = gratification.horaire
    premier = Mois.de(min(conclue_le, debut))
    plafond = plafond_horaire[premier]
    minimum = Euros(taux * plafond)
    plafonds = [(premier.annee, plafond)]

    def etapes() -> list[Etape]:
        return [_etape_du_minimum(annee, taux, plafond) for annee, plafond in plafonds]

    if horaire < minimum and gratification_obligatoire:
        hausse = _hausse(mois_du_stage, minimum, minimum_horaire_du_dernier_mois)
        return _sous_le_minimum(horaire, minimum, etapes, seuil_en_doute, hausse)

    ancien, connue = minimum, premier.annee
    revalorisee = connu(gratification.revalorisation) and gratification.revalorisation
    derniere = premier.annee
    for mois in mois_du_stage:
        annee = mois.annee
        if annee == derniere:
            continue
        derniere = annee
        if annee == premier.annee or (revalorisee and annee > conclue_le.year):
            continue
        try:
            plafond = plafond_horaire[mois]
            suivant = Euros(taux * plafond)
        except FaitInconnu as erreur:
            if horaire < minimum:
                raise
            return _en_attendant(horaire, MinimumConnu(connue, minimum), mois, erreur.inconnu, etapes)
        connue, minimum = annee, suivant
        plafonds.append((annee, plafond))
        if horaire >= minimum:
            continue
        if annee <= conclue_le.year and gratification_obligatoire:
            return _sous_le_minimum(horaire, minimum, etapes, seuil_en_doute)
        if gratification_obligatoire and not gratification.revalorisation:
            return _sans_revalorisation(horaire, ancien, minimum, mois, etapes)
    return conforme(
        "L'heure est payée {horaire:euros}, pour un minimum de {minimum:euros}.",
        etapes=etapes,
        horaire=horaire,
        minimum=minimum,
    )


def _en_attendant(
    horaire: Euros, dernier: MinimumConnu, mois: Mois, plafond: Inconnu, etapes: Lignes
) -> Constat:
    """Ce que l'on peut dire d'un montant qui suffit, tant que le plafond de l'année suivante manque."""
    ecart = Euros(horaire - dernier.horaire)
    return Constat(
        Verdict.A_VERIFIER,
        "L'heure est payée {horaire:euros}, {ecart:euros} de plus que le dernier minimum connu, celui de "
        "{annee} ; le plafond horaire de {mois:mois} n'est pas publié."
        if ecart
        else "L'heure est payée {horaire:euros}, le dernier minimum connu, celui de {annee} ; le plafond "
        "horaire de {mois:mois} n'est pas publié.",
        {
            "horaire": horaire,
            "ecart": ecart,
            "annee": str(dernier.annee),
            "mois": mois,
            "jour": date(mois.annee, 1, 1),
        },
        "Comparez de nouveau au {jour:jour}, quand ce plafond sera publié.",
        etapes,
        (
            lecture(
                "mois connus", Verdict.CONFORME, "Le minimum est de {minimum:euros}.", minimum=dernier.horaire
            ),
            lecture("mois à venir", Verdict.A_VERIFIER, "On ne le sait pas encore."),
        ),
        (plafond,),
    )


def _hausse(mois_du_stage: tuple[Mois, ...], minimum: Euros, dernier: Euros) -> dict[str, Any]:
    """Le minimum de la dernière année du stage et son premier mois, s'il dépasse celui-ci ; rien sinon."""
    if not connu(dernier) or dernier <= minimum:
        return {}
    annee = max(mois_du_stage).annee
    return {"mois": min(mois for mois in mois_du_stage if mois.annee == annee), "ensuite": dernier}


def _sous_le_minimum(
    horaire: Euros,
    minimum: Euros,
    etapes: Lignes,
    en_doute: bool,
    hausse: Mapping[str, Any] = MappingProxyType({}),
) -> Constat:
    if connu(en_doute) and en_doute:
        return a_verifier(
            "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros} ; la durée prévue et la "
            "durée faite ne sont pas du même côté du seuil.",
            lecture("par la durée prévue", Verdict.NON_CONFORME, "La gratification est due, à ce minimum."),
            lecture("par la durée faite", Verdict.SANS_OBJET, "La gratification n'est pas obligatoire."),
            que_faire="Portez la gratification à {minimum:euros} de l'heure : la durée prévue décide.",
            etapes=etapes,
            horaire=horaire,
            minimum=minimum,
        )
    return non_conforme(
        "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros}.",
        que_faire="Portez la gratification à {minimum:euros} de l'heure au moins, puis à {ensuite:euros} à "
        "partir de {mois:mois}."
        if hausse
        else "Portez la gratification à {minimum:euros} de l'heure au moins.",
        etapes=etapes,
        horaire=horaire,
        minimum=minimum,
        **hausse,
    )


def _sans_revalorisation(
    horaire: Euros, ancien: Euros, minimum: Euros, mois: Mois, etapes: Lignes
) -> Constat:
    return a_verifier(
        "L'heure est payée {horaire:euros} : assez le jour de la conclusion ({ancien:euros}), pas à partir "
        "de {mois:mois} ({minimum:euros}).",
        lecture(
            "au plafond du mois de présence",
            Verdict.NON_CONFORME,
            "Les heures faites à partir de {mois:mois} sont dues à {minimum:euros}.",
            mois=mois,
            minimum=minimum,
        ),
        lecture(
            "au plafond du jour de conclusion",
            Verdict.CONFORME,
            "Toutes les heures restent dues à {horaire:euros}.",
            horaire=horaire,
        ),
        que_faire="Concluez un avenant qui porte la gratification à {minimum:euros} de l'heure à partir de "
        "{mois:mois}.",
        etapes=etapes,
        horaire=horaire,
        ancien=ancien,
        minimum=minimum,
        mois=mois,
    )


@regle(
    "L. 124-6",
    "D. 124-8",
    depuis="2014-12-01",
    gravite=Gravite.AVERTISSEMENT,
)
def clause_du_1er_janvier(
    motif_sans_gratification: str,
    conclue_le: date,
    mois_du_stage: tuple[Mois, ...],
    gratification: Gratification,
    gratification_obligatoire: bool,
    minimum_horaire_du_dernier_mois: Euros,
    dernier_minimum_connu: MinimumConnu,
    minimum_par_mois: tuple[MinimumDuMois, ...],
) -> Constat:
    """Une convention que suit un 1er janvier prévoit la revalorisation de la gratification."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    tardifs = [mois for mois in mois_du_stage if mois.annee > conclue_le.year]
    if not tardifs:
        return sans_objet("Aucun 1er janvier ne suit la conclusion de la convention avant la fin du stage.")
    revalorisee = "La convention revalorise la gratification au 1er janvier."
    if connu(gratification.revalorisation) and gratification.revalorisation:
        return conforme(revalorisee)
    if not gratification_obligatoire:
        return sans_objet("La gratification n'est pas obligatoire : aucune revalorisation n'est due.")
    if not connu(minimum_horaire_du_dernier_mois):
        if connu(gratification.horaire) and connu(dernier_minimum_connu):
            ecart = Euros(gratification.horaire - dernier_minimum_connu.horaire)
            if ecart > 0:
                return a_verifier(
                    "Sans clause connue de revalorisation, {horaire:euros} de l'heure dépassent de "
                    "{ecart:euros} le minimum de {annee} ; on ne connaît pas encore celui de {mois:mois}.",
                    que_faire="Ajoutez une clause de revalorisation au 1er janvier, ou comparez à la "
                    "publication du plafond.",
                    horaire=gratification.horaire,
                    ecart=ecart,
                    annee=str(dernier_minimum_connu.annee),
                    mois=tardifs[-1],
                )
        return a_verifier(
            "Le plafond horaire de {mois:mois} n'est pas connu, et aucune clause connue ne revalorise la "
            "gratification au 1er janvier.",
            que_faire="Ajoutez une clause de revalorisation au 1er janvier.",
            mois=tardifs[-1],
        )
    horaire, nouveau = gratification.horaire, minimum_horaire_du_dernier_mois
    if horaire >= nouveau:
        return conforme(
            "Sans clause, {horaire:euros} de l'heure restent au-dessus du minimum de {mois:mois}, "
            "{nouveau:euros}.",
            horaire=horaire,
            nouveau=nouveau,
            mois=tardifs[-1],
        )
    if gratification.revalorisation:
        return conforme(revalorisee)

    apres = [m for m in minimum_par_mois if m.mois.annee > conclue_le.year] if connu(minimum_par_mois) else []
    du = Euros(sum((m.montant for m in apres), Decimal(0)))
    prevu = Euros(sum((montant(m.minutes, horaire) for m in apres), Decimal(0)))
    etapes = [e for m in apres for e in m.etapes]
    etapes.append(etape("Aux mêmes heures, selon la convention", "{prevu:euros}", prevu=prevu))
    return a_verifier(
        "La convention fixe {horaire:euros} de l'heure et ne prévoit pas de revalorisation ; le minimum est "
        "de {nouveau:euros} à partir de {mois:mois}.",
        lecture(
            "au plafond du mois de présence",
            Verdict.NON_CONFORME,
            "Il est dû {du:euros} à partir de {mois:mois}.",
            du=du,
            mois=tardifs[0],
        ),
        lecture(
            "au plafond du jour de conclusion",
            Verdict.CONFORME,
            "Il est dû {prevu:euros} à partir de {mois:mois}.",
            prevu=prevu,
            mois=tardifs[0],
        ),
        que_faire="Concluez un avenant : « La gratification suit le minimum légal au 1er janvier, soit "
        "{nouveau:euros} de l'heure à partir de {mois:mois}. »",
        etapes=etapes,
        horaire=horaire,
        nouveau=nouveau,
        mois=tardifs[0],
        du=du,
        prevu=prevu,
    )
