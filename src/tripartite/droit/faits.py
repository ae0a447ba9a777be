"""Les faits d'un stage, figés.

`None` veut dire « on ne sait pas » : le champ devient un `Inconnu`, et s'en servir arrête la règle.
`()` veut dire « on sait qu'il n'y en a pas » ; `AUCUN`, la même chose pour un fait seul.
Les durées sont en minutes, les montants en euros (`Decimal`), les heures du jour en minutes depuis minuit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, dataclass_transform

from tripartite.droit.calendrier import Mois
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import AUCUN, Aucun, Euros, Inconnu, Minutes, Taux


class Partie(StrEnum):
    """Les trois parties de la convention."""

    STAGIAIRE = "stagiaire"
    ORGANISME = "organisme d'accueil"
    ETABLISSEMENT = "établissement d'enseignement"


def champ(libelle: str, defaut: Any = None, de: Partie | str = "", aide: str = "") -> Any:
    """Décrit un fait : comment il se nomme, ce qu'il vaut s'il n'est pas dit, quelle partie le doit."""
    return field(default=defaut, metadata={"libelle": libelle, "de": str(de), "aide": aide})


class Fait:
    """Ce qu'ont en commun tous les faits : l'inconnu, et l'égalité qui ne s'y arrête pas."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for nom, inconnu in type(self)._inconnus.items():  # type: ignore[attr-defined]
            if getattr(self, nom) is None:
                object.__setattr__(self, nom, inconnu)

    def __eq__(self, autre: object) -> bool:
        if type(autre) is not type(self):
            return NotImplemented
        paires = ((getattr(self, f.name), getattr(autre, f.name)) for f in fields(self))  # type: ignore[arg-type]
        return all(
            a is b or (not isinstance(a, Inconnu) and not isinstance(b, Inconnu) and a == b) for a, b in paires
        )

    def __hash__(self) -> int:
        valeurs = (getattr(self, f.name) for f in fields(self))  # type: ignore[arg-type]
        return hash(tuple(id(v) if isinstance(v, Inconnu) else v for v in valeurs))


T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def fait(classe: type[T]) -> type[T]:
    """Fait d'une classe un fait figé, dont chaque champ non dit est un `Inconnu` qui sait son nom."""
    figee = dataclass(frozen=True, slots=True, eq=False)(classe)
    figee._inconnus = {  # type: ignore[attr-defined]
        f.name: Inconnu(f"{classe.__name__.lower()}.{f.name}", f.metadata["libelle"], f.metadata["de"])
        for f in fields(figee)  # type: ignore[arg-type]
    }
    return figee


S, O, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT

# --- Les personnes -----------------------------------------------------------------------------


class Nationalite(StrEnum):
    """Ce que le droit du séjour distingue."""

    FRANCAISE = "française"
    EUROPEENNE = "européenne"  # Union, Espace économique européen, Suisse
    AUTRE = "autre"


class TitreDeSejour(StrEnum):
    """Le titre d'un ressortissant d'un pays tiers."""

    AUCUN = "aucun"
    ETUDIANT = "étudiant"
    STAGIAIRE = "stagiaire"
    STAGIAIRE_ICT = "stagiaire ICT"
    AUTRE = "autre"


class CadreDeVenue(StrEnum):
    """Les trois cas de la carte « stagiaire » (CESEDA R. 426-16)."""

    FORMATION = "formation organisée dans le pays de résidence"
    ENTREPRISE = "salarié d'une entreprise étrangère"
    HOSPITALIER = "coopération hospitalière"


@fait
class Adresse(Fait):
    """Une adresse postale."""

    voie: str = champ("la voie")
    code_postal: str = champ("le code postal")
    commune: str = champ("la commune")
    pays: str = champ("le pays", "France")


@fait
class Personne(Fait):
    """Une personne nommée dans la convention."""

    nom: str = champ("le nom")
    prenom: str = champ("le prénom")
    fonction: str = champ("la fonction", "")
    courriel: str = champ("le courriel", "")
    telephone: str = champ("le téléphone", "")
    par_delegation: bool = champ("la délégation de signature", False)


