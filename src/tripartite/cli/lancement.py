"""Du terminal aux commandes : sorties en UTF-8, erreurs en français, jamais de trace."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from tripartite.cli.ecran import dire_erreur
from tripartite.cli.francais import parler_francais
from tripartite.cli.groupe import tripartite

NON_LISIBLE = 2
INTERROMPU = 130
TUYAU_FERME = 141
PANNE = 70


def principal() -> None:
    """Lance la commande et sort avec son code."""
    gc.set_threshold(50_000)  # une commande est brève : rien à ramasser
    code = lancer(sys.argv[1:])
    gc.freeze()  # ni à la fin : Python relirait tout ce qu'il va rendre, un sixième de la commande
    sys.exit(code)


def lancer(arguments: Sequence[str]) -> int:
    """Exécute une commande et donne son code de sortie ; rien ne s'en échappe."""
    _ecrire_en_utf8()
    parler_francais()
    try:
        code = _executer(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TUYAU_FERME
    except (click.Abort, KeyboardInterrupt):
        dire_erreur("Interrompu.")
        return INTERROMPU
    except Exception as erreur:  # le dernier recours : l'utilisateur ne voit jamais une trace
        return _panne(erreur)


def _executer(arguments: Sequence[str]) -> int:
    try:
        rendu = tripartite.main(args=list(arguments), prog_name="tripartite", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as erreur:
        click.echo(erreur.format_message(), err=True)
        return NON_LISIBLE
    except Exception as erreur:
        from tripartite.cli import fautes

        if not fautes.dire(erreur):
            raise
        if fautes.demande_du_json(arguments):
            fautes.ecrire_en_json(erreur)
        return NON_LISIBLE
    return rendu if isinstance(rendu, int) else 0


def _ecrire_en_utf8() -> None:
    for sortie in (sys.stdout, sys.stderr):
        if hasattr(sortie, "reconfigure"):
            sortie.reconfigure(encoding="utf-8", errors="replace")


def _panne(erreur: Exception) -> int:
    import hashlib
    import platform
    import traceback

    if os.environ.get("TRIPARTITE_DEBUG"):
        traceback.print_exc()
    traces = traceback.extract_tb(erreur.__traceback__)
    lieu = f"{traces[-1].name}:{type(erreur).__name__}" if traces else type(erreur).__name__
    incident = hashlib.sha256(lieu.encode()).hexdigest()[:8]
    nature = type(erreur).__name__
    python = f"Python {platform.python_version()}"
    dire_erreur(
        f"Une panne est survenue ; vous n'y êtes pour rien (incident {incident}, {nature}).\n"
        f"Signalez-la sur le dépôt du projet, avec ce numéro, la commande et « {python}, {sys.platform} ».\n"
        "Ôtez de votre exemple tout nom de personne. TRIPARTITE_DEBUG=1 montre le détail."
    )
    return PANNE
