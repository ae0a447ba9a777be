"""Pauses, nuits, dimanches, fériés, tâches dangereuses : L. 124-14, D. 124-4 ; C. trav. L. 3121-16."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import chain

from tripartite.droit.calculs.horaires import MINUIT, Amplitude, exiger_les_heures, intervalles, pauses
from tripartite.droit.calendrier import Periode, dimanches
from tripartite.droit.decompte import Decompte
from tripartite.droit.faits import Journee, OrganismeAccueil
from tripartite.droit.jours_feries import jours_feries
from tripartite.droit.langage import (
    Aucun,
    Confiance,
    Constat,
    Etape,
    Gravite,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Pauses et présences particulières",
    ordre=121,
    lignes=("R10", "R11"),
    presentation="La pause, la nuit, le dimanche, les fériés, et les tâches qu'un stagiaire ne fait pas.",
)

HEURE = 60
AUTRES_REGLES = "Les règles du code du travail ne concernent pas cet accueil."

PRESENCE_AVANT_PAUSE = Parametre(
    "présence quotidienne qui ouvre droit à une pause",
    depuis("2016-08-10", 6 * HEURE, "C. trav. L. 3121-16"),
    unite="minutes",
    articles=("C. trav. L. 3121-16",),
)
PAUSE = Parametre(
    "pause quotidienne",
    depuis("2016-08-10", 20, "C. trav. L. 3121-16"),
    unite="minutes",
    articles=("C. trav. L. 3121-16",),
)
COEUR_DE_NUIT = Parametre(
    "fin de la partie de la nuit qui commence à minuit",
    depuis("2016-08-10", 5 * HEURE, "C. trav. L. 3122-2, de mémoire", Confiance.MEMOIRE),
    unite="minutes depuis minuit",
    articles=("C. trav. L. 3122-2",),
)
MOTS = {"le dimanche": "dimanche", "un jour férié": "féri", "la nuit": "nuit"}
"""Ce qu'un texte qui mentionne une présence particulière contient."""
SOIREE, MATIN = 21 * HEURE, 6 * HEURE
"""Sans accord, la nuit va de 21 h à 6 h (C. trav. L. 3122-20, de mémoire)."""


# --- La pause ----------------------------------------------------------------------------------


class Repit(Enum):
    """Ce que vaut la pause d'une journée."""

    PRISE = "prise, ou non due"
    DOUTEUSE = "douteuse"
    ABSENTE = "absente"
    INCONNUE = "inconnue"


def juger_la_pause(journee: Journee, seuil: int, pause: int) -> Repit:
    """Dit si une journée donne la pause due à partir de `seuil` minutes de présence.

    Doutes : une journée qui dure exactement le seuil, une pause prise tôt et suivie d'une présence plus
    longue que le seuil, une pause payée dont on ne connaît pas l'heure.
    """
    presences = intervalles(journee)
    if not presences:
        return Repit.INCONNUE if journee.duree and journee.duree >= seuil else Repit.PRISE
    suites = [0]
    for rang, presence in enumerate(presences):
        if rang and presence.debut - presences[rang - 1].fin >= pause:
            suites.append(0)
        suites[-1] += presence.fin - presence.debut
    if sum(suites) < seuil or (len(suites) > 1 and max(suites) <= seuil):
        return Repit.PRISE
    cachee = journee.pause_payee - pauses(presences) >= pause
    if len(suites) > 1 or sum(suites) == seuil or cachee:
        return Repit.DOUTEUSE
    return Repit.ABSENTE


@regle(
    "L. 124-14",
    "C. trav. L. 3121-16",
    depuis="2014-07-12",
    seuil=PRESENCE_AVANT_PAUSE.a_la_date("debut"),
    pause=PAUSE.a_la_date("debut"),
)
def pause_quotidienne(
    journees: Mapping[date, Journee],
    journees_distinctes: Mapping[int, Journee],
    soumis_au_code_du_travail: bool,
    *,
    seuil: Minutes,
    pause: Minutes,
) -> Constat:
    """Le stagiaire a une pause dès que sa présence quotidienne atteint six heures.

    Doute : à six heures exactement, la lecture qui protège donne la pause.
    """
    if not soumis_au_code_du_travail:
        return sans_objet(AUTRES_REGLES)

    repits = {cle: juger_la_pause(journee, seuil, pause) for cle, journee in journees_distinctes.items()}
    trouves = repits.values()
    if Repit.ABSENTE in trouves:
        return non_conforme(
            "La journée du {jour:date} compte plus de {seuil:heures} de présence, sans {pause:heures} de "
            "pause de suite.",
            que_faire="Prévoyez {pause:heures} de pause au plus tard après {seuil:heures} de présence.",
            jour=_premier(journees, repits, Repit.ABSENTE),
            pause=pause,
            seuil=seuil,
        )
    exiger_les_heures(Repit.INCONNUE not in trouves)
    if Repit.DOUTEUSE in trouves:
        return a_verifier(
            "La pause de la journée du {jour:date} laisse un doute.",
            lecture("lecture qui protège", Verdict.NON_CONFORME, "Une pause de {n:heures} manque.", n=pause),
            lecture("lecture stricte", Verdict.CONFORME, "Aucune autre pause n'est due."),
            que_faire="Prévoyez {pause:heures} de pause au plus tard après {seuil:heures} de présence.",
            jour=_premier(journees, repits, Repit.DOUTEUSE),
            pause=pause,
            seuil=seuil,
        )
    return conforme(
        "Une pause de {pause:heures} est prévue chaque jour de {seuil:heures} de présence.",
        pause=pause,
        seuil=seuil,
    )


