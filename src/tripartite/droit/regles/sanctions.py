"""Contrôle et sanctions : L. 124-17 ; C. trav. R. 8115-2, R. 8115-6, L. 8112-2, L. 1454-5, R. 1227-7."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tripartite.droit.calendrier import Periode, ajouter_mois
from tripartite.droit.faits import Motifs, Presence
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
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
    etape,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Contrôle et sanctions",
    ordre=240,
    lignes=("R26",),
    presentation="Ce qui donne lieu à une amende, à combien on s'expose, et ce qui relève du juge.",
)

AMENDE = Parametre(
    "amende administrative, par stagiaire",
    depuis(
        "2014-07-12",
        "2000",
        "L. 124-17",
        Confiance.REPRODUCTION,
        "applicable avec R. 8115-6, 29 octobre 2015",
    ),
    unite="€ au plus par stagiaire",
    articles=("L. 124-17",),
)
AMENDE_REITERATION = Parametre(
    "amende administrative en cas de réitération, par stagiaire",
    depuis("2014-07-12", "4000", "L. 124-17", Confiance.REPRODUCTION),
    unite="€ au plus par stagiaire",
    articles=("L. 124-17",),
)
REITERATION = Parametre(
    "délai de réitération, à compter de la notification de la première amende",
    depuis("2014-07-12", 1, "L. 124-17", Confiance.REPRODUCTION),
    unite="an",
    articles=("L. 124-17",),
)
PRESCRIPTION = Parametre(
    "prescription de l'amende administrative",
    depuis("2014-07-12", 2, "L. 124-17 ; parallèle C. trav. L. 8115-5", Confiance.MEMOIRE),
    unite="ans",
    articles=("L. 124-17",),
)
OBSERVATIONS = Parametre(
    "délai pour présenter ses observations avant l'amende",
    depuis("2015-05-01", 15, "C. trav. R. 8115-2"),
    unite="jours",
    articles=("C. trav. R. 8115-2",),
)
CONTRAVENTION = Parametre(
    "contravention de la quatrième classe, par personne non inscrite au registre",
    depuis("2008-05-01", "750", "C. trav. R. 1227-7 ; montant : code pénal 131-13", Confiance.MEMOIRE),
    unite="€ au plus par personne",
    articles=("C. trav. R. 1227-7",),
)


# --- Les suites d'un manquement ------------------------------------------------------------------


class Suites(NamedTuple):
    """Ce qu'un manquement à un article peut entraîner."""

    objet: str
    amende: bool
    constat: bool
    information: bool


SUITES = {
    "L. 124-5": Suites("la durée maximale", amende=False, constat=False, information=False),
    "L. 124-6": Suites("la gratification", amende=False, constat=False, information=False),
    "L. 124-7": Suites("les motifs interdits", amende=False, constat=True, information=True),
    "L. 124-8": Suites("le contingent", amende=True, constat=True, information=True),
    "L. 124-9": Suites("la désignation d'un tuteur", amende=True, constat=True, information=False),
    "L. 124-10": Suites("le plafond du tuteur", amende=False, constat=True, information=False),
    "L. 124-11": Suites("le délai de carence", amende=False, constat=False, information=False),
    "L. 124-13": Suites("les congés et les avantages", amende=False, constat=True, information=True),
    "L. 124-14": Suites(
        "la présence, son décompte, les travaux dangereux", amende=True, constat=True, information=True
    ),
}
"""Amende : L. 124-17. Constat des agents : C. trav. L. 8112-2, 7°. Information : C. trav. L. 8223-1-1."""


def suites_d_un_manquement(article: str) -> Suites:
    """Ce qu'un manquement à un article du régime des stages peut entraîner, hors requalification par le juge.

    Args:
        article: « L. 124-11 » ; pour L. 124-9, seule la désignation du tuteur est sanctionnée.

    Raises:
        KeyError: si l'article n'est pas de ceux dont les suites ont été lues.

    >>> suites_d_un_manquement("L. 124-11").amende, suites_d_un_manquement("L. 124-8").amende
    (False, True)
    """
    return SUITES[article]


# --- L'exposition à l'amende ---------------------------------------------------------------------


class Motif(StrEnum):
    """Les manquements que sanctionne L. 124-17."""

    CONTINGENT = "contingent dépassé"
    TUTEUR = "aucun tuteur désigné"
    PRESENCE = "règles de présence non respectées"
    DECOMPTE = "aucun décompte des présences"
    TRAVAUX_DANGEREUX = "travaux dangereux"


ARTICLES_DES_MOTIFS = {
    Motif.CONTINGENT: "L. 124-8",
    Motif.TUTEUR: "L. 124-9",
    Motif.PRESENCE: "L. 124-14",
    Motif.DECOMPTE: "L. 124-14",
    Motif.TRAVAUX_DANGEREUX: "L. 124-14",
}


