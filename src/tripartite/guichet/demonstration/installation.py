"""Installer la démonstration dans une base vide."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from datetime import time as heure
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import yaml
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from tripartite.guichet.demonstration.comptes import COMPTES, MOT_DE_PASSE, SECRET_TOTP, CompteMontre
from tripartite.guichet.demonstration.faits import CLAUSES
from tripartite.guichet.demonstration.recits import RECITS, Gens, Lieu, raconter
from tripartite.guichet.modeles import (
    Composante,
    Compte,
    Etablissement,
    Fonction,
    FonctionDansOrganisme,
    Formation,
    Habilitation,
    Membre,
    MembreOrganisme,
    Organisme,
)

MONDE = Path(__file__).with_name("monde.yaml")
CONVENTIONS = 200
GRAINE = 2026
PAR_PAS = 25
ENSEIGNANTS = 11
ENTRE_DEUX = 0.5
"""Les secondes laissées aux autres : SQLite n'a qu'une écriture à la fois, et l'on regarde déjà."""
TOUT_DE_SUITE = len(RECITS)
CELLES_DE_L_ETUDIANTE = frozenset({0, 2, 4, 7, 40, 80, 120})
ENSEIGNANT, ETUDIANT = "enseignant", "etudiant"
SIGNATAIRE = {
    "nom": "Kervella",
    "prenom": "Anne",
    "fonction": "directrice",
    "courriel": "direction@demonstration.example",
}


def installer(conventions: int = CONVENTIONS) -> Iterator[str]:
    """Crée la démonstration, si la base est vide ; dit où elle en est.

    Les premières conventions tout de suite, de quoi voir chaque état ; l'ouvrier raconte les autres.
    """
    if Etablissement.objects.exists():
        yield "Les données de démonstration sont déjà là."
        return
    monde = _monde()
    hasard = Random(GRAINE)  # noqa: S311  des données inventées, les mêmes à chaque fois
    with transaction.atomic():
        lieux = [lieu for ecole in monde["ecoles"] for lieu in _ecole(ecole)]
        organismes = [Organisme.objects.create(siret=o["siret"], nom=o["nom"]) for o in monde["organismes"]]
        comptes = {montre.cle: _compte(montre) for montre in COMPTES}
        _titrer(comptes, lieux, organismes)
        _enseignants(hasard, monde, lieux)
        _personnes(ETUDIANT, hasard, monde, conventions)
    yield "Données de démonstration : trois écoles, douze organismes, leurs comptes."
    tout_de_suite = min(TOUT_DE_SUITE, conventions)
    raconter_de(0, tout_de_suite)
    autres = conventions - tout_de_suite
    yield f"Données de démonstration : {tout_de_suite} conventions ; l'ouvrier en écrit {autres} autres."
    for debut in range(tout_de_suite, conventions, PAR_PAS):
        raconter_la_suite.enqueue(debut, min(debut + PAR_PAS, conventions))


@task()
def raconter_la_suite(debut: int, fin: int) -> None:
    """Raconte quelques conventions de plus ; l'ouvrier le fait pendant que l'on regarde les premières."""
    raconter_de(debut, fin, pause=ENTRE_DEUX)


def raconter_de(debut: int, fin: int, *, pause: float = 0) -> None:
    """Raconte les conventions de ces rangs, un geste après l'autre."""
    monde = _monde()
    formations = Formation.objects.select_related("composante__etablissement").order_by("pk")
    lieux = [Lieu(formation.composante, formation) for formation in formations]
    comptes = {m.cle: Compte.objects.get(courriel=m.courriel) for m in COMPTES}
    enseignants = [comptes["referent"], *_tous(ENSEIGNANT)]
    etudiants = _tous(ETUDIANT)
    for rang in range(debut, fin):
        etudiant = comptes["etudiante"] if rang in CELLES_DE_L_ETUDIANTE else etudiants[rang]
        gens = Gens(comptes, enseignants[rang % len(enseignants)], etudiant)
        hasard = Random(f"{GRAINE}:{rang}")  # noqa: S311
        convention = raconter(rang, hasard, monde, lieux, gens, a_l_instant)
        # Ce qui est raconté est passé : ces courriels-là sont réputés partis.
        convention.courriels.filter(envoye_le=None).update(envoye_le=timezone.now(), texte="")
        time.sleep(pause)


def _monde() -> dict[str, Any]:
    return dict(yaml.safe_load(MONDE.read_text("utf-8")))


