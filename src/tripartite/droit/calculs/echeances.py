"""Des heures et de leur prix à l'échéancier d'un stage : L. 124-6, D. 124-8.

Le prix de l'heure reste exact ; chaque mois est au centime, moitié au-dessus ; le total est leur somme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Modalite
from tripartite.droit.langage import Etape, Euros, Minutes, etape

CENTIME = Decimal("0.01")
RIEN = Euros(Decimal("0.00"))
AUCUNE_MINUTE = Minutes(0)


class Echeance(NamedTuple):
    """Un mois : ses minutes prévues, ses minutes payées, l'heure, le dû, ce qu'il faut verser, le versé.

    `du` est le prix des heures payées. `a_verser` est ce que la modalité met dans ce mois : la même somme aux
    heures réelles. `a_verser_fige` est ce qu'elle y mettrait si le minimum restait celui de la conclusion.
    `reste` est ce qui reste dû au titre du mois ; négatif, c'est un trop-versé.
    """

    mois: Mois
    minutes_prevues: Minutes
    minutes: Minutes
    horaire: Euros
    du: Euros
    a_verser: Euros
    a_verser_fige: Euros
    verse: Euros
    reste: Euros

    @property
    def ecrite(self) -> Etape:
        """Le mois, en une ligne."""
        return etape(
            "Échéance de {mois:mois}",
            "{minutes:heures} × {horaire:euros} : {a_verser:euros} à verser, {verse:euros} versés"
            if self.a_verser == self.du
            else "{minutes:heures} ; versement lissé, réajusté : {a_verser:euros}, {verse:euros} versés",
            mois=self.mois,
            minutes=self.minutes,
            horaire=self.horaire,
            a_verser=self.a_verser,
            verse=self.verse,
        )

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul du mois, écrit."""
        lignes = [
            etape(
                "Présence du mois",
                "{minutes:heures} × {horaire:euros} = {du:euros}",
                minutes=self.minutes,
                horaire=self.horaire,
                du=self.du,
            )
        ]
        if self.a_verser != self.du:
            lignes.append(etape("Versement lissé, réajusté", "{a_verser:euros}", a_verser=self.a_verser))
        if self.verse:
            lignes.append(
                etape("Versé", "{verse:euros}, reste {reste:euros}", verse=self.verse, reste=self.reste)
            )
        return tuple(lignes)