class Manquement(NamedTuple):
    """Un manquement : lequel, combien de stagiaires il concerne, le jour où il est commis.

    Pour le contingent, les stagiaires concernés sont ceux en trop.
    """

    motif: Motif
    stagiaires: int
    le: date


class LigneDExposition(NamedTuple):
    """L'amende encourue pour un manquement, au plus ; deux montants quand la réitération est douteuse."""

    manquement: Manquement
    par_stagiaire: Euros
    montant: Euros
    montant_sans_reiteration: Euros
    reiteration: bool
    douteuse: bool
    prescrite_apres: date
    prescrite: bool


class Exposition(NamedTuple):
    """L'amende encourue en tout, au plus, et les lignes du calcul. Le débiteur est l'organisme d'accueil."""

    lignes: tuple[LigneDExposition, ...]
    total: Euros
    total_sans_doute: Euros
    etapes: tuple[Etape, ...]


def exposition(
    manquements: tuple[Manquement, ...], notifications: tuple[date, ...] = (), au: date | None = None
) -> Exposition:
    """L'amende administrative encourue au plus (L. 124-17).

    Args:
        manquements: chacun avec les stagiaires qu'il concerne.
        notifications: le jour où chaque amende précédente a été notifiée. Un manquement commis dans l'année
            qui suit est une réitération ; le jour anniversaire, le doute est montré.
        au: le jour où l'on regarde, pour la prescription ; sans lui, rien n'est tenu pour prescrit.

    Returns:
        `total` prend le plus haut des montants, `total_sans_doute` le plus bas. L'autorité fixe l'amende
        dessous, d'après la réitération, la part des stagiaires dans l'effectif, la situation économique
        (C. trav. R. 8115-6).

    Raises:
        FaitInconnu: un manquement avant le 12 juillet 2014 ou après l'horizon des textes.

    >>> deux = Manquement(Motif.CONTINGENT, 2, date(2026, 5, 4))
    >>> exposition((deux,)).total, exposition((deux,), (date(2025, 6, 4),)).total
    (Decimal('4000'), Decimal('8000'))
    """
    lignes = tuple(
        _ligne(m, notifications, au) for m in sorted(manquements, key=lambda m: (m.le, m.motif, m.stagiaires))
    )
    dues = [ligne for ligne in lignes if not ligne.prescrite]
    total = Euros(sum((ligne.montant for ligne in dues), Euros(AMENDE.valeurs[0].valeur * 0)))
    sans_doute = Euros(sum((ligne.montant_sans_reiteration for ligne in dues), total * 0))
    return Exposition(lignes, total, sans_doute, tuple(_etape(ligne) for ligne in lignes))


def _ligne(manquement: Manquement, notifications: tuple[date, ...], au: date | None) -> LigneDExposition:
    le = manquement.le
    mois = 12 * REITERATION.au(le).valeur
    anniversaires = [ajouter_mois(n, mois) for n in notifications if n <= le]
    certaine = any(le < jour for jour in anniversaires)
    douteuse = not certaine and le in anniversaires
    simple, double = AMENDE.au(le).valeur, AMENDE_REITERATION.au(le).valeur
    haut, bas = (double if certaine or douteuse else simple), (double if certaine else simple)
    prescrite_apres = ajouter_mois(le, 12 * PRESCRIPTION.au(le).valeur)
    return LigneDExposition(
        manquement,
        Euros(haut),
        Euros(haut * manquement.stagiaires),
        Euros(bas * manquement.stagiaires),
        certaine or douteuse,
        douteuse,
        prescrite_apres,
        au is not None and au > prescrite_apres,
    )


def _etape(ligne: LigneDExposition) -> Etape:
    calcul = "{motif} : {stagiaires} × {par_stagiaire:euros} = {montant:euros}"
    if ligne.prescrite:
        calcul = "{motif} : prescrit après le {prescrite_apres:date}"
    return etape(
        "Réitération" if ligne.reiteration else "Manquement",
        calcul,
        motif=ligne.manquement.motif,
        stagiaires=ligne.manquement.stagiaires,
        par_stagiaire=ligne.par_stagiaire,
        montant=ligne.montant,
        prescrite_apres=ligne.prescrite_apres,
    )


def observations_jusqu_au(informe_le: date) -> date:
    """Le dernier jour pour répondre à l'autorité qui envisage l'amende (C. trav. R. 8115-2).

    >>> observations_jusqu_au(date(2026, 6, 1))
    datetime.date(2026, 6, 16)
    """
    return informe_le + timedelta(days=OBSERVATIONS.au(informe_le).valeur)


