"""Le journal : on y ajoute, on n'y change rien. Chaque entrée porte l'empreinte de la précédente.

La chaîne ne tient que des empreintes salées ; ce qui s'est passé est à côté, et peut être effacé quand la
loi le demande sans que la chaîne cesse de se vérifier.
"""

from __future__ import annotations

from django.db import models

from tripartite.guichet.modeles.conventions import PARTIES


class Chaine(models.Model):
    """Une chaîne d'entrées : celle d'une convention, ou celle de l'instance. Sa tête dit où elle finit."""

    nom = models.CharField(primary_key=True, max_length=60)
    longueur = models.PositiveIntegerField(default=0)
    tete = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.nom


class Entree(models.Model):
    """Un maillon : la base elle-même en refuse la modification et la suppression."""

    chaine = models.ForeignKey(Chaine, models.PROTECT, related_name="entrees")
    rang = models.PositiveIntegerField()
    le = models.DateTimeField()
    geste = models.CharField(max_length=40)
    contenu_empreinte = models.CharField(max_length=64)
    precedente = models.CharField(max_length=64, blank=True)
    empreinte = models.CharField(max_length=64)

    class Meta:
        ordering = ["rang"]
        constraints = [models.UniqueConstraint(fields=["chaine", "rang"], name="un_rang_par_entree")]

    def __str__(self) -> str:
        return f"{self.chaine_id} n° {self.rang}, {self.geste}"


class Contenu(models.Model):
    """Ce que dit une entrée : qui, à quel titre, quoi. Le sel rend son empreinte muette une fois effacé."""

    entree = models.OneToOneField(Entree, models.PROTECT, primary_key=True, related_name="contenu")
    auteur = models.CharField(max_length=200)
    partie = models.CharField(max_length=40, choices=PARTIES, blank=True)
    donnees = models.JSONField(default=dict)
    sel = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.entree}, {self.auteur}"
