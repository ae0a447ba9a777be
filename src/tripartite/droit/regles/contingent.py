"""Contingent : L. 124-8, L. 124-8-1, R. 124-10 à R. 124-12-1 ; semaine civile, C. trav. L. 3121-35."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tripartite.droit.calculs.contingents import (
    PART,
    PART_PFMP,
    PETIT,
    PETIT_PFMP,
    SEUIL,
    SEUIL_PFMP,
    Bareme,
    SemaineDuContingent,
    premiere_semaine_libre,
    semaines_regardees,
)
from tripartite.droit.calculs.contingents import contingent_par_semaine as contingent_par_semaine
from tripartite.droit.calculs.effectifs import EffectifDeReference, Effectifs, ecrire
from tripartite.droit.calendrier import Mois, Periode
from tripartite.droit.faits import (
    ArretePfmp,
    Degre,
    Etablissement,
    Formation,
    OrganismeAccueil,
    StageVoisin,
    Voie,
)
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Gravite,
    LectureDuTexte,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Contingent",
    ordre=90,
    lignes=("R12",),
    presentation="Combien de stagiaires peuvent être là la même semaine civile, d'après l'effectif.",
)

MOIS_DU_RESCRIT = Parametre(
    "délai de réponse sur le calcul de l'effectif",
    depuis("2018-12-27", 3, "L. 124-8-1 et R. 124-12-1 (décret 2018-1227)", Confiance.SECONDAIRE),
    unite="mois",
    articles=("L. 124-8-1", "R. 124-12-1"),
)


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit()
def effectifs_ranges(organisme: OrganismeAccueil) -> Effectifs:
    """Les effectifs de l'organisme, rangés par mois."""
    return Effectifs(organisme.effectifs)


@deduit()
def accueils_de_l_organisme(
    organisme: OrganismeAccueil, periodes_comptees: tuple[Periode, ...], nom_du_stagiaire: str
) -> tuple[StageVoisin, ...]:
    """Tous les stages de l'organisme, celui-ci compris."""
    siens = (StageVoisin(debut, fin, nom_du_stagiaire) for debut, fin in periodes_comptees)
    return (*organisme.stages, *siens)


@deduit(
    part=PART.a_la_date("conclue_le"),
    seuil=SEUIL.a_la_date("conclue_le"),
    petit=PETIT.a_la_date("conclue_le"),
)
def semaines_du_contingent(
    effectifs_ranges: Effectifs,
    accueils_de_l_organisme: tuple[StageVoisin, ...],
    periodes_comptees: tuple[Periode, ...],
    *,
    part: Decimal,
    seuil: int,
    petit: int,
) -> tuple[SemaineDuContingent, ...]:
    """Les semaines civiles de ce stage où le nombre des stagiaires ou le contingent change."""
    effectifs = effectifs_ranges if connu(effectifs_ranges) else Effectifs(())
    bareme = Bareme(part, seuil, petit)
    return semaines_regardees(effectifs, accueils_de_l_organisme, periodes_comptees, bareme, toutes=False)


@deduit()
def arretes_applicables(
    pfmp: bool, organisme: OrganismeAccueil, formation: Formation, etablissement: Etablissement
) -> tuple[ArretePfmp, ...]:
    """Les arrêtés qui relèvent le contingent de cette PFMP : lycée technologique ou professionnel."""
    if not pfmp or not organisme.arretes_pfmp:
        return ()
    if formation.voie not in (Voie.TECHNOLOGIQUE, Voie.PROFESSIONNELLE):
        return ()
    return organisme.arretes_pfmp if etablissement.degre == Degre.SECONDAIRE else ()


