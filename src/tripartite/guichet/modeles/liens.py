"""Agir sans compte : un lien par courriel, pour un seul objet ; un code avant ce qui engage."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles.conventions import PARTIES, Convention, Version


class But(models.TextChoices):
    """À quoi sert un lien."""

    COMPLETER = "completer", _("compléter la convention")
    SIGNER = "signer", _("signer la convention")
    SUIVRE = "suivre", _("suivre la convention")


class Lien(models.Model):
    """Un lien envoyé à une adresse, qui s'ouvre une fois. Seule l'empreinte de son secret est gardée."""

    empreinte = models.CharField(max_length=64, unique=True)
    but = models.CharField(max_length=10, choices=But.choices)
    convention = models.ForeignKey(Convention, models.CASCADE, related_name="liens")
    partie = models.CharField(max_length=40, choices=PARTIES)
    courriel = models.EmailField()
    nom = models.CharField(max_length=200, blank=True)
    signataire = models.ForeignKey(
        "guichet.Signataire", models.CASCADE, null=True, blank=True, related_name="liens"
    )
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    ouvert_le = models.DateTimeField(null=True, blank=True)
    revoque_le = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.convention}, {self.get_but_display()}, {self.courriel}"

    @property
    def vaut(self) -> bool:
        """Vrai, il n'est ni révoqué ni expiré."""
        return self.revoque_le is None and timezone.now() < self.expire_le


class Code(models.Model):
    """Six chiffres par courriel, avant un geste qui engage. On n'en garde que l'empreinte, salée."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="codes")
    geste = models.CharField(max_length=40)
    courriel = models.EmailField()
    sel = models.CharField(max_length=32)
    empreinte = models.CharField(max_length=64)
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    essais = models.PositiveSmallIntegerField(default=0)
    utilise_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["convention", "geste", "courriel"], name="code_en_attente")]

    def __str__(self) -> str:
        return f"{self.convention}, {self.geste}"
