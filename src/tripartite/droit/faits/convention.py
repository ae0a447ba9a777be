"""La convention, et ce qu'elle fixe."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from tripartite.droit.faits.horaires import Horaires
from tripartite.droit.faits.personnes import Tuteur
from tripartite.droit.faits.socle import ETABLISSEMENT, ORGANISME, STAGIAIRE, Fait, champ, fait
from tripartite.droit.langage import AUCUN, Aucun, Euros, Minutes, Taux


class Nature(StrEnum):
    """Ce que la convention dit être."""

    STAGE = "stage"
    PFMP = "PFMP"
    CESURE = "césure"
    OBSERVATION = "séquence d'observation"
    FORMATION_CONTINUE = "formation professionnelle continue"


class Langue(StrEnum):
    """Dans quelle langue la convention est écrite. Le texte français y est toujours, et fait foi."""

    FRANCAIS = "français"
    FRANCAIS_ET_ANGLAIS = "français et anglais"


class Modalite(StrEnum):
    """Comment la gratification est versée."""

    REEL = "heures réelles"
    LISSE = "lissée"


@fait
class Gratification(Fait):
    """La gratification convenue."""

    horaire: Euros = champ("le montant horaire de la gratification", de=ORGANISME)
    modalite: Modalite = champ("les modalités de versement de la gratification", de=ORGANISME)
    echeances: int = champ("le nombre de versements de la gratification lissée", de=ORGANISME)
    revalorisation: bool = champ("la clause de revalorisation au 1er janvier", de=ORGANISME)


@fait
class Avantages(Fait):
    """Les avantages offerts au stagiaire."""

    restaurant: bool = champ("l'accès au restaurant d'entreprise", de=ORGANISME)
    repas_paye_par_le_stagiaire: Euros = champ("la part du repas payée par le stagiaire", de=ORGANISME)
    repas_par_mois: int = champ("le nombre de repas fournis par mois", de=ORGANISME)
    titre_restaurant: Euros = champ("la valeur d'un titre-restaurant (0 s'il n'y en a pas)", de=ORGANISME)
    part_patronale_du_titre: Taux = champ("la part patronale du titre-restaurant", de=ORGANISME)
    transport_mensuel: Euros = champ(
        "le prix mensuel de l'abonnement de transport (0 s'il n'y en a pas)", de=ORGANISME
    )
    transport_pris_en_charge: Taux = champ(
        "la part de l'abonnement de transport prise en charge", de=ORGANISME
    )
    activites_cse: bool = champ("l'accès aux activités sociales et culturelles", de=ORGANISME)
    logement: Euros = champ("la valeur mensuelle du logement fourni", Euros(Decimal(0)), de=ORGANISME)
    autres_en_nature: Euros = champ(
        "la valeur mensuelle des autres avantages en nature", Euros(Decimal(0)), de=ORGANISME
    )


@fait
class Motifs(Fait):
    """Le stage a-t-il un des motifs interdits par L. 124-7 ? « Non » : l'organisme atteste que non."""

    tache_reguliere: bool = champ("l'attestation sur la tâche régulière d'un poste permanent", de=ORGANISME)
    accroissement: bool = champ("l'attestation sur l'accroissement temporaire d'activité", de=ORGANISME)
    saisonnier: bool = champ("l'attestation sur l'emploi saisonnier", de=ORGANISME)
    remplacement: bool = champ("l'attestation sur le remplacement d'un absent", de=ORGANISME)


@fait
class Clauses(Fait):
    """Les clauses rédigées de la convention. Un texte vide : la clause n'y est pas."""

    encadrement: str = champ("les modalités d'encadrement et de suivi", de=ETABLISSEMENT)
    protection_sociale: str = champ("le régime de protection sociale", de=ETABLISSEMENT)
    responsabilite_civile: str = champ("l'assurance de responsabilité civile", de=STAGIAIRE)
    absences: str = champ("les conditions des absences autorisées", de=ORGANISME)
    suspension: str = champ("les modalités de suspension et de résiliation", de=ETABLISSEMENT)
    interruption: str = champ("la validation en cas d'interruption", de=ETABLISSEMENT)
    avantages: str = champ("la liste des avantages", de=ORGANISME)
    reglement_interieur: str = champ("les clauses du règlement intérieur applicables", de=ORGANISME)
    attestation: str = champ("les conditions de délivrance de l'attestation", de=ORGANISME)


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

    nature: Nature = champ("la nature de la convention", Nature.STAGE, de=ETABLISSEMENT)
    langue: Langue = champ("la langue du document", Langue.FRANCAIS, de=ETABLISSEMENT)
    sujet: str = champ("le sujet du stage", de=STAGIAIRE)
    debut: date = champ("la date de début", de=ORGANISME)
    fin: date = champ("la date de fin", de=ORGANISME)
    conclue_le: date = champ("la date de conclusion de la convention", de=ETABLISSEMENT)
    signatures: tuple[Signature, ...] = champ("les signatures", (), de=ETABLISSEMENT)
    lieu: str = champ("le lieu de présence", de=ORGANISME)
    service: str = champ("le service d'accueil", "", de=ORGANISME)
    poste: str = champ("le poste occupé", de=ORGANISME)
    tuteur: Tuteur = champ("le tuteur", de=ORGANISME)
    competences: str = champ("les compétences à acquérir ou à développer", de=ETABLISSEMENT)
    activites: str = champ("les activités confiées au stagiaire", de=ORGANISME)
    activites_validees: bool = champ("l'accord de l'organisme sur les activités", de=ORGANISME)
    duree_prevue: Minutes = champ("la durée totale prévue de présence", de=ORGANISME)
    duree_hebdomadaire: Minutes = champ("la durée hebdomadaire de présence", de=ORGANISME)
    presence_particuliere: str = champ("la présence la nuit, le dimanche ou un jour férié", "", de=ORGANISME)
    horaires: Horaires = champ("les horaires", de=ORGANISME)
    gratification: Gratification = champ("la gratification", de=ORGANISME)
    avantages: Avantages = champ("les avantages", de=ORGANISME)
    motifs: Motifs = champ("l'attestation sur les motifs interdits", de=ORGANISME)
    clauses: Clauses = champ("les clauses de la convention", de=ETABLISSEMENT)
    conges_prevus: bool = champ("la possibilité de congés et d'absences", de=ORGANISME)
    travaux_dangereux: bool = champ("l'existence de travaux dangereux", de=ORGANISME)
    derogation_travaux: bool = champ("la déclaration de dérogation pour travaux réglementés", de=ORGANISME)
    poste_a_risques: bool = champ(
        "le classement du poste parmi les postes à risques particuliers", de=ORGANISME
    )
    formation_a_la_securite: bool = champ("la formation renforcée à la sécurité", de=ORGANISME)
    fiche_d_information: bool = champ("la fiche d'information sur le pays d'accueil", de=ETABLISSEMENT)
    echange_prealable: bool = champ(
        "l'échange préalable des trois parties sur le stage à l'étranger", de=ETABLISSEMENT
    )
    programme_europeen: bool = champ(
        "l'inscription dans un programme européen ou intergouvernemental", de=ETABLISSEMENT
    )
    convention_visee_le: date | Aucun = champ(
        "le visa de la convention par l'administration", AUCUN, de=ORGANISME
    )
    envoyee_au_prefet_le: date | None = champ("l'envoi de la convention au préfet", de=ORGANISME)
