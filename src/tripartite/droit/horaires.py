"""Des horaires écrits aux minutes de chaque jour."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tripartite.droit.calendrier import decouper_par_jour, jours
from tripartite.droit.faits import Horaires, Journee, SemaineType
from tripartite.droit.jours_feries import Territoire, est_ferie
from tripartite.droit.langage import Minutes

MINUIT = 24 * 60
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def repartir(horaires: Horaires, debut: date, fin: date, territoire: Territoire) -> dict[date, Minutes]:
    """Donne les minutes de présence prévues de chaque jour, de `debut` à `fin` inclus.

    Un jour particulier remplace la semaine type ; une fermeture, puis un jour férié non travaillé, la
    suppriment. Les minutes d'une nuit vont à chaque jour civil, au temps écoulé.
    """
    particuliers = {p.jour: p.journee for p in horaires.jours_particuliers}
    fermetures = [(f.debut, f.fin) for f in horaires.fermetures]
    total: dict[date, Minutes] = {}
    for jour in jours(debut, fin):
        if jour in particuliers:
            journee = particuliers[jour]
        elif any(d <= jour <= f for d, f in fermetures):
            continue
        else:
            journee = _journee_type(horaires.semaines, jour, debut)
            if journee is VIDE or (not horaires.feries_travailles and est_ferie(jour, territoire)):
                continue
        for quand, minutes in _minutes(journee, jour, territoire):
            if minutes:
                total[quand] = Minutes(total.get(quand, 0) + minutes)
    return total


VIDE = Journee()


def _journee_type(semaines: tuple[SemaineType, ...], jour: date, debut: date) -> Journee:
    possibles = [s for s in semaines if (not s.depuis or s.depuis <= jour) and (not s.jusqu_au or jour <= s.jusqu_au)]
    if not possibles:
        return VIDE
    origine = debut - timedelta(days=debut.weekday())
    semaine = possibles[(jour - origine).days // 7 % len(possibles)]
    journee: Journee = getattr(semaine, JOURS[jour.weekday()])
    return VIDE if not journee.plages and not journee.duree else journee


def _minutes(journee: Journee, jour: date, territoire: Territoire) -> list[tuple[date, int]]:
    if journee.duree:
        return [(jour, journee.duree)]
    parts = [(jour, int(journee.pause_payee))]
    for plage in journee.plages:
        if plage.fin > plage.debut:
            parts.append((jour, plage.fin - plage.debut))
        else:
            minuit = datetime(jour.year, jour.month, jour.day)
            depart = minuit + timedelta(minutes=plage.debut)
            arrivee = minuit + timedelta(minutes=plage.fin + MINUIT)
            parts += decouper_par_jour(depart, arrivee, territoire.fuseau).items()
    return parts
