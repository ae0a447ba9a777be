"""Le régime des stages avant 2014 : lois 2006-396, 2009-1437 et 2011-893 ; L. 612-8 à L. 612-14."""

from __future__ import annotations

from datetime import date

from tripartite.droit.calculs.ancien_droit import FIN, DroitAncien
from tripartite.droit.calendrier import MOIS_DE_STAGE, Periode, dernier_jour_apres_mois
from tripartite.droit.faits import (
    Formation,
    Gratification,
    Motifs,
    OrganismeAccueil,
    PersonnePublique,
    Role,
    Signature,
    StageVoisin,
)
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Ancien régime",
    ordre=25,
    lignes=("R28",),
    presentation="Ce qui valait avant 2014 : l'organisme visé, la convention, le cursus, les six mois.",
)

DECOMPTE_EN_PRESENCE = date(2014, 12, 1)  # décret 2014-1420 : D. 124-6
SIX = 6
SIX_MOIS_EN_PRESENCE = SIX * MOIS_DE_STAGE
DEUX_MOIS_EN_PRESENCE = 2 * MOIS_DE_STAGE
INFORMATION, AVERTISSEMENT = Gravite.INFORMATION, Gravite.AVERTISSEMENT


# --- L'organisme et la convention ----------------------------------------------------------------


@regle("loi 2006-396", "décret 2008-96", depuis="2008-02-01", jusqu_au="2013-07-21", gravite=INFORMATION)
def organismes_vises_avant_2013(organisme: OrganismeAccueil) -> Constat:
    """Les textes de 2006 visaient les entreprises, les associations et les établissements industriels."""
    if not organisme.public or organisme.personne_publique == PersonnePublique.INDUSTRIELLE:
        return conforme("L'organisme relève de la loi du 31 mars 2006.")
    if organisme.personne_publique == PersonnePublique.ETAT:
        return sans_objet("L'administration de l'État relevait, depuis juillet 2009, du décret 2009-885.")
    return sans_objet("Aucun texte sur les stages n'obligeait encore cet organisme public.")


@regle("L. 612-8", "L. 612-14", depuis="2013-07-22", jusqu_au="2014-07-11", gravite=INFORMATION)
def tout_organisme_vise() -> Constat:
    """La loi du 22 juillet 2013 a étendu le régime à tout organisme d'accueil, public ou privé."""
    return conforme("Le régime des stages vaut pour tout organisme d'accueil.")


@regle("loi 2006-396", "décret 2006-1093", depuis="2008-02-01", jusqu_au="2011-07-29")
def convention_tripartite_de_2006(signatures: tuple[Signature, ...], hors_champ: bool) -> Constat:
    """La loi de 2006 voulait une convention entre le stagiaire, l'organisme et l'établissement."""
    return _juger_la_convention(signatures, hors_champ)


@regle("L. 612-8", depuis="2011-07-30", jusqu_au="2014-07-11")
def convention_tripartite_de_l_612_8(signatures: tuple[Signature, ...], hors_champ: bool) -> Constat:
    """L. 612-8 voulait une convention entre le stagiaire, l'organisme et l'établissement."""
    return _juger_la_convention(signatures, hors_champ)


@regle("L. 124-1", depuis="2014-07-12", jusqu_au=FIN)
def convention_tripartite_avant_le_decret(signatures: tuple[Signature, ...], hors_champ: bool) -> Constat:
    """Avant le décret de 2014, trois parties signaient : le référent et le tuteur n'y étaient pas encore."""
    return _juger_la_convention(signatures, hors_champ)


def _juger_la_convention(signatures: tuple[Signature, ...], hors_champ: bool) -> Constat:
    if hors_champ:
        return sans_objet("La convention n'est pas celle d'un stage.")
    if not signatures:
        return a_verifier(
            "Aucune signature n'est enregistrée.",
            que_faire="Indiquez qui a signé la convention, et quel jour.",
        )
    roles = tuple(s.role for s in signatures)
    absents = [
        nom
        for nom, titres in (
            ("le stagiaire", (Role.STAGIAIRE, Role.REPRESENTANT_LEGAL)),
            ("l'organisme d'accueil", (Role.ORGANISME,)),
            ("l'établissement d'enseignement", (Role.ETABLISSEMENT,)),
        )
        if not any(titre in roles for titre in titres)
    ]
    if absents:
        return non_conforme(
            "Il manque la signature de : {absents:liste}.",
            que_faire="Recueillez la signature de : {absents:liste}.",
            absents=absents,
        )
    return conforme("Les trois parties ont signé la convention.")