def _tous(quoi: str) -> list[Compte]:
    """Les comptes sans entrée de cette sorte, dans l'ordre où ils ont été créés."""
    return list(Compte.objects.filter(courriel__regex=rf"^{quoi}[0-9]+@").order_by("pk"))


@contextmanager
def a_l_instant(jour: date) -> Iterator[None]:
    """Fait comme si l'on était ce jour-là, à dix heures."""
    instant = timezone.make_aware(datetime.combine(jour, heure(10)))
    with patch("django.utils.timezone.now", return_value=instant):
        yield


def _ecole(dite: dict[str, Any]) -> Iterator[Lieu]:
    ecole = Etablissement.objects.create(
        nom=dite["nom"],
        uai=dite["uai"],
        courriel=f"stages@{dite['uai'].lower()}.example",
        faits={"uai": dite["uai"], "adresse": dite["adresse"], **dite["faits"]},
    )
    for composante_dite in dite["composantes"]:
        composante = Composante.objects.create(
            etablissement=ecole,
            nom=composante_dite["nom"],
            circuit=composante_dite["circuit"],
            signataire=SIGNATAIRE,
            clauses=CLAUSES,
        )
        for intitule in composante_dite["formations"]:
            faits = _formation(timezone.localdate())
            formation = Formation.objects.create(composante=composante, intitule=intitule, faits=faits)
            yield Lieu(composante, formation)


def _formation(aujourd_hui: date) -> dict[str, Any]:
    """Une formation dont l'année d'enseignement contient le jour où l'on est."""
    annee = aujourd_hui.year - (aujourd_hui.month < 9)
    return {
        "diplome": "diplôme préparé",
        "voie": "supérieure",
        "heures_enseignement": "420 h",
        "heures_en_presence": "380 h",
        "annee_debut": f"{annee}-09-01",
        "annee_fin": f"{annee + 1}-08-31",
        "stage_prevu_au_reglement": True,
        "restitution_evaluee": True,
        "credits": 24,
        "derniere_annee": False,
        "stage_obligatoire": True,
    }


def _compte(montre: CompteMontre) -> Compte:
    compte = Compte.objects.create_user(
        montre.courriel,
        MOT_DE_PASSE,
        prenom=montre.prenom,
        nom=montre.nom,
        operateur=montre.cle == "exploitant",
    )
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    if montre.second_facteur:
        TOTP.activate(compte, SECRET_TOTP)
    return compte


def _titrer(comptes: dict[str, Compte], lieux: list[Lieu], organismes: list[Organisme]) -> None:
    """Donne à chaque compte ce que dit son titre, dans toutes les écoles pour ceux qui y travaillent."""
    for ecole in dict.fromkeys(lieu.composante.etablissement for lieu in lieux):
        for fonction in Fonction:
            Membre.objects.create(compte=comptes[fonction.value], etablissement=ecole, fonction=fonction)
    MembreOrganisme.objects.create(
        compte=comptes["rh"], organisme=organismes[0], fonction=FonctionDansOrganisme.RH, entier=True
    )
    jusqu_au = timezone.localdate() + timedelta(days=365)
    for organisme in organismes[:3]:
        Habilitation.objects.create(compte=comptes["agent"], organisme=organisme, jusqu_au=jusqu_au)


def _enseignants(hasard: Random, monde: dict[str, Any], lieux: list[Lieu]) -> None:
    """De quoi rester sous les vingt-quatre stages que suit au plus un référent."""
    enseignants = _personnes(ENSEIGNANT, hasard, monde, ENSEIGNANTS)
    for ecole in dict.fromkeys(lieu.composante.etablissement for lieu in lieux):
        for compte in enseignants:
            Membre.objects.create(compte=compte, etablissement=ecole, fonction=Fonction.REFERENT)


def _personnes(quoi: str, hasard: Random, monde: dict[str, Any], nombre: int) -> list[Compte]:
    """Des gens qui n'entrent pas : leur mot de passe n'existe pas."""
    personnes = []
    for rang in range(nombre):
        prenom, nom = hasard.choice(monde["prenoms"]), hasard.choice(monde["noms"])
        compte = Compte(courriel=f"{quoi}{rang}@demonstration.example", prenom=prenom, nom=nom)
        compte.set_unusable_password()
        personnes.append(compte)
    return Compte.objects.bulk_create(personnes)
