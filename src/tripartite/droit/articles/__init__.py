"""Les articles cités : leur objet, leur période, ce qu'ils sont devenus, et d'où on les tient.

Sans code, un article est du code de l'éducation. Une citation morte se retrouve dans un texte libre, et se
redirige vers l'article en vigueur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from tripartite.droit.articles.table import PAR_CODE
from tripartite.droit.langage import ETAT_DU_DROIT, Confiance

CODES = {
    "C. éduc.": "code de l'éducation",
    "C. trav.": "code du travail",
    "CSS": "code de la sécurité sociale",
    "CRPM": "code rural et de la pêche maritime",
    "CESEDA": "code de l'entrée et du séjour des étrangers et du droit d'asile",
    "CGI": "code général des impôts",
    "CSP": "code de la santé publique",
    "C. civ.": "code civil",
    "C. pén.": "code pénal",
    "C. pr. civ.": "code de procédure civile",
    "CPI": "code de la propriété intellectuelle",
}
"""L'abréviation d'un code, et son nom."""

EDUCATION = "C. éduc."

_AUTRES_NOMS = (
    ("code éducation", "C. éduc."),
    ("c educ", "C. éduc."),
    ("c trav", "C. trav."),
    ("code rural", "CRPM"),
    ("code de l'entrée et du séjour", "CESEDA"),
    ("c pén", "C. pén."),
    ("c civ", "C. civ."),
    ("c pr civ", "C. pr. civ."),
    ("c séc soc", "CSS"),
)
_CONFIANCES = {
    "T": Confiance.TEXTE,
    "R": Confiance.REPRODUCTION,
    "S": Confiance.SECONDAIRE,
    "M": Confiance.MEMOIRE,
}

_LISSAGE = str.maketrans({"\u00a0": " ", "\u202f": " ", "–": "-", "‑": "-", "‐": "-", "’": "'"})
# Des textes, que `re` compile et garde à la première lecture : l'import n'en paie rien.
_CODIFIE = r"(?i)\b([LRD])\.?\s*\*?\s*(\d{2,4}(?:-\d{1,3})+)(?![\d-])"
_NUMERO = r"[0-9][0-9]*(?:[-–‑‐][0-9]+)+"  # le premier chiffre à part : `re` saute d'un chiffre au suivant
_CHIFFRE = r"(?i)(?<![\d-])(\d+(?:-\d+)?(?:\s(?:bis|ter|quater)\b)?)"
_NON_CODIFIE = r"(?i)\b(loi|décret|ordonnance|circulaire)\s+(?:n\s*[°º]\s*|no\s+)?(\d{2,4}-\d+)\b"
_ARRETE = r"(?i)\barrêté\s+du\s+(\d{1,2}|1er)\s+(\w+)\s+(\d{4})"
_ARRET = r"\b(\d{2}-\d{2}\.\d{3})\b"
_CODE_APRES = (
    r"(?i)(?:[\s,;]|\bet\b|\bou\b|\bà\b|\bal(?:inéa|\.)?|\bsuivants?\b|\barticles?\b|\bart\.|[IV]+\b|\d+[°º]|"
    r"\b[LRD]\.?\s*\*?\s*\d+(?:-\d+)*)*"
    r"(?:du|de la|de l')?\s*\(?(code\s+(?:de\s+la\s+|de\s+l'|du\s+|de\s+)?\w+(?:\s+(?:et|de|du|des|la|le)\b)*"
    r"(?:\s+\w+)?|CSS|CRPM|CESEDA|CGI|CSP)\b"
)


class ArticleInconnu(LookupError):
    """La référence ne désigne aucun article du registre."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"« {reference} » n'est pas au registre des articles. "
            "Vérifiez le numéro et le code, par exemple « L. 124-6 » ou « C. trav. L. 1221-13 »."
        )
        self.reference = reference


class Article(NamedTuple):
    """Un texte : son code (vide pour une loi, un décret), son numéro, sa période et son devenir.

    `depuis` vaut `None` quand le texte précède le droit connu ; `jusqu_au`, quand il est en vigueur.
    `devenu` est la référence qui le remplace, vide s'il n'y en a pas.
    """

    code: str
    numero: str
    objet: str
    depuis: date | None
    jusqu_au: date | None
    devenu: str
    confiance: Confiance

    @property
    def reference(self) -> str:
        """La référence telle qu'une règle l'écrit : « L. 124-6 », « C. trav. L. 1221-13 »."""
        return _reference(self.code, self.numero)

    def en_vigueur(self, jour: date) -> bool:
        """Dit si le texte vaut ce jour-là."""
        return (self.depuis is None or self.depuis <= jour) and (
            self.jusqu_au is None or jour <= self.jusqu_au
        )


