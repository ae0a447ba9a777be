"""Rouvrir une convention que l'on signe : toutes les signatures cessent, et l'on dit pourquoi."""

from __future__ import annotations

from django.db import transaction

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.signataires import annuler_les_signatures
from tripartite.guichet.gestes.socle import exiger, exiger_un_motif, faire_passer, verrouiller
from tripartite.guichet.modeles import Convention


@transaction.atomic
def modifier(convention: Convention, acteur: Acteur, *, motif: str) -> Convention:
    """Remet la convention en contrôle. Ce qui était signé reste dans l'histoire, sans plus valoir.

    Les visas cessent aussi : la convention sera visée de nouveau, même si l'on n'y change rien.

    Raises:
        GesteImpossible: elle n'est pas à signer, ou ce n'est pas l'établissement.
        EntreeRefusee: il manque une raison.
    """
    tenue = verrouiller(convention)
    passage, partie = exiger("modifier", tenue, acteur)
    dit = exiger_un_motif(motif)
    avaient_signe = annuler_les_signatures(tenue, dit)
    tenue.visas.filter(version=tenue.version).delete()
    faire_passer(
        tenue,
        passage,
        Etat.EN_CONTROLE,
        par=acteur,
        partie=partie,
        attendu_de=Partie.ETABLISSEMENT,
        motif=dit,
        avaient_signe=[s.nom for s in avaient_signe],
    )
    return tenue
