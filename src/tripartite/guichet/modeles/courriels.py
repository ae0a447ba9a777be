"""La boîte d'envoi : un courriel est une rangée, écrite avec le geste qui le demande."""

from __future__ import annotations

from django.db import models

from tripartite.guichet.modeles.conventions import Convention


class Courriel(models.Model):
    """Un courriel à envoyer, ou envoyé. `cle` fait qu'un même avis ne part qu'une fois."""

    cle = models.CharField(max_length=120, unique=True)
    modele = models.CharField(max_length=40)
    convention = models.ForeignKey(
        Convention, models.CASCADE, null=True, blank=True, related_name="courriels"
    )
    destinataire = models.EmailField()
    langue = models.CharField(max_length=2, default="fr")
    objet = models.CharField(max_length=200)
    texte = models.TextField()
    ecrit_le = models.DateTimeField()
    essais = models.PositiveSmallIntegerField(default=0)
    envoye_le = models.DateTimeField(null=True, blank=True)
    abandonne_le = models.DateTimeField(null=True, blank=True)
    erreur = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-ecrit_le", "-id"]

    def __str__(self) -> str:
        return f"{self.objet} → {self.destinataire}"
