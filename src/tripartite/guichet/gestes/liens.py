"""Les liens envoyés par courriel : un seul objet, une seule ouverture, une adresse, un délai."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import GesteRefuse
from tripartite.guichet.modeles import But, Convention, Lien, Signataire

DELAI = timedelta(hours=72)
MODELES = {But.COMPLETER: "invitation", But.SIGNER: "a_signer", But.SUIVRE: "suivre"}


def envoyer_un_lien(
    convention: Convention,
    but: But,
    *,
    partie: Partie,
    courriel: str,
    nom: str = "",
    signataire: Signataire | None = None,
    langue: str = "fr",
    modele: str = "",
    **contexte: Any,
) -> Lien:
    """Crée un lien et l'envoie ; les précédents, pour le même objet et la même adresse, cessent de valoir."""
    maintenant = timezone.now()
    memes = convention.liens.filter(but=but, courriel=courriel.lower(), revoque_le=None)
    memes.update(revoque_le=maintenant)
    jeton = secrets.token_urlsafe(32)
    lien = Lien.objects.create(
        empreinte=_empreinte(jeton),
        but=but,
        convention=convention,
        partie=partie,
        courriel=courriel.lower(),
        nom=nom,
        signataire=signataire,
        version=convention.version if but == But.SIGNER else None,
        cree_le=maintenant,
        expire_le=maintenant + DELAI,
    )
    ecrire(modele or MODELES[but], courriel, convention, langue=langue, jeton=jeton, lien=lien, **contexte)
    return lien


def lien_du_jeton(jeton: str) -> Lien | None:
    """Le lien de ce secret ; `None` s'il n'y en a pas."""
    trouves = Lien.objects.select_related("convention", "signataire", "version")
    return trouves.filter(empreinte=_empreinte(jeton)).first()


@transaction.atomic
def ouvrir_le_lien(jeton: str) -> Lien:
    """Ouvre un lien : une fois.

    Raises:
        GesteRefuse: il n'existe pas, ne vaut plus, ou a déjà été ouvert.
    """
    lien = (
        Lien.objects.select_for_update(of=("self",))
        .select_related("convention")
        .filter(empreinte=_empreinte(jeton))
        .first()
    )
    if lien is None:
        raise GesteRefuse(_("Ce lien n'existe pas. Vérifiez que l'adresse est entière."))
    if not lien.vaut:
        raise GesteRefuse(_("Ce lien ne vaut plus. Demandez-en un autre : il sera envoyé à la même adresse."))
    if lien.ouvert_le:
        raise GesteRefuse(_("Ce lien a déjà servi. Demandez-en un autre : il sera envoyé à la même adresse."))
    lien.ouvert_le = timezone.now()
    lien.save(update_fields=["ouvert_le"])
    inscrire(lien.convention, "ouvrir_le_lien", lien.nom or lien.courriel, lien.partie, but=lien.but)
    return lien


@transaction.atomic
def renvoyer_le_lien(lien: Lien) -> Lien | None:
    """Envoie un autre lien à la même adresse, si l'objet du premier tient encore."""
    if lien.revoque_le and not _tient_encore(lien):
        return None
    if lien.but == But.SIGNER and (
        lien.signataire is None or lien.signataire.a_repondu or lien.signataire.annule_le
    ):
        return None
    return envoyer_un_lien(
        lien.convention,
        But(lien.but),
        partie=Partie(lien.partie),
        courriel=lien.courriel,
        nom=lien.nom,
        signataire=lien.signataire,
    )


def _tient_encore(lien: Lien) -> bool:
    """Un lien révoqué parce qu'un autre l'a remplacé tient encore ; révoqué avec son objet, non."""
    return lien.convention.liens.filter(but=lien.but, courriel=lien.courriel, revoque_le=None).exists()


def revoquer_les_liens(convention: Convention, but: But | None = None) -> int:
    """Fait cesser les liens d'une convention, tous ou d'un seul objet."""
    vivants = convention.liens.filter(revoque_le=None)
    return (vivants.filter(but=but) if but else vivants).update(revoque_le=timezone.now())


def _empreinte(jeton: str) -> str:
    return sha256(jeton.encode()).hexdigest()
