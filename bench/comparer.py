"""Tripartite et ses pairs, mesurés tour à tour dans une même séance : `python -m bench` (ou `make bench`).

À chaque tour, toutes les épreuves, dans un ordre qui tourne ; chaque rapport se prend dans un tour, et l'on
rend la médiane des tours. La machine peut ralentir : les rapports tiennent mieux que les durées.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.preparer import (
    ICI,
    OPENFISCA,
    PUBLICODES,
    PYTHON_OPENFISCA,
    PairAbsent,
    preparer_openfisca,
    preparer_publicodes,
)

RACINE = ICI.parent
EXEMPLE = Path("exemples") / "master-en-entreprise.yaml"
CINQ_MINUTES = 300
TOURS = 5
DIX_PAS = 10
ENVIRONNEMENT = {nom: valeur for nom, valeur in os.environ.items() if nom != "PYTHONDONTWRITEBYTECODE"}
"""Le code compilé se garde d'un lancement à l'autre, comme chez qui l'installe."""
VERDICTS_RENDUS = (0, 1)
"""`tripartite verifier` rend 0 si tout est conforme, 1 sinon : les deux sont des réponses."""

Tour = dict[str, float]
"""Les durées d'un tour, en millisecondes, par le nom de ce qui est mesuré."""


class Echec(Exception):
    """Une commande n'a pas répondu, et pourquoi."""


# --- Lancer ----------------------------------------------------------------------------------


def lancer(commande: list[str], codes: tuple[int, ...] = (0,)) -> tuple[str, float, float]:
    """La sortie d'un processus, sa durée entière, lancement compris, et son temps de processeur (en ms)."""
    debut, avant = perf_counter(), temps_des_enfants()
    try:
        fait = subprocess.run(
            commande, cwd=RACINE, env=ENVIRONNEMENT, capture_output=True, text=True, timeout=CINQ_MINUTES
        )
    except FileNotFoundError as erreur:
        raise Echec("la commande n'est pas installée") from erreur
    except subprocess.TimeoutExpired as erreur:
        raise Echec(f"pas de réponse en {CINQ_MINUTES} secondes") from erreur
    duree = 1000 * (perf_counter() - debut)
    if fait.returncode not in codes:
        lignes = (fait.stderr or fait.stdout).strip().splitlines() or ["sans message"]
        raise Echec(f"code {fait.returncode}, {lignes[-1]}")
    return fait.stdout, duree, 1000 * (temps_des_enfants() - avant)


def temps_des_enfants() -> float:
    """Les secondes de processeur des processus lancés d'ici et finis."""
    temps = os.times()
    return temps.children_user + temps.children_system


@dataclass
class Epreuve:
    """Ce qui se lance une fois par tour : sa commande, et ce qu'on y lit."""

    nom: str
    commande: list[str]
    lire: Callable[[dict[str, Any]], Tour] | None = None  # None : la durée du processus entier
    codes: tuple[int, ...] = (0,)
    absence: str = ""
    dernier: dict[str, Any] = field(default_factory=dict)

    def passer(self) -> Tour:
        sortie, duree, processeur = lancer(self.commande, self.codes)
        if self.lire is None:
            return {self.nom: duree, f"{self.nom}, processeur": processeur}
        self.dernier = json.loads(sortie)
        return self.lire(self.dernier)


def choisir(*noms: str, prefixe: str) -> Callable[[dict[str, Any]], Tour]:
    """Lit ces durées d'une réponse en JSON ; celle qui manque est absente du tour."""
    return lambda reponse: {f"{prefixe} {nom}": reponse[nom] for nom in noms if nom in reponse}


def commande_tripartite() -> str:
    """La commande installée à côté de ce Python, sinon celle du système."""
    voisine = Path(sys.executable).parent / "tripartite"
    return str(voisine) if voisine.exists() else shutil.which("tripartite") or "tripartite"


