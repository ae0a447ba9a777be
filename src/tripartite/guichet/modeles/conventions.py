"""Une convention et ses versions. Les colonnes disent pour les listes ce que la version sait en entier."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Sans les lettres que l'on confond, en lisant au téléphone."""
ETATS = [(e.value, e.value) for e in Etat]
PARTIES = [(p.value, p.value) for p in Partie]


def nouvelle_reference() -> str:
    """Dix signes au hasard : « 7F3K9-2QMXB »."""
    signes = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{signes[:5]}-{signes[5:]}"


COLONNES_TRIEES = (
    "tri_stagiaire",
    "tri_organisme",
    "tri_formation",
    "debut",
    "minutes",
    "bloquants",
    "manques",
)


class Convention(models.Model):
    """Une convention, de son brouillon à sa fin."""

    reference = models.CharField(max_length=11, unique=True, default=nouvelle_reference, editable=False)
    etat = models.CharField(max_length=25, choices=ETATS, default=Etat.BROUILLON.value)
    depuis = models.DateTimeField("dans cet état depuis")
    attendu_de = models.CharField("qui doit agir", max_length=40, choices=PARTIES, blank=True)
    correction_demandee_par = models.CharField(max_length=40, choices=PARTIES, blank=True)
    visa_attendu = models.CharField("fonction dont on attend le visa", max_length=20, blank=True)
    relancee_le = models.DateTimeField("dernière relance", null=True, blank=True)
    conclue_le = models.DateField("jour de la dernière signature", null=True, blank=True)
    sur_papier = models.BooleanField("signée sur papier", default=False)

    stagiaire = models.ForeignKey(
        "guichet.Compte", models.SET_NULL, null=True, blank=True, related_name="conventions"
    )
    etablissement = models.ForeignKey("guichet.Etablissement", models.PROTECT, related_name="conventions")
    composante = models.ForeignKey("guichet.Composante", models.PROTECT, related_name="conventions")
    formation = models.ForeignKey("guichet.Formation", models.PROTECT, related_name="conventions")
    organisme = models.ForeignKey(
        "guichet.Organisme", models.PROTECT, null=True, blank=True, related_name="conventions"
    )
    referent = models.ForeignKey(
        "guichet.Compte", models.SET_NULL, null=True, blank=True, related_name="conventions_suivies"
    )
    contact = models.EmailField("courriel de l'organisme, pour ce stage", blank=True)

    version = models.ForeignKey(
        "guichet.Version", models.PROTECT, null=True, editable=False, related_name="+"
    )
    numero_de_version = models.PositiveIntegerField(default=0, editable=False)
    creee_le = models.DateTimeField(auto_now_add=True)

    # Ce que les listes montrent, trient et cherchent ; `gestes.versions` les écrit avec la version.
    nom_du_stagiaire = models.CharField(max_length=200, blank=True)
    nom_de_l_organisme = models.CharField(max_length=200, blank=True)
    sujet = models.CharField(max_length=300, blank=True)
    courriel_du_tuteur = models.CharField(max_length=254, blank=True)
    debut = models.DateField(null=True, blank=True)
    fin = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField("durée prévue", null=True, blank=True)
    bloquants = models.PositiveSmallIntegerField(default=0)
    manques = models.PositiveSmallIntegerField(default=0)
    recherche = models.TextField(blank=True, editable=False)
    tri_stagiaire = models.CharField(max_length=200, blank=True, editable=False)
    tri_organisme = models.CharField(max_length=200, blank=True, editable=False)
    tri_formation = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["etablissement", "etat", "depuis", "id"], name="file_d_un_etablissement"),
            models.Index(fields=["etablissement", "depuis", "id"], name="liste_d_un_etablissement"),
            models.Index(fields=["organisme", "debut", "fin"], name="stages_d_un_organisme"),
            models.Index(fields=["stagiaire", "depuis", "id"], name="conventions_d_un_stagiaire"),
            models.Index(fields=["referent", "etat", "depuis", "id"], name="suivi_d_un_referent"),
            models.Index(fields=["courriel_du_tuteur", "debut"], name="stages_d_un_tuteur"),
            models.Index(fields=["etat", "debut"], name="conventions_a_commencer"),
            models.Index(fields=["etablissement", "visa_attendu", "depuis", "id"], name="visas_attendus"),
            models.Index(fields=["etat", "depuis"], name="conventions_a_relancer"),
            # La recherche lit cet index, étroit, plutôt que des rangées larges.
            models.Index(fields=["etablissement", "recherche", "etat"], name="recherche_d_un_etablissement"),
            # Un index par colonne que la file sait trier, pour y avancer sans tout lire.
            *(
                models.Index(fields=["etablissement", colonne, "id"], name=f"file_par_{colonne}")
                for colonne in COLONNES_TRIEES
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def actuelle(self) -> Version:
        """La version en cours ; toute convention établie en a une."""
        if self.version is None:
            raise ValueError(f"{self.reference} n'a pas encore de version")
        return self.version

    @property
    def donnees(self) -> dict[str, Any]:
        """Les faits de la version en cours, en données simples ; aucun, avant la première."""
        return self.version.dossier if self.version else {}


class Version(models.Model):
    """Ce que dit une convention, à un moment : `dossier` est un dossier en données simples, jamais changé."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="versions")
    numero = models.PositiveIntegerField()
    dossier = models.JSONField()
    empreinte = models.CharField(max_length=64)
    le = models.DateTimeField()
    auteur = models.CharField("qui l'a écrite", max_length=200)
    partie = models.CharField(max_length=40, choices=PARTIES)
    changes = models.JSONField("les faits changés", default=list)

    class Meta:
        ordering = ["-numero"]
        constraints = [models.UniqueConstraint(fields=["convention", "numero"], name="un_numero_par_version")]

    def __str__(self) -> str:
        return f"{self.convention}, version {self.numero}"
