"""Les constats, le plus important d'abord : ce qui bloque, ce qui manque et à qui, les doutes, le reste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tripartite.droit.faits import Partie
from tripartite.droit.langage import Constat, Inconnu, Parametre, Phrase, Verdict, phrase

ICONES: Mapping[Verdict, str] = {
    Verdict.CONFORME: "✓",
    Verdict.NON_CONFORME: "✕",
    Verdict.A_VERIFIER: "?",
    Verdict.SANS_OBJET: "–",
}
MARQUES: Mapping[Partie, str] = {Partie.STAGIAIRE: "●", Partie.ORGANISME: "■", Partie.ETABLISSEMENT: "▲"}
"""Chaque partie garde sa forme, ici comme à l'écran."""

VALEURS_INCONNUES = "valeurs de la loi inconnues"
AUTRES = "à préciser"


class Manque(NamedTuple):
    """Un fait qui manque, qui le doit, et les constats qui l'attendent."""

    fait: Inconnu
    de: Partie | str
    constats: tuple[Constat, ...]


class Classement(NamedTuple):
    """Les constats d'un dossier, rangés."""

    bloquants: tuple[Constat, ...]
    avertissements: tuple[Constat, ...]
    manques: tuple[Manque, ...]
    doutes: tuple[Constat, ...]
    conformes: tuple[Constat, ...]
    sans_objet: tuple[Constat, ...]

    @property
    def bilan(self) -> dict[Verdict, int]:
        """Le nombre de constats de chaque verdict, du plus grave au plus calme."""
        en_attente = {c.regle for m in self.manques for c in m.constats}
        return {
            Verdict.NON_CONFORME: len(self.bloquants) + len(self.avertissements),
            Verdict.A_VERIFIER: len(en_attente) + len(self.doutes),
            Verdict.CONFORME: len(self.conformes),
            Verdict.SANS_OBJET: len(self.sans_objet),
        }

    @property
    def verdict(self) -> Verdict:
        """Le verdict de l'ensemble : celui du constat le plus grave."""
        return next((v for v, nombre in self.bilan.items() if nombre), Verdict.SANS_OBJET)


def classer(constats: Iterable[Constat]) -> Classement:
    """Range des constats ; dans chaque rang, l'ordre de lecture d'une convention est gardé."""
    rangs: dict[Any, list[Constat]] = {verdict: [] for verdict in Verdict}
    bloquants, attentes = [], []
    for constat in constats:
        if constat.bloque:
            bloquants.append(constat)
        elif constat.verdict is Verdict.A_VERIFIER and constat.manquants and not constat.lectures:
            attentes.append(constat)
        else:
            rangs[constat.verdict].append(constat)
    return Classement(
        tuple(bloquants),
        tuple(rangs[Verdict.NON_CONFORME]),
        _manques(attentes),
        tuple(rangs[Verdict.A_VERIFIER]),
        tuple(rangs[Verdict.CONFORME]),
        tuple(rangs[Verdict.SANS_OBJET]),
    )


def conclusion(range_: Classement) -> tuple[Phrase, ...]:
    """Ce qu'il faut en retenir, en une phrase ou deux."""
    bloquants, manques = len(range_.bloquants), len(range_.manques)
    manque = phrase("un fait manque" if manques == 1 else "{n} faits manquent", n=manques)
    if bloquants:
        points = "Un point bloque" if bloquants == 1 else "{n} points bloquent"
        corriger = phrase("{points} : corrigez d'abord.", points=phrase(points, n=bloquants))
        ensuite = phrase("Ensuite, {manque} pour tout vérifier.", manque=manque)
        return (corriger, ensuite) if manques else (corriger,)
    if manques:
        dit = "Rien ne bloque dans ce que l'on sait, mais {manque} pour tout vérifier."
        return (phrase(dit, manque=manque),)
    if range_.avertissements or range_.doutes:
        return (phrase("Rien ne bloque et rien ne manque ; lisez ce qui suit avant de signer."),)
    return (phrase("Rien ne bloque et rien ne manque."),)


def de_qui(fait: Inconnu) -> Partie | str:
    """La partie qui doit ce fait ; une valeur de la loi n'est due par personne."""
    if fait.cle in Parametre.tous:
        return VALEURS_INCONNUES
    return Partie(fait.partie) if fait.partie in list(Partie) else AUTRES


def _manques(attentes: list[Constat]) -> tuple[Manque, ...]:
    faits: dict[str, tuple[Inconnu, list[Constat]]] = {}
    for constat in attentes:
        for fait in constat.manquants:
            faits.setdefault(fait.libelle, (fait, []))[1].append(constat)
    manques = [Manque(fait, de_qui(fait), tuple(constats)) for fait, constats in faits.values()]
    ordre = [*Partie, AUTRES, VALEURS_INCONNUES]
    return tuple(sorted(manques, key=lambda m: (ordre.index(m.de), -len(m.constats))))