class CitationTrouvee(NamedTuple):
    """Une citation morte dans un texte : où elle est, l'article qu'elle vise, celui qui le remplace."""

    texte: str
    debut: int
    fin: int
    article: Article
    remplacement: Article | None


def article(reference: str) -> Article | None:
    """L'article d'une référence, écrite comme on voudra ; `None` s'il n'est pas au registre.

    Un alinéa, un paragraphe ou un 2° après le numéro n'est pas regardé.

    >>> article("art. L612-8").devenu, article("C. trav. L1221-13").objet
    ('L. 124-1', 'registre unique du personnel, partie des stagiaires')
    >>> article("L124-6") is article("l'article L. 124-6 du code de l'éducation"), article("L. 999-1")
    (True, None)
    """
    cle = _du_registre().get(reference) or _lire(reference)
    return _au_registre(*cle) if cle else None


def citer(reference: str, court: bool = False) -> str:
    """Écrit une référence dans une phrase, en toutes lettres ou en abrégé.

    Lève `ArticleInconnu` si rien, dans la référence, ne ressemble à un article.

    >>> citer("L124-6"), citer("CGI 81 bis", court=True), citer("décret 2008-96")
    ("L. 124-6 du code de l'éducation", 'CGI, art. 81 bis', 'décret n° 2008-96')
    """
    cle = _lire(reference)
    if cle is None:
        raise ArticleInconnu(reference)
    code, numero = cle
    if not code:
        return re.sub(r"^(loi|décret|ordonnance|circulaire) ", r"\1 n° ", numero)
    if court:
        return f"{code}, art. {numero}"
    return f"{numero} du {CODES[code]}"


def en_vigueur(reference: str, jour: date) -> bool:
    """Dit si l'article vaut ce jour-là. Lève `ArticleInconnu` s'il n'est pas au registre.

    >>> en_vigueur("L. 612-11", date(2014, 7, 11)), en_vigueur("L. 612-11", date(2014, 7, 12))
    (True, False)
    """
    return _exiger(reference).en_vigueur(jour)


@cache
def periode(reference: str) -> tuple[date, date]:
    """Le premier et le dernier jour d'un article, sans borne s'il n'en a pas ou n'est pas au registre.

    >>> periode("CSS L. 136-1-1")[0], periode("CSS L. 242-4-1")[1]
    (datetime.date(2018, 9, 1), datetime.date(2018, 8, 31))
    """
    trouve = article(reference)
    if trouve is None:
        return date.min, date.max
    return trouve.depuis or date.min, trouve.jusqu_au or date.max


def rediriger(reference: str) -> Article:
    """L'article qui tient aujourd'hui la place de celui-ci ; lui-même, en vigueur ou sans successeur.

    Lève `ArticleInconnu` si la référence n'est pas au registre.

    >>> rediriger("L. 612-11").reference, rediriger("décret 2008-96").reference
    ('L. 124-6', 'D. 124-8')
    """
    trouve = _exiger(reference)
    while trouve.jusqu_au is not None and trouve.devenu:
        trouve = _exiger(trouve.devenu)
    return trouve


def citations(texte: str, au: date = ETAT_DU_DROIT) -> tuple[CitationTrouvee, ...]:
    """Les citations d'un texte libre qui ne sont plus en vigueur ce jour-là, dans l'ordre du texte.

    Un numéro sans code est du code de l'éducation, ou du seul code qui le connaît. Un article d'un code
    étranger aux stages (« L. 612-8 du code monétaire et financier ») n'est pas relevé.

    >>> [(c.texte, c.remplacement.reference) for c in citations("Vu l'article L.612-8,")]
    [('L.612-8', 'L. 124-1')]
    """
    if not porte_un_numero_mort(texte):
        return ()
    trouvees = []
    for debut, fin, vise in sorted(_visees(texte.translate(_LISSAGE)), key=lambda trouvee: trouvee[0]):
        if vise.jusqu_au is not None and au > vise.jusqu_au:
            dernier = rediriger(vise.reference)
            remplacement = dernier if dernier.en_vigueur(au) else None
            trouvees.append(CitationTrouvee(texte[debut:fin], debut, fin, vise, remplacement))
    return tuple(trouvees)


def porte_un_numero_mort(texte: str) -> bool:
    """Dit si un texte porte le numéro d'un article qui a cessé un jour ; sinon, rien n'y est à relever.

    >>> porte_un_numero_mort("Vu l'article L.612-8,"), porte_un_numero_mort("le 06-12-2026")
    (True, False)
    """
    morts = _numeros_morts()
    return any(numero.translate(_LISSAGE) in morts for numero in re.findall(_NUMERO, texte))


def articles() -> Iterator[Article]:
    """Tous les articles du registre, code par code."""
    for code, lignes in PAR_CODE.items():
        for ligne in lignes:
            yield _faire(code, ligne[0])


