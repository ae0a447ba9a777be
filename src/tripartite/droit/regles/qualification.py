"""Qualification du régime : L. 124-1, L. 124-1-1 ; C. trav. L. 4153-1, L. 4153-2 ; CSP L. 4381-1."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.regimes import qualifier
from tripartite.droit.faits import (
    Degre,
    Etablissement,
    Formation,
    Nature,
    OrganismeAccueil,
    Role,
    Signature,
    Voie,
)
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Qualification du régime",
    ordre=10,
    lignes=("R01",),
    presentation="Stage, PFMP, césure, observation, formation continue : ce que la convention est, d'après "
    "les faits, et les sujets du droit qui suivent.",
)


# --- Les règles --------------------------------------------------------------------------------


@regle("L. 124-1", "L. 124-1-1", "C. trav. L. 4153-1", gravite=Gravite.INFORMATION)
def regime_applicable(
    nature: Nature, etablissement: Etablissement, formation: Formation, accueil_en_france: bool
) -> Constat:
    """Les faits décident du régime, et le régime des règles qui suivent."""
    qualification = qualifier(
        autre_statut=False,
        continue_=nature == Nature.FORMATION_CONTINUE or formation.voie == Voie.CONTINUE,
        degre=Degre.SUPERIEUR if etablissement.degre == Degre.SUPERIEUR else Degre.SECONDAIRE,
        observation=nature == Nature.OBSERVATION,
        cesure=nature == Nature.CESURE,
        auxiliaire_medical=bool(formation.auxiliaire_medical),
        accueil_en_france=bool(accueil_en_france),
    )
    regime = qualification.regime
    if not qualification.suites:
        return sans_objet(
            "La période relève d'un autre régime que L. 124-1 : {regime}.",
            que_faire="Suivez les règles de la formation professionnelle continue.",
            etapes=qualification.etapes,
            regime=regime,
        )
    return conforme(
        "Régime : {regime}. Les règles qui suivent : {suites:liste}.",
        etapes=qualification.etapes,
        regime=regime,
        suites=qualification.suites,
    )


@regle("L. 124-1", gravite=Gravite.AVERTISSEMENT)
def nature_selon_le_degre(nature: Nature, etablissement: Etablissement) -> Constat:
    """L'enseignement scolaire comporte des PFMP, l'enseignement supérieur des stages.

    >>> nature_selon_le_degre(Nature.STAGE, Etablissement(degre=Degre.SUPERIEUR)).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if nature in (Nature.OBSERVATION, Nature.FORMATION_CONTINUE):
        return sans_objet("La convention n'est ni un stage, ni une PFMP, ni une césure.")
    degre = etablissement.degre
    if degre == Degre.SUPERIEUR:
        if nature == Nature.PFMP:
            return non_conforme(
                "La convention se dit PFMP, mais l'établissement relève de l'enseignement supérieur.",
                que_faire="Nommez la période « stage », ou corrigez le degré d'enseignement.",
            )
        return conforme("La période est un {nature} de l'enseignement supérieur.", nature=_nommer(nature))
    if nature == Nature.CESURE:
        return non_conforme(
            "La convention se dit césure, mais l'établissement relève de l'enseignement secondaire.",
            que_faire="Nommez la période « PFMP », ou corrigez le degré d'enseignement.",
        )
    if nature == Nature.STAGE:
        return a_verifier(
            "La convention se dit stage, et l'établissement relève de l'enseignement secondaire.",
            lecture(
                "PFMP",
                Verdict.NON_CONFORME,
                "L. 124-1 donne à l'enseignement scolaire des périodes de formation en milieu professionnel.",
            ),
            lecture(
                "stage d'initiation ou d'application",
                Verdict.CONFORME,
                "C. trav. L. 4153-1, 3°, connaît aussi des stages pour des élèves de l'enseignement alterné "
                "ou professionnel.",
            ),
            que_faire="Dites si la période est une PFMP, un stage d'initiation ou d'application, ou une "
            "séquence d'observation.",
        )
    return conforme("La période est une PFMP de l'enseignement scolaire.")


