"""Régler un établissement : circuits, signataires, formations, membres. Chaque changement est au journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tripartite.dossiers import DossierInvalide
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.fautes import dire_la_faute
from tripartite.guichet.gestes.circuit import appliquer_le_circuit
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse
from tripartite.guichet.gestes.versions import aplanir
from tripartite.guichet.modeles import (
    Composante,
    Compte,
    Convention,
    Etablissement,
    Fonction,
    Formation,
    Membre,
    OrdreDesSignatures,
)
from tripartite.guichet.passerelle import dossier_de

VISENT = (Fonction.REFERENT, Fonction.BUREAU, Fonction.DIRECTION)
"""Les fonctions qu'un circuit peut ordonner."""


def exiger_l_administration(acteur: Acteur, etablissement: Etablissement) -> None:
    """
    Raises:
        GesteRefuse: l'acteur n'administre pas cet établissement.
    """
    administres = {m.etablissement_id for m in acteur.appartenances if m.fonction == Fonction.ADMINISTRATEUR}
    if etablissement.pk not in administres:
        raise GesteRefuse(_("Seul un administrateur de l'établissement change ses réglages."))


@transaction.atomic
def regler_l_etablissement(
    etablissement: Etablissement, acteur: Acteur, *, nom: str, courriel: str, faits: Mapping[str, Any]
) -> Etablissement:
    """Change ce que l'établissement dit de lui ; les conventions à venir le reprennent."""
    exiger_l_administration(acteur, etablissement)
    _exiger_des_faits("etablissement", {"nom": nom, **faits})
    return _changer(etablissement, acteur, nom=_un_nom(nom), courriel=courriel, faits=dict(faits))


@transaction.atomic
def regler_la_composante(
    composante: Composante,
    acteur: Acteur,
    *,
    nom: str,
    circuit: Sequence[str],
    ordre: str,
    signataire: Mapping[str, Any],
    clauses: Mapping[str, str],
) -> Composante:
    """Change une composante, ou l'ouvre si elle n'a pas encore de rangée. Le circuit vaut dès maintenant.

    Raises:
        EntreeRefusee: le nom est pris, le circuit est vide ou répète une fonction, un fait ne se lit pas.
    """
    exiger_l_administration(acteur, composante.etablissement)
    if not circuit:
        raise EntreeRefusee(_("Le circuit demande au moins un visa."), "circuit")
    if len(set(circuit)) != len(circuit) or not set(circuit) <= {f.value for f in VISENT}:
        raise EntreeRefusee(_("Chaque fonction vise une fois, au plus."), "circuit")
    if ordre not in OrdreDesSignatures.values:
        raise EntreeRefusee(_("Choisissez l'ordre des signatures."), "ordre")
    homonymes = Composante.objects.filter(etablissement=composante.etablissement, nom=nom.strip())
    if homonymes.exclude(pk=composante.pk).exists():
        raise EntreeRefusee(_("Une autre composante porte déjà ce nom."), "nom")
    _exiger_des_faits("etablissement", {"signataire": dict(signataire)} if signataire else {})
    _exiger_des_faits("convention", {"clauses": dict(clauses)} if clauses else {})
    avant = list(composante.circuit)
    _changer(
        composante,
        acteur,
        nom=_un_nom(nom),
        circuit=list(circuit),
        ordre_des_signatures=ordre,
        signataire=dict(signataire),
        clauses=dict(clauses),
    )
    if avant != list(circuit):
        appliquer_le_circuit(composante)
    return composante


@transaction.atomic
def regler_la_formation(
    formation: Formation, acteur: Acteur, *, intitule: str, faits: Mapping[str, Any], ouverte: bool
) -> Formation:
    """Change une formation, ou l'ouvre ; les listes suivent son intitulé."""
    exiger_l_administration(acteur, formation.composante.etablissement)
    _exiger_des_faits("formation", {"intitule": intitule, **faits})
    _changer(formation, acteur, intitule=_un_nom(intitule, "intitule"), faits=dict(faits), ouverte=ouverte)
    Convention.objects.filter(formation=formation).update(tri_formation=aplanir(formation.intitule)[:200])
    return formation


