"""Les cotisations d'un mois sur ce qui dépasse la franchise : CSS L. 136-1-1, L. 136-2, D. 242-4."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from tripartite.droit.calculs.bareme import (
    NON_DUES,
    PALIERS,
    SERIES,
    Assiette,
    Bareme,
    NonDue,
    Redevable,
    cinquante_et_plus,
    dresser,
    en_euros,
    redevable,
)
from tripartite.droit.calculs.echeances import CENTIME, RIEN, somme
from tripartite.droit.calculs.franchises import MoisCompare, calculer_franchise, comparer
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import OrganismeAccueil
from tripartite.droit.langage import (
    Etape,
    Euros,
    FaitInconnu,
    Inconnu,
    Minutes,
    Parametre,
    SerieLue,
    Taux,
    connu,
    etape,
)


class Cote(StrEnum):
    """Qui doit la cotisation."""

    ORGANISME = "organisme d'accueil"
    STAGIAIRE = "stagiaire"


class LigneDeCotisation(NamedTuple):
    """Une cotisation d'un mois : qui la doit, sa base, son taux, son montant au centime (ou inconnu)."""

    libelle: str
    cote: Cote
    base: Euros
    taux: Taux
    montant: Euros


class CotisationsDuMois(NamedTuple):
    """Les cotisations d'un mois, en euros.

    `organisme`, `stagiaire` (hors CSG et CRDS) et `csg_crds` sont des sommes de lignes arrondies au centime ;
    une somme dont une ligne manque est un `Inconnu`. Sans excédent, tout est à zéro, sans ligne. `centimes`
    donne les lignes en entiers, groupe par groupe ; `lignes` les dit en entier.
    """

    compare: MoisCompare
    bareme: Bareme | None
    centimes: tuple[tuple[int, ...], ...]
    organisme: Euros
    stagiaire: Euros
    csg_crds: Euros

    @property
    def mois(self) -> Mois:
        """Le mois civil."""
        return self.compare.mois

    @property
    def excedent(self) -> Euros:
        """Ce qui dépasse la franchise."""
        return self.compare.excedent

    @property
    def retenu(self) -> Euros:
        """Ce qui est retenu au stagiaire : ses cotisations, la CSG et la CRDS."""
        if not connu(self.stagiaire):
            return self.stagiaire
        return Euros(self.stagiaire + self.csg_crds)

    @property
    def net(self) -> Euros:
        """Ce que le stagiaire reçoit en argent."""
        retenu = self.retenu
        return Euros(self.compare.gratification - retenu) if connu(retenu) else retenu

    @property
    def cout(self) -> Euros:
        """Ce que le mois coûte à l'organisme, avantages en nature non compris."""
        if not connu(self.organisme):
            return self.organisme
        return Euros(self.compare.gratification + self.organisme)

    @property
    def lignes(self) -> tuple[LigneDeCotisation, ...]:
        """Les cotisations, une par une."""
        if self.bareme is None:
            return ()
        bases = dict(zip(Assiette, self.bareme.bases(self.excedent), strict=True))
        groupes = (self.bareme.organisme, self.bareme.stagiaire, self.bareme.csg_crds)
        cotes = (Cote.ORGANISME, Cote.STAGIAIRE, Cote.STAGIAIRE)
        return tuple(
            LigneDeCotisation(
                ligne.libelle, cote, en_euros(bases[ligne.assiette]), ligne.taux, _euros_ou_inconnu(centimes)
            )
            for cote, lignes, montants in zip(cotes, groupes, self.centimes, strict=True)
            for ligne, centimes in zip(lignes, montants, strict=True)
        )

    @property
    def jamais_dues(self) -> tuple[NonDue, ...]:
        """Ce qui n'est pas dû, même sur l'excédent, avec la raison."""
        return NON_DUES

    @property
    def manquants(self) -> tuple[Inconnu, ...]:
        """Ce qu'il faudrait savoir pour que les sommes soient entières."""
        reserves = self.compare.reserves
        if not self.centimes:
            somme: Euros | Inconnu = self.organisme
            return (somme, *reserves) if isinstance(somme, Inconnu) else reserves
        montants: list[Any] = [centimes for groupe in self.centimes for centimes in groupe]
        return (*[m for m in montants if isinstance(m, Inconnu)], *reserves)

    @property
    def sans_abattement(self) -> Euros:
        """La CSG et la CRDS si l'abattement ne s'appliquait pas à l'excédent."""
        if self.bareme is None:
            return self.csg_crds
        entieres = (self.excedent * ligne.taux for ligne in self.bareme.csg_crds)
        return somme(montant.quantize(CENTIME, ROUND_HALF_UP) for montant in entieres)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit."""
        return (
            *self.compare.etapes,
            *(
                etape(
                    "{libelle} ({cote})",
                    "{base:euros} × {taux:taux} = {montant:euros}"
                    if connu(ligne.montant)
                    else "il manque {montant}",
                    libelle=ligne.libelle,
                    cote=ligne.cote,
                    base=ligne.base,
                    taux=ligne.taux,
                    montant=ligne.montant,
                )
                for ligne in self.lignes
            ),
        )


def cotiser(compare: MoisCompare, bareme: Bareme | None) -> CotisationsDuMois:
    """Applique un barème à l'excédent d'un mois ; sans excédent, le barème ne sert pas."""
    excedent = compare.excedent
    if bareme is None or not excedent:
        return CotisationsDuMois(compare, None, (), RIEN, RIEN, RIEN)
    centimes = bareme.appliquer(excedent)
    return CotisationsDuMois(compare, bareme, centimes, *map(_total, centimes))


def _total(centimes: tuple[int, ...]) -> Euros:
    """La somme des lignes, en euros ; inconnue si l'une l'est."""
    try:
        return en_euros(sum(centimes))
    except FaitInconnu as erreur:
        inconnu: Any = erreur.inconnu
        return inconnu


def _euros_ou_inconnu(centimes: Any) -> Any:
    return centimes if isinstance(centimes, Inconnu) else en_euros(centimes)


def calculer_cotisations(
    mois: Mois,
    conclue_le: date,
    gratification: Euros,
    minutes: Minutes | None = None,
    heures: Decimal | None = None,
    avantages: Euros = RIEN,
    effectif: int | None = None,
    taux_atmp: Taux | None = None,
    taux_mobilite: Taux | None = None,
    alsace_moselle: bool = False,
    agricole: bool = False,
) -> CotisationsDuMois:
    """Calcule la franchise d'un mois et les cotisations de chacun sur ce qui la dépasse.

    Args:
        mois: le mois civil ; il donne le plafond et les taux.
        conclue_le: le jour de conclusion de la convention.
        gratification: le montant du mois, en euros.
        minutes, heures: la présence du mois, en minutes ou en heures décimales.
        avantages: les avantages en nature et en espèces du mois, en euros.
        effectif: celui de l'organisme ; à défaut, le FNAL reste inconnu.
        taux_atmp, taux_mobilite: les taux notifiés à l'établissement (0.01 pour 1 %) ; à défaut, inconnus.
        alsace_moselle, agricole: le lieu et le régime de l'organisme.

    Returns:
        La franchise, l'excédent et les cotisations, inconnues si leurs taux de ce mois-là le sont.

    Raises:
        ValueError: la présence n'est donnée ni en minutes ni en heures, ou des deux façons.
        FaitInconnu: le plafond horaire du mois n'est pas connu.

    Source : CSS L. 136-1-1, D. 136-1, D. 242-3, D. 242-4 ; mon-entreprise (Urssaf).

    >>> mars = calculer_cotisations(
    ...     Mois(2026, 3), date(2026, 2, 2), Euros(Decimal(900)), Minutes(154 * 60), effectif=25,
    ...     taux_atmp=Taux(Decimal("0.01")), taux_mobilite=Taux(Decimal(0)),
    ... )
    >>> str(mars.excedent), str(mars.organisme), str(mars.retenu), str(mars.net)
    ('207.00', '62.75', '34.84', '865.16')
    """
    franchise = calculer_franchise(mois, conclue_le, minutes, heures)
    compare = comparer(gratification, avantages, franchise)
    if not compare.excedent:
        return cotiser(compare, None)
    inconnu: Any = Inconnu("organisme.effectifs", "l'effectif de l'organisme d'accueil")
    atmp: Any = Inconnu("organisme.taux_atmp", "le taux d'accident du travail de l'établissement")
    mobilite: Any = Inconnu("organisme.taux_mobilite", "le taux du versement mobilité")
    qui = Redevable(
        atmp if taux_atmp is None else taux_atmp,
        mobilite if taux_mobilite is None else taux_mobilite,
        inconnu if effectif is None else cinquante_et_plus((effectif,)),
        agricole,
        alsace_moselle,
    )
    try:
        bareme = dresser(mois, qui, {serie: SerieLue(serie, []) for serie in SERIES})
    except FaitInconnu as erreur:
        inconnu = erreur.inconnu
        return CotisationsDuMois(compare, None, (), inconnu, inconnu, inconnu)
    return cotiser(compare, bareme)


class BaremesParMois:
    """Les barèmes d'un organisme, dressés une fois par palier ; un mois sans valeur connue n'en a pas."""

    def __init__(self, organisme: OrganismeAccueil, series: Mapping[Parametre, Any]) -> None:
        self._organisme = organisme
        self._series = series
        self._par_rang: dict[int, Bareme | Inconnu] = {}

    def __getitem__(self, mois: Mois) -> Bareme | Inconnu:
        rang = bisect_right(PALIERS, mois)
        trouve = self._par_rang.get(rang)
        if trouve is None:
            try:
                trouve = dresser(mois, redevable(self._organisme), self._series)
            except FaitInconnu as erreur:
                trouve = erreur.inconnu
            self._par_rang[rang] = trouve
        return trouve
