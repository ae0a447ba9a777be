"""Des faits saisis en champs simples : un champ par fait de la classe, son libellé, sa sorte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, get_type_hints

from django import forms
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.formulaires.intitules import intituler
from tripartite.guichet.formulaires.libelles import choix

OUI_NON = [("", _("pas encore dit")), ("oui", _("oui")), ("non", _("non"))]


def champs_des_faits(
    classe: type[Any], faits: Mapping[str, Any], *, sauf: Iterable[str] = (), longs: bool = False
) -> dict[str, forms.Field]:
    """Les champs d'une classe de faits, remplis de ce que l'on sait.

    Args:
        classe: la classe.
        faits: ses faits en données simples.
        sauf: ceux que l'on demande autrement.
        longs: des textes de plusieurs lignes.
    """
    types = get_type_hints(classe)
    champs: dict[str, forms.Field] = {}
    for f in fields(classe):
        if f.name in sauf:
            continue
        champ = _champ(types[f.name], longs)
        champ.label, champ.required = intituler(f.metadata["libelle"]), False
        champ.initial = _montrer(faits.get(f.name))
        champs[f.name] = champ
    return champs


def _champ(type_: Any, longs: bool) -> forms.Field:
    if type_ is bool:
        return forms.ChoiceField(choices=OUI_NON)
    if isinstance(type_, type) and issubclass(type_, Enum):
        return forms.ChoiceField(choices=[("", _("pas encore dit")), *((m.value, choix(m)) for m in type_)])
    if getattr(type_, "__name__", "") == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}))
    if type_ is int:
        return forms.IntegerField(min_value=0, max_value=10_000)
    return forms.CharField(
        max_length=4000 if longs else 300, widget=forms.Textarea({"rows": 3}) if longs else None
    )


def _montrer(fait: Any) -> Any:
    return ("oui" if fait else "non") if isinstance(fait, bool) else fait


def relever_les_faits(dits: Mapping[str, Any], noms: Iterable[str]) -> dict[str, Any]:
    """Ce qui a été saisi, en données simples ; ce qui n'est pas dit n'y est pas."""
    releves = {}
    for nom in noms:
        dit = dits.get(nom)
        if dit in (None, ""):
            continue
        releves[nom] = (
            dit.isoformat() if hasattr(dit, "isoformat") else {"oui": True, "non": False}.get(dit, dit)
        )
    return releves