@deduit(
    part=PART.a_la_date("conclue_le"),
    seuil=SEUIL.a_la_date("conclue_le"),
    petit=PETIT.a_la_date("conclue_le"),
    part_pfmp=PART_PFMP.a_la_date("conclue_le"),
    seuil_pfmp=SEUIL_PFMP.a_la_date("conclue_le"),
    petit_pfmp=PETIT_PFMP.a_la_date("conclue_le"),
)
def semaines_du_contingent_des_pfmp(
    arretes_applicables: tuple[ArretePfmp, ...],
    effectifs_ranges: Effectifs,
    accueils_de_l_organisme: tuple[StageVoisin, ...],
    periodes_comptees: tuple[Periode, ...],
    *,
    part: Decimal,
    seuil: int,
    petit: int,
    part_pfmp: Decimal,
    seuil_pfmp: int,
    petit_pfmp: int,
) -> tuple[SemaineDuContingent, ...]:
    """Les mêmes semaines, sous le contingent que l'arrêté relève pour les PFMP."""
    if not arretes_applicables:
        return ()
    effectifs = effectifs_ranges if connu(effectifs_ranges) else Effectifs(())
    releve = Bareme(part_pfmp, seuil_pfmp, petit_pfmp)
    ordinaire = Bareme(part, seuil, petit)
    return semaines_regardees(
        effectifs, accueils_de_l_organisme, periodes_comptees, ordinaire, arretes_applicables, releve
    )


@deduit()
def depassement_du_contingent(
    arretes_applicables: tuple[ArretePfmp, ...],
    semaines_du_contingent: tuple[SemaineDuContingent, ...],
    semaines_du_contingent_des_pfmp: tuple[SemaineDuContingent, ...],
) -> int:
    """Le plus grand nombre de stagiaires en trop, une semaine de ce stage, selon toutes les lectures."""
    semaines = semaines_du_contingent_des_pfmp if arretes_applicables else semaines_du_contingent
    return max((s.depassement for s in semaines if s.presents > s.plafond_certain), default=0)


@deduit()
def presents_au_depassement(
    arretes_applicables: tuple[ArretePfmp, ...],
    semaines_du_contingent: tuple[SemaineDuContingent, ...],
    semaines_du_contingent_des_pfmp: tuple[SemaineDuContingent, ...],
    depassement_du_contingent: int,
) -> int:
    """Les stagiaires présents, en trop ou non, la semaine du plus grand dépassement."""
    semaines = semaines_du_contingent_des_pfmp if arretes_applicables else semaines_du_contingent
    return max((s.presents for s in semaines if s.depassement == depassement_du_contingent), default=0)


@deduit()
def effectif_au_debut(effectifs_ranges: Effectifs, debut: date) -> EffectifDeReference:
    """L'effectif de référence du mois où le stage commence."""
    return effectifs_ranges[Mois.de(debut)]


# --- Les règles ----------------------------------------------------------------------------------


@regle("L. 124-8", "R. 124-10", "R. 124-12", "C. trav. L. 3121-35", depuis="2015-10-29")
def contingent_de_stagiaires(
    hors_champ: bool,
    accueil_en_france: bool,
    semaines_du_contingent: tuple[SemaineDuContingent, ...],
    arretes_applicables: tuple[ArretePfmp, ...],
    organisme: OrganismeAccueil,
    conclue_le: date,
) -> Constat:
    """Une même semaine civile, l'organisme n'accueille pas plus de stagiaires que son contingent.

    On compte des personnes, suspendues ou non, dans toute la personne morale ; pas les prolongations de
    L. 124-15. Une semaine sur deux mois prend l'effectif de son lundi, et le doute est montré si celui de son
    dimanche donne un autre nombre.
    """
    if hors_champ:
        return sans_objet("Ce n'est pas un stage de L. 124-1 : il n'entre pas dans le contingent.")
    if not accueil_en_france:
        return sans_objet(
            "L'organisme d'accueil est à l'étranger : le contingent français ne s'y applique pas."
        )
    if all(s.presents <= s.plafond_certain for s in semaines_du_contingent):
        return _respecte(semaines_du_contingent)
    if arretes_applicables:
        return sans_objet("Un arrêté relève le contingent de cette PFMP : voyez la règle qui lui est propre.")
    return _juger(semaines_du_contingent, organisme, (), conclue_le)


