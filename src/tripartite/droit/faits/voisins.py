"""Les autres stages, et qui met fin à un stage."""

from datetime import date
from enum import StrEnum

from tripartite.droit.faits.socle import ORGANISME, Fait, champ, fait
from tripartite.droit.langage import AUCUN, Aucun, Minutes


class Initiative(StrEnum):
    """Qui met fin au stage avant son terme."""

    STAGIAIRE = "stagiaire"
    ORGANISME = "organisme d'accueil"
    ETABLISSEMENT = "établissement d'enseignement"
    ACCORD = "accord des parties"


@fait
class StageVoisin(Fait):
    """Un autre stage : du même stagiaire, du même poste, du même tuteur, ou de la même semaine."""

    debut: date = champ("le début de l'autre stage", de=ORGANISME)
    fin: date = champ("la fin de l'autre stage", de=ORGANISME)
    stagiaire: str = champ("le nom de l'autre stagiaire", de=ORGANISME)
    organisme: str = champ("le SIREN ou le nom de l'organisme de l'autre stage", de=ORGANISME)
    poste: str = champ("le poste de l'autre stage", de=ORGANISME)
    tuteur: str = champ("le tuteur de l'autre stage", de=ORGANISME)
    presence: Minutes = champ("les heures de présence de l'autre stage", de=ORGANISME)
    pfmp: bool = champ("la nature de l'autre stage", False, de=ORGANISME)
    etablissement: str = champ("l'établissement d'enseignement de l'autre stage", "", de=ORGANISME)
    rompu_par: Initiative | Aucun = champ(
        "qui a mis fin à l'autre stage avant son terme", AUCUN, de=ORGANISME
    )
    fin_prevue: date | Aucun = champ("la fin prévue de l'autre stage", AUCUN, de=ORGANISME)
    prolonge_depuis: date | Aucun = champ("le premier jour de prolongation (L. 124-15)", AUCUN, de=ORGANISME)
    service: str = champ("le service de l'autre stage", "", de=ORGANISME)
    activites: str = champ("les activités de l'autre stage", "", de=ORGANISME)