def _nommer(nature: Nature) -> str:
    return "stage de césure" if nature == Nature.CESURE else "stage"


@regle("L. 124-1", "C. trav. L. 6111-1")
def formation_continue_hors_du_stage(nature: Nature, formation: Formation) -> Constat:
    """La formation professionnelle tout au long de la vie a son régime, hors de L. 124-1."""
    continue_ = formation.voie == Voie.CONTINUE
    if nature == Nature.FORMATION_CONTINUE:
        if continue_:
            return conforme("La période relève de la formation professionnelle continue, hors de L. 124-1.")
        return non_conforme(
            "La convention se dit de formation continue, mais la formation suit la voie {voie}.",
            que_faire="Établissez une convention de stage ou de PFMP, ou corrigez la voie de formation.",
            voie=formation.voie,
        )
    if not continue_:
        return sans_objet("La formation n'est pas une formation professionnelle continue.")
    return a_verifier(
        "La formation est une formation professionnelle continue, et la convention se dit {nature}.",
        lecture(
            "exclusion",
            Verdict.SANS_OBJET,
            "L. 124-1 exclut la formation tout au long de la vie : ni gratification, ni franchise sociale.",
        ),
        lecture(
            "convention choisie",
            Verdict.CONFORME,
            "Rien n'interdit aux parties de suivre de leur gré les règles du stage.",
        ),
        que_faire="Vérifiez auprès de l'établissement si le stagiaire est en formation initiale ou continue.",
        nature=nature,
    )


@regle("L. 124-1", "C. trav. L. 4153-1")
def observation_reservee_aux_eleves(
    nature: Nature, etablissement: Etablissement, formation: Formation
) -> Constat:
    """Les visites d'information et les séquences d'observation sont pour les élèves : hors de L. 124-1.

    La séquence de seconde générale et technologique, en juin, est lue comme une séquence d'observation.
    """
    if nature != Nature.OBSERVATION:
        return sans_objet("La convention n'est pas une séquence d'observation.")
    if etablissement.degre == Degre.SUPERIEUR:
        return non_conforme(
            "Une séquence d'observation est réservée aux élèves : un étudiant fait un stage.",
            que_faire="Établissez une convention de stage, avec ses quinze mentions.",
        )
    if formation.voie == Voie.PROFESSIONNELLE:
        return a_verifier(
            "L'élève suit la voie professionnelle, et la convention se dit séquence d'observation.",
            lecture(
                "observation au lycée",
                Verdict.CONFORME,
                "C. trav. L. 4153-1, 2°, ouvre l'observation pendant la scolarité au lycée.",
            ),
            lecture(
                "PFMP",
                Verdict.NON_CONFORME,
                "Si l'élève reçoit des missions, le 3° et L. 124-1 s'appliquent : c'est une PFMP.",
            ),
            que_faire="Confirmez que l'élève observe sans recevoir de mission.",
        )
    return conforme(
        "La séquence d'observation est hors de L. 124-1 : ni gratification, ni plafond de stagiaires ; une "
        "convention entre l'établissement et l'organisme reste obligatoire."
    )


@regle("C. trav. L. 4153-2", depuis="2008-05-01", selon="debut")
def convention_d_observation(nature: Nature, signatures: tuple[Signature, ...]) -> Constat:
    """Une séquence d'observation demande une convention entre l'établissement et l'organisme d'accueil."""
    if nature != Nature.OBSERVATION:
        return sans_objet("La convention n'est pas une séquence d'observation.")
    roles = tuple(signature.role for signature in signatures)
    manquants = [r.value for r in (Role.ETABLISSEMENT, Role.ORGANISME) if r not in roles]
    if manquants:
        return a_verifier(
            "La convention d'observation attend la signature de : {manquants:liste}.",
            que_faire="Faites signer l'établissement et l'organisme d'accueil avant le premier jour.",
            manquants=tuple(manquants),
        )
    return conforme("L'établissement et l'organisme d'accueil ont signé la convention d'observation.")


