"""`tripartite completion` : compléter les commandes à la touche de tabulation."""

from __future__ import annotations

from collections.abc import Iterable

import click


@click.command(name="completion", short_help="Compléter les commandes avec la touche Tab.")
@click.argument("coquille", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def commande(contexte: click.Context, coquille: str) -> None:
    """Écrit le script qui complète les commandes dans bash, zsh ou fish.

    \b
    bash : tripartite completion bash > ~/.local/share/bash-completion/completions/tripartite
    zsh  : tripartite completion zsh > "${fpath[1]}/_tripartite"
    fish : tripartite completion fish > ~/.config/fish/completions/tripartite.fish
    """
    from click.shell_completion import get_completion_class

    classe = get_completion_class(coquille)
    if classe is None:  # click les connaît toutes les trois
        raise click.ClickException(f"Il n'y a pas de complétion pour {coquille}.")
    racine = contexte.find_root().command
    click.echo(classe(racine, {}, "tripartite", "_TRIPARTITE_COMPLETE").source())


# --- Ce que Tab propose quand un nom est attendu ---------------------------------------------------


def noms_des_regles(_contexte: click.Context, _argument: click.Parameter, debut: str) -> list[str]:
    """Les sujets et les règles qui commencent ainsi."""
    from tripartite.droit.langage import REGLES
    from tripartite.droit.regles import sujets

    return _qui_commencent([*sujets(), *REGLES], debut)


def noms_des_parametres(_contexte: click.Context, _argument: click.Parameter, debut: str) -> list[str]:
    """Les séries de valeurs qui commencent ainsi."""
    from tripartite.droit.langage import Parametre
    from tripartite.droit.regles import sujets

    sujets()
    return _qui_commencent(Parametre.tous, debut)


def noms_des_exemples(_contexte: click.Context, _argument: click.Parameter, debut: str) -> list[str]:
    """Les exemples qui commencent ainsi."""
    from tripartite.dossiers import exemples

    return _qui_commencent(exemples.noms(), debut)


def _qui_commencent(noms: Iterable[str], debut: str) -> list[str]:
    return [nom for nom in noms if nom.casefold().startswith(debut.casefold())]
