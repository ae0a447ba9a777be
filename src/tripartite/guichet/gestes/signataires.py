"""Les signataires d'une version : qui ils sont, de qui c'est le tour, quand leur réponse cesse de valoir."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tripartite import FaitInconnu
from tripartite.documents import DocumentImpossible, SignatureImpossible
from tripartite.documents.signataires import signataires
from tripartite.documents.textes import lire_textes
from tripartite.droit.faits import Partie
from tripartite.droit.langage import connu
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.documents import composer_a_signer, nommer_le_document, pourquoi
from tripartite.guichet.gestes.liens import envoyer_un_lien, revoquer_les_liens
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import (
    But,
    Compte,
    Convention,
    NaturePiece,
    OrdreDesSignatures,
    Piece,
    Reponse,
    Signataire,
)
from tripartite.guichet.modeles.signatures import en_vigueur, nouveau_code
from tripartite.guichet.passerelle import dossier_de_la_convention, situation
from tripartite.guichet.pieces import PDF, ranger

LANGUE = "fr"
"""Celle du document, et donc de sa page de preuve."""


def preparer(convention: Convention, acteur: Acteur, composee: Piece | None = None) -> list[Signataire]:
    """Inscrit la version à signer et ceux qui la signent, envoie leur lien à ceux dont c'est le tour.

    Une même adresse à deux titres ne signe qu'une fois.

    Args:
        convention: celle que l'on signera, verrouillée.
        acteur: qui donne le dernier visa.
        composee: la version composée d'avance ; absente ou d'une autre version, elle se compose ici.

    Raises:
        GesteRefuse: il manque le nom ou le courriel d'un signataire, ou le document ne se compose pas.
    """
    voulus: dict[str, dict[str, Any]] = {}
    manquants = []
    for rang, signe in enumerate(_ceux_qui_signent(convention, get_language() or LANGUE), 1):
        courriel = str(getattr(signe.personne, "courriel", "") or "").lower() if connu(signe.personne) else ""
        if not connu(signe.nom) or not courriel:
            manquants.append(
                _("le courriel de %(qui)s") % {"qui": signe.nom} if connu(signe.nom) else signe.libelle
            )
            continue
        trouve = voulus.setdefault(
            courriel,
            {"rang": rang, "roles": [], "partie": signe.partie, "nom": signe.nom[:200], "courriel": courriel},
        )
        trouve["roles"].append(signe.cle)
    if manquants:
        raise GesteRefuse(_("Pour signer, il manque %(quoi)s.") % {"quoi": ", ".join(manquants)})
    if composee is None or not _vaut_encore(composee, convention):
        composee = composer_la_version(convention, acteur)
    composee.save()
    crees = Signataire.objects.bulk_create(
        Signataire(convention=convention, version=convention.actuelle, **dit) for dit in voulus.values()
    )
    for signataire in dont_c_est_le_tour(convention, crees):
        inviter_a_signer(signataire)
    noter_qui_a_la_main(convention, crees)
    return crees


def _ceux_qui_signent(convention: Convention, langue: str = LANGUE) -> list[Any]:
    mineur = situation(convention, timezone.localdate())["mineur_a_la_signature"]
    return signataires(dossier_de_la_convention(convention), mineur, lire_textes("convention", langue).mots)


def titres(convention: Convention) -> dict[str, str]:
    """Le titre de chaque boîte de la version en cours, tel que le document l'imprime."""
    return {s.cle: s.role for s in _ceux_qui_signent(convention)}


def composer_la_version(convention: Convention, acteur: Acteur) -> Piece:
    """Compose et range la version à signer ; sa pièce n'est pas encore inscrite.

    Rien n'y est lu qui puisse changer, hors la version et le jour : cela peut se faire d'avance. Ce qui n'est
    finalement pas inscrit, le ménage le retire.

    Raises:
        GesteRefuse: le document ne se compose pas.
    """
    maintenant = timezone.now()
    piece = Piece(
        convention=convention,
        version=convention.actuelle,
        nature=NaturePiece.A_SIGNER,
        nom=nommer_le_document(convention, "à signer"),
        type_de_contenu=PDF,
        code=nouveau_code(),
        deposee_par=acteur.nom,
        le=maintenant,
    )
    try:
        pdf = composer_a_signer(convention, code=piece.code_groupe, le=timezone.localdate(maintenant))
    except (DocumentImpossible, FaitInconnu, SignatureImpossible) as erreur:
        raise GesteRefuse(pourquoi(erreur)) from erreur
    piece.empreinte, piece.taille = ranger(pdf), len(pdf)
    return piece


