"""Un petit monde : deux écoles, deux organismes, une personne par titre. Tout passe par les gestes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from tripartite.dossiers import ecrire, lire_dossier
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.circuit import fonction_attendue
from tripartite.guichet.gestes.codes import demander_un_code
from tripartite.guichet.gestes.completer import completer
from tripartite.guichet.gestes.controler import viser
from tripartite.guichet.gestes.envoyer import envoyer, rendre
from tripartite.guichet.gestes.etablir import etablir
from tripartite.guichet.modeles import (
    Composante,
    Compte,
    Convention,
    Courriel,
    Etablissement,
    Fonction,
    FonctionDansOrganisme,
    Formation,
    Habilitation,
    Lien,
    Membre,
    MembreOrganisme,
    Organisme,
)

EXEMPLE = Path(__file__).parents[2] / "exemples" / "master-en-entreprise.yaml"
MOT_DE_PASSE = "un-mot-de-passe-d-essai"


def donnees_d_exemple() -> dict[str, Any]:
    """Les faits d'une convention complète et conforme, qui commence dans deux mois."""
    donnees = deepcopy(_exemple_lu())
    donnees.pop("vie", None)
    convention = donnees["convention"]
    for nom in ("conclue_le", "signatures"):
        convention.pop(nom, None)
    convention["tuteur"]["courriel"] = "tuteur@marees.example"
    donnees["organisme"]["signataire"]["courriel"] = "signataire@marees.example"
    donnees["organisme"].pop("stages")
    donnees["organisme"]["stages"] = "aucun"
    debut = _prochain_lundi(timezone.localdate() + timedelta(days=60))
    convention["debut"], convention["fin"] = debut.isoformat(), (debut + timedelta(days=60)).isoformat()
    convention.pop("duree_prevue", None)
    avant = [debut.year * 12 + debut.month - 1 - n for n in range(14, 0, -1)]
    donnees["organisme"]["effectifs"] = {f"{m // 12}-{m % 12 + 1:02}": 47 for m in avant}
    annee = debut.year if debut.month >= 9 else debut.year - 1
    donnees["formation"] |= {"annee_debut": f"{annee}-09-01", "annee_fin": f"{annee + 1}-08-31"}
    return donnees


@cache
def _exemple_lu() -> dict[str, Any]:
    return ecrire(lire_dossier(EXEMPLE))


def _prochain_lundi(jour: Any) -> Any:
    return jour + timedelta(days=(7 - jour.weekday()) % 7)


@dataclass
class Monde:
    """Ce qui existe, et de quoi mener une convention jusqu'à l'état que l'on veut."""

    ecole: Etablissement
    composante: Composante
    formation: Formation
    autre_ecole: Etablissement
    autre_formation: Formation
    organisme: Organisme
    comptes: dict[str, Compte] = field(default_factory=dict)

    def acteur(self, qui: str) -> Acteur:
        """L'acteur d'un compte ; relu, pour que ses droits soient ceux du moment."""
        return Acteur(compte=Compte.objects.get(pk=self.comptes[qui].pk))

    def nouvel_etudiant(self) -> str:
        """Un étudiant de plus ; rend la clé de son compte."""
        qui = f"etudiant{len(self.comptes)}"
        self.comptes[qui] = Compte.objects.create_user(f"{qui}@essai.example", prenom="Noé", nom=qui)
        return qui

    def brouillon(self, qui: str = "etudiante", *, donnees: dict[str, Any] | None = None) -> Convention:
        """Un brouillon rempli par une étudiante."""
        formation = self.autre_formation if qui == "autre_etudiant" else self.formation
        acteur = self.acteur(qui)
        convention = etablir(acteur, formation)
        if formation == self.formation:
            Convention.objects.filter(pk=convention.pk).update(referent=self.comptes["referent"])
        remplies = donnees or donnees_d_exemple()

        def remplir(avant: dict[str, Any]) -> dict[str, Any]:
            return (
                avant
                | remplies
                | {
                    "etablissement": avant["etablissement"]
                    | {"referent": remplies["etablissement"]["referent"]}
                }
            )

        return completer(convention, acteur, numero=1, changer=remplir)

    def convention(self, etat: Etat, qui: str = "etudiante", **options: Any) -> Convention:
        """Une convention menée, par les gestes, jusqu'à cet état."""
        convention = self.brouillon(qui, **options)
        if etat == Etat.BROUILLON:
            return convention
        convention = envoyer(convention, self.acteur(qui), contact="rh@marees.example")
        if etat == Etat.A_COMPLETER:
            return convention
        invite = self.invite(convention)
        demander_un_code(convention, "rendre", invite)
        convention = rendre(convention, invite, code=self.dernier_code())
        while etat == Etat.A_SIGNER and (fonction := fonction_attendue(convention)):
            convention = viser(convention, self.acteur(fonction), numero=convention.numero_de_version)
        return convention

    @staticmethod
    def invite(convention: Convention) -> Acteur:
        """L'acteur du dernier lien envoyé pour cette convention."""
        return Acteur(
            lien=Lien.objects.select_related("convention").filter(convention=convention).latest("pk")
        )

    @staticmethod
    def dernier_code() -> str:
        """Les six chiffres du dernier code envoyé."""
        texte = Courriel.objects.filter(modele="code").latest("pk").texte
        return next(mot for mot in texte.split() if mot.isdigit() and len(mot) == 6)


