"""Trimestres de retraite : CSS L. 351-17, D. 351-16 à D. 351-20."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.trimestres import (
    AGE_DE_LA_DEMANDE,
    ANNEES_APRES_LE_STAGE,
    DEUX_MOIS,
    OUVERTURE,
    TAUX_DU_TRIMESTRE,
    TRIMESTRES_AU_PLUS,
    a_l_euro,
    dernier_jour_de_la_demande,
    mensualite,
    prix_d_un_trimestre,
    prix_des_trimestres,
    trimestres_de,
)
from tripartite.droit.calendrier import ajouter_mois, dernier_jour_apres_mois
from tripartite.droit.faits import Degre, Etablissement, Formation, Gratification, StageVoisin, Stagiaire
from tripartite.droit.langage import (
    ETAT_DU_DROIT,
    Constat,
    Etape,
    Euros,
    Gravite,
    Minutes,
    Sujet,
    Taux,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_MENSUEL

__all__ = ["dernier_jour_de_la_demande", "prix_des_trimestres", "trimestres_de"]

SUJET = Sujet(
    "Trimestres de retraite",
    ordre=220,
    lignes=("R22",),
    presentation="Les trimestres qu'un stage gratifié permet de demander, leur prix, et jusqu'à quand.",
)

EN_LETTRES = ("aucun trimestre", "un trimestre", "deux trimestres")
OUVERT_LE = OUVERTURE.valeurs[0].valeur
AUCUN_TRIMESTRE = "Ce stage n'ouvre droit à aucun trimestre."


# --- Ce que l'on déduit ----------------------------------------------------------------------


@deduit()
def demande_de_trimestres_le(au: date) -> date:
    """Le jour de la demande : celui où l'on regarde, sinon celui de la relecture des textes."""
    return au if connu(au) else ETAT_DU_DROIT


@deduit()
def janvier_de_la_demande(demande_de_trimestres_le: date) -> date:
    """Le 1er janvier de l'année de la demande."""
    return demande_de_trimestres_le.replace(month=1, day=1)


@deduit()
def presence_pour_la_retraite(
    duree_retenue: Minutes,
    minutes_prevues: Minutes,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
) -> Minutes:
    """La durée du stage, et celle des autres stages de l'année dans l'organisme si elle peut compter."""
    duree = duree_retenue if connu(duree_retenue) else minutes_prevues
    if duree >= 2 * DEUX_MOIS:
        return duree
    return Minutes(duree + sum(stage.presence for stage in stages_de_l_annee_dans_l_organisme))


@deduit()
def sans_trimestre(
    hors_champ: bool,
    debut: date,
    formation: Formation,
    accueil_en_france: bool,
    gratification: Gratification,
) -> str:
    """Pourquoi le stage n'ouvre droit à aucun trimestre, sa durée mise à part ; vide s'il peut y ouvrir."""
    if hors_champ:
        return "Seul un stage de L. 124-1 ouvre droit à des trimestres."
    if debut < OUVERT_LE:
        return "Un stage commencé avant le 15 mars 2015 n'ouvre droit à aucun trimestre."
    if formation.auxiliaire_medical:
        return "Un stage d'auxiliaire médical ne donne pas lieu à la gratification de L. 124-6."
    if not accueil_en_france:
        return "La gratification de L. 124-6 ne lie pas un organisme établi à l'étranger : pas de trimestre."
    if not gratification.horaire:
        return "Le stage n'est pas gratifié : il n'ouvre droit à aucun trimestre."
    return ""


@deduit(maximum=TRIMESTRES_AU_PLUS.a_la_date("debut"))
def trimestres_de_stage(sans_trimestre: str, presence_pour_la_retraite: Minutes, *, maximum: int) -> int:
    """Les trimestres que l'on peut demander, comptés en présence."""
    return 0 if sans_trimestre else trimestres_de(presence_pour_la_retraite, maximum)


# --- Les règles ------------------------------------------------------------------------------