def _premier(journees: Mapping[date, Journee], repits: Mapping[int, Repit], repit: Repit) -> date:
    return next(jour for jour, journee in journees.items() if repits[id(journee)] is repit)


# --- La nuit, le dimanche, les jours fériés ----------------------------------------------------


def minutes_entre(journee: Journee, *tranches: tuple[int, int]) -> int:
    """Les minutes de présence d'une journée dans ces tranches, données en minutes depuis son minuit."""
    return sum(
        max(0, min(p.fin, fin) - max(p.debut, debut)) for p in intervalles(journee) for debut, fin in tranches
    )


@regle(
    "D. 124-4",
    "L. 124-14",
    depuis="2014-12-01",
    gravite=Gravite.AVERTISSEMENT,
    matin=COEUR_DE_NUIT.a_la_date("debut"),
)
def presence_particuliere_mentionnee(
    presence_particuliere: str,
    journees: Mapping[date, Journee],
    journees_distinctes: Mapping[int, Journee],
    amplitude: Amplitude,
    minutes_par_jour: Mapping[date, Minutes],
    decompte_prevu: Decompte,
    organisme: OrganismeAccueil,
    hors_champ: bool,
    *,
    matin: Minutes,
) -> Constat:
    """La convention mentionne la présence la nuit, le dimanche ou un jour férié.

    Doutes : entre 21 heures et minuit, ou avant 6 heures, la nuit dépend d'un accord ; et une mention qui ne
    nomme pas la présence que prévoient les horaires.
    """
    if hors_champ:
        return sans_objet("Les mentions de D. 124-4 ne concernent pas cette convention.")

    quand = {
        "le dimanche": _dimanches(minutes_par_jour, decompte_prevu.annees, amplitude),
        "un jour férié": _jours_feries(minutes_par_jour, decompte_prevu.annees, organisme),
        "la nuit": _jours_de_nuit(journees, journees_distinctes, amplitude, MINUIT, matin),
    }
    sortes = [sorte for sorte, jours in quand.items() if jours]
    if sortes and not presence_particuliere:
        return non_conforme(
            "Les horaires prévoient une présence {sortes:liste}, que la convention ne mentionne pas.",
            que_faire="Mentionnez dans la convention la présence {sortes:liste}.",
            etapes=_compter(quand),
            sortes=sortes,
        )
    tues = [sorte for sorte in sortes if MOTS[sorte] not in presence_particuliere.casefold()]
    if tues:
        return a_verifier(
            "Les horaires prévoient une présence {sortes:liste} ; la convention dit : « {dite} ».",
            lecture("mots de la convention", Verdict.NON_CONFORME, "Elle ne la nomme pas."),
            lecture("autres mots", Verdict.CONFORME, "Elle la dit autrement."),
            que_faire="Nommez dans la convention la présence {sortes:liste}.",
            etapes=_compter(quand),
            sortes=tues,
            dite=presence_particuliere,
        )
    if sortes:
        return conforme(
            "La convention mentionne la présence {sortes:liste}.", etapes=_compter(quand), sortes=sortes
        )
    if presence_particuliere:
        return conforme("La convention mentionne une présence particulière.")

    exiger_les_heures(all(journee.plages for journee in journees_distinctes.values()))
    soirs = _jours_de_nuit(journees, journees_distinctes, amplitude, SOIREE, MATIN)
    if soirs:
        return a_verifier(
            "Le {jour:date}, une présence est prévue entre 21 h et 6 h : la convention ne la mentionne pas.",
            lecture("nuit de 21 h à 6 h", Verdict.NON_CONFORME, "La présence la nuit doit être mentionnée."),
            lecture("nuit fixée par accord", Verdict.CONFORME, "La nuit peut commencer plus tard."),
            que_faire="Mentionnez cette présence dans la convention.",
            jour=soirs[0],
        )
    return sans_objet("Aucune présence n'est prévue la nuit, le dimanche ou un jour férié.")


def _compter(quand: Mapping[str, Sequence[date]]) -> list[Etape]:
    return [
        etape("Présence {sorte}", "{n:jours}", n=len(jours), sorte=sorte)
        for sorte, jours in quand.items()
        if jours
    ]