@regle("C. trav. L. 4153-2", depuis="2008-05-01", selon="debut")
def observation_apres_un_constat_de_danger(nature: Nature, organisme: OrganismeAccueil) -> Constat:
    """Pas d'observation où l'inspection a constaté un danger pour la santé, la sécurité ou l'intégrité."""
    if nature != Nature.OBSERVATION:
        return sans_objet("La convention n'est pas une séquence d'observation.")
    if organisme.constat_de_l_inspection:
        return non_conforme(
            "L'inspection a constaté chez l'organisme d'accueil des conditions contraires à la santé, à la "
            "sécurité ou à l'intégrité : aucune convention d'observation ne peut y être conclue.",
            que_faire="Trouvez à l'élève un autre organisme d'accueil.",
        )
    return conforme("Aucun constat de l'inspection ne fait obstacle à la convention d'observation.")


@regle("L. 124-1", gravite=Gravite.INFORMATION)
def stage_outre_mer(organisme: OrganismeAccueil, accueil_en_france: bool) -> Constat:
    """Certaines collectivités d'outre-mer ont leurs propres règles.

    La convention type les réserve, sans les nommer (source secondaire).
    """
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est établi hors de France.")
    if organisme.territoire.droit_du_travail_propre:
        return a_verifier(
            "Le stage se fait dans une collectivité d'outre-mer qui a son propre code du travail : "
            "Tripartite n'y juge ni les maxima de présence, ni les repos, ni l'âge.",
            lecture("règles de l'État", Verdict.A_VERIFIER, "Le code de l'éducation s'y étend, ou non."),
            lecture("règles de la collectivité", Verdict.A_VERIFIER, "Tripartite ne les connaît pas."),
            que_faire="Demandez à l'inspection du travail de la collectivité les règles qui s'y appliquent.",
        )
    if organisme.territoire.collectivite:
        return a_verifier(
            "Le stage se fait dans une collectivité d'outre-mer : elle peut avoir ses propres règles.",
            lecture("règles de l'État", Verdict.CONFORME, "Elles s'appliquent comme en métropole."),
            lecture("règles de la collectivité", Verdict.A_VERIFIER, "Tripartite ne les connaît pas."),
            que_faire="Demandez à l'inspection du travail de la collectivité si une règle y est différente.",
        )
    return sans_objet("Le stage ne se fait pas dans une collectivité d'outre-mer qui a ses propres règles.")


@regle("L. 124-6", "CSP L. 4381-1", gravite=Gravite.INFORMATION)
def stage_d_auxiliaire_medical(formation: Formation, hors_champ: bool) -> Constat:
    """Les stages d'auxiliaires médicaux n'ont pas la gratification de L. 124-6, mais leurs indemnités.

    Source : convention type, art. 5 ; service-public F637 (source secondaire).
    """
    if hors_champ or not formation.auxiliaire_medical:
        return sans_objet("Le stage ne relève pas de l'article L. 4381-1 du code de la santé publique.")
    return conforme(
        "Le stage relève de l'article L. 4381-1 du code de la santé publique : la gratification de L. 124-6 "
        "n'est pas due.",
        que_faire="Renseignez-vous sur les indemnités de stage propres à la formation.",
    )


@regle("L. 124-1", "L. 612-8", "loi 2006-396", gravite=Gravite.INFORMATION, depuis="2008-02-01")
def conclusion_de_la_convention(conclusion_supposee: bool, conclue_le: date, debut: date) -> Constat:
    """La date de conclusion décide du droit qui s'applique à la convention."""
    if conclusion_supposee:
        return a_verifier(
            "La convention n'est pas conclue : elle est jugée comme si elle l'était le {conclue_le:jour}.",
            que_faire="Indiquez la date de conclusion dès que la dernière partie a signé.",
            conclue_le=conclue_le,
        )
    avance = (debut - conclue_le).days
    libelle = "Jours avant le début" if avance >= 0 else "Jours après le début"
    return conforme(
        "La convention est conclue le {conclue_le:jour}.",
        etapes=[etape(libelle, "{avance:jours}", avance=abs(avance))],
        conclue_le=conclue_le,
    )
