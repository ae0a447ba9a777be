"""Ce que l'on ne sait pas, et ce que l'on sait ne pas être."""

from __future__ import annotations

from enum import Enum
from typing import Literal, NoReturn

from tripartite.droit.langage.phrases import Phrase


class FaitInconnu(Exception):
    """Une règle s'est servie d'un fait ou d'une valeur que l'on ne connaît pas."""

    def __init__(self, inconnu: Inconnu) -> None:
        super().__init__(inconnu.libelle)
        self.inconnu = inconnu


class Inconnu:
    """Un fait que l'on ne connaît pas : il se transporte, mais s'en servir lève `FaitInconnu`.

    Trois gestes échappent à Python : `is` (comparez avec `==`), `in` un ensemble (donnez un n-uplet) et
    `timedelta(days=…)` (multipliez).
    """

    # « cle », et non « nom » : un fait a souvent un nom, et `tuteur.nom` doit arrêter la règle.
    __slots__ = ("cle", "dit", "libelle", "partie")

    def __init__(self, cle: str, libelle: str | Phrase = "", partie: str = "") -> None:
        self.cle = cle
        self.dit = libelle or cle.replace("_", " ")
        self.libelle = str(self.dit)
        self.partie = partie

    def _arreter(self, *_: object) -> NoReturn:
        raise FaitInconnu(self)

    def __getattr__(self, nom: str) -> NoReturn:
        if nom.startswith("__"):
            raise AttributeError(nom)
        raise FaitInconnu(self)

    def __repr__(self) -> str:
        return f"Inconnu({self.cle!r})"

    __hash__ = object.__hash__
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __call__ = _arreter
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _arreter
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _arreter
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _arreter
    __divmod__ = __rdivmod__ = __and__ = __rand__ = __or__ = __ror__ = _arreter
    __neg__ = __abs__ = __int__ = __index__ = __round__ = __format__ = _arreter


class Aucun(Enum):
    """Ce qu'on répond pour un fait seul quand on sait qu'il n'y en a pas : `AUCUN`, qui est faux."""

    AUCUN = "aucun"

    def __bool__(self) -> Literal[False]:
        return False


AUCUN = Aucun.AUCUN


def connu(valeur: object) -> bool:
    """Dit si l'on connaît ce fait. Réservé aux règles dont l'objet même est ce qui manque."""
    return not isinstance(valeur, Inconnu)
