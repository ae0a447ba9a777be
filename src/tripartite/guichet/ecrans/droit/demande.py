"""Ce qu'une adresse demande : un jour, une langue, une forme ; une faute se dit, et la page reste utile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, HORIZON_DES_TEXTES

PREMIER, DERNIER = date(1990, 1, 1), date(2099, 12, 31)


class JourIllisible(ValueError):
    """Ce texte n'est pas un jour que l'on sache lire ; le message le dit à qui l'a écrit."""

    def __init__(self, texte: str) -> None:
        super().__init__(
            _(
                "Nous avons reçu « %(recu)s ». Un jour s'écrit 2019-03-01 ou 01/03/2019, "
                "de %(premier)s à %(dernier)s."
            )
            % {"recu": texte[:40], "premier": PREMIER.year, "dernier": DERNIER.year}
        )


def lire_le_jour(texte: str) -> date:
    """Un jour, en ISO ou à la française.

    >>> lire_le_jour("2019-03-01") == lire_le_jour(" 1/3/2019 ")
    True
    """
    francais = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", texte.strip())
    try:
        lu = date(*(int(n) for n in reversed(francais.groups()))) if francais else _iso(texte.strip())
    except ValueError as erreur:
        raise JourIllisible(texte) from erreur
    if not PREMIER <= lu <= DERNIER:
        raise JourIllisible(texte)
    return lu


def _iso(texte: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", texte):
        raise ValueError(texte)
    return date.fromisoformat(texte)


@dataclass(frozen=True)
class Demande:
    """Une demande : ce que dit son adresse, et rien de qui la fait."""

    chemin: str
    parametres: QueryDict
    aujourd_hui: date

    @classmethod
    def de(cls, request: HttpRequest) -> Demande:
        """Lit une requête."""
        return cls(request.path, request.GET, timezone.localdate())

    @cached_property
    def _lu(self) -> tuple[date | None, str]:
        texte = self.parametres.get("au", "").strip()
        try:
            return (lire_le_jour(texte) if texte else None), ""
        except JourIllisible as erreur:
            return None, str(erreur)

    @property
    def choisi(self) -> date | None:
        """Le jour choisi ; `None`, c'est aujourd'hui."""
        return self._lu[0]

    @property
    def faute(self) -> str:
        """Ce qui ne va pas dans le jour demandé ; vide si tout va bien."""
        return self._lu[1]

    @property
    def au(self) -> date:
        """Le jour auquel on lit le droit."""
        return self.choisi or self.aujourd_hui

    @property
    def hors_du_connu(self) -> str:
        """« avant » le droit connu, « apres » son horizon ; vide entre les deux."""
        return "avant" if self.au < DEBUT_DU_DROIT_CONNU else "apres" if self.au > HORIZON_DES_TEXTES else ""

    @property
    def langue(self) -> str:
        """La langue que dit l'adresse ; vide, celle du navigateur."""
        dite = self.parametres.get("langue", "")
        return dite if dite in dict(settings.LANGUAGES) else ""

    @property
    def en_json(self) -> bool:
        """Vrai, on demande les données."""
        return self.parametres.get("format") == "json"

    @property
    def garde(self) -> str:
        """Ce qu'un lien garde d'une page à l'autre : le jour et la langue."""
        return self.suite(au=self.choisi.isoformat() if self.choisi else "", langue=self.langue)

    @property
    def adresse_json(self) -> str:
        """La même page, en données."""
        return self.chemin + self._avec(format="json")

    @property
    def sans_jour(self) -> str:
        """La même page, aujourd'hui."""
        return self.chemin + self._avec(au="")

    @property
    def en_francais(self) -> str:
        """La même page, en français."""
        return self.chemin + self._avec(langue="fr", format="")

    @property
    def en_anglais(self) -> str:
        """La même page, en anglais."""
        return self.chemin + self._avec(langue="en", format="")

    @property
    def autres(self) -> list[tuple[str, str]]:
        """Ce qu'un formulaire qui change le jour doit garder."""
        return [(nom, v) for nom, v in self._dits().items() if nom not in ("au", "format") and v]

    def _avec(self, **autres: str) -> str:
        return self.suite(**(self._dits() | autres))

    def _dits(self) -> dict[str, str]:
        return {nom: str(valeur) for nom, valeur in self.parametres.items()}

    @staticmethod
    def suite(**parametres: str) -> str:
        """La suite d'une adresse, sans ce qui est vide."""
        ecrits = QueryDict(mutable=True)
        ecrits.update({nom: valeur for nom, valeur in parametres.items() if valeur})
        return f"?{ecrits.urlencode()}" if ecrits else ""