def epreuves(avec_les_pairs: bool) -> list[Epreuve]:
    """Les épreuves de la séance, dans leur premier ordre."""
    node = shutil.which("node") or "node"
    en_openfisca = [str(PYTHON_OPENFISCA), str(OPENFISCA / "douze_mois.py")]
    en_publicodes = [node, str(PUBLICODES / "douze_mois.js")]
    d_openfisca = choisir("construction_ms", "premier_cas_ms", "a_chaud_ms", prefixe="openfisca")
    de_publicodes = choisir("construction_ms", "premier_cas_ms", "a_chaud_ms", prefixe="publicodes")
    de_tripartite = choisir(
        "lecture_ms",
        "regles_ms",
        "regles_au_mieux_ms",
        "regles_au_processeur_ms",
        "regles_d_autres_jours_ms",
        "etalon_ms",
        "etalon_au_mieux_ms",
        "premier_cas_ms",
        "a_chaud_ms",
        "calendrier_compris_ms",
        prefixe="tripartite",
    )
    siennes = [
        Epreuve("python nu", [sys.executable, "-c", "pass"]),
        Epreuve(
            "tripartite à froid",
            [commande_tripartite(), "verifier", str(EXEMPLE)],
            codes=VERDICTS_RENDUS,
        ),
        Epreuve("tripartite à chaud", [sys.executable, "-m", "bench.tripartite_douze_mois"], de_tripartite),
    ]
    pairs = [
        Epreuve("openfisca à froid", [*en_openfisca, "--froid"]),
        Epreuve("openfisca à chaud", en_openfisca, d_openfisca),
        Epreuve("publicodes à froid", [*en_publicodes, "--froid"]),
        Epreuve("publicodes à chaud", en_publicodes, de_publicodes),
    ]
    for nom, preparer in (("openfisca", preparer_openfisca), ("publicodes", preparer_publicodes)):
        absence = "" if avec_les_pairs else "laissé de côté (--sans-pairs)"
        if avec_les_pairs:
            try:
                preparer()
            except PairAbsent as erreur:
                absence = str(erreur)
        for epreuve in pairs:
            if epreuve.nom.startswith(nom):
                epreuve.absence = absence
    return siennes + pairs


def mesurer(a_passer: list[Epreuve], tours: int) -> list[Tour]:
    """Un tour à vide, puis les tours mesurés ; une épreuve qui échoue est dite absente et ne revient plus."""
    resultats: list[Tour] = []
    for numero in range(tours + 1):
        print(f"\rtour {numero} sur {tours}", end="", file=sys.stderr, flush=True)
        depart = numero % len(a_passer)
        tour: Tour = {}
        for epreuve in a_passer[depart:] + a_passer[:depart]:
            if epreuve.absence:
                continue
            try:
                tour |= epreuve.passer()
            except (Echec, ValueError) as erreur:
                epreuve.absence = str(erreur)
        if numero:
            resultats.append(tour)
    print("\r" + " " * 20 + "\r", end="", file=sys.stderr, flush=True)
    return resultats


# --- Dire ------------------------------------------------------------------------------------


def nombre(valeur: float) -> str:
    """Trois chiffres significatifs, à la française."""
    decimales = 0 if abs(valeur) >= 100 else 1 if abs(valeur) >= DIX_PAS else 2 if abs(valeur) >= 1 else 3
    return f"{valeur:,.{decimales}f}".replace(",", " ").replace(".", ",")


def duree(ms: float) -> str:
    """Une durée dans l'unité qui la fait lire : secondes, millisecondes, microsecondes."""
    if ms >= 1000:
        return f"{nombre(ms / 1000)} s"
    return f"{nombre(ms)} ms" if ms >= 1 else f"{nombre(1000 * ms)} µs"


def serie(tours: list[Tour], nom: str) -> list[float]:
    return [tour[nom] for tour in tours if nom in tour]


def rapports(tours: list[Tour], nom: str, autre: str) -> list[float]:
    """Combien de fois l'autre dure plus longtemps, tour par tour."""
    return [tour[autre] / tour[nom] for tour in tours if nom in tour and autre in tour]


def tableau(titres: Iterable[str], lignes: Iterable[Iterable[str]]) -> str:
    titres = list(titres)
    rangees = [titres, ["---", *["---:"] * (len(titres) - 1)], *map(list, lignes)]
    return "\n".join("| " + " | ".join(rangee) + " |" for rangee in rangees)


