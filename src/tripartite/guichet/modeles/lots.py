"""Un geste sur plusieurs conventions : une ligne chacune, faite ou refusée avec sa raison."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from tripartite.guichet.modeles.conventions import Convention


def nouvelle_cle() -> str:
    """Le nom d'un lot dans son adresse, que l'on ne devine pas."""
    return secrets.token_hex(8)


class Resultat(models.TextChoices):
    """Ce qu'il est advenu d'une ligne."""

    ATTENTE = "", _("en attente")
    FAIT = "fait", _("fait")
    REFUSE = "refuse", _("refusé")


class Lot(models.Model):
    """Un geste demandé par une personne sur plusieurs conventions ; l'ouvrier le fait ligne à ligne."""

    cle = models.CharField(max_length=16, unique=True, default=nouvelle_cle, editable=False)
    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="lots")
    geste = models.CharField(max_length=40)
    parametres = models.JSONField(default=dict)
    le = models.DateTimeField()
    fini_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.geste}, {self.cle}"


class LigneDeLot(models.Model):
    """Une convention d'un lot, la version que la personne avait sous les yeux, et ce qu'il en est advenu."""

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="lignes")
    convention = models.ForeignKey(Convention, models.CASCADE, related_name="+")
    numero = models.PositiveIntegerField("la version vue")
    resultat = models.CharField(max_length=10, choices=Resultat.choices, blank=True)
    raison = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "convention"], name="une_ligne_par_convention_du_lot")
        ]

    def __str__(self) -> str:
        return f"{self.lot}, {self.convention}"
