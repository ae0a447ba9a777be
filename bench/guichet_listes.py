"""Les listes du guichet, avec cent mille conventions : p50, p99 et lectures de chaque page.

Sur une base à part, par le client de test de Django : `python -m bench.guichet_listes`, ou devant PostgreSQL
`outils/postgres .venv/bin/python -m bench.guichet_listes`. Le temps de processeur (le nôtre, non celui de
PostgreSQL) est à côté du temps passé : sur une machine partagée, lui seul est à nous. BENCH_DONNEES reprend
la base SQLite d'une mesure précédente.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from random import Random

NOMBRE = int(os.environ.get("BENCH_CONVENTIONS", "100000"))
FOIS = int(os.environ.get("BENCH_FOIS", "100"))
PROMESSE_MS = 150
PAGES = {
    "ce qui vous attend": "",
    "toutes, par ancienneté": "onglet=toutes",
    "en contrôle": "onglet=en contrôle",
    "par stagiaire": "onglet=toutes&tri=stagiaire",
    "par dates, à l'envers": "onglet=toutes&tri=dates&sens=desc",
    "ce qui bloque": "onglet=toutes&bloque=oui&tri=bloquants",
    "une formation": "onglet=toutes&formation={formation}",
    "chercher un nom fréquent": "onglet=toutes&q=martin",
    "chercher un nom rare": "onglet=toutes&q=stagiaire99999",
    "chercher ce qui n'est pas": "onglet=toutes&q=introuvable",
}
NOMS = ("Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Le Goff", "Ñandú", "Zoé")


def principal() -> None:
    """Prépare la base, mesure, écrit le tableau."""
    dossier = os.environ.get("BENCH_DONNEES") or tempfile.mkdtemp(prefix="tripartite-bench-")
    os.environ["TRIPARTITE_DONNEES"] = dossier
    os.environ["DJANGO_SETTINGS_MODULE"] = "tripartite.guichet.projet.settings"
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from tripartite.guichet.projet.chauffe import application_chaude

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    application_chaude()  # comme chaque processus du serveur
    from tripartite.guichet.entretien import mesurer_les_tables

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    setup_test_environment()
    clients = peupler()
    mesurer_les_tables()
    print(f"{settings.DATABASES['default']['ENGINE']}, {NOMBRE} conventions, {FOIS} fois chaque page")
    print(f"{'page':36} {'qui':10} {'p50 ms':>8} {'p99 ms':>8} {'dont cpu':>8} {'lectures':>9}")
    for qui, (client, formation) in clients.items():
        for nom, parametres in PAGES.items():
            _mesurer(nom, qui, client, f"/a-traiter/?{parametres.format(formation=formation)}")
        _avancer(qui, client)


def _mesurer(nom: str, qui: str, client: object, adresse: str) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as relevees:
        reponse = client.get(adresse)  # type: ignore[attr-defined]
        lectures = len(relevees)
    assert reponse.status_code == 200, (adresse, reponse.status_code)
    durees, calculs = [], []
    for _ in range(FOIS):
        debut, calcul = time.perf_counter(), time.process_time()
        client.get(adresse)  # type: ignore[attr-defined]
        durees.append((time.perf_counter() - debut) * 1000)
        calculs.append((time.process_time() - calcul) * 1000)
    p99 = statistics.quantiles(durees, n=100)[98]
    marque = "" if p99 <= PROMESSE_MS else f"  > {PROMESSE_MS}"
    p50, cpu = statistics.median(durees), statistics.median(calculs)
    print(f"{nom:36} {qui:10} {p50:8.1f} {p99:8.1f} {cpu:8.1f} {lectures:9}{marque}", flush=True)
    return str(reponse.context["suivant"])


def _avancer(qui: str, client: object) -> None:
    """La quarantième page : elle doit coûter ce que coûte la première."""
    suite = "?onglet=toutes&tri=stagiaire"
    for _ in range(40):
        suivant = client.get(f"/a-traiter/{suite}").context["suivant"]  # type: ignore[attr-defined]
        suite = suivant or suite
    _mesurer("la quarantième page", qui, client, f"/a-traiter/{suite}")


def peupler() -> dict[str, tuple[object, int]]:
    from django.utils import timezone

    from tripartite.droit.parcours import Etat
    from tripartite.guichet.gestes.versions import aplanir
    from tripartite.guichet.modeles import (
        Composante,
        Compte,
        Convention,
        Etablissement,
        Formation,
        Membre,
    )

    if Etablissement.objects.exists():
        return _connecter()
    hasard = Random(2026)  # noqa: S311
    ecole = Etablissement.objects.create(nom="Université d'essai", uai="0000000A")
    composantes = [Composante.objects.create(etablissement=ecole, nom=f"Composante {i}") for i in range(12)]
    formations = [
        Formation.objects.create(composante=c, intitule=f"Formation {c.nom} {i}")
        for c in composantes
        for i in range(10)
    ]
    comptes = {}
    for qui in ("bureau", "referent"):
        comptes[qui] = Compte.objects.create_user(f"{qui}@bench.example", prenom=qui, nom="Essai")
        Membre.objects.create(compte=comptes[qui], etablissement=ecole, fonction=qui)
    referents = [Compte.objects.create_user(f"r{i}@bench.example", nom=f"Référent {i}") for i in range(150)]
    for referent in referents:
        Membre.objects.create(compte=referent, etablissement=ecole, fonction="referent")
    etats = [e.value for e in Etat]
    poids = [8, 6, 5, 3, 1, 6, 1, 10, 20, 1, 1, 10, 25, 3]
    maintenant = timezone.now()
    for debut in range(0, NOMBRE, 5000):
        rangees = []
        for rang in range(debut, min(debut + 5000, NOMBRE)):
            formation = hasard.choice(formations)
            etat = hasard.choices(etats, poids)[0]
            nom = f"{hasard.choice(NOMS)}"
            jour = date(2026, 1, 1) + timedelta(days=hasard.randrange(400))
            convention = Convention(
                etat=etat,
                depuis=maintenant - timedelta(minutes=hasard.randrange(500_000)),
                visa_attendu=hasard.choice(("referent", "bureau")) if etat == Etat.EN_CONTROLE else "",
                etablissement=ecole,
                composante=formation.composante,
                formation=formation,
                referent=comptes["referent"] if rang % 4000 == 0 else hasard.choice(referents),
                nom_du_stagiaire=f"Stagiaire{rang} {nom}",
                nom_de_l_organisme=f"Organisme {hasard.randrange(9000)}",
                sujet="Conception et suivi d'un projet dont le sujet tient en une ligne ordinaire",
                debut=jour if rang % 9 else None,
                fin=jour + timedelta(days=90),
                minutes=hasard.randrange(18000, 60000),
                bloquants=hasard.choices((0, 1, 2), (8, 1, 1))[0],
                manques=hasard.choices((0, 1, 4), (6, 2, 1))[0],
                tri_stagiaire=aplanir(f"{nom} Stagiaire{rang}"),
                tri_organisme=f"organisme {rang % 9000}",
                tri_formation=aplanir(formation.intitule),
            )
            convention.recherche = aplanir(
                f"{convention.reference} {convention.nom_du_stagiaire} {convention.nom_de_l_organisme} "
                f"{convention.sujet} {formation.intitule}"
            )
            rangees.append(convention)
        Convention.objects.bulk_create(rangees)
    return _connecter()


def _connecter() -> dict[str, tuple[object, int]]:
    """Un navigateur par titre, et une formation à filtrer."""
    from django.test import Client

    from tripartite.guichet.modeles import Compte, Formation

    clients = {}
    for qui in ("bureau", "referent"):
        client = Client()
        client.force_login(Compte.objects.get(courriel=f"{qui}@bench.example"))
        clients[qui] = (client, Formation.objects.earliest("pk").pk)
    return clients


if __name__ == "__main__":
    principal()