class Echeancier(NamedTuple):
    """L'échéancier d'un stage.

    Aux heures réelles, chaque mois est à part : le trop-versé de l'un ne couvre pas le manque d'un autre.
    Lissée, l'avance d'un mois vient en déduction des suivants.
    """

    lignes: tuple[Echeance, ...]
    modalite: Modalite

    @property
    def minutes(self) -> Minutes:
        """Les minutes payées."""
        return Minutes(sum(ligne.minutes for ligne in self.lignes))

    @property
    def total(self) -> Euros:
        """Ce qui est dû en tout."""
        return somme([ligne.a_verser for ligne in self.lignes])

    @property
    def total_arrondi_une_fois(self) -> Euros:
        """Le total si l'on n'arrondissait qu'à la fin : les deux se disent quand ils diffèrent."""
        exact = sum((ligne.minutes * ligne.horaire for ligne in self.lignes), Decimal(0)) / 60
        return Euros(exact.quantize(CENTIME, ROUND_HALF_UP))

    @property
    def verse(self) -> Euros:
        """Ce qui a été versé en tout."""
        return somme([ligne.verse for ligne in self.lignes])

    @property
    def reste_du(self) -> Euros:
        """Ce qui reste dû en tout : la somme des mois qui manquent."""
        return somme(max(RIEN, ligne.reste) for ligne in self.lignes)

    @property
    def trop_verse(self) -> Euros:
        """Ce qui a été versé en trop : la somme des mois qui débordent."""
        return somme(max(RIEN, Euros(-ligne.reste)) for ligne in self.lignes)

    @property
    def par_mois(self) -> dict[Mois, Euros]:
        """Ce qu'il faut verser, par mois."""
        return {ligne.mois: ligne.a_verser for ligne in self.lignes}

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le total, écrit ; et ce qu'il serait arrondi une seule fois, s'il diffère."""
        lignes = [
            etape(
                "Total, {n:mois}",
                "{minutes:heures} → {total:euros}",
                n=len(self.lignes),
                minutes=self.minutes,
                total=self.total,
            )
        ]
        if self.total_arrondi_une_fois != self.total:
            lignes.append(
                etape("Arrondi une seule fois, à la fin", "{total:euros}", total=self.total_arrondi_une_fois)
            )
        return tuple(lignes)


def somme(montants: Iterable[Decimal]) -> Euros:
    """Additionne des montants, en euros."""
    return Euros(sum(montants, RIEN))


def montant(minutes: int, horaire: Decimal) -> Euros:
    """Le prix de ces minutes, en euros, au centime le plus proche, moitié au-dessus.

    >>> montant(154 * 60, Decimal("4.50"))
    Decimal('693.00')
    """
    return Euros((minutes * horaire / 60).quantize(CENTIME, ROUND_HALF_UP))


def lisser(total: Euros, echeances: int) -> tuple[Euros, ...]:
    """Partage un total en versements égaux ; le dernier absorbe les centimes.

    Raises:
        ValueError: moins d'un versement.

    >>> lisser(Euros(Decimal("1719.90")), 3)
    (Decimal('573.30'), Decimal('573.30'), Decimal('573.30'))
    >>> lisser(Euros(Decimal("100.00")), 3)
    (Decimal('33.33'), Decimal('33.33'), Decimal('33.34'))
    """
    if echeances < 1:
        raise ValueError(f"{echeances} versement : il en faut au moins un.")
    part = Euros((total / echeances).quantize(CENTIME, ROUND_HALF_UP))
    return (*[part] * (echeances - 1), Euros(total - part * (echeances - 1)))


def calculer_echeancier(
    minutes_par_mois: Mapping[Mois, Minutes],
    horaire_par_mois: Mapping[Mois, Euros],
    modalite: Modalite = Modalite.REEL,
    echeances: int = 0,
    *,
    payees: Mapping[Mois, Minutes] | None = None,
    versements: Mapping[Mois, Euros] | None = None,
    rompu_en: Mois | None = None,
    horaire_fige: Mapping[Mois, Euros] | None = None,
) -> Echeancier:
    """Calcule l'échéancier d'un stage.

    Aux heures réelles, un mois vaut ses heures payées. Lissé, le total prévu est partagé en versements égaux
    dès le premier mois ; un mois où des heures manquent (ou s'ajoutent) est réajusté d'autant ; le dernier
    mois, ou celui d'une rupture, solde le tout.

    Args:
        minutes_par_mois: les minutes prévues de chaque mois.
        horaire_par_mois: ce que vaut l'heure de chaque mois, en euros, non arrondi.
        modalite: aux heures réelles, ou lissée.
        echeances: le nombre de versements, si elle est lissée.
        payees: les minutes à payer de chaque mois ; à défaut, les minutes prévues.
        versements: ce qui a été versé au titre de chaque mois, en euros.
        rompu_en: le mois d'une rupture.
        horaire_fige: ce que vaudrait l'heure de chaque mois au minimum du jour de conclusion.

    Raises:
        ValueError: une gratification lissée en moins d'un versement.

    Source : L. 124-6, D. 124-8 ; ministère du Travail et service-public.fr (F32131) pour le lissage.

    >>> mois = [Mois(2026, 1), Mois(2026, 2), Mois(2026, 3)]
    >>> heures = {m: Minutes(h * 60) for m, h in zip(mois, (154, 140, 147), strict=True)}
    >>> heure = dict.fromkeys(mois, Euros(Decimal("4.50")))
    >>> [str(ligne.a_verser) for ligne in calculer_echeancier(heures, heure).lignes]
    ['693.00', '630.00', '661.50']
    >>> [str(ligne.a_verser) for ligne in calculer_echeancier(heures, heure, Modalite.LISSE, 3).lignes]
    ['661.50', '661.50', '661.50']
    """
    payees = minutes_par_mois if payees is None else payees
    versements = versements or {}
    figes = horaire_fige or horaire_par_mois
    if modalite == Modalite.REEL:
        lignes = _aux_heures_reelles(minutes_par_mois, payees, horaire_par_mois, figes, versements)
        return Echeancier(lignes, modalite)

    def repartir(horaires: Mapping[Mois, Euros]) -> dict[Mois, Euros]:
        mois = sorted({*minutes_par_mois, *payees})
        if not mois:
            return {}
        du = {m: montant(payees.get(m, 0), horaires.get(m, RIEN)) for m in mois}
        prevu = {m: montant(minutes_par_mois.get(m, 0), horaires.get(m, RIEN)) for m in mois}
        return _reajuster(_placer(prevu, echeances), prevu, du, rompu_en)

    a_verser = repartir(horaire_par_mois)
    a_verser_fige = a_verser if figes == horaire_par_mois else repartir(figes)
    restes = {
        mois: Euros(a_verser.get(mois, RIEN) - versements.get(mois, RIEN))
        for mois in {*a_verser, *versements}
    }
    restes = _deduire_les_avances(restes, rompu_en)
    lissees = []
    for mois in sorted(restes):
        minutes, horaire = payees.get(mois, AUCUNE_MINUTE), horaire_par_mois.get(mois, RIEN)
        ligne = Echeance(
            mois=mois,
            minutes_prevues=minutes_par_mois.get(mois, AUCUNE_MINUTE),
            minutes=minutes,
            horaire=horaire,
            du=montant(minutes, horaire),
            a_verser=a_verser.get(mois, RIEN),
            a_verser_fige=a_verser_fige.get(mois, RIEN),
            verse=versements.get(mois, RIEN),
            reste=restes[mois],
        )
        lissees.append(ligne)
    return Echeancier(tuple(lissees), modalite)


def _aux_heures_reelles(
    prevues: Mapping[Mois, Minutes],
    payees: Mapping[Mois, Minutes],
    horaires: Mapping[Mois, Euros],
    figes: Mapping[Mois, Euros],
    versements: Mapping[Mois, Euros],
) -> tuple[Echeance, ...]:
    """Chaque mois pour lui-même : le prix de ses heures payées, moins ce qui y est versé."""
    lignes = []
    for mois in sorted({*prevues, *payees, *versements}):
        minutes, horaire = payees.get(mois, AUCUNE_MINUTE), horaires.get(mois, RIEN)
        du = montant(minutes, horaire)
        fige = du if figes is horaires else montant(minutes, figes.get(mois, RIEN))
        verse = versements.get(mois, RIEN)
        reste = Euros(du - verse)
        prevu = prevues.get(mois, AUCUNE_MINUTE)
        lignes.append(Echeance(mois, prevu, minutes, horaire, du, du, fige, verse, reste))
    return tuple(lignes)


def _placer(prevu: Mapping[Mois, Euros], echeances: int) -> dict[Mois, Euros]:
    """Les versements égaux, un par mois dès le premier."""
    parts = dict.fromkeys(prevu, RIEN)
    mois = min(prevu)
    for part in lisser(somme(prevu.values()), echeances):
        parts[mois] = part
        mois = mois.suivant
    return dict(sorted(parts.items()))


def _reajuster(
    parts: Mapping[Mois, Euros], prevu: Mapping[Mois, Euros], du: Mapping[Mois, Euros], rompu_en: Mois | None
) -> dict[Mois, Euros]:
    """Chaque versement, plus ou moins l'écart du mois ; jamais négatif, sauf le dernier, qui solde."""
    tenus = [mois for mois in parts if rompu_en is None or mois <= rompu_en] or [min(parts)]
    verses = dict.fromkeys(parts, RIEN)
    report = RIEN
    for mois in tenus[:-1]:
        voulu = parts[mois] + du.get(mois, RIEN) - prevu.get(mois, RIEN) + report
        verses[mois] = Euros(max(RIEN, voulu))
        report = Euros(min(RIEN, voulu))
    verses[tenus[-1]] = Euros(somme(du.values()) - somme(verses.values()))
    return verses


def _deduire_les_avances(restes: Mapping[Mois, Euros], rompu_en: Mois | None) -> dict[Mois, Euros]:
    """Ce qu'un mois a reçu de trop vient en déduction du suivant, jusqu'au dernier ou à la rupture."""
    deduits: dict[Mois, Euros] = {}
    avance = RIEN
    dernier = max(restes, default=None)
    for mois in sorted(restes):
        solde = Euros(restes[mois] + avance)
        reporte = mois != dernier and (rompu_en is None or mois < rompu_en)
        avance = Euros(min(RIEN, solde)) if reporte else RIEN
        deduits[mois] = Euros(solde - avance)
    return deduits
