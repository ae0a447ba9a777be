"""De quoi signer dans un test : par son lien, avec le code reçu."""

from __future__ import annotations

from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
from tripartite.guichet.gestes.signer import signer
from tripartite.guichet.modeles import But, Convention, Lien, NaturePiece, OrdreDesSignatures, Piece


def par_son_lien(convention: Convention, role: str) -> Acteur:
    """La personne à ce titre, venue par le dernier lien qu'elle a reçu pour signer."""
    signataire = next(s for s in en_cours(convention) if role in s.roles)
    liens = Lien.objects.select_related("convention").filter(but=But.SIGNER, courriel=signataire.courriel)
    return Acteur(lien=liens.filter(convention=convention).latest("pk"))


def faire_signer(convention: Convention, role: str) -> Convention:
    """Fait signer la personne à ce titre, sur la version en cours."""
    acteur = par_son_lien(convention, role)
    demander_un_code(convention, "signer", acteur)
    version = version_a_signer(convention)
    assert version is not None
    return signer(convention, acteur, code=Monde.dernier_code(), empreinte=version.empreinte)


def tous_signent(convention: Convention) -> Convention:
    """Fait signer tout le monde, dans l'ordre."""
    while convention.etat == Etat.A_SIGNER:
        suivant = next(s for s in en_cours(convention) if not s.a_repondu)
        convention = faire_signer(convention, suivant.roles[0])
    return convention


def en_sequence(monde: Monde) -> Convention:
    """Une convention à signer, l'un après l'autre."""
    monde.composante.ordre_des_signatures = OrdreDesSignatures.SEQUENCE
    monde.composante.save()
    return monde.convention(Etat.A_SIGNER)


def signee(convention: Convention) -> Piece:
    """Le PDF scellé de la version en cours."""
    return convention.pieces.get(version=convention.version, nature=NaturePiece.SIGNEE)