# --- Lire une référence ------------------------------------------------------------------------


def _lire(reference: str) -> tuple[str, str] | None:
    lisse = " ".join(reference.translate(_LISSAGE).split())
    if trouve := re.search(_NON_CODIFIE, lisse):
        return "", f"{trouve[1].lower()} {trouve[2]}"
    if trouve := re.search(_ARRETE, lisse):
        return "", f"arrêté du {trouve[1].lower()} {trouve[2].lower()} {trouve[3]}"
    if trouve := re.search(_ARRET, lisse):
        return "", f"Cass. soc. {trouve[1]}"
    code = _code(lisse)
    if trouve := re.search(_CODIFIE, lisse):
        return (EDUCATION if code is None else code), f"{trouve[1].upper()}. {trouve[2]}"
    if code and (trouve := re.search(_CHIFFRE, lisse)):
        return code, trouve[1].lower()
    return None


def _code(lisse: str) -> str | None:
    """Le code que nomme un texte ; `None` s'il n'en nomme aucun."""
    compact = lisse.casefold().replace(".", "").replace(",", "")
    for nom, abreviation in _noms():
        if nom in compact:
            return abreviation
    return None


@cache
def _noms() -> tuple[tuple[str, str], ...]:
    entiers = [(nom.casefold(), abreviation) for abreviation, nom in CODES.items()]
    abreges = [(abreviation.casefold().replace(".", ""), abreviation) for abreviation in CODES]
    return tuple(sorted([*entiers, *abreges, *_AUTRES_NOMS], key=lambda paire: -len(paire[0])))


def _visees(texte: str) -> Iterator[tuple[int, int, Article]]:
    for trouve in re.finditer(_NON_CODIFIE, texte):
        vise = _au_registre("", f"{trouve[1].lower()} {trouve[2]}")
        if vise:
            yield trouve.start(), trouve.end(), vise
    for trouve in re.finditer(_CODIFIE, texte):
        vise = _vise(
            f"{trouve[1].upper()}. {trouve[2]}",
            texte[max(0, trouve.start() - 12) : trouve.start()],
            texte[trouve.end() : trouve.end() + 200],
        )
        if vise:
            yield trouve.start(), trouve.end(), vise


def _vise(numero: str, avant: str, apres: str) -> Article | None:
    nomme = re.match(_CODE_APRES, apres)
    if nomme:
        code = _code(nomme[1])
        # Le code du travail n'a que des numéros à quatre chiffres : il est nommé pour un autre article.
        if code == "C. trav." and len(numero.partition("-")[0]) < len("L. 1000"):
            code = EDUCATION
        return _au_registre(code, numero) if code else None
    code = _code(avant)
    if code:
        return _au_registre(code, numero)
    possibles = [a for c in PAR_CODE if (a := _au_registre(c, numero))]
    return _au_registre(EDUCATION, numero) or (possibles[0] if len(possibles) == 1 else None)


# --- La table ------------------------------------------------------------------------------------


def _reference(code: str, numero: str) -> str:
    return numero if code in ("", EDUCATION) else f"{code} {numero}"


def _exiger(reference: str) -> Article:
    trouve = article(reference)
    if trouve is None:
        raise ArticleInconnu(reference)
    return trouve


@cache
def _numeros_morts() -> frozenset[str]:
    """Les numéros qui ont cessé un jour : un texte qui n'en a aucun n'est pas lu plus avant."""
    return frozenset(ligne[0].split(" ")[-1] for ligne in _lignes().values() if len(ligne) > 4)


@cache
def _du_registre() -> dict[str, tuple[str, str]]:
    """Chaque article par sa référence exacte, que les règles écrivent : il n'y a rien à y lire."""
    return {
        _reference(code, ligne[0]): (code, ligne[0]) for code, lignes in PAR_CODE.items() for ligne in lignes
    }


@cache
def _lignes() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(code, ligne[0]): ligne for code, lignes in PAR_CODE.items() for ligne in lignes}


def _au_registre(code: str, numero: str) -> Article | None:
    return _faire(code, numero) if (code, numero) in _lignes() else None


@cache
def _faire(code: str, numero: str) -> Article:
    _, objet, depuis, confiance, *fin = _lignes()[code, numero]
    jusqu_au, devenu = fin or ("", "")
    if devenu and code not in ("", EDUCATION) and _lire(devenu) and _code(devenu) is None:
        devenu = f"{code} {devenu}"
    return Article(
        code,
        numero,
        objet,
        date.fromisoformat(depuis) if depuis else None,
        date.fromisoformat(jusqu_au) if jusqu_au else None,
        devenu,
        _CONFIANCES[confiance],
    )
