"""Droits du stagiaire : L. 124-12 ; C. trav. L. 1121-1 à L. 1153-1, L. 4111-5, L. 4154-2."""

from __future__ import annotations

from typing import NamedTuple

from tripartite.droit.faits import DroitDuStagiaire, Signalement
from tripartite.droit.langage import (
    Constat,
    Etape,
    Gravite,
    Sujet,
    a_verifier,
    conforme,
    connu,
    etape,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Droits du stagiaire",
    ordre=300,
    lignes=("R30",),
    presentation="Ce que la loi garantit au stagiaire, même si la convention n'en dit rien, et à qui "
    "signaler un "
    "problème. Un signalement ouvert se suit jusqu'à sa suite ; il n'accuse personne.",
)


class Droit(NamedTuple):
    """Un droit du stagiaire : ses textes, et l'énoncé que la convention peut reprendre."""

    nom: DroitDuStagiaire
    articles: tuple[str, ...]
    enonce: str


DROITS = {
    droit.nom: droit
    for droit in (
        Droit(
            DroitDuStagiaire.LIBERTES,
            ("L. 124-12", "C. trav. L. 1121-1"),
            "Nul ne restreint les droits et les libertés du stagiaire si la tâche à accomplir ne le "
            "justifie pas, "
            "ni plus que le but ne le demande.",
        ),
        Droit(
            DroitDuStagiaire.HARCELEMENT_MORAL,
            ("L. 124-12", "C. trav. L. 1152-1"),
            "Le stagiaire ne subit aucun agissement répété de harcèlement moral.",
        ),
        Droit(
            DroitDuStagiaire.HARCELEMENT_SEXUEL,
            ("L. 124-12", "C. trav. L. 1153-1"),
            "Le stagiaire ne subit aucun fait de harcèlement sexuel.",
        ),
        Droit(
            DroitDuStagiaire.NON_DISCRIMINATION,
            ("C. trav. L. 1132-1",),
            "Nul n'est écarté d'un stage pour un motif discriminatoire : origine, sexe, âge, handicap, "
            "opinions, "
            "grossesse, notamment.",
        ),
        Droit(
            DroitDuStagiaire.SECURITE,
            ("C. trav. L. 4111-5", "L. 124-14"),
            "La santé et la sécurité du stagiaire sont protégées comme celles des travailleurs.",
        ),
        Droit(
            DroitDuStagiaire.DISCIPLINE,
            ("D. 124-4",),
            "Seul l'établissement d'enseignement sanctionne le stagiaire ; l'organisme d'accueil informe "
            "l'enseignant référent.",
        ),
    )
}
"""Les droits du stagiaire, que la convention peut rappeler. La discipline vient de la convention type."""

A_QUI = (
    "Pour signaler un problème, écrivez à l'enseignant référent, ou saisissez l'inspection du travail ; "
    "notez la "
    "date, les faits et la suite donnée."
)


def _juger(nom: DroitDuStagiaire, signalements: tuple[Signalement, ...]) -> Constat:
    """Un signalement ouvert est à suivre ; sans signalement, le droit est rappelé, sans rien juger."""
    enonce = DROITS[nom].enonce
    recus = [signalement for signalement in signalements if signalement.droit == nom]
    if not recus:
        return sans_objet("{enonce} Aucun signalement.", que_faire=A_QUI, enonce=enonce)
    etapes = tuple(_dire(signalement) for signalement in recus if connu(signalement.le))
    ouverts = [signalement.le for signalement in recus if not signalement.suite]
    if ouverts and not all(connu(le) for le in ouverts):
        return a_verifier(
            "{enonce} Un signalement n'a pas encore de suite.",
            que_faire="Datez le signalement, entendez le stagiaire sans délai et écrivez la suite donnée.",
            enonce=enonce,
        )
    if ouverts:
        return a_verifier(
            "{enonce} Un signalement du {depuis:jour} n'a pas encore de suite.",
            que_faire="Entendez le stagiaire sans délai, protégez-le si les faits sont graves, et écrivez "
            "la suite "
            "donnée. Le stagiaire peut saisir l'inspection du travail.",
            etapes=etapes,
            enonce=enonce,
            depuis=min(ouverts),
        )
    return conforme(
        "{enonce} Chaque signalement a reçu une suite.",
        que_faire="Vérifiez avec le stagiaire que la suite donnée a mis fin au problème.",
        etapes=etapes,
        enonce=enonce,
    )


