"""Allocation de PFMP de l'État, qui n'est pas une gratification : décret 2023-765, arrêté du 11 août 2023."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tripartite.droit.calculs.echeances import RIEN
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Classe, Formation, Nature, Stagiaire
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
    Faits,
    Gravite,
    Lecture,
    Minutes,
    Parametre,
    Sujet,
    ValeurLue,
    a_verifier,
    conforme,
    deduit,
    depuis,
    etape,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Allocation de PFMP",
    ordre=180,
    lignes=("R15",),
    presentation="Ce que l'État verse à l'élève pour ses jours de PFMP, sans remplacer la gratification.",
)

ANNEE_2025_2026 = "2026-08-31"
GUIDE = "arrêté du 11 août 2023, d'après ApLyPro et un guide d'établissement"
APLYPRO = "ApLyPro, barèmes de l'application de l'État"


def _par_jour(classe: Classe, montant: int, source: str) -> Parametre:
    return Parametre(
        f"allocation de PFMP par jour, {classe.value}",
        depuis("2023-09-01", montant, source, Confiance.SECONDAIRE),
        unite="€ par jour",
        articles=("décret 2023-765",),
        jusqu_au=ANNEE_2025_2026,
    )


def _plafond(classe: Classe, source: str, *montants: int) -> Parametre:
    annees = ("2023-09-01", "2024-09-01", "2025-09-01")
    return Parametre(
        f"plafond annuel de l'allocation de PFMP, {classe.value}",
        *(depuis(jour, m, source, Confiance.SECONDAIRE) for jour, m in zip(annees, montants, strict=False)),
        unite="€ par année scolaire",
        articles=("décret 2023-765",),
        jusqu_au=ANNEE_2025_2026,
    )


PAR_JOUR = {
    Classe.CAP_1_AN: _par_jour(Classe.CAP_1_AN, 15, APLYPRO),
    Classe.CAP_1: _par_jour(Classe.CAP_1, 10, GUIDE),
    Classe.CAP_2: _par_jour(Classe.CAP_2, 15, GUIDE),
    Classe.SECONDE_PRO: _par_jour(Classe.SECONDE_PRO, 10, GUIDE),
    Classe.PREMIERE_PRO: _par_jour(Classe.PREMIERE_PRO, 15, GUIDE),
    Classe.TERMINALE_PRO: _par_jour(Classe.TERMINALE_PRO, 20, GUIDE),
    Classe.BMA_1: _par_jour(Classe.BMA_1, 15, APLYPRO),
    Classe.BMA_2: _par_jour(Classe.BMA_2, 20, APLYPRO),
    Classe.CS_NIVEAU_3: _par_jour(Classe.CS_NIVEAU_3, 15, APLYPRO),
    Classe.CS_NIVEAU_4: _par_jour(Classe.CS_NIVEAU_4, 20, APLYPRO),
}
PLAFOND = {
    Classe.CAP_1_AN: _plafond(Classe.CAP_1_AN, APLYPRO, 525),
    Classe.CAP_1: _plafond(Classe.CAP_1, GUIDE, 350),
    Classe.CAP_2: _plafond(Classe.CAP_2, GUIDE, 525),
    Classe.SECONDE_PRO: _plafond(Classe.SECONDE_PRO, GUIDE, 300),
    Classe.PREMIERE_PRO: _plafond(Classe.PREMIERE_PRO, GUIDE, 600),
    Classe.TERMINALE_PRO: _plafond(Classe.TERMINALE_PRO, GUIDE, 800, 1200, 1000),
    Classe.BMA_1: _plafond(Classe.BMA_1, APLYPRO, 600),
    Classe.BMA_2: _plafond(Classe.BMA_2, APLYPRO, 800),
    Classe.CS_NIVEAU_3: _plafond(Classe.CS_NIVEAU_3, APLYPRO, 1350),
    Classe.CS_NIVEAU_4: _plafond(Classe.CS_NIVEAU_4, APLYPRO, 1800),
}


@dataclass(frozen=True, slots=True)
class LectureSelonLaClasse(Lecture):
    """La règle lira, au jour d'un fait, la série de la classe de l'élève."""

    series: Mapping[Classe, Parametre]

    @property
    def date(self) -> None:
        """Il faut aussi la classe."""

    def lire(self, faits: Faits, lues: list[ValeurLue]) -> object:
        """Choisit la série ; une classe inconnue rend la valeur inconnue."""
        classe = faits["classe"]
        serie = self.series.get(classe) if isinstance(classe, Classe) else None
        return classe if serie is None else serie.a_la_date(self.fait or "debut").lire(faits, lues)


def _selon_la_classe(series: Mapping[Classe, Parametre]) -> LectureSelonLaClasse:
    return LectureSelonLaClasse(series[Classe.TERMINALE_PRO], "debut", series)


# --- Ce que l'on calcule ---------------------------------------------------------------------


class Allocation(NamedTuple):
    """L'allocation d'une PFMP : ses jours, son montant, et ce que le plafond en retient."""

    jours: int
    montant: Euros
    retenu: Euros
    etapes: tuple[Etape, ...]


def calculer_allocation(jours: int, par_jour: int, plafond: int, deja: Euros = RIEN) -> Allocation:
    """Calcule l'allocation de l'État pour une PFMP.

    Args:
        jours: les jours de PFMP faits.
        par_jour: le forfait d'un jour, en euros.
        plafond: le plafond de l'année scolaire, en euros.
        deja: ce que l'élève a déjà reçu pour d'autres PFMP de l'année, en euros.

    Source : décret 2023-765, arrêté du 11 août 2023.

    >>> calculer_allocation(30, 15, 600).montant
    Decimal('450')
    >>> calculer_allocation(30, 15, 600, deja=Euros(Decimal(300))).montant
    Decimal('300')
    """
    plein = Euros(Decimal(jours * par_jour))
    reste = Euros(max(Decimal(0), plafond - deja))
    etapes = (
        etape(
            "Jours faits",
            "{jours:jours} × {par_jour:euros} = {plein:euros}",
            jours=jours,
            par_jour=par_jour,
            plein=plein,
        ),
        etape(
            "Reste du plafond de l'année",
            "{plafond:euros} − {deja:euros} = {reste:euros}",
            plafond=plafond,
            deja=deja,
            reste=reste,
        ),
    )
    montant = min(plein, reste)
    return Allocation(jours, montant, Euros(plein - montant), etapes)


@deduit()
def classe(formation: Formation) -> Classe:
    """La classe de l'élève."""
    return formation.classe


