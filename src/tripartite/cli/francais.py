"""Les phrases de click, en français : il les demande à gettext par le nom « _ » de chacun de ses modules."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from tripartite.rendus.typographie import sans_insecable, typographier

PHRASES = {
    "Aborted!": "Interrompu.",
    "Choose from:\n\t{choices}": "Au choix :\n\t{choices}",
    "Commands": "Commandes",
    "Could not open file {filename!r}: {message}": "« {filename} » ne s'ouvre pas : {message}",
    "Error: {message}": "Erreur : {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} : {message}",
    "Invalid value: {message}": "{message}",
    "Missing argument": "Il manque l'argument",
    "Missing command.": "Il manque la commande.",
    "Missing option": "Il manque l'option",
    "Missing parameter": "Il manque le paramètre",
    "Missing parameter: {param_name}": "Il manque le paramètre {param_name}",
    "Missing {param_type}": "Il manque {param_type}",
    "No such command {name!r}.": "La commande « {name} » n'existe pas.",
    "No such option {name!r}.": "L'option « {name} » n'existe pas.",
    "Option {name!r} does not take a value.": "L'option « {name} » ne prend pas de valeur.",
    "Argument {name!r} takes {nargs} values.": "L'argument « {name} » prend {nargs} valeurs.",
    "Options": "Options",
    "Positional arguments": "Arguments",
    "Show the version and exit.": "Montrer la version.",
    "Show this message and exit.": "Montrer cette aide.",
    "Try '{command} {option}' for help.": "L'aide : {command} {option}",
    "Usage:": "Usage :",
    "(dynamic)": "(selon le contexte)",
    "default: {default}": "défaut : {default}",
    "deprecated": "abandonné",
    "directory": "dossier",
    "env var: {var}": "variable : {var}",
    "file": "fichier",
    "path": "chemin",
    "required": "obligatoire",
    "unknown error": "erreur inconnue",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas un nombre.",
    "{value} is not in the range {range}.": "{value} n'est pas dans l'intervalle {range}.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
}
PLURIELS = {
    "Did you mean {possibility}?": (
        "Vouliez-vous dire {possibility} ?",
        "Vouliez-vous dire : {possibilities} ?",
    ),
    "Got unexpected extra argument ({args})": ("De trop : {args}", "De trop : {args}"),
    "Option {name!r} requires an argument.": (
        "L'option « {name} » demande une valeur.",
        "L'option « {name} » demande {nargs} valeurs.",
    ),
    "Takes {nargs} values but 1 was given.": (
        "{nargs} valeurs attendues, une reçue.",
        "{nargs} valeurs attendues, {len} reçues.",
    ),
    "{len_type} values are required, but {len_value} was given.": (
        "{len_type} valeurs attendues, une reçue.",
        "{len_type} valeurs attendues, {len_value} reçues.",
    ),
    "{value!r} is not {choice}.": (
        "« {value} » n'est pas {choice}.",
        "« {value} » n'est pas parmi {choices}.",
    ),
}
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def une_phrase(message: str) -> str:
    """La phrase française ; celle de click si elle n'est pas d'ici."""
    return PHRASES.get(message, message)


def au_nombre(singulier: str, pluriel: str, nombre: int) -> str:
    """La phrase française, au singulier ou au pluriel."""
    un, plusieurs = PLURIELS.get(singulier, (singulier, pluriel))
    return un if nombre < 2 else plusieurs


class Aide(click.HelpFormatter):
    """Une aide où les deux-points ont leur espace, et où rien ne se coupe à une espace insécable."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading} :\n")

    def write_text(self, text: str) -> None:
        super().write_text(typographier(text))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(nom, typographier(texte)) for nom, texte in rows], col_max, col_spacing)

    def getvalue(self) -> str:
        return sans_insecable(super().getvalue())


def aux_guillemets(message: str) -> str:
    """Met entre guillemets français ce que click met entre apostrophes droites.

    >>> aux_guillemets("Il manque l'option '--debut'.")
    "Il manque l'option « --debut »."
    """
    return re.sub(r"(?<!\w)'([^'\s]+)'(?!\w)", r"« \1 »", message)


def parler_francais() -> None:
    """Donne à click ses phrases françaises."""
    click.Context.formatter_class = Aide
    for nom in MODULES:
        module: ModuleType = import_module(f"click.{nom}")
        for appel, traduction in (("_", une_phrase), ("ngettext", au_nombre)):
            if hasattr(module, appel):
                setattr(module, appel, traduction)
