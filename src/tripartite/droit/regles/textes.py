"""Textes cités par la convention, notions périmées, droit de demain et droit d'avant : R28, R29."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter

from tripartite.droit.articles import CitationTrouvee, citations, porte_un_numero_mort
from tripartite.droit.faits import Clauses
from tripartite.droit.langage import (
    DEBUT_DU_DROIT_CONNU,
    ETAT_DU_DROIT,
    HORIZON_DES_TEXTES,
    Constat,
    Gravite,
    Phrase,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    non_conforme,
    phrase,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, PLAFOND_MENSUEL, SMIC_HORAIRE

SUJET = Sujet(
    "Textes cités et droit de demain",
    ordre=290,
    lignes=("R28", "R29"),
    presentation="Les citations mortes, les notions périmées, ce que l'on ne sait pas encore.",
)

AVERTISSEMENT, INFORMATION = Gravite.AVERTISSEMENT, Gravite.INFORMATION

# Écrits comme on les trouve dans les conventions ; comparés sans égard à la casse.
REGIME_ETUDIANT = (
    r"(?i)r[ée]gime\s+(?:de\s+s[ée]curit[ée]\s+sociale\s+)?(?:des\s+)?[ée]tudiants?\b|"
    r"s[ée]curit[ée]\s+sociale\s+(?:des\s+)?[ée]tudiante?s?\b"
)
COMITE_D_ENTREPRISE = r"(?i)comit[ée]s?\s+d['’]entreprise"
RETRAITE = r"(?i)retraite|trimestre|L\.?\s*351-17|D\.?\s*351-1[6-9]"
FIN_DU_REGIME_ETUDIANT = date(2019, 9, 1)
DEUX_ANS = r"(?i)\b(?:deux|2)\s+ans\b"
LIBELLES_DES_CLAUSES = tuple(champ.metadata["libelle"] for champ in fields(Clauses))
lire_les_clauses = attrgetter(*(champ.name for champ in fields(Clauses)))


# --- Ce que l'on lit de la convention --------------------------------------------------------------


@deduit()
def clauses_ecrites(clauses: Clauses) -> Mapping[str, str]:
    """Le texte de chaque clause que l'on connaît, par ce qu'elle règle ; les clauses vides n'y sont pas."""
    textes = zip(LIBELLES_DES_CLAUSES, lire_les_clauses(clauses), strict=True)
    return {libelle: texte for libelle, texte in textes if connu(texte) and texte}


@deduit()
def clauses_toutes_connues(clauses: Clauses) -> bool:
    """Dit que toutes les clauses sont connues ; s'en servir demande la première qui ne l'est pas."""
    return all(texte or True for texte in lire_les_clauses(clauses))


@deduit()
def clauses_lues_d_un_trait(clauses_ecrites: Mapping[str, str]) -> str:
    """Toutes les clauses à la suite : une recherche y écarte d'un coup ce qu'aucune ne dit."""
    return "\n".join(clauses_ecrites.values())


def _trouver(clauses: Mapping[str, str], d_un_trait: str, indice: str, motif: str) -> list[Phrase]:
    """Les mots que le motif trouve, avec leur clause ; l'indice, sans accent, écarte vite le reste."""
    capitales = indice.upper()
    if indice not in d_un_trait and capitales not in d_un_trait:
        return []
    trouves = [
        (libelle, re.search(motif, texte))
        for libelle, texte in clauses.items()
        if indice in texte or capitales in texte
    ]
    return [
        phrase("« {mots} » ({clause})", mots=trouve[0], clause=libelle)
        for libelle, trouve in trouves
        if trouve
    ]


# --- Les citations et les notions ------------------------------------------------------------------


