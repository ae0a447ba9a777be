"""Ce qui fait un fait : figé, ses champs décrits, l'inconnu là où l'on ne dit rien."""

from dataclasses import FrozenInstanceError, dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

from tripartite.droit.langage import Inconnu


class Partie(StrEnum):
    """Les trois parties de la convention."""

    STAGIAIRE = "stagiaire"
    ORGANISME = "organisme d'accueil"
    ETABLISSEMENT = "établissement d'enseignement"


STAGIAIRE, ORGANISME, ETABLISSEMENT = Partie


def champ(libelle: str, defaut: Any = None, de: Partie | str = "", aide: str = "") -> Any:
    """Décrit un fait : comment il se nomme, ce qu'il vaut s'il n'est pas dit, quelle partie le doit."""
    return field(default=defaut, metadata={"libelle": libelle, "de": str(de), "aide": aide})


_poser = object.__setattr__


class Fait:
    """Ce qu'ont en commun tous les faits : figés, l'inconnu, et l'égalité qui ne s'y arrête pas.

    Écrit une fois ici, plutôt qu'engendré pour chaque classe : le démarrage y gagne.
    """

    __slots__ = ()

    _inconnus: ClassVar[dict[str, Inconnu]]
    _defauts: ClassVar[dict[str, Any]]

    def __init__(self, *places: Any, **nommes: Any) -> None:
        inconnus = self._inconnus
        valeurs = self._defauts | dict(zip(self._defauts, places, strict=False)) | nommes
        if len(places) > len(inconnus) or len(valeurs) > len(inconnus):
            raise TypeError(f"{type(self).__name__} n'a que ces champs : {', '.join(self._defauts)}")
        for nom, valeur in valeurs.items():
            _poser(self, nom, inconnus[nom] if valeur is None else valeur)

    def __setattr__(self, nom: str, valeur: Any) -> NoReturn:
        raise FrozenInstanceError(f"un fait est figé : « {nom} » ne se change pas")

    def __delattr__(self, nom: str) -> NoReturn:
        raise FrozenInstanceError(f"un fait est figé : « {nom} » ne s'ôte pas")

    def _valeurs(self) -> tuple[Any, ...]:
        return tuple([getattr(self, nom) for nom in self._defauts])

    def __repr__(self) -> str:
        paires = zip(self._defauts, self._valeurs(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{nom}={valeur!r}' for nom, valeur in paires)})"

    def __eq__(self, autre: object) -> bool:
        if type(autre) is not type(self):
            return NotImplemented
        return all(
            a is b or (not isinstance(a, Inconnu) and not isinstance(b, Inconnu) and a == b)
            for a, b in zip(self._valeurs(), autre._valeurs(), strict=True)
        )

    def __hash__(self) -> int:
        return hash(tuple(id(v) if isinstance(v, Inconnu) else v for v in self._valeurs()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._valeurs()


T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def fait(classe: type[T]) -> type[T]:
    """Fait d'une classe un fait figé, dont chaque champ non dit est un `Inconnu` qui sait son nom."""
    figee: Any = dataclass(init=False, repr=False, eq=False, slots=True)(classe)
    figee._defauts = {f.name: f.default for f in fields(figee)}
    figee._inconnus = {
        f.name: Inconnu(f"{classe.__name__.lower()}.{f.name}", f.metadata["libelle"], f.metadata["de"])
        for f in fields(figee)
    }
    return figee
