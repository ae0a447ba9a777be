"""Les quinze mentions de la convention : D. 124-4 ; L. 124-13, L. 124-14, L. 124-15."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tripartite.droit.calculs.quinze_mentions import MENTIONS as MENTIONS
from tripartite.droit.calculs.quinze_mentions import EtatDeMention, Porteur
from tripartite.droit.langage import (
    Constat,
    Etape,
    Gravite,
    Inconnu,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    etape,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Les quinze mentions",
    ordre=60,
    lignes=("R06", "R07"),
    presentation="Ce que la convention doit dire, où cela s'y trouve, ce qui manque et qui le doit. "
    "L'ordre de 1 "
    "à 15 est reconstitué d'après le ministère du Travail et CCI Paris : D. 124-4 n'a pas été lu lui-même.",
)


def _libelles(porteurs: Iterable[Porteur]) -> tuple[str, ...]:
    return tuple(porteur.libelle for porteur in porteurs)


def _parties(porteurs: Iterable[Porteur]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(porteur.partie.value for porteur in porteurs))


def _inconnus(porteurs: Iterable[Porteur]) -> tuple[Inconnu, ...]:
    return tuple(Inconnu(porteur.fait, porteur.libelle, porteur.partie) for porteur in porteurs)


def _dits(etat: EtatDeMention) -> dict[str, Any]:
    return {"numero": etat.mention.numero, "mention": etat.mention.titre}


def _juger(etat: EtatDeMention, hors_champ: bool, conclue: bool) -> Constat:
    """Le constat d'une mention : vide dans une convention conclue, elle manque ; avant, elle est à écrire."""
    if hors_champ or etat.sans_objet:
        return _juger_le_cas_echeant(etat, hors_champ)
    if etat.vides and conclue:
        return non_conforme(
            "Mention {numero}, {mention} : la convention conclue ne porte pas {absents:liste}.",
            que_faire="Complétez la convention par un avenant : {absents:liste}. "
            "C'est à fournir par : {parties:liste}.",
            absents=_libelles(etat.vides),
            parties=_parties(etat.vides),
            **_dits(etat),
        )
    if etat.vides and not etat.ignores:
        return a_verifier(
            "Mention {numero}, {mention} : il reste à écrire {absents:liste}.",
            que_faire="Écrivez {absents:liste}. C'est à fournir par : {parties:liste}.",
            absents=_libelles(etat.vides),
            parties=_parties(etat.vides),
            **_dits(etat),
        )
    return _situer(etat)


