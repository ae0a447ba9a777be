"""Gratification, quand elle est due : L. 124-6, L. 124-18, D. 124-6, D. 124-8 ; code rural D. 813-55-1.

Les conventions conclues avant le 1er décembre 2014 relèvent de `ancien_regime`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tripartite.droit.calculs.ancien_droit import DroitAncien
from tripartite.droit.calendrier import (
    MOIS_DE_STAGE,
)
from tripartite.droit.decompte import Decompte
from tripartite.droit.faits import (
    CadreDeVenue,
    Degre,
    Etablissement,
    Formation,
    Gratification,
    Nature,
    OrganismeAccueil,
    Stagiaire,
    Voie,
)
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
    FaitInconnu,
    Gravite,
    Inconnu,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Gratification : quand elle est due",
    ordre=150,
    lignes=("R15",),
    presentation="Le seuil de deux mois, ce qui s'y compte, le jour où il est passé, et les exceptions.",
)

DEUX_MOIS = 2 * MOIS_DE_STAGE
TROIS_MOIS = 3 * MOIS_DE_STAGE
UNE_HEURE = 60

SEUIL = Parametre(
    "durée au-delà de laquelle la gratification est due",
    depuis("2014-12-01", DEUX_MOIS, "L. 124-6 et D. 124-6 ; service-public F32131 (308 heures)"),
    unite="minutes",
    articles=("L. 124-6", "D. 124-6"),
)
SEUIL_AGRICOLE = Parametre(
    "durée au-delà de laquelle la gratification d'une PFMP à rythme approprié est due",
    depuis("2014-12-01", TROIS_MOIS, "code rural D. 813-55-1 (trois mois, soit 462 heures)"),
    unite="minutes",
    articles=("CRPM D. 813-55-1",),
)
AU_CALENDRIER = Parametre(
    "durée du stage lue au calendrier",
    depuis("2008-02-01", True, "ACOSS, circulaire 2008-91, question 11", Confiance.SECONDAIRE),
    depuis("2014-12-01", False, "D. 124-6 (décret 2014-1420)"),
    articles=("D. 124-6",),
)


# --- Ce que l'on déduit ----------------------------------------------------------------------


class JourDuSeuil(NamedTuple):
    """Le jour où le seuil est dépassé, à la minute, et celui où l'heure suivante est complète."""

    depasse_le: date | None
    heure_complete_le: date | None


def jour_du_seuil(minutes_par_jour: Mapping[date, Minutes], seuil: Minutes, deja: int = 0) -> JourDuSeuil:
    """Cherche le jour où la présence dépasse le seuil.

    Args:
        minutes_par_jour: la présence de chaque jour, en minutes.
        seuil: le seuil, en minutes ; il faut le dépasser, non l'atteindre.
        deja: les minutes déjà faites la même année dans le même organisme.

    Source : L. 124-6, D. 124-6.

    >>> jours = {date(2026, 3, d): Minutes(420) for d in (2, 3, 4)}
    >>> jour_du_seuil(jours, Minutes(840))
    JourDuSeuil(depasse_le=datetime.date(2026, 3, 4), heure_complete_le=datetime.date(2026, 3, 4))
    """
    return _jour_du_seuil(Decompte(minutes_par_jour), seuil - deja)


def _jour_du_seuil(decompte: Decompte, reste: int) -> JourDuSeuil:
    return JourDuSeuil(decompte.atteinte(reste + 1), decompte.atteinte(reste + UNE_HEURE))


@deduit()
def motif_sans_gratification(
    hors_champ: bool,
    formation: Formation,
    accueil_en_france: bool,
    stagiaire: Stagiaire,
    organisme: OrganismeAccueil,
) -> str:
    """Pourquoi la gratification de L. 124-6 ne concerne pas ce stage ; vide s'il n'y a pas de raison."""
    if hors_champ:
        return "La convention ne relève pas de l'article L. 124-1 : sa gratification ne la concerne pas."
    if formation.auxiliaire_medical:
        return (
            "Un stage de l'article L. 4381-1 du code de la santé publique a ses propres indemnités : la "
            "gratification de l'article L. 124-6 ne le concerne pas."
        )
    if not accueil_en_france:
        return "L'organisme d'accueil est établi hors de France : l'article L. 124-6 ne s'impose pas à lui."
    if stagiaire.remunere_par_l_organisme and organisme.public:
        return "L'organisme public rémunère déjà le stagiaire : la gratification ne s'y ajoute pas."
    return ""


