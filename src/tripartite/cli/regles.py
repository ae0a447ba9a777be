"""`tripartite regles` : le catalogue des règles, un sujet, ou une règle et son texte."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

from tripartite.cli.completion import noms_des_regles
from tripartite.cli.valeurs import FORME

if TYPE_CHECKING:
    from tripartite.droit.faits import Dossier
    from tripartite.droit.langage import Regle
    from tripartite.rendus.encre import Encre


@click.command(name="regles", short_help="Le catalogue des règles ; une règle, ses articles, son texte.")
@click.argument("nom", required=False, shell_complete=noms_des_regles)
@FORME
def commande(nom: str | None, forme: str) -> None:
    """Montre les règles par sujet ; avec NOM, un sujet, ou une règle : ses articles, ses valeurs, son texte,
    et ce qu'elle répond à un exemple, calcul compris.

    \b
    tripartite regles
    tripartite regles gratification
    tripartite regles gratification_minimale
    """
    from tripartite.cli.choix import choisir_des_regles
    from tripartite.cli.ecran import ecrire, encre
    from tripartite.droit.plan import regles

    toutes = regles()
    choisis = choisir_des_regles(nom) if nom else ()
    if choisis:
        toutes = tuple(r for r in toutes if r.sujet in choisis or r.nom in choisis)

    if forme == "json":
        from tripartite.rendus import json
        from tripartite.rendus.regles import donnees

        ecrire(json.texte([donnees(r) for r in toutes]))
    elif choisis == (toutes[0].nom,):
        ecrire(_une_regle(toutes[0], encre()))
    else:
        ecrire(_catalogue(toutes, encre(), presenter=bool(choisis)))


def _catalogue(regles: tuple[Regle, ...], plume: Encre, presenter: bool) -> str:
    from itertools import groupby

    from tripartite.droit.regles import sujets
    from tripartite.rendus.encre import couper, longueur, nommer_les_articles
    from tripartite.rendus.typographie import sans_insecable, typographier

    lignes: list[str] = []
    for nom, groupe in groupby(regles, key=lambda r: r.sujet):
        sujet = sujets()[nom]
        reste = " " * max(2, plume.largeur - longueur(sujet.nom) - longueur(nom) - 2)
        lignes += ["", f"  {plume.gras(sujet.nom)}{reste}{plume.discret(nom)}"]
        if presenter and sujet.presentation:
            lignes += map(plume.discret, couper(typographier(sujet.presentation), plume.largeur, "  ", "  "))
        lignes.append("")
        for regle in groupe:
            lignes += couper(typographier(f"{regle.titre}."), plume.largeur, "  ", "    ")
            note = f"{regle.nom}  {nommer_les_articles(regle.articles)}"
            lignes += map(plume.discret, couper(note, plume.largeur, "    ", "      "))
    total = f"{len(regles)} règles" if len(regles) > 1 else "1 règle"
    lignes += ["", plume.discret(f"  {total}. Une règle en entier : tripartite regles {regles[0].nom}")]
    return sans_insecable("\n".join(lignes))


def _une_regle(regle: Regle, plume: Encre) -> str:
    from inspect import getsource
    from textwrap import dedent

    from tripartite.droit.regles import sujets
    from tripartite.rendus.encre import cadrer, couper, longueur
    from tripartite.rendus.grandeurs import jour
    from tripartite.rendus.regles import paragraphes
    from tripartite.rendus.tableaux import tableau
    from tripartite.rendus.typographie import sans_insecable, typographier
    from tripartite.rendus.valeurs import valeurs_dans_le_temps

    fin = f" et jusqu'au {jour(regle.jusqu_au)}" if regle.jusqu_au else ""
    periode = f"en vigueur depuis le {jour(regle.depuis)}{fin}, selon {_selon(regle.selon)}"
    sous_titre = " · ".join([regle.nom, sujets()[regle.sujet].nom, regle.gravite.value, periode])
    lignes = ["", *map(plume.gras, couper(typographier(f"{regle.titre}."), plume.largeur, "  ", "  "))]
    lignes += map(plume.discret, couper(sous_titre, plume.largeur, "  ", "  "))
    for paragraphe in paragraphes(regle.__doc__):
        lignes += ["", *couper(typographier(paragraphe), plume.largeur, "  ", "  ")]

    blocs = {"Articles": _articles(regle), "Faits demandés": [_fait(nom) for nom in regle.faits]}
    for titre, paires in blocs.items():
        large = max((longueur(nom) for nom, _ in paires), default=0)
        lignes += ["", f"  {plume.gras(titre)}"]
        for nom, suite in paires:
            tete = f"    {cadrer(nom, large)}  "
            rendues = (
                couper(typographier(suite), plume.largeur, tete, " " * len(tete))
                if suite
                else [tete.rstrip()]
            )
            lignes += [rendues[0][: len(tete)] + plume.discret(rendues[0][len(tete) :])]
            lignes += map(plume.discret, rendues[1:])
    for _, lecture in regle.lectures:
        lignes += ["", *tableau(valeurs_dans_le_temps(lecture.parametre), plume, "  ")]
    lignes += [*_exemple(regle, plume), "", f"  {plume.gras('Son texte')}", ""]
    lignes += [plume.discret(f"  {ligne}".rstrip()) for ligne in dedent(getsource(regle.corps)).splitlines()]
    return sans_insecable("\n".join(lignes))


def _exemple(regle: Regle, plume: Encre) -> list[str]:
    """Ce que la règle répond au premier exemple qu'elle juge, au dernier jour de son stage."""
    from tripartite.droit.langage import Verdict, connu
    from tripartite.droit.verification import verifier
    from tripartite.rendus.cartes import carte

    for nom, dossier in _exemples():
        fin = dossier.convention.fin
        if not connu(fin):
            continue
        for constat in verifier(dossier, fin, (regle.nom,)):
            if constat.verdict is not Verdict.SANS_OBJET:
                titre, sur = plume.gras("Ce qu'elle répond"), plume.discret(f"à l'exemple {nom}")
                return ["", f"  {titre} {sur}", "", *carte(constat, plume, tout=True)[:-1]]
    return []


@cache
def _exemples() -> tuple[tuple[str, Dossier], ...]:
    from tripartite.dossiers import exemples, lire_texte

    noms = sorted(exemples.noms(), key=lambda nom: (nom != "douze-fautes", not nom.startswith("master"), nom))
    return tuple((nom, lire_texte(exemples.texte(nom), nom)) for nom in noms)


def _selon(nom: str) -> str:
    """Le fait qui date une règle, dans une phrase."""
    libelle = _fait(nom)[1].rstrip(".") or nom
    return libelle[0].lower() + libelle[1:]


def _articles(regle: Regle) -> list[tuple[str, str]]:
    from tripartite.droit.articles import article

    return [(a, trouve.objet if (trouve := article(a)) else "") for a in regle.articles]


def _fait(nom: str) -> tuple[str, str]:
    """Un fait et ce qu'il est : son libellé, ou la phrase de la déduction."""
    from tripartite.droit.langage import DEDUCTIONS
    from tripartite.rendus.faits import libelle

    if nom in DEDUCTIONS:
        return nom, (DEDUCTIONS[nom].__doc__ or "").strip().partition("\n")[0]
    return nom, libelle(nom)
