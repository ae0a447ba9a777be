"""Les documents : une convention à chaud, mille en lot, à côté de WeasyPrint et de LibreOffice.

`python -m bench.documents`, ou à la fin de `python -m bench`. Les trois composent le même texte : les
articles de la convention d'un exemple, que les pairs reçoivent en HTML. WeasyPrint s'installe à la demande ;
LibreOffice est celui de la machine, s'il y en a un.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.preparer import CACHE, ICI, PairAbsent, preparer_weasyprint

RACINE = ICI.parent
EXEMPLES = sorted((RACINE / "exemples").glob("*.yaml"))
EXEMPLE = RACINE / "exemples" / "master-en-entreprise.yaml"
LE = date(2026, 11, 23)
TOURS = 10
MILLE = 1000
UNE_CONVENTION_MS = 100.0
MILLE_CONVENTIONS_S = 60.0
CINQ_MINUTES = 300


@dataclass
class Mesure:
    """Ce qui a été mesuré : sa valeur en clair, l'objectif, s'il est tenu ; ou pourquoi ce ne l'est pas."""

    quoi: str
    valeur: str
    objectif: str = ""
    tenu: str = ""


def ms(valeurs: list[float]) -> str:
    return f"{median(valeurs):.0f} ms ({min(valeurs):.0f} à {max(valeurs):.0f})".replace(".", ",")


# --- Tripartite ----------------------------------------------------------------------------------


def une_convention(tours: int) -> list[Mesure]:
    """La durée d'une convention dans un processus déjà lancé ; jamais deux fois les mêmes noms."""
    from tripartite.documents.catalogue import composer_document
    from tripartite.documents.convention import convention
    from tripartite.dossiers import lire_texte

    dossiers = [lire_texte(autrement(EXEMPLES[n % len(EXEMPLES)], n)) for n in range(2 * tours + 1)]
    debut = perf_counter()
    convention(dossiers[0], le=LE)
    premiere = 1000 * (perf_counter() - debut)
    durees, calculs, a_signer = [], [], []
    for dossier in dossiers[1 : tours + 1]:
        debut, cpu = perf_counter(), process_time()
        document = convention(dossier, le=LE)
        durees.append(1000 * (perf_counter() - debut))
        calculs.append(1000 * (process_time() - cpu))
    for dossier in dossiers[tours + 1 :]:
        debut = perf_counter()
        composer_document("convention", dossier, le=LE, a_signer=True)
        a_signer.append(1000 * (perf_counter() - debut))
    tenu = "oui" if median(durees) <= UNE_CONVENTION_MS else "**non**"
    return [
        Mesure("Tripartite : une convention, la première", f"{premiere:.0f} ms"),
        Mesure("Tripartite : une convention, à chaud", ms(durees), f"≤ {UNE_CONVENTION_MS:.0f} ms", tenu),
        Mesure("… dont calcul, tous fils compris", ms(calculs)),
        Mesure("… ses champs de signature posés", ms(a_signer)),
        Mesure("… taille du PDF, dossier joint", f"{len(document.pdf) / 1000:.0f} ko"),
    ]


def autrement(exemple: Path, n: int) -> str:
    """Le dossier d'un exemple, à d'autres noms : Typst garde ce qu'il vient de mettre en page."""
    return exemple.read_text("utf-8").replace("\n  nom: ", f"\n  nom: N{n} ")


def en_lot(nombre: int) -> list[Mesure]:
    """La durée de beaucoup de conventions, du fichier YAML au fichier PDF, sur deux processus."""
    from tripartite.documents.lots import Travail, composer_tout

    with tempfile.TemporaryDirectory() as dossier:
        for n in range(nombre):
            (Path(dossier) / f"{n}.yaml").write_text(autrement(EXEMPLES[n % len(EXEMPLES)], n), "utf-8")
        travaux = (
            Travail(f"{dossier}/{n}.yaml", Path(dossier) / f"{n}.pdf", "convention", {"le": LE})
            for n in range(nombre)
        )
        avant, debut = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        fautes = sum(bool(r.erreurs) for r in composer_tout(travaux, 2))
        duree = perf_counter() - debut
    apres = resource.getrusage(resource.RUSAGE_CHILDREN)
    calcul = apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime
    pour_mille, a_deux = duree * MILLE / nombre, calcul * MILLE / nombre / 2
    tenu = "oui" if pour_mille <= MILLE_CONVENTIONS_S else "**non**"
    if pour_mille > MILLE_CONVENTIONS_S >= a_deux and os.getloadavg()[0] > (os.cpu_count() or 1):
        tenu = f"non sur cette machine chargée ; {a_deux:.0f} s de calcul, à deux cœurs"
    return [
        Mesure(
            f"Tripartite : {nombre} conventions, deux processus",
            f"{duree:.1f} s, {nombre / duree:.0f} par seconde".replace(".", ","),
            f"≤ {MILLE_CONVENTIONS_S:.0f} s les mille",
            f"**non**, {fautes} fautes" if fautes else tenu,
        ),
        Mesure("… calcul par convention, lecture comprise", f"{1000 * calcul / nombre:.0f} ms"),
        Mesure("… mémoire du plus gros processus", f"{apres.ru_maxrss / 1024:.0f} Mio"),
    ]


# --- Les pairs -----------------------------------------------------------------------------------