def contravention_du_registre(personnes: int, jour: date) -> Euros:
    """La contravention encourue au plus pour des personnes non inscrites au registre (R. 1227-7).

    >>> contravention_du_registre(2, date(2026, 6, 1))
    Decimal('1500')
    """
    return Euros(personnes * CONTRAVENTION.au(jour).valeur)


CARENCE = "le délai de carence n'est pas respecté"
SIX_MOIS = "les six mois sont dépassés"
RECOURS = {
    "tache_reguliere": "le stage tient un poste permanent",
    "accroissement": "le stage suit un surcroît d'activité",
    "saisonnier": "le stage pourvoit un emploi saisonnier",
    "remplacement": "le stage remplace un absent",
}
"""Ce que l'on porte devant le juge : la carence, la durée, les motifs interdits de L. 124-7."""


# --- Ce que l'on déduit --------------------------------------------------------------------------


@deduit()
def manquements_a_l_amende(
    depassement_du_contingent: int,
    jours_sans_tuteur: tuple[Periode, ...],
    presences: tuple[Presence, ...],
    jours_au_dela_d_un_maximum: tuple[date, ...],
    taches_dangereuses: bool,
    debut: date,
    fin_effective: date,
    au: date,
) -> tuple[Manquement, ...]:
    """Les manquements que L. 124-17 sanctionne et que ces faits établissent ; l'inconnu n'en est pas un.

    De la présence, le dernier jour au-delà d'un maximum ; les tâches dangereuses durent autant que le stage.
    """
    trouves = []
    if connu(depassement_du_contingent) and depassement_du_contingent:
        trouves.append(Manquement(Motif.CONTINGENT, depassement_du_contingent, fin_effective))
    if connu(jours_sans_tuteur) and jours_sans_tuteur:
        trouves.append(Manquement(Motif.TUTEUR, 1, jours_sans_tuteur[-1].fin))
    if connu(presences) and not presences and connu(au) and debut < au:
        trouves.append(Manquement(Motif.DECOMPTE, 1, min(au, fin_effective)))
    if jours_au_dela_d_un_maximum:
        trouves.append(Manquement(Motif.PRESENCE, 1, jours_au_dela_d_un_maximum[-1]))
    if connu(taches_dangereuses) and taches_dangereuses:
        trouves.append(Manquement(Motif.TRAVAUX_DANGEREUX, 1, fin_effective))
    return tuple(trouves)


# --- Les règles ----------------------------------------------------------------------------------


@regle("L. 124-14")
def decompte_des_presences(
    hors_champ: bool, accueil_en_france: bool, presences: tuple[Presence, ...], debut: date, au: date
) -> Constat:
    """L'organisme d'accueil tient le décompte des présences du stagiaire, par tous moyens."""
    if hors_champ:
        return sans_objet("Le décompte de L. 124-14 ne concerne pas cette convention.")
    if not accueil_en_france:
        return sans_objet("L'organisme d'accueil est à l'étranger : L. 124-14 ne s'impose pas à lui.")
    if connu(au) and au <= debut:
        return sans_objet("Le stage n'a pas commencé.")
    if presences:
        return conforme("Les présences du stagiaire sont décomptées.")
    if debut < au:
        return non_conforme(
            "Aucune présence n'est décomptée depuis le {debut:date}.",
            que_faire="Tenez le décompte des présences, jour par jour, par le moyen de votre choix.",
            debut=debut,
        )
    return sans_objet("Le stage n'a pas commencé.")


