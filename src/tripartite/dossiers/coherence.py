"""Ce qu'un dossier ne peut pas dire sans se contredire : des dates à l'envers, un jour de plus de 24 heures.

Le droit n'est pas jugé ici : un fait possible, même interdit, passe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tripartite.dossiers.erreurs import Erreur, Journal
from tripartite.dossiers.siret import siren_juste
from tripartite.dossiers.valeurs import a_dire, dire_duree
from tripartite.droit.faits import (
    Avenant,
    Convention,
    Dossier,
    Fait,
    Horaires,
    OrganismeAccueil,
    StageVoisin,
    Stagiaire,
    Vie,
)
from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, ETAT_DU_DROIT, Phrase, connu, phrase

JOURNEE = 24 * 60
ANNEES_D_AVANCE = 5
"""Une convention se prépare quelques mois d'avance ; au-delà, c'est une faute de frappe."""
ECHEANCES_VRAISEMBLABLES = 24
TAUX_VRAISEMBLABLE = Decimal("0.5")
BORNES = (("debut", "fin"), ("depuis", "jusqu_au"), ("annee_debut", "annee_fin"))


def verifier_coherence(dossier: Dossier, journal: Journal) -> None:
    """Note ce qui se contredit dans un dossier."""
    for chemin, fait in parcourir(dossier, ""):
        _dates_dans_l_ordre(fait, chemin, journal)
        if isinstance(fait, StageVoisin):
            _siren(fait, chemin, journal)
    _droit_connu(dossier.convention, journal)
    _naissance(dossier.stagiaire, dossier.convention, journal)
    _presences(dossier.vie, journal)
    _avenants(dossier, journal)
    _rupture(dossier.vie, dossier.convention, journal)
    _echeances(dossier.convention, journal)
    _taux(dossier.organisme, journal)
    _jours_uniques(dossier.convention.horaires, journal)


def parcourir(valeur: Any, chemin: str) -> Iterator[tuple[str, Fait]]:
    """Tous les faits d'un dossier, avec leur chemin."""
    if isinstance(valeur, Fait):
        yield chemin, valeur
        for champ in fields(valeur):  # type: ignore[arg-type]
            yield from parcourir(
                getattr(valeur, champ.name), f"{chemin}.{champ.name}" if chemin else champ.name
            )
    elif isinstance(valeur, tuple):
        for rang, element in enumerate(valeur, 1):
            yield from parcourir(element, f"{chemin}[{rang}]")


def _noter(journal: Journal, chemin: str, dit: str | Phrase, faire: str | Phrase) -> None:
    journal.noter(Erreur(dit, journal.ligne(chemin), chemin, faire=faire))


def _dates_dans_l_ordre(fait: Fait, chemin: str, journal: Journal) -> None:
    for premier, dernier in BORNES:
        debut, fin = getattr(fait, premier, None), getattr(fait, dernier, None)
        if not isinstance(debut, date) or not isinstance(fin, date) or fin >= debut:
            continue
        if isinstance(fait, Convention):
            message = phrase(
                "La fin du stage ({fin:jour}) précède son début ({debut:jour}).",
                fin=a_dire(fin),
                debut=a_dire(debut),
            )
        else:
            quoi, avant = _libelle(fait, dernier), _libelle(fait, premier)
            message = phrase(
                "Deux dates sont à l'envers : {quoi} ({fin:jour}) précède {avant} ({debut:jour}).",
                quoi=quoi,
                fin=a_dire(fin),
                avant=avant,
                debut=a_dire(debut),
            )
        _noter(journal, f"{chemin}.{dernier}", message, "Corrigez l'une des deux dates.")


def _libelle(fait: Fait, nom: str) -> str:
    libelle: str = next(f.metadata["libelle"] for f in fields(fait) if f.name == nom)  # type: ignore[arg-type]
    return libelle


def _siren(stage: StageVoisin, chemin: str, journal: Journal) -> None:
    organisme = stage.organisme
    if not connu(organisme):
        return
    chiffres = "".join(organisme.split())
    if chiffres.isascii() and chiffres.isdigit() and len(chiffres) == 9 and not siren_juste(chiffres):
        message = phrase("La clé du SIREN « {recu:texte} » est fausse.", recu=organisme)
        _noter(journal, f"{chemin}.organisme", message, "Un chiffre est faux, ou deux sont inversés.")


def _droit_connu(convention: Convention, journal: Journal) -> None:
    debut, horizon = convention.debut, ETAT_DU_DROIT.year + ANNEES_D_AVANCE
    for nom in ("conclue_le", "debut", "fin"):
        jour = getattr(convention, nom)
        if isinstance(jour, date) and jour.year > horizon:
            message = phrase(
                "Le {jour:jour} est trop loin : le droit lu est celui du {lu:jour}.",
                jour=a_dire(jour),
                lu=a_dire(ETAT_DU_DROIT),
            )
            que_faire = phrase("Donnez une année jusqu'à {annee}.", annee=str(horizon))
            _noter(journal, f"convention.{nom}", message, que_faire)
            return
    if isinstance(debut, date) and debut < DEBUT_DU_DROIT_CONNU:
        message = phrase(
            "Le stage commence le {debut:jour}. Le droit n'est connu ici que depuis le {depuis:jour}.",
            debut=a_dire(debut),
            depuis=a_dire(DEBUT_DU_DROIT_CONNU),
        )
        _noter(journal, "convention.debut", message, "Vérifiez l'année.")


