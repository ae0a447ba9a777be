"""Enseignant référent : L. 124-1, L. 124-2, D. 124-3 ; circulaire 2016-053 pour les PFMP."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.accueils import Charge, charge
from tripartite.droit.calendrier import UN_JOUR, Mois, Periode
from tripartite.droit.faits import EnseignantReferent, Etablissement
from tripartite.droit.langage import (
    AUCUN,
    Confiance,
    Constat,
    Gravite,
    Parametre,
    SerieLue,
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
    "Enseignant référent",
    ordre=75,
    lignes=("R13",),
    presentation="Qui suit le stagiaire dans l'établissement, et combien de stages il suit à la fois.",
)

REFERENT_MAX = Parametre(
    "stagiaires suivis simultanément par un enseignant référent",
    depuis("2014-12-01", 16, "D. 124-3 (décret 2014-1420), notice du ministère", Confiance.SECONDAIRE),
    depuis(
        "2017-12-01",
        24,
        "D. 124-3 ; ASH 3038 ; ministère du Travail, 9 janvier 2026",
        Confiance.SECONDAIRE,
        "le jour exact de décembre 2017 est à vérifier",
    ),
    unite="stagiaires",
    articles=("D. 124-3",),
)
REFERENT_ALERTE_PFMP = Parametre(
    "élèves en PFMP suivis simultanément, d'après la circulaire",
    depuis(
        "2016-03-29", 16, "circulaire 2016-053, citée par un guide scolaire de 2025", Confiance.SECONDAIRE
    ),
    unite="élèves",
    articles=("D. 124-3",),
)
PLUSIEURS = 2
DECEMBRE_2017 = Mois(2017, 12)
"""Le plafond passe de 16 à 24 ce mois-là ; le jour n'a pas été lu."""


@deduit()
def referent(etablissement: Etablissement) -> EnseignantReferent:
    """L'enseignant référent de la convention."""
    return etablissement.referent


@deduit()
def charge_du_referent_par_jour(referent: EnseignantReferent, periode: Periode) -> Charge:
    """Les stages que l'enseignant référent suit en même temps que celui-ci, celui-ci compris."""
    autres = [periode.intersection(Periode(s.debut, s.fin)) for s in referent.suivis]
    return charge([periode, *[p for p in autres if p]])


@regle("L. 124-1", "L. 124-2")
def referent_designe(hors_champ: bool, referent: EnseignantReferent) -> Constat:
    """L'établissement désigne un enseignant référent au sein de ses équipes pédagogiques."""
    if hors_champ:
        return sans_objet("L'enseignant référent de L. 124-2 ne concerne pas cette convention.")
    if not referent or not referent.nom:
        return non_conforme(
            "Aucun enseignant référent n'est désigné.",
            que_faire="Désignez un enseignant référent dans les équipes pédagogiques de l'établissement.",
        )
    return conforme("L'enseignant référent est désigné.")


@regle("L. 124-1", gravite=Gravite.INFORMATION)
def suivi_par_le_referent(hors_champ: bool, points_de_suivi: int, fin_effective: date, au: date) -> Constat:
    """Le référent s'assure auprès du tuteur, à plusieurs reprises, du bon déroulement du stage."""
    if hors_champ:
        return sans_objet("L'enseignant référent de L. 124-2 ne concerne pas cette convention.")
    if au <= fin_effective:
        return sans_objet("Le stage n'est pas terminé.")
    if points_de_suivi < PLUSIEURS:
        return non_conforme(
            "Pendant le stage, l'enseignant référent s'est assuré {n} fois auprès du tuteur de son bon "
            "déroulement : la loi le demande à plusieurs reprises.",
            que_faire="Faites le point avec le tuteur et le stagiaire, et gardez-en la trace.",
            n=points_de_suivi,
        )
    return conforme(
        "L'enseignant référent s'est assuré {n} fois auprès du tuteur du bon déroulement du stage.",
        n=points_de_suivi,
    )


