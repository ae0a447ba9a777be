"""Sceller une convention que tous ont signée : sa page de preuve, le cachet, l'envoi à chacun.

L'ouvrier le fait. Reprise, la tâche ne scelle pas deux fois. La version signée reste, telle quelle, le début
du fichier scellé.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tripartite.documents import (
    Accord,
    CleRefusee,
    Niveau,
    champs_du_pdf,
    relire_l_enregistrement,
    verifier_signatures,
)
from tripartite.documents import sceller as apposer_le_cachet
from tripartite.droit.faits import Partie
from tripartite.guichet.acces import Acteur
from tripartite.guichet.cachet import cachet, certificats_du_cachet
from tripartite.guichet.courriels import ecrire
from tripartite.guichet.courriels.avis import adresses_des_parties
from tripartite.guichet.documents import nommer_le_document
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.liens import envoyer_un_lien
from tripartite.guichet.gestes.signataires import en_cours, langue_de, titres, version_a_signer
from tripartite.guichet.gestes.socle import verrouiller
from tripartite.guichet.modeles import But, Compte, Convention, NaturePiece, Piece, Signataire, Version
from tripartite.guichet.pieces import PDF, lire, ranger

CLES = {Partie.STAGIAIRE: "stagiaire", Partie.ORGANISME: "organisme", Partie.ETABLISSEMENT: "etablissement"}
ATTENTE = timedelta(minutes=10)
NIVEAUX = list(Niveau)
JOURNAL = structlog.get_logger("tripartite.cachet")


class CachetDouteux(Exception):
    """Ce que l'on vient de sceller ne se vérifie pas : on ne le donne à personne."""


@task()
def sceller(version_id: int) -> None:
    """Scelle une version signée par tous, et l'envoie à chacun."""
    version = Version.objects.select_related("convention").get(pk=version_id)
    convention = version.convention
    a_signer = version_a_signer(convention)
    if convention.version_id != version.pk or a_signer is None or _est_scellee(convention):
        return
    try:
        scelle, niveau = _composer(convention, a_signer)
    except CleRefusee as refus:
        JOURNAL.error("cachet_refuse", convention=convention.reference, raison=str(refus))
        sceller.using(run_after=timezone.now() + ATTENTE).enqueue(version_id)
        return
    empreinte = ranger(scelle)
    with transaction.atomic():
        tenue = verrouiller(convention)
        if tenue.version_id != version.pk or version_a_signer(tenue) != a_signer or _est_scellee(tenue):
            return
        piece = Piece.objects.create(
            convention=tenue,
            version=version,
            nature=NaturePiece.SIGNEE,
            nom=nommer_le_document(tenue, "signée"),
            empreinte=empreinte,
            taille=len(scelle),
            type_de_contenu=PDF,
            niveau=niveau.value,
            deposee_par="Tripartite",
            le=timezone.now(),
        )
        inscrire(tenue, "sceller", "Tripartite", empreinte=empreinte, niveau=niveau.value)
        _envoyer(tenue, piece)


def _est_scellee(convention: Convention) -> bool:
    return convention.pieces.filter(
        version=convention.version, nature=NaturePiece.SIGNEE, annulee_le=None
    ).exists()


def _composer(convention: Convention, a_signer: Piece) -> tuple[bytes, Niveau]:
    """Le fichier scellé, et le niveau qu'on y lit : celui des certificats, que l'on ne déclare pas."""
    version = lire(a_signer.empreinte)
    accords = accords_de(convention, version)
    titre = champ_titre(convention)
    scelle = apposer_le_cachet(version, cachet(), accords, titre=titre)
    lues = verifier_signatures(scelle, certificats_du_cachet())
    if not scelle.startswith(version) or not lues or not all(s.bonne for s in lues):
        raise CachetDouteux("; ".join(s.verdict for s in lues))
    return scelle, min((s.niveau for s in lues), key=NIVEAUX.index)


def champ_titre(convention: Convention) -> str:
    """Le titre que nomme la page de preuve."""
    return f"Convention de stage de {convention.nom_du_stagiaire}"


def accords_de(convention: Convention, version: bytes) -> list[Accord]:
    """Ce que chacun a répondu, tel que la page de preuve le dira : une boîte, un accord."""
    boites = {champ.nom for champ in champs_du_pdf(version)}
    noms = titres(convention)
    accords: list[Accord] = []
    for signataire in en_cours(convention):
        siennes = [role for role in signataire.roles if role in boites] or [""]
        for rang, boite in enumerate(siennes):
            a_ce_titre = [boite] if rang else [r for r in signataire.roles if r not in siennes[1:]]
            accords.append(_accord(signataire, boite, _titre(signataire, a_ce_titre, noms)))
    return accords


def _titre(signataire: Signataire, roles: Iterable[str], noms: dict[str, str]) -> str:
    premier, *autres = [noms.get(role, role) for role in roles]
    dit = ", ".join([premier, *(autre[0].lower() + autre[1:] for autre in autres)])
    if signataire.delegue_par is None:
        return dit
    return f"{dit}, {signataire.fonction}, par délégation de {signataire.delegue_par.nom}"


def _accord(signataire: Signataire, boite: str, titre: str) -> Accord:
    if signataire.le is None:
        raise ValueError(f"{signataire} n'a pas répondu")
    note = relire_l_enregistrement(signataire.scan.enregistrement) if signataire.scan else None
    return Accord(
        role=titre,
        nom=signataire.nom,
        identifie_par=signataire.identifie_par,
        le=note.le if note else signataire.le,
        empreinte=signataire.empreinte,
        champ=boite,
        partie=CLES[Partie(signataire.partie)],
        adresse_ip=signataire.adresse_ip or "",
        exterieur=note,
    )


def _envoyer(convention: Convention, piece: Piece) -> None:
    """Dit à chacun que la convention est signée : l'adresse du PDF à qui a un compte, un lien aux autres."""
    invites = {s.courriel: s for s in en_cours(convention)}
    for adresse in dict.fromkeys([*invites, *(a.lower() for a in adresses_des_parties(convention))]):
        compte = Compte.objects.filter(courriel=adresse).first()
        if compte and Acteur(compte=compte).partie(convention):
            cle = f"signee:{piece.pk}:{adresse}"[:120]
            ecrire("signee", adresse, convention, langue=compte.langue, cle=cle, piece=piece)
            continue
        signataire = invites.get(adresse)
        envoyer_un_lien(
            convention,
            But.SUIVRE,
            partie=Partie(signataire.partie) if signataire else Partie.ORGANISME,
            courriel=adresse,
            nom=signataire.nom if signataire else "",
            langue=langue_de(adresse),
            modele="signee",
        )