@regle("L. 612-8", depuis="2011-07-30", jusqu_au="2014-07-11")
def tache_reguliere_avant_2014(motifs: Motifs, hors_champ: bool) -> Constat:
    """L. 612-8 interdisait déjà de confier une tâche régulière d'un poste de travail permanent."""
    if hors_champ:
        return sans_objet("La convention n'est pas celle d'un stage.")
    if motifs.tache_reguliere:
        return non_conforme(
            "Le stage sert à exécuter une tâche régulière d'un poste de travail permanent.",
            que_faire="Confiez au stagiaire les activités de son projet pédagogique.",
        )
    return conforme("L'organisme d'accueil atteste que le stage ne tient pas un poste permanent.")


# --- Le cursus -----------------------------------------------------------------------------------


@regle("loi 2009-1437", depuis="2009-11-24", jusqu_au="2010-08-31")
def stage_hors_cursus_interdit(formation: Formation, hors_champ: bool) -> Constat:
    """La loi de 2009 a interdit les stages hors d'un cursus."""
    if hors_champ:
        return sans_objet("La convention n'est pas celle d'un stage.")
    if formation.stage_prevu_au_reglement:
        return conforme("Le règlement de la formation prévoit le stage.")
    return non_conforme(
        "Le stage n'est pas intégré à un cursus : la loi du 24 novembre 2009 l'interdit.",
        que_faire="Intégrez le stage à la formation, ou renoncez-y.",
    )


@regle("décret 2010-956", depuis="2010-09-01", jusqu_au="2013-08-20")
def cursus_du_decret_de_2010(formation: Formation, hors_champ: bool) -> Constat:
    """Le décret de 2010 voulait un stage défini dans la formation, restitué et évalué."""
    return _juger_le_cursus(formation, hors_champ)


@regle("D. 612-48", depuis="2013-08-21", jusqu_au=FIN)
def cursus_de_d_612_48(formation: Formation, hors_champ: bool) -> Constat:
    """D. 612-48 voulait un stage défini dans la formation, restitué et évalué."""
    return _juger_le_cursus(formation, hors_champ)


def _juger_le_cursus(formation: Formation, hors_champ: bool) -> Constat:
    if hors_champ:
        return sans_objet("La convention n'est pas celle d'un stage.")
    if not formation.stage_prevu_au_reglement:
        return non_conforme(
            "L'organisation de la formation ne définit ni la finalité ni les modalités du stage.",
            que_faire="Définissez-les dans le règlement de la formation.",
        )
    if not formation.restitution_evaluee:
        return non_conforme(
            "Le stage ne donne lieu à aucune restitution évaluée par l'établissement.",
            que_faire="Prévoyez une restitution du stagiaire, évaluée par l'établissement.",
        )
    return conforme("Le stage est défini dans la formation ; sa restitution est évaluée.")


# --- Les six mois --------------------------------------------------------------------------------


@regle("loi 2006-396", depuis="2008-02-01", jusqu_au="2011-07-29", gravite=AVERTISSEMENT)
def six_mois_de_la_loi_de_2006(hors_champ: bool, debut: date, fin: date) -> Constat:
    """La loi de 2006 limitait à six mois les stages, renouvellements compris."""
    exception = "Le cursus prévoyait un stage plus long : la limite n'y valait pas."
    return _juger_les_six_mois(hors_champ, Periode(debut, fin), (), exception)


@regle("L. 612-9", depuis="2011-07-30", jusqu_au="2014-07-11", gravite=AVERTISSEMENT)
def six_mois_de_l_612_9(
    hors_champ: bool, debut: date, fin: date, stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...]
) -> Constat:
    """L. 612-9 limitait à six mois par année d'enseignement les stages dans un même organisme."""
    exception = "Une dérogation (césure, nature de la formation) permettait de les dépasser."
    return _juger_les_six_mois(hors_champ, Periode(debut, fin), stages_de_l_annee_dans_l_organisme, exception)


@regle("L. 124-5", depuis="2014-07-12", jusqu_au=FIN, gravite=AVERTISSEMENT)
def six_mois_avant_le_decompte_en_presence(
    hors_champ: bool, debut: date, fin: date, stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...]
) -> Constat:
    """Avant le décret de 2014, les six mois de L. 124-5 se comptaient encore au calendrier."""
    exception = "Un décret laissait, jusqu'en juillet 2016, certaines formations les dépasser."
    return _juger_les_six_mois(hors_champ, Periode(debut, fin), stages_de_l_annee_dans_l_organisme, exception)


