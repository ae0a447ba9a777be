"""Gratification avant le 1er décembre 2014 : lois 2006-396 et 2009-1437, décret 2009-885, L. 612-11."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.ancien_droit import (
    FIN,
    JOURS_DANS_L_ETAT,
    DroitAncien,
    assez_long_au_calendrier,
)
from tripartite.droit.faits import Gratification, OrganismeAccueil, PersonnePublique
from tripartite.droit.langage import (
    Constat,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Gratification : avant le 1er décembre 2014",
    ordre=155,
    lignes=("R15", "R28"),
    presentation="Quand une gratification était due, selon le jour où la convention a été conclue.",
)


@regle("loi 2006-396", "décret 2008-96", depuis="2008-02-01", jusqu_au="2009-11-23")
def gratification_de_la_loi_de_2006(droit_ancien: DroitAncien, gratification: Gratification) -> Constat:
    """La loi de 2006 donnait une gratification aux stages de plus de trois mois consécutifs."""
    return _juger(droit_ancien, gratification)


@regle("loi 2009-1437", "loi 2006-396", depuis="2009-11-24", jusqu_au="2011-07-29")
def gratification_de_la_loi_de_2009(droit_ancien: DroitAncien, gratification: Gratification) -> Constat:
    """La loi de 2009 a donné une gratification aux stages de plus de deux mois consécutifs."""
    return _juger(droit_ancien, gratification)


@regle("L. 612-11", depuis="2011-07-30", jusqu_au="2014-07-11")
def gratification_de_l_612_11(droit_ancien: DroitAncien, gratification: Gratification) -> Constat:
    """L. 612-11 y ajoutait les stages de plus de deux mois, consécutifs ou non, de la même année."""
    return _juger_avec_le_cumul(droit_ancien, gratification)


@regle("L. 124-6", depuis="2014-07-12", jusqu_au=FIN)
def gratification_avant_le_decompte_en_presence(
    droit_ancien: DroitAncien, gratification: Gratification
) -> Constat:
    """Avant le décret de 2014, les deux mois de L. 124-6 se comptaient encore au calendrier."""
    return _juger_avec_le_cumul(droit_ancien, gratification)


@regle(
    "décret 2009-885",
    depuis="2009-07-21",
    jusqu_au="2013-07-21",
    seuil=JOURS_DANS_L_ETAT.a_la_date("conclue_le"),
)
def gratification_dans_l_administration_de_l_etat(
    hors_champ: bool,
    organisme: OrganismeAccueil,
    minutes_par_jour: Mapping[date, Minutes],
    debut: date,
    fin: date,
    gratification: Gratification,
    *,
    seuil: int,
) -> Constat:
    """L'État gratifiait les stages de plus de deux mois, à partir de quarante jours de présence."""
    if hors_champ or not organisme.public or organisme.personne_publique != PersonnePublique.ETAT:
        return sans_objet("L'organisme n'est pas une administration de l'État.")
    long, etapes = assez_long_au_calendrier(debut, fin, 2)
    if not long:
        return sans_objet("Le stage ne dépasse pas deux mois consécutifs : rien n'était dû.", etapes=etapes)
    jours = len(minutes_par_jour)
    if jours < seuil:
        return sans_objet(
            "Le stage compte {jours:jours} de présence, pour {seuil:jours} demandés : rien n'était dû.",
            etapes=etapes,
            jours=jours,
            seuil=seuil,
        )
    if gratification.horaire > 0:
        return conforme(
            "La gratification était due et elle est prévue : {jours:jours} de présence.",
            etapes=etapes,
            jours=jours,
        )
    return non_conforme(
        "La gratification était due, pour {jours:jours} de présence. Aucune n'est prévue.",
        que_faire="Versez la gratification, dès le premier jour du premier mois.",
        etapes=etapes,
        jours=jours,
    )


def _juger(droit: DroitAncien, gratification: Gratification) -> Constat:
    if droit.hors:
        return sans_objet(droit.hors)
    if droit.assez_long is False:
        return sans_objet(
            "Le stage ne dépasse pas {mois:mois} du calendrier : la gratification n'était pas due.",
            etapes=droit.etapes,
            mois=droit.mois,
        )
    if gratification.horaire > 0:
        return conforme(
            "Une gratification est prévue ; le seuil était de {mois:mois} du calendrier.",
            etapes=droit.etapes,
            mois=droit.mois,
        )
    return non_conforme(
        "La gratification était due : le stage dépasse {mois:mois} du calendrier. Aucune n'est prévue.",
        que_faire="Versez la gratification, dès le premier jour du premier mois.",
        etapes=droit.etapes,
        mois=droit.mois,
    )


def _juger_avec_le_cumul(droit: DroitAncien, gratification: Gratification) -> Constat:
    if not droit.hors and droit.assez_long is None and not gratification.horaire:
        return a_verifier(
            "Aucune gratification n'est prévue, et les stages de l'année font environ {mois:mois}.",
            lecture(
                "un mois fait 30 jours", Verdict.NON_CONFORME, "Ils dépassent 60 jours : elle était due."
            ),
            lecture(
                "un mois fait 31 jours",
                Verdict.CONFORME,
                "Ils ne dépassent pas 62 jours : elle n'était pas due.",
            ),
            que_faire="Comptez les mois de chaque stage avec l'établissement.",
            etapes=droit.etapes,
            mois=droit.mois,
        )
    return _juger(droit, gratification)
