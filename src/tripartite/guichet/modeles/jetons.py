"""Les jetons d'API : par eux un programme lit au nom d'une personne, et ne voit que ce qu'elle voit."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles.comptes import Compte


class Portee(models.TextChoices):
    """Ce qu'un jeton permet."""

    LIRE = "lire", _("lire les conventions que vous voyez")


class Jeton(models.Model):
    """Un secret donné à un programme : 256 bits de hasard, dont l'empreinte, seule gardée, n'a pas de sel."""

    compte = models.ForeignKey(Compte, models.CASCADE, related_name="jetons")
    nom = models.CharField(max_length=80)
    empreinte = models.CharField(max_length=64, unique=True)
    portee = models.CharField("portée", max_length=10, choices=Portee.choices)
    second_facteur = models.BooleanField("fait avec un second facteur", default=False)
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    servi_le = models.DateField("dernier jour où il a servi", null=True, blank=True)
    revoque_le = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.nom

    @property
    def vaut(self) -> bool:
        """Vrai, il n'est ni révoqué ni expiré."""
        return self.revoque_le is None and timezone.now() < self.expire_le

    @property
    def expire_au(self) -> date:
        """Le jour où il cesse de valoir."""
        return timezone.localdate(self.expire_le)