@fait
class Stagiaire(Fait):
    """La personne en stage."""

    nom: str = champ("le nom du stagiaire", de=S)
    prenom: str = champ("le prénom du stagiaire", de=S)
    naissance: date = champ("la date de naissance du stagiaire", de=S)
    courriel: str = champ("le courriel du stagiaire", "", de=S)
    telephone: str = champ("le téléphone du stagiaire", "", de=S)
    adresse: Adresse = champ("l'adresse du stagiaire", de=S)
    nationalite: Nationalite = champ("la nationalité du stagiaire", de=S)
    titre_de_sejour: TitreDeSejour = champ("le titre de séjour du stagiaire", de=S)
    cadre_de_venue: CadreDeVenue = champ("le cadre de la venue en France (R. 426-16 du CESEDA)", de=O)
    representants_legaux: tuple[Personne, ...] = champ("le représentant légal du stagiaire mineur", de=S)
    remunere_par_l_organisme: bool = champ(
        "le fait que le stagiaire est déjà rémunéré par l'organisme d'accueil", False, de=O
    )
    stages: tuple[StageVoisin, ...] = champ("les autres stages du stagiaire", de=S)
    gratifications_recues: tuple[GratificationRecue, ...] = champ(
        "les gratifications reçues d'autres organismes d'accueil", de=S
    )


@fait
class GratificationRecue(Fait):
    """Une gratification reçue d'un autre organisme d'accueil, au jour où elle est versée."""

    le: date = champ("le jour de cet autre versement", de=S)
    montant: Euros = champ("le montant de cet autre versement", de=S)
    organisme: str = champ("le nom de l'autre organisme d'accueil", "", de=S)


@fait
class Tuteur(Fait):
    """La personne qui accompagne le stagiaire dans l'organisme d'accueil."""

    nom: str = champ("le nom du tuteur", de=O)
    prenom: str = champ("le prénom du tuteur", de=O)
    fonction: str = champ("la fonction du tuteur", "", de=O)
    courriel: str = champ("le courriel du tuteur", "", de=O)
    telephone: str = champ("le téléphone du tuteur", "", de=O)


@fait
class Suivi(Fait):
    """Un stage que suit déjà l'enseignant référent."""

    debut: date = champ("le début du stage suivi", de=E)
    fin: date = champ("la fin du stage suivi", de=E)
    pfmp: bool = champ("la nature du stage suivi", de=E)
    stagiaire: str = champ("le nom du stagiaire suivi", "", de=E)


@fait
class EnseignantReferent(Fait):
    """L'enseignant que l'établissement désigne pour suivre le stagiaire."""

    nom: str = champ("le nom de l'enseignant référent", de=E)
    prenom: str = champ("le prénom de l'enseignant référent", de=E)
    fonction: str = champ("la fonction de l'enseignant référent", "", de=E)
    courriel: str = champ("le courriel de l'enseignant référent", "", de=E)
    telephone: str = champ("le téléphone de l'enseignant référent", "", de=E)
    suivis: tuple[Suivi, ...] = champ("les autres stages suivis par l'enseignant référent", de=E)


# --- L'établissement et la formation -----------------------------------------------------------


class Degre(StrEnum):
    """Le degré d'enseignement."""

    SECONDAIRE = "secondaire"
    SUPERIEUR = "supérieur"


class Voie(StrEnum):
    """La voie de formation."""

    GENERALE = "générale"
    TECHNOLOGIQUE = "technologique"
    PROFESSIONNELLE = "professionnelle"
    SUPERIEURE = "supérieure"
    CONTINUE = "formation professionnelle continue"


class Classe(StrEnum):
    """La classe, pour l'allocation de PFMP."""

    CAP_1_AN = "CAP en 1 an"
    CAP_1 = "CAP 1re année"
    CAP_2 = "CAP 2e année"
    SECONDE_PRO = "seconde professionnelle"
    PREMIERE_PRO = "première professionnelle"
    TERMINALE_PRO = "terminale professionnelle"
    BMA_1 = "BMA 1re année"
    BMA_2 = "BMA 2e année"
    CS_NIVEAU_3 = "certificat de spécialisation niveau 3"
    CS_NIVEAU_4 = "certificat de spécialisation niveau 4"


