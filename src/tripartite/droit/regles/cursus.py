"""Intégration au cursus : L. 124-1, L. 124-1-1, L. 124-3, L. 124-4, D. 124-1, D. 124-2."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calendrier import MINUTES_PAR_HEURE, Periode
from tripartite.droit.faits import Etablissement, Formation, Nature
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Gravite,
    Minutes,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    depuis,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Intégration au cursus",
    ordre=40,
    lignes=("R03", "R04", "R05"),
    presentation="Le stage fait partie d'un cursus qui a son volume d'enseignement ; l'organisme approuve "
    "les "
    "activités, le stagiaire rend compte et l'établissement évalue. Tout étudiant peut commencer lui-même sa "
    "convention.",
)

SECONDAIRE = Confiance.SECONDAIRE

VOLUME_ENSEIGNEMENT = Parametre(
    "volume minimal d'enseignement par année",
    depuis("2014-12-01", 200 * MINUTES_PAR_HEURE, "D. 124-2 (décret 2014-1420)"),
    unite="minutes",
    articles=("D. 124-2",),
)
VOLUME_EN_PRESENCE = Parametre(
    "volume minimal d'enseignement en présence, dans le supérieur",
    depuis(
        "2014-12-01", 200 * MINUTES_PAR_HEURE, "D. 124-2 (décret 2014-1420) : tout en présence", SECONDAIRE
    ),
    depuis(
        "2017-12-01", 50 * MINUTES_PAR_HEURE, "D. 124-2 (décret 2017-1652 du 30 novembre 2017 ; ASH 3038)"
    ),
    unite="minutes",
    articles=("D. 124-2",),
)
VOLUME_EN_PRESENCE_APRES_PUBLICATION = Parametre(
    "volume minimal d'enseignement en présence, dans le supérieur, lu après publication",
    depuis(
        "2014-12-01", 200 * MINUTES_PAR_HEURE, "D. 124-2 (décret 2014-1420) : tout en présence", SECONDAIRE
    ),
    depuis(
        "2017-12-04",
        50 * MINUTES_PAR_HEURE,
        "D. 124-2 (décret 2017-1652, JO du 3 décembre 2017 ; ASH 3038)",
        SECONDAIRE,
        "en vigueur le lendemain de la publication",
    ),
    unite="minutes",
    articles=("D. 124-2",),
)
DISTANCE_ET_CESURE = Parametre(
    "dérogation rectorale et césure sous forme de stage",
    depuis("2014-12-01", False, "D. 124-1, D. 124-2 (décret 2014-1420)"),
    depuis("2022-01-01", True, "décret 2021-1154 : à compter de l'année universitaire 2021-2022"),
    articles=("L. 124-1-1", "D. 124-2"),
)
"""Lu au dernier jour de l'année d'enseignement : l'année 2021-2022 est la première qui finit en 2022."""


@deduit()
def fin_de_l_annee(annee: Periode) -> date:
    """Le dernier jour de l'année d'enseignement."""
    return annee.fin


def _minimum(degre_superieur: bool, volume: Minutes, superieur: Minutes) -> Minutes:
    return superieur if degre_superieur else volume


# --- Le volume d'enseignement --------------------------------------------------------------------


@regle(
    "L. 124-3",
    "D. 124-2",
    depuis="2014-12-01",
    minimum=VOLUME_ENSEIGNEMENT.a_la_date("conclue_le"),
)
def volume_d_enseignement(
    formation: Formation, nature: Nature, hors_champ: bool, *, minimum: Minutes
) -> Constat:
    """Le stage fait partie d'un cursus dont le volume annuel d'enseignement atteint le minimum.

    Les heures de stage n'entrent pas dans ce volume.

    >>> volume_d_enseignement(Formation(heures_enseignement=9000), Nature.STAGE, False, minimum=12000).verdict
    <Verdict.NON_CONFORME: 'non conforme'>
    """
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    volume = formation.heures_enseignement
    if volume >= minimum:
        return conforme(
            "La formation comporte {volume:heures} d'enseignement par an, pour un minimum de "
            "{minimum:heures}.",
            volume=volume,
            minimum=minimum,
        )
    if nature == Nature.CESURE:
        return a_verifier(
            "L'année de césure comporte {volume:heures} d'enseignement, sous le minimum de {minimum:heures}.",
            lecture(
                "volume de la formation suspendue",
                Verdict.CONFORME,
                "Le minimum se lit sur la formation où l'étudiant reste inscrit, et non sur l'année de "
                "césure.",
            ),
            lecture(
                "volume de l'année",
                Verdict.NON_CONFORME,
                "D. 124-2 compte les heures de l'année d'enseignement, sans réserver la césure.",
            ),
            que_faire="Indiquez le volume annuel de la formation où l'étudiant est inscrit.",
            volume=volume,
            minimum=minimum,
        )
    return non_conforme(
        "La formation comporte {volume:heures} d'enseignement par an, sous le minimum de {minimum:heures} "
        ": aucune "
        "convention de stage ne peut être conclue.",
        que_faire="Vérifiez le volume annuel, hors heures de stage ; s'il est exact, ne concluez pas la "
        "convention.",
        etapes=[
            etape(
                "Heures qui manquent",
                "{minimum:heures} − {volume:heures} = {ecart:heures}",
                minimum=minimum,
                volume=volume,
                ecart=minimum - volume,
            )
        ],
        volume=volume,
        minimum=minimum,
    )