def _dimanches(
    minutes_par_jour: Mapping[date, Minutes], annees: Iterable[int], amplitude: Amplitude
) -> list[date]:
    if not minutes_par_jour or (not amplitude.dimanches and amplitude.fin <= MINUIT):
        return []
    return list(filter(minutes_par_jour.__contains__, dimanches(annees)))


def _jours_feries(
    minutes_par_jour: Mapping[date, Minutes], annees: Iterable[int], organisme: OrganismeAccueil
) -> list[date]:
    if not minutes_par_jour or organisme.pays != "France" or not organisme.territoire:
        return []
    feries = chain.from_iterable([jours_feries(annee, organisme.territoire) for annee in annees])
    return list(filter(minutes_par_jour.__contains__, feries))


def _jours_de_nuit(
    journees: Mapping[date, Journee],
    distinctes: Mapping[int, Journee],
    amplitude: Amplitude,
    soir: int,
    matin: int,
) -> list[date]:
    """Les jours dont la journée touche la nuit, d'un soir à un matin."""
    if matin <= amplitude.debut and amplitude.fin <= soir:
        return []
    nuits = ((0, matin), (soir, MINUIT + matin))
    concernees = {cle for cle, journee in distinctes.items() if minutes_entre(journee, *nuits)}
    return [jour for jour, journee in journees.items() if id(journee) in concernees] if concernees else []


@regle("L. 124-14", "C. trav. L. 3133-4", depuis="2014-07-12", gravite=Gravite.AVERTISSEMENT)
def premier_mai_chome(
    minutes_par_jour: Mapping[date, Minutes], decompte_prevu: Decompte, accueil_en_france: bool
) -> Constat:
    """Le 1er mai est chômé.

    À confirmer sur Légifrance ; les activités qui ne peuvent s'interrompre font exception.
    """
    jours = [mai for annee in decompte_prevu.annees if (mai := date(annee, 5, 1)) in minutes_par_jour]
    if not jours or not accueil_en_france:
        return sans_objet("Aucune présence n'est prévue un 1er mai, en France.")

    return a_verifier(
        "Une présence est prévue le {jour:date}, jour férié et chômé.",
        lecture("règle", Verdict.NON_CONFORME, "Le 1er mai est chômé."),
        lecture("exception", Verdict.CONFORME, "L'activité de l'organisme ne peut pas s'interrompre."),
        que_faire="Retirez cette présence, sauf si l'activité ne peut pas s'interrompre.",
        jour=jours[0],
    )


@regle("L. 124-14", depuis="2014-07-12", gravite=Gravite.INFORMATION)
def presence_dans_un_organisme_public(
    organisme: OrganismeAccueil,
    accueil_en_france: bool,
    hors_champ: bool,
    minutes_par_jour: Mapping[date, Minutes],
) -> Constat:
    """Dans un organisme public, la présence suit les règles de ses agents."""
    if hors_champ or not accueil_en_france or not organisme.public:
        return sans_objet("L'organisme d'accueil n'est pas une administration française.")

    return a_verifier(
        "L'organisme est public : la présence, les pauses et les repos suivent les règles de ses agents, que "
        "Tripartite ne connaît pas. La plus longue journée prévue compte {presence:heures}.",
        lecture("règles des agents", Verdict.A_VERIFIER, "Elles fixent les maxima de ce stage."),
        que_faire="Comparez les horaires avec le règlement du temps de travail de l'organisme.",
        presence=max(minutes_par_jour.values(), default=Minutes(0)),
    )


# --- Les tâches dangereuses --------------------------------------------------------------------


@deduit()
def taches_dangereuses(
    travaux_dangereux: bool, minorite: Periode | Aucun, derogation_travaux: bool, derogation_permise: bool
) -> bool:
    """Dit si des tâches dangereuses sont confiées au stagiaire, hors de la dérogation d'un mineur."""
    return travaux_dangereux and not (minorite and derogation_travaux and derogation_permise)


@regle("L. 124-14", depuis="2014-07-12")
def taches_dangereuses_interdites(
    travaux_dangereux: bool, minorite: Periode | Aucun, accueil_en_france: bool, hors_champ: bool
) -> Constat:
    """Aucune tâche dangereuse pour la santé ou la sécurité n'est confiée au stagiaire.

    Un mineur en formation professionnelle peut en recevoir une dérogation : une autre règle le juge.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("L. 124-14 ne concerne pas cet accueil.")
    if not travaux_dangereux:
        return conforme("Aucune tâche dangereuse n'est confiée au stagiaire.")
    if minorite:
        return sans_objet(
            "Le stagiaire est mineur : ses travaux dangereux sont jugés une fois, avec la dérogation qu'ils "
            "demandent (C. trav. L. 4153-9)."
        )
    return non_conforme(
        "Des tâches dangereuses sont prévues : la loi interdit de les confier à un stagiaire.",
        que_faire="Retirez ces tâches des activités du stage.",
    )
