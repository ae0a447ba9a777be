"""L'établissement d'enseignement, la formation, l'enseignant référent."""

from datetime import date
from enum import StrEnum

from tripartite.droit.faits.personnes import Adresse, Personne
from tripartite.droit.faits.socle import ETABLISSEMENT, Fait, champ, fait
from tripartite.droit.langage import AUCUN, Aucun, Minutes


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
class Suivi(Fait):
    """Un stage que suit déjà l'enseignant référent."""

    debut: date = champ("le début du stage suivi", de=ETABLISSEMENT)
    fin: date = champ("la fin du stage suivi", de=ETABLISSEMENT)
    pfmp: bool = champ("la nature du stage suivi", de=ETABLISSEMENT)
    stagiaire: str = champ("le nom du stagiaire suivi", "", de=ETABLISSEMENT)


@fait
class EnseignantReferent(Fait):
    """L'enseignant que l'établissement désigne pour suivre le stagiaire."""

    nom: str = champ("le nom de l'enseignant référent", de=ETABLISSEMENT)
    prenom: str = champ("le prénom de l'enseignant référent", de=ETABLISSEMENT)
    fonction: str = champ("la fonction de l'enseignant référent", "", de=ETABLISSEMENT)
    courriel: str = champ("le courriel de l'enseignant référent", "", de=ETABLISSEMENT)
    telephone: str = champ("le téléphone de l'enseignant référent", "", de=ETABLISSEMENT)
    suivis: tuple[Suivi, ...] = champ("les autres stages suivis par l'enseignant référent", de=ETABLISSEMENT)


@fait
class Etablissement(Fait):
    """L'établissement d'enseignement."""

    nom: str = champ("le nom de l'établissement", de=ETABLISSEMENT)
    uai: str = champ("le code UAI de l'établissement", "", de=ETABLISSEMENT)
    adresse: Adresse = champ("l'adresse de l'établissement", de=ETABLISSEMENT)
    pays: str = champ("le pays de l'établissement", "France", de=ETABLISSEMENT)
    degre: Degre = champ("le degré d'enseignement", de=ETABLISSEMENT)
    agricole: bool = champ("le caractère agricole de l'établissement", False, de=ETABLISSEMENT)
    rythme_approprie: bool = champ(
        "le fait que l'établissement relève de l'article L. 813-9 du code rural", False, de=ETABLISSEMENT
    )
    public: bool = champ("le caractère public de l'établissement", de=ETABLISSEMENT)
    signataire: Personne = champ("le signataire de l'établissement", de=ETABLISSEMENT)
    referent: EnseignantReferent = champ("l'enseignant référent", de=ETABLISSEMENT)
    stages_par_referent: int | Aucun = champ(
        "le nombre de stages par référent que fixe le conseil de l'établissement", AUCUN, de=ETABLISSEMENT
    )


@fait
class Formation(Fait):
    """La formation suivie par le stagiaire."""

    intitule: str = champ("l'intitulé de la formation", de=ETABLISSEMENT)
    diplome: str = champ("le diplôme préparé", "", de=ETABLISSEMENT)
    voie: Voie = champ("la voie de formation", de=ETABLISSEMENT)
    classe: Classe = champ("la classe du stagiaire", de=ETABLISSEMENT)
    heures_enseignement: Minutes = champ("le volume annuel d'enseignement", de=ETABLISSEMENT)
    heures_en_presence: Minutes = champ(
        "le volume d'enseignement en présence des élèves ou étudiants", de=ETABLISSEMENT
    )
    derogation_rectorale: bool = champ(
        "la dérogation du recteur au minimum en présence", False, de=ETABLISSEMENT
    )
    annee_debut: date = champ("le début de l'année d'enseignement", de=ETABLISSEMENT)
    annee_fin: date = champ("la fin de l'année d'enseignement", de=ETABLISSEMENT)
    stage_prevu_au_reglement: bool = champ(
        "le fait que le règlement de la formation prévoit le stage", de=ETABLISSEMENT
    )
    restitution_evaluee: bool = champ("la restitution du stage et son évaluation", de=ETABLISSEMENT)
    credits: int = champ("les crédits ECTS du stage", de=ETABLISSEMENT)
    derniere_annee: bool = champ("le fait que c'est la dernière année d'études", de=ETABLISSEMENT)
    auxiliaire_medical: bool = champ(
        "le fait que le stage relève de l'article L. 4381-1 du CSP", False, de=ETABLISSEMENT
    )
    stage_obligatoire: bool = champ("le caractère obligatoire du stage", de=ETABLISSEMENT)
