"""Écrire une version : les faits, leur empreinte, ce que les listes en montrent, ce que le droit en dit."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from tripartite.droit.faits import Dossier, Partie
from tripartite.droit.langage import connu
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.circuit import noter_le_visa_attendu
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.signataires import annuler_les_signatures
from tripartite.guichet.modeles import Convention, Version
from tripartite.guichet.passerelle import (
    avec_ses_durees,
    chemins_changes,
    colonnes,
    donnees_de,
    dossier_de,
    empreinte,
    juger,
)
from tripartite.rendus.classement import classer

CHERCHABLE = 600
"""Ce que la recherche lit d'une convention : une clé d'index PostgreSQL ne tient pas 2 704 octets."""


def ecrire_version(
    convention: Convention,
    donnees: Mapping[str, Any],
    *,
    par: Acteur,
    partie: Partie,
    geste: str = "completer",
) -> bool:
    """Ajoute une version à une convention déjà verrouillée ; rend faux si rien n'a changé.

    Raises:
        DossierInvalide: les faits se contredisent.
    """
    dossier = avec_ses_durees(dossier_de(donnees))
    ecrites = donnees_de(dossier)
    avant = convention.donnees
    marque = empreinte(ecrites)
    if convention.version and convention.version.empreinte == marque:
        return False
    annuler_les_signatures(convention, gettext_lazy("La convention a changé."))
    convention.numero_de_version += 1
    changes = chemins_changes(avant, ecrites)
    convention.version = Version.objects.create(
        convention=convention,
        numero=convention.numero_de_version,
        dossier=ecrites,
        empreinte=marque,
        le=timezone.now(),
        auteur=par.nom,
        partie=partie,
        changes=changes,
    )
    for nom, valeur in colonnes(dossier, timezone.localdate()).items():
        setattr(convention, nom, valeur)
    convention.recherche = texte_de_recherche(convention)
    for nom, cle in cles_de_tri(convention, dossier).items():
        setattr(convention, nom, cle)
    noter_le_visa_attendu(convention)
    compter(convention)
    convention.save()
    inscrire(
        convention,
        geste,
        par.nom,
        partie,
        version=convention.numero_de_version,
        faits=changes,
        empreinte=marque,
    )
    return True


def compter(convention: Convention) -> None:
    """Met à jour ce qui bloque et ce qui manque, tel que les listes le montrent."""
    range_ = classer(juger(convention, timezone.localdate()))
    convention.bloquants = len(range_.bloquants)
    convention.manques = sum(m.de in list(Partie) for m in range_.manques)


def texte_de_recherche(convention: Convention) -> str:
    """Ce que la recherche lit : les noms, le sujet, la référence, sans accents ni majuscules."""
    siret = (convention.organisme.siret or "") if convention.organisme else ""
    dits = (
        convention.reference,
        convention.nom_du_stagiaire,
        convention.nom_de_l_organisme,
        siret,
        convention.sujet,
        convention.formation.intitule,
    )
    return aplanir(" ".join(dits))[:CHERCHABLE]


def cles_de_tri(convention: Convention, dossier: Dossier) -> dict[str, str]:
    """Ce que les listes trient : sans accents ni majuscules, le nom de famille d'abord."""
    stagiaire = dossier.stagiaire
    dits = [mot for mot in (stagiaire.nom, stagiaire.prenom) if connu(mot)]
    return {
        "tri_stagiaire": aplanir(" ".join(dits))[:200],
        "tri_organisme": aplanir(convention.nom_de_l_organisme)[:200],
        "tri_formation": aplanir(convention.formation.intitule)[:200],
    }


def aplanir(texte: str) -> str:
    """
    >>> aplanir("Maëlle  LE GOFF")
    'maelle le goff'
    """
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())
