"""Envoyer le brouillon à l'organisme d'accueil, le reprendre, le rendre complété à l'établissement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels.avis import avertir
from tripartite.guichet.gestes.codes import verifier_le_code
from tripartite.guichet.gestes.liens import envoyer_un_lien, revoquer_les_liens
from tripartite.guichet.gestes.socle import (
    EntreeRefusee,
    GesteRefuse,
    exiger,
    faire_passer,
    mettre_en_file,
    verrouiller,
)
from tripartite.guichet.modeles import But, Convention, Organisme

INDISPENSABLES = (("debut", "la date de début"), ("fin", "la date de fin"))


@transaction.atomic
def envoyer(
    convention: Convention, acteur: Acteur, *, contact: str, nom: str = "", langue: str = "fr"
) -> Convention:
    """Envoie le brouillon à l'organisme d'accueil : un lien par courriel, sans compte à créer.

    Raises:
        GesteImpossible: ce n'est plus un brouillon, ou pas à cette partie.
        EntreeRefusee: il manque le courriel, l'organisme ou les dates.
    """
    tenue = verrouiller(convention)
    passage, partie = exiger("envoyer", tenue, acteur)
    if not contact:
        raise EntreeRefusee(
            _("Donnez le courriel de la personne qui complétera pour l'organisme d'accueil."), "contact"
        )
    if not tenue.nom_de_l_organisme:
        raise GesteRefuse(_("Dites d'abord quel est l'organisme d'accueil."))
    manquants = [dit for champ, dit in INDISPENSABLES if getattr(tenue, champ) is None]
    if manquants:
        raise GesteRefuse(_("Il manque %(quoi)s.") % {"quoi": " et ".join(manquants)})
    tenue.organisme = organisme_du_dossier(tenue.donnees)
    tenue.contact = contact.lower()
    faire_passer(
        tenue,
        passage,
        Etat.A_COMPLETER,
        par=acteur,
        partie=partie,
        attendu_de=Partie.ORGANISME,
        contact=tenue.contact,
    )
    envoyer_un_lien(
        tenue, But.COMPLETER, partie=Partie.ORGANISME, courriel=tenue.contact, nom=nom, langue=langue
    )
    return tenue


def organisme_du_dossier(donnees: Mapping[str, Any]) -> Organisme:
    """La rangée de l'organisme que nomme un dossier : celle de son SIRET, sinon une nouvelle."""
    dit = donnees.get("organisme", {})
    nom, siret = str(dit.get("nom", ""))[:200], str(dit.get("siret", "")) or None
    mettre_en_file(f"organisme:{siret or nom}")
    if siret:
        organisme, _cree = Organisme.objects.get_or_create(siret=siret, defaults={"nom": nom})
        return organisme
    return Organisme.objects.create(nom=nom)


@transaction.atomic
def reprendre(convention: Convention, acteur: Acteur) -> Convention:
    """Reprend le brouillon envoyé : le lien de l'organisme cesse de valoir."""
    tenue = verrouiller(convention)
    passage, partie = exiger("reprendre", tenue, acteur)
    revoquer_les_liens(tenue, But.COMPLETER)
    faire_passer(tenue, passage, Etat.BROUILLON, par=acteur, partie=partie, attendu_de=Partie.STAGIAIRE)
    avertir("repris", tenue, [tenue.contact])
    return tenue


def rendre(convention: Convention, acteur: Acteur, *, code: str) -> Convention:
    """L'organisme atteste ce qu'il a rempli, et transmet à l'établissement. Le code dit que c'est bien lui.

    Raises:
        GesteImpossible: ce n'est pas à lui de compléter.
        EntreeRefusee: le code n'est pas le bon, ou il manque une attestation.
    """
    verifier_le_code(convention, "rendre", acteur, code)
    with transaction.atomic():
        tenue = verrouiller(convention)
        passage, partie = exiger("rendre", tenue, acteur)
        dit = tenue.donnees.get("convention", {})
        if not dit.get("activites_validees"):
            raise GesteRefuse(_("Approuvez d'abord les activités confiées au stagiaire."))
        faire_passer(
            tenue, passage, Etat.EN_CONTROLE, par=acteur, partie=partie, attendu_de=Partie.ETABLISSEMENT
        )
        tenue.organisme = organisme_du_dossier(tenue.donnees)
        tenue.save(update_fields=["organisme"])
    return tenue
