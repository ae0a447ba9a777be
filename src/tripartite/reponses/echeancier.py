"""Combien me doit-on ? La gratification, mois par mois."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tripartite.droit.calculs.echeances import RIEN, Echeancier, somme
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Absence,
    Convention,
    Dossier,
    Gratification,
    Modalite,
    MotifAbsence,
    OrganismeAccueil,
    StageVoisin,
    Stagiaire,
    Versement,
    Vie,
)
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import (
    AUCUN,
    Etape,
    Euros,
    Inconnu,
    Minutes,
    Phrase,
    Situation,
    connu,
    etape,
    phrase,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL
from tripartite.rendus.echeances import tableau_des_mois
from tripartite.rendus.fiches import Chiffre, Fiche
from tripartite.rendus.grandeurs import Dit
from tripartite.reponses.socle import Rappel, Reponse, exiger, horaires, ordonner, situer

SUPPOSEE_DUE = "Sans dossier, la gratification est supposée due, dès la première heure."
SOUS_LE_SEUIL = (
    "La présence ne dépasse pas deux mois (308 h) chez cet organisme dans l'année d'enseignement : la loi "
    "n'impose aucune gratification. Si la convention en fixe une, donnez le montant de l'heure."
)
CET_ORGANISME = "cet organisme"


@dataclass(frozen=True)
class Demande:
    """Un stage au rythme d'une semaine, ses jours manqués, ce qui a été versé.

    `absents` et `demi` sont des jours d'absence non payée, entiers ou de moitié ; `autres`, les minutes des
    autres stages de l'année chez le même organisme. `horaire` inconnu, l'heure vaut le minimum légal.
    """

    debut: date
    fin: date
    semaine: int
    conclue_le: date | None = None
    territoire: Territoire = Territoire.METROPOLE
    horaire: Euros | None = None
    lisser: int | None = None
    absents: tuple[date, ...] = ()
    demi: tuple[date, ...] = ()
    autres: int = 0
    versements: Mapping[Mois, Euros] = field(default_factory=dict)
    au: date | None = None


def dossier(demande: Demande) -> Dossier:
    """Les faits de cette demande.

    Raises:
        ReponseImpossible: les dates sont dans le désordre, ou la semaine a trop d'heures.
    """
    ordonner(demande.debut, demande.fin)
    conclue_le = demande.conclue_le or demande.debut
    gratification = Gratification(
        demande.horaire or Euros(Decimal(0)),
        Modalite.LISSE if demande.lisser else Modalite.REEL,
        demande.lisser or 1,
        revalorisation=demande.horaire is None,
    )
    ailleurs = StageVoisin(
        demande.debut, demande.debut, organisme=CET_ORGANISME, presence=Minutes(demande.autres)
    )
    return Dossier(
        Convention(
            debut=demande.debut,
            fin=demande.fin,
            conclue_le=conclue_le,
            horaires=horaires(demande.semaine),
            gratification=gratification,
        ),
        Stagiaire(stages=(ailleurs,) if demande.autres else ()),
        organisme=OrganismeAccueil(nom=CET_ORGANISME, territoire=demande.territoire, accords_de_branche=()),
        vie=Vie(
            absences=tuple(_absences(demande)),
            versements=tuple(
                Versement(mois, montant, mois.dernier_jour)
                for mois, montant in sorted(demande.versements.items())
            ),
            ruptures=(),
            suspensions=(),
        ),
    )


def _absences(demande: Demande) -> Iterator[Absence]:
    moitie = Minutes(demande.semaine // 10)
    for jour in sorted({*demande.absents, *demande.demi}):
        duree: Any = AUCUN if jour in demande.absents else moitie
        yield Absence(jour, jour, MotifAbsence.AUTORISEE, duree)


def repondre(demande: Demande) -> Reponse:
    """Ce qui est dû chaque mois, ce qui reste dû.

    Raises:
        ReponseImpossible: la demande se contredit.
        FaitInconnu: une valeur de la loi n'est pas encore publiée, et rien ne se calcule sans elle.
    """
    faits = dossier(demande)
    situation = situer(faits, demande.au, {})
    calcule = calculer(situation)
    ecrite = fiche(calcule, situation, suppose_due=False)
    ecrite = ecrite._replace(chiffres=tuple(_a_ce_jour(calcule, situation)))
    if not exiger(situation, "gratification_obligatoire"):
        ecrite = ecrite._replace(notes=(SOUS_LE_SEUIL, *ecrite.notes))
    rappels = tuple(
        Rappel(
            f"mois-{ligne.mois}",
            phrase("Gratification de {mois:mois}", mois=ligne.mois),
            ligne.mois.dernier_jour,
        )
        for ligne in calcule.lignes
        if ligne.a_verser
    )
    return Reponse(ecrite, calcule, rappels, faits)


def _a_ce_jour(calcule: Echeancier, situation: Situation) -> Iterator[Chiffre]:
    """Le total, et ce qui reste dû des mois déjà finis."""
    yield Chiffre("total", "Dû en tout", calcule.total, "euros")
    echues = situation["lignes_echues"]
    if connu(echues) and echues:
        reste = somme(max(RIEN, ligne.reste) for ligne in echues)
        yield Chiffre("echu", "Dû pour les mois finis", somme(e.a_verser for e in echues), "euros")
        yield Chiffre("reste_a_ce_jour", "Reste dû à ce jour", reste, "euros")


def calculer(situation: Situation) -> Echeancier:
    """L'échéancier, ou celui des mois dont l'heure a un prix. Lève `FaitInconnu` s'il n'y en a aucun."""
    sans_prix = exiger(situation, "mois_sans_prix")
    calcule: Echeancier = exiger(situation, "echeancier_des_mois_connus" if sans_prix else "echeancier")
    return calcule if calcule.lignes else exiger(situation, "echeancier")


def fiche(calcule: Echeancier, situation: Situation, suppose_due: bool) -> Fiche:
    """La réponse. `suppose_due` : on a supposé la gratification due."""
    sans_prix = situation["mois_sans_prix"]
    if not calcule.total:
        dit = "Rien n'est dû pour {minutes:heures} de présence : aucune gratification n'est prévue."
    elif sans_prix:
        dit = "{total:euros} sont dus pour les mois dont le prix est connu, {minutes:heures}."
    else:
        dit = "{total:euros} sont dus en tout, pour {minutes:heures}."
    reponse = [phrase(dit, total=calcule.total, minutes=calcule.minutes)]
    if calcule.verse:
        reste = calcule.reste_du
        suite = "{verse:euros} sont versés, {reste:euros} restent dus." if reste else "Tout est versé."
        reponse.append(phrase(suite, verse=calcule.verse, reste=reste))
    notes: list[Dit] = []
    if suppose_due:
        notes.append(SUPPOSEE_DUE)
    if sans_prix:
        notes.append(_ce_que_l_on_attend(sans_prix))
        if situation["gratification"].modalite == Modalite.LISSE:
            notes.append(
                "Lissés, les versements attendent aussi cette valeur : voici ce que vaut chaque mois."
            )
    if any(ligne.a_verser != ligne.a_verser_fige for ligne in calcule.lignes):
        notes.append(
            "La convention passe le 1er janvier sans clause de revalorisation : "
            "l'heure suit le nouveau minimum."
        )
    return Fiche(
        "echeancier",
        "Échéancier de la gratification",
        tuple(reponse),
        tableaux=(tableau_des_mois(calcule, complet=not sans_prix),),
        etapes=(*_etapes(calcule, situation), *calcule.etapes),
        notes=tuple(notes),
        articles=("L. 124-6", "D. 124-8"),
    )


def _ce_que_l_on_attend(sans_prix: Mapping[Mois, Inconnu]) -> Phrase:
    """Les mois qui attendent une valeur, et laquelle."""
    return phrase(
        "On attend une valeur inconnue ({valeur}) pour {mois:liste}.",
        mois=list(sans_prix),
        valeur=next(iter(sans_prix.values())),
    )


def _etapes(calcule: Echeancier, situation: Situation) -> list[Etape]:
    """Le minimum de l'heure, chaque année où il sert, puis chaque mois."""
    conclue_le, lignes = situation["conclue_le"], []
    annees = {ligne.mois.annee: ligne.horaire for ligne in calcule.lignes}
    for annee, horaire in annees.items():
        if not connu(conclue_le):
            break
        taux, plafond = TAUX_MINIMAL.au(conclue_le).valeur, PLAFOND_HORAIRE.au(date(annee, 1, 1)).valeur
        if horaire == taux * plafond:
            calcul = "{taux:taux} × {plafond:euros} = {minimum:euros}"
            lignes.append(
                etape(
                    "Minimum de l'heure en {annee}",
                    calcul,
                    annee=str(annee),
                    taux=taux,
                    plafond=plafond,
                    minimum=horaire,
                )
            )
    mois = "{minutes:heures} × {horaire:euros} = {du:euros}"
    lignes += [
        etape("{mois:mois}", mois, mois=m.mois, minutes=m.minutes, horaire=m.horaire, du=m.du)
        for m in calcule.lignes
        if m.horaire
    ]
    return lignes
