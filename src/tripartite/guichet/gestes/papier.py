"""Enregistrer ce qui est signé sur papier : un scan, pour un, plusieurs ou tous les signataires."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.documents import NatureExterieure, PdfIllisible, SignataireExterieur, enregistrer_exterieur
from tripartite.guichet.acces import Acteur
from tripartite.guichet.documents import pourquoi
from tripartite.guichet.gestes.signataires import en_cours, titres
from tripartite.guichet.gestes.signer import avancer
from tripartite.guichet.gestes.socle import EntreeRefusee, exiger, verrouiller
from tripartite.guichet.modeles import Convention, NaturePiece, Piece, Reponse
from tripartite.guichet.pieces import PDF, FichierRefuse, nommer, ranger, reconnaitre


def enregistrer_le_papier(
    convention: Convention, acteur: Acteur, *, scan: bytes, fichier: str, signes: Mapping[int, date]
) -> Convention:
    """Enregistre un exemplaire signé à la main et numérisé. L'établissement répond de ce qu'il y lit.

    Args:
        convention: celle que l'on signe.
        acteur: qui enregistre.
        scan: le PDF.
        fichier: son nom.
        signes: les signataires dont on y lit la signature, et le jour qu'elle porte.

    Raises:
        GesteImpossible: la convention n'est pas à signer, ou ce n'est pas l'établissement.
        EntreeRefusee: ce n'est pas un PDF, personne n'est désigné, ou quelqu'un a déjà répondu.
    """
    try:
        reconnaitre(scan, seulement=(PDF,))
    except FichierRefuse as refus:
        raise EntreeRefusee(str(refus), "scan") from refus
    with transaction.atomic():
        tenue = verrouiller(convention)
        passage, partie = exiger("enregistrer_le_papier", tenue, acteur)
        attendus = {s.pk: s for s in en_cours(tenue) if not s.a_repondu}
        if not signes:
            raise EntreeRefusee(_("Dites de qui vous lisez la signature sur ce papier."), "signes")
        if set(signes) - set(attendus):
            raise EntreeRefusee(_("L'une de ces personnes a déjà répondu. Relisez la liste."), "signes")
        maintenant = timezone.now()
        if any(jour > timezone.localdate(maintenant) for jour in signes.values()):
            raise EntreeRefusee(_("Une signature ne peut pas être datée d'un jour à venir."), "signes")
        noms = titres(tenue)
        try:
            note = enregistrer_exterieur(
                scan,
                nature=NatureExterieure.A_LA_MAIN,
                signataires=[
                    SignataireExterieur(
                        ", ".join(noms.get(r, r) for r in attendus[pk].roles), attendus[pk].nom, jour
                    )
                    for pk, jour in signes.items()
                ],
                par=acteur.nom,
                le=maintenant,
                fichier=nommer(fichier, PDF),
            )
        except PdfIllisible as refus:
            raise EntreeRefusee(pourquoi(refus), "scan") from refus
        piece = Piece.objects.create(
            convention=tenue,
            version=tenue.actuelle,
            nature=NaturePiece.SCAN,
            nom=note.fichier,
            empreinte=ranger(scan),
            taille=len(scan),
            type_de_contenu=PDF,
            deposee_par=acteur.nom,
            courriel=acteur.courriel,
            enregistrement=note.json(),
            le=maintenant,
        )
        for pk in signes:
            signataire = attendus[pk]
            a_midi = timezone.make_aware(datetime.combine(signes[pk], time(12)))
            signataire.reponse, signataire.le, signataire.scan = Reponse.PAPIER, a_midi, piece
            signataire.empreinte, signataire.identifie_par = piece.empreinte, f"lu par {acteur.nom}"[:200]
            signataire.save()
            signataire.liens.filter(revoque_le=None).update(revoque_le=maintenant)
        dits = {attendus[pk].nom: jour.isoformat() for pk, jour in signes.items()}
        avancer(tenue, passage, acteur, partie, signes=dits, empreinte=piece.empreinte)
    return tenue
