"""Les grandeurs d'une phrase, écrites en anglais.

Les mêmes natures que `grandeurs.NATURES`. Une durée s'écrit comme en français : « 154 h 30 ».
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from tripartite.droit.calendrier import Mois, Periode, Semaine
from tripartite.droit.langage import Inconnu, Phrase
from tripartite.rendus.langues import traduire
from tripartite.rendus.modeles import remplir
from tripartite.rendus.typographie import INSECABLE

MOIS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
JOURS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def nombre(valeur: Any) -> str:
    """Un nombre : virgule entre les milliers, point décimal.

    >>> nombre(12500), nombre(Decimal("2.50")), nombre(Fraction(1, 3))
    ('12,500', '2.5', '1/3')
    """
    if isinstance(valeur, Fraction) and valeur.denominator != 1:
        return f"{valeur.numerator}/{valeur.denominator}"
    exact = Decimal(int(valeur)) if isinstance(valeur, Fraction) else Decimal(valeur)
    entiers, _, decimales = f"{abs(exact):,f}".partition(".")
    decimales = decimales.rstrip("0")
    return ("−" if exact < 0 else "") + entiers + ("." + decimales if decimales else "")


def heures(minutes: Any) -> str:
    """Une durée, donnée en minutes.

    >>> [heures(m) for m in (9270, 96420, 45, Decimal("9100.2"))]
    ['154\\xa0h\\xa030', '1,607\\xa0h', '45\\xa0min', '151.67\\xa0h']
    """
    if minutes != int(minutes):
        exactes = Fraction(minutes) / 60
        decimales = Decimal(exactes.numerator) / exactes.denominator
        return nombre(decimales.quantize(Decimal("0.01"), ROUND_HALF_UP)) + f"{INSECABLE}h"
    entieres, reste = divmod(abs(int(minutes)), 60)
    signe = "−" if minutes < 0 else ""
    if not entieres and reste:
        return f"{signe}{reste}{INSECABLE}min"
    return f"{signe}{nombre(entieres)}{INSECABLE}h" + (f"{INSECABLE}{reste:02}" if reste else "")


def heure(minutes: int) -> str:
    """Une heure du jour, donnée en minutes depuis minuit.

    >>> heure(510), heure(1320)
    ('08:30', '22:00')
    """
    entieres, reste = divmod(int(minutes), 60)
    return f"{entieres:02}:{reste:02}"


def euros(valeur: Any) -> str:
    """Un montant : deux décimales, jusqu'à quatre quand il n'est pas un nombre entier de centimes.

    >>> [euros(Decimal(m)) for m in ("1719.9", "3.1625", "-30")]
    ['€1,719.90', '€3.1625', '−€30.00']
    """
    if isinstance(valeur, Fraction):
        valeur = Decimal(valeur.numerator) / valeur.denominator
    exact = Decimal(valeur)
    entiers, _, decimales = nombre(abs(exact).quantize(Decimal("0.0001"), ROUND_HALF_UP)).partition(".")
    return f"{'−' if exact < 0 else ''}€{entiers}.{decimales:0<2}"


def taux(valeur: Any) -> str:
    """Une part, donnée de 0 à 1.

    >>> [taux(t) for t in (Decimal("0.1375"), Fraction(1, 3), 1)]
    ['13.75%', '1/3', '100%']
    """
    if isinstance(valeur, Fraction) and valeur.denominator != 1:
        return nombre(valeur)
    return nombre(valeur * 100) + "%"


def mois(valeur: Any) -> str:
    """Un mois du calendrier, ou un nombre de mois.

    >>> mois(Mois(2026, 1)), mois(1), mois(6)
    ('January\\xa02026', '1\\xa0month', '6\\xa0months')
    """
    if isinstance(valeur, date):
        valeur = Mois.de(valeur)
    if isinstance(valeur, Mois):
        return f"{MOIS[valeur.numero - 1]}{INSECABLE}{valeur.annee}"
    return _unite("month")(valeur)


def jour(valeur: date) -> str:
    """Une date.

    >>> jour(date(2026, 2, 2))
    '2\\xa0February\\xa02026'
    """
    return f"{valeur.day}{INSECABLE}{MOIS[valeur.month - 1]}{INSECABLE}{valeur.year}"


def date_longue(valeur: date) -> str:
    """Une date et son jour de semaine.

    >>> date_longue(date(2026, 2, 2))
    'Monday 2\\xa0February\\xa02026'
    """
    return f"{JOURS[valeur.weekday()]} {jour(valeur)}"


def _unite(singulier: str) -> Callable[[Any], str]:
    def compter(valeur: Any) -> str:
        return f"{nombre(valeur)}{INSECABLE}{singulier if valeur == 1 else singulier + 's'}"

    return compter


def liste(valeurs: Collection[Any]) -> str:
    """Une énumération.

    >>> liste(["a"]), liste(["a", "b", "c"]), liste([])
    ('a', 'a, b and c', 'none')
    """
    dits = [courante(v) for v in valeurs]
    if not dits:
        return "none"
    *debut, dernier = dits
    return f"{', '.join(debut)} and {dernier}" if debut else dernier


def periode(valeur: Periode) -> str:
    """Des jours qui se suivent."""
    return f"from {jour(valeur.debut)} to {jour(valeur.fin)}"


def semaine(valeur: Semaine | date) -> str:
    """La semaine civile d'un jour."""
    return f"week of {jour(valeur.lundi if isinstance(valeur, Semaine) else Semaine.de(valeur).lundi)}"


def courante(valeur: Any) -> str:
    """Une grandeur dont la nature n'est pas dite : celle de son type ; un texte, celui du catalogue.

    >>> courante(True), courante("a"), courante(date(2026, 2, 2))
    ('yes', 'a', '2\\xa0February\\xa02026')
    """
    if isinstance(valeur, bool):
        return "yes" if valeur else "no"
    for type_, ecrire_ce_type in _PAR_TYPE:
        if isinstance(valeur, type_):
            return ecrire_ce_type(valeur)
    raise TypeError(f"On ne sait pas écrire {valeur!r} ({type(valeur).__name__}).")


def _phrase(valeur: Phrase) -> str:
    return remplir(valeur.modele, valeur.grandeurs, lambda dite, nature: NATURES[nature](dite), "en")


_PAR_TYPE: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Enum, lambda v: traduire(str(v.value), "en")),
    (str, lambda v: traduire(v, "en")),
    (Phrase, _phrase),
    (Inconnu, lambda v: courante(v.dit)),
    ((int, Decimal, Fraction), nombre),
    (date, jour),
    (Mois, mois),
    (Semaine, semaine),
    (Periode, periode),
    ((Sequence, frozenset, set), liste),
)

NATURES: Mapping[str, Callable[[Any], str]] = {
    "": courante,
    "heures": heures,
    "heure": heure,
    "euros": euros,
    "taux": taux,
    "mois": mois,
    "date": date_longue,
    "jour": jour,
    "jours": _unite("day"),
    "semaine": semaine,
    "semaines": _unite("week"),
    "ans": _unite("year"),
    "stagiaires": _unite("intern"),
    "credits": _unite("credit"),
    "liste": liste,
    "nombre": nombre,
    "texte": str,
    "majuscule": lambda v: courante(v)[:1].upper() + courante(v)[1:],
}
