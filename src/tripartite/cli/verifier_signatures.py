"""`tripartite verifier-signatures` : de qui sont les signatures d'un PDF, et ce qui a changé depuis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.coffre import en_clair, lire, lire_les_racines

if TYPE_CHECKING:
    from tripartite.documents.signatures.verification import SignatureLue

CHEMIN = click.Path(path_type=Path)
FAUTIF, ILLISIBLE = 1, 2


@click.command(name="verifier-signatures", short_help="Vérifier les signatures d'un PDF.")
@click.argument("fichiers", nargs=-1, required=True, type=CHEMIN, metavar="FICHIER…")
@click.option(
    "--racines",
    type=CHEMIN,
    multiple=True,
    metavar="FICHIER",
    help="Un certificat à qui vous faites confiance ; peut se répéter.",
)
@click.option("--liste", type=CHEMIN, multiple=True, metavar="FICHIER", help="Ceux de la liste de l'Union.")
@click.option("--integrite", is_flag=True, help="Ne juger que l'intégrité, sans savoir qui a signé.")
@click.option(
    "--format",
    "forme",
    type=click.Choice(["texte", "json"]),
    default="texte",
    metavar="texte|json",
    help="Ce que l'on veut lire ; texte, si rien n'est dit.",
)
def commande(
    fichiers: tuple[Path, ...],
    racines: tuple[Path, ...],
    liste: tuple[Path, ...],
    integrite: bool,
    forme: str,
) -> int:
    """Dit de qui sont les signatures d'un PDF, de quand, de quel niveau, et ce qui a changé depuis.

    Les racines disent à qui vous vous fiez pour nommer un signataire ; elles se lisent aussi dans
    TRIPARTITE_RACINES. Rien ne part sur le réseau : la révocation des certificats n'est pas consultée.

    \b
    tripartite verifier-signatures convention.pdf --racines scolarite.crt
    tripartite verifier-signatures *.pdf --integrite
    tripartite verifier-signatures convention.pdf --format json

    Sort avec 0 si toutes sont bonnes, 1 si l'une ne l'est pas ou s'il n'y en a aucune, 2 si un fichier
    ne se lit pas.
    """
    from tripartite.cli.ecran import dire_erreur, ecrire, encre

    lus: list[tuple[Path, tuple[SignatureLue, ...]]] = []
    illisibles: dict[Path, str] = {}
    with en_clair():
        from tripartite.documents.signatures.cles import lire_des_certificats
        from tripartite.documents.signatures.erreurs import PdfIllisible
        from tripartite.documents.signatures.verification import verifier_signatures

        confiance = lire_les_racines(racines)
        de_la_liste = [c for chemin in liste for c in lire_des_certificats(lire(chemin))]
        for fichier in fichiers:
            try:
                lues = verifier_signatures(lire(fichier), confiance, de_la_liste=de_la_liste)
            except PdfIllisible as erreur:
                dire_erreur(f"{fichier} : {erreur}")
                illisibles[fichier] = str(erreur)
                continue
            lus.append((fichier, lues))
    if forme == "json":
        donnees = [_en_json(f, lues, integrite) for f, lues in lus]
        donnees += [
            {"fichier": str(f), "bon": False, "signatures": [], "erreur": dite}
            for f, dite in illisibles.items()
        ]
        ecrire(json.dumps(donnees, ensure_ascii=False, indent=2))
    else:
        for fichier, lues in lus:
            ecrire(_en_texte(fichier, lues, integrite, encre()))
    if illisibles:
        return ILLISIBLE
    return 0 if all(_tout_est_bon(lues, integrite) for _, lues in lus) else FAUTIF


def _est_bonne(lue: SignatureLue, integrite: bool) -> bool:
    return lue.integre if integrite else lue.bonne


def _tout_est_bon(lues: tuple[SignatureLue, ...], integrite: bool) -> bool:
    return bool(lues) and all(_est_bonne(s, integrite) for s in lues)


def _en_texte(fichier: Path, lues: tuple[SignatureLue, ...], integrite: bool, plume: Any) -> str:
    from tripartite.documents.signatures.niveaux import dire_le_niveau
    from tripartite.documents.signatures.tampon import dire_l_instant
    from tripartite.rendus.encre import couper
    from tripartite.rendus.typographie import sans_insecable

    if not lues:
        return f"{plume.gras(str(fichier))} · aucune signature électronique"
    combien = "une signature" if len(lues) == 1 else f"{len(lues)} signatures"
    bonnes = sum(_est_bonne(s, integrite) for s in lues)
    bilan = (
        "toutes bonnes" if bonnes == len(lues) else f"{bonnes or 'aucune'} bonne{'s' if bonnes > 1 else ''}"
    )
    if len(lues) == 1:
        bilan = "bonne" if bonnes else "pas bonne"
    lignes = [f"{plume.gras(str(fichier))} · {combien}, {bilan}"]
    for lue in lues:
        bonne = _est_bonne(lue, integrite)
        douteuse = lue.integre and not bonne
        icone = plume.teindre(*(("✓", "vert") if bonne else ("?", "ocre") if douteuse else ("✕", "rouge")))
        lignes += ["", f"{icone} {lue.titre or lue.champ}"]
        details = []
        if lue.signataire:
            details.append(f"{dire_le_niveau(lue.niveau, lue.cachet)} : {lue.signataire}")
        if lue.le:
            source = "heure certifiée" if lue.horodatee else "heure du signataire"
            details.append(f"{dire_l_instant(lue.le)}, {source}")
        verdict = str(lue.suite) if integrite and lue.integre else lue.verdict
        if lue.certifie:
            verdict += " Elle certifie le document."
        if lue.ferme:
            verdict += " Elle le ferme."
        for detail in (*details, verdict):
            lignes += couper(sans_insecable(detail), plume.largeur, "  ", "  ")
    return "\n".join(lignes)


def _en_json(fichier: Path, lues: tuple[SignatureLue, ...], integrite: bool) -> dict[str, Any]:
    return {
        "fichier": str(fichier),
        "bon": _tout_est_bon(lues, integrite),
        "erreur": None,
        "signatures": [
            {
                "champ": s.champ,
                "titre": s.titre,
                "signataire": s.signataire,
                "emetteur": s.emetteur,
                "le": s.le.isoformat() if s.le else None,
                "horodatee": s.horodatee,
                "intacte": s.intacte,
                "valide": s.valide,
                "fiable": s.fiable,
                "couverture": str(s.couverture),
                "suite": str(s.suite),
                "niveau": str(s.niveau),
                "nature": "cachet" if s.cachet else "signature",
                "certifie": s.certifie,
                "ferme": s.ferme,
                "bonne": _est_bonne(s, integrite),
                "verdict": s.verdict,
            }
            for s in lues
        ],
    }
