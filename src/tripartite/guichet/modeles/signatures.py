"""Les signataires d'une version, ce que chacun a répondu, et les pièces, rangées par empreinte."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles.conventions import PARTIES, Convention, Version


class Reponse(models.TextChoices):
    """Ce qu'un signataire a répondu."""

    ATTENDUE = "attendue", _("n'a pas encore répondu")
    SIGNE = "signe", _("a signé")
    PAPIER = "papier", _("a signé sur papier")
    REFUSE = "refuse", _("a refusé de signer")
    DELEGUE = "delegue", _("a délégué sa signature")


class Signataire(models.Model):
    """Une personne qui signe une version, à un ou plusieurs titres (`roles`) : elle ne signe qu'une fois.

    Sa réponse appartient à la version ; si la version change, `annule_le` dit quand elle a cessé de valoir.
    """

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="signataires")
    version = models.ForeignKey(Version, models.PROTECT, related_name="signataires")
    rang = models.PositiveSmallIntegerField()
    roles = models.JSONField()
    partie = models.CharField(max_length=40, choices=PARTIES)
    nom = models.CharField(max_length=200)
    fonction = models.CharField("celle d'un délégué", max_length=100, blank=True)
    courriel = models.EmailField()
    reponse = models.CharField(max_length=10, choices=Reponse.choices, default=Reponse.ATTENDUE)
    le = models.DateTimeField(null=True, blank=True)
    identifie_par = models.CharField(max_length=200, blank=True)
    adresse_ip = models.GenericIPAddressField(null=True, blank=True)
    empreinte = models.CharField("l'empreinte du PDF signé", max_length=64, blank=True)
    motif = models.TextField(blank=True)
    delegue_par = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="delegues")
    scan = models.ForeignKey(
        "guichet.Piece", models.PROTECT, null=True, blank=True, related_name="signataires"
    )
    relance_le = models.DateTimeField(null=True, blank=True)
    annule_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rang", "id"]
        indexes = [models.Index(fields=["courriel", "reponse"], name="signatures_attendues")]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "courriel"],
                condition=Q(annule_le=None) & ~Q(reponse="delegue"),
                name="une_signature_par_personne",
            )
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def a_repondu(self) -> bool:
        """Vrai, on n'attend plus rien de cette personne."""
        return self.reponse != Reponse.ATTENDUE

    @property
    def a_signe(self) -> bool:
        """Vrai, elle a signé, à l'écran ou sur papier."""
        return self.reponse in (Reponse.SIGNE, Reponse.PAPIER)


def en_vigueur(convention: Convention) -> list[Signataire]:
    """Ceux qui signent la version en cours, dont la réponse vaut encore."""
    return [
        s for s in convention.signataires.all() if s.version_id == convention.version_id and not s.annule_le
    ]


class NaturePiece(models.TextChoices):
    """Ce qu'est un fichier."""

    A_SIGNER = "a_signer", _("convention à signer")
    SIGNEE = "signee", _("convention signée")
    SCAN = "scan", _("convention signée sur papier, numérisée")
    ANNEXE = "annexe", _("pièce jointe")


def nouveau_code() -> str:
    """Un code de vérification de 128 bits."""
    return secrets.token_hex(16).upper()


class Piece(models.Model):
    """Un fichier d'une convention. Son contenu est rangé sous son empreinte, hors de la base."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="pieces")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="pieces")
    nature = models.CharField(max_length=10, choices=NaturePiece.choices)
    nom = models.CharField(max_length=255)
    empreinte = models.CharField(max_length=64, db_index=True)
    taille = models.PositiveIntegerField()
    type_de_contenu = models.CharField(max_length=60)
    code = models.CharField("code de vérification", max_length=32, unique=True, default=nouveau_code)
    deposee_par = models.CharField(max_length=200)
    courriel = models.EmailField("de qui la dépose", blank=True)
    enregistrement = models.TextField("ce que l'on a noté d'un fichier reçu", blank=True)
    niveau = models.CharField("le niveau lu dans les signatures", max_length=12, blank=True)
    le = models.DateTimeField()
    annulee_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-le", "-id"]
        indexes = [models.Index(fields=["courriel", "nature"], name="pieces_d_une_personne")]

    def __str__(self) -> str:
        return self.nom

    @property
    def code_groupe(self) -> str:
        """Le code de vérification, en groupes de quatre qui se recopient sans se perdre."""
        return " ".join(self.code[n : n + 4] for n in range(0, len(self.code), 4))
