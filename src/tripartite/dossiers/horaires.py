"""Les horaires comme on les écrit : des plages « 9h-12h30 », une journée, « du lundi au vendredi »."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from tripartite.dossiers.conversion import AUTRES_NOMS, Conversion, champs, dit_aucun, joindre, special
from tripartite.dossiers.erreurs import Illisible, cle, extrait
from tripartite.dossiers.noeuds import Liste, Noeud, Scalaire, Table
from tripartite.dossiers.valeurs import JOURS, aplanir, dire_duree, lire_heure_du_jour, lire_minutes
from tripartite.droit.faits import Horaires, Journee, Plage, SemaineType
from tripartite.droit.langage import phrase

MINUIT = 24 * 60
PLAGE = "une plage, comme 9h-12h30"
AUTRES_NOMS[Horaires] = ("semaine", *JOURS)
JOURNEE = "des plages, comme [9h-12h30, 13h30-17h30], ou une durée, comme 7 h"


def lire_plage(texte: str) -> Plage:
    """Lit une plage d'heures. Une fin qui ne suit pas le début est au lendemain.

    >>> plage = lire_plage("9h - 12h30")
    >>> plage.debut, plage.fin
    (540, 750)
    """
    bornes = re.split(r" ?[-–—] ?| à ", aplanir(texte).lower().removeprefix("de "))
    if len(bornes) != 2:
        raise Illisible(phrase("« {recu:texte} » n'est pas une plage d'heures.", recu=extrait(texte)), PLAGE)
    debut, fin = map(lire_heure_du_jour, bornes)
    if debut in (fin, MINUIT):
        raise Illisible(phrase("« {recu:texte} » : la plage ne dure rien.", recu=extrait(texte)), PLAGE)
    return Plage(debut, fin)


def dire_heure(minutes: int) -> str:
    """
    >>> dire_heure(540), dire_heure(750)
    ('9h', '12h30')
    """
    return f"{minutes // 60}h{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}h"


@special(Plage)
def _plage(conversion: Conversion, noeud: Noeud, chemin: str) -> Plage | None:
    if isinstance(noeud, Table):
        bornes: dict[str, Any] = {}
        for nom, valeur in noeud.entrees:
            if champ := conversion.nom_du_champ(nom, Plage, chemin):
                try:
                    bornes[champ] = lire_heure_du_jour(valeur.texte) if isinstance(valeur, Scalaire) else None
                except Illisible as erreur:
                    conversion.refuser(valeur, joindre(chemin, champ), erreur)
        return Plage(**bornes)
    if isinstance(noeud, Liste):
        conversion.refuser(noeud, chemin, Illisible("Une liste ne convient pas ici.", PLAGE))
        return None
    try:
        return lire_plage(noeud.texte)
    except Illisible as erreur:
        conversion.refuser(noeud, chemin, erreur)
        return None


@special(Journee)
def _journee(conversion: Conversion, noeud: Noeud, chemin: str) -> Journee | None:
    if dit_aucun(noeud) or (
        isinstance(noeud, Scalaire) and cle(noeud.texte) in ("repos", "non_travaille", "ferme")
    ):
        return Journee()
    if isinstance(noeud, Scalaire):
        journee = _journee_en_un_mot(conversion, noeud, chemin)
    elif isinstance(noeud, Liste):
        journee = Journee(plages=conversion.vers(tuple[Plage, ...], noeud, chemin))
    else:
        journee = conversion.fait(Journee, noeud, chemin)
    if journee:
        verifier_journee(conversion, journee, noeud, chemin)
    return journee


def _journee_en_un_mot(conversion: Conversion, noeud: Scalaire, chemin: str) -> Journee | None:
    morceaux = [m for m in re.split(r" ?[,;+] (?=\D*\d)| et ", noeud.texte.strip()) if m]
    if len(morceaux) > 1 or re.search(r"\d.*([-–—]| à ).*", noeud.texte):
        plages = [_plage(conversion, Scalaire(m, noeud.ligne), chemin) for m in morceaux]
        return Journee(plages=tuple(p for p in plages if p))
    try:
        return Journee(duree=lire_minutes(noeud.texte))
    except Illisible as erreur:
        conversion.refuser(noeud, chemin, Illisible(erreur.dit, JOURNEE, erreur.faire))
        return None


def verifier_journee(conversion: Conversion, journee: Journee, noeud: Noeud, chemin: str) -> None:
    """Refuse une journée de plus de 24 heures, ou dont les plages se recouvrent."""
    if not isinstance(journee.plages, tuple) or not all(
        isinstance(p.debut, int) and isinstance(p.fin, int) for p in journee.plages
    ):
        return
    bornes = sorted((p.debut, p.fin if p.fin > p.debut else p.fin + MINUIT) for p in journee.plages)
    total = sum(fin - debut for debut, fin in bornes) + (
        journee.duree if isinstance(journee.duree, int) else 0
    )
    if total > MINUIT:
        message = phrase("La journée compte {duree:texte} : un jour en a 24.", duree=dire_duree(total))
        conversion.refuser(noeud, chemin, Illisible(message, JOURNEE))
    for (debut, fin), (suivante, _) in pairwise(bornes):
        if suivante < fin:
            message = phrase(
                "Deux plages se recouvrent : de {debut:texte} à {fin:texte}, puis dès {suivante:texte}.",
                debut=dire_heure(debut),
                fin=dire_heure(fin),
                suivante=dire_heure(suivante),
            )
            conversion.refuser(noeud, chemin, Illisible(message, que_faire="Corrigez l'une des deux."))


# --- La semaine --------------------------------------------------------------------------------


def lire_jours(texte: str) -> tuple[str, ...]:
    """Les jours que nomme un champ ; vide s'il n'en nomme pas.

    >>> lire_jours("du lundi au mercredi"), lire_jours("lundi et jeudi"), lire_jours("tous les jours")[-1]
    (('lundi', 'mardi', 'mercredi'), ('lundi', 'jeudi'), 'dimanche')
    """
    forme = cle(texte)
    if forme == "tous_les_jours":
        return JOURS
    if suite := re.fullmatch(r"(?:du_)?([a-z]+)_(?:au|a)_([a-z]+)", forme):
        if suite[1] in JOURS and suite[2] in JOURS and JOURS.index(suite[1]) < JOURS.index(suite[2]):
            return JOURS[JOURS.index(suite[1]) : JOURS.index(suite[2]) + 1]
        return ()
    mots = [m for m in forme.split("_") if m not in ("et", "le", "les")]
    return tuple(mots) if mots and all(m in JOURS for m in mots) else ()


@special(SemaineType)
def _semaine(conversion: Conversion, noeud: Noeud, chemin: str) -> SemaineType | None:
    if not isinstance(noeud, Table):
        message = (
            phrase("« {recu:texte} » ne convient pas ici.", recu=extrait(noeud.texte))
            if isinstance(noeud, Scalaire)
            else "Une liste ne convient pas ici."
        )
        conversion.refuser(
            noeud, chemin, Illisible(message, "des jours, comme « du lundi au vendredi: 7 h »")
        )
        return None
    valeurs: dict[str, Any] = {}
    for nom, valeur in noeud.entrees:
        jours = lire_jours(nom.texte)
        if not jours:
            if champ := conversion.nom_du_champ(nom, SemaineType, chemin):
                valeurs[champ] = conversion.vers(champs(SemaineType)[champ], valeur, joindre(chemin, champ))
            continue
        deja = [j for j in jours if j in valeurs]
        if deja:
            message = phrase(
                "« {recu:texte} » donne une seconde fois le {jour}.", recu=extrait(nom.texte), jour=deja[0]
            )
            conversion.refuser(nom, chemin, Illisible(message, que_faire="Gardez l'un des deux."))
            continue
        journee = conversion.vers(Journee, valeur, joindre(chemin, jours[0]))
        for jour in jours:
            conversion.journal.lignes[joindre(chemin, jour)] = valeur.ligne
            valeurs[jour] = journee
    return SemaineType(**valeurs)


@special(Horaires)
def _horaires(conversion: Conversion, noeud: Noeud, chemin: str) -> Horaires | None:
    """`semaines`, ou `semaine` s'il n'y en a qu'une, ou les jours eux-mêmes."""
    if not isinstance(noeud, Table):
        return conversion.fait(Horaires, noeud, chemin)
    jours = [(n, v) for n, v in noeud.entrees if lire_jours(n.texte)]
    reste = [
        (Scalaire("semaines", n.ligne), v) if cle(n.texte) == "semaine" else (n, v)
        for n, v in noeud.entrees
        if not lire_jours(n.texte)
    ]
    if jours and any(cle(n.texte) == "semaines" for n, _ in reste):
        message = "Les horaires donnent des jours et des semaines types."
        conversion.refuser(
            noeud, chemin, Illisible(message, que_faire="Rangez ces jours dans une des semaines.")
        )
    elif jours:
        reste.append((Scalaire("semaines", jours[0][0].ligne), Table(tuple(jours), jours[0][0].ligne)))
    return conversion.fait(Horaires, Table(tuple(reste), noeud.ligne), chemin)
