"""Embauche après le stage : C. trav. L. 1221-24 ; période d'essai, L. 1221-19 et L. 1221-21."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tripartite.droit.calendrier import (
    MOIS_DE_STAGE,
    UN_JOUR,
    Periode,
    ajouter_mois,
    dernier_jour_apres_mois,
    mois_entiers,
)
from tripartite.droit.faits import Categorie, Embauche, Formation
from tripartite.droit.langage import (
    Aucun,
    Confiance,
    Constat,
    Etape,
    Gravite,
    LectureDuTexte,
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
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Embauche après le stage",
    ordre=250,
    lignes=("R27",),
    presentation="Ce que le stage retire à la période d'essai, et ce qu'il ajoute à l'ancienneté.",
)

FENETRE = Parametre(
    "délai d'embauche après le stage pour le déduire de l'essai",
    depuis("2011-07-30", 3, "C. trav. L. 1221-24 (loi 2011-893)", Confiance.MEMOIRE),
    depuis("2014-07-12", 3, "C. trav. L. 1221-24"),
    unite="mois",
    articles=("C. trav. L. 1221-24",),
)
PART_DEDUITE = Parametre(
    "part de l'essai que le stage peut ôter quand l'emploi ne correspond pas",
    depuis("2011-07-30", "0.5", "C. trav. L. 1221-24 (loi 2011-893)", Confiance.MEMOIRE),
    depuis("2014-07-12", "0.5", "C. trav. L. 1221-24"),
    unite="de la période d'essai",
    articles=("C. trav. L. 1221-24",),
)
ANCIENNETE = Parametre(
    "durée du stage au-delà de laquelle il compte dans l'ancienneté",
    depuis("2014-07-12", 2 * MOIS_DE_STAGE, "C. trav. L. 1221-24, renvoyant à L. 124-6 ; D. 124-6"),
    unite="minutes",
    articles=("C. trav. L. 1221-24", "D. 124-6"),
)
ESSAI_MAX: Mapping[Categorie, Parametre] = {
    categorie: Parametre(
        f"durée maximale de l'essai, {categorie.value}",
        depuis("2008-06-27", mois, "C. trav. L. 1221-19"),
        unite="mois",
        articles=("C. trav. L. 1221-19",),
    )
    for categorie, mois in ((Categorie.OUVRIER_EMPLOYE, 2), (Categorie.TECHNICIEN, 3), (Categorie.CADRE, 4))
}
"""Renouvellement compris, le double (L. 1221-21) : quatre, six et huit mois."""


# --- La période d'essai --------------------------------------------------------------------------


class EssaiApresStage(NamedTuple):
    """Ce qui reste de la période d'essai une fois le stage déduit.

    Attributes:
        dernier_jour: le dernier jour de l'essai ; `None` s'il n'en reste rien.
        jours: les jours qui restent ; `jours_deduits` ceux que le stage ôte, sur `jours_prevus`.
        mois: les mois qui restent, quand tout se compte en mois entiers ; sinon `None`.
        etapes: les lignes du calcul.
    """

    dernier_jour: date | None
    jours: int
    jours_deduits: int
    jours_prevus: int
    mois: int | None
    etapes: tuple[Etape, ...]


def essai_apres_stage(
    embauche_le: date,
    essai: int,
    stage: Periode,
    en_correspondance: bool,
    part: Decimal = Decimal("0.5"),
) -> EssaiApresStage:
    """La période d'essai, le stage déduit (C. trav. L. 1221-24).

    Args:
        embauche_le: le premier jour du contrat.
        essai: la période d'essai prévue, en mois.
        stage: ses dates réelles.
        en_correspondance: l'emploi correspond aux activités du stage ; alors la déduction est entière.
        part: sinon, la part de l'essai que la déduction ne dépasse pas.

    Les conditions (dernière année d'études, embauche dans les trois mois) ne sont pas vérifiées ici. Compté
    en mois quand le stage fait des mois entiers, sinon en jours du calendrier, sans ôter plus que la part.

    >>> stage = Periode(date(2026, 3, 2), date(2026, 6, 1))
    >>> essai_apres_stage(date(2026, 6, 2), 6, stage, en_correspondance=True).mois
    3
    """
    fin_prevue = dernier_jour_apres_mois(embauche_le, essai)
    prevus = Periode(embauche_le, fin_prevue).nombre_de_jours
    mois_de_stage = mois_entiers(*stage)
    limite = Decimal(essai) if en_correspondance else essai * part
    mois_deduits = min(Decimal(mois_de_stage or 0), limite)
    reste: int | None = None
    if mois_de_stage and mois_deduits == int(mois_deduits):
        reste = essai - int(mois_deduits)
        fin = dernier_jour_apres_mois(embauche_le, reste) if reste else None
        jours = Periode(embauche_le, fin).nombre_de_jours if fin else 0
        duree = etape("Durée du stage", "{mois:mois}", mois=mois_de_stage)
    else:
        au_plus = prevus if en_correspondance else int(prevus * part)
        jours = prevus - min(stage.nombre_de_jours, au_plus)
        fin = embauche_le + timedelta(days=jours - 1) if jours else None
        duree = etape("Durée du stage", "{jours:jours}", jours=stage.nombre_de_jours)
    lignes = (
        etape("Essai prévu", "{mois:mois}, soit {jours:jours}", mois=essai, jours=prevus),
        duree,
        etape("Déduction", "{jours:jours}", jours=prevus - jours),
        etape(
            "Essai restant",
            "{prevus:jours} − {deduits:jours} = {reste:jours}",
            prevus=prevus,
            deduits=prevus - jours,
            reste=jours,
        ),
    )
    return EssaiApresStage(fin, jours, prevus - jours, prevus, reste, lignes)


def essai_maximal(categorie: Categorie, jour: date, renouvele: bool = False) -> int:
    """La durée maximale de l'essai, en mois (L. 1221-19), ou renouvellement compris (L. 1221-21).

    >>> [essai_maximal(Categorie.CADRE, date(2026, 9, 1), renouvele) for renouvele in (False, True)]
    [4, 8]
    """
    maximum = next(serie for nom, serie in ESSAI_MAX.items() if nom == categorie)
    return maximum.au(jour).valeur * (2 if renouvele else 1)


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit()
def jour_de_l_embauche(embauche: Embauche | Aucun, fin_effective: date) -> date:
    """Le jour de l'embauche ; sans embauche, le lendemain du stage, pour dater la règle."""
    return embauche.le if embauche else fin_effective + UN_JOUR


# --- Les règles ----------------------------------------------------------------------------------

PAS_D_EMBAUCHE = "Le stagiaire n'est pas embauché par l'organisme d'accueil."


@regle(
    "C. trav. L. 1221-24",
    selon="jour_de_l_embauche",
    gravite=Gravite.INFORMATION,
    fenetre=FENETRE.a_la_date("jour_de_l_embauche"),
    part=PART_DEDUITE.a_la_date("jour_de_l_embauche"),
)
def essai_reduit(
    hors_champ: bool,
    embauche: Embauche | Aucun,
    formation: Formation,
    periode: Periode,
    *,
    fenetre: int,
    part: Decimal,
) -> Constat:
    """Le stage de dernière année se déduit de la période d'essai, si l'embauche suit dans les trois mois.

    En entier si l'emploi correspond aux activités du stage ; sinon, sans réduire l'essai de plus de la
    moitié, sauf accord collectif plus favorable.
    """
    obstacle = _obstacle(hors_champ, embauche, formation, periode, fenetre)
    if obstacle or not embauche:
        return obstacle or sans_objet(PAS_D_EMBAUCHE)
    apres = essai_apres_stage(embauche.le, embauche.essai, periode, embauche.en_correspondance, part)
    return conforme(
        "Le stage ôte {deduits:jours} à la période d'essai : il reste {reste:jours}.",
        que_faire="Écrivez au contrat l'essai ainsi réduit ; un accord collectif peut être plus favorable.",
        etapes=apres.etapes,
        **_restes(apres),
    )


@regle(
    "C. trav. L. 1221-24",
    depuis="2011-07-30",
    jusqu_au="2014-07-11",
    selon="jour_de_l_embauche",
    gravite=Gravite.INFORMATION,
    fenetre=FENETRE.a_la_date("jour_de_l_embauche"),
    part=PART_DEDUITE.a_la_date("jour_de_l_embauche"),
)
def essai_reduit_ancien(
    hors_champ: bool,
    embauche: Embauche | Aucun,
    formation: Formation,
    periode: Periode,
    *,
    fenetre: int,
    part: Decimal,
) -> Constat:
    """Le stage se déduisait déjà de la période d'essai (loi du 28 juillet 2011, texte cité de mémoire)."""
    obstacle = _obstacle(hors_champ, embauche, formation, periode, fenetre)
    if obstacle or not embauche:
        return obstacle or sans_objet(PAS_D_EMBAUCHE)
    apres = essai_apres_stage(embauche.le, embauche.essai, periode, embauche.en_correspondance, part)
    return a_verifier(
        "D'après le texte de 2011, cité de mémoire, il resterait {reste:jours} d'essai.",
        lecture("texte de 2011, de mémoire", Verdict.CONFORME, "Il reste {reste:jours}.", reste=apres.jours),
        que_faire="Relisez l'article L. 1221-24 dans sa version du 30 juillet 2011.",
        etapes=apres.etapes,
        **_restes(apres),
    )


@regle(
    "C. trav. L. 1221-24",
    depuis="2008-06-27",
    jusqu_au="2011-07-29",
    selon="jour_de_l_embauche",
    gravite=Gravite.INFORMATION,
)
def essai_reduit_de_2008(hors_champ: bool, embauche: Embauche | Aucun) -> Constat:
    """Le stage de dernière année se déduisait de l'essai à son issue (texte de 2008, cité de mémoire)."""
    if hors_champ or not embauche:
        return sans_objet(PAS_D_EMBAUCHE)
    return a_verifier(
        "Le texte de 2008 déduisait le stage de l'essai, sans le délai de trois mois ; il n'a pas été lu.",
        que_faire="Relisez l'article L. 1221-24 dans sa version du 27 juin 2008.",
    )


@regle(
    "C. trav. L. 1221-24",
    "L. 124-6",
    "D. 124-6",
    selon="jour_de_l_embauche",
    gravite=Gravite.INFORMATION,
    seuil=ANCIENNETE.a_la_date("jour_de_l_embauche"),
)
def anciennete_reprise(
    hors_champ: bool,
    embauche: Embauche | Aucun,
    fin_effective: date,
    minutes_prevues: Minutes,
    duree_retenue: Minutes,
    *,
    seuil: Minutes,
) -> Constat:
    """Le stage de plus de deux mois compte dans l'ancienneté, si l'embauche le suit."""
    if hors_champ or not embauche:
        return sans_objet(PAS_D_EMBAUCHE)
    if embauche.le <= fin_effective:
        return _avant_la_fin(embauche)
    if (minutes_prevues > seuil) != (duree_retenue > seuil):
        return a_verifier(
            "La durée prévue et la durée faite du stage ne sont pas du même côté de deux mois.",
            _duree("durée prévue", minutes_prevues, seuil),
            _duree("durée faite", duree_retenue, seuil),
            que_faire="Retenez la lecture la plus favorable à la personne embauchée.",
            prevue=minutes_prevues,
            faite=duree_retenue,
        )
    if duree_retenue <= seuil:
        return sans_objet(
            "Le stage a duré {duree:heures}, pas plus de deux mois : il ne compte pas dans l'ancienneté.",
            duree=duree_retenue,
        )
    if embauche.le > fin_effective + UN_JOUR:
        return a_verifier(
            "L'embauche ne suit pas le stage au lendemain : le texte dit « à l'issue » du stage.",
            lecture(
                "au lendemain seulement", Verdict.SANS_OBJET, "Le stage ne compte pas dans l'ancienneté."
            ),
            lecture("peu après", Verdict.CONFORME, "Le stage compte dans l'ancienneté."),
            que_faire="Convenez par écrit de la reprise de l'ancienneté.",
            le=embauche.le,
            fin=fin_effective,
        )
    return conforme(
        "Le stage de {duree:heures} compte dans l'ancienneté : l'embauche le suit dès le lendemain.",
        duree=duree_retenue,
        le=embauche.le,
    )


@regle(
    "C. trav. L. 1221-19",
    "C. trav. L. 1221-21",
    depuis="2008-06-27",
    selon="jour_de_l_embauche",
    gravite=Gravite.AVERTISSEMENT,
)
def essai_maximal_respecte(hors_champ: bool, embauche: Embauche | Aucun) -> Constat:
    """La période d'essai ne dépasse pas la durée maximale de la catégorie."""
    if hors_champ or not embauche:
        return sans_objet(PAS_D_EMBAUCHE)
    essai = embauche.essai
    if not essai:
        return sans_objet("Aucune période d'essai n'est prévue.")
    maximum = essai_maximal(embauche.categorie, embauche.le)
    if essai <= maximum:
        return conforme("L'essai de {essai:mois} tient dans {maximum:mois}.", essai=essai, maximum=maximum)
    renouvele = essai_maximal(embauche.categorie, embauche.le, renouvele=True)
    return a_verifier(
        "L'essai de {essai:mois} dépasse {maximum:mois}, durée maximale avant renouvellement.",
        lecture("sans renouvellement", Verdict.NON_CONFORME, "Au plus {maximum:mois}.", maximum=maximum),
        lecture(
            "renouvellement compris",
            Verdict.CONFORME if essai <= renouvele else Verdict.NON_CONFORME,
            "Au plus {renouvele:mois}.",
            renouvele=renouvele,
        ),
        que_faire="Ramenez l'essai à {maximum:mois}, ou vérifiez l'accord de branche qui permet davantage.",
        essai=essai,
        maximum=maximum,
        renouvele=renouvele,
    )


def _duree(nom: str, duree: Minutes, seuil: Minutes) -> LectureDuTexte:
    if duree > seuil:
        return lecture(nom, Verdict.CONFORME, "{duree:heures} : le stage compte.", duree=duree)
    return lecture(nom, Verdict.SANS_OBJET, "{duree:heures} : le stage ne compte pas.", duree=duree)


def _obstacle(
    hors_champ: bool, embauche: Embauche | Aucun, formation: Formation, periode: Periode, fenetre: int
) -> Constat | None:
    """Ce qui empêche de déduire le stage, s'il y a quelque chose."""
    if hors_champ or not embauche:
        return sans_objet(PAS_D_EMBAUCHE)
    if embauche.le <= periode.fin:
        return _avant_la_fin(embauche)
    dernier = ajouter_mois(periode.fin, fenetre)
    if embauche.le > dernier:
        return sans_objet(
            "L'embauche vient après le {dernier:date} : le stage ne se déduit plus de l'essai.",
            dernier=dernier,
        )
    if not formation.derniere_annee:
        return sans_objet(
            "Le stage n'est pas de la dernière année d'études : il ne se déduit pas de l'essai."
        )
    if not embauche.essai:
        return sans_objet("Aucune période d'essai n'est prévue.")
    return None


def _avant_la_fin(embauche: Embauche) -> Constat:
    return a_verifier(
        "L'embauche du {le:date} précède la fin du stage.",
        que_faire="Corrigez la date d'embauche, ou indiquez la rupture du stage.",
        le=embauche.le,
    )


def _restes(apres: EssaiApresStage) -> dict[str, Any]:
    restes = {"deduits": apres.jours_deduits, "reste": apres.jours, "dernier_jour": apres.dernier_jour}
    return {nom: valeur for nom, valeur in restes.items() if valeur is not None}