@transaction.atomic
def inviter_un_membre(
    etablissement: Etablissement,
    acteur: Acteur,
    *,
    courriel: str,
    fonction: str,
    composante: Composante | None = None,
    prenom: str = "",
    nom: str = "",
) -> Membre:
    """Donne un titre à une personne, et le lui écrit ; sans compte, le sien est ouvert.

    Raises:
        EntreeRefusee: la fonction n'existe pas, ou la personne l'a déjà.
    """
    exiger_l_administration(acteur, etablissement)
    if fonction not in Fonction.values:
        raise EntreeRefusee(_("Choisissez une fonction."), "fonction")
    if composante and composante.etablissement_id != etablissement.pk:
        raise EntreeRefusee(_("Cette composante n'est pas de l'établissement."), "composante")
    adresse = courriel.strip().lower()
    compte = Compte.objects.filter(courriel=adresse).first()
    nouveau = compte is None
    if compte is None:
        compte = Compte.objects.create_user(adresse, prenom=prenom.strip(), nom=nom.strip())
    membre, cree = Membre.objects.get_or_create(
        compte=compte, etablissement=etablissement, composante=composante, fonction=fonction
    )
    if not cree:
        raise EntreeRefusee(_("Cette personne a déjà cette fonction."), "courriel")
    _inscrire(acteur, membre, "inviter_un_membre", courriel=adresse, fonction=fonction)
    ecrire(
        "membre",
        adresse,
        None,
        langue=compte.langue,
        etablissement=etablissement,
        fonction=Fonction(membre.fonction).label,  # dit dans la langue de qui lira
        nouveau=nouveau,
        par=acteur.nom,
    )
    return membre


@transaction.atomic
def retirer_un_membre(membre: Membre, acteur: Acteur) -> None:
    """Retire un titre à une personne.

    Raises:
        GesteRefuse: c'est le dernier administrateur de l'établissement.
    """
    exiger_l_administration(acteur, membre.etablissement)
    Etablissement.objects.select_for_update().get(pk=membre.etablissement_id)  # deux retraits à la fois
    if membre.fonction == Fonction.ADMINISTRATEUR:
        autres = membre.etablissement.membres.filter(fonction=Fonction.ADMINISTRATEUR).exclude(pk=membre.pk)
        if not autres.exists():
            raise GesteRefuse(
                _("C'est le dernier administrateur : donnez d'abord ce titre à une autre personne.")
            )
    _inscrire(acteur, membre, "retirer_un_membre", courriel=membre.compte.courriel, fonction=membre.fonction)
    membre.delete()


Reglable = Etablissement | Composante | Formation


def _changer(rangee: Any, acteur: Acteur, **voulus: Any) -> Any:
    """Écrit ce qui change, et l'inscrit avec ce qu'il y avait ; rien ne change, rien ne s'inscrit."""
    nouvelle = rangee.pk is None
    changes = {
        nom: {"avant": None if nouvelle else getattr(rangee, nom), "apres": voulu}
        for nom, voulu in voulus.items()
        if nouvelle or getattr(rangee, nom) != voulu
    }
    if not changes:
        return rangee
    for nom, voulu in voulus.items():
        setattr(rangee, nom, voulu)
    rangee.save()
    _inscrire(acteur, rangee, "ouvrir" if nouvelle else "regler", changes=changes)
    return rangee


def _inscrire(acteur: Acteur, rangee: Any, geste: str, **dit: Any) -> None:
    inscrire(None, geste, acteur.nom, "", objet=rangee._meta.verbose_name, numero=rangee.pk, **dit)


def _un_nom(nom: str, champ: str = "nom") -> str:
    dit = " ".join(nom.split())
    if not dit:
        raise EntreeRefusee(_("Donnez un nom."), champ)
    if len(dit) > 200:
        raise EntreeRefusee(_("Ce nom dépasse 200 signes : raccourcissez-le."), champ)
    return dit


def _exiger_des_faits(section: str, faits: Mapping[str, Any]) -> None:
    """
    Raises:
        EntreeRefusee: ces faits ne se lisent pas ; le message dit lequel.
    """
    try:
        dossier_de({section: dict(faits)} if faits else {})
    except DossierInvalide as erreur:
        dites = "\n".join(dire_la_faute(faute, langue()) for faute in erreur.erreurs)
        raise EntreeRefusee(dites, "faits") from erreur
