"""Les documents d'une convention : d'une version à son PDF, avec ce que ses lecteurs ont à savoir."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.documents import composer_document
from tripartite.documents.refus import Refus
from tripartite.droit.faits import Partie
from tripartite.droit.langage import FaitInconnu
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.modeles import Convention
from tripartite.guichet.passerelle import dossier_de
from tripartite.guichet.visibilite import ce_que_voit
from tripartite.rendus.grandeurs import dire, grandeur

GARDES = 64
"""Les projets que chaque processus garde, pour ne pas recomposer ce que l'on relit."""


def composer_a_signer(convention: Convention, *, code: str, le: date) -> bytes:
    """La convention à signer : un champ par signataire, son code au pied, et rien qu'une partie doive taire.

    Raises:
        DocumentImpossible: un caractère ne s'imprime pas, ou cette nature n'a pas de modèle.
        FaitInconnu: il manque un fait.
    """
    dossier = montre = dossier_de(convention.donnees)
    for partie in Partie:
        montre = ce_que_voit(partie, montre)
    return composer_document("convention", dossier, a_signer=True, le=le, code=code, montre=montre).pdf


def composer_le_projet(convention: Convention, lecteur: Partie | None) -> bytes:
    """La version en cours, telle que ce lecteur la voit ; à l'état de projet, rien ne s'y signe.

    Raises:
        DocumentImpossible: un caractère ne s'imprime pas, ou cette nature n'a pas de modèle.
        FaitInconnu: il manque un fait.
    """
    texte = json.dumps(convention.donnees, ensure_ascii=False, sort_keys=True)
    return _projet(texte, lecteur, timezone.localdate(convention.actuelle.le))


@lru_cache(maxsize=GARDES)
def _projet(texte: str, lecteur: Partie | None, le: date) -> bytes:
    donnees: Mapping[str, Any] = json.loads(texte)
    dossier = dossier_de(donnees)
    montre = ce_que_voit(lecteur, dossier)
    return composer_document("convention", dossier, le=le, montre=montre, projet=True).pdf


def pourquoi(refus: Refus | FaitInconnu) -> str:
    """Ce qui empêche de composer ou de signer, dans la langue de qui le lit."""
    if isinstance(refus, FaitInconnu):
        return _("Il manque %(quoi)s.") % {"quoi": grandeur(refus.inconnu, langue=langue())}
    return dire(refus.dit, langue())


def nommer_le_document(convention: Convention, quoi: str) -> str:
    """
    >>> nommer_le_document(Convention(reference="7F3K9-2QMXB", nom_du_stagiaire="Maëlle Le Goff"), "projet")
    'Convention de stage, Maëlle Le Goff, projet.pdf'
    """
    return ", ".join(m for m in ("Convention de stage", convention.nom_du_stagiaire, quoi) if m) + ".pdf"