def creer_le_monde() -> Monde:
    """Deux écoles, deux organismes, une personne par titre."""
    ecole, composante, formation = _ecole(
        "Université de Loire-Armorique", "0442999X", "Master 2 Ingénierie des données"
    )
    autre, autre_composante, autre_formation = _ecole("Lycée des Marais", "0172998Z", "BTS Gestion")
    organisme = Organisme.objects.create(siret="93621374300011", nom="Marées Logicielles")
    tiers = Organisme.objects.create(siret="73282932000074", nom="Autre organisme")
    monde = Monde(ecole, composante, formation, autre, autre_formation, organisme)
    for qui, prenom, nom in (
        ("etudiante", "Maëlle", "Le Goff"),
        ("autre_etudiante", "Inès", "Fontaine"),
        ("autre_etudiant", "Yanis", "Robert"),
        ("referent", "Ousmane", "Diallo"),
        ("bureau", "Claire", "Le Bris"),
        ("direction", "Anne", "Kervella"),
        ("administrateur", "Paul", "Morvan"),
        ("autre_bureau", "Luc", "Petit"),
        ("rh", "Hélène", "Moreau"),
        ("autre_rh", "Nora", "Blin"),
        ("agent", "Marc", "Salaün"),
        ("exploitant", "Eva", "Roy"),
    ):
        monde.comptes[qui] = Compte.objects.create_user(
            f"{qui}@essai.example", MOT_DE_PASSE, prenom=prenom, nom=nom, operateur=qui == "exploitant"
        )
    for fonction in Fonction:
        Membre.objects.create(compte=monde.comptes[fonction.value], etablissement=ecole, fonction=fonction)
    Membre.objects.create(
        compte=monde.comptes["autre_bureau"],
        etablissement=autre,
        composante=autre_composante,
        fonction=Fonction.BUREAU,
    )
    MembreOrganisme.objects.create(
        compte=monde.comptes["rh"], organisme=organisme, fonction=FonctionDansOrganisme.RH, entier=True
    )
    MembreOrganisme.objects.create(
        compte=monde.comptes["autre_rh"], organisme=tiers, fonction=FonctionDansOrganisme.RH, entier=True
    )
    Habilitation.objects.create(
        compte=monde.comptes["agent"], organisme=organisme, jusqu_au=timezone.localdate() + timedelta(days=30)
    )
    return monde


def _ecole(nom: str, uai: str, intitule: str) -> tuple[Etablissement, Composante, Formation]:
    exemple = donnees_d_exemple()
    faits = {n: v for n, v in exemple["etablissement"].items() if n not in ("nom", "referent", "signataire")}
    ecole = Etablissement.objects.create(
        nom=nom, uai=uai, courriel=f"stages@{uai.lower()}.example", faits=faits | {"uai": uai}
    )
    composante = Composante.objects.create(
        etablissement=ecole,
        nom="Composante des sciences",
        signataire=exemple["etablissement"]["signataire"] | {"courriel": "direction@essai.example"},
        clauses=exemple["convention"]["clauses"],
    )
    formation = Formation.objects.create(
        composante=composante,
        intitule=intitule,
        faits={n: v for n, v in exemple["formation"].items() if n != "intitule"},
    )
    return ecole, composante, formation
