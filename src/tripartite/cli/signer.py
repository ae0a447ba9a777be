"""`tripartite signer` : signer un champ d'un document, ou le sceller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.coffre import demander_la_phrase, ecrire_d_un_coup, en_clair, lire, lire_les_racines

if TYPE_CHECKING:
    from tripartite.documents.signatures.champs import Champ
    from tripartite.documents.signatures.cles import Cle
    from tripartite.documents.signatures.preuve import Accord

CHEMIN = click.Path(path_type=Path)


@click.command(name="signer", short_help="Signer une convention, ou y mettre le cachet de l'instance.")
@click.argument("fichier", type=CHEMIN, metavar="FICHIER.pdf")
@click.option("--cle", type=CHEMIN, metavar="FICHIER", help="Votre clé, en .p12 ou en .pem.")
@click.option("--jeton", type=CHEMIN, metavar="FICHIER", help="Ou les réglages d'un jeton PKCS#11, en YAML.")
@click.option("--champ", default="", metavar="NOM", help="Le champ que vous signez, s'il en reste plusieurs.")
@click.option("-o", "--sortie", type=CHEMIN, metavar="FICHIER", help="Où l'écrire ; sinon, …-signe.pdf.")
@click.option("--phrase-dans", type=CHEMIN, metavar="FICHIER", help="Un fichier qui contient la phrase.")
@click.option("--horodatage", metavar="ADRESSE", help="L'autorité d'horodatage (RFC 3161) qui donne l'heure.")
@click.option(
    "--racines", type=CHEMIN, multiple=True, metavar="FICHIER", help="Qui garantit votre certificat."
)
@click.option("--liste", type=CHEMIN, multiple=True, metavar="FICHIER", help="Ceux de la liste de l'Union.")
@click.option("--motif", default="", metavar="TEXTE", help="À quel titre vous signez.")
@click.option(
    "--accords", type=CHEMIN, metavar="FICHIER", help="Les accords dont le cachet témoigne, en YAML."
)
@click.option("--titre", default="", metavar="TEXTE", help="Le titre du document, dans la page de preuve.")
@click.option("--a-part", is_flag=True, help="Faire la preuve dans un fichier à part.")
@click.option("--champs", is_flag=True, help="Montrer les champs du document, sans signer.")
def commande(
    fichier: Path,
    cle: Path | None,
    jeton: Path | None,
    champ: str,
    sortie: Path | None,
    phrase_dans: Path | None,
    horodatage: str | None,
    racines: tuple[Path, ...],
    liste: tuple[Path, ...],
    motif: str,
    accords: Path | None,
    titre: str,
    a_part: bool,
    champs: bool,
) -> None:
    """Signe un champ d'un document, à la suite des signatures qu'il porte déjà, sans les défaire.

    La phrase de la clé se lit dans TRIPARTITE_PHRASE, dans un fichier, ou au clavier ; jamais dans la
    commande. Avec --accords, l'instance scelle l'accord de ceux qui n'ont pas de certificat : une page de
    preuve dit qui, comment, quand, et de quel niveau.

    \b
    tripartite signer convention.pdf --champs
    tripartite signer convention.pdf --cle lea.p12 --champ stagiaire -o convention.pdf
    tripartite signer convention.pdf --cle scolarite.p12 --accords accords.yaml
    """
    with en_clair():
        pdf = lire(fichier)
        if champs:
            _montrer_les_champs(pdf)
            return
        if (cle is None) == (jeton is None):
            raise click.UsageError("Donnez votre clé par --cle, ou les réglages de votre jeton par --jeton.")
        vers = sortie or fichier.with_name(f"{fichier.stem}-{'preuve' if a_part else 'signe'}.pdf")
        if sortie is None and vers.exists():
            raise click.ClickException(f"« {vers} » existe déjà. Dites où écrire par -o.")
        with _ouvrir(cle, jeton, phrase_dans) as ouverte:
            options: dict[str, Any] = {
                "niveau": _niveau(ouverte, racines, liste),
                "horodatage": _horodateur(horodatage),
            }
            if accords is not None:
                signe = _sceller(
                    pdf, ouverte, _lire_les_accords(accords), titre or fichier.stem, a_part, options
                )
            else:
                from tripartite.documents.signatures.signature import signer

                signe = signer(pdf, ouverte, champ, motif=motif, **options)
            ecrire_d_un_coup(vers, signe)
            _rendre_compte(vers, ouverte, signe)


@contextmanager
def _ouvrir(cle: Path | None, jeton: Path | None, phrase_dans: Path | None) -> Iterator[Cle]:
    if jeton is not None:
        from tripartite.documents.signatures.jeton import cle_du_jeton

        with cle_du_jeton(_lire_du_yaml(jeton, dict), demander_la_phrase(phrase_dans)) as ouverte:
            yield ouverte
    elif cle is not None:
        from tripartite.documents.signatures.cles import lire_une_cle

        yield lire_une_cle(cle, demander_la_phrase(phrase_dans))


def _niveau(cle: Cle, racines: tuple[Path, ...], liste: tuple[Path, ...]) -> Any:
    from tripartite.documents.signatures.cles import lire_des_certificats
    from tripartite.documents.signatures.confiance import niveau_de_la_cle

    de_la_liste = [c for chemin in liste for c in lire_des_certificats(lire(chemin))]
    return niveau_de_la_cle(cle, lire_les_racines(racines), de_la_liste, datetime.now(UTC))


def _horodateur(adresse: str | None) -> Any:
    if adresse is None:
        return None
    from tripartite.documents.signatures.horodatage import autorite

    return autorite(adresse)


def _sceller(
    pdf: bytes, cle: Cle, accords: list[Accord], titre: str, a_part: bool, options: dict[str, Any]
) -> bytes:
    from tripartite.documents.signatures.preuve import preuve_a_part, sceller

    return (preuve_a_part if a_part else sceller)(pdf, cle, accords, titre=titre, **options)


def _lire_les_accords(chemin: Path) -> list[Accord]:
    from tripartite.documents.signatures.preuve import Accord

    attendus = ("role", "nom", "identifie_par", "le", "empreinte")
    facultatifs = ("champ", "partie", "adresse_ip")
    accords = []
    for n, lu in enumerate(_lire_du_yaml(chemin, list), 1):
        if not isinstance(lu, dict):
            raise click.ClickException(f"L'accord n° {n} n'est pas une suite de champs.")
        manquants = [nom for nom in attendus if not lu.get(nom)]
        inconnus = sorted(set(lu) - {*attendus, *facultatifs})
        if manquants or inconnus:
            quoi = f"il manque « {manquants[0]} »" if manquants else f"« {inconnus[0]} » n'existe pas"
            raise click.ClickException(f"L'accord n° {n} ne se lit pas : {quoi}.")
        le = lu["le"]
        try:
            le = le if isinstance(le, datetime) else datetime.fromisoformat(str(le))
        except ValueError as erreur:
            raise click.ClickException(
                f"L'accord n° {n} ne se lit pas : « {le} » n'est pas un instant. "
                "Attendu : 2026-02-02T14:05+01:00."
            ) from erreur
        textes: dict[str, Any] = {
            nom: str(lu.get(nom) or "") for nom in (*attendus, *facultatifs) if nom != "le"
        }
        accords.append(Accord(le=le, **textes))
    return accords


def _lire_du_yaml(chemin: Path, attendu: type) -> Any:
    import yaml

    try:
        lu = yaml.safe_load(lire(chemin).decode("utf-8", "replace"))
    except yaml.YAMLError as erreur:
        raise click.ClickException(f"« {chemin} » n'est pas du YAML.") from erreur
    if not isinstance(lu, attendu):
        quoi = "une liste" if attendu is list else "une suite de réglages"
        raise click.ClickException(f"« {chemin} » doit contenir {quoi}.")
    return lu


def _montrer_les_champs(pdf: bytes) -> None:
    from tripartite.cli.ecran import ecrire
    from tripartite.documents.signatures.champs import champs_du_pdf, est_en_sequence

    trouves = champs_du_pdf(pdf)
    if not trouves:
        ecrire("Ce PDF n'a pas de champ de signature.")
        return
    marge = max(len(c.nom) for c in trouves)
    lignes = [f"{'…' if c.vide else '✓'} {c.nom:<{marge}}  {c.titre}" for c in trouves]
    if est_en_sequence(pdf):
        lignes.append("On signe dans cet ordre.")
    ecrire("\n".join(lignes))


def _rendre_compte(vers: Path, cle: Cle, pdf: bytes) -> None:
    from tripartite.cli.ecran import ecrire
    from tripartite.documents.signatures.champs import champs_du_pdf
    from tripartite.documents.signatures.cles import alerte
    from tripartite.rendus.typographie import sans_insecable

    restants: list[Champ] = [c for c in champs_du_pdf(pdf) if c.vide]
    ecrire(f"✓ {vers} : signé par {cle.nom}.")
    if restants:
        ecrire(f"  Il reste à signer {', '.join(f'« {c.nom} »' for c in restants)}.")
    else:
        ecrire("  Toutes les signatures y sont.")
    prevenir = alerte(cle.certificat, datetime.now(UTC))
    if prevenir:
        click.echo(f"! {sans_insecable(prevenir)}", err=True)