@deduit(seuil=SEUIL.a_la_date("conclue_le"), seuil_agricole=SEUIL_AGRICOLE.a_la_date("conclue_le"))
def seuil_de_gratification(
    nature: Nature, etablissement: Etablissement, *, seuil: Minutes, seuil_agricole: Minutes
) -> Minutes:
    """Le seuil de ce stage : deux mois, ou trois pour une PFMP agricole à rythme approprié."""
    if nature != Nature.PFMP or not etablissement.rythme_approprie:
        return seuil
    return seuil if etablissement.degre == Degre.SUPERIEUR else seuil_agricole


@deduit(au_calendrier=AU_CALENDRIER.a_la_date("conclue_le"))
def gratification_obligatoire(
    motif_sans_gratification: str,
    droit_ancien: DroitAncien,
    minutes_prevues: Minutes,
    seuil_de_gratification: Minutes,
    presence_certaine_de_l_annee: Minutes,
    etablissement: Etablissement,
    stagiaire: Stagiaire,
    formation: Formation,
    *,
    au_calendrier: bool,
) -> bool:
    """Dit si la gratification est due : plus que le seuil, seul ou avec les stages de l'année.

    Une convention de l'ancien droit se lit au calendrier.
    """
    if motif_sans_gratification:
        return False
    if au_calendrier:
        if droit_ancien.assez_long is None:
            raise FaitInconnu(
                Inconnu("assez_long", "le nombre de mois que font ensemble les stages de l'année")
            )
        return droit_ancien.assez_long and not droit_ancien.hors
    seuil = seuil_de_gratification
    depasse = minutes_prevues > seuil or presence_certaine_de_l_annee > seuil
    if depasse and etablissement.pays != "France" and stagiaire.cadre_de_venue != CadreDeVenue.FORMATION:
        raise FaitInconnu(Inconnu("cadre_de_venue", "le texte qui rend L. 124-6 applicable à ce stagiaire"))
    if depasse and en_formation_continue(formation):
        raise FaitInconnu(
            Inconnu("formation.voie", "ce qui fait de cette formation continue un cursus initial")
        )
    return depasse


def en_formation_continue(formation: Formation) -> bool:
    """Dit si la formation suit la voie continue : que L. 124-1 la vise laisse alors un doute."""
    return connu(formation.voie) and formation.voie == Voie.CONTINUE


@deduit()
def seuil_en_doute(
    minutes_prevues: Minutes,
    duree_retenue: Minutes,
    seuil_de_gratification: Minutes,
    autres_heures_de_l_annee: Minutes,
) -> bool:
    """Dit si la durée prévue et la durée faite sont de part et d'autre du seuil."""
    seuil = seuil_de_gratification
    if duree_retenue == minutes_prevues or min(minutes_prevues, duree_retenue) > seuil:
        return False
    autres = autres_heures_de_l_annee
    return (minutes_prevues + autres > seuil) != (duree_retenue + autres > seuil)


# --- Les règles ------------------------------------------------------------------------------