@regle(
    "L. 124-17",
    "C. trav. R. 8115-2",
    "C. trav. R. 8115-6",
    "C. trav. L. 8223-1-1",
    depuis="2015-10-29",
    gravite=Gravite.INFORMATION,
    delai=OBSERVATIONS.a_la_date("conclue_le"),
)
def exposition_a_l_amende(
    hors_champ: bool,
    accueil_en_france: bool,
    manquements_a_l_amende: tuple[Manquement, ...],
    presents_au_depassement: int,
    au: date,
    *,
    delai: int,
) -> Constat:
    """Contingent, tuteur, présence : leur manquement expose l'organisme à une amende administrative.

    La présence est celle de L. 124-14 : son décompte, ses maxima, et les tâches dangereuses, interdites.

    Par stagiaire concerné ; davantage en cas de réitération dans l'année de la notification de la première.
    Doute : qui concerne un contingent dépassé ; nous comptons les stagiaires en trop. La prescription de deux
    ans est citée de mémoire.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("L'amende de L. 124-17 ne concerne pas cette convention.")
    if not manquements_a_l_amende:
        return sans_objet("Aucun manquement établi n'expose à l'amende de L. 124-17.")
    regarde = au if connu(au) else None
    premiere = exposition(manquements_a_l_amende, au=regarde)
    if not premiere.total:
        return sans_objet("Les manquements établis sont prescrits.", etapes=premiere.etapes)
    suivante = exposition(manquements_a_l_amende, tuple(m.le for m in manquements_a_l_amende), au=regarde)
    phrase = "{montant:euros} au plus."
    return a_verifier(
        "L'organisme d'accueil s'expose à une amende de {montant:euros} au plus, ou de {reiteration:euros} si"
        " une amende lui a été notifiée dans l'année qui précède.",
        lecture("première amende", Verdict.A_VERIFIER, phrase, montant=premiere.total),
        lecture("réitération", Verdict.A_VERIFIER, phrase, montant=suivante.total),
        *_tous_concernes(manquements_a_l_amende, presents_au_depassement, regarde),
        que_faire="Faites cesser le manquement. Informé d'une amende envisagée, l'organisme a {delai:jours}"
        " pour présenter ses observations.",
        etapes=(*premiere.etapes, *_information(manquements_a_l_amende)),
        montant=premiere.total,
        reiteration=suivante.total,
        delai=delai,
    )


def _tous_concernes(
    manquements: tuple[Manquement, ...], presents: int, au: date | None
) -> tuple[LectureDuTexte, ...]:
    """L'autre lecture d'un contingent dépassé : il concerne tous les stagiaires de la semaine."""
    if not any(m.motif == Motif.CONTINGENT for m in manquements):
        return ()
    tous = (m._replace(stagiaires=presents) if m.motif == Motif.CONTINGENT else m for m in manquements)
    nom, total = "contingent : tous les stagiaires de la semaine", exposition(tuple(tous), au=au).total
    return (lecture(nom, Verdict.A_VERIFIER, "{montant:euros} au plus.", montant=total),)


def _information(manquements: tuple[Manquement, ...]) -> tuple[Etape, ...]:
    """Qui l'inspection informe de ces manquements (C. trav. L. 8223-1-1)."""
    if not any(suites_d_un_manquement(ARTICLES_DES_MOTIFS[m.motif]).information for m in manquements):
        return ()
    qui = "le stagiaire, l'établissement et les représentants du personnel"
    return (etape("L'inspection informe", "{qui}", qui=qui),)


@deduit()
def motifs_de_requalification(
    carence_meconnue: bool, duree_depassee: bool, motifs: Motifs
) -> tuple[str, ...]:
    """Ce que l'on peut porter devant le juge, et qu'aucune amende ne sanctionne.

    Ce qui est établi suffit ; si rien ne l'est, on demande ce que l'on ignore.
    """
    griefs = {CARENCE: carence_meconnue, SIX_MOIS: duree_depassee} | {
        dit: getattr(motifs, motif) if connu(motifs) else motifs for motif, dit in RECOURS.items()
    }
    etablis = tuple(grief for grief, etabli in griefs.items() if connu(etabli) and etabli)
    return etablis or tuple(grief for grief, etabli in griefs.items() if etabli)


@regle(
    "C. trav. L. 1454-5",
    "C. trav. L. 1471-1",
    "C. trav. L. 8221-5",
    "C. trav. L. 8223-1",
    gravite=Gravite.INFORMATION,
)
def risque_de_requalification(
    hors_champ: bool, accueil_en_france: bool, motifs_de_requalification: tuple[str, ...]
) -> Constat:
    """Carence, six mois, motif interdit : le conseil de prud'hommes peut requalifier le stage.

    L'affaire va droit au bureau de jugement, qui statue dans le mois. Le travail dissimulé, s'il est retenu,
    coûte six mois de rémunération. L'action se prescrirait par deux ans, application aux stages à confirmer.
    """
    if hors_champ or not accueil_en_france:
        return sans_objet("La requalification ne concerne pas cette convention.")
    if not motifs_de_requalification:
        return sans_objet("Aucun motif de requalification n'est établi.")
    return a_verifier(
        "Aucune amende de L. 124-17 ne s'y attache, mais le stagiaire peut demander la requalification : "
        "{griefs:liste}.",
        lecture("stage qui garde son objet", Verdict.CONFORME, "Le juge peut refuser la requalification."),
        lecture(
            "stage détourné de son objet",
            Verdict.NON_CONFORME,
            "Le juge peut requalifier le stage et, pour travail dissimulé, ajouter six mois de rémunération.",
        ),
        que_faire="Faites cesser ce qui est signalé ; la demande va droit au bureau de jugement, qui statue "
        "dans le mois.",
        griefs=motifs_de_requalification,
    )
