"""`tripartite parametres` : les valeurs de la loi, leur source et leur horizon."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tripartite.cli.completion import noms_des_parametres
from tripartite.cli.valeurs import FORME, JOUR

if TYPE_CHECKING:
    from tripartite.droit.langage import Parametre
    from tripartite.rendus.fiches import Tableau


@click.command(name="parametres", short_help="Les valeurs de la loi, leur source et leur horizon.")
@click.argument("nom", required=False, shell_complete=noms_des_parametres)
@click.option("--au", type=JOUR, metavar="JOUR", help="Le jour qui compte ; aujourd'hui, si rien n'est dit.")
@FORME
def commande(nom: str | None, au: date | None, forme: str) -> None:
    """Montre les valeurs en vigueur un jour ; avec NOM (ou un mot de son nom), toutes celles d'une série.

    Passé l'horizon d'une série, sa valeur est inconnue : elle n'est jamais répétée en silence.

    \b
    tripartite parametres
    tripartite parametres plafond --au 01/01/2025
    tripartite parametres "SMIC horaire brut"
    """
    from tripartite.cli.ecran import ecrire, encre
    from tripartite.droit.langage import Parametre
    from tripartite.droit.regles import sujets
    from tripartite.rendus.tableaux import tableau
    from tripartite.rendus.typographie import sans_insecable

    sujets()
    jour = au or date.today()
    choisis = _choisir(nom) if nom else list(Parametre.tous.values())
    if forme == "json":
        from tripartite.rendus import json

        ecrire(json.texte([_donnees(p, jour) for p in choisis]))
        return
    plume = encre()
    if len(choisis) == 1 and nom:
        ecrire(_une_serie(choisis[0], au))
    else:
        ecrire(sans_insecable("\n" + "\n".join(tableau(_valeurs(choisis, jour), plume, "  "))))


def _choisir(nom: str) -> list[Parametre]:
    from tripartite.cli.choix import choisir
    from tripartite.dossiers.erreurs import cle
    from tripartite.droit.langage import Parametre

    exacts = [p for p in Parametre.tous.values() if cle(p.nom) == cle(nom)]
    if exacts:
        return exacts
    mots = cle(nom).split("_")
    trouves = [p for p in Parametre.tous.values() if all(mot in cle(p.nom) for mot in mots)]
    return trouves or [Parametre.tous[choisir(nom, Parametre.tous, "un paramètre", "tripartite parametres")]]


def _valeurs(choisis: list[Parametre], jour: date) -> Tableau:
    from tripartite.droit.langage import FaitInconnu
    from tripartite.rendus.fiches import tableau
    from tripartite.rendus.grandeurs import grandeur
    from tripartite.rendus.valeurs import valeur_de_la_loi

    lignes: list[tuple[Any, ...]] = []
    for parametre in choisis:
        try:
            lue = parametre.au(jour)
            lignes.append((parametre.nom, valeur_de_la_loi(lue.valeur, parametre.unite), lue.depuis))
        except FaitInconnu:
            avant = jour < parametre.valeurs[0].depuis
            horizon = "" if avant else f"connue jusqu'au {grandeur(parametre.jusqu_au)}"
            lignes.append((parametre.nom, "inconnue", horizon))
    colonnes = (
        ("parametre", "Paramètre"),
        ("valeur", f"Valeur au {grandeur(jour)}"),
        ("depuis", "Depuis le"),
    )
    return tableau(colonnes, lignes)


def _une_serie(parametre: Parametre, au: date | None) -> str:
    from tripartite.cli.ecran import encre
    from tripartite.rendus.encre import couper, nommer_les_articles
    from tripartite.rendus.grandeurs import jour
    from tripartite.rendus.tableaux import tableau
    from tripartite.rendus.typographie import sans_insecable
    from tripartite.rendus.valeurs import valeurs_dans_le_temps

    plume = encre()
    lignes = ["", *tableau(valeurs_dans_le_temps(parametre), plume, "  "), ""]
    if au is not None:
        lignes += [*tableau(_valeurs([parametre], au), plume, "  "), ""]
    lignes += couper(
        f"Connue jusqu'au {jour(parametre.jusqu_au)} : au-delà, on ne sait pas.", plume.largeur, "  ", "  "
    )
    lignes += [plume.discret(f"  {note}") for v in parametre.valeurs if (note := v.note)]
    if parametre.articles:
        lignes.append(plume.discret("  " + nommer_les_articles(parametre.articles)))
    return sans_insecable("\n".join(lignes))


def _donnees(parametre: Parametre, jour: date) -> dict[str, Any]:
    from tripartite.droit.langage import FaitInconnu
    from tripartite.rendus.json import brut

    try:
        valeur = brut(parametre.au(jour).valeur)
    except FaitInconnu:
        valeur = None
    return {
        "parametre": parametre.nom,
        "unite": parametre.unite,
        "articles": list(parametre.articles),
        "jusqu_au": brut(parametre.jusqu_au),
        "au": jour.isoformat(),
        "valeur": valeur,
        "valeurs": [brut(v) for v in parametre.valeurs],
    }