@regle("L. 124-6", "L. 124-18", "D. 124-6", "D. 124-8", "CRPM D. 813-55-1", depuis="2014-12-01")
def gratification_due(
    motif_sans_gratification: str,
    minutes_prevues: Minutes,
    seuil_de_gratification: Minutes,
    gratification: Gratification,
    presence_de_l_annee: Minutes,
    presence_certaine_de_l_annee: Minutes,
    autres_heures_de_l_annee: Minutes,
    duree_retenue: Minutes,
    decompte_prevu: Decompte,
    etablissement: Etablissement,
    stagiaire: Stagiaire,
    formation: Formation,
    minimum_horaire_du_dernier_mois: Euros,
) -> Constat:
    """Au-delà du seuil dans le même organisme, la gratification est due dès la première heure.

    Le seuil se dépasse : deux mois exactement ne suffisent pas. La durée que prévoit la convention décide ;
    la durée faite ne fait que semer le doute (voir `seuil_prevu_et_realise`).

    >>> from decimal import Decimal
    >>> heures, payee, inconnus = Minutes(309 * 60), Gratification(Decimal("4.50")), (None,) * 5
    >>> gratification_due("", heures, DEUX_MOIS, payee, heures, heures, 0, heures, *inconnus).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)

    seuil, duree, autres = seuil_de_gratification, minutes_prevues, Minutes(0)
    if duree <= seuil:
        if not connu(presence_de_l_annee) and gratification.horaire > 0:
            return conforme(
                "Une gratification est prévue. À elle seule, la durée du stage ({duree:heures}) ne la rend "
                "pas obligatoire.",
                duree=duree,
                seuil=seuil,
            )
        duree, autres = presence_de_l_annee, autres_heures_de_l_annee
        if duree > seuil >= presence_certaine_de_l_annee and not gratification.horaire:
            return a_verifier(
                "Avec un stage qui touche deux années d'enseignement, la présence dans l'organisme fait "
                "{duree:heures}, pour un seuil de {seuil:heures}.",
                lecture("toute sa présence compte", Verdict.NON_CONFORME, "La gratification est due."),
                lecture(
                    "seule compte sa présence de l'année",
                    Verdict.SANS_OBJET,
                    "Il reste à savoir si la somme dépasse encore {seuil:heures}.",
                    seuil=seuil,
                ),
                que_faire="Comptez les heures de l'autre stage qui tombent dans l'année d'enseignement.",
                duree=duree,
                seuil=seuil,
            )

    realisee = duree_retenue + autres if connu(duree_retenue) else duree
    if duree <= seuil:
        if realisee > seuil and not gratification.horaire:
            return _doute_du_seuil(duree, realisee, seuil)
        return sans_objet(
            "La gratification n'est pas obligatoire : {duree:heures} de présence dans l'année, pour un seuil "
            "de {seuil:heures} à dépasser. L'organisme peut en verser une.",
            duree=duree,
            seuil=seuil,
        )

    def etapes() -> list[Etape]:
        return _etapes_du_seuil(minutes_prevues, autres, seuil, decompte_prevu)

    if gratification.horaire > 0:
        return conforme(
            "La gratification est due et prévue : {duree:heures} de présence dépassent {seuil:heures}.",
            etapes=etapes,
            duree=duree,
            seuil=seuil,
        )
    if realisee <= seuil:
        return _doute_du_seuil(duree, realisee, seuil)
    cadre = stagiaire.cadre_de_venue
    if etablissement.pays != "France" and not (connu(cadre) and cadre == CadreDeVenue.FORMATION):
        return a_verifier(
            "L'établissement d'enseignement est hors de France, et la présence ({duree:heures}) dépasse "
            "{seuil:heures} sans gratification.",
            lecture(
                "stage au titre du 1° de R. 426-16 (CESEDA)",
                Verdict.NON_CONFORME,
                "La gratification est due.",
            ),
            lecture(
                "autre cas d'accueil",
                Verdict.SANS_OBJET,
                "Aucun texte lu ne dit que l'article L. 124-6 s'applique.",
            ),
            que_faire="Demandez à l'établissement le cadre du stage, ou prévoyez la gratification.",
            etapes=etapes,
            duree=duree,
            seuil=seuil,
        )
    if en_formation_continue(formation):
        return a_verifier(
            "La formation est continue, et la présence ({duree:heures}) dépasse {seuil:heures} sans "
            "gratification.",
            lecture("formation tout au long de la vie", Verdict.SANS_OBJET, "L. 124-1 ne la vise pas."),
            lecture("cursus où le stage est intégré", Verdict.NON_CONFORME, "La gratification est due."),
            que_faire="Demandez à l'établissement si le stagiaire est en formation initiale ou continue.",
            etapes=etapes,
            duree=duree,
            seuil=seuil,
        )
    grandeurs: dict[str, Any] = {"duree": duree, "seuil": seuil}
    que_faire = "Prévoyez une gratification, due dès la première heure."
    if connu(minimum_horaire_du_dernier_mois):
        grandeurs["minimum"] = minimum_horaire_du_dernier_mois
        que_faire = (
            "Prévoyez une gratification de {minimum:euros} de l'heure au moins, dès la première heure."
        )
    return non_conforme(
        "La gratification est due : {duree:heures} de présence dépassent {seuil:heures}. Aucune n'est "
        "prévue.",
        que_faire=que_faire,
        etapes=etapes,
        **grandeurs,
    )


def _etapes_du_seuil(
    prevues: Minutes, autres: Minutes, seuil: Minutes, decompte_prevu: Decompte
) -> list[Etape]:
    """La présence de l'année face au seuil, et le jour où il est passé si l'on connaît les horaires."""
    etapes = [
        etape("Présence prévue", "{minutes:heures}", minutes=prevues),
        etape("Autres stages de l'année dans l'organisme", "{minutes:heures}", minutes=autres),
        etape("Seuil à dépasser", "{seuil:heures}", seuil=seuil),
    ]
    passe = JourDuSeuil(None, None)
    if connu(decompte_prevu):
        passe = _jour_du_seuil(decompte_prevu, seuil - autres)
    if passe.depasse_le:
        etapes.append(etape("Seuil dépassé le", "{jour:date}", jour=passe.depasse_le))
    if passe.heure_complete_le:
        etapes.append(etape("Heure suivante complète le", "{jour:date}", jour=passe.heure_complete_le))
    return etapes


def _doute_du_seuil(
    prevue: int, realisee: int, seuil: int, si_due: Verdict = Verdict.NON_CONFORME
) -> Constat:
    du, pas_du = si_due, Verdict.SANS_OBJET
    return a_verifier(
        "La durée prévue ({prevue:heures}) et la durée faite ({realisee:heures}) ne sont pas du même côté du "
        "seuil de {seuil:heures}.",
        lecture(
            "par la durée prévue",
            du if prevue > seuil else pas_du,
            "La convention prévoit {duree:heures}.",
            duree=Minutes(prevue),
        ),
        lecture(
            "par la présence et les absences comptées",
            du if realisee > seuil else pas_du,
            "Le stagiaire a fait {duree:heures}.",
            duree=Minutes(realisee),
        ),
        que_faire="Retenez la durée prévue par la convention ; si elle a changé, concluez un avenant.",
        prevue=Minutes(prevue),
        realisee=Minutes(realisee),
        seuil=Minutes(seuil),
    )


@regle("L. 124-6", "L. 124-18", "D. 124-6", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def seuil_prevu_et_realise(
    motif_sans_gratification: str,
    minutes_prevues: Minutes,
    duree_retenue: Minutes,
    seuil_de_gratification: Minutes,
    seuil_en_doute: bool,
    autres_heures_de_l_annee: Minutes,
) -> Constat:
    """La durée faite et la durée prévue sont du même côté du seuil de la gratification."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if duree_retenue == minutes_prevues:
        return sans_objet("Rien de connu n'écarte la durée faite de la durée prévue.")

    seuil = seuil_de_gratification
    prevue, realisee = minutes_prevues, duree_retenue
    if seuil_en_doute:
        autres = autres_heures_de_l_annee
        return _doute_du_seuil(prevue + autres, realisee + autres, seuil, si_due=Verdict.CONFORME)
    return conforme(
        "La durée prévue ({prevue:heures}) et la durée faite ({realisee:heures}) sont du même côté du seuil "
        "de {seuil:heures}.",
        prevue=Minutes(prevue),
        realisee=Minutes(realisee),
        seuil=seuil,
    )
