"""Les organismes d'accueil, ceux qui y travaillent, et ceux qui les contrôlent."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class FonctionDansOrganisme(models.TextChoices):
    """À quel titre on agit pour un organisme d'accueil."""

    RH = "rh", _("ressources humaines")
    TUTEUR = "tuteur", _("tuteur")
    SIGNATAIRE = "signataire", _("signataire")


class Organisme(models.Model):
    """Un organisme d'accueil. `faits` est ce que l'on en sait : la section « organisme » d'un dossier."""

    siret = models.CharField("SIRET", max_length=14, unique=True, null=True, blank=True)
    siren = models.CharField("la personne morale", max_length=9, blank=True, db_index=True, editable=False)
    nom = models.CharField(max_length=200)
    faits = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Le contingent et la carence se comptent par personne morale (R. 124-10), non par établissement."""
        self.siren = (self.siret or "")[:9]
        super().save(*args, **kwargs)


class MembreOrganisme(models.Model):
    """Une personne qui a un compte, et l'espace de son organisme."""

    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="organismes")
    organisme = models.ForeignKey(Organisme, models.CASCADE, related_name="membres")
    fonction = models.CharField(max_length=20, choices=FonctionDansOrganisme.choices)
    entier = models.BooleanField("voit toutes les conventions de l'organisme", default=False)
    """Faux : celles dont il est le contact ; son adresse vient du stagiaire, elle ne suffit pas à plus."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "organisme", "fonction"], name="un_membre_d_organisme_par_titre"
            )
        ]

    def __str__(self) -> str:
        return f"{self.compte}, {self.organisme}"


class Habilitation(models.Model):
    """Un agent de contrôle lit les conventions d'un organisme, jusqu'à un jour ; il n'écrit rien."""

    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="habilitations")
    organisme = models.ForeignKey(Organisme, models.CASCADE, related_name="habilitations")
    jusqu_au = models.DateField()

    def __str__(self) -> str:
        return f"{self.compte}, {self.organisme}, jusqu'au {self.jusqu_au}"