@regle("L. 124-8", "R. 124-11", depuis="2015-10-29")
def contingent_des_pfmp(
    pfmp: bool,
    accueil_en_france: bool,
    arretes_applicables: tuple[ArretePfmp, ...],
    semaines_du_contingent_des_pfmp: tuple[SemaineDuContingent, ...],
    organisme: OrganismeAccueil,
    conclue_le: date,
) -> Constat:
    """Un arrêté de l'autorité académique peut relever le contingent pour les PFMP, tous stagiaires comptés.

    Sans arrêté, le contingent ordinaire vaut pour tous. L'arrondi de la part que fixe l'arrêté n'est pas
    écrit : au-dessus, par analogie avec R. 124-10, et le doute est montré.
    """
    if not pfmp:
        return sans_objet("La convention n'est pas celle d'une PFMP.")
    if not accueil_en_france:
        return sans_objet(
            "L'organisme d'accueil est à l'étranger : le contingent français ne s'y applique pas."
        )
    if not arretes_applicables:
        return sans_objet(
            "Aucun arrêté ne relève le contingent de cette PFMP : le contingent ordinaire vaut pour tous."
        )
    if all(s.presents <= s.plafond_certain for s in semaines_du_contingent_des_pfmp):
        return _respecte(
            semaines_du_contingent_des_pfmp,
            "Vérifiez que l'arrêté vise le secteur d'activité de l'organisme, et gardez-en copie.",
        )
    return _juger(semaines_du_contingent_des_pfmp, organisme, arretes_applicables, conclue_le)


@regle("R. 124-12", depuis="2015-10-29", gravite=Gravite.INFORMATION)
def effectif_de_l_organisme(
    hors_champ: bool, accueil_en_france: bool, effectif_au_debut: EffectifDeReference
) -> Constat:
    """L'effectif est le plus élevé du dernier jour du mois précédent et de la moyenne de douze mois."""
    if hors_champ or not accueil_en_france:
        return sans_objet("L'effectif de l'organisme d'accueil ne sert pas à ce stage.")
    reference = effectif_au_debut
    if reference.effectif is None:
        return a_verifier(
            "L'effectif de l'organisme d'accueil n'est connu pour aucun mois avant {mois:mois}.",
            que_faire="Indiquez l'effectif au dernier jour de chacun des douze mois précédents.",
            mois=reference.mois,
        )
    effectif = ecrire(reference.effectif)
    if reference.dernier_jour is None:
        return a_verifier(
            "Pour {mois:mois}, le dernier effectif connu est celui de {releve_de:mois} : {effectif}.",
            que_faire="Indiquez l'effectif au dernier jour du mois qui précède {mois:mois}.",
            etapes=reference.etapes,
            mois=reference.mois,
            releve_de=reference.releve_de,
            effectif=effectif,
        )
    if reference.douze_mois is None:
        return a_verifier(
            "Pour {mois:mois}, l'effectif est pris au dernier jour du mois précédent : {effectif} ; moins de"
            " douze mois sont connus.",
            lecture("dernier jour seul", Verdict.CONFORME, "L'effectif est {effectif}.", effectif=effectif),
            lecture(
                "moyenne des douze mois", Verdict.A_VERIFIER, "La moyenne, inconnue, peut être plus élevée."
            ),
            que_faire="Indiquez l'effectif des douze mois précédents, ou leur moyenne.",
            etapes=reference.etapes,
            mois=reference.mois,
            effectif=effectif,
        )
    return conforme(
        "Pour {mois:mois}, l'effectif de référence est {effectif}.",
        etapes=lambda: reference.etapes,
        mois=reference.mois,
        effectif=effectif,
    )


