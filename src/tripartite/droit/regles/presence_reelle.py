"""Présence réelle : C. éduc. L. 124-14 ; C. trav. L. 3121-18, L. 3121-20, L. 3162-1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tripartite.droit.calendrier import Periode, Semaine
from tripartite.droit.decompte import Decompte
from tripartite.droit.langage import (
    AUCUN,
    Aucun,
    Constat,
    Gravite,
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
from tripartite.droit.parametres import (
    JOURNEE_MAXIMALE,
    JOURNEE_MAXIMALE_DU_MINEUR,
    SEMAINE_MAXIMALE,
    SEMAINE_MAXIMALE_DU_MINEUR,
)

SUJET = Sujet(
    "Présence réelle",
    ordre=122,
    lignes=("R11", "R16"),
    presentation="Ce que le décompte des présences montre, à côté des maxima et de la convention.",
)

AUCUNE_PRESENCE = "Aucune présence n'est encore décomptée."


@deduit()
def presences_par_semaine(decompte_reel: Decompte) -> Mapping[Semaine, Minutes]:
    """Les minutes de présence réelle, par semaine civile."""
    return decompte_reel.par_semaine()


class TropLong(NamedTuple):
    """Un jour, ou le lundi d'une semaine, où la présence réelle passe le maximum de l'âge du stagiaire."""

    jour: date
    presence: Minutes
    maximum: Minutes


@deduit(
    maximum=JOURNEE_MAXIMALE.a_la_date("debut"),
    maximum_du_mineur=JOURNEE_MAXIMALE_DU_MINEUR.a_la_date("debut"),
)
def journees_trop_longues(
    presences_par_jour: Mapping[date, Minutes],
    minorite: Periode | Aucun,
    soumis_au_code_du_travail: bool,
    *,
    maximum: Minutes,
    maximum_du_mineur: Minutes,
) -> tuple[TropLong, ...]:
    """Les journées faites qui passent le maximum."""
    if not presences_par_jour or max(presences_par_jour.values()) <= maximum_du_mineur:
        return ()
    longues = []
    for jour, presence in presences_par_jour.items():
        if presence <= maximum_du_mineur:
            continue
        mineur = minorite is not AUCUN and minorite.contient(jour)
        plafond = maximum_du_mineur if mineur else maximum
        if presence > plafond and (mineur or soumis_au_code_du_travail):
            longues.append(TropLong(jour, presence, plafond))
    return tuple(longues)


@deduit(
    maximum=SEMAINE_MAXIMALE.a_la_date("debut"),
    maximum_du_mineur=SEMAINE_MAXIMALE_DU_MINEUR.a_la_date("debut"),
)
def semaines_trop_longues(
    presences_par_semaine: Mapping[Semaine, Minutes],
    minorite: Periode | Aucun,
    dix_huit_ans_le: date,
    soumis_au_code_du_travail: bool,
    *,
    maximum: Minutes,
    maximum_du_mineur: Minutes,
) -> tuple[TropLong, ...]:
    """Les semaines faites qui passent le maximum ; ses dix-huit ans sont un doute à part."""
    if not presences_par_semaine or max(presences_par_semaine.values()) <= maximum_du_mineur:
        return ()
    longues = []
    for semaine, presence in presences_par_semaine.items():
        if presence <= maximum_du_mineur:
            continue
        mineur = bool(minorite) and semaine.dimanche < dix_huit_ans_le
        plafond = maximum_du_mineur if mineur else maximum
        if presence > plafond and (mineur or soumis_au_code_du_travail):
            longues.append(TropLong(semaine.lundi, presence, plafond))
    return tuple(longues)


@deduit()
def jours_au_dela_d_un_maximum(
    journees_trop_longues: tuple[TropLong, ...], semaines_trop_longues: tuple[TropLong, ...]
) -> tuple[date, ...]:
    """Les jours où la présence réelle a passé un maximum : ces journées, le dimanche de ces semaines."""
    jours = [longue.jour for longue in journees_trop_longues] if connu(journees_trop_longues) else []
    if connu(semaines_trop_longues):
        jours += [Semaine.de(longue.jour).dimanche for longue in semaines_trop_longues]
    return tuple(sorted(jours))


@regle("L. 124-14", "C. trav. L. 3121-18", "C. trav. L. 3162-1")
def journee_faite_maximale(
    presences_par_jour: Mapping[date, Minutes], journees_trop_longues: tuple[TropLong, ...]
) -> Constat:
    """La présence réelle d'une journée ne dépasse pas le maximum de l'âge du stagiaire."""
    if not presences_par_jour:
        return sans_objet(AUCUNE_PRESENCE)
    if journees_trop_longues:
        jour, presence, maximum = journees_trop_longues[0]
        return non_conforme(
            "Le {jour:date}, le stagiaire a été présent {presence:heures}, pour un maximum de "
            "{maximum:heures}.",
            que_faire="Ramenez les journées à {maximum:heures}, et prévenez l'enseignant référent.",
            jour=jour,
            presence=presence,
            maximum=maximum,
        )
    return conforme(
        "La plus longue journée décomptée est de {presence:heures}.",
        presence=max(presences_par_jour.values()),
    )


@regle(
    "L. 124-14",
    "C. trav. L. 3121-20",
    "C. trav. L. 3162-1",
    maximum_du_mineur=SEMAINE_MAXIMALE_DU_MINEUR.a_la_date("debut"),
)
def semaine_faite_maximale(
    presences_par_semaine: Mapping[Semaine, Minutes],
    semaines_trop_longues: tuple[TropLong, ...],
    minorite: Periode | Aucun,
    dix_huit_ans_le: date,
    *,
    maximum_du_mineur: Minutes,
) -> Constat:
    """La présence réelle d'une semaine ne dépasse pas le maximum de l'âge du stagiaire.

    Doute : la semaine où il devient majeur. La lecture qui protège compte la semaine entière.
    """
    if not presences_par_semaine:
        return sans_objet(AUCUNE_PRESENCE)
    if semaines_trop_longues:
        lundi, presence, maximum = semaines_trop_longues[0]
        return non_conforme(
            "La {semaine:semaine}, le stagiaire a été présent {presence:heures}, pour un maximum de "
            "{maximum:heures}.",
            que_faire="Ramenez les semaines à {maximum:heures}, et prévenez l'enseignant référent.",
            semaine=Semaine.de(lundi),
            presence=presence,
            maximum=maximum,
        )
    plus_longue = max(presences_par_semaine.values())
    doute = None
    if plus_longue > maximum_du_mineur and minorite:
        for semaine, presence in presences_par_semaine.items():
            if presence > maximum_du_mineur and semaine.lundi < dix_huit_ans_le <= semaine.dimanche:
                doute = semaine, presence
    if doute:
        return a_verifier(
            "La {semaine:semaine}, le stagiaire a été présent {presence:heures} : il y devient majeur.",
            lecture("semaine entière", Verdict.NON_CONFORME, "Plus de {n:heures}.", n=maximum_du_mineur),
            lecture("jours de minorité", Verdict.CONFORME, "Le maximum peut être respecté."),
            que_faire="Comptez à part les jours d'avant ses dix-huit ans.",
            semaine=doute[0],
            presence=doute[1],
        )
    return conforme(
        "La plus longue semaine décomptée est de {presence:heures}.",
        presence=plus_longue,
    )


@regle("L. 124-14", "L. 124-7", gravite=Gravite.AVERTISSEMENT)
def heures_au_dela_de_la_convention(
    presences_par_semaine: Mapping[Semaine, Minutes], minutes_par_semaine: Mapping[Semaine, Minutes]
) -> Constat:
    """Un stagiaire n'est pas présent plus que sa convention ne le prévoit.

    Il ne fait pas, en principe, d'heures supplémentaires : les heures en plus sont un signe à regarder.
    """
    if not presences_par_semaine:
        return sans_objet(AUCUNE_PRESENCE)

    en_plus = {
        semaine: Minutes(faites - minutes_par_semaine.get(semaine, 0))
        for semaine, faites in presences_par_semaine.items()
        if faites > minutes_par_semaine.get(semaine, 0)
    }
    if en_plus:
        return a_verifier(
            "La présence dépasse l'horaire de la convention pendant {n:semaines}, de {total:heures} en tout.",
            lecture("heures ajoutées", Verdict.NON_CONFORME, "La convention ne les prévoit pas."),
            lecture("heures déplacées", Verdict.CONFORME, "Elles remplacent d'autres heures prévues."),
            que_faire="Revenez à l'horaire prévu, ou changez-le par un avenant. Ces heures sont gratifiées.",
            etapes=[
                etape("Heures au-delà", "{semaine:semaine} : {n:heures}", semaine=semaine, n=minutes)
                for semaine, minutes in en_plus.items()
            ],
            n=len(en_plus),
            total=Minutes(sum(en_plus.values())),
        )
    return conforme("La présence réelle ne dépasse jamais l'horaire de la convention.")