def _dire(signalement: Signalement) -> Etape:
    return etape(
        "Signalement du {le:jour} ({destinataire})",
        "{suite}",
        le=signalement.le,
        destinataire=signalement.destinataire,
        suite=signalement.suite or "sans suite encore",
    )


# --- Les règles --------------------------------------------------------------------------------


@regle("L. 124-12", "C. trav. L. 1121-1", gravite=Gravite.INFORMATION)
def libertes_individuelles(signalements: tuple[Signalement, ...]) -> Constat:
    """Les libertés du stagiaire ne sont restreintes que si la tâche le justifie.

    >>> libertes_individuelles(()).verdict
    <Verdict.SANS_OBJET: 'sans objet'>
    """
    return _juger(DroitDuStagiaire.LIBERTES, signalements)


@regle("L. 124-12", "C. trav. L. 1152-1", gravite=Gravite.INFORMATION)
def harcelement_moral(signalements: tuple[Signalement, ...]) -> Constat:
    """Le stagiaire est protégé du harcèlement moral."""
    return _juger(DroitDuStagiaire.HARCELEMENT_MORAL, signalements)


@regle("L. 124-12", "C. trav. L. 1153-1", gravite=Gravite.INFORMATION)
def harcelement_sexuel(signalements: tuple[Signalement, ...]) -> Constat:
    """Le stagiaire est protégé du harcèlement sexuel."""
    return _juger(DroitDuStagiaire.HARCELEMENT_SEXUEL, signalements)


@regle("C. trav. L. 1132-1", gravite=Gravite.INFORMATION)
def non_discrimination(signalements: tuple[Signalement, ...]) -> Constat:
    """L'accès au stage et son déroulement ne dépendent d'aucun motif discriminatoire."""
    return _juger(DroitDuStagiaire.NON_DISCRIMINATION, signalements)


@regle("C. trav. L. 4111-5", "L. 124-14", gravite=Gravite.INFORMATION)
def sante_et_securite(signalements: tuple[Signalement, ...]) -> Constat:
    """Le stagiaire est un travailleur au sens de la santé et de la sécurité."""
    return _juger(DroitDuStagiaire.SECURITE, signalements)


@regle("D. 124-4", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def discipline_de_l_etablissement(signalements: tuple[Signalement, ...]) -> Constat:
    """Seul l'établissement d'enseignement sanctionne le stagiaire.

    Source : convention type, art. 8 (source secondaire).
    """
    return _juger(DroitDuStagiaire.DISCIPLINE, signalements)


@regle("C. trav. L. 4154-2", "C. trav. L. 4154-3", selon="debut", depuis="2008-05-01")
def formation_renforcee_a_la_securite(
    poste_a_risques: bool, formation_a_la_securite: bool, accueil_en_france: bool
) -> Constat:
    """Sur un poste à risques particuliers, le stagiaire reçoit une formation renforcée à la sécurité.

    Sans elle, la faute inexcusable est présumée en cas d'accident.

    >>> formation_renforcee_a_la_securite(True, False, True).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est établi à l'étranger.")
    if not poste_a_risques:
        return sans_objet("Le poste n'est pas de ceux qui présentent des risques particuliers.")
    if formation_a_la_securite:
        return conforme("Le poste présente des risques particuliers, et la formation renforcée est prévue.")
    return non_conforme(
        "Le poste présente des risques particuliers, et aucune formation renforcée à la sécurité n'est "
        "prévue : "
        "en cas d'accident, la faute inexcusable serait présumée.",
        que_faire="Prévoyez la formation renforcée, l'accueil et l'information adaptés avant la prise de "
        "poste.",
    )