@fait
class Etablissement(Fait):
    """L'établissement d'enseignement."""

    nom: str = champ("le nom de l'établissement", de=E)
    uai: str = champ("le code UAI de l'établissement", "", de=E)
    adresse: Adresse = champ("l'adresse de l'établissement", de=E)
    pays: str = champ("le pays de l'établissement", "France", de=E)
    degre: Degre = champ("le degré d'enseignement", de=E)
    agricole: bool = champ("le caractère agricole de l'établissement", False, de=E)
    rythme_approprie: bool = champ(
        "le fait que l'établissement relève de l'article L. 813-9 du code rural", False, de=E
    )
    public: bool = champ("le caractère public de l'établissement", de=E)
    signataire: Personne = champ("le signataire de l'établissement", de=E)
    referent: EnseignantReferent = champ("l'enseignant référent", de=E)


@fait
class Formation(Fait):
    """La formation suivie par le stagiaire."""

    intitule: str = champ("l'intitulé de la formation", de=E)
    diplome: str = champ("le diplôme préparé", "", de=E)
    voie: Voie = champ("la voie de formation", de=E)
    classe: Classe = champ("la classe du stagiaire", de=E)
    heures_enseignement: Minutes = champ("le volume annuel d'enseignement", de=E)
    heures_en_presence: Minutes = champ("le volume d'enseignement en présence des élèves ou étudiants", de=E)
    derogation_rectorale: bool = champ("la dérogation du recteur au minimum en présence", False, de=E)
    annee_debut: date = champ("le début de l'année d'enseignement", de=E)
    annee_fin: date = champ("la fin de l'année d'enseignement", de=E)
    stage_prevu_au_reglement: bool = champ("le fait que le règlement de la formation prévoit le stage", de=E)
    restitution_evaluee: bool = champ("la restitution du stage et son évaluation", de=E)
    credits: int = champ("les crédits ECTS du stage", de=E)
    derniere_annee: bool = champ("le fait que c'est la dernière année d'études", de=E)
    auxiliaire_medical: bool = champ("le fait que le stage relève de l'article L. 4381-1 du CSP", False, de=E)
    stage_obligatoire: bool = champ("le caractère obligatoire du stage", de=E)


# --- L'organisme d'accueil ---------------------------------------------------------------------


class Initiative(StrEnum):
    """Qui met fin au stage avant son terme."""

    STAGIAIRE = "stagiaire"
    ORGANISME = "organisme d'accueil"
    ETABLISSEMENT = "établissement d'enseignement"
    ACCORD = "accord des parties"


@fait
class StageVoisin(Fait):
    """Un autre stage : du même stagiaire, du même poste, du même tuteur, ou de la même semaine."""

    debut: date = champ("le début de l'autre stage", de=O)
    fin: date = champ("la fin de l'autre stage", de=O)
    stagiaire: str = champ("le nom de l'autre stagiaire", de=O)
    organisme: str = champ("le SIREN ou le nom de l'organisme de l'autre stage", de=O)
    poste: str = champ("le poste de l'autre stage", de=O)
    tuteur: str = champ("le tuteur de l'autre stage", de=O)
    presence: Minutes = champ("les heures de présence de l'autre stage", de=O)
    pfmp: bool = champ("la nature de l'autre stage", False, de=O)
    etablissement: str = champ("l'établissement d'enseignement de l'autre stage", "", de=O)
    rompu_par: Initiative | Aucun = champ("qui a mis fin à l'autre stage avant son terme", AUCUN, de=O)
    fin_prevue: date | Aucun = champ("la fin prévue de l'autre stage", AUCUN, de=O)
    prolonge_depuis: date | Aucun = champ("le premier jour de prolongation (L. 124-15)", AUCUN, de=O)
    service: str = champ("le service de l'autre stage", "", de=O)
    activites: str = champ("les activités de l'autre stage", "", de=O)


@fait
class Effectif(Fait):
    """Le nombre de personnes physiques employées, le dernier jour d'un mois civil."""

    mois: Mois = champ("le mois de l'effectif", de=O)
    personnes: int = champ("l'effectif du mois", de=O)
    moyenne: Decimal | Aucun = champ("la moyenne des douze derniers mois, si elle est déjà calculée", AUCUN, de=O)


@fait
class AccordDeBranche(Fait):
    """Une convention de branche ou un accord professionnel qui fixe une gratification."""

    intitule: str = champ("l'intitulé de l'accord de branche", de=O)
    etendu: bool = champ("l'extension de l'accord de branche", de=O)
    taux: Taux = champ("le taux de l'accord de branche, en part du plafond horaire", de=O)
    depuis: date = champ("la date d'effet de l'accord de branche", de=O)


