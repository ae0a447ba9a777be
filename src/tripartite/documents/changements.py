"""Ce qui change d'une convention à une autre, fait par fait, comme un document l'écrit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any

from tripartite.documents import presences
from tripartite.documents.identites import nommer
from tripartite.documents.textes import lire_textes
from tripartite.dossiers.conversion import champs, sans_aucun
from tripartite.droit.faits import Convention, Fait, Horaires, Partie, Tuteur
from tripartite.droit.langage import AUCUN, Euros, FaitInconnu, Inconnu, Minutes, Taux, connu
from tripartite.rendus.grandeurs import grandeur

NATURES: dict[Any, str] = {Minutes: "heures", Euros: "euros", Taux: "taux", date: "jour"}
_ARTICLE = re.compile(r"^(?:le |la |les |l')")


@dataclass(frozen=True, slots=True)
class Changement:
    """Un fait qui change : son libellé, sa valeur d'avant, celle d'après (des textes, ou un inconnu)."""

    libelle: str
    avant: str | Inconnu
    apres: str | Inconnu


def changements(
    avant: Convention, apres: Convention, noms: Iterable[str], langue: str = "fr"
) -> tuple[Changement, ...]:
    """Ce qui diffère entre deux conventions parmi ces faits ; un fait composé se compare champ par champ.

    Args:
        avant, apres: les deux conventions.
        noms: les faits que l'avenant nomme.
        langue: « fr » ou « en », celle des libellés.
    """
    return tuple(c for nom in noms for c in _comparer(avant, apres, nom, langue))


def _comparer(avant: Fait, apres: Fait, nom: str, langue: str) -> Iterator[Changement]:
    a, b = getattr(avant, nom), getattr(apres, nom)
    type_ = champs(type(apres))[nom]  # type: ignore[arg-type]
    composes = isinstance(b, Fait) and not isinstance(b, Horaires | Tuteur)
    if composes and type(a) is type(b):
        for champ in fields(b):
            yield from _comparer(a, b, champ.name, langue)
        return
    if composes and not connu(a):
        for champ in fields(b):
            if connu(getattr(b, champ.name)):
                yield from _comparer(type(b)(), b, champ.name, langue)
        return
    if a != b if connu(a) and connu(b) else connu(a) != connu(b):
        dits = (_dire(a, type_, langue), _dire(b, type_, langue))
        yield Changement(_libelle(apres, nom, langue), *dits)


def _libelle(fait: Fait, nom: str, langue: str) -> str:
    chemin = f"{type(fait).__name__.lower()}.{nom}"
    traduits = lire_textes("faits", "en").mots if langue == "en" else {}
    if chemin in traduits:
        return traduits[chemin]
    libelle: str = next(f.metadata["libelle"] for f in fields(fait) if f.name == nom)  # type: ignore[arg-type]
    court = _ARTICLE.sub("", libelle)
    return court[:1].upper() + court[1:]


def _dire(valeur: Any, type_: Any, langue: str) -> str | Inconnu:
    if not connu(valeur):
        return valeur
    if isinstance(valeur, Horaires):
        try:
            return _horaires(valeur, langue)
        except FaitInconnu as erreur:
            return erreur.inconnu
    if isinstance(valeur, Tuteur):
        nom = nommer(valeur, "le nom du tuteur", Partie.ORGANISME)
        fonction = valeur.fonction if connu(valeur.fonction) else ""
        return f"{nom}, {fonction}" if fonction and isinstance(nom, str) else nom
    if valeur == AUCUN or valeur == ():
        return ""
    if isinstance(valeur, Enum):
        return lire_textes("faits", "en").mots.get(str(valeur.value), "") if langue == "en" else valeur.value
    if isinstance(valeur, tuple):
        return "\n".join(str(_dire(v, type(v), langue)) for v in valeur)
    if isinstance(valeur, Fait):
        types = champs(type(valeur))  # type: ignore[arg-type]
        dits = (_dire(getattr(valeur, nom), type_, langue) for nom, type_ in types.items())
        return ", ".join(dit for dit in dits if isinstance(dit, str) and dit)
    (membre, *_) = sans_aucun(type_)
    return grandeur(valeur, NATURES.get(membre, ""), langue)


def _horaires(horaires: Horaires, langue: str) -> str:
    mots = lire_textes("convention", langue).mots
    if presences.sont_reguliers(horaires):
        lignes = presences.dire_semaine(horaires.semaines[0], mots, langue)
    else:
        lignes = []
        for semaine in presences.semaines_types(horaires, mots, langue):
            lignes += [semaine["titre"], *semaine["lignes"]]
        for particulier in horaires.jours_particuliers:
            if connu(particulier.jour):
                minutes = presences._journee(particulier.journee, mots, langue)
                lignes.append(f"{grandeur(particulier.jour, 'date', langue)} : {minutes or '–'}")
    return "\n".join(lignes + presences.dire_fermetures(horaires, mots, langue))
