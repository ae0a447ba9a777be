"""Les espaces insécables du français, posées puis ôtées."""

from __future__ import annotations

import re

INSECABLE = "\u00a0"
FINE = "\u202f"
_ORDINAIRES = str.maketrans({INSECABLE: " ", FINE: " "})
_AVANT = re.compile(r" (?=[;?!])")
_INSECABLES = re.compile(
    r" (?=[:»%])|(?<=«) "
    r"|(?<=\b[LDRA]\.) (?=\d)|(?<=\bart\.) (?=[\dLDR])|(?<=n°) "  # un article, un numéro
    r"|(?<=\barticle) (?=\d|[LDRA]\.)|(?<=\barticles) (?=\d|[LDRA]\.)"
    r"|(?<=\d) (?=€|(?:h|min|jours?|mois|ans?|heures?)\b)|(?<=\d[ \u00a0]h) (?=\d)"  # un nombre et son unité
)
_NUMEROS = re.compile(
    r"(?<=\b[LDRA]\.) (?=\d)|(?<=n°) |(?<=\barticle) (?=\d|[LDRA]\.)|(?<=\d) (?=(?:h|min)\b)"
    r"|(?<=\d[ \u00a0]h) (?=\d)"
)

_ELISIONS = re.compile(r"\b(d|D)e (?=(?:avril|août|octobre)\b)")
_MOTS = (
    *("Le", "La", "Les", "L'", "Un", "Une", "Il", "Elle", "Aucun", "Aucune"),
    *("Ce", "Ces", "Cette", "Chaque", "Ils", "Elles", "Si", "On", "Au", "En", "Sous", "Pour"),
    *("Pas", "Plus", "Moins", "Maximum", "Seul", "Tout", "Toutes", "Rien", "Deux", "Libre"),
    *("Durée", "Année", "Congé"),
    *("The", "A", "An", "No", "This", "These", "Each", "It", "They", "If", "There", "In", "Under", "For"),
    *("Not", "More", "Less", "At", "Only", "Any", "All", "Nothing", "Two", "Free"),
)
_MAJUSCULE = re.compile(rf"(?:{'|'.join(_MOTS)})(?<=')|(?:{'|'.join(_MOTS)})(?= )")


def enchainer(nom: str, phrase: str, langue: str = "fr") -> str:
    """Un nom, deux points, puis une phrase qui perd sa majuscule si elle n'est pas celle d'un nom propre.

    >>> enchainer("au mois", "Le poste est libre."), enchainer("au jour", "Léa peut venir.")
    ('Au mois\\xa0: le poste est libre.', 'Au jour\\xa0: Léa peut venir.')
    """
    separateur = " : " if langue == "fr" else ": "
    suite = phrase[0].lower() + phrase[1:] if _MAJUSCULE.match(phrase) else phrase
    return typographier(f"{nom[:1].upper()}{nom[1:]}{separateur}{suite}", langue)


def elider(texte: str) -> str:
    """Élide « de » devant un mois qui commence par une voyelle.

    >>> elider("l'échéance de avril 2026")
    "l'échéance d'avril 2026"
    """
    return _ELISIONS.sub(r"\1'", texte)


def typographier(texte: str, langue: str = "fr") -> str:
    """Rend insécables les espaces que le français veut devant « : ; ? ! % » et dans les guillemets.

    En anglais, celles d'un numéro d'article et d'une durée seulement.

    >>> typographier("Oui : « non » ?")
    'Oui\\xa0: «\\xa0non\\xa0»\\u202f?'
    >>> typographier("L. 124-6, 924 h"), typographier("à l'article L. 124-6")
    ('L.\\xa0124-6, 924\\xa0h', "à l'article\\xa0L.\\xa0124-6")
    >>> typographier("de 7 h 30 à 12 h, 5 €"), typographier("7 h 30 a day", "en")
    ('de 7\\xa0h\\xa030 à 12\\xa0h, 5\\xa0€', '7\\xa0h\\xa030 a day')
    """
    if langue != "fr":
        return _NUMEROS.sub(INSECABLE, texte)
    return _AVANT.sub(FINE, _INSECABLES.sub(INSECABLE, texte))


def sans_insecable(texte: str) -> str:
    """Rend ordinaires les espaces insécables : pour ce qui se copie, se cherche ou se compare."""
    return texte.translate(_ORDINAIRES)
