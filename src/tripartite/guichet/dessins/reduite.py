"""La ligne de vie en petit, pour une ligne de liste : où en est-on entre deux dates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from django.utils.safestring import SafeString

from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.dessins.toile import Echelle, balise, rectangle, sur, trait
from tripartite.rendus.grandeurs import grandeur

LARGEUR, HAUTEUR = 120, 14


def ligne_de_vie_reduite(debut: date | None, fin: date | None, au: date) -> SafeString:
    """Du début à la fin, ce qui est fait, aujourd'hui ; vide si une date manque.

    >>> ligne_de_vie_reduite(None, date(2026, 7, 31), date(2026, 2, 2))
    ''
    """
    if debut is None or fin is None or fin < debut:
        return sur()
    return _tracer(debut, fin, au, langue())


@lru_cache(maxsize=2048)  # d'une liste à l'autre, les mêmes dates reviennent
def _tracer(debut: date, fin: date, au: date, dans: str) -> SafeString:
    marge = timedelta(days=max(7, (fin - debut).days // 6))
    echelle = Echelle(debut - marge, fin + marge, 0, LARGEUR)
    x, long = echelle.x(debut), echelle.apres(fin) - echelle.x(debut)
    traces = [trait(0, 7, LARGEUR, 7, "d-repere"), rectangle(x, 3, long, 8, "d-fond")]
    if au >= debut:
        traces.append(rectangle(x, 3, echelle.apres(min(au, fin)) - x, 8, "d-presence"))
    ici = min(max(echelle.x(au), 1), LARGEUR - 1)
    traces.append(trait(ici, 0, ici, HAUTEUR, "d-aujourdhui"))
    return balise(
        "svg",
        sur(*traces),
        classe="etincelle",
        viewbox=f"0 0 {LARGEUR} {HAUTEUR}",
        role="img",
        aria_label=f"{grandeur(debut, 'jour', dans)} – {grandeur(fin, 'jour', dans)}",
        focusable="false",
        preserveAspectRatio="none",
    )
