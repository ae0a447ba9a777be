"""L'organisme d'accueil : ses effectifs, ses accords de branche, ses absents."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits.personnes import Adresse, Personne
from tripartite.droit.faits.socle import ETABLISSEMENT, ORGANISME, Fait, champ, fait
from tripartite.droit.faits.voisins import StageVoisin
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import AUCUN, Aucun, Taux


@fait
class Effectif(Fait):
    """Le nombre de personnes physiques employées, le dernier jour d'un mois civil."""

    mois: Mois = champ("le mois de l'effectif", de=ORGANISME)
    personnes: int = champ("l'effectif du mois", de=ORGANISME)
    moyenne: Decimal | Aucun = champ(
        "la moyenne des douze derniers mois, si elle est déjà calculée", AUCUN, de=ORGANISME
    )


@fait
class AccordDeBranche(Fait):
    """Une convention de branche ou un accord professionnel qui fixe une gratification."""

    intitule: str = champ("l'intitulé de l'accord de branche", de=ORGANISME)
    etendu: bool = champ("l'extension de l'accord de branche", de=ORGANISME)
    taux: Taux = champ("le taux de l'accord de branche, en part du plafond horaire", de=ORGANISME)
    depuis: date = champ("la date d'effet de l'accord de branche", de=ORGANISME)


@fait
class ArretePfmp(Fait):
    """L'arrêté de l'autorité académique qui relève le nombre d'élèves en PFMP (R. 124-11)."""

    reference: str = champ("la référence de l'arrêté", de=ETABLISSEMENT)
    taux: Taux = champ("la part de l'effectif que fixe l'arrêté", de=ETABLISSEMENT)
    nombre: int = champ("le nombre que fixe l'arrêté pour un petit effectif", de=ETABLISSEMENT)


@fait
class PersonneAbsente(Fait):
    """Un salarié ou un agent absent, ou dont le contrat est suspendu, et le poste qu'il occupe."""

    poste: str = champ("le poste de la personne absente", de=ORGANISME)
    debut: date = champ("le début de l'absence de cette personne", de=ORGANISME)
    fin: date | Aucun = champ("la fin de l'absence de cette personne", AUCUN, de=ORGANISME)


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

    nom: str = champ("le nom de l'organisme d'accueil", de=ORGANISME)
    siret: str = champ("le SIRET de l'organisme d'accueil", de=ORGANISME)
    adresse: Adresse = champ("l'adresse de l'organisme d'accueil", de=ORGANISME)
    pays: str = champ("le pays de l'organisme d'accueil", "France", de=ORGANISME)
    public: bool = champ("le caractère public de l'organisme d'accueil", de=ORGANISME)
    personne_publique: PersonnePublique = champ("la catégorie de l'organisme public", de=ORGANISME)
    regime: Activite = champ("le régime social de l'organisme d'accueil", Activite.GENERAL, de=ORGANISME)
    territoire: Territoire = champ("le territoire, pour les jours fériés", Territoire.METROPOLE, de=ORGANISME)
    secteur: str = champ("le secteur d'activité", "", de=ORGANISME)
    effectifs: tuple[Effectif, ...] = champ(
        "l'effectif de l'organisme d'accueil, mois par mois", de=ORGANISME
    )
    accords_de_branche: tuple[AccordDeBranche, ...] = champ(
        "les accords de branche applicables", de=ORGANISME
    )
    arretes_pfmp: tuple[ArretePfmp, ...] = champ("l'arrêté académique sur les PFMP", (), de=ETABLISSEMENT)
    stages: tuple[StageVoisin, ...] = champ("les autres stages dans l'organisme d'accueil", de=ORGANISME)
    signataire: Personne = champ("le signataire de l'organisme d'accueil", de=ORGANISME)
    taux_atmp: Taux = champ("le taux d'accident du travail de l'établissement", de=ORGANISME)
    taux_mobilite: Taux = champ("le taux du versement mobilité", de=ORGANISME)
    registre_du_personnel: bool = champ("la tenue d'un registre du personnel", de=ORGANISME)
    restaurant: bool = champ("l'existence d'un restaurant d'entreprise", de=ORGANISME)
    titres_restaurant: bool = champ("l'usage de titres-restaurant", de=ORGANISME)
    cse: bool = champ("l'existence d'un comité social et économique", de=ORGANISME)
    absents: tuple[PersonneAbsente, ...] = champ(
        "les absences de salariés ou d'agents sur le poste", de=ORGANISME
    )
    constat_de_l_inspection: bool = champ("le constat d'un danger par l'inspection du travail", de=ORGANISME)