@fait
class ArretePfmp(Fait):
    """L'arrêté de l'autorité académique qui relève le nombre d'élèves en PFMP (R. 124-11)."""

    reference: str = champ("la référence de l'arrêté", de=E)
    taux: Taux = champ("la part de l'effectif que fixe l'arrêté", de=E)
    nombre: int = champ("le nombre que fixe l'arrêté pour un petit effectif", de=E)


@fait
class PersonneAbsente(Fait):
    """Un salarié ou un agent absent, ou dont le contrat est suspendu, et le poste qu'il occupe."""

    poste: str = champ("le poste de la personne absente", de=O)
    debut: date = champ("le début de l'absence de cette personne", de=O)
    fin: date | Aucun = champ("la fin de l'absence de cette personne", AUCUN, de=O)


class PersonnePublique(StrEnum):
    """Ce que le droit des stages distinguait parmi les organismes publics, avant le 22 juillet 2013."""

    ETAT = "administration ou établissement administratif de l'État"
    AUTRE = "collectivité territoriale ou établissement hospitalier"
    INDUSTRIELLE = "établissement public industriel et commercial"


class Activite(StrEnum):
    """Le régime social de l'organisme."""

    GENERAL = "régime général"
    AGRICOLE = "régime agricole"


@fait
class OrganismeAccueil(Fait):
    """L'organisme d'accueil : une personne morale, et l'établissement où se fait le stage."""

    nom: str = champ("le nom de l'organisme d'accueil", de=O)
    siret: str = champ("le SIRET de l'organisme d'accueil", de=O)
    adresse: Adresse = champ("l'adresse de l'organisme d'accueil", de=O)
    pays: str = champ("le pays de l'organisme d'accueil", "France", de=O)
    public: bool = champ("le caractère public de l'organisme d'accueil", de=O)
    personne_publique: PersonnePublique = champ("la catégorie de l'organisme public", de=O)
    regime: Activite = champ("le régime social de l'organisme d'accueil", Activite.GENERAL, de=O)
    territoire: Territoire = champ("le territoire, pour les jours fériés", Territoire.METROPOLE, de=O)
    secteur: str = champ("le secteur d'activité", "", de=O)
    effectifs: tuple[Effectif, ...] = champ("l'effectif de l'organisme d'accueil, mois par mois", de=O)
    accords_de_branche: tuple[AccordDeBranche, ...] = champ("les accords de branche applicables", de=O)
    arretes_pfmp: tuple[ArretePfmp, ...] = champ("l'arrêté académique sur les PFMP", (), de=E)
    stages: tuple[StageVoisin, ...] = champ("les autres stages dans l'organisme d'accueil", de=O)
    signataire: Personne = champ("le signataire de l'organisme d'accueil", de=O)
    taux_atmp: Taux = champ("le taux d'accident du travail de l'établissement", de=O)
    taux_mobilite: Taux = champ("le taux du versement mobilité", de=O)
    registre_du_personnel: bool = champ("la tenue d'un registre du personnel", de=O)
    restaurant: bool = champ("l'existence d'un restaurant d'entreprise", de=O)
    titres_restaurant: bool = champ("l'usage de titres-restaurant", de=O)
    cse: bool = champ("l'existence d'un comité social et économique", de=O)
    absents: tuple[PersonneAbsente, ...] = champ("les absences de salariés ou d'agents sur le poste", de=O)
    constat_de_l_inspection: bool = champ("le constat d'un danger par l'inspection du travail", de=O)


# --- Les horaires ------------------------------------------------------------------------------


@fait
class Plage(Fait):
    """Une plage de présence. Une fin égale ou inférieure au début est au lendemain."""

    debut: int = champ("le début de la plage")
    fin: int = champ("la fin de la plage")


@fait
class Journee(Fait):
    """Une journée : ses plages, ou sa durée seule quand on ne connaît pas les heures."""

    plages: tuple[Plage, ...] = champ("les plages de la journée", ())
    duree: Minutes | Aucun = champ("la durée de la journée", AUCUN)
    pause_payee: Minutes = champ("les minutes de pause payées", 0)


