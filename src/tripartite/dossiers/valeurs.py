"""Ce que l'on écrit à la main, lu sans rien perdre : durées, heures, montants, taux, dates, mois, oui ou non.

Chaque lecture rend une valeur exacte ou lève `Illisible`, avec ce qui était attendu. Un nombre d'heures qui
ne fait pas des minutes entières est refusé, jamais arrondi : les faits d'un dossier sont des minutes. Les
décimales d'une paie (151,67 h) vont aux calculateurs, qui prennent des heures décimales : `lire_heures`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tripartite.dossiers.erreurs import Illisible, cle, extrait
from tripartite.droit.calendrier import Mois
from tripartite.droit.langage import Euros, Minutes, Taux, phrase

UNE_ANNEE = 366 * 24 * 60
MILLIARD = 1_000_000_000
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ABREGES = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12}
_RANGS = {cle(nom): rang for rang, nom in enumerate(MOIS, 1)} | _ABREGES

DUREE = "une durée, comme 7 h 30, 7,5 h ou 450 min"
HEURE = "une heure, comme 9h, 13h30 ou 09:00"
MONTANT = "un montant, comme 4,50 € ou 1 719,90 €"
TAUX = "un taux, comme 15 % ou 0,15"
DATE = "une date, comme 2 février 2026, 02/02/2026 ou 2026-02-02"
UN_MOIS = "un mois, comme 2026-02 ou février 2026"
ENTIER = "un nombre entier"
OUI_OU_NON = "oui ou non"


def aplanir(texte: str) -> str:
    """Ramène les espaces insécables et les apostrophes à leur forme ordinaire."""
    if len(texte) > 200:
        raise Illisible("Le texte est bien trop long.", "une valeur courte", "Vérifiez cette ligne.")
    return " ".join(texte.replace("’", "'").replace("−", "-").split())


def dire_date(jour: date) -> str:
    """
    >>> dire_date(date(2026, 5, 1))
    '1er mai 2026'
    """
    return f"{'1er' if jour.day == 1 else jour.day} {MOIS[jour.month - 1]} {jour.year}"


class JourADire(date):
    """Un jour qui s'écrit en français dans une erreur, et que `rendus` sait dire dans une autre langue."""

    def __str__(self) -> str:
        return dire_date(self)


def a_dire(jour: date) -> JourADire:
    """
    >>> str(phrase("depuis le {jour:jour}", jour=a_dire(date(2026, 2, 2))))
    'depuis le 2 février 2026'
    """
    return JourADire(jour.year, jour.month, jour.day)


def dire_duree(minutes: int) -> str:
    """
    >>> dire_duree(450), dire_duree(9240), dire_duree(20)
    ('7 h 30', '154 h', '20 min')
    """
    heures, reste = divmod(minutes, 60)
    if minutes and not heures:
        return f"{reste} min"
    return f"{heures} h {reste:02}" if reste else f"{heures} h"


# --- Les nombres -------------------------------------------------------------------------------

_NOMBRE = re.compile(r"(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?")


def lire_nombre(texte: str, attendu: str = "un nombre") -> Decimal:
    """Lit un nombre positif : la virgule ou le point devant les décimales, l'espace entre les milliers.

    >>> lire_nombre("1 719,90")
    Decimal('1719.90')
    >>> lire_nombre("4,5,0")
    Traceback (most recent call last):
    tripartite.dossiers.erreurs.Illisible: « 4,5,0 » a plus d'une virgule.
    """
    brut = aplanir(texte)
    if _NOMBRE.fullmatch(brut) and len(brut) <= 40:
        nombre = Decimal(brut.replace(" ", "").replace(",", "."))
        if nombre >= MILLIARD:
            raise Illisible(phrase("« {recu:texte} » est bien trop grand.", recu=extrait(brut)), attendu)
        return nombre
    if brut.startswith("-"):
        raise Illisible(
            phrase("« {recu:texte} » est négatif.", recu=extrait(brut)), attendu, "Retirez le signe « - »."
        )
    if brut.count(",") > 1:
        raise Illisible(phrase("« {recu:texte} » a plus d'une virgule.", recu=extrait(brut)), attendu)
    if "," in brut and "." in brut:
        raise Illisible(
            phrase("« {recu:texte} » mêle la virgule et le point.", recu=extrait(brut)),
            attendu,
            "Écrivez les milliers avec une espace : 1 719,90.",
        )
    raise Illisible(phrase("« {recu:texte} » n'est pas un nombre.", recu=extrait(brut)), attendu)


