"""Montant de la gratification avant le 1er décembre 2014 : décrets 2008-96 et 2009-885, D. 612-54."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.ancien_droit import (
    FIN,
    JOURS_DANS_L_ETAT,
    DroitAncien,
    assez_long_au_calendrier,
)
from tripartite.droit.calendrier import Mois, mois_entre
from tripartite.droit.faits import Gratification, OrganismeAccueil, PersonnePublique
from tripartite.droit.langage import (
    Constat,
    Euros,
    Minutes,
    Sujet,
    Taux,
    Verdict,
    a_verifier,
    conforme,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Gratification : son montant avant le 1er décembre 2014",
    ordre=156,
    lignes=("R15", "R28"),
    presentation="Le minimum de l'heure, selon le jour où la convention a été conclue.",
)


@regle(
    "décret 2008-96",
    depuis="2008-02-01",
    jusqu_au="2013-08-20",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond=PLAFOND_HORAIRE.chaque_mois(),
)
def minimum_du_decret_de_2008(
    droit_ancien: DroitAncien,
    gratification: Gratification,
    debut: date,
    fin: date,
    *,
    taux: Taux,
    plafond: Mapping[Mois, int],
) -> Constat:
    """Le décret de 2008 fixait le minimum de l'heure en part du plafond horaire de la sécurité sociale."""
    if droit_ancien.hors:
        return sans_objet(droit_ancien.hors)
    if droit_ancien.assez_long is False:
        return sans_objet("La gratification n'était pas obligatoire : son montant est libre.")
    return _juger_le_minimum(gratification, debut, fin, taux, plafond, droit_ancien.assez_long is None)


@regle(
    "D. 612-54",
    depuis="2013-08-21",
    jusqu_au=FIN,
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond=PLAFOND_HORAIRE.chaque_mois(),
)
def minimum_de_d_612_54(
    droit_ancien: DroitAncien,
    gratification: Gratification,
    debut: date,
    fin: date,
    *,
    taux: Taux,
    plafond: Mapping[Mois, int],
) -> Constat:
    """D. 612-54 a repris le minimum du décret de 2008."""
    if droit_ancien.hors:
        return sans_objet(droit_ancien.hors)
    if droit_ancien.assez_long is False:
        return sans_objet("La gratification n'était pas obligatoire : son montant est libre.")
    return _juger_le_minimum(gratification, debut, fin, taux, plafond, droit_ancien.assez_long is None)


@regle(
    "décret 2009-885",
    depuis="2009-07-21",
    jusqu_au="2013-07-21",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond=PLAFOND_HORAIRE.chaque_mois(),
    seuil=JOURS_DANS_L_ETAT.a_la_date("conclue_le"),
)
def minimum_dans_l_administration_de_l_etat(
    hors_champ: bool,
    organisme: OrganismeAccueil,
    gratification: Gratification,
    minutes_par_jour: Mapping[date, Minutes],
    debut: date,
    fin: date,
    *,
    taux: Taux,
    plafond: Mapping[Mois, int],
    seuil: int,
) -> Constat:
    """L'administration de l'État payait la même part du plafond horaire."""
    if hors_champ or not organisme.public or organisme.personne_publique != PersonnePublique.ETAT:
        return sans_objet("L'organisme n'est pas une administration de l'État.")
    long, _ = assez_long_au_calendrier(debut, fin, 2)
    if not long or len(minutes_par_jour) < seuil:
        return sans_objet("La gratification n'était pas obligatoire : son montant est libre.")
    return _juger_le_minimum(gratification, debut, fin, taux, plafond)


def _juger_le_minimum(
    gratification: Gratification,
    debut: date,
    fin: date,
    taux: Taux,
    plafond: Mapping[Mois, int],
    en_doute: bool = False,
) -> Constat:
    horaire = gratification.horaire
    if not horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    minimums = {plafond[mois]: Euros(taux * plafond[mois]) for mois in mois_entre(debut, max(debut, fin))}
    etapes = [
        etape(
            "Minimum de l'heure",
            "{taux:taux} × {plafond:euros} = {minimum:euros}",
            taux=taux,
            plafond=p,
            minimum=m,
        )
        for p, m in minimums.items()
    ]
    bas, haut = min(minimums.values()), max(minimums.values())
    if horaire < bas and en_doute:
        return a_verifier(
            "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros} ; on ne sait si les "
            "stages de l'année dépassaient deux mois.",
            lecture("plus de deux mois", Verdict.NON_CONFORME, "Il faut {minimum:euros}.", minimum=bas),
            lecture("deux mois au plus", Verdict.SANS_OBJET, "Le montant est libre."),
            que_faire="Comptez les mois de chaque stage avec l'établissement.",
            etapes=etapes,
            horaire=horaire,
            minimum=bas,
        )
    if horaire < bas:
        return non_conforme(
            "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros}.",
            que_faire="Portez la gratification à {minimum:euros} de l'heure au moins.",
            etapes=etapes,
            horaire=horaire,
            minimum=bas,
        )
    if horaire < haut:
        return a_verifier(
            "L'heure est payée {horaire:euros} : assez au début du stage, moins que le minimum suivant.",
            lecture(
                "plafond du mois de présence", Verdict.NON_CONFORME, "Il faut {minimum:euros}.", minimum=haut
            ),
            lecture(
                "plafond de la signature", Verdict.CONFORME, "Il suffit de {minimum:euros}.", minimum=bas
            ),
            que_faire="Revalorisez la gratification à {minimum:euros} au 1er janvier.",
            etapes=etapes,
            horaire=horaire,
            minimum=haut,
        )
    return conforme(
        "L'heure est payée {horaire:euros}, pour un minimum de {minimum:euros}.",
        etapes=etapes,
        horaire=horaire,
        minimum=haut,
    )
