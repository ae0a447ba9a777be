"""Ce qui met les gestes en file : un verrou par chose disputée, une clé par demande répétée."""

from __future__ import annotations

from django.db import models


class Verrou(models.Model):
    """Une chose que deux gestes se disputent : « organisme:… », « tuteur:… », « stagiaire:… »."""

    cle = models.CharField(primary_key=True, max_length=300)

    def __str__(self) -> str:
        return self.cle


class Demande(models.Model):
    """Une demande déjà faite, sous une clé donnée par le formulaire : répétée, elle a la même réponse."""

    cle = models.CharField(primary_key=True, max_length=140)
    corps = models.CharField("l'empreinte de ce qui était demandé", max_length=64)
    reponse = models.CharField("où l'on est allé", max_length=300, blank=True)
    le = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.cle


class Compteur(models.Model):
    """Des essais comptés dans une fenêtre de temps. La clé ne dit pas de qui."""

    cle = models.CharField(primary_key=True, max_length=100)
    debut = models.DateTimeField()
    nombre = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.cle