def _juger_le_cas_echeant(etat: EtatDeMention, hors_champ: bool) -> Constat:
    """Le constat d'une mention que le texte ne demande que « le cas échéant »."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if etat.sans_objet:
        return sans_objet("Mention {numero} : {raison}.", raison=etat.sans_objet, **_dits(etat))
    return _situer(etat)


def _situer(etat: EtatDeMention) -> Constat:
    """Dit où la mention se trouve, ou ce que l'on n'en connaît pas et qui le doit."""
    if etat.ignores:
        return Constat(
            Verdict.A_VERIFIER,
            "Mention {numero}, {mention} : on ne connaît pas {absents:liste}.",
            {"absents": _libelles(etat.manques), "parties": _parties(etat.manques), **_dits(etat)},
            que_faire="Indiquez {absents:liste}. C'est à fournir par : {parties:liste}.",
            manquants=_inconnus(etat.ignores),
        )
    numero, titre, _, ou = etat.mention
    return conforme(
        "Mention {numero}, {mention} : elle figure dans la convention.", ou=ou, numero=numero, mention=titre
    )


# --- Les règles --------------------------------------------------------------------------------


@regle("D. 124-4", depuis="2014-12-01")
def mention_du_cursus(etat_du_cursus: EtatDeMention, hors_champ: bool, convention_conclue: bool) -> Constat:
    """L'intitulé complet du cursus et son volume horaire sont écrits (1°)."""
    return _juger(etat_du_cursus, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_du_referent_et_du_tuteur(
    etat_du_suivi: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """L'enseignant référent et le tuteur sont nommés (2°)."""
    return _juger(etat_du_suivi, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_des_competences(
    etat_des_competences: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """Les compétences à acquérir ou à développer sont écrites (3°)."""
    return _juger(etat_des_competences, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_des_activites(
    etat_des_activites: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """Les activités confiées au stagiaire sont écrites (4°)."""
    return _juger(etat_des_activites, hors_champ, convention_conclue)


@regle("D. 124-4", "D. 124-6", depuis="2014-12-01")
def mention_des_dates_et_de_la_duree(
    etat_des_dates: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """Les dates et la durée totale prévue de présence sont écrites (5°)."""
    return _juger(etat_des_dates, hors_champ, convention_conclue)


@regle("D. 124-4", "L. 124-14", depuis="2014-12-01")
def mention_de_la_presence(
    etat_de_la_presence: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La durée hebdomadaire est écrite, avec la nuit, le dimanche et les jours fériés (6°)."""
    return _juger(etat_de_la_presence, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_de_l_encadrement(
    etat_de_l_encadrement: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """L'encadrement et le suivi du stagiaire sont décrits (7°)."""
    return _juger(etat_de_l_encadrement, hors_champ, convention_conclue)


@regle("D. 124-4", "L. 124-6", depuis="2014-12-01")
def mention_de_la_gratification(etat_de_la_gratification: EtatDeMention, hors_champ: bool) -> Constat:
    """Le montant de la gratification et son versement sont écrits (8°)."""
    return _juger_le_cas_echeant(etat_de_la_gratification, hors_champ)


@regle("D. 124-4", "CSS L. 412-8", depuis="2014-12-01")
def mention_de_la_protection_sociale(
    etat_de_la_protection_sociale: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La protection sociale du stagiaire est décrite (9°)."""
    return _juger(etat_de_la_protection_sociale, hors_champ, convention_conclue)


@regle("D. 124-4", "L. 124-13", depuis="2014-12-01")
def mention_des_absences(
    etat_des_absences: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """Les conditions des absences autorisées sont écrites (10°)."""
    return _juger(etat_des_absences, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_de_la_suspension(
    etat_de_la_suspension: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La suspension et la résiliation sont prévues (11°)."""
    return _juger(etat_de_la_suspension, hors_champ, convention_conclue)


@regle("D. 124-4", "L. 124-15", depuis="2014-12-01")
def mention_de_l_interruption(
    etat_de_l_interruption: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La validation en cas d'interruption est prévue (12°)."""
    return _juger(etat_de_l_interruption, hors_champ, convention_conclue)


@regle("D. 124-4", "L. 124-13", "L. 124-16", depuis="2014-12-01")
def mention_des_avantages(
    etat_des_avantages: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La liste des avantages offerts est écrite (13°).

    Le texte la demande le cas échéant : si l'organisme n'offre aucun avantage, il n'y a rien à écrire.
    """
    return _juger(etat_des_avantages, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01")
def mention_du_reglement_interieur(etat_du_reglement_interieur: EtatDeMention, hors_champ: bool) -> Constat:
    """Les clauses du règlement intérieur applicables sont écrites (14°)."""
    return _juger_le_cas_echeant(etat_du_reglement_interieur, hors_champ)


@regle("D. 124-4", "D. 124-9", depuis="2014-12-01")
def mention_de_l_attestation(
    etat_de_l_attestation: EtatDeMention, hors_champ: bool, convention_conclue: bool
) -> Constat:
    """Les conditions de délivrance de l'attestation sont écrites (15°)."""
    return _juger(etat_de_l_attestation, hors_champ, convention_conclue)


@regle("D. 124-4", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def quinze_mentions_reunies(
    etats_des_mentions: tuple[EtatDeMention, ...], hors_champ: bool, convention_conclue: bool
) -> Constat:
    """La convention porte les quinze mentions, et chaque partie fournit les siennes."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    manques = [porteur for etat in etats_des_mentions for porteur in etat.manques]
    if not manques:
        return conforme("Les quinze mentions figurent dans la convention, ou sont sans objet.")
    incompletes = tuple(etat.mention.numero for etat in etats_des_mentions if etat.manques)
    etapes = tuple(_a_fournir_par(partie, manques) for partie in _parties(manques))
    if convention_conclue and any(etat.vides for etat in etats_des_mentions):
        return sans_objet(
            "La convention conclue n'est pas complète : chaque mention qui manque est jugée à part "
            "({mentions:liste}).",
            etapes=etapes,
            mentions=incompletes,
        )
    phrase = "La convention n'est pas encore complète. Mentions à compléter : {mentions:liste}."
    que_faire = "Réunissez ce qui manque auprès de chaque partie."
    ignores = _inconnus(porteur for etat in etats_des_mentions for porteur in etat.ignores)
    if ignores:
        dits = {"mentions": incompletes}
        return Constat(Verdict.A_VERIFIER, phrase, dits, que_faire, etapes, manquants=ignores)
    return a_verifier(phrase, que_faire=que_faire, etapes=etapes, mentions=incompletes)


def _a_fournir_par(partie: str, manques: Iterable[Porteur]) -> Etape:
    absents = _libelles(porteur for porteur in manques if porteur.partie == partie)
    return etape("À fournir par : {partie}", "{absents:liste}", partie=partie, absents=absents)
