"""Les personnes nommées, et ce que le droit du séjour distingue."""

from datetime import date
from enum import StrEnum

from tripartite.droit.faits.socle import ORGANISME, STAGIAIRE, Fait, champ, fait
from tripartite.droit.faits.voisins import StageVoisin
from tripartite.droit.langage import Euros


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
class Tuteur(Fait):
    """La personne qui accompagne le stagiaire dans l'organisme d'accueil."""

    nom: str = champ("le nom du tuteur", de=ORGANISME)
    prenom: str = champ("le prénom du tuteur", de=ORGANISME)
    fonction: str = champ("la fonction du tuteur", "", de=ORGANISME)
    courriel: str = champ("le courriel du tuteur", "", de=ORGANISME)
    telephone: str = champ("le téléphone du tuteur", "", de=ORGANISME)


@fait
class GratificationRecue(Fait):
    """Une gratification reçue d'un autre organisme d'accueil, au jour où elle est versée."""

    le: date = champ("le jour de cet autre versement", de=STAGIAIRE)
    montant: Euros = champ("le montant de cet autre versement", de=STAGIAIRE)
    organisme: str = champ("le nom de l'autre organisme d'accueil", "", de=STAGIAIRE)


@fait
class Stagiaire(Fait):
    """La personne en stage."""

    nom: str = champ("le nom du stagiaire", de=STAGIAIRE)
    prenom: str = champ("le prénom du stagiaire", de=STAGIAIRE)
    naissance: date = champ("la date de naissance du stagiaire", de=STAGIAIRE)
    courriel: str = champ("le courriel du stagiaire", "", de=STAGIAIRE)
    telephone: str = champ("le téléphone du stagiaire", "", de=STAGIAIRE)
    adresse: Adresse = champ("l'adresse du stagiaire", de=STAGIAIRE)
    nationalite: Nationalite = champ("la nationalité du stagiaire", de=STAGIAIRE)
    titre_de_sejour: TitreDeSejour = champ("le titre de séjour du stagiaire", de=STAGIAIRE)
    cadre_de_venue: CadreDeVenue = champ("le cadre de la venue en France (R. 426-16 du CESEDA)", de=ORGANISME)
    representants_legaux: tuple[Personne, ...] = champ(
        "le représentant légal du stagiaire mineur", de=STAGIAIRE
    )
    remunere_par_l_organisme: bool = champ(
        "le fait que le stagiaire est déjà rémunéré par l'organisme d'accueil", False, de=ORGANISME
    )
    stages: tuple[StageVoisin, ...] = champ("les autres stages du stagiaire", de=STAGIAIRE)
    gratifications_recues: tuple[GratificationRecue, ...] = champ(
        "les gratifications reçues d'autres organismes d'accueil", de=STAGIAIRE
    )