@regle("L. 124-1", "D. 124-4", gravite=AVERTISSEMENT)
def citations_en_vigueur(
    clauses_ecrites: Mapping[str, str],
    clauses_lues_d_un_trait: str,
    clauses_toutes_connues: bool,
    conclue_le: date,
) -> Constat:
    """La convention cite des textes en vigueur le jour où elle est conclue."""
    mortes: list[tuple[str, CitationTrouvee]] = []
    if clauses_lues_d_un_trait and porte_un_numero_mort(clauses_lues_d_un_trait):
        mortes = [
            (libelle, c) for libelle, texte in clauses_ecrites.items() for c in citations(texte, conclue_le)
        ]
    if not mortes and clauses_toutes_connues:
        return conforme("Aucune clause ne cite un texte abrogé.")
    etapes = [
        etape(
            "{clause:majuscule}",
            "« {cite} » a cessé le {fin:jour} : {remplacant}",
            clause=libelle,
            cite=c.texte,
            fin=c.article.jusqu_au,
            remplacant=phrase(
                "citez {article} ({objet})", article=c.remplacement.reference, objet=c.remplacement.objet
            )
            if c.remplacement
            else phrase("retirez-le"),
        )
        for libelle, c in mortes
    ]
    cites = list(dict.fromkeys(c.texte for _, c in mortes))
    remplacants = list(dict.fromkeys(c.remplacement.reference for _, c in mortes if c.remplacement))
    return non_conforme(
        "La convention cite des textes qui n'étaient plus en vigueur : {cites:liste}.",
        que_faire="Citez à leur place : {remplacants:liste}." if remplacants else "Retirez ces citations.",
        etapes=etapes,
        cites=cites,
        remplacants=remplacants,
    )


@regle("CSS L. 351-17", "CSS D. 351-16", depuis="2023-09-01", gravite=AVERTISSEMENT)
def delai_de_retraite_perime(
    clauses_ecrites: Mapping[str, str], clauses_lues_d_un_trait: str, clauses: Clauses
) -> Constat:
    """La demande de trimestres de retraite ne se fait plus dans les deux ans de la fin du stage.

    Le modèle d'attestation de l'arrêté du 29 décembre 2014 l'annonce encore.
    """
    suspectes = clauses_ecrites if "ans" in clauses_lues_d_un_trait else {}
    for libelle, texte in suspectes.items():
        if "ans" in texte and re.search(DEUX_ANS, texte) and re.search(RETRAITE, texte):
            return non_conforme(
                "Deux ans pour demander des trimestres de retraite, annonce la convention ({clause}) : "
                "ce délai n'existe plus.",
                que_faire="Écrivez : au plus tard le 31 décembre de l'année du trentième anniversaire.",
                clause=libelle,
            )
    if not clauses.attestation:
        return sans_objet("La convention n'a pas de clause sur l'attestation.")
    return conforme("La clause sur l'attestation n'annonce pas l'ancien délai de deux ans.")


@regle("loi 2018-166", depuis="2018-09-01", gravite=AVERTISSEMENT)
def regime_etudiant_perime(
    clauses_ecrites: Mapping[str, str], clauses_lues_d_un_trait: str, clauses: Clauses, debut: date
) -> Constat:
    """Les étudiants n'ont plus de régime de sécurité sociale à part.

    Loi du 8 mars 2018, art. 11 : les nouveaux étudiants le 1er septembre 2018, tous le 1er septembre 2019.
    """
    trouvees = _trouver(clauses_ecrites, clauses_lues_d_un_trait, "tudiant", REGIME_ETUDIANT)
    que_faire = "Écrivez que le stagiaire garde son régime de sécurité sociale."
    if trouvees and debut < FIN_DU_REGIME_ETUDIANT:
        return a_verifier(
            "La convention invoque le régime de sécurité sociale des étudiants : {trouvees:liste}.",
            lecture(
                "étudiant inscrit avant la rentrée 2018",
                Verdict.CONFORME,
                "Il y reste jusqu'au 31 août 2019.",
            ),
            lecture("nouvel étudiant", Verdict.NON_CONFORME, "Il relève du régime général."),
            que_faire=que_faire,
            trouvees=trouvees,
        )
    if trouvees:
        return non_conforme(
            "La convention invoque le régime de sécurité sociale des étudiants, supprimé : {trouvees:liste}.",
            que_faire=que_faire,
            trouvees=trouvees,
        )
    if not clauses.protection_sociale:
        return sans_objet("La convention n'a pas de clause sur la protection sociale.")
    return conforme("La convention n'invoque pas le régime des étudiants.")