@fait
class SemaineType(Fait):
    """Une semaine qui se répète, du lundi au dimanche, entre deux dates (sinon tout le stage)."""

    lundi: Journee = champ("le lundi", Journee())
    mardi: Journee = champ("le mardi", Journee())
    mercredi: Journee = champ("le mercredi", Journee())
    jeudi: Journee = champ("le jeudi", Journee())
    vendredi: Journee = champ("le vendredi", Journee())
    samedi: Journee = champ("le samedi", Journee())
    dimanche: Journee = champ("le dimanche", Journee())
    depuis: date | Aucun = champ("le premier jour de la semaine type", AUCUN)
    jusqu_au: date | Aucun = champ("le dernier jour de la semaine type", AUCUN)


@fait
class JourParticulier(Fait):
    """Un jour qui ne suit pas la semaine type : il la remplace."""

    jour: date = champ("le jour particulier")
    journee: Journee = champ("l'horaire du jour particulier", Journee())


@fait
class Fermeture(Fait):
    """Une période sans présence prévue : fermeture, semaine de cours."""

    debut: date = champ("le début de la fermeture")
    fin: date = champ("la fin de la fermeture")
    motif: str = champ("le motif de la fermeture", "")


@fait
class Horaires(Fait):
    """Les horaires prévus. Plusieurs semaines types sur les mêmes dates alternent dans leur ordre."""

    semaines: tuple[SemaineType, ...] = champ("la semaine type", de=O)
    jours_particuliers: tuple[JourParticulier, ...] = champ("les jours particuliers", (), de=O)
    fermetures: tuple[Fermeture, ...] = champ("les fermetures", (), de=O)
    feries_travailles: bool = champ("la présence les jours fériés", False, de=O)


# --- La convention -----------------------------------------------------------------------------


class Nature(StrEnum):
    """Ce que la convention dit être."""

    STAGE = "stage"
    PFMP = "PFMP"
    CESURE = "césure"
    OBSERVATION = "séquence d'observation"
    FORMATION_CONTINUE = "formation professionnelle continue"


class Modalite(StrEnum):
    """Comment la gratification est versée."""

    REEL = "heures réelles"
    LISSE = "lissée"


@fait
class Gratification(Fait):
    """La gratification convenue."""

    horaire: Euros = champ("le montant horaire de la gratification", de=O)
    modalite: Modalite = champ("les modalités de versement de la gratification", de=O)
    echeances: int = champ("le nombre de versements de la gratification lissée", de=O)
    revalorisation: bool = champ("la clause de revalorisation au 1er janvier", de=O)


@fait
class Avantages(Fait):
    """Les avantages offerts au stagiaire."""

    restaurant: bool = champ("l'accès au restaurant d'entreprise", de=O)
    repas_paye_par_le_stagiaire: Euros = champ("la part du repas payée par le stagiaire", de=O)
    repas_par_mois: int = champ("le nombre de repas fournis par mois", de=O)
    titre_restaurant: Euros = champ("la valeur d'un titre-restaurant (0 s'il n'y en a pas)", de=O)
    part_patronale_du_titre: Taux = champ("la part patronale du titre-restaurant", de=O)
    transport_mensuel: Euros = champ("le prix mensuel de l'abonnement de transport (0 s'il n'y en a pas)", de=O)
    transport_pris_en_charge: Taux = champ("la part de l'abonnement de transport prise en charge", de=O)
    activites_cse: bool = champ("l'accès aux activités sociales et culturelles", de=O)
    logement: Euros = champ("la valeur mensuelle du logement fourni", Euros(Decimal(0)), de=O)
    autres_en_nature: Euros = champ("la valeur mensuelle des autres avantages en nature", Euros(Decimal(0)), de=O)


@fait
class Motifs(Fait):
    """Le stage a-t-il un des motifs interdits par L. 124-7 ? « Non » : l'organisme atteste que non."""

    tache_reguliere: bool = champ("l'attestation sur la tâche régulière d'un poste permanent", de=O)
    accroissement: bool = champ("l'attestation sur l'accroissement temporaire d'activité", de=O)
    saisonnier: bool = champ("l'attestation sur l'emploi saisonnier", de=O)
    remplacement: bool = champ("l'attestation sur le remplacement d'un absent", de=O)


