"""Les horaires prévus : plages, journées, semaines types."""

from datetime import date

from tripartite.droit.faits.socle import ORGANISME, Fait, champ, fait
from tripartite.droit.langage import AUCUN, Aucun, Minutes


@fait
class Plage(Fait):
    """Une plage de présence. Une fin égale ou inférieure au début est au lendemain."""

    debut: int = champ("le début de la plage")
    fin: int = champ("la fin de la plage")


@fait
class Journee(Fait):
    """Une journée : ses plages, ou sa durée seule quand on ne connaît pas les heures."""

    plages: tuple[Plage, ...] = champ("les plages de la journée", ())
    duree: Minutes | Aucun = champ("la durée de la journée", AUCUN)
    pause_payee: Minutes = champ("les minutes de pause payées", 0)


@fait
class SemaineType(Fait):
    """Une semaine qui se répète, du lundi au dimanche, entre deux dates (sinon tout le stage)."""

    lundi: Journee = champ("le lundi", Journee())
    mardi: Journee = champ("le mardi", Journee())
    mercredi: Journee = champ("le mercredi", Journee())
    jeudi: Journee = champ("le jeudi", Journee())
    vendredi: Journee = champ("le vendredi", Journee())
    samedi: Journee = champ("le samedi", Journee())
    dimanche: Journee = champ("le dimanche", Journee())
    depuis: date | Aucun = champ("le premier jour de la semaine type", AUCUN)
    jusqu_au: date | Aucun = champ("le dernier jour de la semaine type", AUCUN)


@fait
class JourParticulier(Fait):
    """Un jour qui ne suit pas la semaine type : il la remplace."""

    jour: date = champ("le jour particulier")
    journee: Journee = champ("l'horaire du jour particulier", Journee())


@fait
class Fermeture(Fait):
    """Une période sans présence prévue : fermeture, semaine de cours."""

    debut: date = champ("le début de la fermeture")
    fin: date = champ("la fin de la fermeture")
    motif: str = champ("le motif de la fermeture", "")


@fait
class Horaires(Fait):
    """Les horaires prévus. Plusieurs semaines types sur les mêmes dates alternent dans leur ordre."""

    semaines: tuple[SemaineType, ...] = champ("la semaine type", de=ORGANISME)
    jours_particuliers: tuple[JourParticulier, ...] = champ("les jours particuliers", (), de=ORGANISME)
    fermetures: tuple[Fermeture, ...] = champ("les fermetures", (), de=ORGANISME)
    feries_travailles: bool = champ("la présence les jours fériés", False, de=ORGANISME)