def _juger_les_six_mois(
    hors_champ: bool, stage: Periode, autres: tuple[StageVoisin, ...], exception: str
) -> Constat:
    if hors_champ:
        return sans_objet("La convention n'est pas celle d'un stage.")
    limite = dernier_jour_apres_mois(stage.debut, SIX)
    jours_permis = (limite - stage.debut).days + 1
    jours = stage.nombre_de_jours
    if jours <= jours_permis:
        jours += sum(Periode(s.debut, s.fin).nombre_de_jours for s in autres)
    etapes = [
        etape(
            "Au calendrier",
            "six mois depuis le {debut:jour} vont jusqu'au {limite:jour}, soit {permis:jours} ; "
            "les stages en font {jours:jours}",
            debut=stage.debut,
            limite=limite,
            permis=jours_permis,
            jours=jours,
        )
    ]
    if jours <= jours_permis:
        return conforme(
            "Les stages durent {jours:jours}, dans la limite de six mois.", etapes=etapes, jours=jours
        )
    return a_verifier(
        "Les stages durent {jours:jours}, plus de six mois du calendrier.",
        lecture("limite de six mois", Verdict.NON_CONFORME, "Aucune dérogation : la limite est dépassée."),
        lecture("exception", Verdict.CONFORME, exception),
        que_faire="Retrouvez le texte qui permettait un stage plus long, ou réduisez la durée.",
        etapes=etapes,
        jours=jours,
    )


# --- À cheval sur le 1er décembre 2014 -----------------------------------------------------------


@deduit()
def jours_apres_le_decompte_en_presence(debut: date, fin: date) -> int:
    """Les jours du stage à partir du 1er décembre 2014."""
    return Periode(max(debut, DECOMPTE_EN_PRESENCE), fin).nombre_de_jours


@regle("D. 124-6", depuis="2008-02-01", jusqu_au=FIN, gravite=AVERTISSEMENT)
def duree_a_cheval_sur_deux_decomptes(
    jours_apres_le_decompte_en_presence: int,
    droit_ancien: DroitAncien,
    minutes_prevues: Minutes,
    gratification: Gratification,
) -> Constat:
    """Un stage à cheval sur le 1er décembre 2014 se compte au calendrier ou en présence.

    Le jour de conclusion donne le calendrier ; aucun texte ne dit ce que devient un stage en cours.
    """
    if droit_ancien.hors:
        return sans_objet(droit_ancien.hors)
    if not jours_apres_le_decompte_en_presence:
        return sans_objet("Le stage finit avant le 1er décembre 2014 : il se compte au calendrier.")
    au_calendrier = droit_ancien.assez_long is not False
    en_presence = minutes_prevues > DEUX_MOIS_EN_PRESENCE
    etapes = [*droit_ancien.etapes, etape("En présence", "{duree:heures}", duree=minutes_prevues)]
    if au_calendrier == en_presence or gratification.horaire > 0:
        return conforme(
            "Le stage dépasse le 1er décembre 2014 ; les deux décomptes donnent la même réponse.",
            etapes=etapes,
        )
    due = lecture("due", Verdict.NON_CONFORME, "La gratification est due. Aucune n'est prévue.")
    non_due = lecture("non due", Verdict.CONFORME, "La gratification n'est pas due.")
    calendrier, presence = (due, non_due) if au_calendrier else (non_due, due)
    return a_verifier(
        "Le stage dépasse le 1er décembre 2014 : au calendrier et en présence, la réponse n'est pas la même.",
        lecture("au calendrier (jour de conclusion)", calendrier.verdict, calendrier.phrase),
        lecture("en présence (D. 124-6)", presence.verdict, presence.phrase),
        que_faire="Prévoyez une gratification, ou demandez à l'Urssaf le décompte à retenir.",
        etapes=etapes,
        duree=minutes_prevues,
    )


# --- Ce qui n'existait pas encore ----------------------------------------------------------------


@regle("loi 2011-893", depuis="2008-02-01", jusqu_au="2011-07-29", gravite=INFORMATION)
def carence_avant_2011() -> Constat:
    """Avant la loi du 28 juillet 2011, aucun délai ne séparait deux stages sur un même poste."""
    return sans_objet("Aucun texte n'imposait encore de délai de carence.")


@regle("décret 2015-1359", depuis="2008-02-01", jusqu_au="2015-10-28", gravite=INFORMATION)
def contingent_avant_2015() -> Constat:
    """Avant le décret du 26 octobre 2015, aucun nombre ne limitait les stagiaires d'un organisme."""
    return sans_objet("Aucun nombre maximal de stagiaires n'était encore fixé.")


@regle("décret 2015-1359", depuis="2008-02-01", jusqu_au="2015-10-28", gravite=INFORMATION)
def charge_du_tuteur_avant_2015() -> Constat:
    """Avant le décret du 26 octobre 2015, aucun nombre ne limitait les stagiaires d'un tuteur."""
    return sans_objet("Aucun nombre maximal de stagiaires par tuteur n'était encore fixé.")


@regle("décret 2014-1420", depuis="2008-02-01", jusqu_au=FIN, gravite=INFORMATION)
def volume_et_referent_avant_2014() -> Constat:
    """Avant le décret de 2014, ni le volume d'enseignement ni la charge du référent n'étaient fixés."""
    return sans_objet("Aucun volume d'enseignement, aucune charge du référent n'étaient encore fixés.")
