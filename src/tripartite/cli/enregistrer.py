"""`tripartite enregistrer` : noter un PDF signé à la main ou par un autre service, et le reconnaître."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tripartite.cli.coffre import ecrire_d_un_coup, en_clair, lire
from tripartite.cli.valeurs import JOUR

if TYPE_CHECKING:
    from tripartite.documents.signatures.exterieur import Enregistrement, SignataireExterieur

CHEMIN = click.Path(path_type=Path)
UN_AUTRE = 1


@click.command(name="enregistrer", short_help="Noter un PDF signé à la main ou par un autre service.")
@click.argument("fichier", type=CHEMIN, metavar="FICHIER.pdf")
@click.option(
    "--nature",
    type=click.Choice(["main", "ailleurs"]),
    metavar="main|ailleurs",
    help="Signé à la main puis numérisé, ou signé par un autre service.",
)
@click.option(
    "--signataire",
    "signataires",
    multiple=True,
    metavar="« RÔLE : NOM : JOUR »",
    help="Qui a signé, à quel titre, quel jour si on le lit ; peut se répéter.",
)
@click.option("--par", default="", metavar="NOM", help="Qui enregistre, et répond de ce qu'il note.")
@click.option("--joindre-a", type=CHEMIN, metavar="FICHIER.pdf", help="L'attacher à ce document non signé.")
@click.option("-o", "--sortie", type=CHEMIN, metavar="FICHIER", help="Où l'écrire ; sinon, à côté.")
@click.option("--controler", type=CHEMIN, metavar="NOTE.json", help="Dire si FICHIER est celui de la note.")
def commande(
    fichier: Path,
    nature: str | None,
    signataires: tuple[str, ...],
    par: str,
    joindre_a: Path | None,
    sortie: Path | None,
    controler: Path | None,
) -> int:
    """Note un PDF signé hors de Tripartite : qui l'a reçu, quand, qui l'a signé, et son empreinte.

    La note ne garantit pas les signatures : elle dit ce qu'une personne y a lu, et permet de reconnaître le
    fichier. Elle s'écrit en JSON, ou s'attache à la convention que personne n'a signée ici.

    \b
    tripartite enregistrer scan.pdf --nature main --par Scolarité \\
        --signataire "stagiaire : Léa Martin : 02/02/2026" --signataire "tuteur : Bao Đặng"
    tripartite enregistrer scan.pdf --nature main … --joindre-a convention.pdf -o convention-signee.pdf
    tripartite enregistrer scan.pdf --controler scan-enregistrement.json

    Sort avec 0 ; avec 1 si le fichier n'est pas celui de la note ; avec 2 si la note ne se fait pas.
    """
    from tripartite.cli.ecran import ecrire

    with en_clair():
        from tripartite.documents.signatures import exterieur

        pdf = lire(fichier)
        if controler is not None:
            return _controler(fichier, pdf, lire(controler))
        if nature is None:
            raise click.UsageError(
                "Dites par --nature s'il est signé à la main (main) ou par un autre service."
            )
        note = exterieur.enregistrer_exterieur(
            pdf,
            nature=exterieur.NatureExterieure[{"main": "A_LA_MAIN", "ailleurs": "AILLEURS"}[nature]],
            signataires=[_signataire(dit) for dit in signataires],
            par=par,
            le=datetime.now(UTC).replace(microsecond=0),
            fichier=fichier.name,
        )
        octets = note.json().encode()
        suffixe = "-enregistrement.json"
        if joindre_a is not None:
            octets = exterieur.joindre_l_enregistrement(lire(joindre_a), note)
            suffixe = "-enregistrement.pdf"
        vers = sortie or fichier.with_name(f"{fichier.stem}{suffixe}")
        if sortie is None and vers.exists():
            raise click.ClickException(f"« {vers} » existe déjà. Dites où écrire par -o.")
        ecrire_d_un_coup(vers, octets)
        ecrire(f"✓ {vers} : {fichier.name}, {_dire(note)}.")
    return 0


def _signataire(dit: str) -> SignataireExterieur:
    from tripartite.documents.signatures.exterieur import SignataireExterieur

    role, nom, jour, *suite = [*(m.strip() for m in dit.split(":")), "", ""]
    if not role or not nom or any(suite):
        raise click.UsageError(
            f"« {dit} » ne dit pas qui a signé. Attendu : « stagiaire : Léa Martin : 02/02/2026 »."
        )
    return SignataireExterieur(role, nom, JOUR.convert(jour, None, None) if jour else None)


def _controler(fichier: Path, pdf: bytes, texte: bytes) -> int:
    from tripartite.cli.ecran import dire_erreur, ecrire
    from tripartite.documents.signatures.exterieur import (
        est_celui_que_l_on_a_enregistre,
        relire_l_enregistrement,
    )

    note = relire_l_enregistrement(texte.decode("utf-8", "replace"))
    if est_celui_que_l_on_a_enregistre(pdf, note):
        ecrire(f"✓ {fichier} : c'est le fichier enregistré, {_dire(note)}.")
        return 0
    dire_erreur(
        f"{fichier} : ce n'est pas le fichier enregistré. La note est celle de « {note.fichier} », "
        f"dont l'empreinte commence par {note.empreinte[:12]}."
    )
    return UN_AUTRE


def _dire(note: Enregistrement) -> str:
    from tripartite.rendus.grandeurs import jour

    combien = "un signataire" if len(note.signataires) == 1 else f"{len(note.signataires)} signataires"
    return f"{note.nature}, {combien}, noté par {note.par} le {jour(note.le.date())}"
