"""Le régime d'une période en milieu professionnel : les questions qui décident, et ce qui suit.

L. 124-1, L. 124-1-1 ; C. trav. L. 4153-1 ; CSP L. 4381-1.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tripartite.droit.faits import Degre
from tripartite.droit.langage import Etape, etape


class Regime(StrEnum):
    """Le régime d'une période en milieu professionnel."""

    STAGE = "stage"
    PFMP = "période de formation en milieu professionnel"
    CESURE = "césure sous forme de stage"
    OBSERVATION = "séquence d'observation"
    FORMATION_CONTINUE = "formation professionnelle continue"
    AUTRE_STATUT = "statut propre, hors du stage"


class Suite(StrEnum):
    """Un sujet du droit qui suit de la qualification, et la ligne du produit qui le porte."""

    PARTIES = "convention, parties et signatures"
    CURSUS = "intégration au cursus et volume d'enseignement"
    MENTIONS = "quinze mentions de la convention"
    MOTIFS = "motifs interdits"
    DUREE = "durée de six mois"
    PRESENCE = "temps de présence"
    MINEURS = "protection des mineurs"
    CONTINGENT = "nombre de stagiaires accueillis"
    SUIVI = "tuteur et enseignant référent"
    CARENCE = "délai de carence"
    GRATIFICATION = "gratification"
    ALLOCATION = "allocation de PFMP"
    AVANTAGES = "avantages"
    CONGES = "congés et absences"
    ACCIDENT = "accident du travail"
    REGISTRE = "registre du personnel"
    ATTESTATION = "attestation"
    DROITS = "droits du stagiaire"
    ETRANGER = "stage à l'étranger"
    CONVENTION_D_OBSERVATION = "convention entre l'établissement et l'organisme"


SUJETS: Mapping[Suite, tuple[str, ...]] = {
    Suite.PARTIES: ("parties",),
    Suite.CURSUS: ("cursus",),
    Suite.MENTIONS: ("mentions",),
    Suite.MOTIFS: ("motifs",),
    Suite.DUREE: ("duree",),
    Suite.PRESENCE: ("temps_de_presence", "presences_particulieres"),
    Suite.MINEURS: ("mineurs", "mineurs_repos_et_travaux"),
    Suite.CONTINGENT: ("contingent",),
    Suite.SUIVI: ("encadrement", "referent"),
    Suite.CARENCE: ("carence",),
    Suite.GRATIFICATION: ("gratification", "gratification_montant", "gratification_modalites"),
    Suite.ALLOCATION: ("allocation_pfmp",),
    Suite.AVANTAGES: ("avantages",),
    Suite.CONGES: ("conges", "interruption"),
    Suite.ACCIDENT: ("accident",),
    Suite.REGISTRE: ("registre",),
    Suite.ATTESTATION: ("attestation",),
    Suite.DROITS: ("droits_du_stagiaire",),
    Suite.ETRANGER: ("stages_a_l_etranger",),
    Suite.CONVENTION_D_OBSERVATION: ("qualification",),
}
"""Les fichiers de règles de chaque sujet qui suit."""

DU_STAGE = (
    *(Suite.PARTIES, Suite.CURSUS, Suite.MENTIONS, Suite.MOTIFS, Suite.DUREE, Suite.PRESENCE),
    *(Suite.CONTINGENT, Suite.SUIVI, Suite.CARENCE, Suite.GRATIFICATION, Suite.AVANTAGES, Suite.CONGES),
    *(Suite.ACCIDENT, Suite.REGISTRE, Suite.ATTESTATION, Suite.DROITS),
)
DE_L_OBSERVATION = (Suite.CONVENTION_D_OBSERVATION, Suite.MINEURS, Suite.ACCIDENT, Suite.DROITS)
DE_L_ORGANISME = (
    *(Suite.PRESENCE, Suite.CONTINGENT, Suite.CARENCE, Suite.GRATIFICATION, Suite.AVANTAGES),
    *(Suite.REGISTRE, Suite.MINEURS, Suite.ALLOCATION),
)
"""Ce que le droit français demande à un organisme établi en France, et non à l'étranger."""


class Question(NamedTuple):
    """Une question qui décide du régime : l'argument de `qualifier`, la question, et pourquoi on la pose."""

    nom: str
    texte: str
    pourquoi: str
    articles: tuple[str, ...]


QUESTIONS = (
    Question(
        "autre_statut",
        "Vient-elle comme salariée, fonctionnaire stagiaire, interne en médecine ou sapeur-pompier "
        "volontaire ?",
        "Ces statuts portent parfois le nom de stage, mais suivent leurs propres textes.",
        ("L. 124-1",),
    ),
    Question(
        "continue",
        "La période relève-t-elle de la formation professionnelle tout au long de la vie ?",
        "L. 124-1 l'exclut : elle suit la sixième partie du code du travail.",
        ("L. 124-1", "C. trav. L. 6111-1"),
    ),
    Question(
        "degre",
        "L'établissement relève-t-il de l'enseignement secondaire ou de l'enseignement supérieur ?",
        "L'enseignement scolaire comporte des PFMP, l'enseignement supérieur des stages.",
        ("L. 124-1",),
    ),
    Question(
        "observation",
        "L'élève vient-il seulement visiter ou observer, sans mission ?",
        "Les visites d'information et les séquences d'observation des élèves sont hors de L. 124-1.",
        ("L. 124-1", "C. trav. L. 4153-1"),
    ),
    Question(
        "cesure",
        "Le stage se fait-il pendant une période de césure ?",
        "La césure peut prendre la forme d'un stage, avec ses conditions propres d'intégration au cursus.",
        ("L. 124-1-1", "L. 611-12"),
    ),
    Question(
        "auxiliaire_medical",
        "Le stage relève-t-il de l'article L. 4381-1 du code de la santé publique ?",
        "La gratification de L. 124-6 ne concerne pas ces stages, qui ont leurs indemnités.",
        ("L. 124-6", "CSP L. 4381-1"),
    ),
    Question(
        "accueil_en_france",
        "L'organisme d'accueil est-il établi en France ?",
        "Le droit français de l'accueil ne s'impose pas à un organisme établi à l'étranger.",
        ("L. 124-19", "L. 124-20"),
    ),
)