@regle(
    "L. 124-8-1",
    "R. 124-12-1",
    depuis="2018-12-27",
    gravite=Gravite.INFORMATION,
    delai=MOIS_DU_RESCRIT.a_la_date("conclue_le"),
)
def rescrit_sur_l_effectif(
    hors_champ: bool,
    accueil_en_france: bool,
    semaines_du_contingent: tuple[SemaineDuContingent, ...],
    *,
    delai: int,
) -> Constat:
    """L'organisme peut demander à l'administration comment se calcule son effectif.

    La demande n'est plus recevable une fois qu'un contrôle sur L. 124-8 a commencé.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("L'effectif de l'organisme d'accueil ne sert pas à ce stage.")
    if not any(s.douteuse for s in semaines_du_contingent):
        return sans_objet("Le calcul de l'effectif ne change rien au contingent de ce stage.")
    return conforme(
        "Le calcul de l'effectif décide du contingent : l'organisme peut le faire préciser par"
        " l'administration, qui répond dans les {delai} mois.",
        que_faire="Écrivez au directeur régional du travail dont relève le siège, avant tout contrôle.",
        delai=delai,
    )


def _respecte(semaines: tuple[SemaineDuContingent, ...], que_faire: str = "") -> Constat:
    if not semaines:
        return sans_objet("Le stage ne compte aucun jour dans l'organisme d'accueil.")
    pleine = min(semaines, key=lambda s: s.plafond_certain - s.presents)
    return conforme(
        "Le contingent est respecté : la semaine la plus chargée est celle du {lundi:date}, avec"
        " {stagiaires:stagiaires} pour un contingent de {plafond}.",
        que_faire=que_faire,
        etapes=lambda: pleine.etapes,
        lundi=pleine.semaine.lundi,
        stagiaires=pleine.presents,
        plafond=pleine.plafond_certain,
    )


def _juger(
    semaines: tuple[SemaineDuContingent, ...],
    organisme: OrganismeAccueil,
    arretes: tuple[ArretePfmp, ...],
    conclue_le: date,
) -> Constat:
    pire = max(
        semaines, key=lambda s: (s.depassement, s.presents - s.plafond_certain, -s.semaine.lundi.toordinal())
    )
    if not pire.depassement:
        return _douteux(pire, organisme)
    premier, dernier = semaines[0].semaine.lundi, semaines[-1].semaine.dimanche
    libre = premiere_semaine_libre(
        organisme.effectifs, organisme.stages, premier, dernier, conclue_le, arretes
    )
    return non_conforme(
        "La semaine du {lundi:date} compte {stagiaires} stagiaires, pour un contingent de {plafond}.",
        que_faire="Reportez le début au {libre_le:date}, ou renoncez à cet accueil.",
        etapes=(*pire.etapes, *libre.etapes),
        lundi=pire.semaine.lundi,
        stagiaires=pire.presents,
        plafond=pire.plafond,
        depassement=pire.depassement,
        libre_le=libre.jour,
    )


def _douteux(semaine: SemaineDuContingent, organisme: OrganismeAccueil) -> Constat:
    if not organisme.effectifs:
        que_faire = "Indiquez l'effectif de l'organisme d'accueil, mois par mois."
    elif semaine.anonymes:
        que_faire = "Indiquez le nom de chaque stagiaire : une personne ne compte qu'une fois."
    elif semaine.plafond_possible is None:
        que_faire = "Indiquez l'effectif au dernier jour de chacun des douze mois précédents."
    else:
        que_faire = "Retenez le contingent le plus bas, ou faites préciser le calcul par l'administration."
    return a_verifier(
        "La semaine du {lundi:date} compte {stagiaires} stagiaires ; selon la lecture, le contingent est"
        " respecté ou dépassé.",
        *_lectures(semaine),
        que_faire=que_faire,
        etapes=semaine.etapes,
        lundi=semaine.semaine.lundi,
        stagiaires=semaine.presents,
        plafond=semaine.plafond,
    )


def _lectures(semaine: SemaineDuContingent) -> list[LectureDuTexte]:
    lectures = []
    presents, certains = semaine.presents, semaine.presents - semaine.anonymes
    for plafond in semaine.plafonds:
        if presents <= plafond.au_moins:
            verdict = Verdict.CONFORME
        elif plafond.au_plus is not None and certains > plafond.au_plus:
            verdict = Verdict.NON_CONFORME
        else:
            verdict = Verdict.A_VERIFIER
        phrase = (
            "Le contingent est de {plafond}."
            if plafond.au_plus
            else "Le contingent est d'au moins {plafond}."
        )
        lectures.append(lecture(plafond.nom, verdict, phrase, plafond=plafond.au_moins))
    if semaine.anonymes:
        phrase = "Si chaque convention sans nom est celle d'une autre personne, ils sont {stagiaires}."
        verdict = Verdict.NON_CONFORME if presents > semaine.plafond else Verdict.CONFORME
        lectures.append(lecture("personnes différentes", verdict, phrase, stagiaires=presents))
    return lectures