DUREES = (
    ("Python nu : démarrer et finir", "python nu", None),
    ("Tripartite : vérifier un dossier, commande entière", "tripartite à froid", 300.0),
    ("Tripartite : la même, temps de processeur", "tripartite à froid, processeur", 300.0),
    ("Tripartite : lire un dossier", "tripartite lecture_ms", None),
    ("Python nu : une boucle de cent mille tours, l'étalon", "tripartite etalon_ms", None),
    ("Python nu : l'étalon, au mieux", "tripartite etalon_au_mieux_ms", None),
    ("Tripartite : toutes les règles sur une convention", "tripartite regles_ms", 1.0),
    ("Tripartite : toutes les règles, au mieux", "tripartite regles_au_mieux_ms", 1.0),
    (
        "Tripartite : toutes les règles, au mieux, temps de processeur",
        "tripartite regles_au_processeur_ms",
        1.0,
    ),
    (
        "Tripartite : toutes les règles, chaque fois d'autres jours",
        "tripartite regles_d_autres_jours_ms",
        None,
    ),
    ("Tripartite : douze mois, premier cas", "tripartite premier_cas_ms", None),
    ("Tripartite : douze mois, à chaud", "tripartite a_chaud_ms", None),
    ("Tripartite : douze mois, à chaud, calendrier compris", "tripartite calendrier_compris_ms", None),
    ("OpenFisca-France : douze mois, processus entier", "openfisca à froid", None),
    ("OpenFisca-France : construire le système", "openfisca construction_ms", None),
    ("OpenFisca-France : douze mois, premier cas", "openfisca premier_cas_ms", None),
    ("OpenFisca-France : douze mois, à chaud", "openfisca a_chaud_ms", None),
    ("modele-social : douze mois, processus entier", "publicodes à froid", None),
    ("modele-social : la même, temps de processeur", "publicodes à froid, processeur", None),
    ("modele-social : construire le moteur", "publicodes construction_ms", None),
    ("modele-social : douze mois, premier cas", "publicodes premier_cas_ms", None),
    ("modele-social : douze mois, à chaud", "publicodes a_chaud_ms", None),
)
"""Ce qui se dit, ce qui l'a mesuré, et la durée à ne pas dépasser (en ms)."""

RAPPORTS = (
    ("à froid, modele-social / Tripartite", "tripartite à froid", "publicodes à froid", 8),
    (
        "à froid, modele-social / Tripartite, temps de processeur",
        "tripartite à froid, processeur",
        "publicodes à froid, processeur",
        8,
    ),
    ("à froid, OpenFisca / Tripartite", "tripartite à froid", "openfisca à froid", None),
    ("à chaud, OpenFisca / Tripartite", "tripartite a_chaud_ms", "openfisca a_chaud_ms", 500),
    (
        "à chaud, OpenFisca / Tripartite calendrier compris",
        "tripartite calendrier_compris_ms",
        "openfisca a_chaud_ms",
        None,
    ),
    ("à chaud, modele-social / Tripartite", "tripartite a_chaud_ms", "publicodes a_chaud_ms", None),
    ("à chaud, l'étalon / toutes les règles", "tripartite regles_ms", "tripartite etalon_ms", None),
    ("à froid, OpenFisca / modele-social", "publicodes à froid", "openfisca à froid", None),
    ("à chaud, modele-social / OpenFisca", "openfisca a_chaud_ms", "publicodes a_chaud_ms", None),
)
"""Le premier nommé dure tant de fois plus longtemps que le second ; et l'objectif, au moins."""


def dire_durees(tours: list[Tour]) -> str:
    lignes = []
    for libelle, nom, objectif in DUREES:
        mesures = serie(tours, nom)
        if not mesures:
            lignes.append([libelle, "pas mesuré", "", "" if objectif is None else f"≤ {duree(objectif)}", ""])
            continue
        milieu = median(mesures)
        but = ["", ""] if objectif is None else [f"≤ {duree(objectif)}", tenu(milieu <= objectif)]
        lignes.append([libelle, duree(milieu), f"{duree(min(mesures))} à {duree(max(mesures))}", *but])
    return tableau(("durée", "médiane", "étendue", "objectif", "tenu"), lignes)