@fait
class Clauses(Fait):
    """Les clauses rédigées de la convention. Un texte vide : la clause n'y est pas."""

    encadrement: str = champ("les modalités d'encadrement et de suivi", de=E)
    protection_sociale: str = champ("le régime de protection sociale", de=E)
    responsabilite_civile: str = champ("l'assurance de responsabilité civile", de=S)
    absences: str = champ("les conditions des absences autorisées", de=O)
    suspension: str = champ("les modalités de suspension et de résiliation", de=E)
    interruption: str = champ("la validation en cas d'interruption", de=E)
    avantages: str = champ("la liste des avantages", de=O)
    reglement_interieur: str = champ("les clauses du règlement intérieur applicables", de=O)
    attestation: str = champ("les conditions de délivrance de l'attestation", de=O)


class Role(StrEnum):
    """À quel titre on signe."""

    STAGIAIRE = "stagiaire"
    REPRESENTANT_LEGAL = "représentant légal"
    ORGANISME = "organisme d'accueil"
    TUTEUR = "tuteur"
    ETABLISSEMENT = "établissement d'enseignement"
    REFERENT = "enseignant référent"


@fait
class Signature(Fait):
    """Une signature : par qui, à quel titre, quel jour. Une personne peut signer à deux titres."""

    role: Role = champ("le titre auquel on signe")
    nom: str = champ("le nom du signataire")
    le: date = champ("le jour de la signature")


@fait
class Convention(Fait):
    """La convention telle qu'elle est, ou sera, conclue."""

    nature: Nature = champ("la nature de la convention", Nature.STAGE, de=E)
    sujet: str = champ("le sujet du stage", de=S)
    debut: date = champ("la date de début", de=O)
    fin: date = champ("la date de fin", de=O)
    conclue_le: date = champ("la date de conclusion de la convention", de=E)
    signatures: tuple[Signature, ...] = champ("les signatures", (), de=E)
    lieu: str = champ("le lieu de présence", de=O)
    service: str = champ("le service d'accueil", "", de=O)
    poste: str = champ("le poste occupé", de=O)
    tuteur: Tuteur = champ("le tuteur", de=O)
    competences: str = champ("les compétences à acquérir ou à développer", de=E)
    activites: str = champ("les activités confiées au stagiaire", de=O)
    activites_validees: bool = champ("l'accord de l'organisme sur les activités", de=O)
    duree_prevue: Minutes = champ("la durée totale prévue de présence", de=O)
    duree_hebdomadaire: Minutes = champ("la durée hebdomadaire de présence", de=O)
    presence_particuliere: str = champ("la présence la nuit, le dimanche ou un jour férié", "", de=O)
    horaires: Horaires = champ("les horaires", de=O)
    gratification: Gratification = champ("la gratification", de=O)
    avantages: Avantages = champ("les avantages", de=O)
    motifs: Motifs = champ("l'attestation sur les motifs interdits", de=O)
    clauses: Clauses = champ("les clauses de la convention", de=E)
    conges_prevus: bool = champ("la possibilité de congés et d'absences", de=O)
    travaux_dangereux: bool = champ("l'existence de travaux dangereux", de=O)
    derogation_travaux: bool = champ("la déclaration de dérogation pour travaux réglementés", de=O)
    poste_a_risques: bool = champ("le classement du poste parmi les postes à risques particuliers", de=O)
    formation_a_la_securite: bool = champ("la formation renforcée à la sécurité", de=O)
    fiche_d_information: bool = champ("la fiche d'information sur le pays d'accueil", de=E)
    echange_prealable: bool = champ("l'échange préalable des trois parties sur le stage à l'étranger", de=E)
    programme_europeen: bool = champ("l'inscription dans un programme européen ou intergouvernemental", de=E)
    convention_visee_le: date | Aucun = champ("le visa de la convention par l'administration", AUCUN, de=O)
    envoyee_au_prefet_le: date | None = champ("l'envoi de la convention au préfet", de=O)


# --- La vie du stage ---------------------------------------------------------------------------


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

    debut: date = champ("le début de l'absence", de=O)
    fin: date = champ("la fin de l'absence", de=O)
    motif: MotifAbsence = champ("le motif de l'absence", de=O)
    minutes: Minutes | Aucun = champ("la durée de l'absence", AUCUN, de=O)
    payee: bool = champ("le maintien de la gratification pendant l'absence", False, de=O)


@fait
class Presence(Fait):
    """Un jour de présence réelle, décompté par l'organisme d'accueil."""

    jour: date = champ("le jour de présence", de=O)
    minutes: Minutes = champ("la durée de présence", de=O)


