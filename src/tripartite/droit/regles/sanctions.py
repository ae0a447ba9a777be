"""Contrôle et sanctions : L. 124-17 ; C. trav. R. 8115-2, R. 8115-6, L. 8112-2, R. 1227-7."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.amendes import ARTICLES_DES_MOTIFS, OBSERVATIONS, Manquement, Motif
from tripartite.droit.calculs.amendes import contravention_du_registre as contravention_du_registre
from tripartite.droit.calculs.amendes import exposition as exposition
from tripartite.droit.calculs.amendes import observations_jusqu_au as observations_jusqu_au
from tripartite.droit.calculs.amendes import suites_d_un_manquement as suites_d_un_manquement
from tripartite.droit.calendrier import Periode
from tripartite.droit.faits import Presence
from tripartite.droit.langage import (
    Constat,
    Etape,
    Gravite,
    LectureDuTexte,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Contrôle et sanctions",
    ordre=240,
    lignes=("R26",),
    presentation="Ce qui donne lieu à une amende, et à combien on s'expose.",
)


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit()
def manquements_a_l_amende(
    depassement_du_contingent: int,
    jours_sans_tuteur: tuple[Periode, ...],
    presences: tuple[Presence, ...],
    jours_au_dela_d_un_maximum: tuple[date, ...],
    taches_dangereuses: bool,
    debut: date,
    fin_effective: date,
    au: date,
) -> tuple[Manquement, ...]:
    """Les manquements que L. 124-17 sanctionne et que ces faits établissent ; l'inconnu n'en est pas un.

    De la présence, le dernier jour au-delà d'un maximum ; les tâches dangereuses durent autant que le stage.
    """
    trouves = []
    if connu(depassement_du_contingent) and depassement_du_contingent:
        trouves.append(Manquement(Motif.CONTINGENT, depassement_du_contingent, fin_effective))
    if connu(jours_sans_tuteur) and jours_sans_tuteur:
        trouves.append(Manquement(Motif.TUTEUR, 1, jours_sans_tuteur[-1].fin))
    if connu(presences) and not presences and connu(au) and debut < au:
        trouves.append(Manquement(Motif.DECOMPTE, 1, min(au, fin_effective)))
    if jours_au_dela_d_un_maximum:
        trouves.append(Manquement(Motif.PRESENCE, 1, jours_au_dela_d_un_maximum[-1]))
    if connu(taches_dangereuses) and taches_dangereuses:
        trouves.append(Manquement(Motif.TRAVAUX_DANGEREUX, 1, fin_effective))
    return tuple(trouves)


# --- Les règles ----------------------------------------------------------------------------------


@regle("L. 124-14")
def decompte_des_presences(
    hors_champ: bool, accueil_en_france: bool, presences: tuple[Presence, ...], debut: date, au: date
) -> Constat:
    """L'organisme d'accueil tient le décompte des présences du stagiaire, par tous moyens."""
    if hors_champ:
        return sans_objet("Le décompte de L. 124-14 ne concerne pas cette convention.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est à l'étranger : L. 124-14 ne s'impose pas à lui.")
    if connu(au) and au <= debut:
        return sans_objet("Le stage n'a pas commencé.")
    if presences:
        return conforme("Les présences du stagiaire sont décomptées.")
    if debut < au:
        return non_conforme(
            "Aucune présence n'est décomptée depuis le {debut:date}.",
            que_faire="Tenez le décompte des présences, jour par jour, par le moyen de votre choix.",
            debut=debut,
        )
    return sans_objet("Le stage n'a pas commencé.")


@regle(
    "L. 124-17",
    "C. trav. R. 8115-2",
    "C. trav. R. 8115-6",
    "C. trav. L. 8223-1-1",
    depuis="2015-10-29",
    gravite=Gravite.INFORMATION,
    delai=OBSERVATIONS.a_la_date("conclue_le"),
)
def exposition_a_l_amende(
    hors_champ: bool,
    accueil_en_france: bool,
    manquements_a_l_amende: tuple[Manquement, ...],
    presents_au_depassement: int,
    au: date,
    *,
    delai: int,
) -> Constat:
    """Contingent, tuteur, présence : leur manquement expose l'organisme à une amende administrative.

    La présence est celle de L. 124-14 : son décompte, ses maxima, et les tâches dangereuses, interdites.

    Par stagiaire concerné ; davantage en cas de réitération dans l'année de la notification de la première.
    Doute : qui concerne un contingent dépassé ; nous comptons les stagiaires en trop. La prescription de deux
    ans est citée de mémoire.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("L'amende de L. 124-17 ne concerne pas cette convention.")
    if not manquements_a_l_amende:
        return sans_objet("Aucun manquement établi n'expose à l'amende de L. 124-17.")
    regarde = au if connu(au) else None
    premiere = exposition(manquements_a_l_amende, au=regarde)
    if not premiere.total:
        return sans_objet("Les manquements établis sont prescrits.", etapes=premiere.etapes)
    suivante = exposition(manquements_a_l_amende, tuple(m.le for m in manquements_a_l_amende), au=regarde)
    phrase = "{montant:euros} au plus."
    return a_verifier(
        "L'organisme d'accueil s'expose à une amende de {montant:euros} au plus, ou de {reiteration:euros} si"
        " une amende lui a été notifiée dans l'année qui précède.",
        lecture("première amende", Verdict.A_VERIFIER, phrase, montant=premiere.total),
        lecture("réitération", Verdict.A_VERIFIER, phrase, montant=suivante.total),
        *_tous_concernes(manquements_a_l_amende, presents_au_depassement, regarde),
        que_faire="Faites cesser le manquement. Informé d'une amende envisagée, l'organisme a {delai:jours}"
        " pour présenter ses observations.",
        etapes=(*premiere.etapes, *_information(manquements_a_l_amende)),
        montant=premiere.total,
        reiteration=suivante.total,
        delai=delai,
    )


def _tous_concernes(
    manquements: tuple[Manquement, ...], presents: int, au: date | None
) -> tuple[LectureDuTexte, ...]:
    """L'autre lecture d'un contingent dépassé : il concerne tous les stagiaires de la semaine."""
    if not any(m.motif == Motif.CONTINGENT for m in manquements):
        return ()
    tous = (m._replace(stagiaires=presents) if m.motif == Motif.CONTINGENT else m for m in manquements)
    nom, total = "contingent : tous les stagiaires de la semaine", exposition(tuple(tous), au=au).total
    return (lecture(nom, Verdict.A_VERIFIER, "{montant:euros} au plus.", montant=total),)


def _information(manquements: tuple[Manquement, ...]) -> tuple[Etape, ...]:
    """Qui l'inspection informe de ces manquements (C. trav. L. 8223-1-1)."""
    if not any(suites_d_un_manquement(ARTICLES_DES_MOTIFS[m.motif]).information for m in manquements):
        return ()
    qui = "le stagiaire, l'établissement et les représentants du personnel"
    return (etape("L'inspection informe", "{qui}", qui=qui),)
