"""Le groupe des commandes : chacune a son module, chargé quand on la demande."""

from __future__ import annotations

from importlib import import_module

import click

FAMILLES = {
    "Vérifier": ("verifier",),
    "Calculer": (
        *("echeancier", "duree", "quota", "carence"),
        *("cotisations", "impot", "retraite", "embauche"),
    ),
    "Lire le droit": ("regles", "parametres", "articles"),
    "Écrire un dossier": ("exemple", "schema"),
    "Composer un document": ("document", "lire"),
    "Signer": ("signer", "verifier-signatures", "enregistrer", "cles"),
    "Tenir le guichet": ("guichet",),
    "Installer": ("completion",),
}
COMMANDES = tuple(nom for noms in FAMILLES.values() for nom in noms)


class Groupe(click.Group):
    """Un groupe qui charge ses commandes une à une, et les range par famille."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDES:
            return None
        commande: click.Command = import_module(f"tripartite.cli.{cmd_name.replace('-', '_')}").commande
        return commande

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDES and not args[0].startswith("-"):
            from tripartite.cli.fautes import le_plus_proche

            proche = le_plus_proche(args[0], COMMANDES)
            suite = f" Vouliez-vous dire « {proche} » ?" if proche else ""
            ctx.fail(f"La commande « {args[0]} » n'existe pas.{suite}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for famille, noms in FAMILLES.items():
            lignes = []
            for nom in noms:
                commande = self.get_command(ctx, nom)
                if commande is not None:
                    lignes.append((nom.ljust(max(map(len, COMMANDES))), commande.get_short_help_str(90)))
            with formatter.section(famille):
                formatter.write_dl(lignes)


def _version(contexte: click.Context, _: click.Parameter, demandee: bool) -> None:
    if demandee and not contexte.resilient_parsing:
        from tripartite import __version__

        click.echo(f"tripartite {__version__}")
        contexte.exit()


@click.group(
    cls=Groupe,
    no_args_is_help=True,
    subcommand_metavar="COMMANDE …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    "-V",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Montrer la version.",
)
def tripartite() -> None:
    """Le droit des stages : vérifier une convention, calculer ce qui est dû, dire pourquoi.

    \b
    tripartite exemple master > lea.yaml      un dossier à compléter
    tripartite verifier lea.yaml              ce qui bloque, ce qui manque, pourquoi
    tripartite echeancier --heures 154 --conclue-le 15/01/2026

    Codes de sortie : 0, rien de non conforme ; 1, un « non conforme » ; 2, une entrée illisible.
    """
