"""Gratification, l'accord de branche et les organismes publics : L. 124-6, D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Gratification, OrganismeAccueil, Stagiaire
from tripartite.droit.langage import (
    Constat,
    Etape,
    Euros,
    Sujet,
    Taux,
    Verdict,
    a_verifier,
    conforme,
    connu,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Gratification : accord de branche et organismes publics",
    ordre=153,
    lignes=("R15",),
    presentation="Un accord étendu peut demander davantage ; un organisme public ne peut verser davantage.",
)


def _etape_de_l_heure(annee: int, taux: Taux, plafond: int) -> Etape:
    return etape(
        "Montant de l'heure en {annee}",
        "{taux:taux} × {plafond:euros} = {montant:euros}",
        annee=str(annee),
        taux=taux,
        plafond=Euros(Decimal(plafond)),
        montant=Euros(taux * plafond),
    )


@regle(
    "L. 124-6",
    depuis="2014-12-01",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.chaque_mois(),
)
def gratification_de_branche(
    motif_sans_gratification: str,
    gratification_obligatoire: bool,
    organisme: OrganismeAccueil,
    gratification: Gratification,
    mois_du_stage: tuple[Mois, ...],
    seuil_en_doute: bool,
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> Constat:
    """Un accord de branche étendu plus favorable fixe la gratification."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if organisme.public is True:
        return sans_objet("Un organisme public ne relève pas d'un accord de branche.")
    if not gratification_obligatoire:
        return sans_objet("La gratification n'est pas obligatoire.")
    if not organisme.accords_de_branche:
        return sans_objet("Aucun accord de branche ne fixe de gratification.")
    etendus = [accord for accord in organisme.accords_de_branche if accord.etendu]
    if not etendus:
        return sans_objet("L'accord de branche n'est pas étendu : il ne s'impose pas.")
    favorables = [accord for accord in etendus if accord.taux > taux]
    if not favorables:
        return sans_objet("L'accord de branche n'est pas plus favorable que la loi.")

    horaire, minimum, etapes = gratification.horaire, Euros(Decimal(0)), []
    for mois in mois_du_stage:
        suivis = [accord for accord in favorables if accord.depuis <= mois.premier_jour]
        if not suivis:
            continue
        accord = max(suivis, key=lambda a: a.taux)
        minimum = Euros(accord.taux * plafond_horaire[mois])
        ligne = _etape_de_l_heure(mois.annee, accord.taux, plafond_horaire[mois])
        if ligne not in etapes:
            etapes.append(ligne)
        if horaire < minimum and connu(seuil_en_doute) and seuil_en_doute:
            return a_verifier(
                "L'accord de branche étendu demande {minimum:euros} de l'heure si la gratification est due ; "
                "la durée faite et la durée prévue ne sont pas du même côté du seuil.",
                que_faire="Portez la gratification à {minimum:euros} de l'heure : la durée prévue décide.",
                etapes=etapes,
                horaire=horaire,
                minimum=minimum,
            )
        if horaire < minimum:
            return non_conforme(
                "L'heure est payée {horaire:euros} ; l'accord de branche étendu ({accord}) demande "
                "{minimum:euros}.",
                que_faire="Portez la gratification à {minimum:euros} de l'heure au moins.",
                etapes=etapes,
                horaire=horaire,
                minimum=minimum,
                accord=accord.intitule,
            )
    if not etapes:
        return sans_objet("L'accord de branche n'est pas encore en vigueur pendant le stage.")
    return conforme(
        "L'heure est payée {horaire:euros}, au moins ce que demande l'accord de branche étendu "
        "({minimum:euros}).",
        etapes=etapes,
        horaire=horaire,
        minimum=minimum,
    )


@regle(
    "D. 124-8",
    depuis="2014-12-01",
    taux=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond_horaire=PLAFOND_HORAIRE.chaque_mois(),
)
def gratification_plafonnee_du_public(
    motif_sans_gratification: str,
    gratification: Gratification,
    organisme: OrganismeAccueil,
    mois_du_stage: tuple[Mois, ...],
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> Constat:
    """Un organisme public ne verse pas plus que le minimum : son plancher est son plafond."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if not gratification.horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    if not organisme.public:
        return sans_objet("L'organisme d'accueil n'est pas public : rien ne plafonne la gratification.")

    horaire = gratification.horaire
    par_mois = {mois: Euros(taux * plafond_horaire[mois]) for mois in mois_du_stage}
    haut, bas = max(par_mois.values()), min(par_mois.values())
    etapes = [
        _etape_de_l_heure(annee, taux, plafond_horaire[next(mois)])
        for annee, mois in groupby(mois_du_stage, key=lambda mois: mois.annee)
    ]
    if horaire > haut:
        return non_conforme(
            "Un organisme public ne peut verser plus de {plafond:euros} de l'heure ; la convention prévoit "
            "{horaire:euros}.",
            que_faire="Ramenez la gratification à {plafond:euros} de l'heure.",
            etapes=etapes,
            horaire=horaire,
            plafond=haut,
        )
    if horaire > bas:
        mois = min(m for m, minimum in par_mois.items() if horaire > minimum)
        return a_verifier(
            "La convention prévoit {horaire:euros} de l'heure ; c'est plus que le plafond de {mois:mois}, "
            "{plafond:euros}.",
            lecture(
                "un seul montant pour tout le stage",
                Verdict.NON_CONFORME,
                "Ce mois est payé au-dessus du plafond.",
            ),
            lecture(
                "le minimum de chaque mois",
                Verdict.CONFORME,
                "Ce montant ne vaut qu'à partir du 1er janvier ; {plafond:euros} avant.",
                plafond=bas,
            ),
            que_faire="Écrivez dans la convention que chaque heure est payée au minimum légal de son mois.",
            etapes=etapes,
            horaire=horaire,
            plafond=bas,
            mois=mois,
        )
    return conforme(
        "La gratification, {horaire:euros} de l'heure, ne dépasse pas le plafond d'un organisme public, "
        "{plafond:euros}.",
        etapes=etapes,
        horaire=horaire,
        plafond=bas,
    )


@regle("D. 124-8", depuis="2014-12-01")
def gratification_sans_cumul_public(
    organisme: OrganismeAccueil, accueil_en_france: bool, stagiaire: Stagiaire, gratification: Gratification
) -> Constat:
    """Un organisme public ne cumule pas gratification et rémunération pour la même période."""
    if not stagiaire.remunere_par_l_organisme:
        return sans_objet("L'organisme d'accueil ne rémunère pas le stagiaire par ailleurs.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est établi hors de France : cette règle ne le lie pas.")
    if not organisme.public:
        return sans_objet("L'organisme d'accueil n'est pas public : cette règle ne le concerne pas.")
    if gratification.horaire > 0:
        return non_conforme(
            "L'organisme public rémunère déjà le stagiaire : il ne peut lui verser en plus {horaire:euros} "
            "de l'heure.",
            que_faire="Retirez la gratification, ou assurez-vous que la rémunération porte sur une autre "
            "période.",
            horaire=gratification.horaire,
        )
    return conforme("L'organisme public rémunère le stagiaire et ne lui verse pas de gratification.")