@regle("L. 124-2", "D. 124-3", depuis="2014-12-01", plafond=REFERENT_MAX.chaque_mois())
def plafond_du_referent(
    hors_champ: bool, charge_du_referent_par_jour: Charge, *, plafond: SerieLue
) -> Constat:
    """Un enseignant référent ne suit pas plus de stagiaires à la fois que le plafond réglementaire.

    Le conseil de l'établissement peut fixer un nombre plus bas. On regarde chaque jour du stage. En décembre
    2017, le jour où le plafond change n'a pas été lu : le doute est montré.
    """
    if hors_champ:
        return sans_objet("L'enseignant référent de L. 124-2 ne concerne pas cette convention.")
    for debut, _, suivis in charge_du_referent_par_jour.tranches:
        if suivis > plafond[debut]:
            return non_conforme(
                "À partir du {jour:date}, l'enseignant référent suit {suivis} stages à la fois, au-delà de"
                " {plafond}.",
                que_faire="Désignez un autre enseignant référent.",
                etapes=[etape("Stages suivis", "{suivis}, celui-ci compris", suivis=suivis)],
                jour=debut,
                suivis=suivis,
                plafond=plafond[debut],
            )
        if Mois.de(debut) == DECEMBRE_2017 and suivis > (avant := plafond[debut.replace(day=1) - UN_JOUR]):
            return a_verifier(
                "En décembre 2017, l'enseignant référent suit {suivis} stages à la fois ; le plafond change"
                " ce mois-là.",
                lecture(
                    "avant le décret", Verdict.NON_CONFORME, "Le plafond est de {plafond}.", plafond=avant
                ),
                lecture(
                    "après le décret",
                    Verdict.CONFORME,
                    "Le plafond est de {plafond}.",
                    plafond=plafond[debut],
                ),
                que_faire="Vérifiez le jour d'entrée en vigueur du décret de décembre 2017.",
                jour=debut,
                suivis=suivis,
            )
    return conforme(
        "L'enseignant référent ne suit pas plus de {suivis} stages à la fois, celui-ci compris.",
        suivis=charge_du_referent_par_jour.pic,
    )


@regle("L. 124-2", gravite=Gravite.AVERTISSEMENT)
def nombre_fixe_par_le_conseil(
    hors_champ: bool, etablissement: Etablissement, charge_du_referent_par_jour: Charge
) -> Constat:
    """Le conseil de l'établissement fixe, sous le plafond, le nombre de stages par référent."""
    if hors_champ:
        return sans_objet("L'enseignant référent de L. 124-2 ne concerne pas cette convention.")
    nombre = etablissement.stages_par_referent
    if nombre is AUCUN:
        return sans_objet("Aucun nombre que le conseil de l'établissement aurait fixé n'est donné.")
    for debut, _, suivis in charge_du_referent_par_jour.tranches:
        if suivis > nombre:
            return non_conforme(
                "À partir du {jour:date}, l'enseignant référent suit {suivis} stages à la fois ; le conseil "
                "de l'établissement en permet {nombre}.",
                que_faire="Désignez un autre enseignant référent.",
                jour=debut,
                suivis=suivis,
                nombre=nombre,
            )
    return conforme(
        "L'enseignant référent suit {suivis} stages à la fois au plus ; le conseil de l'établissement "
        "en permet {nombre}.",
        suivis=charge_du_referent_par_jour.pic,
        nombre=nombre,
    )


@regle(
    "L. 124-2",
    "D. 124-3",
    depuis="2016-03-29",
    gravite=Gravite.AVERTISSEMENT,
    alerte=REFERENT_ALERTE_PFMP.a_la_date("conclue_le"),
    plafond=REFERENT_MAX.a_la_date("debut"),
)
def plafond_du_referent_en_pfmp(
    pfmp: bool, charge_du_referent_par_jour: Charge, *, alerte: int, plafond: int
) -> Constat:
    """En PFMP, la circulaire de 2016 ne relevait pas encore le nombre d'élèves suivis à la fois.

    La circulaire 2016-053 est plus ancienne que le décret de décembre 2017, présenté comme propre à
    l'enseignement supérieur : entre les deux nombres, le doute est montré.
    """
    if not pfmp:
        return sans_objet("La convention n'est pas celle d'une PFMP.")
    suivis = charge_du_referent_par_jour.pic
    if suivis <= alerte:
        return conforme("L'enseignant référent ne suit pas plus de {suivis} élèves à la fois.", suivis=suivis)
    if suivis > plafond:
        return sans_objet("Le plafond réglementaire est dépassé : voyez la règle qui lui est propre.")
    return a_verifier(
        "L'enseignant référent suit {suivis} élèves à la fois, entre les deux nombres des textes.",
        lecture(
            "circulaire 2016-053",
            Verdict.NON_CONFORME,
            "Pas plus de {alerte} élèves à la fois.",
            alerte=alerte,
        ),
        lecture(
            "D. 124-3, depuis décembre 2017",
            Verdict.CONFORME,
            "Pas plus de {plafond} à la fois.",
            plafond=plafond,
        ),
        que_faire="Demandez à l'autorité académique le nombre qu'elle retient pour les PFMP.",
        jour=charge_du_referent_par_jour.jour_du_pic,
        suivis=suivis,
    )