def lire_entier(texte: str) -> int:
    """
    >>> lire_entier("1 200")
    1200
    """
    nombre = lire_nombre(texte, ENTIER)
    if nombre != int(nombre) or "," in texte or "." in texte:
        raise Illisible(phrase("« {recu:texte} » n'est pas un nombre entier.", recu=extrait(texte)), ENTIER)
    return int(nombre)


def lire_montant(texte: str) -> Euros:
    """Lit un montant en euros. Trois décimales après un point pourraient être des milliers : on demande.

    >>> lire_montant("4,50 €"), lire_montant("1 719,90"), lire_montant("2,625 €")
    (Decimal('4.50'), Decimal('1719.90'), Decimal('2.625'))
    """
    brut = re.sub(
        r"^(€|eur) ?| ?(€|euros?|eur)( ?(/|par) ?(h|heure|mois))?$", "", aplanir(texte), flags=re.IGNORECASE
    )
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", brut):
        milliers, virgule = brut.replace(".", " "), brut.replace(".", ",")
        raise Illisible(
            phrase("« {recu:texte} » se lit de deux façons.", recu=extrait(texte)),
            MONTANT,
            phrase("Écrivez {a:texte} ou {b:texte}.", a=milliers, b=virgule),
        )
    try:
        return Euros(lire_nombre(brut, MONTANT))
    except Illisible as erreur:
        if "pas un nombre" not in erreur.message:
            raise
        raise Illisible(
            phrase("« {recu:texte} » n'est pas un montant.", recu=extrait(brut)), MONTANT
        ) from None


def lire_taux(texte: str) -> Taux:
    """Lit un taux, en part de un.

    >>> lire_taux("13,75 %"), lire_taux("0,15"), lire_taux("3/20")
    (Decimal('0.1375'), Decimal('0.15'), Decimal('0.15'))
    """
    brut = aplanir(texte)
    if brut.endswith("%"):
        taux = lire_nombre(brut[:-1].strip(), TAUX) / 100
    elif fraction := re.fullmatch(r"(\d{1,6}) ?/ ?(\d{1,6})", brut):
        taux = _decimal_exact(int(fraction[1]), int(fraction[2]), brut)
    else:
        taux = lire_nombre(brut, TAUX)
        if taux >= 1:
            raise Illisible(
                phrase("« {recu:texte} » est-il une part ou un pourcentage ?", recu=extrait(brut)),
                TAUX,
                phrase("Écrivez {recu:texte} %.", recu=brut),
            )
    if taux > 1:
        raise Illisible(phrase("« {recu:texte} » dépasse 100 %.", recu=extrait(brut)), TAUX)
    return Taux(taux)


def _decimal_exact(haut: int, bas: int, texte: str) -> Decimal:
    reste = Fraction(haut, bas).denominator if bas else 0
    while reste and reste % 2 == 0:
        reste //= 2
    while reste and reste % 5 == 0:
        reste //= 5
    if reste != 1:
        raise Illisible(
            phrase("« {recu:texte} » n'est pas un nombre décimal.", recu=extrait(texte)),
            TAUX,
            "Écrivez le taux du texte.",
        )
    return Decimal(haut) / Decimal(bas)


# --- Le temps ----------------------------------------------------------------------------------

_HEURES_MINUTES = re.compile(
    r"(\d{1,5}) ?(?:h|heures?|:) ?(?:(\d{1,2}) ?(?:min|mn|minutes?)?)?", re.IGNORECASE
)
_EN_MINUTES = re.compile(r"(\d[\d ]*) ?(?:min|mn|minutes?)", re.IGNORECASE)
_EN_HEURES = re.compile(r"([\d ]+(?:[.,]\d+)?) ?(?:h|heures?)?", re.IGNORECASE)


def lire_heures(texte: str) -> Decimal:
    """Lit des heures décimales, comme une paie les donne : elles ne font pas toujours des minutes entières.

    >>> lire_heures("151,67 h"), lire_heures("7 h 30")
    (Decimal('151.67'), Decimal('7.5'))
    """
    if decimale := _EN_HEURES.fullmatch(aplanir(texte)):
        return lire_nombre(decimale[1].strip(), DUREE)
    return Decimal(lire_minutes(texte)) / 60