def _vaut_encore(composee: Piece, convention: Convention) -> bool:
    """Dit si c'est bien cette version, et composée ce jour, qu'elle porte à son pied."""
    return (
        composee.version_id == convention.version_id
        and timezone.localdate(composee.le) == timezone.localdate()
    )


def version_a_signer(convention: Convention) -> Piece | None:
    """Le PDF que l'on signe, s'il vaut encore."""
    return convention.pieces.filter(
        version=convention.version, nature=NaturePiece.A_SIGNER, annulee_le=None
    ).first()


def en_cours(convention: Convention) -> list[Signataire]:
    """Les signataires de la version en cours, ceux qui ont délégué mis à part."""
    return [s for s in en_vigueur(convention) if s.reponse != Reponse.DELEGUE]


def a_leur_tour(convention: Convention) -> list[Signataire]:
    """Ceux dont on attend la réponse maintenant : tous, ou le premier si l'on signe l'un après l'autre."""
    return dont_c_est_le_tour(convention, en_cours(convention))


def dont_c_est_le_tour(convention: Convention, signataires: Iterable[Signataire]) -> list[Signataire]:
    """De ces signataires, ceux dont on attend la réponse maintenant."""
    attendus = [s for s in signataires if not s.a_repondu]
    if convention.composante.ordre_des_signatures == OrdreDesSignatures.SEQUENCE:
        return attendus[:1]
    return attendus


def inviter_a_signer(signataire: Signataire, *, modele: str = "", **contexte: Any) -> None:
    """Envoie son lien à un signataire, dans sa langue s'il a un compte."""
    envoyer_un_lien(
        signataire.convention,
        But.SIGNER,
        partie=Partie(signataire.partie),
        courriel=signataire.courriel,
        nom=signataire.nom,
        signataire=signataire,
        langue=langue_de(signataire.courriel),
        modele=modele,
        **contexte,
    )


def langue_de(courriel: str) -> str:
    """La langue d'une personne qui a un compte ; sinon, le français."""
    return Compte.objects.filter(courriel=courriel).values_list("langue", flat=True).first() or "fr"


def noter_qui_a_la_main(convention: Convention, signataires: Iterable[Signataire]) -> None:
    """La partie que l'on attend, si tous ceux que l'on attend en sont."""
    parties = {s.partie for s in dont_c_est_le_tour(convention, signataires)}
    convention.attendu_de = parties.pop() if len(parties) == 1 else ""
    convention.save(update_fields=["attendu_de"])


def annuler_les_signatures(convention: Convention, motif: str | Promise) -> list[Signataire]:
    """Fait cesser les signatures d'une convention, leurs liens, leurs pièces ; le dit aux signataires.

    Ce qui était signé reste dans l'histoire : rien n'est effacé. Rend ceux qui avaient signé.
    """
    maintenant = timezone.now()
    vivants = list(convention.signataires.filter(annule_le=None))
    if not vivants:
        return []
    convention.signataires.filter(annule_le=None).update(annule_le=maintenant)
    convention.pieces.exclude(nature=NaturePiece.ANNEXE).filter(annulee_le=None).update(annulee_le=maintenant)
    convention.codes.filter(geste="signer").delete()
    revoquer_les_liens(convention, But.SIGNER)
    for signataire in vivants:
        if signataire.reponse != Reponse.DELEGUE:
            ecrire(
                "signatures_annulees",
                signataire.courriel,
                convention,
                langue=langue_de(signataire.courriel),
                signataire=signataire,
                motif=motif,
            )
    return [s for s in vivants if s.a_signe]
