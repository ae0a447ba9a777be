"""Établir une convention : un brouillon, neuf ou copié d'un autre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.versions import ecrire_version
from tripartite.guichet.modeles import Compte, Convention, Formation, Inscription

D_UN_STAGE_A_L_AUTRE = ("stagiaire", "organisme")
DE_LA_CONVENTION = (
    "langue",
    "lieu",
    "service",
    "poste",
    "tuteur",
    "sujet",
    "competences",
    "activites",
    "horaires",
    "gratification",
    "avantages",
)
"""Ce qu'une copie reprend : ni les dates, ni ce que chacun atteste de nouveau."""


DU_STAGIAIRE = ("debut", "fin", "horaires", "gratification")
"""Ce qu'un dossier commencé ailleurs apporte à la convention."""


@transaction.atomic
def etablir(
    acteur: Acteur,
    formation: Formation,
    *,
    stagiaire: Compte | None = None,
    copie: Convention | None = None,
    faits: Mapping[str, Any] | None = None,
) -> Convention:
    """Ouvre un brouillon.

    Args:
        acteur: le stagiaire, ou l'établissement qui ouvre pour lui.
        formation: celle que suit le stagiaire.
        stagiaire: pour qui l'établissement ouvre ; sinon, l'acteur.
        copie: une convention précédente, dont on reprend ce qui ne change pas.
        faits: les données d'un dossier déjà commencé ailleurs, dont on reprend ce que le stagiaire sait.
    """
    pour = stagiaire or acteur.compte
    partie = Partie.ETABLISSEMENT if stagiaire else Partie.STAGIAIRE
    if pour and not stagiaire:
        Inscription.objects.get_or_create(compte=pour, formation=formation)
    composante = formation.composante
    convention = Convention.objects.create(
        etat=Etat.BROUILLON.value,
        depuis=timezone.now(),
        attendu_de=Partie.STAGIAIRE,
        stagiaire=pour,
        etablissement=composante.etablissement,
        composante=composante,
        formation=formation,
        organisme=copie.organisme if copie else None,
        contact=copie.contact if copie else "",
    )
    ecrire_version(
        convention, _depart(formation, pour, copie, faits or {}), par=acteur, partie=partie, geste="etablir"
    )
    return convention


def _depart(
    formation: Formation, stagiaire: Compte | None, copie: Convention | None, faits: Mapping[str, Any]
) -> dict[str, Any]:
    """Ce que l'on sait déjà : l'établissement, la formation, le stagiaire, et ce que la copie reprend."""
    composante = formation.composante
    reprise = copie.donnees if copie else {}
    convention = {
        nom: reprise["convention"][nom] for nom in DE_LA_CONVENTION if nom in reprise.get("convention", {})
    }
    convention |= {nom: valeur for nom, valeur in faits.get("convention", {}).items() if nom in DU_STAGIAIRE}
    if composante.clauses:
        convention["clauses"] = dict(composante.clauses)
    etablissement = {"nom": composante.etablissement.nom, **composante.etablissement.faits}
    if composante.signataire:
        etablissement["signataire"] = dict(composante.signataire)
    identite = {}
    if stagiaire:
        identite = {"nom": stagiaire.nom, "prenom": stagiaire.prenom, "courriel": stagiaire.courriel}
    donnees = {
        **{nom: reprise[nom] for nom in D_UN_STAGE_A_L_AUTRE if nom in reprise},
        "etablissement": etablissement,
        "formation": formation.dossier,
        "convention": convention,
    }
    donnees["stagiaire"] = {**donnees.get("stagiaire", {}), **{n: v for n, v in identite.items() if v}}
    return {nom: section for nom, section in donnees.items() if section}
