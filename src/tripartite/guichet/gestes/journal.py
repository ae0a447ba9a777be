"""Écrire au journal, et le relire : chaque entrée tient la précédente par son empreinte."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.guichet.modeles import Chaine, Contenu, Convention, Entree

INSTANCE = "instance"


def nom_de_la_chaine(convention: Convention | None) -> str:
    """Le nom de la chaîne d'une convention ; sans convention, celle de l'instance."""
    return f"convention:{convention.pk}" if convention else INSTANCE


@transaction.atomic(savepoint=False)
def inscrire(
    convention: Convention | None, geste: str, auteur: str, partie: Partie | str = "", **donnees: Any
) -> Entree:
    """Ajoute une entrée au bout de la chaîne.

    Args:
        convention: celle dont c'est l'histoire ; `None`, l'instance.
        geste: ce qui a été fait, à l'infinitif.
        auteur: la personne, par son nom.
        partie: à quel titre.
        donnees: ce que l'on en garde, en valeurs JSON ; jamais un secret.
    """
    chaine = _tenir(nom_de_la_chaine(convention))
    contenu = {"auteur": auteur, "partie": str(partie), "donnees": donnees}
    sel = secrets.token_hex(16)
    entree = Entree(
        chaine=chaine,
        rang=chaine.longueur + 1,
        le=timezone.now(),
        geste=geste,
        contenu_empreinte=_empreinte_du_contenu(sel, contenu),
        precedente=chaine.tete,
    )
    entree.empreinte = _empreinte(entree)
    entree.save(force_insert=True)
    Contenu.objects.create(entree=entree, sel=sel, auteur=auteur, partie=str(partie), donnees=donnees)
    chaine.longueur, chaine.tete = entree.rang, entree.empreinte
    chaine.save(update_fields=["longueur", "tete"])
    return entree


def _tenir(nom: str) -> Chaine:
    """La chaîne de ce nom, gardée pour soi jusqu'à la fin de la transaction ; nouvelle, s'il n'y en a pas."""
    tenues = Chaine.objects.select_for_update().filter(nom=nom)
    deja = tenues.first()
    if deja is not None:
        return deja
    Chaine.objects.bulk_create(
        [Chaine(nom=nom)], ignore_conflicts=True
    )  # un autre vient peut-être de la créer
    return tenues.get()


def _empreinte_du_contenu(sel: str, contenu: dict[str, Any]) -> str:
    texte = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{sel}\n{texte}".encode()).hexdigest()


def _empreinte(entree: Entree) -> str:
    dit = (
        entree.chaine_id,
        entree.rang,
        _instant(entree.le),
        entree.geste,
        entree.contenu_empreinte,
        entree.precedente,
    )
    return sha256("\n".join(map(str, dit)).encode()).hexdigest()


def _instant(le: datetime) -> str:
    return le.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")


class Rupture(NamedTuple):
    """Un endroit où la chaîne ne tient pas."""

    chaine: str
    rang: int
    quoi: str

    def __str__(self) -> str:
        return f"{self.chaine}, entrée n° {self.rang} : {self.quoi}"


def verifier_le_journal() -> Iterator[Rupture]:
    """Relit toutes les chaînes, et dit où l'une ne tient pas : retirée, changée, échangée ou ajoutée."""
    connues = set()
    for chaine in Chaine.objects.order_by("nom").iterator():
        connues.add(chaine.nom)
        yield from _verifier(chaine)


def _verifier(chaine: Chaine) -> Iterator[Rupture]:
    rang, tete = 0, ""
    for entree in chaine.entrees.select_related("contenu").order_by("rang").iterator(2000):
        rang += 1
        if entree.rang != rang:
            yield Rupture(chaine.nom, rang, "l'entrée manque")
            rang = entree.rang
        if entree.precedente != tete:
            yield Rupture(chaine.nom, rang, "elle ne suit pas la précédente")
        if entree.empreinte != _empreinte(entree):
            yield Rupture(chaine.nom, rang, "elle a été changée")
        contenu = getattr(entree, "contenu", None)
        if contenu is not None:
            dit = {"auteur": contenu.auteur, "partie": contenu.partie, "donnees": contenu.donnees}
            if entree.contenu_empreinte != _empreinte_du_contenu(contenu.sel, dit):
                yield Rupture(chaine.nom, rang, "ce qu'elle dit a été changé")
        tete = entree.empreinte
    if (chaine.longueur, chaine.tete) != (rang, tete):
        yield Rupture(chaine.nom, chaine.longueur, f"la chaîne s'arrête à l'entrée n° {rang}")
