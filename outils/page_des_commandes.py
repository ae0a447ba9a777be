"""La page `docs/ligne-de-commande.md` : l'aide de chaque commande, telle qu'elle s'affiche."""

from __future__ import annotations

import click

from tripartite.cli.francais import parler_francais
from tripartite.cli.groupe import FAMILLES, tripartite

AVIS = "<!-- Page écrite par `make docs` d'après l'aide des commandes : ne la corrigez pas ici. -->\n"
DEBUT = """# La ligne de commande

`tripartite COMMANDE --help` montre ce qui suit. Chaque calculateur se sert d'un dossier, ou de ses seules options ; une option
remplace alors ce que dit le dossier. Un dossier est un fichier, ou « - » pour l'entrée standard ([comment il s'écrit](dossier.md)).

![tripartite verifier exemples/douze-fautes.yaml --au 2025-12-20 : ce qui bloque, ce qui manque](images/verification.svg)

| code de sortie | ce qu'il dit |
|---:|---|
| 0 | rien de non conforme, ou un calcul fait |
| 1 | au moins un « non conforme » |
| 2 | une entrée qui ne se lit pas, un fait ou une valeur qui manque à un calcul |
| 70 | une panne de Tripartite, à signaler |

La couleur vient au terminal seul : `NO_COLOR=1` la retire, `FORCE_COLOR=1` la force. `COLUMNS` donne la largeur, de 40 à 100.
`TRIPARTITE_DEBUG=1` montre le détail d'une panne.

## Le JSON

`--format json` écrit des données dont les noms ne changent pas sans que [le journal](../CHANGELOG.md) le dise. Un montant ou un taux
est un texte (`"4.50"` : un nombre JSON perdrait l'exactitude), une durée un nombre de minutes, une date `"2026-02-02"`, un mois
`"2026-02"`. Ce que l'on ne sait pas est `{"inconnu": …, "libelle": …, "partie": …}`, ou `null` s'il n'y en a pas.

| commande | ce qu'elle écrit |
|---|---|
| `verifier` | `tripartite` (la version), `dossiers` : pour chacun `fichier`, `au`, `verdict`, `bloque`, `bilan`, `mois`, `constats` ; et `erreurs`, celles des dossiers qui ne se lisent pas |
| un constat | `regle`, `titre`, `sujet`, `verdict`, `gravite`, `bloque`, `phrase`, `modele`, `grandeurs`, `que_faire`, `articles`, `au`, `etapes`, `lectures`, `manquants`, `faits`, `valeurs` |
| un calculateur | `calcul`, `reponse`, ses chiffres, `lignes` (son tableau), `etapes`, `lectures`, `notes`, `articles`, `resultat` (tout le calcul) |
| `regles` | une liste : `regle`, `titre`, `sujet`, `gravite`, `articles`, `depuis`, `jusqu_au`, `selon`, `faits`, `parametres` |
| `parametres` | une liste : `parametre`, `unite`, `articles`, `jusqu_au`, `au`, `valeur`, `valeurs` |
| `articles` | une liste : `code`, `numero`, `objet`, `depuis`, `jusqu_au`, `devenu`, `confiance` |
| `verifier-signatures` | une liste : `fichier`, `bon`, `erreur` (s'il ne se lit pas), `signatures` |
| toute commande qui sort avec 2 | `tripartite` et `erreurs` : pour chacune `fichier`, `ligne`, `champ`, `message`, `recu`, `attendu`, `que_faire`, `proche` (le nom connu le plus proche) ; ce qu'elle ne dit pas est nul |

La phrase d'une erreur s'écrit aussi sur la sortie des erreurs.

```sh
tripartite verifier conventions/ --format json | jq -r '.dossiers[] | select(.bloque) | .fichier'
tripartite verifier conventions/ --format json | jq -r '.erreurs[] | [.fichier, .ligne, .champ, .message] | @tsv'
tripartite echeancier lea.yaml --format json | jq -r '.lignes[] | [.mois, .du] | @tsv'
```
"""
LARGEUR = 100


def page() -> str:
    """La page entière."""
    parler_francais()
    racine = click.Context(tripartite, info_name="tripartite", max_content_width=LARGEUR)
    parties = [AVIS, DEBUT]
    for famille, noms in FAMILLES.items():
        parties += [f"## {famille}", ""]
        for nom in noms:
            commande = tripartite.get_command(racine, nom)
            assert commande is not None  # noqa: S101 - elle est de la liste
            parties += _aide(commande, nom, racine, "###")
    return "\n".join(parties).rstrip() + "\n"


def _aide(commande: click.Command, nom: str, parent: click.Context, niveau: str) -> list[str]:
    """L'aide d'une commande, puis celle des siennes si c'en est un groupe."""
    contexte = click.Context(
        commande, info_name=nom, parent=parent, terminal_width=LARGEUR, help_option_names=["-h", "--help"]
    )
    titre = contexte.command_path.removeprefix("tripartite ")
    parties = [f"{niveau} {titre}", "", "```text", commande.get_help(contexte).rstrip(), "```", ""]
    if isinstance(commande, click.Group):
        for sienne in commande.list_commands(contexte):
            suivante = commande.get_command(contexte, sienne)
            if suivante is not None:
                parties += _aide(suivante, sienne, contexte, f"{niveau}#")
    return parties
