"""Les horaires d'un stage, comme un document les écrit : la semaine, les fermetures, le calendrier annexé."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tripartite.droit.calculs.horaires import JOURS, EmploiDuTemps
from tripartite.droit.calendrier import Semaine
from tripartite.droit.faits import Horaires, Journee, SemaineType
from tripartite.droit.langage import Minutes, connu
from tripartite.rendus.grandeurs import ecrire, grandeur

UNE_SEMAINE = timedelta(days=7)


def sont_reguliers(horaires: Horaires) -> bool:
    """Dit si une seule semaine, écrite en une ligne, vaut tout le stage ; sinon un calendrier s'annexe."""
    if len(horaires.semaines) != 1 or horaires.jours_particuliers:
        return False
    (semaine,) = horaires.semaines
    return not (connu(semaine.depuis) and semaine.depuis) and not (
        connu(semaine.jusqu_au) and semaine.jusqu_au
    )


def dire_semaine(semaine: SemaineType, mots: Mapping[str, str], langue: str) -> list[str]:
    """Rend une semaine type en lignes : « lundi au vendredi : 9 h à 12 h 30, 13 h 30 à 17 h »."""
    noms = mots["jours"].split(", ")
    paires = [
        (nom, _journee(getattr(semaine, jour), mots, langue)) for nom, jour in zip(noms, JOURS, strict=True)
    ]
    lignes = []
    for dite, groupe in groupby(paires, key=lambda paire: paire[1]):
        jours = [nom for nom, _ in groupe]
        if not dite:
            continue
        if len(jours) == 1:
            quand = jours[0]
        elif len(jours) == 2:
            quand = f"{jours[0]} {mots['et']} {jours[1]}"
        else:
            quand = ecrire(mots["du_lundi"], {"premier": jours[0], "dernier": jours[-1]}, langue=langue)
        lignes.append(f"{quand}{' ' if langue == 'en' else chr(0xA0)}: {dite}".replace(" :", ":"))
    return lignes


def _journee(journee: Any, mots: Mapping[str, str], langue: str) -> str:
    if not connu(journee):
        return ""
    plages = [p for p in journee.plages if connu(p.debut) and connu(p.fin)]
    if plages:
        dites = (ecrire(mots["plage"], {"debut": p.debut, "fin": p.fin}, langue=langue) for p in plages)
        return ", ".join(dites)
    return grandeur(journee.duree, "heures", langue) if journee.duree else ""


def dire_fermetures(horaires: Horaires, mots: Mapping[str, str], langue: str) -> list[str]:
    """Rend les fermetures, une par ligne."""
    lignes = []
    for fermeture in horaires.fermetures:
        if not connu(fermeture.debut) or not connu(fermeture.fin):
            continue
        motif = fermeture.motif if connu(fermeture.motif) and fermeture.motif else ""
        bornes = {"debut": fermeture.debut, "fin": fermeture.fin}
        modele = mots["le_jour" if fermeture.debut == fermeture.fin else "du_au"]
        dite = ecrire(modele, bornes, langue=langue)
        lignes.append(f"{dite} ({motif})" if motif else dite)
    return lignes


def semaines_types(horaires: Horaires, mots: Mapping[str, str], langue: str) -> list[dict[str, Any]]:
    """Rend chaque semaine type, son titre et ses lignes, pour le calendrier annexé."""
    rendues = []
    for n, semaine in enumerate(horaires.semaines, 1):
        titre = (
            ecrire(mots["semaine_n"], {"n": n}, langue=langue)
            if len(horaires.semaines) > 1
            else mots["semaine_type"]
        )
        bornes = {"depuis": semaine.depuis, "jusqu_au": semaine.jusqu_au}
        dites = [ecrire(mots[b], bornes, langue=langue) for b, jour in bornes.items() if connu(jour) and jour]
        rendues.append({"titre": ", ".join([titre, *dites]), "lignes": dire_semaine(semaine, mots, langue)})
    return rendues


def calendrier(
    emploi: EmploiDuTemps, minutes: Mapping[date, Minutes], mots: Mapping[str, str], langue: str
) -> list[list[str]]:
    """Rend le calendrier des présences : une ligne par semaine civile, les sept jours, le total."""
    jours = sorted({*minutes, *emploi.feriees})
    if not jours:
        return []
    lignes = []
    lundi, dernier = Semaine.de(jours[0]).lundi, jours[-1]
    while lundi <= dernier:
        dates = [lundi + timedelta(days=n) for n in range(7)]
        cases = [_case(jour, minutes, emploi.feriees, mots, langue) for jour in dates]
        total = sum(minutes.get(jour, 0) for jour in dates)
        lignes.append(
            [grandeur(lundi, "jour", langue), *cases, grandeur(total, "heures", langue) if total else "–"]
        )
        lundi += UNE_SEMAINE
    return lignes


def _case(
    jour: date,
    minutes: Mapping[date, Minutes],
    feriees: Mapping[date, Journee],
    mots: Mapping[str, str],
    langue: str,
) -> str:
    if jour in minutes:
        return grandeur(minutes[jour], "heures", langue)
    return mots["ferie"] if jour in feriees else "–"


def tableau_des_presences(
    lignes: Sequence[Sequence[str]], mots: Mapping[str, str], total: str
) -> dict[str, Any]:
    """Rend le calendrier en données pour le gabarit."""
    entetes = [mots["semaine"], *mots["jours_courts"].split(", "), mots["total_semaine"]]
    return {"entetes": entetes, "lignes": lignes, "total": [mots["total_mot"], *[""] * 7, total]}
