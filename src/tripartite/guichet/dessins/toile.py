"""La toile : des balises échappées, une échelle de temps, deux largeurs, un tableau à côté."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from html import escape
from textwrap import wrap
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

LARGE, ETROIT = 720, 288
"""La largeur d'un dessin, en unités : un texte y garde sa taille, jusqu'au plus petit téléphone."""
CARACTERE = 6.6
"""La largeur moyenne d'un signe, en unités : de quoi placer un texte sans le mesurer."""
LIGNE = 15
"""L'interligne, en unités."""


class TableauDuDessin(NamedTuple):
    """Les mêmes données, écrites."""

    legende: str
    titres: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


class Dessin(NamedTuple):
    """Un dessin : ce qu'il montre, comment on le dit, et ses données en tableau."""

    titre: str
    description: str
    svg: SafeString
    tableau: TableauDuDessin


def sur(*morceaux: str) -> SafeString:
    """Assemble des morceaux écrits par `balise`, où tout texte est échappé."""
    return mark_safe("".join(morceaux))  # noqa: S308


def balise(nom: str, contenu: str = "", /, **attributs: str | float) -> SafeString:
    """Écrit une balise ; une classe s'écrit `classe`, un trait d'union `_`. Le texte entre par `texte`.

    >>> balise("rect", x=1.0, y=2.26, classe="d-presence", aria_hidden="true")
    '<rect x="1" y="2.3" class="d-presence" aria-hidden="true"/>'
    """
    ecrits = "".join(f' {_attribut(cle)}="{_valeur(valeur)}"' for cle, valeur in attributs.items())
    return sur(f"<{nom}{ecrits}>{contenu}</{nom}>" if contenu else f"<{nom}{ecrits}/>")


def _attribut(cle: str) -> str:
    return {"classe": "class", "viewbox": "viewBox"}.get(cle, cle.replace("_", "-"))


def _valeur(valeur: str | float) -> str:
    if isinstance(valeur, str):
        return escape(valeur)
    return f"{valeur:.1f}".removesuffix(".0")


def texte(contenu: str, x: float, y: float, classe: str = "") -> SafeString:
    """Écrit un texte dans un dessin.

    >>> texte("<script>", 1, 2)
    '<text x="1" y="2">&lt;script&gt;</text>'
    """
    return balise("text", escape(contenu), x=x, y=y, **({"classe": classe} if classe else {}))


def trait(x1: float, y1: float, x2: float, y2: float, classe: str) -> SafeString:
    """Trace un trait."""
    return balise("line", x1=x1, y1=y1, x2=x2, y2=y2, classe=classe)


def rectangle(x: float, y: float, largeur: float, hauteur: float, classe: str) -> SafeString:
    """Trace un rectangle ; il se voit, si petit soit-il."""
    return balise("rect", x=x, y=y, width=max(largeur, 0.5), height=max(hauteur, 0.5), classe=classe)


def paragraphe(contenu: str, largeur: float, y: float, classe: str) -> SafeString:
    """Un texte sur autant de lignes qu'il en faut ; la première à cette hauteur.

    >>> paragraphe("un deux", 30, 10, "d-doux")
    '<text y="10" class="d-doux"><tspan x="0">un</tspan><tspan x="0" dy="15">deux</tspan></text>'
    """
    lignes = couper(contenu, largeur)
    suite = (balise("tspan", escape(ligne), x=0, dy=LIGNE) for ligne in lignes[1:])
    return balise("text", balise("tspan", escape(lignes[0]), x=0) + sur(*suite), y=y, classe=classe)


def couper(contenu: str, largeur: float) -> list[str]:
    """Un texte, coupé aux mots pour tenir dans une largeur."""
    return wrap(contenu, int(largeur / CARACTERE)) or [""]