def lire_minutes(texte: str, en_minutes: bool = False) -> Minutes:
    """Lit une durée. Un nombre seul est en heures, en minutes si le champ se nomme ainsi (`en_minutes`).

    >>> [lire_minutes(texte) for texte in ("7h30", "7 h 30", "7,5 h", "7.5", "450 min", "7:30")]
    [450, 450, 450, 450, 450, 450]
    >>> lire_minutes("7,33 h")
    Traceback (most recent call last):
    tripartite.dossiers.erreurs.Illisible: « 7,33 h » ne fait pas des minutes entières.
    """
    brut = aplanir(texte)
    if brut.startswith("-"):
        raise Illisible(
            phrase("« {recu:texte} » : une durée ne peut pas être négative.", recu=extrait(brut)), DUREE
        )
    if entieres := _HEURES_MINUTES.fullmatch(brut):
        heures, minutes = int(entieres[1]), int(entieres[2] or 0)
        if minutes > 59:
            raise Illisible(
                phrase("« {recu:texte} » compte plus de 59 minutes après les heures.", recu=extrait(brut)),
                DUREE,
            )
        return _duree_possible(60 * heures + minutes, brut)
    if minutes_seules := _EN_MINUTES.fullmatch(brut):
        return _duree_possible(lire_entier(minutes_seules[1].strip()), brut)
    if en_minutes and _NOMBRE.fullmatch(brut):
        if "," in brut or "." in brut:
            raise Illisible(
                phrase("« {recu:texte} » : des heures ou des minutes ?", recu=extrait(brut)),
                DUREE,
                phrase("Écrivez {recu:texte} h.", recu=brut),
            )
        return _duree_possible(lire_entier(brut), brut)
    if decimale := _EN_HEURES.fullmatch(brut):
        exacte = lire_nombre(decimale[1].strip(), DUREE) * 60
        if exacte != int(exacte):
            dessous = int(exacte)
            raise Illisible(
                phrase("« {recu:texte} » ne fait pas des minutes entières.", recu=extrait(brut)),
                DUREE,
                phrase("Écrivez {a:texte} ou {b:texte}.", a=dire_duree(dessous), b=dire_duree(dessous + 1)),
            )
        return _duree_possible(int(exacte), brut)
    raise Illisible(phrase("« {recu:texte} » n'est pas une durée.", recu=extrait(brut)), DUREE)


def _duree_possible(minutes: int, texte: str) -> Minutes:
    if minutes > UNE_ANNEE:
        raise Illisible(
            phrase("« {recu:texte} » dépasse les heures d'une année.", recu=extrait(texte)),
            DUREE,
            "Un nombre sans unité est en heures.",
        )
    return Minutes(minutes)


_HEURE = re.compile(r"(\d{1,2})(?: ?(?:h|heures?|:) ?(\d{2})?)?", re.IGNORECASE)


def lire_heure_du_jour(texte: str) -> int:
    """Lit une heure du jour, en minutes depuis minuit.

    >>> lire_heure_du_jour("13h30"), lire_heure_du_jour("09:00"), lire_heure_du_jour("midi")
    (810, 540, 720)
    """
    brut = aplanir(texte).lower()
    if brut in ("midi", "minuit"):
        return 720 if brut == "midi" else 0
    heure = _HEURE.fullmatch(brut)
    minutes = 60 * int(heure[1]) + int(heure[2] or 0) if heure else -1
    if heure is None or int(heure[2] or 0) > 59 or minutes > 24 * 60:
        raise Illisible(phrase("« {recu:texte} » n'est pas une heure du jour.", recu=extrait(brut)), HEURE)
    return minutes


_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_CHIFFRES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_LETTRES = re.compile(r"(?:([a-z]+) )?(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")