@regle(
    "L. 124-3",
    "D. 124-2",
    depuis="2014-12-01",
    volume=VOLUME_ENSEIGNEMENT.a_la_date("conclue_le"),
    superieur=VOLUME_EN_PRESENCE.a_la_date("conclue_le"),
    apres_publication=VOLUME_EN_PRESENCE_APRES_PUBLICATION.a_la_date("conclue_le"),
    derogation_possible=DISTANCE_ET_CESURE.a_la_date("fin_de_l_annee"),
)
def volume_en_presence(
    formation: Formation,
    enseignement_superieur: bool,
    nature: Nature,
    hors_champ: bool,
    *,
    volume: Minutes,
    superieur: Minutes,
    apres_publication: Minutes,
    derogation_possible: bool,
) -> Constat:
    """L'enseignement est donné en présence : en entier dans le secondaire, pour une part dans le supérieur.

    Le recteur peut accorder une dérogation aux formations du supérieur. Le jour où le minimum du supérieur
    a baissé est lu de deux façons : doute montré pour les conventions des premiers jours de décembre 2017.
    """
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    presence = formation.heures_en_presence
    minimum = _minimum(enseignement_superieur, volume, superieur)
    plus_strict = _minimum(enseignement_superieur, volume, apres_publication)
    if presence >= plus_strict:
        return conforme(
            "{presence:heures} d'enseignement sont données en présence, pour un minimum de {minimum:heures}.",
            presence=presence,
            minimum=plus_strict,
        )
    if presence >= minimum:
        return a_verifier(
            "{presence:heures} d'enseignement sont données en présence ; le minimum changeait ces jours-là.",
            lecture(
                "dès la date de décembre que donne la presse juridique",
                Verdict.CONFORME,
                "Le minimum était déjà de {minimum:heures}.",
                minimum=minimum,
            ),
            lecture(
                "au lendemain de la publication du décret",
                Verdict.NON_CONFORME,
                "Le minimum était encore de {minimum:heures}.",
                minimum=plus_strict,
            ),
            que_faire="Vérifiez l'entrée en vigueur du décret 2017-1652.",
            presence=presence,
        )
    if enseignement_superieur and derogation_possible:
        if formation.derogation_rectorale:
            return conforme(
                "{presence:heures} d'enseignement sont données en présence : une dérogation du recteur "
                "permet de "
                "descendre sous {minimum:heures}.",
                que_faire="Gardez la décision du recteur avec la convention.",
                presence=presence,
                minimum=minimum,
            )
        if nature == Nature.CESURE:
            return a_verifier(
                "L'année de césure comporte {presence:heures} d'enseignement en présence, sous le minimum de "
                "{minimum:heures}.",
                lecture(
                    "volume de la formation suspendue",
                    Verdict.CONFORME,
                    "Le minimum se lit sur la formation où l'étudiant reste inscrit.",
                ),
                lecture("volume de l'année", Verdict.NON_CONFORME, "D. 124-2 ne réserve pas la césure."),
                que_faire="Indiquez le volume en présence de la formation où l'étudiant est inscrit.",
                presence=presence,
                minimum=minimum,
            )
    return non_conforme(
        "{presence:heures} d'enseignement sont données en présence, sous le minimum de {minimum:heures}, "
        "sans "
        "dérogation qui le permette.",
        que_faire="Vérifiez le volume en présence ; s'il est exact, ne concluez pas la convention.",
        presence=presence,
        minimum=minimum,
    )


# --- L'intégration --------------------------------------------------------------------------------


@regle("L. 124-3", "D. 124-1", depuis="2014-12-01")
def stage_prevu_par_la_formation(formation: Formation, nature: Nature, hors_champ: bool) -> Constat:
    """Les finalités et les modalités du stage sont définies par les textes qui organisent la formation."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if nature == Nature.CESURE:
        return sans_objet("La césure a ses conditions propres : voyez la règle de la césure.")
    if formation.stage_prevu_au_reglement:
        return conforme("Les textes de la formation prévoient le stage, ses finalités et ses modalités.")
    return non_conforme(
        "Les textes de la formation ne prévoient pas le stage : il n'est intégré à aucun cursus.",
        que_faire="Ne concluez la convention que si le règlement de la formation prévoit le stage, même "
        "facultatif.",
    )


@regle("D. 124-1", depuis="2014-12-01")
def restitution_et_evaluation(formation: Formation, nature: Nature, hors_champ: bool) -> Constat:
    """Le stage donne lieu à une restitution du stagiaire, que l'établissement évalue."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if nature == Nature.PFMP:
        return sans_objet("L'évaluation d'une PFMP suit D. 331-15 ou le code rural (R. 715-1-5).")
    if formation.restitution_evaluee:
        return conforme("Le stagiaire rend compte de son stage, et l'établissement l'évalue.")
    return non_conforme(
        "Aucune restitution évaluée n'est prévue à la fin du stage.",
        que_faire="Prévoyez un rapport, une soutenance ou un autre compte rendu, et son évaluation.",
    )


