"""La vie du stage : ce qui s'est passé depuis la signature."""

from datetime import date
from enum import StrEnum
from typing import Any

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits.socle import ETABLISSEMENT, ORGANISME, STAGIAIRE, Fait, champ, fait
from tripartite.droit.faits.voisins import Initiative
from tripartite.droit.langage import AUCUN, Aucun, Euros, Minutes


class MotifAbsence(StrEnum):
    """Pourquoi le stagiaire n'était pas là."""

    MALADIE = "maladie"
    ACCIDENT = "accident"
    GROSSESSE = "grossesse"
    PATERNITE = "paternité"
    ADOPTION = "adoption"
    CONGE = "congé prévu par la convention"
    AUTORISEE = "absence autorisée"
    INJUSTIFIEE = "absence injustifiée"


@fait
class Absence(Fait):
    """Une absence, jours inclus ; `minutes` si elle ne couvre pas tout l'horaire prévu ces jours-là."""

    debut: date = champ("le début de l'absence", de=ORGANISME)
    fin: date = champ("la fin de l'absence", de=ORGANISME)
    motif: MotifAbsence = champ("le motif de l'absence", de=ORGANISME)
    minutes: Minutes | Aucun = champ("la durée de l'absence", AUCUN, de=ORGANISME)
    payee: bool = champ("le maintien de la gratification pendant l'absence", False, de=ORGANISME)


@fait
class Presence(Fait):
    """Un jour de présence réelle, décompté par l'organisme d'accueil."""

    jour: date = champ("le jour de présence", de=ORGANISME)
    minutes: Minutes = champ("la durée de présence", de=ORGANISME)


@fait
class Versement(Fait):
    """Une gratification versée au titre d'un mois."""

    mois: Mois = champ("le mois du versement", de=ORGANISME)
    montant: Euros = champ("le montant versé", de=ORGANISME)
    le: date = champ("le jour du versement", de=ORGANISME)


@fait
class Suspension(Fait):
    """Une interruption temporaire, jours inclus."""

    debut: date = champ("le début de la suspension", de=ORGANISME)
    fin: date = champ("la fin de la suspension", de=ORGANISME)
    motif: MotifAbsence | Aucun = champ("le motif de la suspension", AUCUN, de=ORGANISME)


@fait
class Rupture(Fait):
    """Une fin avant le terme : le dernier jour de présence, et qui l'a décidée."""

    le: date = champ("le dernier jour du stage interrompu", de=ORGANISME)
    initiative: Initiative = champ("qui a pris l'initiative de la rupture", de=ORGANISME)
    motif: MotifAbsence | Aucun = champ("le motif de la rupture", AUCUN, de=ORGANISME)
    manquement_pedagogique: bool = champ("le non-respect des stipulations pédagogiques", False, de=STAGIAIRE)
    accord_de_l_etablissement: bool = champ("l'accord de l'établissement à l'interruption", de=ETABLISSEMENT)
    stage_valide: bool = champ("la validation du stage interrompu, ou une autre modalité", de=ETABLISSEMENT)


@fait
class Changement(Fait):
    """Un fait de la convention que l'avenant remplace : son nom, et sa nouvelle valeur."""

    fait: str = champ("le fait changé", de=ETABLISSEMENT)
    apres: Any = champ("la nouvelle valeur", de=ETABLISSEMENT)


@fait
class Avenant(Fait):
    """Un avenant : les faits de la convention qu'il change, et le jour où il est conclu."""

    conclu_le: date = champ("la date de l'avenant", de=ETABLISSEMENT)
    objet: str = champ("l'objet de l'avenant", "", de=ETABLISSEMENT)
    report_l124_15: bool = champ(
        "le fait que l'avenant reporte la fin après une interruption", False, de=ETABLISSEMENT
    )
    changements: tuple[Changement, ...] = champ("ce que change l'avenant", (), de=ETABLISSEMENT)


class Categorie(StrEnum):
    """La catégorie de l'emploi, dont dépend la période d'essai (C. trav. L. 1221-19)."""

    OUVRIER_EMPLOYE = "ouvrier ou employé"
    TECHNICIEN = "agent de maîtrise ou technicien"
    CADRE = "cadre"


@fait
class Embauche(Fait):
    """L'embauche du stagiaire par l'organisme d'accueil, après le stage."""

    le: date = champ("le jour de l'embauche", de=ORGANISME)
    categorie: Categorie = champ("la catégorie de l'emploi", de=ORGANISME)
    essai: int = champ("la durée de la période d'essai, en mois", de=ORGANISME)
    en_correspondance: bool = champ("la correspondance de l'emploi avec les activités du stage", de=ORGANISME)


class DroitDuStagiaire(StrEnum):
    """Un droit que le stagiaire tient de la loi, et qu'un signalement peut viser."""

    LIBERTES = "libertés individuelles"
    HARCELEMENT_MORAL = "harcèlement moral"
    HARCELEMENT_SEXUEL = "harcèlement sexuel"
    NON_DISCRIMINATION = "non-discrimination"
    SECURITE = "santé et sécurité"
    DISCIPLINE = "discipline"


class Destinataire(StrEnum):
    """À qui un signalement s'adresse."""

    REFERENT = "enseignant référent"
    INSPECTION = "inspection du travail"


@fait
class Signalement(Fait):
    """Un problème signalé : quel jour, sur quel droit, à qui, et la suite donnée (vide : aucune encore)."""

    le: date = champ("le jour du signalement", de=STAGIAIRE)
    droit: DroitDuStagiaire = champ("le droit que vise le signalement", de=STAGIAIRE)
    destinataire: Destinataire = champ("le destinataire du signalement", Destinataire.REFERENT, de=STAGIAIRE)
    suite: str = champ("la suite donnée au signalement", "", de=ETABLISSEMENT)


@fait
class Vie(Fait):
    """Ce qui s'est passé depuis la signature."""

    avenants: tuple[Avenant, ...] = champ("les avenants", (), de=ETABLISSEMENT)
    absences: tuple[Absence, ...] = champ("les absences", (), de=ORGANISME)
    suspensions: tuple[Suspension, ...] = champ("les suspensions", (), de=ORGANISME)
    ruptures: tuple[Rupture, ...] = champ("la rupture", (), de=ORGANISME)
    presences: tuple[Presence, ...] = champ("le décompte des présences", de=ORGANISME)
    versements: tuple[Versement, ...] = champ("les versements", de=ORGANISME)
    attestation_remise_le: date | Aucun = champ(
        "le jour où l'attestation de stage a été remise", de=ORGANISME
    )
    embauche: Embauche | Aucun = champ("l'embauche à l'issue du stage", AUCUN, de=ORGANISME)
    signalements: tuple[Signalement, ...] = champ("les signalements", (), de=STAGIAIRE)
    points_de_suivi: int = champ(
        "le nombre de fois où le référent s'est assuré auprès du tuteur du bon déroulement", de=ETABLISSEMENT
    )
    appreciation_transmise: bool = champ(
        "l'appréciation du stagiaire sur la qualité de l'accueil", de=STAGIAIRE
    )
