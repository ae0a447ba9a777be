"""Les rangées de la base. Une rangée ne juge pas, n'envoie rien : les gestes le font."""

from tripartite.guichet.modeles.comptes import Compte
from tripartite.guichet.modeles.conventions import Convention, Version
from tripartite.guichet.modeles.courriels import Courriel
from tripartite.guichet.modeles.echanges import Derogation, Remarque, Visa, VueEnregistree
from tripartite.guichet.modeles.etablissements import (
    Composante,
    Etablissement,
    Fonction,
    Formation,
    Inscription,
    Membre,
    OrdreDesSignatures,
)
from tripartite.guichet.modeles.jetons import Jeton, Portee
from tripartite.guichet.modeles.journal import Chaine, Contenu, Entree
from tripartite.guichet.modeles.liens import But, Code, Lien
from tripartite.guichet.modeles.lots import LigneDeLot, Lot, Resultat
from tripartite.guichet.modeles.organismes import (
    FonctionDansOrganisme,
    Habilitation,
    MembreOrganisme,
    Organisme,
)
from tripartite.guichet.modeles.signatures import NaturePiece, Piece, Reponse, Signataire
from tripartite.guichet.modeles.verrous import Compteur, Demande, Verrou

__all__ = [
    "But",
    "Chaine",
    "Code",
    "Composante",
    "Compteur",
    "Compte",
    "Contenu",
    "Convention",
    "Courriel",
    "Demande",
    "Derogation",
    "Entree",
    "Etablissement",
    "Fonction",
    "FonctionDansOrganisme",
    "Formation",
    "Habilitation",
    "Inscription",
    "Jeton",
    "Lien",
    "LigneDeLot",
    "Lot",
    "Membre",
    "MembreOrganisme",
    "NaturePiece",
    "OrdreDesSignatures",
    "Organisme",
    "Piece",
    "Portee",
    "Remarque",
    "Reponse",
    "Resultat",
    "Signataire",
    "Verrou",
    "Version",
    "Visa",
    "VueEnregistree",
]