def lire_date(texte: str, premiere: int = 2000, derniere: int = 2100) -> date:
    """Lit une date, entre deux années.

    >>> lire_date("02/02/2026") == lire_date("2026-02-02") == lire_date("lundi 2 février 2026")
    True
    >>> lire_date("2026-02-30")
    Traceback (most recent call last):
    tripartite.dossiers.erreurs.Illisible: Le 30 février 2026 n'existe pas : ce mois a 28 jours.
    """
    brut = aplanir(texte)
    if iso := _ISO.fullmatch(brut):
        annee, mois, numero = map(int, iso.groups())
        return _date_possible(annee, mois, numero, brut, premiere, derniere)
    if chiffres := _CHIFFRES.fullmatch(brut):
        numero, mois, annee = map(int, chiffres.groups())
        return _date_possible(annee, mois, numero, brut, premiere, derniere)
    if lettres := _LETTRES.fullmatch(" ".join(cle(brut).split("_"))):
        nom_du_jour, numero_, nom_du_mois, annee_ = lettres.groups()
        if nom_du_mois in _RANGS and nom_du_jour in (None, "le", *JOURS):
            jour = _date_possible(int(annee_), _RANGS[nom_du_mois], int(numero_), brut, premiere, derniere)
            if nom_du_jour in JOURS and JOURS[jour.weekday()] != nom_du_jour:
                raise Illisible(
                    phrase(
                        "Le {jour} est un {juste}, pas un {recu:texte}.",
                        jour=dire_date(jour),
                        juste=JOURS[jour.weekday()],
                        recu=nom_du_jour,
                    ),
                    DATE,
                )
            return jour
    raise Illisible(phrase("« {recu:texte} » n'est pas une date.", recu=extrait(brut)), DATE)


def _date_possible(annee: int, mois: int, numero: int, texte: str, premiere: int, derniere: int) -> date:
    if not 1 <= mois <= 12:
        raise Illisible(
            phrase(
                "« {recu:texte} » n'est pas une date : il n'y a pas de mois {n}.", recu=extrait(texte), n=mois
            ),
            DATE,
        )
    if numero < 1:
        raise Illisible(
            phrase(
                "« {recu:texte} » n'est pas une date : il n'y a pas de jour {n}.",
                recu=extrait(texte),
                n=numero,
            ),
            DATE,
        )
    if not premiere <= annee <= derniere:
        raise Illisible(
            phrase(
                "« {recu:texte} » n'est pas entre {a} et {b}.",
                recu=extrait(texte),
                a=str(premiere),
                b=str(derniere),
            ),
            DATE,
            "Vérifiez l'année.",
        )
    if numero > (fin := monthrange(annee, mois)[1]):
        raise Illisible(
            phrase(
                "Le {jour} n'existe pas : ce mois a {fin} jours.",
                jour=f"{numero} {MOIS[mois - 1]} {annee}",
                fin=fin,
            ),
            DATE,
        )
    return date(annee, mois, numero)


def lire_mois(texte: str) -> Mois:
    """
    >>> str(lire_mois("février 2026")), str(lire_mois("02/2026"))
    ('2026-02', '2026-02')
    """
    brut = aplanir(texte)
    annee = mois = 0
    if iso := re.fullmatch(r"(\d{4})[-/](\d{1,2})", brut):
        annee, mois = int(iso[1]), int(iso[2])
    elif chiffres := re.fullmatch(r"(\d{1,2})[-/](\d{4})", brut):
        annee, mois = int(chiffres[2]), int(chiffres[1])
    elif lettres := re.fullmatch(r"([a-z]+) (\d{4})", " ".join(cle(brut).split("_"))):
        annee, mois = int(lettres[2]), _RANGS.get(lettres[1], 0)
    if not 1 <= mois <= 12 or not 2000 <= annee <= 2100:
        raise Illisible(phrase("« {recu:texte} » n'est pas un mois.", recu=extrait(brut)), UN_MOIS)
    return Mois(annee, mois)


# --- Oui ou non --------------------------------------------------------------------------------

_OUI, _NON = {"oui", "vrai", "true", "yes"}, {"non", "faux", "false", "no"}


def lire_oui_ou_non(texte: str) -> bool:
    """
    >>> lire_oui_ou_non("Oui"), lire_oui_ou_non("non")
    (True, False)
    """
    mot = aplanir(texte).lower()
    if mot not in _OUI | _NON:
        raise Illisible(phrase("« {recu:texte} » ne dit ni oui ni non.", recu=extrait(texte)), OUI_OU_NON)
    return mot in _OUI
