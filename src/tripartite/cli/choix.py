"""Retrouver ce que l'on nomme : sans accents, à peu près, ou dire ce qui s'en approche."""

from __future__ import annotations

from collections.abc import Iterable

import click


def choisir_des_regles(nom: str) -> tuple[str, ...]:
    """Les sujets que l'on a voulu dire, ou la règle.

    Un sujet entraîne ceux dont le nom le prolonge : « gratification », et « gratification_montant ».

    Raises:
        click.ClickException: aucun sujet, aucune règle n'a ce nom.
    """
    from tripartite.dossiers.erreurs import cle
    from tripartite.droit.langage import REGLES
    from tripartite.droit.regles import sujets

    titres = {cle(sujet.nom): fichier for fichier, sujet in sujets().items()}
    cherche = cle(nom) if cle(nom) in REGLES else titres.get(cle(nom), cle(nom))
    debuts = (f"{cherche}_", f"ancienne_{cherche}_", f"ancien_{cherche}_")
    famille = tuple(fichier for fichier in sujets() if f"{fichier}_".startswith(debuts))
    if famille and (cherche in sujets() or cherche not in REGLES):
        return famille
    return (choisir(nom, [*sujets(), *REGLES], "ni un sujet ni une règle", "tripartite regles"),)


def choisir(nom: str, connus: Iterable[str], sorte: str, liste: str) -> str:
    """Le nom connu que l'on a voulu dire.

    Args:
        nom: ce qui a été écrit.
        connus: les noms qui existent.
        sorte: ce que ce n'est pas, « une règle », « ni un sujet ni une règle ».
        liste: la commande qui montre tous les noms.

    Raises:
        click.ClickException: aucun nom n'est celui-là.
    """
    from tripartite.dossiers.erreurs import cle, extrait, le_plus_proche

    noms = {cle(connu): connu for connu in connus}
    if cle(nom) in noms:
        return noms[cle(nom)]
    proche = le_plus_proche(nom, noms.values())
    suite = f" Vouliez-vous dire « {proche} » ?" if proche else ""
    negation = "n'est" if sorte.startswith("ni ") else "n'est pas"
    raise click.ClickException(f"« {extrait(nom)} » {negation} {sorte}.{suite} La liste : {liste}.")
