"""Compile les catalogues : l'anglais du guichet et du droit, et le français du guichet, bien espacé.

Le français est la source : le sien ne fait que rendre insécables les espaces de nos phrases, une fois pour
toutes. Rien de compilé n'est suivi : hatchling compile quand le projet s'installe ou se construit, et
`make langues` quand un catalogue change.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GUICHET = "src/tripartite/guichet/locale"
DROIT = "src/tripartite/rendus/locale"


class Catalogues(BuildHookInterface):
    """Ce que hatchling appelle avant de ranger les fichiers du paquet."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compiler(Path(self.root))


def compiler(racine: Path) -> None:
    """Compile, sous cette racine du projet, tout ce que le guichet et le droit lisent."""
    anglais = _lire(racine / GUICHET / "en/LC_MESSAGES/django.po")
    _ecrire(anglais, racine / GUICHET / "en/LC_MESSAGES/django.mo")
    _ecrire(_lire(racine / DROIT / "en/LC_MESSAGES/droit.po"), racine / DROIT / "en/LC_MESSAGES/droit.mo")
    # Par son chemin : quand le projet se construit, ses dépendances ne sont pas là.
    typographier = runpy.run_path(str(racine / "src/tripartite/rendus/typographie.py"))["typographier"]
    _ecrire(espacer(anglais, typographier), racine / GUICHET / "fr/LC_MESSAGES/django.mo")


def espacer(catalogue: Catalog, typographier: Callable[[str], str]) -> Catalog:
    """Le catalogue français de ces phrases : celles que la typographie change, et les pluriels.

    Sans eux, zéro prendrait le pluriel, comme en anglais. Babel veut au français une troisième forme,
    pour « un million de ».
    """
    francais = Catalog(locale="fr")
    for m in catalogue:
        formes = (m.id,) if isinstance(m.id, str) else m.id
        # « %(qui)s » n'est pas un pourcentage.
        ecrites = tuple(typographier(f.replace("%(", "\0(")).replace("\0(", "%(") for f in formes)
        if m.id and (len(formes) > 1 or ecrites != formes):
            au_pluriel = (ecrites[0], *ecrites[1:] * (francais.num_plurals - 1))
            francais.add(m.id, au_pluriel if len(formes) > 1 else ecrites[0], context=m.context)
    return francais


def _lire(po: Path) -> Catalog:
    with po.open("rb") as fichier:
        return read_po(fichier, locale="en")


def _ecrire(catalogue: Catalog, mo: Path) -> None:
    mo.parent.mkdir(parents=True, exist_ok=True)
    provisoire = mo.with_suffix(".mo.neuf")
    with provisoire.open("wb") as fichier:
        write_mo(fichier, catalogue)
    provisoire.replace(mo)  # un guichet lancé ne lit jamais la moitié d'un catalogue


if __name__ == "__main__":
    compiler(Path(__file__).parents[1])