class Qualification(NamedTuple):
    """Le régime, s'il est décidé ; les sujets qui suivent ; les questions ouvertes ; le raisonnement."""

    regime: Regime | None
    suites: tuple[Suite, ...] = ()
    questions: tuple[Question, ...] = ()
    etapes: tuple[Etape, ...] = ()

    @property
    def dans_le_champ(self) -> bool:
        """Dit si L. 124-1 s'applique."""
        return self.regime in (Regime.STAGE, Regime.PFMP, Regime.CESURE)


@lru_cache(512)  # des réponses en petit nombre
def qualifier(
    *,
    autre_statut: bool | None = None,
    continue_: bool | None = None,
    degre: Degre | None = None,
    observation: bool | None = None,
    cesure: bool | None = None,
    auxiliaire_medical: bool | None = None,
    accueil_en_france: bool | None = None,
) -> Qualification:
    """Dit le régime d'après des réponses ; `None` est « on ne sait pas », et la question reste ouverte.

    Args:
        autre_statut: la personne est salariée, fonctionnaire stagiaire, interne…
        continue_: la période relève de la formation professionnelle tout au long de la vie.
        degre: secondaire ou supérieur.
        observation: l'élève du secondaire visite ou observe, sans mission.
        cesure: l'étudiant du supérieur est en césure.
        auxiliaire_medical: le stage relève de CSP L. 4381-1 (il n'a pas la gratification de L. 124-6).
        accueil_en_france: l'organisme d'accueil est établi en France.

    Returns:
        Le régime (ou `None`), les sujets qui suivent, et les questions à poser, la première d'abord.

    Source : L. 124-1 (version du 12 juillet 2014), C. trav. L. 4153-1 (version du 1er janvier 2019).

    >>> qualifier(autre_statut=False, continue_=False, degre=Degre.SECONDAIRE, observation=True).regime
    <Regime.OBSERVATION: "séquence d'observation">
    >>> [question.nom for question in qualifier(autre_statut=False, continue_=False).questions]
    ['degre']
    """
    regime, demandee, etapes = _decider(autre_statut, continue_, degre, observation, cesure)
    if regime is None:
        return Qualification(None, questions=_questions(demandee), etapes=etapes)
    if regime in (Regime.AUTRE_STATUT, Regime.FORMATION_CONTINUE):
        return Qualification(regime, etapes=etapes)
    suites = _suites(regime, auxiliaire_medical, accueil_en_france)
    ouvertes = []
    if regime in (Regime.STAGE, Regime.CESURE) and auxiliaire_medical is None:
        ouvertes.append("auxiliaire_medical")
    if accueil_en_france is None:
        ouvertes.append("accueil_en_france")
    return Qualification(regime, suites, _questions(*ouvertes), etapes)


def _questions(*noms: str) -> tuple[Question, ...]:
    return tuple(question for question in QUESTIONS if question.nom in noms)


def _decider(
    autre_statut: bool | None,
    continue_: bool | None,
    degre: Degre | None,
    observation: bool | None,
    cesure: bool | None,
) -> tuple[Regime | None, str, tuple[Etape, ...]]:
    """Le régime, sinon la question qui manque, et ce qu'ont répondu les questions déjà posées."""
    etapes: list[Etape] = []

    def repondre(question: str, reponse: str) -> None:
        etapes.append(etape(question, "{reponse}", reponse=reponse))

    if autre_statut is None:
        return None, "autre_statut", ()
    repondre("Statut propre", "oui" if autre_statut else "non")
    if autre_statut:
        return Regime.AUTRE_STATUT, "", tuple(etapes)
    if continue_ is None:
        return None, "continue", tuple(etapes)
    repondre("Formation tout au long de la vie", "oui" if continue_ else "non")
    if continue_:
        return Regime.FORMATION_CONTINUE, "", tuple(etapes)
    if degre is None:
        return None, "degre", tuple(etapes)
    repondre("Degré d'enseignement", degre.value)
    precision, nom, libelle, oui, non = (
        (observation, "observation", "Visite ou observation", Regime.OBSERVATION, Regime.PFMP)
        if degre == Degre.SECONDAIRE
        else (cesure, "cesure", "Césure", Regime.CESURE, Regime.STAGE)
    )
    if precision is None:
        return None, nom, tuple(etapes)
    repondre(libelle, "oui" if precision else "non")
    return (oui if precision else non), "", tuple(etapes)


def _suites(
    regime: Regime, auxiliaire_medical: bool | None, accueil_en_france: bool | None
) -> tuple[Suite, ...]:
    suites = list(DE_L_OBSERVATION if regime == Regime.OBSERVATION else DU_STAGE)
    if regime == Regime.PFMP:
        suites += [Suite.MINEURS, Suite.ALLOCATION]
    if auxiliaire_medical:
        suites = [s for s in suites if s != Suite.GRATIFICATION]
    if accueil_en_france is False:
        suites = [s for s in suites if s not in DE_L_ORGANISME] + [Suite.ETRANGER]
    return tuple(suites)
