"""Les grandeurs d'une phrase, écrites à la française.

Une règle nomme ses grandeurs (« {duree:heures} », « {minimum:euros} ») ; ici seulement elles prennent forme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from typing import Any

from tripartite.droit.calendrier import Mois, Periode, Semaine
from tripartite.droit.langage import VIDE, Inconnu, LectureDuTexte, Phrase
from tripartite.rendus import anglais
from tripartite.rendus.langues import traduire
from tripartite.rendus.modeles import remplir
from tripartite.rendus.typographie import FINE, INSECABLE, elider, enchainer, sans_insecable, typographier

MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


# --- Une grandeur ----------------------------------------------------------------------------


def nombre(valeur: Any) -> str:
    """Un nombre : espace fine entre les milliers, virgule décimale.

    >>> sans_insecable(nombre(12500)), nombre(Decimal("2.50")), nombre(Fraction(1, 3))
    ('12 500', '2,5', '1/3')
    """
    if type(valeur) is int:
        return f"{valeur:,}".replace(",", FINE).replace("-", "−")
    if isinstance(valeur, Fraction) and valeur.denominator != 1:
        return f"{valeur.numerator}/{valeur.denominator}"
    exact = Decimal(int(valeur)) if isinstance(valeur, Fraction) else Decimal(valeur)
    entiers, _, decimales = f"{abs(exact):,f}".partition(".")
    decimales = decimales.rstrip("0")
    signe = "−" if exact < 0 else ""
    return signe + entiers.replace(",", FINE) + ("," + decimales if decimales else "")


def heures(minutes: Any) -> str:
    """Une durée, donnée en minutes.

    >>> [sans_insecable(heures(m)) for m in (9270, 9240, 45, 0, -90, Decimal("9100.2"))]
    ['154 h 30', '154 h', '45 min', '0 h', '−1 h 30', '151,67 h']
    """
    if minutes != int(minutes):
        exactes = Fraction(minutes) / 60
        decimales = (Decimal(exactes.numerator) / exactes.denominator).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        return nombre(decimales) + f"{INSECABLE}h"
    entieres, reste = divmod(abs(int(minutes)), 60)
    signe = "−" if minutes < 0 else ""
    if not entieres and reste:
        return f"{signe}{reste}{INSECABLE}min"
    return f"{signe}{nombre(entieres)}{INSECABLE}h" + (f"{INSECABLE}{reste:02}" if reste else "")


def heure(minutes: int) -> str:
    """Une heure du jour, donnée en minutes depuis minuit.

    >>> sans_insecable(heure(510)), sans_insecable(heure(1320))
    ('8 h 30', '22 h')
    """
    entieres, reste = divmod(int(minutes), 60)
    return f"{entieres}{INSECABLE}h" + (f"{INSECABLE}{reste:02}" if reste else "")


def euros(valeur: Any) -> str:
    """Un montant : deux décimales, jusqu'à quatre quand il n'est pas un nombre entier de centimes.

    >>> [sans_insecable(euros(Decimal(m))) for m in ("1719.9", "3.1625", "30")]
    ['1 719,90 €', '3,1625 €', '30,00 €']
    """
    if isinstance(valeur, Fraction):
        valeur = Decimal(valeur.numerator) / valeur.denominator
    exact = Decimal(valeur)
    entiers, _, decimales = nombre(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)).partition(",")
    return f"{entiers},{decimales:0<2}{FINE}€"


def taux(valeur: Any) -> str:
    """Une part, donnée de 0 à 1.

    >>> [sans_insecable(taux(t)) for t in (Decimal("0.1375"), Decimal("0.15"), Fraction(1, 3), 1)]
    ['13,75 %', '15 %', '1/3', '100 %']
    """
    if isinstance(valeur, Fraction) and valeur.denominator != 1:
        return nombre(valeur)
    return nombre(valeur * 100) + f"{INSECABLE}%"


def mois(valeur: Any) -> str:
    """Un mois du calendrier, ou un nombre de mois.

    >>> mois(Mois(2026, 1)) == mois(date(2026, 1, 5)) == f"janvier{INSECABLE}2026"
    True
    >>> sans_insecable(mois(6))
    '6 mois'
    """
    if isinstance(valeur, date):
        valeur = Mois.de(valeur)
    if isinstance(valeur, Mois):
        return f"{MOIS[valeur.numero - 1]}{INSECABLE}{valeur.annee}"
    return f"{nombre(valeur)}{INSECABLE}mois"


def jour(valeur: date) -> str:
    """Une date.

    >>> sans_insecable(jour(date(2026, 2, 2))), sans_insecable(jour(date(2026, 1, 1)))
    ('2 février 2026', '1er janvier 2026')
    """
    rang = "1er" if valeur.day == 1 else str(valeur.day)
    return f"{rang}{INSECABLE}{MOIS[valeur.month - 1]}{INSECABLE}{valeur.year}"


def date_longue(valeur: date) -> str:
    """Une date et son jour de semaine.

    >>> sans_insecable(date_longue(date(2026, 2, 2)))
    'lundi 2 février 2026'
    """
    return f"{JOURS[valeur.weekday()]} {jour(valeur)}"


def _unite(singulier: str, pluriel: str = "") -> Callable[[Any], str]:
    def compter(valeur: Any) -> str:
        mot = singulier if abs(valeur) < 2 else pluriel or singulier + "s"
        return f"{nombre(valeur)}{INSECABLE}{mot}"

    return compter


jours = _unite("jour")
"""Un nombre de jours : « 1 jour », « 37 jours »."""


def liste(valeurs: Collection[Any]) -> str:
    """Une énumération.

    >>> liste(["a"]), liste(["a", "b"]), liste(["a", "b", "c"]), liste([])
    ('a', 'a et b', 'a, b et c', 'aucun')
    """
    dits = [courante(v) for v in valeurs]
    if not dits:
        return "aucun"
    *debut, dernier = dits
    return f"{', '.join(debut)} et {dernier}" if debut else dernier


def periode(valeur: Periode) -> str:
    """Des jours qui se suivent.

    >>> sans_insecable(periode(Periode(date(2026, 2, 2), date(2026, 7, 31))))
    'du 2 février 2026 au 31 juillet 2026'
    """
    return f"du {jour(valeur.debut)} au {jour(valeur.fin)}"


def semaine(valeur: Semaine | date) -> str:
    """La semaine civile d'un jour.

    >>> sans_insecable(semaine(date(2026, 2, 4)))
    'semaine du 2 février 2026'
    """
    return f"semaine du {jour(valeur.lundi if isinstance(valeur, Semaine) else Semaine.de(valeur).lundi)}"


def courante(valeur: Any) -> str:
    """Une grandeur dont la nature n'est pas dite : celle de son type.

    >>> courante(True), courante("a"), sans_insecable(courante(date(2026, 2, 2)))
    ('oui', 'a', '2 février 2026')
    """
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    for type_, ecrire_ce_type in _PAR_TYPE:
        if isinstance(valeur, type_):
            return ecrire_ce_type(valeur)
    raise TypeError(f"On ne sait pas écrire {valeur!r} ({type(valeur).__name__}).")


_PAR_TYPE: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (Enum, lambda v: str(v.value)),
    (str, str),
    (Phrase, lambda v: _remplir(v.modele, v.grandeurs, "fr")),
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
    "jours": jours,
    "semaine": semaine,
    "semaines": _unite("semaine"),
    "ans": _unite("an"),
    "stagiaires": _unite("stagiaire"),
    "credits": _unite("crédit"),
    "liste": liste,
    "nombre": nombre,
    "texte": str,
    "majuscule": lambda v: majuscule(courante(v)),
}
"""Ce qui peut suivre les deux-points dans une phrase : « {minimum:euros} »."""


def grandeur(valeur: Any, nature: str = "", langue: str = "fr") -> str:
    """Écrit une grandeur selon sa nature, en français ou en anglais ; un fait inconnu, par son nom."""
    if isinstance(valeur, Inconnu):
        return dire(valeur.dit, langue)
    if nature not in NATURES:
        raise ValueError(f"« {nature} » n'est pas une nature de grandeur. Il y a {liste(list(NATURES)[1:])}.")
    if isinstance(valeur, Enum) and valeur.value == "aucun":
        return "aucun" if langue == "fr" else "none"
    return (NATURES if langue == "fr" else anglais.NATURES)[nature](valeur)


# --- Une phrase ------------------------------------------------------------------------------


_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def dater(texte: str) -> str:
    """Écrit en français les dates ISO d'un texte.

    >>> sans_insecable(dater("plafond horaire au 2027-01-01"))
    'plafond horaire au 1er janvier 2027'
    """
    return _ISO.sub(lambda trouvee: jour(date(*map(int, trouvee.groups()))), texte) if "-" in texte else texte


def majuscule(texte: str) -> str:
    """La première lettre en capitale, les autres telles quelles."""
    return texte[:1].upper() + texte[1:]


def _remplir(modele: str, grandeurs: Mapping[str, Any], langue: str) -> str:
    return remplir(modele, grandeurs, partial(grandeur, langue=langue), langue)


def ecrire(
    modele: str | Phrase, grandeurs: Mapping[str, Any] = VIDE, *, insecable: bool = True, langue: str = "fr"
) -> str:
    """Écrit une phrase et ses grandeurs.

    Args:
        modele: la phrase française, ses grandeurs entre accolades.
        grandeurs: leurs valeurs, par leur nom.
        insecable: faux, toutes les espaces sont ordinaires.
        langue: « fr » ou « en », celle où l'écrire.

    Raises:
        KeyError: la phrase nomme une grandeur qui n'est pas donnée.
        ValueError: la nature d'une grandeur n'existe pas.

    >>> ecrire("Il manque {n:euros} : versez.", {"n": Decimal(12)}, insecable=False)
    'Il manque 12,00 € : versez.'
    >>> ecrire("Il manque {n:euros} : versez.", {"n": Decimal(12)})
    'Il manque 12,00\\u202f€\\xa0: versez.'
    >>> ecrire("Présence {sorte}", {"sorte": "le dimanche"}, langue="en")
    'Attendance on Sundays'
    """
    if isinstance(modele, Phrase):
        return ecrire(modele.modele, {**grandeurs, **modele.grandeurs}, insecable=insecable, langue=langue)
    texte = _remplir(modele, grandeurs, langue)
    texte = typographier(dater(elider(texte)) if langue == "fr" else texte, langue)
    return texte if insecable else sans_insecable(texte)


def dire_la_lecture(lue: LectureDuTexte, langue: str = "fr") -> str:
    """Une lecture possible d'un texte : son nom, puis ce qu'elle donnerait."""
    return enchainer(dire(lue.nom, langue), ecrire(lue.phrase, lue.grandeurs, langue=langue), langue)


Dit = str | Phrase | Sequence[str | Phrase]
"""Ce qu'une fiche dit : un texte tout fait, une phrase et ses grandeurs, ou plusieurs à la suite."""


def dire(dit: Dit, langue: str = "fr") -> str:
    """Écrit ce que dit une fiche, dans une langue. Un texte n'a pas de grandeurs : ses accolades y restent.

    >>> dire(("Trop tard.", Phrase("Attendez {n:jours}.", {"n": 2}))).replace(INSECABLE, " ")
    'Trop tard. Attendez 2 jours.'
    """
    if isinstance(dit, Phrase):
        return ecrire(dit, langue=langue)
    if isinstance(dit, str):
        return typographier(dater(dit) if langue == "fr" else traduire(dit, langue), langue)
    return " ".join(dire(morceau, langue) for morceau in dit)