@fait
class Versement(Fait):
    """Une gratification versée au titre d'un mois."""

    mois: Mois = champ("le mois du versement", de=O)
    montant: Euros = champ("le montant versé", de=O)
    le: date = champ("le jour du versement", de=O)


@fait
class Suspension(Fait):
    """Une interruption temporaire, jours inclus."""

    debut: date = champ("le début de la suspension", de=O)
    fin: date = champ("la fin de la suspension", de=O)
    motif: MotifAbsence | Aucun = champ("le motif de la suspension", AUCUN, de=O)


@fait
class Rupture(Fait):
    """Une fin avant le terme : le dernier jour de présence, et qui l'a décidée."""

    le: date = champ("le dernier jour du stage interrompu", de=O)
    initiative: Initiative = champ("qui a pris l'initiative de la rupture", de=O)
    motif: MotifAbsence | Aucun = champ("le motif de la rupture", AUCUN, de=O)
    manquement_pedagogique: bool = champ("le non-respect des stipulations pédagogiques", False, de=S)
    accord_de_l_etablissement: bool = champ("l'accord de l'établissement à l'interruption", de=E)
    stage_valide: bool = champ("la validation du stage interrompu, ou une autre modalité", de=E)


@fait
class Changement(Fait):
    """Un fait de la convention que l'avenant remplace : son nom, et sa nouvelle valeur."""

    fait: str = champ("le fait changé", de=E)
    apres: Any = champ("la nouvelle valeur", de=E)


@fait
class Avenant(Fait):
    """Un avenant : les faits de la convention qu'il change, et le jour où il est conclu."""

    conclu_le: date = champ("la date de l'avenant", de=E)
    objet: str = champ("l'objet de l'avenant", "", de=E)
    report_l124_15: bool = champ("le fait que l'avenant reporte la fin après une interruption", False, de=E)
    changements: tuple[Changement, ...] = champ("ce que change l'avenant", (), de=E)


class Categorie(StrEnum):
    """La catégorie de l'emploi, dont dépend la période d'essai (C. trav. L. 1221-19)."""

    OUVRIER_EMPLOYE = "ouvrier ou employé"
    TECHNICIEN = "agent de maîtrise ou technicien"
    CADRE = "cadre"


@fait
class Embauche(Fait):
    """L'embauche du stagiaire par l'organisme d'accueil, après le stage."""

    le: date = champ("le jour de l'embauche", de=O)
    categorie: Categorie = champ("la catégorie de l'emploi", de=O)
    essai: int = champ("la durée de la période d'essai, en mois", de=O)
    en_correspondance: bool = champ("la correspondance de l'emploi avec les activités du stage", de=O)


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

    le: date = champ("le jour du signalement", de=S)
    droit: DroitDuStagiaire = champ("le droit que vise le signalement", de=S)
    destinataire: Destinataire = champ("le destinataire du signalement", Destinataire.REFERENT, de=S)
    suite: str = champ("la suite donnée au signalement", "", de=E)


@fait
class Vie(Fait):
    """Ce qui s'est passé depuis la signature."""

    avenants: tuple[Avenant, ...] = champ("les avenants", (), de=E)
    absences: tuple[Absence, ...] = champ("les absences", (), de=O)
    suspensions: tuple[Suspension, ...] = champ("les suspensions", (), de=O)
    ruptures: tuple[Rupture, ...] = champ("la rupture", (), de=O)
    presences: tuple[Presence, ...] = champ("le décompte des présences", de=O)
    versements: tuple[Versement, ...] = champ("les versements", de=O)
    attestation_remise_le: date | Aucun = champ("le jour où l'attestation de stage a été remise", de=O)
    embauche: Embauche | Aucun = champ("l'embauche à l'issue du stage", AUCUN, de=O)
    signalements: tuple[Signalement, ...] = champ("les signalements", (), de=S)
    appreciation_transmise: bool = champ("l'appréciation du stagiaire sur la qualité de l'accueil", de=S)


@fait
class Dossier(Fait):
    """Tout ce que l'on sait d'un stage."""

    convention: Convention = champ("la convention", Convention())
    stagiaire: Stagiaire = champ("le stagiaire", Stagiaire())
    etablissement: Etablissement = champ("l'établissement d'enseignement", Etablissement())
    formation: Formation = champ("la formation", Formation())
    organisme: OrganismeAccueil = champ("l'organisme d'accueil", OrganismeAccueil())
    vie: Vie = champ("la vie du stage", Vie())
