"""Ce que les commandes de documents partagent : d'où viennent les dossiers, où vont les documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from os.path import exists, isdir
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tripartite.documents.lots import Resultat, Travail
    from tripartite.droit.faits import Dossier

SUFFIXES = {".yaml", ".yml", ".json", ".pdf"}
ILLISIBLE = 2
BEAUCOUP = 3
"""À partir de tant de documents, on montre l'avancement."""


@contextmanager
def en_clair() -> Iterator[None]:
    """Dit en une phrase ce qui empêche de composer.

    Raises:
        click.ClickException: la phrase.
    """
    try:
        from tripartite.documents.composition import DocumentImpossible
        from tripartite.documents.lots import EcritureImpossible
    except ModuleNotFoundError as erreur:
        raise click.ClickException(
            f"Les documents demandent le module « {erreur.name} » : pip install 'tripartite[documents]'"
        ) from erreur
    try:
        yield
    except (DocumentImpossible, EcritureImpossible) as erreur:
        raise click.ClickException(str(erreur)) from erreur


@contextmanager
def avancement(nombre: int) -> Iterator[Callable[[], None]]:
    """Montre l'avancement, à l'écran seulement, quand il y a beaucoup à faire."""
    if nombre < BEAUCOUP or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=nombre, label="Documents", file=sys.stderr) as barre:
        yield lambda: barre.update(1)


# --- Un document par dossier ---------------------------------------------------------------------


def composer_chacun(
    nom: str,
    fichiers: tuple[str, ...],
    *,
    sortie: str | None,
    le: date | None,
    langue: str,
    theme: str,
    **propres: Any,
) -> int:
    """Compose un document de chaque dossier, et rend le code de sortie.

    Args:
        nom: lequel, parmi `catalogue.DOCUMENTS`.
        fichiers: des dossiers, ou des répertoires qui en contiennent.
        sortie, le, langue, theme: les options communes.
        propres: les options de ce document ; `None`, l'option n'est pas donnée.
    """
    with en_clair():
        from tripartite.documents.catalogue import composer_document
        from tripartite.documents.lots import composer_tout
        from tripartite.documents.themes import lire_theme

        choisis = {cle: valeur for cle, valeur in propres.items() if valeur is not None}
        tous = {"le": le or date.today(), "langue": langue, **choisis}
        if theme:
            lire_theme(theme)  # une faute du thème se dit une fois, avant de commencer
        suffixe = choisis.get("modele", nom)
        sources = list(_sources(fichiers))
        if sortie == "-":
            if len(sources) != 1:
                raise click.UsageError(
                    "Un seul document peut aller à la sortie. Donnez un répertoire par -o."
                )
            document = composer_document(nom, _lire(sources[0][0]), theme, **tous)
            sys.stdout.buffer.write(document.pdf)
            dire_les_blancs(sources[0][0], document.blancs)
            return 0
        travaux = list(_travaux(nom, suffixe, sources, sortie, tous, theme))
        with avancement(len(travaux)) as avancer:
            return _rendre_compte(composer_tout(travaux), avancer)


def _travaux(
    nom: str,
    suffixe: str,
    sources: Sequence[tuple[str, Path]],
    sortie: str | None,
    tous: dict[str, Any],
    theme: str,
) -> Iterator[Travail]:
    from tripartite.documents.lots import Travail

    if sortie and sortie.lower().endswith(".pdf"):
        if len(sources) > 1:
            raise click.UsageError(
                f"« {sortie} » est un seul fichier, pour {len(sources)} documents. Donnez un répertoire."
            )
        yield Travail(sources[0][0], Path(sortie), nom, tous, theme)
        return
    pris: set[Path] = set()
    for source, relatif in sources:
        vers = Path(sortie or ".") / relatif.with_name(f"{relatif.stem}-{suffixe}.pdf")
        numero = 2
        while vers in pris:
            vers = vers.with_name(f"{relatif.stem}-{suffixe}-{numero}.pdf")
            numero += 1
        pris.add(vers)
        if sortie is None and exists(vers):
            raise click.ClickException(f"« {vers} » existe déjà. Dites où écrire par -o.")
        yield Travail(source, vers, nom, tous, theme)


