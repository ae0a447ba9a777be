"""Les faits, nommés : leur libellé, et l'endroit d'un dossier où on les écrit."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache

from tripartite.droit.faits import Convention, Dossier, Fait, Vie
from tripartite.droit.langage import Inconnu

_AUTRES = {"au": "le jour où l'on regarde", "conclusion_supposee": "une conclusion supposée ce jour-là"}


@cache
def _libelles() -> dict[str, str]:
    """Le libellé de chaque fait qu'une règle demande par son nom."""
    champs = [f for classe in (Dossier, Convention, Vie) for f in fields(classe)]
    return {f.name: f.metadata["libelle"] for f in champs} | _AUTRES


def libelle(nom: str) -> str:
    """Le libellé d'un fait ; vide si l'on ne le connaît pas.

    >>> libelle("debut"), libelle("au")
    ('la date de début', "le jour où l'on regarde")
    """
    return _libelles().get(nom, "")


@cache
def _chemins() -> dict[str, str]:
    """Où se trouve chaque sorte de fait dans un dossier, par le nom de sa classe."""
    classes = {classe.__name__: classe for classe in Fait.__subclasses__()}
    chemins: dict[str, str] = {}
    a_suivre = [("Dossier", "")]
    for nom, chemin_de_la_classe in a_suivre:
        if nom.lower() in chemins:
            continue
        chemins[nom.lower()] = chemin_de_la_classe
        for f in fields(classes[nom]):  # type: ignore[arg-type]
            suite = f"{chemin_de_la_classe}.{f.name}".lstrip(".")
            a_suivre += [(mot, suite) for mot in re.findall(r"\w+", str(f.type)) if mot in classes]
    return chemins


def chemin(fait: Inconnu) -> str:
    """Où l'on écrit ce fait dans un dossier ; vide si l'on ne peut pas le dire.

    >>> chemin(Inconnu("organismeaccueil.effectifs")), chemin(Inconnu("tuteur.nom"))
    ('organisme.effectifs', 'convention.tuteur.nom')
    """
    classe, _, champ = fait.cle.rpartition(".")
    if classe not in _chemins():
        return fait.cle if classe and classe in _chemins().values() else ""
    return f"{_chemins()[classe]}.{champ}".lstrip(".")
