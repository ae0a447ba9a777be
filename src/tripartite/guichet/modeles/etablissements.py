"""Les établissements d'enseignement : composantes, formations, membres, circuit de validation."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Fonction(models.TextChoices):
    """À quel titre un membre d'un établissement agit ; le circuit d'une composante les ordonne."""

    REFERENT = "referent", _("enseignant référent")
    BUREAU = "bureau", _("bureau des stages")
    DIRECTION = "direction", _("direction")
    ADMINISTRATEUR = "administrateur", _("administrateur")


class OrdreDesSignatures(models.TextChoices):
    """Comment les signataires se suivent."""

    PARALLELE = "parallele", _("dans l'ordre que l'on veut")
    SEQUENCE = "sequence", _("l'un après l'autre")


def circuit_habituel() -> list[str]:
    """Le référent, puis le bureau."""
    return [Fonction.REFERENT.value, Fonction.BUREAU.value]


class Etablissement(models.Model):
    """Un établissement d'enseignement. `faits` est la section « etablissement » d'un dossier."""

    nom = models.CharField(max_length=200)
    uai = models.CharField("code UAI", max_length=8, unique=True)
    courriel = models.EmailField("courriel du bureau des stages", blank=True)
    faits = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.nom


class Composante(models.Model):
    """Une composante : son circuit de validation, son signataire, ses clauses habituelles."""

    etablissement = models.ForeignKey(Etablissement, models.PROTECT, related_name="composantes")
    nom = models.CharField(max_length=200)
    circuit = models.JSONField(default=circuit_habituel)
    ordre_des_signatures = models.CharField(
        max_length=10, choices=OrdreDesSignatures.choices, default=OrdreDesSignatures.PARALLELE
    )
    signataire = models.JSONField(default=dict, help_text="La section « signataire » de l'établissement.")
    clauses = models.JSONField(default=dict, help_text="Les clauses que l'établissement rédige.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["etablissement", "nom"], name="une_composante_par_nom")
        ]

    def __str__(self) -> str:
        return self.nom


class Formation(models.Model):
    """Une formation, pour une année d'enseignement. `faits` est la section « formation » d'un dossier."""

    composante = models.ForeignKey(Composante, models.PROTECT, related_name="formations")
    intitule = models.CharField(max_length=200)
    faits = models.JSONField(default=dict)
    ouverte = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.intitule

    @property
    def dossier(self) -> dict[str, Any]:
        """La section « formation » d'un dossier, son intitulé compris."""
        return {"intitule": self.intitule, **self.faits}


class Membre(models.Model):
    """Une personne d'un établissement, à un titre ; sans composante, pour tout l'établissement."""

    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="appartenances")
    etablissement = models.ForeignKey(Etablissement, models.CASCADE, related_name="membres")
    composante = models.ForeignKey(Composante, models.CASCADE, null=True, blank=True, related_name="membres")
    fonction = models.CharField(max_length=20, choices=Fonction.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "etablissement", "composante", "fonction"], name="un_membre_par_titre"
            ),
            models.UniqueConstraint(
                fields=["compte", "etablissement", "fonction"],
                condition=Q(composante=None),
                name="un_membre_par_titre_partout",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte}, {self.get_fonction_display()}"


class Inscription(models.Model):
    """Un étudiant dans une formation. L'établissement la confirme en contrôlant la convention."""

    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="inscriptions")
    formation = models.ForeignKey(Formation, models.PROTECT, related_name="inscriptions")
    numero = models.CharField("numéro d'étudiant", max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compte", "formation"], name="une_inscription_par_formation")
        ]

    def __str__(self) -> str:
        return f"{self.compte}, {self.formation}"
