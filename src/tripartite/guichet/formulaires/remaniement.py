"""Remanier la page sans rien enregistrer : ajouter une ligne, en retirer une, remplir une semaine.

Sans JavaScript, ce sont des boutons d'envoi : la page revient, avec tout ce qui était tapé.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.forms.formsets import TOTAL_FORM_COUNT

from tripartite.dossiers.conversion import Conversion
from tripartite.dossiers.erreurs import Erreur, Journal
from tripartite.dossiers.horaires import lire_jours
from tripartite.dossiers.noeuds import Scalaire
from tripartite.dossiers.valeurs import JOURS
from tripartite.droit.faits import Journee
from tripartite.droit.langage import AUCUN, phrase
from tripartite.guichet.formulaires.libelles import ecrit, heure_saisie

AJOUTER, RETIRER, REMPLIR = "ajouter", "retirer", "remplir"
RANG, RAPIDE = "rang", "rapide"
LIGNES_AU_PLUS = 100
PLAGES_PAR_JOUR = 3


def remanie(envoi: Mapping[str, Any]) -> bool:
    """Dit si l'envoi vient d'un de ces boutons : la page se montre à nouveau, rien ne s'enregistre."""
    return any(bouton in envoi for bouton in (AJOUTER, RETIRER, REMPLIR))


def remanier(envoi: Mapping[str, Any]) -> dict[str, Any]:
    """Ce qui a été envoyé, le bouton obéi, les semaines dites d'une phrase remplies."""
    change = {nom: envoi[nom] for nom in envoi}
    if liste := str(envoi.get(AJOUTER, "")):
        _compter(change, liste, +1)
    if ligne := str(envoi.get(RETIRER, "")):
        _retirer(change, ligne)
    for nom in [n for n in change if n.endswith(f"-{RAPIDE}")]:
        _remplir(change, nom.removesuffix(f"-{RAPIDE}"))
    return change


def compte_des_lignes(liste: str) -> str:
    """Le nom du champ qui dit combien de lignes une liste envoie."""
    return f"{liste}-{TOTAL_FORM_COUNT}"


def _compter(change: dict[str, Any], liste: str, de_plus: int) -> None:
    nom = compte_des_lignes(liste)
    total = str(change.get(nom, ""))
    if total.isascii() and total.isdigit():
        change[nom] = str(max(0, min(int(total) + de_plus, LIGNES_AU_PLUS)))


def _retirer(change: dict[str, Any], ligne: str) -> None:
    """Retire une ligne : celles qui la suivent remontent d'un rang."""
    liste, _, rang = ligne.rpartition("-")
    if not rang.isascii() or not rang.isdigit():
        return
    forme = re.compile(rf"{re.escape(liste)}-(\d{{1,3}})-(.+)", re.DOTALL)
    lignes = {nom: lu for nom in change if (lu := forme.fullmatch(nom))}
    deplacees = {
        f"{liste}-{int(lu[1]) - (int(lu[1]) > int(rang))}-{lu[2]}": change[nom]
        for nom, lu in lignes.items()
        if int(lu[1]) != int(rang)
    }
    if len(deplacees) == len(lignes):
        return
    for nom in lignes:
        del change[nom]
    change.update(deplacees)
    _compter(change, liste, -1)


# --- La semaine d'une phrase -----------------------------------------------------------------------


def _remplir(change: dict[str, Any], ligne: str) -> None:
    """Met dans les champs d'une semaine ce que sa phrase dit ; si elle ne se lit pas, ne touche à rien."""
    texte = str(change[f"{ligne}-{RAPIDE}"]).strip()
    journees, erreurs = lire_la_semaine(texte)
    if not texte or erreurs:
        return
    for jour in JOURS:
        change.update(_champs_du_jour(f"{ligne}-{jour}", journees.get(jour, Journee())))
    change[f"{ligne}-{RAPIDE}"] = ""


def _champs_du_jour(prefixe: str, journee: Journee) -> dict[str, str]:
    heures = [heure_saisie(borne) for plage in journee.plages for borne in (plage.debut, plage.fin)]
    heures += [""] * (2 * PLAGES_PAR_JOUR - len(heures))
    duree = "" if journee.duree is AUCUN else ecrit(int, journee.duree)
    return {f"{prefixe}-plages_{n}": heure for n, heure in enumerate(heures)} | {f"{prefixe}-duree": duree}


def lire_la_semaine(texte: str) -> tuple[dict[str, Journee], list[Erreur]]:
    """Lit « du lundi au jeudi, 9h-12h, 13h-17h ; vendredi 9h-12h ». Sans jour dit, du lundi au vendredi.

    >>> journees, erreurs = lire_la_semaine("lundi et mardi, 9h-12h30, 13h30-17h ; vendredi : 4 h")
    >>> {jour: len(journee.plages) for jour, journee in journees.items()}, erreurs
    ({'lundi': 2, 'mardi': 2, 'vendredi': 0}, [])
    """
    journal = Journal()
    conversion = Conversion(journal)
    journees: dict[str, Journee] = {}
    for morceau in filter(None, (m.strip(" .,") for m in re.split(r"[;\n]", texte))):
        noms, heures = re.fullmatch(r"(\D*?)[\s,:]*(?:de )?(\d.*)?", morceau, re.DOTALL).groups()  # type: ignore[union-attr]
        jours = lire_jours(noms) if noms.strip() else JOURS[:5]
        if not jours or not heures:
            message = phrase("« {recu:texte} » ne dit pas des jours, puis des heures.", recu=morceau)
            exemple = "une phrase, comme « du lundi au vendredi, 9h-12h30, 13h30-17h »"
            journal.noter(Erreur(message, voulu=exemple))
            continue
        journee = conversion.vers(Journee, Scalaire(heures, 0), "semaine")
        journees |= dict.fromkeys(jours, journee)
    return journees, journal.erreurs
