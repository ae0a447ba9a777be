"""Joindre une pièce à une convention (une attestation d'assurance, un avenant de bail…), la retirer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.socle import EntreeRefusee, GesteRefuse, exiger, mettre_en_file, verrouiller
from tripartite.guichet.modeles import Convention, NaturePiece, Piece
from tripartite.guichet.pieces import FichierRefuse, nommer, ranger, reconnaitre

FICHIERS_AU_PLUS = 50
OCTETS_AU_PLUS = 200 * 1024 * 1024


def joindre(convention: Convention, acteur: Acteur, *, octets: bytes, nom: str) -> Piece:
    """Joint une pièce, que les trois parties liront.

    Raises:
        GesteImpossible: on ne joint rien dans cet état, ou pas cette personne.
        EntreeRefusee: le fichier ne convient pas, ou cette personne en a déjà déposé trop.
    """
    try:
        type_ = reconnaitre(octets)
    except FichierRefuse as refus:
        raise EntreeRefusee(str(refus), "fichier") from refus
    with transaction.atomic():
        mettre_en_file(f"pieces:{acteur.courriel}")
        tenue = verrouiller(convention)
        _passage, partie = exiger("joindre", tenue, acteur)
        _exiger_la_place(acteur, len(octets))
        piece = Piece.objects.create(
            convention=tenue,
            nature=NaturePiece.ANNEXE,
            nom=nommer(nom, type_),
            empreinte=ranger(octets),
            taille=len(octets),
            type_de_contenu=type_,
            deposee_par=acteur.nom,
            courriel=acteur.courriel,
            le=timezone.now(),
        )
        inscrire(tenue, "joindre", acteur.nom, partie, piece=piece.nom, empreinte=piece.empreinte)
    return piece


def _exiger_la_place(acteur: Acteur, taille: int) -> None:
    siennes = Piece.objects.filter(courriel=acteur.courriel, annulee_le=None)
    dit = siennes.aggregate(fichiers=Count("pk"), octets=Sum("taille"))
    if dit["fichiers"] >= FICHIERS_AU_PLUS or (dit["octets"] or 0) + taille > OCTETS_AU_PLUS:
        raise EntreeRefusee(
            _("Vous avez déposé 50 fichiers ou 200 Mo, ce qui est le plus. Retirez-en un d'abord."), "fichier"
        )


@transaction.atomic
def retirer(convention: Convention, acteur: Acteur, *, code: str) -> Piece:
    """Retire une pièce que l'on a jointe soi-même ; l'histoire garde qu'elle y fut.

    Raises:
        GesteRefuse: cette pièce n'est pas de cette personne.
    """
    tenue = verrouiller(convention)
    _passage, partie = exiger("joindre", tenue, acteur)
    piece = tenue.pieces.filter(
        code=code, nature=NaturePiece.ANNEXE, courriel=acteur.courriel, annulee_le=None
    ).first()
    if piece is None:
        raise GesteRefuse(_("Cette pièce n'est plus là, ou vous ne l'avez pas déposée."))
    piece.annulee_le = timezone.now()
    piece.save(update_fields=["annulee_le"])
    inscrire(tenue, "retirer", acteur.nom, partie, piece=piece.nom, empreinte=piece.empreinte)
    return piece