def _naissance(stagiaire: Stagiaire, convention: Convention, journal: Journal) -> None:
    naissance, debut = stagiaire.naissance, convention.debut
    if isinstance(naissance, date) and isinstance(debut, date) and naissance >= debut:
        message = phrase(
            "Le stagiaire serait né le {naissance:jour}, après le début du stage ({debut:jour}).",
            naissance=a_dire(naissance),
            debut=a_dire(debut),
        )
        _noter(journal, "stagiaire.naissance", message, "Corrigez l'une des deux dates.")


def _presences(vie: Vie, journal: Journal) -> None:
    if not connu(vie.presences):
        return
    jours: Counter[date] = Counter()
    for rang, presence in enumerate(vie.presences, 1):
        if not connu(presence.jour) or not connu(presence.minutes):
            continue
        avant = jours[presence.jour]
        jours[presence.jour] += presence.minutes
        if avant <= JOURNEE < jours[presence.jour]:
            message = phrase(
                "Le {jour:jour} compte {duree:texte} de présence : un jour en a 24.",
                jour=a_dire(presence.jour),
                duree=dire_duree(jours[presence.jour]),
            )
            _noter(journal, f"vie.presences[{rang}]", message, "Corrigez la durée, ou le jour.")


def _rupture(vie: Vie, convention: Convention, journal: Journal) -> None:
    if not connu(vie.ruptures) or not isinstance(convention.debut, date):
        return
    for rang, rupture in enumerate(vie.ruptures, 1):
        if isinstance(rupture.le, date) and rupture.le < convention.debut:
            message = phrase(
                "Le stage serait rompu le {le:jour}, avant son début ({debut:jour}).",
                le=a_dire(rupture.le),
                debut=a_dire(convention.debut),
            )
            _noter(journal, f"vie.ruptures[{rang}].le", message, "Corrigez l'une des deux dates.")


def _avenants(dossier: Dossier, journal: Journal) -> None:
    avenants = dossier.vie.avenants
    if not connu(avenants):
        return
    for rang, avenant in enumerate(avenants, 1):
        if not connu(avenant.changements):
            que_faire = "Écrivez les champs de la convention qui changent, ou « aucun »."
            _noter(
                journal,
                f"vie.avenants[{rang}].changements",
                "On ne sait pas ce que change l'avenant.",
                que_faire,
            )
    convention = dossier.convention
    rangs = range(1, len(avenants) + 1)
    for rang, avenant in sorted(zip(rangs, avenants, strict=True), key=lambda paire: _conclusion(paire[1])):
        if not connu(avenant.changements):
            return
        convention = replace(convention, **{c.fait: c.apres for c in avenant.changements})
        debut, fin = convention.debut, convention.fin
        if isinstance(debut, date) and isinstance(fin, date) and fin < debut:
            message = phrase(
                "L'avenant fait finir le stage ({fin:jour}) avant son début ({debut:jour}).",
                fin=a_dire(fin),
                debut=a_dire(debut),
            )
            _noter(journal, f"vie.avenants[{rang}].changements", message, "Corrigez l'une des deux dates.")
            return


def _conclusion(avenant: Avenant) -> date:
    return avenant.conclu_le if connu(avenant.conclu_le) else date.max


def _echeances(convention: Convention, journal: Journal) -> None:
    if not connu(convention.gratification):
        return
    echeances = convention.gratification.echeances
    if connu(echeances) and not 1 <= echeances <= ECHEANCES_VRAISEMBLABLES:
        message = phrase("La gratification serait versée en {n} fois.", n=echeances)
        que_faire = phrase("Donnez un nombre de versements, de 1 à {n}.", n=ECHEANCES_VRAISEMBLABLES)
        _noter(journal, "convention.gratification.echeances", message, que_faire)


def _taux(organisme: OrganismeAccueil, journal: Journal) -> None:
    for nom in ("taux_atmp", "taux_mobilite"):
        taux = getattr(organisme, nom)
        if connu(taux) and taux > TAUX_VRAISEMBLABLE:
            ecrit = f"{taux.normalize():f}".replace(".", ",")
            message = phrase(
                "Un taux de {ecrit:texte} est une part de un, soit {cent:texte} %.",
                ecrit=ecrit,
                cent=f"{(taux * 100).normalize():f}",
            )
            que_faire = phrase("Écrivez {ecrit:texte} % si c'est un pourcentage.", ecrit=ecrit)
            _noter(journal, f"organisme.{nom}", message, que_faire)


def _jours_uniques(horaires: Horaires, journal: Journal) -> None:
    if not connu(horaires) or not connu(horaires.jours_particuliers):
        return
    vus: set[date] = set()
    for rang, particulier in enumerate(horaires.jours_particuliers, 1):
        if not connu(particulier.jour):
            continue
        if particulier.jour in vus:
            message = phrase("Le {jour:jour} est donné deux fois.", jour=a_dire(particulier.jour))
            _noter(
                journal, f"convention.horaires.jours_particuliers[{rang}]", message, "Gardez l'un des deux."
            )
        vus.add(particulier.jour)
