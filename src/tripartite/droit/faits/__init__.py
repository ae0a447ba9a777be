"""Les faits d'un stage, figés.

`None` veut dire « on ne sait pas » : le champ devient un `Inconnu`, et s'en servir arrête la règle.
`()` veut dire « on sait qu'il n'y en a pas » ; `AUCUN`, la même chose pour un fait seul.
Les durées sont en minutes, les montants en euros (`Decimal`), les heures du jour en minutes depuis minuit.
Dossiers et formulaires lisent les annotations de ces classes : ce sont des types, non des textes à relire.
"""

from tripartite.droit.faits.convention import (
    Avantages,
    Clauses,
    Convention,
    Gratification,
    Modalite,
    Motifs,
    Nature,
    Role,
    Signature,
)
from tripartite.droit.faits.dossier import Dossier
from tripartite.droit.faits.enseignement import (
    Classe,
    Degre,
    EnseignantReferent,
    Etablissement,
    Formation,
    Suivi,
    Voie,
)
from tripartite.droit.faits.horaires import Fermeture, Horaires, Journee, JourParticulier, Plage, SemaineType
from tripartite.droit.faits.organisme import (
    AccordDeBranche,
    Activite,
    ArretePfmp,
    Effectif,
    OrganismeAccueil,
    PersonneAbsente,
    PersonnePublique,
)
from tripartite.droit.faits.personnes import (
    Adresse,
    CadreDeVenue,
    GratificationRecue,
    Nationalite,
    Personne,
    Stagiaire,
    TitreDeSejour,
    Tuteur,
)
from tripartite.droit.faits.socle import Fait, Partie, champ, fait
from tripartite.droit.faits.vie import (
    Absence,
    Avenant,
    Categorie,
    Changement,
    Destinataire,
    DroitDuStagiaire,
    Embauche,
    MotifAbsence,
    Presence,
    Rupture,
    Signalement,
    Suspension,
    Versement,
    Vie,
)
from tripartite.droit.faits.voisins import Initiative, StageVoisin

__all__ = [
    "Partie",
    "Fait",
    "fait",
    "champ",
    "Nationalite",
    "TitreDeSejour",
    "CadreDeVenue",
    "Adresse",
    "Personne",
    "Tuteur",
    "GratificationRecue",
    "Stagiaire",
    "Degre",
    "Voie",
    "Classe",
    "Suivi",
    "EnseignantReferent",
    "Etablissement",
    "Formation",
    "Initiative",
    "StageVoisin",
    "Effectif",
    "AccordDeBranche",
    "ArretePfmp",
    "PersonneAbsente",
    "PersonnePublique",
    "Activite",
    "OrganismeAccueil",
    "Plage",
    "Journee",
    "SemaineType",
    "JourParticulier",
    "Fermeture",
    "Horaires",
    "Nature",
    "Modalite",
    "Gratification",
    "Avantages",
    "Motifs",
    "Clauses",
    "Role",
    "Signature",
    "Convention",
    "MotifAbsence",
    "Absence",
    "Presence",
    "Versement",
    "Suspension",
    "Rupture",
    "Changement",
    "Avenant",
    "Categorie",
    "Embauche",
    "DroitDuStagiaire",
    "Destinataire",
    "Signalement",
    "Vie",
    "Dossier",
]
