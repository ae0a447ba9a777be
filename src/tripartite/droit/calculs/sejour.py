"""Le séjour d'un stagiaire venu d'ailleurs : CESEDA L. 421-30, L. 426-23, R. 426-16."""

from __future__ import annotations

from enum import StrEnum

from tripartite.droit.faits import Etablissement, Nationalite, Stagiaire, TitreDeSejour
from tripartite.droit.langage import deduit

RECODIFICATION = "2021-05-01"
"""Le code tel que recodifié ; avant, L. 313-7-1 et R. 313-10-1 et suivants, qui ne sont pas écrits ici."""
PAS_CONCERNE = "Le stagiaire n'a pas à demander la carte de séjour « stagiaire » : {sejour}."
"""Pourquoi une règle du séjour est sans objet."""


class Sejour(StrEnum):
    """Ce que le droit du séjour demande à ce stagiaire."""

    ACCUEIL_A_L_ETRANGER = "accueil à l'étranger"
    INSCRIT_EN_FRANCE = "inscrit en France"
    LIBRE = "libre séjour"
    ETUDIANT = "titre étudiant"
    ICT = "stagiaire ICT"
    AUTRE_TITRE = "autre titre de séjour"
    CARTE_STAGIAIRE = "carte de séjour « stagiaire »"


TITRES = {
    TitreDeSejour.ETUDIANT: Sejour.ETUDIANT,
    TitreDeSejour.STAGIAIRE_ICT: Sejour.ICT,
    TitreDeSejour.AUTRE: Sejour.AUTRE_TITRE,
}
"""Les titres qui dispensent de la carte « stagiaire », ou en font douter."""


@deduit()
def sejour(stagiaire: Stagiaire, etablissement: Etablissement, accueil_en_france: bool) -> Sejour:
    """La situation du stagiaire au regard du séjour. La nationalité n'est demandée que s'il vient d'ailleurs.

    Inscrit dans un établissement français, il n'est dans aucun des trois cas de la carte « stagiaire ».
    """
    if not accueil_en_france:
        return Sejour.ACCUEIL_A_L_ETRANGER
    if etablissement.pays == "France":
        return Sejour.INSCRIT_EN_FRANCE
    if stagiaire.nationalite in (Nationalite.FRANCAISE, Nationalite.EUROPEENNE):
        return Sejour.LIBRE
    for titre, cas in TITRES.items():
        if stagiaire.titre_de_sejour == titre:
            return cas
    return Sejour.CARTE_STAGIAIRE
