"""Gratification, comment elle est versée : L. 124-6, D. 124-4 (8°), D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Avantages, Gratification, Modalite
from tripartite.droit.langage import (
    Constat,
    Euros,
    Gravite,
    Minutes,
    Sujet,
    Taux,
    Verdict,
    a_verifier,
    conforme,
    connu,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Gratification : comment elle est versée",
    ordre=154,
    lignes=("R15",),
    presentation="Les modalités que la convention doit dire, le lissage, et ce qui ne se confond pas avec "
    "elle.",
)


@regle("D. 124-4", "L. 124-6", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def modalite_de_versement(motif_sans_gratification: str, gratification: Gratification) -> Constat:
    """La convention dit le montant de la gratification et comment elle est versée."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    horaire = gratification.horaire
    if not horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    if gratification.modalite == Modalite.REEL:
        return conforme(
            "La gratification, {horaire:euros} de l'heure, est versée chaque mois sur les heures réelles.",
            horaire=horaire,
        )
    return conforme(
        "La gratification, {horaire:euros} de l'heure, est lissée : le même montant chaque mois.",
        horaire=horaire,
    )


@regle("D. 124-4", "L. 124-6", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def lissage_de_la_gratification(
    motif_sans_gratification: str,
    gratification: Gratification,
    duree_prevue: Minutes,
    mois_du_stage: tuple[Mois, ...],
) -> Constat:
    """Une gratification lissée suppose une durée totale écrite et un nombre de versements.

    Aucun texte ne dit combien de versements compte un stage qui commence en cours de mois : autant que de
    mois civils, ou un de moins, se soutient.
    """
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if not gratification.horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    if gratification.modalite == Modalite.REEL:
        return sans_objet("La gratification n'est pas lissée.")

    n, touches = gratification.echeances, len(mois_du_stage)
    if n < 1 or duree_prevue <= 0:
        return non_conforme(
            "Une gratification lissée suppose au moins un versement et une durée totale : la convention en "
            "dit {n} pour {duree:heures}.",
            que_faire="Écrivez dans la convention la durée totale et le nombre de versements.",
            n=n,
            duree=duree_prevue,
        )
    if touches - 1 <= n <= touches:
        return conforme(
            "La gratification de {duree:heures} est lissée en {n} versements, pour {touches} mois civils.",
            duree=duree_prevue,
            n=n,
            touches=touches,
        )
    return a_verifier(
        "La gratification est lissée en {n} versements, pour un stage qui touche {touches} mois civils.",
        lecture(
            "un versement par mois de présence",
            Verdict.NON_CONFORME,
            "La gratification se verse chaque mois.",
        ),
        lecture("un nombre choisi par les parties", Verdict.CONFORME, "Le total versé est celui qui est dû."),
        que_faire="Prévoyez un versement par mois civil du stage.",
        n=n,
        touches=touches,
        duree=duree_prevue,
    )


@regle(
    "D. 124-8",
    depuis="2014-12-01",
    gravite=Gravite.AVERTISSEMENT,
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.chaque_mois(),
)
def gratification_hors_avantages(
    motif_sans_gratification: str,
    gratification_obligatoire: bool,
    avantages: Avantages,
    gratification: Gratification,
    mois_du_stage: tuple[Mois, ...],
    seuil_en_doute: bool,
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> Constat:
    """Les avantages en nature s'ajoutent à la gratification et n'en tiennent pas lieu."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    en_nature = Euros(avantages.logement + avantages.autres_en_nature)
    if not en_nature:
        return sans_objet("La convention ne prévoit pas d'avantage en nature autre que les repas.")
    if not gratification_obligatoire:
        return sans_objet("La gratification n'est pas obligatoire : aucun minimum ne s'y applique.")
    horaire = gratification.horaire
    minimum = Euros(taux * plafond_horaire[mois_du_stage[0]])
    if horaire < minimum and connu(seuil_en_doute) and seuil_en_doute:
        return a_verifier(
            "Les avantages en nature ({en_nature:euros} par mois) ne comptent pas si la gratification est "
            "due ; la durée faite et la durée prévue ne sont pas du même côté du seuil.",
            que_faire="Portez la gratification en argent à {minimum:euros} de l'heure : la durée prévue "
            "décide.",
            en_nature=en_nature,
            minimum=minimum,
        )
    if horaire < minimum:
        return non_conforme(
            "Les avantages en nature ({en_nature:euros} par mois) ne comptent pas : il reste {horaire:euros} "
            "de l'heure, sous le minimum de {minimum:euros}.",
            que_faire="Portez la gratification en argent à {minimum:euros} de l'heure, sans compter les "
            "avantages.",
            en_nature=en_nature,
            horaire=horaire,
            minimum=minimum,
        )
    return conforme(
        "La gratification atteint {minimum:euros} de l'heure sans compter {en_nature:euros} d'avantages par "
        "mois.",
        en_nature=en_nature,
        horaire=horaire,
        minimum=minimum,
    )