@regle(
    "CSS L. 351-17",
    "CSS L. 351-14-1",
    "CSS D. 351-16",
    depuis="2015-03-15",
    selon="debut",
    gravite=Gravite.INFORMATION,
    maximum=TRIMESTRES_AU_PLUS.a_la_date("debut"),
    ouverture=OUVERTURE.a_la_date("debut"),
)
def trimestres_ouverts(
    sans_trimestre: str,
    presence_pour_la_retraite: Minutes,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
    debut: date,
    fin_effective: date,
    etablissement: Etablissement,
    *,
    maximum: int,
    ouverture: date,
) -> Constat:
    """Un stage gratifié permet de demander un trimestre de retraite par période de deux mois.

    Le nombre est limité, tous stages confondus ; ces trimestres s'imputent sur ceux que l'on peut racheter
    pour ses études (L. 351-14-1, II). On compte les mois en présence (D. 124-6) ; les compter au calendrier
    est l'autre lecture.
    """
    if sans_trimestre:
        return sans_objet(sans_trimestre)
    presence = presence_pour_la_retraite
    trimestres = trimestres_de(presence, maximum)

    def etapes() -> list[Etape]:
        return [_etape_des_periodes(presence, maximum)]

    if not trimestres:
        return sans_objet(
            "Le stage n'atteint pas deux mois de présence dans l'organisme pendant l'année d'enseignement : "
            "{presence:heures} sur {periode:heures}.",
            etapes=etapes,
            presence=presence,
            periode=DEUX_MOIS,
        )
    if etablissement.degre == Degre.SECONDAIRE:
        return a_verifier(
            "Le texte parle des étudiants ; le stagiaire relève de l'enseignement secondaire.",
            lecture("étudiants seuls", Verdict.SANS_OBJET, AUCUN_TRIMESTRE),
            lecture(
                "tout stage de L. 124-1",
                Verdict.CONFORME,
                "Le stage ouvre droit à demander {combien}.",
                combien=EN_LETTRES[trimestres],
            ),
            que_faire="Interrogez votre caisse de retraite avant de compter sur ces trimestres.",
            etapes=etapes,
            trimestres=trimestres,
        )
    if debut == ouverture:
        return a_verifier(
            "Le stage commence le {debut:date}, jour de la publication du décret.",
            lecture("à partir de ce jour", Verdict.CONFORME, "Le stage ouvre droit à des trimestres."),
            lecture("après ce jour", Verdict.SANS_OBJET, AUCUN_TRIMESTRE),
            que_faire="Interrogez votre caisse de retraite.",
            etapes=etapes,
            debut=debut,
        )
    if presence == DEUX_MOIS:
        return a_verifier(
            "La présence est d'exactement {presence:heures} : assez pour un trimestre, mais la gratification "
            "n'est obligatoire qu'au-delà.",
            lecture("la période suffit", Verdict.CONFORME, "Le stage ouvre droit à demander un trimestre."),
            lecture("la gratification doit être celle de L. 124-6", Verdict.SANS_OBJET, AUCUN_TRIMESTRE),
            que_faire="Interrogez votre caisse de retraite, convention et attestation de stage en main.",
            etapes=etapes,
            presence=presence,
        )
    au_calendrier = _trimestres_au_calendrier(debut, fin_effective, maximum)
    combien, autrement = EN_LETTRES[trimestres], EN_LETTRES[au_calendrier]
    if not stages_de_l_annee_dans_l_organisme and au_calendrier != trimestres:
        return a_verifier(
            "Une présence de {presence:heures} fait {combien} ; les dates du stage font {autrement}.",
            lecture("en mois de présence", Verdict.CONFORME, "Le stage ouvre droit à {n}.", n=combien),
            lecture("en mois du calendrier", Verdict.CONFORME, "Le stage ouvre droit à {n}.", n=autrement),
            que_faire="Comptez sur {combien}, et interrogez votre caisse de retraite sur l'autre lecture.",
            etapes=etapes,
            presence=presence,
            trimestres=trimestres,
            au_calendrier=au_calendrier,
            combien=combien,
            autrement=autrement,
        )
    return conforme(
        "Le stage ouvre droit à demander {combien}, pour le seul taux de la pension, dans la limite de "
        "{limite} pour tous les stages.",
        que_faire="Gardez la convention et l'attestation de stage : la demande les exige.",
        etapes=etapes,
        trimestres=trimestres,
        combien=combien,
        limite=EN_LETTRES[maximum],
    )


def _etape_des_periodes(presence: Minutes, maximum: int) -> Etape:
    return etape(
        "Périodes de deux mois",
        "{presence:heures} ÷ {periode:heures} : {trimestres}, {maximum} au plus",
        presence=presence,
        periode=DEUX_MOIS,
        trimestres=presence // DEUX_MOIS,
        maximum=maximum,
    )


def _trimestres_au_calendrier(debut: date, fin: date, maximum: int) -> int:
    for n in range(maximum, 0, -1):
        if dernier_jour_apres_mois(debut, 2 * n) <= fin:
            return n
    return 0