@regle("C. trav. L. 2312-78", depuis="2020-01-01", gravite=AVERTISSEMENT)
def comite_d_entreprise_perime(
    clauses_ecrites: Mapping[str, str], clauses_lues_d_un_trait: str, clauses: Clauses
) -> Constat:
    """Le comité social et économique a remplacé le comité d'entreprise."""
    trouvees = _trouver(clauses_ecrites, clauses_lues_d_un_trait, "ntreprise", COMITE_D_ENTREPRISE)
    if trouvees:
        return a_verifier(
            "La convention nomme une institution remplacée : {trouvees:liste}.",
            lecture(
                "organisme de droit privé",
                Verdict.NON_CONFORME,
                "Le comité social et économique l'a remplacée.",
            ),
            lecture("autre organisme", Verdict.CONFORME, "L'instance peut porter un autre nom."),
            que_faire="Nommez le comité social et économique.",
            trouvees=trouvees,
        )
    if not clauses.avantages:
        return sans_objet("La convention n'a pas de clause sur les avantages.")
    return conforme("La convention ne nomme aucune institution remplacée.")


# --- Le droit d'avant et de demain -----------------------------------------------------------------


@regle("décret 2008-96", depuis="0001-01-01", jusqu_au="2008-01-31", gravite=AVERTISSEMENT)
def droit_anterieur_inconnu() -> Constat:
    """Le droit des conventions conclues avant février 2008 n'est pas écrit ici."""
    return a_verifier(
        "Le droit des stages n'est écrit ici qu'à partir du {connu_depuis:jour}.",
        que_faire="Cherchez le droit du jour de la conclusion dans les textes d'alors.",
        connu_depuis=DEBUT_DU_DROIT_CONNU,
    )


@regle("L. 124-1", gravite=AVERTISSEMENT)
def textes_connus_jusqu_au_bout(conclue_le: date, debut: date, fin: date) -> Constat:
    """Les textes sont connus pour toute la durée du stage."""
    dernier = max(conclue_le, debut, fin)
    etapes = [
        etape(
            "Textes",
            "relus le {relus:jour}, connus jusqu'au {horizon:jour} ; stage jusqu'au {dernier:jour}",
            relus=ETAT_DU_DROIT,
            horizon=HORIZON_DES_TEXTES,
            dernier=dernier,
        )
    ]
    if dernier <= HORIZON_DES_TEXTES:
        return conforme(
            "Les textes sont connus jusqu'à la fin du stage.", etapes=etapes, horizon=HORIZON_DES_TEXTES
        )
    return a_verifier(
        "Le stage va jusqu'au {dernier:jour} ; les textes ne sont connus que jusqu'au {horizon:jour}.",
        que_faire="Relisez la convention au droit du jour, après le {horizon:jour}.",
        etapes=etapes,
        dernier=dernier,
        horizon=HORIZON_DES_TEXTES,
    )


VALEURS_DU_STAGE = (
    (PLAFOND_HORAIRE, "le minimum de la gratification et la franchise"),
    (PLAFOND_MENSUEL, "le prix des trimestres de retraite"),
    (SMIC_HORAIRE, "la part des gratifications exonérée d'impôt"),
)


@regle("D. 124-8", "CSS D. 242-19", depuis="2014-12-01", gravite=AVERTISSEMENT)
def valeurs_connues_jusqu_au_bout(hors_champ: bool, fin: date) -> Constat:
    """Les valeurs de chaque année que lit le stage sont publiées jusqu'à sa fin.

    Une valeur au-delà de son horizon est inconnue : elle n'est jamais répétée d'une année sur l'autre.
    """
    if hors_champ:
        return sans_objet("Aucune valeur annuelle ne se lit pour cette convention.")
    manquantes = [(serie, usage) for serie, usage in VALEURS_DU_STAGE if fin > serie.jusqu_au]
    if not manquantes:
        return conforme("Toutes les valeurs sont publiées jusqu'au {fin:jour}.", fin=fin)
    etapes = [
        etape(
            "{serie:majuscule}",
            "connu jusqu'au {horizon:jour} ; il donne {usage}",
            serie=serie.nom,
            horizon=serie.jusqu_au,
            usage=usage,
        )
        for serie, usage in manquantes
    ]
    return a_verifier(
        "Le stage va jusqu'au {fin:jour}. Ne sont pas publiés après le {horizon:jour} : {valeurs:liste}.",
        que_faire="Prévoyez la revalorisation au 1er janvier, et recalculez à la publication.",
        etapes=etapes,
        fin=fin,
        valeurs=[serie.nom for serie, _ in manquantes],
        horizon=min(serie.jusqu_au for serie, _ in manquantes),
    )
