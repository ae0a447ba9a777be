"""Signer : préparer les signataires d'une version, puis recueillir ce que chacun répond."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.documents.signataires import signataires
from tripartite.documents.textes import lire_textes
from tripartite.droit.faits import Partie
from tripartite.droit.langage import connu
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.liens import envoyer_un_lien
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import But, Convention, OrdreDesSignatures, Signataire
from tripartite.guichet.passerelle import dossier_de_la_convention, situation


def preparer(convention: Convention, acteur: Acteur) -> list[Signataire]:
    """Inscrit ceux qui signent cette version, et envoie leur lien à ceux dont c'est le tour.

    Une même adresse à deux titres ne signe qu'une fois.

    Raises:
        GesteRefuse: il manque le nom ou le courriel d'un signataire.
    """
    voulus: dict[str, dict[str, Any]] = {}
    manquants = []
    for rang, signe in enumerate(_ceux_qui_signent(convention), 1):
        courriel = str(getattr(signe.personne, "courriel", "") or "").lower() if connu(signe.personne) else ""
        if not connu(signe.nom) or not courriel:
            manquants.append(signe.libelle if not connu(signe.nom) else f"le courriel de {signe.nom}")
            continue
        trouve = voulus.setdefault(
            courriel,
            {"rang": rang, "roles": [], "partie": signe.partie, "nom": signe.nom, "courriel": courriel},
        )
        trouve["roles"].append(signe.cle)
    if manquants:
        raise GesteRefuse(_("Pour signer, il manque %(quoi)s.") % {"quoi": ", ".join(manquants)})
    crees = [
        Signataire.objects.create(convention=convention, version=convention.actuelle, **dit)
        for dit in voulus.values()
    ]
    for signataire in a_leur_tour(convention):
        inviter_a_signer(signataire)
    return crees


def _ceux_qui_signent(convention: Convention) -> list[Any]:
    mineur = situation(convention, timezone.localdate())["mineur_a_la_signature"]
    return signataires(dossier_de_la_convention(convention), mineur, lire_textes("convention", "fr").mots)


def en_cours(convention: Convention) -> list[Signataire]:
    """Les signataires de la version en cours, ceux qui ont délégué mis à part."""
    vivants = convention.signataires.filter(version=convention.version, annule_le=None)
    return [s for s in vivants if s.reponse != "delegue"]


def a_leur_tour(convention: Convention) -> list[Signataire]:
    """Ceux dont on attend la réponse maintenant : tous, ou le premier si l'on signe l'un après l'autre."""
    return dont_c_est_le_tour(convention, en_cours(convention))


def dont_c_est_le_tour(convention: Convention, signataires: Iterable[Signataire]) -> list[Signataire]:
    """De ces signataires, ceux dont on attend la réponse maintenant."""
    attendus = [s for s in signataires if not s.a_repondu]
    if convention.composante.ordre_des_signatures == OrdreDesSignatures.SEQUENCE:
        return attendus[:1]
    return attendus


def inviter_a_signer(signataire: Signataire) -> None:
    """Envoie son lien à un signataire."""
    envoyer_un_lien(
        signataire.convention,
        But.SIGNER,
        partie=Partie(signataire.partie),
        courriel=signataire.courriel,
        nom=signataire.nom,
        signataire=signataire,
    )