def lisible(contenu: str, lecture: str, largeur: float, bas: float) -> SafeString:
    """Une marque que l'on pointe, ou que le clavier atteint : elle se dit, et le bas du dessin l'écrit."""
    return balise(
        "g",
        balise("title", escape(lecture)) + contenu + paragraphe(lecture, largeur, bas, "d-lecture"),
        classe="d-marque",
        tabindex="0",
        role="img",
        aria_label=lecture,
    )


@dataclass(frozen=True)
class Echelle:
    """Du temps à l'abscisse : un jour occupe une largeur, son début est à gauche.

    >>> e = Echelle(date(2026, 1, 1), date(2026, 1, 10), 0, 100)
    >>> e.x(date(2026, 1, 1)), e.x(date(2026, 1, 2)), e.apres(date(2026, 1, 10))
    (0.0, 10.0, 100.0)
    """

    debut: date
    fin: date
    gauche: float
    droite: float

    @property
    def pas(self) -> float:
        """La largeur d'un jour."""
        return (self.droite - self.gauche) / ((self.fin - self.debut).days + 1)

    def x(self, jour: date) -> float:
        """L'abscisse où commence ce jour."""
        return self.gauche + (jour - self.debut).days * self.pas

    def apres(self, jour: date) -> float:
        """L'abscisse où finit ce jour."""
        return self.x(jour) + self.pas


Trace = tuple[str, float]
"""Un contenu, et sa hauteur."""


def composer(
    titre: str,
    description: str,
    tracer: Callable[[int], Trace],
    tableau: TableauDuDessin,
    *,
    role: str = "img",
) -> Dessin:
    """Trace un dessin dans ses deux largeurs ; la feuille de style montre celle qui convient.

    Si des marques s'atteignent au clavier, c'est un `group` : rien de ce qu'une image contient ne se lit.
    """
    variantes = (("large", LARGE), ("etroit", ETROIT))
    svg = sur(*(_svg(titre, description, nom, largeur, tracer(largeur), role) for nom, largeur in variantes))
    return Dessin(titre, description, svg, tableau)


def _svg(titre: str, description: str, nom: str, largeur: int, trace: Trace, role: str) -> SafeString:
    contenu, hauteur = trace
    cle = f"d{blake2s((titre + contenu).encode(), digest_size=4).hexdigest()}-{nom}"
    tetes = balise("title", escape(titre), id=f"{cle}-t") + balise("desc", escape(description), id=f"{cle}-d")
    return balise(
        "svg",
        tetes + contenu,
        classe=f"dessin__{nom}",
        viewbox=f"0 0 {largeur} {hauteur:.0f}",
        role=role,
        aria_labelledby=f"{cle}-t {cle}-d",
        focusable="false",
    )


class Etiquette(NamedTuple):
    """Un texte à placer au-dessus d'une abscisse."""

    x: float
    texte: str


def etager(etiquettes: Iterable[Etiquette], largeur: float) -> list[tuple[float, int]]:
    """Place chaque texte à partir de son abscisse, sur le premier étage où il n'en couvre pas un autre.

    Returns:
        L'abscisse du texte, et son étage à partir de 0, dans l'ordre reçu.

    >>> etager([Etiquette(0, "signature"), Etiquette(10, "début"), Etiquette(200, "fin")], 300)
    [(0, 1), (10, 0), (200, 0)]
    """
    recues = list(etiquettes)
    places: list[tuple[float, int]] = [(0, 0)] * len(recues)
    occupes: list[list[tuple[float, float]]] = []
    for rang in sorted(range(len(recues)), key=lambda r: (-recues[r].x, -r)):
        long = len(recues[rang].texte) * CARACTERE + 8
        x = max(0, min(recues[rang].x, largeur - long))
        libres = (n for n, pris in enumerate(occupes) if all(x + long <= a or b <= x for a, b in pris))
        etage = next(libres, len(occupes))
        if etage == len(occupes):
            occupes.append([])
        occupes[etage].append((min(x, recues[rang].x), x + long))
        places[rang] = (x, etage)
    return places