def page() -> str:
    """Le texte de la convention de l'exemple, en HTML."""
    from tripartite.documents.page_de_convention import PageDeConvention
    from tripartite.dossiers import lire_dossier

    donnees = PageDeConvention(lire_dossier(EXEMPLE), LE, "convention", "fr", None).donnees()
    corps = []
    for article in donnees["articles"]:
        corps.append(f"<h2>{html.escape(article['titre'])}</h2>")
        for paragraphe in article["paragraphes"]:
            corps.append(f"<p>{_phrase(paragraphe['texte'])}</p>")
            if paragraphe["liste"]:
                corps.append(
                    "<ul>" + "".join(f"<li>{_phrase(e)}</li>" for e in paragraphe["liste"]) + "</ul>"
                )
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Convention de stage</title></head>'
        f"<body><h1>Convention de stage</h1>{''.join(corps)}</body></html>"
    )


def _phrase(phrase: Any) -> str:
    morceaux = [phrase] if isinstance(phrase, str) else phrase
    return "".join(html.escape(m) if isinstance(m, str) else "…………" for m in morceaux)


def par_weasyprint(source: Path, tours: int) -> list[Mesure]:
    """WeasyPrint, dans son environnement."""
    preparer_weasyprint()
    commande = [
        str(CACHE / "weasyprint" / "bin" / "python"),
        str(ICI / "pairs" / "weasyprint" / "composer.py"),
        str(source),
        str(tours),
    ]
    fait = subprocess.run(commande, capture_output=True, text=True, timeout=CINQ_MINUTES)
    if fait.returncode:
        lignes = fait.stderr.strip().splitlines() or ["sans message"]
        raise PairAbsent(f"il ne se lance pas : {lignes[-1]}")
    lu = json.loads(fait.stdout.strip().splitlines()[-1])
    return [
        Mesure("WeasyPrint : la première", f"{lu['premier_ms']:.0f} ms"),
        Mesure("WeasyPrint : à chaud", ms(lu["a_chaud_ms"])),
    ]


def par_libreoffice(source: Path, tours: int) -> list[Mesure]:
    """LibreOffice, celui de la machine : un appel par document, puis un seul pour dix."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise PairAbsent("il n'est pas sur cette machine (paquet libreoffice-writer-nogui de Debian)")
    with tempfile.TemporaryDirectory() as dossier:
        racine = Path(dossier)
        commande = [
            soffice,
            f"-env:UserInstallation=file://{racine / 'profil'}",
            *("--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(racine / "pdf")),
        ]
        copies = [shutil.copy(source, racine / f"{n}.html") for n in range(10)]

        def passer(fichiers: list[str]) -> float:
            debut = perf_counter()
            subprocess.run([*commande, *fichiers], capture_output=True, timeout=CINQ_MINUTES, check=True)
            return 1000 * (perf_counter() - debut)

        premiere = passer(copies[:1])
        seules = [passer(copies[:1]) for _ in range(max(1, tours // 3))]
        dix = passer(copies)
        if len(list((racine / "pdf").glob("*.pdf"))) != len(copies):
            raise PairAbsent("il n'a pas rendu tous les PDF")
    return [
        Mesure("LibreOffice : la première", f"{premiere:.0f} ms"),
        Mesure("LibreOffice : un appel par document", ms(seules)),
        Mesure("LibreOffice : un appel pour dix, par document", f"{dix / len(copies):.0f} ms"),
    ]


PAIRS: dict[str, Callable[[Path, int], list[Mesure]]] = {
    "WeasyPrint": par_weasyprint,
    "LibreOffice": par_libreoffice,
}


def mesurer(tours: int, nombre: int, avec_les_pairs: bool) -> str:
    """Toute la séance, en Markdown."""
    mesures = [*une_convention(tours), *en_lot(nombre)]
    absences = []
    with tempfile.TemporaryDirectory() as dossier:
        source = Path(dossier) / "convention.html"
        source.write_text(page(), "utf-8")
        for nom, passer in PAIRS.items():
            try:
                if not avec_les_pairs:
                    raise PairAbsent("laissé de côté (--sans-pairs)")
                mesures += passer(source, tours)
            except PairAbsent as erreur:
                absences.append(f"- {nom} : {erreur}.")
            except (OSError, ValueError, subprocess.SubprocessError) as erreur:
                absences.append(f"- {nom} : il n'a pas répondu ({type(erreur).__name__}).")
    lignes = [f"| {m.quoi} | {m.valeur} | {m.objectif} | {m.tenu} |" for m in mesures]
    charge = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    parties = [
        "## Les documents",
        f"{os.cpu_count()} cœurs, charge de {charge} à la fin : au-delà de "
        "leur nombre, les durées s'allongent d'autant, le calcul non.",
        "\n".join(
            ["| document | médiane (étendue) | objectif | tenu |", "| --- | ---: | ---: | ---: |", *lignes]
        ),
    ]
    if absences:
        parties.append("Absents de cette séance :\n\n" + "\n".join(absences))
    return "\n\n".join(parties)


def principal() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.documents", description="Les documents, mesurés.")
    options.add_argument("--tours", type=int, default=TOURS, help=f"combien de conventions à chaud ({TOURS})")
    options.add_argument("--nombre", type=int, default=MILLE, help=f"combien de conventions en lot ({MILLE})")
    options.add_argument("--sans-pairs", action="store_true", help="Tripartite seul, sans rien installer")
    choix = options.parse_args()
    if choix.tours < 1 or choix.nombre < 1:
        options.error("il faut au moins un tour, et un document")
    print(mesurer(choix.tours, choix.nombre, not choix.sans_pairs))
    return 0


if __name__ == "__main__":
    sys.exit(principal())