@regle(
    "CSS D. 351-16",
    "CSS D. 351-17",
    depuis="2023-09-01",
    selon="demande_de_trimestres_le",
    gravite=Gravite.INFORMATION,
    age=AGE_DE_LA_DEMANDE.a_la_date("demande_de_trimestres_le"),
)
def demande_de_trimestres(
    trimestres_de_stage: int, stagiaire: Stagiaire, demande_de_trimestres_le: date, *, age: int
) -> Constat:
    """La demande se fait avant la fin de l'année où l'on atteint l'âge limite."""
    if not trimestres_de_stage:
        return sans_objet(AUCUN_TRIMESTRE)
    naissance = stagiaire.naissance
    dernier = dernier_jour_de_la_demande(naissance, age)

    def etapes() -> list[Etape]:
        calcul = "31 décembre de {naissance} + {age:ans}"
        return [etape("Dernier jour", calcul, naissance=str(naissance.year), age=age)]

    if demande_de_trimestres_le > dernier:
        return sans_objet(
            "La demande n'est plus recevable : elle devait être faite le {dernier:date} au plus tard.",
            etapes=etapes,
            dernier=dernier,
        )
    return conforme(
        "La demande peut être faite jusqu'au {dernier:date}.",
        que_faire="Joignez la convention et l'attestation de stage ; deux mois de silence valent refus.",
        etapes=etapes,
        dernier=dernier,
    )


@regle(
    "CSS D. 351-16",
    depuis="2015-03-15",
    jusqu_au="2023-08-31",
    selon="demande_de_trimestres_le",
    gravite=Gravite.INFORMATION,
    annees=ANNEES_APRES_LE_STAGE.a_la_date("demande_de_trimestres_le"),
)
def demande_de_trimestres_avant_septembre_2023(
    trimestres_de_stage: int, fin_effective: date, demande_de_trimestres_le: date, *, annees: int
) -> Constat:
    """La demande se fait dans les deux ans qui suivent la fin du stage."""
    if not trimestres_de_stage:
        return sans_objet(AUCUN_TRIMESTRE)
    dernier = ajouter_mois(fin_effective, 12 * annees)
    etapes = [
        etape(
            "Dernier jour",
            "{fin:jour} + {annees:ans} = {dernier:jour}",
            fin=fin_effective,
            annees=annees,
            dernier=dernier,
        )
    ]
    if demande_de_trimestres_le > dernier:
        return sans_objet(
            "La demande n'était plus recevable après le {dernier:date} ; depuis le 1er septembre 2023, le "
            "délai se compte sur l'âge.",
            etapes=etapes,
            dernier=dernier,
        )
    return conforme("La demande pouvait être faite jusqu'au {dernier:date}.", etapes=etapes, dernier=dernier)


@regle(
    "CSS D. 351-18",
    "CSS D. 351-19",
    depuis="2015-03-15",
    selon="demande_de_trimestres_le",
    gravite=Gravite.INFORMATION,
    taux=TAUX_DU_TRIMESTRE.a_la_date("demande_de_trimestres_le"),
    plafond=PLAFOND_MENSUEL.a_la_date("janvier_de_la_demande"),
)
def prix_du_trimestre(
    trimestres_de_stage: int, demande_de_trimestres_le: date, *, taux: Taux, plafond: int
) -> Constat:
    """Un trimestre coûte une part du plafond mensuel de l'année de la demande.

    Le paiement peut s'étaler en mensualités, sur un an ou deux.
    """
    if not trimestres_de_stage:
        return sans_objet(AUCUN_TRIMESTRE)
    annee, n = demande_de_trimestres_le.year, trimestres_de_stage
    unitaire = prix_d_un_trimestre(taux, plafond)
    total = Euros(unitaire * n)
    return conforme(
        "Demandé en {annee}, un trimestre coûte {unitaire:euros} ; ce stage ouvre droit à {combien}, soit "
        "{total:euros}, à payer en une fois, en douze mensualités de {douze:euros} ou en vingt-quatre de "
        "{vingt_quatre:euros}.",
        que_faire="Demandez tôt : le prix suit le plafond de l'année de la demande.",
        etapes=lambda: prix_des_trimestres(annee, n, plafond=plafond, taux=taux).etapes,
        annee=str(annee),
        n=n,
        combien=EN_LETTRES[n],
        total=total,
        unitaire=unitaire,
        affiche=a_l_euro(unitaire),
        douze=mensualite(total, 12),
        vingt_quatre=mensualite(total, 24),
    )


@regle("CSS L. 351-17", "CSS D. 351-20", depuis="2015-03-15", selon="debut", gravite=Gravite.INFORMATION)
def annee_du_trimestre(trimestres_de_stage: int, debut: date, fin_effective: date) -> Constat:
    """Le trimestre se porte sur l'année civile du stage, au choix si elles sont deux.

    Quatre trimestres au plus par an, tous régimes confondus ; ce qui dépasse est remboursé sur demande.
    """
    if not trimestres_de_stage:
        return sans_objet(AUCUN_TRIMESTRE)
    if debut.year == fin_effective.year:
        return conforme("Le trimestre se porte sur {annee}.", annee=str(debut.year))
    return conforme(
        "Le stage touche deux années civiles : le trimestre se porte sur {premiere} ou {seconde}, au choix.",
        que_faire="Choisissez l'année où vous avez moins de quatre trimestres, tous régimes confondus.",
        premiere=str(debut.year),
        seconde=str(fin_effective.year),
    )
