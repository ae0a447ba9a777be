"""L'effectif de référence d'un organisme d'accueil : R. 124-12."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Effectif
from tripartite.droit.langage import Etape, connu, etape


class EffectifDeReference(NamedTuple):
    """L'effectif qui compte pour un mois : le plus élevé du dernier jour du mois d'avant et de la moyenne.

    `douze_mois`, leur somme, est `None` si moins de douze mois sont connus, `dernier_jour` si celui du mois
    d'avant ne l'est pas : `releve_de` dit alors de quel mois on a pris le dernier effectif connu.
    """

    mois: Mois
    dernier_jour: int | None
    douze_mois: Fraction | int | None
    effectif: Fraction | int | None
    releve_de: Mois | None

    @property
    def moyenne(self) -> Fraction | None:
        """La moyenne des douze mois."""
        return None if self.douze_mois is None else Fraction(self.douze_mois, 12)

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Les lignes du calcul."""
        if self.effectif is None:
            return (
                etape(
                    "Effectif de référence", "aucun effectif n'est connu avant {mois:mois}", mois=self.mois
                ),
            )
        lignes = [
            etape(
                "Effectif au dernier jour du mois",
                "{releve_de:mois} : {personnes}",
                releve_de=self.releve_de,
                personnes=self.effectif if self.dernier_jour is None else self.dernier_jour,
            )
        ]
        if self.moyenne is not None:
            lignes.append(
                etape("Moyenne des douze mois précédents", "{moyenne}", moyenne=ecrire(self.moyenne))
            )
        lignes.append(etape("Effectif de référence", "{effectif}", effectif=ecrire(self.effectif)))
        return tuple(lignes)


def ecrire(effectif: Fraction | int) -> int | Decimal:
    """Un effectif qui s'écrit : entier s'il l'est, sinon au centième."""
    if effectif.denominator == 1:
        return int(effectif)
    return (Decimal(effectif.numerator) / effectif.denominator).quantize(Decimal("0.01")).normalize()


class Effectifs:
    """Les effectifs rangés par mois, et leurs cumuls : douze mois s'y lisent sans revenir à chacun."""

    def __init__(self, effectifs: Iterable[Effectif]) -> None:
        self._par_mois = {e.mois: e for e in effectifs if connu(e.mois) and connu(e.personnes)}
        self._mois = sorted(self._par_mois)
        self._cumuls = [0, *accumulate([self._par_mois[mois].personnes for mois in self._mois])]

    def __getitem__(self, mois: Mois) -> EffectifDeReference:
        avant = bisect_left(self._mois, mois)
        if not avant:
            return EffectifDeReference(mois, None, None, None, None)
        annee, numero = mois
        dernier = self._mois[avant - 1]
        releve = self._par_mois[dernier]
        personnes = releve.personnes
        if dernier != ((annee, numero - 1) if numero > 1 else (annee - 1, 12)):
            return EffectifDeReference(mois, None, None, personnes, dernier)
        somme: Fraction | int | None = None  # de douze mois, si tous sont connus
        if connu(releve.moyenne) and releve.moyenne:
            somme = 12 * Fraction(releve.moyenne)
        elif avant >= 12 and self._mois[avant - 12] == (annee - 1, numero):
            somme = self._cumuls[avant] - self._cumuls[avant - 12]
        effectif = personnes if somme is None or somme <= 12 * personnes else Fraction(somme, 12)
        return EffectifDeReference(mois, personnes, somme, effectif, dernier)


def effectif_de_reference(effectifs: tuple[Effectif, ...], mois: Mois) -> EffectifDeReference:
    """L'effectif de référence d'un mois examiné (R. 124-12).

    Args:
        effectifs: les personnes physiques employées, au dernier jour de chaque mois civil.
        mois: le mois examiné ; on regarde le dernier jour du mois d'avant et les douze mois qui y finissent.

    Returns:
        Le plus élevé des deux nombres, la fraction gardée. Moins de douze mois connus : le dernier jour seul.

    >>> mars = Effectif(Mois(2026, 3), 26, Decimal("30.4"))
    >>> effectif_de_reference((mars,), Mois(2026, 4)).effectif
    Fraction(152, 5)
    """
    return Effectifs(effectifs)[mois]