def dire_rapports(tours: list[Tour]) -> str:
    lignes = []
    for libelle, nom, autre, objectif in RAPPORTS:
        mesures = rapports(tours, nom, autre)
        but = "" if objectif is None else f"≥ {objectif}"
        if not mesures:
            lignes.append([libelle, "pas mesuré", "", but, ""])
            continue
        milieu = median(mesures)
        etendue = f"{nombre(min(mesures))} à {nombre(max(mesures))}"
        lignes.append(
            [libelle, nombre(milieu), etendue, but, "" if objectif is None else tenu(milieu >= objectif)]
        )
    return tableau(("rapport", "médiane", "étendue", "objectif", "tenu"), lignes)


def tenu(oui: bool) -> str:
    return "oui" if oui else "**non**"


MONTANTS = (
    "gratification",
    "minimum",
    "excedent",
    "cotisations_organisme",
    "cotisations_stagiaire",
    "csg_crds",
)


def dire_montants(reponses: list[dict[str, Any]]) -> str:
    """L'année de chacun : de quoi voir que la même question a reçu une réponse."""
    lignes = []
    for reponse in reponses:
        annee = [sum(mois[nom] for mois in reponse["mois"]) for nom in MONTANTS]
        lignes.append([reponse["pair"], *(f"{m:,.2f} €".replace(",", " ").replace(".", ",") for m in annee)])
    titres = ("gratification", "minimum", "au-dessus", "organisme", "stagiaire", "CSG et CRDS")
    return tableau(("l'année", *titres), lignes)


def rapport(passees: list[Epreuve], tours: list[Tour]) -> str:
    """Toute la séance, en Markdown."""
    reponses = [e.dernier for e in passees if e.dernier]
    parties = [
        "# Mesures",
        f"Python {platform.python_version()}, {os.cpu_count()} cœurs, {len(tours)} tours. "
        "Les durées ne valent que pour cette machine et ce moment ; les rapports se comparent.",
        dire_durees(tours),
        dire_rapports(tours),
    ]
    regles = serie(tours, "tripartite regles_ms")
    combien = next((r["regles"] for r in reponses if "regles" in r), 0)
    if regles and combien:
        parties.append(f"{combien} règles : {duree(median(regles) / combien)} par règle.")
    if montants := [r for r in reponses if "mois" in r]:
        parties += ["## La réponse de chacun, sur l'année", dire_montants(montants)]
    absences = [f"- {e.nom} : {e.absence}." for e in passees if e.absence]
    absences += [f"- {r['pair']} : {raison}." for r in reponses for raison in r.get("absences", {}).values()]
    if absences:
        parties += ["## Absents de cette séance", "\n".join(absences)]
    return "\n\n".join(parties)


def principal() -> int:
    options = argparse.ArgumentParser(
        prog="python -m bench", description="Tripartite et ses pairs, côte à côte."
    )
    options.add_argument("--tours", type=int, default=TOURS, help=f"combien de tours mesurés ({TOURS})")
    options.add_argument("--sans-pairs", action="store_true", help="Tripartite seul, sans rien installer")
    options.add_argument("--sans-documents", action="store_true", help="sans les mille conventions en PDF")
    options.add_argument("--json", action="store_true", help="les durées de chaque tour, en millisecondes")
    choix = options.parse_args()
    if choix.tours < 1:
        options.error("il faut au moins un tour")
    a_passer = epreuves(avec_les_pairs=not choix.sans_pairs)
    tours = mesurer(a_passer, choix.tours)
    print(json.dumps(tours) if choix.json else rapport(a_passer, tours))
    if not choix.json and not choix.sans_documents:
        print("\n" + dire_les_documents(not choix.sans_pairs))
    return 0


def dire_les_documents(avec_les_pairs: bool) -> str:
    """Les mesures des documents, si ce qui les compose est installé."""
    try:
        from bench.documents import MILLE, TOURS, mesurer

        return mesurer(TOURS, MILLE, avec_les_pairs)
    except ModuleNotFoundError as erreur:
        return f"## Les documents\n\nPas mesurés : il manque le module « {erreur.name} »."


if __name__ == "__main__":
    sys.exit(principal())
