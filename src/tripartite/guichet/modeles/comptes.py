"""Les comptes : une personne, son courriel, sa langue."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Comptes(BaseUserManager["Compte"]):
    """Créer des comptes, les retrouver par leur courriel."""

    def create_user(self, courriel: str, password: str | None = None, **champs: Any) -> Compte:
        """Crée un compte ; sans mot de passe, on n'y entre que par un autre moyen."""
        compte = self.model(courriel=self.normalize_email(courriel).lower(), **champs)
        compte.set_password(password)
        compte.save(using=self._db)
        return compte

    def get_by_natural_key(self, username: str | None) -> Compte:
        return self.get(courriel=(username or "").lower())


def nommer(prenom: str, nom: str, courriel: str) -> str:
    """Prénom et nom ; à défaut, le courriel."""
    return f"{prenom} {nom}".strip() or courriel


class Compte(AbstractBaseUser):
    """Une personne qui se connecte. Ses droits viennent de ce dont elle est partie, jamais du compte."""

    courriel = models.EmailField("courriel", unique=True)
    prenom = models.CharField("prénom", max_length=100, blank=True)
    nom = models.CharField("nom", max_length=100, blank=True)
    langue = models.CharField(max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr")
    is_active = models.BooleanField("actif", default=True)
    operateur = models.BooleanField("exploite l'instance", default=False)
    cree_le = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Comptes] = Comptes()

    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("courriel"), name="un_compte_par_courriel")]

    def __str__(self) -> str:
        return self.nom_complet

    @property
    def nom_complet(self) -> str:
        """Prénom et nom ; à défaut, le courriel."""
        return nommer(self.prenom, self.nom, self.courriel)

    def get_full_name(self) -> str:
        return self.nom_complet