def _sources(fichiers: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Chaque dossier, et son chemin relatif à ce qui a été demandé."""
    for nom in fichiers:
        chemin = Path(nom)
        if not isdir(nom):
            yield nom, Path(chemin.name)
            continue
        trouves = sorted(p for p in chemin.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not trouves:
            raise click.ClickException(
                f"Le répertoire « {nom} » ne contient aucun dossier, en .yaml, .yml, .json ou .pdf."
            )
        yield from ((str(p), p.relative_to(chemin)) for p in trouves)


def _rendre_compte(resultats: Iterable[Resultat], avancer: Callable[[], None]) -> int:
    from tripartite.cli.ecran import dire_erreur

    fautes = faits = 0
    for resultat in resultats:
        travail = resultat.travail
        avancer()
        if resultat.erreurs:
            fautes += 1
            dire_erreur(f"{travail.source} : le document n'a pas été composé.")
            for erreur in resultat.erreurs:
                click.echo(f"  {erreur}", err=True)
            continue
        faits += 1
        click.echo(str(travail.vers))
        dire_les_blancs(travail.vers.name, resultat.blancs)
    if fautes and fautes + faits > 1:
        dire_erreur(f"{fautes} sur {fautes + faits} n'ont pas été composés.")
    return ILLISIBLE if fautes else 0


def dire_les_blancs(nom: str, blancs: Sequence[str]) -> None:
    if not blancs:
        return
    from tripartite.rendus.typographie import sans_insecable

    combien = "un blanc" if len(blancs) == 1 else f"{len(blancs)} blancs"
    click.echo(f"{nom} : {combien} à compléter à la main.", err=True)
    for blanc in blancs:
        click.echo(f"  · {sans_insecable(blanc)}", err=True)


# --- Tous les dossiers en un document ------------------------------------------------------------


def _lire(source: str) -> Dossier:
    from tripartite.dossiers import lire_dossier

    return lire_dossier(source)


def lire_tout(fichiers: Sequence[str]) -> tuple[list[Dossier], int]:
    """Les dossiers qui se lisent, et le nombre de ceux qui ne se lisent pas, dits à mesure."""
    from tripartite.cli import fautes
    from tripartite.dossiers import DossierInvalide

    dossiers, illisibles = [], 0
    for source, _ in _sources(fichiers):
        try:
            dossiers.append(_lire(source))
        except DossierInvalide as erreur:
            fautes.dire(erreur)
            illisibles += 1
    if not dossiers:
        raise click.ClickException("Aucun dossier ne se lit : le document n'a pas été composé.")
    return dossiers, illisibles


def choisir_le_fichier(sortie: str | None, defaut: str) -> Path:
    suffixe = Path(defaut).suffix
    if sortie is None:
        vers = Path(defaut)
        if exists(vers):
            raise click.ClickException(f"« {vers} » existe déjà. Dites où écrire par -o.")
        return vers
    return Path(sortie) if sortie.lower().endswith(suffixe) else Path(sortie) / defaut


# --- Les textes d'une école ----------------------------------------------------------------------

TEXTES = {".txt", ".md", ".yaml", ".yml"}
TAILLE_D_UN_TEXTE = 2_000_000


def lire_les_textes(fichiers: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Chaque texte et son nom ; sans texte quand il ne se lit pas, ce qui est dit."""
    from tripartite.cli.ecran import dire_erreur

    for nom in fichiers:
        chemin = Path(nom)
        trouves = [chemin]
        if isdir(nom):
            trouves = sorted(p for p in chemin.rglob("*") if p.suffix.lower() in TEXTES and p.is_file())
        for trouve in trouves:
            try:
                octets = trouve.read_bytes()
                if len(octets) > TAILLE_D_UN_TEXTE or b"\0" in octets:
                    raise ValueError
                yield str(trouve), octets.decode("utf-8-sig")
            except OSError:
                dire_erreur(f"« {trouve} » ne peut pas être lu. Vérifiez le chemin.")
                yield str(trouve), None
            except ValueError:
                dire_erreur(f"« {trouve} » n'est pas un texte en UTF-8. Enregistrez-le en .txt ou en .md.")
                yield str(trouve), None


def dire_le_nombre(remarques: int) -> str:
    """« rien à relire », « un point à relire », « 3 points à relire »."""
    if not remarques:
        return "rien à relire."
    return "un point à relire." if remarques == 1 else f"{remarques} points à relire."
