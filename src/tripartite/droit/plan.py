"""Ce qu'il y a à faire pour juger : les faits à déduire, chacun après ceux dont il part, puis les règles.

Un plan ne dépend que des jours qui datent les règles et leurs valeurs : il se dresse une fois pour tous les
dossiers qui ont les mêmes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tripartite.droit.calculs import deductions as deductions
from tripartite.droit.langage import DEDUCTIONS, REGLES, Constat, FaitInconnu, Regle, Situation
from tripartite.droit.langage.deductions import Fonction, Pose
from tripartite.droit.langage.reponses import RegleLue, fait_manquant
from tripartite.droit.langage.valeurs import ValeurLue
from tripartite.droit.regles import sujets

Jours = tuple[date | None, ...]
Prendre = Callable[[Mapping[str, Any]], tuple[Any, ...]]


class ADeduire(NamedTuple):
    """Un fait à déduire ; sans corps, il reste des valeurs à lire."""

    nom: str
    prendre: Prendre
    corps: Callable[..., Any] | None


class AJuger(NamedTuple):
    """Une règle telle qu'elle se lit ce jour-là ; sans corps, comme un fait à déduire."""

    lue: RegleLue
    prendre: Prendre
    corps: Callable[..., Constat] | None


class Plan(NamedTuple):
    """Les faits à déduire, dans l'ordre, et les règles à juger.

    `lues` dit d'où viennent les valeurs des premiers ; `a_ouvrir`, ce qu'il reste à lire.
    """

    deductions: tuple[ADeduire, ...]
    regles: tuple[AJuger, ...]
    lues: Mapping[str, Sequence[ValeurLue]]
    a_ouvrir: Mapping[Fonction, Pose]

    def suivre(self, situation: Situation) -> list[Constat]:
        """Déduit, puis juge, un dossier dont on n'a encore déduit que les faits qui datent."""
        situation.lues.update(self.lues)
        faits = situation.faits
        for nom, prendre, corps in self.deductions:
            if corps is None:
                deduction = DEDUCTIONS[nom]
                situation.deduire(deduction, self.a_ouvrir[deduction])
                continue
            try:
                faits[nom] = corps(*prendre(faits))
            except FaitInconnu as erreur:
                faits[nom] = erreur.inconnu
        constats = []
        for lue, prendre, juger in self.regles:
            if juger is None:
                regle = REGLES[lue.nom]
                constats.append(regle.juger_lue(lue, situation, self.a_ouvrir[regle]))
                continue
            try:
                constat = juger(*prendre(faits))
            except FaitInconnu as erreur:
                constat = fait_manquant(erreur.inconnu)
            constat.regle_lue = lue
            constat.situation = situation
            constats.append(constat)
        return constats


@cache
def regles() -> tuple[Regle, ...]:
    """Toutes les règles, par sujet dans l'ordre de lecture, puis dans l'ordre du fichier."""
    rangs = {nom: rang for rang, nom in enumerate(sujets())}
    return tuple(sorted(REGLES.values(), key=lambda r: rangs[r.sujet]))


@cache
def faits_qui_datent() -> tuple[str, ...]:
    """Les faits qui datent une règle au moins, ou une des valeurs qu'elle lit."""
    fonctions = [*regles(), *DEDUCTIONS.values()]
    dates = [regle.selon for regle in regles()] + [fait for f in fonctions for fait in f.dates if fait]
    return tuple(dict.fromkeys(dates))


@lru_cache(128)
def dresser(jours: Jours) -> Plan:
    """Le plan quand ces jours sont ceux des faits qui datent, dans leur ordre."""
    dates = dict(zip(faits_qui_datent(), jours, strict=True))
    posees = Posees({}, {}, {}, {})
    for faits in _par_dates():
        celles_ci = _poser(faits, tuple([dates[fait] for fait in faits]))
        posees.deductions.update(celles_ci.deductions)
        posees.regles.update(celles_ci.regles)
        posees.lues.update(celles_ci.lues)
        posees.a_ouvrir.update(celles_ci.a_ouvrir)
    en_vigueur = tuple([regle for regle in regles() if regle in posees.regles])
    a_deduire = _dans_l_ordre(en_vigueur)
    return Plan(
        tuple([posees.deductions[nom] for nom in a_deduire]),
        tuple([posees.regles[regle] for regle in en_vigueur]),
        {nom: posees.lues[nom] for nom in a_deduire if posees.lues[nom]},
        posees.a_ouvrir,
    )


class Posees(NamedTuple):
    """Ce qui ne dépend que des mêmes jours, ses valeurs posées ; d'une règle, quand elle est en vigueur."""

    deductions: dict[str, ADeduire]
    regles: dict[Regle, AJuger]
    lues: dict[str, Sequence[ValeurLue]]
    a_ouvrir: dict[Fonction, Pose]


@cache
def _par_dates() -> dict[tuple[str, ...], list[Fonction]]:
    """Les règles et les déductions, réunies quand les mêmes faits les datent."""
    reunies: dict[tuple[str, ...], list[Fonction]] = {}
    for fonction in (*DEDUCTIONS.values(), *regles()):
        selon = [fonction.selon] if isinstance(fonction, Regle) else []
        faits = tuple(sorted({*selon, *filter(None, fonction.dates)}))
        reunies.setdefault(faits, []).append(fonction)
    return reunies


@lru_cache(256)
def _poser(faits: tuple[str, ...], jours: Jours) -> Posees:
    """Pose, à ces jours, les valeurs de ce que ces faits datent."""
    dates = dict(zip(faits, jours, strict=True))
    posees = Posees({}, {}, {}, {})
    for fonction in _par_dates()[faits]:
        pose = fonction.poser(dates)
        corps = None if pose.series else pose.corps
        if isinstance(fonction, Regle):
            jour = dates[fonction.selon]
            if not fonction.vaut_au(jour):
                continue
            lue = fonction.lue_au(jour, pose.lues)
            posees.regles[fonction] = AJuger(lue, fonction.prendre, corps)
        else:
            posees.deductions[fonction.nom] = ADeduire(fonction.nom, fonction.prendre, corps)
            posees.lues[fonction.nom] = pose.lues
        if corps is None:
            posees.a_ouvrir[fonction] = pose
    return posees


@lru_cache(128)
def _dans_l_ordre(en_vigueur: tuple[Regle, ...]) -> tuple[str, ...]:
    """Les déductions que ces règles demandent, chacune après celles dont elle part, sauf celles que demandent
    les faits qui datent."""
    ordonnees: dict[str, None] = {}

    def placer(noms: Iterable[str]) -> None:
        for nom in noms:
            if nom in DEDUCTIONS and nom not in ordonnees:
                placer(DEDUCTIONS[nom].faits)
                ordonnees[nom] = None

    placer(faits_qui_datent())
    deja_deduites = len(ordonnees)
    for regle in en_vigueur:
        placer(regle.faits)
    return tuple(ordonnees)[deja_deduites:]
