"""Ce que l'on se dit d'une convention : remarques, visas, dérogations."""

from __future__ import annotations

from django.db import models

from tripartite.guichet.modeles.conventions import PARTIES, Convention, Version
from tripartite.guichet.modeles.etablissements import Fonction


class Remarque(models.Model):
    """Une remarque, attachée à un fait (« convention.debut ») ou à l'ensemble si `chemin` est vide."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="remarques")
    chemin = models.CharField(max_length=100, blank=True)
    texte = models.TextField(max_length=2000)
    auteur = models.CharField(max_length=200)
    partie = models.CharField(max_length=40, choices=PARTIES)
    le = models.DateTimeField()
    resolue_le = models.DateTimeField(null=True, blank=True)
    resolue_par = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["le", "id"]

    def __str__(self) -> str:
        return self.texte[:60]


class Visa(models.Model):
    """L'accord d'une fonction de l'établissement sur une version ; une version de plus l'annule."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="visas")
    version = models.ForeignKey(Version, models.CASCADE, related_name="visas")
    fonction = models.CharField(max_length=20, choices=Fonction.choices)
    compte = models.ForeignKey("guichet.Compte", models.PROTECT, related_name="+")
    le = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "fonction"], name="un_visa_par_fonction")]

    def __str__(self) -> str:
        return f"{self.convention}, {self.get_fonction_display()}"


class Derogation(models.Model):
    """Une personne entitrée passe outre un constat bloquant ; sa raison reste.

    Elle vaut pour le constat tel qu'il était : si ses chiffres changent, elle ne le couvre plus.
    """

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="derogations")
    regle = models.CharField(max_length=100)
    phrase = models.TextField("le constat, tel qu'on l'a lu")
    motif = models.TextField(max_length=2000)
    compte = models.ForeignKey("guichet.Compte", models.PROTECT, related_name="+")
    le = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.convention}, {self.regle}"


class VueEnregistree(models.Model):
    """Une façon de voir la file, qu'une personne garde : ses filtres, son tri."""

    compte = models.ForeignKey("guichet.Compte", models.CASCADE, related_name="vues")
    nom = models.CharField(max_length=80)
    page = models.CharField(max_length=40)
    parametres = models.CharField(max_length=500)
    par_defaut = models.BooleanField("celle que l'on voit en arrivant", default=False)

    class Meta:
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(fields=["compte", "page", "nom"], name="une_vue_par_nom"),
            models.UniqueConstraint(
                fields=["compte", "page"], condition=models.Q(par_defaut=True), name="une_vue_par_defaut"
            ),
        ]

    def __str__(self) -> str:
        return self.nom