@deduit()
def jours_de_pfmp(nature: Nature, presence_retenue_par_jour: Mapping[date, Minutes]) -> int:
    """Les jours de présence de la PFMP : décomptés quand on les connaît, sinon prévus."""
    if nature != Nature.PFMP:
        return 0
    return len(list(filter(None, presence_retenue_par_jour.values())))


# --- La règle --------------------------------------------------------------------------------


@regle(
    "décret 2023-765",
    "CSS L. 136-1-1",
    depuis="2023-09-01",
    selon="debut",
    gravite=Gravite.INFORMATION,
    par_jour=_selon_la_classe(PAR_JOUR),
    plafond=_selon_la_classe(PLAFOND),
)
def allocation_de_pfmp(
    nature: Nature,
    enseignement_superieur: bool,
    classe: Classe,
    jours_de_pfmp: int,
    stagiaire: Stagiaire,
    annee: Periode,
    *,
    par_jour: int,
    plafond: int,
) -> Constat:
    """L'État verse à l'élève une allocation par jour de PFMP, qui ne remplace pas la gratification."""
    if nature != Nature.PFMP:
        return sans_objet("L'allocation de l'État ne concerne que les PFMP.")
    if enseignement_superieur:
        return sans_objet("L'allocation de l'État ne concerne que l'enseignement du second degré.")
    allocation = calculer_allocation(jours_de_pfmp, par_jour, plafond)
    if not allocation.jours:
        return sans_objet("Aucun jour de PFMP n'est fait ni prévu.")
    autres = [stage for stage in stagiaire.stages if stage.pfmp]
    if any(annee.chevauche(Periode(stage.debut, stage.fin)) for stage in autres):
        return a_verifier(
            "L'État verse {montant:euros} pour {jours:jours} en {classe}, dans ce que les autres PFMP de "
            "l'année laissent du plafond de {plafond:euros}.",
            que_faire="Comptez ce que l'élève a déjà reçu cette année scolaire.",
            etapes=allocation.etapes,
            montant=allocation.montant,
            jours=allocation.jours,
            classe=classe,
            plafond=plafond,
        )
    return conforme(
        "L'État verse {montant:euros} à l'élève pour {jours:jours} en {classe} ; cette allocation n'est pas "
        "une gratification et ne la remplace pas.",
        que_faire="L'établissement atteste les jours faits : l'organisme d'accueil ne verse rien à ce titre.",
        etapes=allocation.etapes,
        montant=allocation.montant,
        jours=allocation.jours,
        classe=classe,
        plafond=plafond,
    )