@regle("D. 124-1", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def credits_europeens(formation: Formation, enseignement_superieur: bool, hors_champ: bool) -> Constat:
    """Le stage donne lieu, le cas échéant, à des crédits européens."""
    if hors_champ or not enseignement_superieur:
        return sans_objet("Les crédits européens ne concernent que les stages de l'enseignement supérieur.")
    if formation.credits:
        return conforme("Le stage donne {credits:credits} ECTS.", credits=formation.credits)
    return sans_objet("Le stage ne donne pas de crédits européens : le texte ne les impose pas.")


@regle("L. 124-1", "D. 124-4", depuis="2014-12-01")
def activites_approuvees_par_l_organisme(activites_validees: bool, hors_champ: bool) -> Constat:
    """Les missions du stagiaire sont approuvées par l'organisme d'accueil."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if activites_validees:
        return conforme("L'organisme d'accueil a approuvé les activités confiées au stagiaire.")
    return non_conforme(
        "L'organisme d'accueil n'a pas approuvé les activités confiées au stagiaire.",
        que_faire="Demandez à l'organisme d'accueil d'approuver les activités, ou corrigez-les avec lui.",
    )


@regle(
    "L. 124-1-1",
    "L. 611-12",
    depuis="2014-12-01",
    gravite=Gravite.AVERTISSEMENT,
    permise=DISTANCE_ET_CESURE.a_la_date("fin_de_l_annee"),
)
def cesure_sous_forme_de_stage(nature: Nature, enseignement_superieur: bool, *, permise: bool) -> Constat:
    """Une césure peut prendre la forme d'un stage, par la loi de programmation de la recherche.

    Avant, une césure en stage devait entrer dans le cursus ordinaire (de mémoire : doute montré).
    """
    if nature != Nature.CESURE:
        return sans_objet("La convention n'est pas une césure.")
    if not enseignement_superieur:
        return non_conforme(
            "La césure est ouverte aux étudiants de l'enseignement supérieur.",
            que_faire="Corrigez la nature de la convention ou le degré d'enseignement.",
        )
    if permise:
        return conforme(
            "La loi permet la césure sous forme de stage ; les règles du stage s'y appliquent.",
            que_faire="Joignez l'accord de l'établissement sur la période de césure.",
        )
    return a_verifier(
        "L'année d'enseignement précède la césure sous forme de stage.",
        lecture(
            "cursus ordinaire",
            Verdict.CONFORME,
            "Le stage tient dans le cursus, avec le volume d'enseignement ordinaire de l'année.",
        ),
        lecture(
            "césure", Verdict.NON_CONFORME, "Aucun texte ne permettait encore un stage pendant la césure."
        ),
        que_faire="Vérifiez que l'année comporte le volume d'enseignement ordinaire.",
    )


@regle("L. 124-4", gravite=Gravite.INFORMATION)
def appreciation_de_l_accueil(
    appreciation_transmise: bool, fin_effective: date, au: date, hors_champ: bool
) -> Constat:
    """Après le stage, le stagiaire apprécie l'accueil pour l'établissement, sans effet sur ses notes."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if au <= fin_effective:
        return sans_objet("Le stage n'est pas terminé.")
    if appreciation_transmise:
        return conforme("Le stagiaire a transmis à l'établissement son appréciation de l'accueil.")
    return non_conforme(
        "Le stagiaire n'a pas transmis à l'établissement son appréciation de l'accueil.",
        que_faire="Envoyez-la à l'établissement ; elle ne compte ni pour les notes, ni pour le diplôme.",
    )


@regle("L. 124-3", "D. 124-2", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def cursus_d_un_etablissement_etranger(etablissement: Etablissement, hors_champ: bool) -> Constat:
    """Le volume d'enseignement d'un établissement étranger reste à vérifier."""
    if hors_champ or etablissement.pays == "France":
        return sans_objet("L'établissement d'enseignement est en France.")
    return a_verifier(
        "L'établissement d'enseignement est établi dans ce pays : {pays}.",
        lecture(
            "règle de l'accueil", Verdict.NON_CONFORME, "Tout stage en France demande le volume de D. 124-2."
        ),
        lecture(
            "règle du cursus",
            Verdict.CONFORME,
            "Le volume d'enseignement relève du droit de l'établissement.",
        ),
        que_faire="Demandez à l'établissement étranger le volume annuel de la formation.",
        pays=etablissement.pays,
    )
