"""Bordereau, ce qui est dû chaque mois et ce qui reste dû : L. 124-6, D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, cast

from tripartite.droit.calculs.deductions import HeuresManquees
from tripartite.droit.calculs.echeances import RIEN, Echeance, Echeancier, calculer_echeancier, somme
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Absence,
    Avenant,
    Convention,
    Gratification,
    Modalite,
    OrganismeAccueil,
    Rupture,
    Versement,
)
from tripartite.droit.langage import (
    Constat,
    Etape,
    Euros,
    FaitInconnu,
    Gravite,
    Inconnu,
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
    non_conforme,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_HORAIRE, TAUX_MINIMAL

SUJET = Sujet(
    "Bordereau",
    ordre=160,
    lignes=("R16",),
    presentation="Mois par mois : la présence, ce qui est dû, ce qui est versé, ce qui reste dû.",
)


# --- Ce que vaut l'heure, mois par mois ------------------------------------------------------


@deduit()
def horaire_convenu_par_mois(
    minutes_par_mois: Mapping[Mois, Minutes],
    minutes_payees_par_mois: Mapping[Mois, Minutes],
    gratification: Gratification,
    avenants: tuple[Avenant, ...],
    convention_initiale: Convention,
    au: date,
) -> Mapping[Mois, Euros]:
    """L'heure convenue de chaque mois : celle de la convention, ou de l'avenant alors conclu."""
    changements = []
    if connu(avenants) and avenants:
        changements = [
            (avenant.conclu_le, changement.apres.horaire)
            for avenant in avenants
            for changement in avenant.changements
            if changement.fait == "gratification" and not (connu(au) and avenant.conclu_le > au)
        ]
    tous = sorted({*minutes_par_mois, *minutes_payees_par_mois})
    if not changements:
        return dict.fromkeys(tous, Euros(gratification.horaire + 0))
    changements = [(date.min, convention_initiale.gratification.horaire), *sorted(changements)]
    return {mois: [h for le, h in changements if le <= mois.dernier_jour][-1] for mois in tous}


class PrixDeLHeure(NamedTuple):
    """Le prix de l'heure de chaque mois, et ce qu'il serait au minimum du jour de conclusion."""

    du: Mapping[Mois, Euros]
    fige: Mapping[Mois, Euros]


@deduit(taux=TAUX_MINIMAL.a_la_date("conclue_le"), plafond_horaire=PLAFOND_HORAIRE.chaque_mois())
def prix_de_l_heure_par_mois(
    horaire_convenu_par_mois: Mapping[Mois, Euros],
    gratification_obligatoire: bool,
    gratification: Gratification,
    organisme: OrganismeAccueil,
    conclue_le: date,
    *,
    taux: Taux,
    plafond_horaire: Mapping[Mois, int],
) -> PrixDeLHeure:
    """Le prix de l'heure de chaque mois : l'heure convenue, ou le minimum s'il est dû et plus haut.

    Un mois dont le plafond n'est pas publié a un prix inconnu, sans rien ôter à ceux que l'on connaît.
    """
    if gratification_obligatoire is False:
        convenu_par_mois = dict(horaire_convenu_par_mois)
        return PrixDeLHeure(convenu_par_mois, convenu_par_mois)
    accords = organisme.accords_de_branche if connu(organisme.accords_de_branche) else ()
    etendus = [accord for accord in accords if accord.etendu]
    sans_clause = not connu(gratification.revalorisation) or not gratification.revalorisation
    du, figes = dict(horaire_convenu_par_mois), {}
    part = taux
    for mois, convenu in horaire_convenu_par_mois.items():
        if etendus:
            suivis = [accord.taux for accord in etendus if accord.depuis <= mois.premier_jour]
            part = max([taux, *suivis])
        try:
            minimum = part * plafond_horaire[mois]
        except FaitInconnu as erreur:
            du[mois] = cast(Euros, erreur.inconnu)
            continue
        if convenu >= minimum or not gratification_obligatoire:
            continue
        du[mois] = Euros(minimum)
        if sans_clause and mois.annee > conclue_le.year:
            figes[mois] = max(convenu, Euros(part * plafond_horaire[Mois.de(conclue_le)]))
    return PrixDeLHeure(du, du | figes if figes else du)


# --- L'échéancier ----------------------------------------------------------------------------


@deduit()
def minutes_payees_par_mois(
    presence_retenue_par_mois: Mapping[Mois, Minutes],
    absences: tuple[Absence, ...],
    heures_manquees: tuple[HeuresManquees, ...],
) -> Mapping[Mois, Minutes]:
    """Les minutes à payer : la présence décomptée, sinon prévue, et les absences que la convention paie."""
    if not connu(absences) or not any(absence.payee for absence in absences):
        return presence_retenue_par_mois
    minutes = dict(presence_retenue_par_mois)
    for manque in heures_manquees:
        if manque.payees:
            mois = Mois.de(manque.jour)
            minutes[mois] = Minutes(minutes.get(mois, 0) + manque.minutes)
    return dict(sorted(minutes.items()))


@deduit()
def gratification_versee_par_mois(versements: tuple[Versement, ...]) -> Mapping[Mois, Euros]:
    """Ce qui a été versé au titre de chaque mois."""
    verse: dict[Mois, Euros] = {}
    for versement in versements:
        mois = versement.mois
        verse[mois] = Euros(verse.get(mois, RIEN) + versement.montant)
    return dict(sorted(verse.items()))


@deduit()
def gratification_par_mois(
    minutes_par_mois: Mapping[Mois, Minutes],
    prix_de_l_heure_par_mois: PrixDeLHeure,
    gratification: Gratification,
) -> Mapping[Mois, Euros]:
    """Ce que la convention prévoit de verser chaque mois, selon sa modalité."""
    prix = prix_de_l_heure_par_mois.du
    return calculer_echeancier(minutes_par_mois, prix, *_modalite(gratification, prix)).par_mois


@deduit()
def echeancier(
    minutes_par_mois: Mapping[Mois, Minutes],
    minutes_payees_par_mois: Mapping[Mois, Minutes],
    prix_de_l_heure_par_mois: PrixDeLHeure,
    gratification: Gratification,
    gratification_versee_par_mois: Mapping[Mois, Euros],
    ruptures: tuple[Rupture, ...],
) -> Echeancier:
    """L'échéancier du stage : présence connue, sinon prévue ; dû, à verser et versé, mois par mois."""
    prix, fige = prix_de_l_heure_par_mois
    rompu_le = min([rupture.le for rupture in ruptures]) if connu(ruptures) and ruptures else None
    return calculer_echeancier(
        minutes_par_mois,
        prix,
        *_modalite(gratification, prix),
        payees=minutes_payees_par_mois,
        versements=gratification_versee_par_mois if connu(gratification_versee_par_mois) else {},
        rompu_en=Mois.de(rompu_le) if rompu_le else None,
        horaire_fige=fige,
    )


@deduit()
def mois_sans_prix(prix_de_l_heure_par_mois: PrixDeLHeure) -> Mapping[Mois, Inconnu]:
    """Les mois dont l'heure n'a pas encore de prix, et la valeur qui leur manque."""
    prix: Mapping[Mois, Euros | Inconnu] = prix_de_l_heure_par_mois.du
    return {mois: heure for mois, heure in prix.items() if isinstance(heure, Inconnu)}


@deduit()
def echeancier_des_mois_connus(
    minutes_par_mois: Mapping[Mois, Minutes],
    minutes_payees_par_mois: Mapping[Mois, Minutes],
    prix_de_l_heure_par_mois: PrixDeLHeure,
    mois_sans_prix: Mapping[Mois, Inconnu],
    gratification_versee_par_mois: Mapping[Mois, Euros],
    echeancier: Echeancier,
) -> Echeancier:
    """L'échéancier des mois dont l'heure a un prix, chacun pour lui-même, aux heures réelles."""
    if not mois_sans_prix and connu(echeancier) and echeancier.modalite == Modalite.REEL:
        return echeancier
    du, fige = prix_de_l_heure_par_mois
    prix = {mois: heure for mois, heure in du.items() if mois not in mois_sans_prix}
    verses = gratification_versee_par_mois if connu(gratification_versee_par_mois) else {}
    return calculer_echeancier(
        {mois: minutes for mois, minutes in minutes_par_mois.items() if mois in prix},
        prix,
        payees={mois: minutes for mois, minutes in minutes_payees_par_mois.items() if mois in prix},
        versements={mois: verse for mois, verse in verses.items() if mois not in mois_sans_prix},
        horaire_fige={mois: fige[mois] for mois in prix},
    )


def _modalite(gratification: Gratification, prix: Mapping[Mois, Euros]) -> tuple[Modalite, int]:
    if not any(prix.values()) or gratification.modalite == Modalite.REEL:
        return Modalite.REEL, 0
    return Modalite.LISSE, max(1, gratification.echeances)


class Bordereau(NamedTuple):
    """Le bordereau d'un mois : la gratification à verser et le transport à rembourser (`None`, inconnu)."""

    echeance: Echeance
    transport: Euros | None

    @property
    def mois(self) -> Mois:
        """Le mois."""
        return self.echeance.mois

    @property
    def a_verser(self) -> Euros:
        """Ce qu'il faut verser au titre du mois, transport compris quand on le connaît."""
        return Euros(self.echeance.a_verser + (self.transport or RIEN))

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit."""
        if self.transport is None:
            return self.echeance.etapes
        return (*self.echeance.etapes, etape("Transport", "{transport:euros}", transport=self.transport))


@deduit()
def bordereaux(echeancier: Echeancier, transport_par_mois: Mapping[Mois, Euros]) -> tuple[Bordereau, ...]:
    """Les bordereaux du stage, un par mois."""
    connus = transport_par_mois if connu(transport_par_mois) else None
    return tuple(
        Bordereau(ligne, None if connus is None else connus.get(ligne.mois, RIEN))
        for ligne in echeancier.lignes
    )


@deduit()
def lignes_echues(
    echeancier: Echeancier,
    echeancier_des_mois_connus: Echeancier,
    mois_sans_prix: Mapping[Mois, Inconnu],
    au: date,
    gratification_versee_par_mois: Mapping[Mois, Euros],
    gratification: Gratification,
) -> tuple[Echeance, ...]:
    """Les mois finis au jour où l'on regarde ; à défaut, ceux jusqu'au dernier qui a été payé.

    Aux heures réelles, chaque mois est à part : un mois à venir, au plafond inconnu, n'y fait pas obstacle.
    """
    if connu(au):
        en_cours = Mois.de(au)
        finis = echeancier
        if not connu(echeancier) and gratification.modalite == Modalite.REEL:
            a_venir = all(mois >= en_cours for mois in mois_sans_prix)
            finis = echeancier_des_mois_connus if a_venir else echeancier
        return tuple([ligne for ligne in finis.lignes if ligne.mois < en_cours])
    if not connu(gratification_versee_par_mois) or not gratification_versee_par_mois:
        return ()
    dernier = max(gratification_versee_par_mois)
    return tuple(ligne for ligne in echeancier.lignes if ligne.mois <= dernier)


# --- Les règles ------------------------------------------------------------------------------


@regle("L. 124-6", "D. 124-8", depuis="2014-12-01")
def gratification_versee(
    motif_sans_gratification: str,
    lignes_echues: tuple[Echeance, ...],
    gratification_versee_par_mois: Mapping[Mois, Euros],
    presences_par_mois: Mapping[Mois, Minutes],
    ruptures: tuple[Rupture, ...],
    mois_du_rappel: tuple[Mois, ...],
) -> Constat:
    """Chaque mois fini est payé de ce qui est dû pour ses heures de présence.

    Aux heures réelles, chaque mois se juge seul : le trop-versé de l'un ne couvre pas le manque de l'autre.
    """
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    lignes = lignes_echues
    a_verser = somme([ligne.a_verser for ligne in lignes])
    if not a_verser:
        return sans_objet("Rien n'est encore dû : aucun mois payé n'est fini.")
    if ruptures:
        return sans_objet("Le stage est rompu : la gratification se solde (voir la rupture).")

    verses = [gratification_versee_par_mois.get(ligne.mois, RIEN) for ligne in lignes]
    manquent = [ligne for ligne in lignes if ligne.reste > 0]

    def etapes() -> list[Etape]:
        return [ligne.ecrite for ligne in lignes]

    if not manquent:
        presence = sum([presences_par_mois.get(ligne.mois, 0) for ligne in lignes])
        payees = sum([ligne.minutes for ligne in lignes])
        return conforme(
            "Chaque mois fini est payé : {a_verser:euros} dus, pour {presence:heures} de présence décomptée."
            if presence == payees
            else "Chaque mois fini est payé : {a_verser:euros} dus, pour {payees:heures} à payer, dont "
            "{presence:heures} de présence décomptée.",
            etapes=etapes,
            a_verser=a_verser,
            verse=somme(verses),
            presence=Minutes(presence),
            payees=Minutes(payees),
        )

    rappel = mois_du_rappel if connu(mois_du_rappel) else ()
    manquent = [ligne for ligne in manquent if ligne.mois not in rappel]
    if not manquent:
        return sans_objet("Ce qui reste dû est le rappel d'un avenant : voyez la règle qui lui est propre.")
    reste, mois = somme(ligne.reste for ligne in manquent), [ligne.mois for ligne in manquent]
    if all(ligne.verse >= ligne.a_verser_fige for ligne in manquent):
        return a_verifier(
            "Il reste {reste:euros} si le minimum suit le plafond du mois de présence ({mois:liste}).",
            lecture(
                "au plafond du mois de présence",
                Verdict.NON_CONFORME,
                "Il reste dû {reste:euros}.",
                reste=reste,
            ),
            lecture("au plafond du jour de conclusion", Verdict.CONFORME, "Chaque mois est payé."),
            que_faire="Versez {reste:euros} : c'est la lecture que nous retenons.",
            etapes=etapes,
            reste=reste,
            mois=mois,
        )
    if not connu(presences_par_mois):
        return a_verifier(
            "Pour les heures prévues, il reste dû {reste:euros} ({mois:liste}) ; les heures faites ne sont "
            "pas connues.",
            lecture(
                "la présence prévue a été faite",
                Verdict.NON_CONFORME,
                "Il reste dû {reste:euros}.",
                reste=reste,
            ),
            lecture("des heures n'ont pas été faites", Verdict.CONFORME, "Elles ne sont pas dues."),
            que_faire="Donnez le décompte des présences.",
            etapes=etapes,
            reste=reste,
            mois=mois,
        )
    return non_conforme(
        "Il reste dû {reste:euros} au stagiaire ({mois:liste}).",
        que_faire="Versez {reste:euros} au stagiaire.",
        etapes=etapes,
        reste=reste,
        mois=mois,
    )


@regle("L. 124-6", "D. 124-8", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def versement_mensuel(
    motif_sans_gratification: str, lignes_echues: tuple[Echeance, ...], versements: tuple[Versement, ...]
) -> Constat:
    """La gratification est versée chaque mois.

    Aucun texte lu ne fixe le jour : nous signalons un mois payé après la fin du mois suivant.
    """
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    payes = [ligne.mois for ligne in lignes_echues if ligne.a_verser > 0]
    if not payes:
        return sans_objet("Rien n'est encore dû : aucun mois payé n'est fini.")
    verses = [versement for versement in versements if versement.mois in payes]
    a_temps = [versement.mois for versement in verses if not _est_tardif(versement)]
    tardifs = []
    if len(a_temps) < len(verses):  # un seul versement à temps suffit au mois
        touches = [versement.mois for versement in verses]
        tardifs = [mois for mois in payes if mois in touches and mois not in a_temps]
    if tardifs:
        return a_verifier(
            "Un mois est payé après la fin du mois suivant ({mois:liste}).",
            lecture("chaque mois", Verdict.NON_CONFORME, "La gratification est versée chaque mois."),
            lecture("sans délai écrit", Verdict.CONFORME, "Aucun texte ne fixe le jour du versement."),
            que_faire="Versez la gratification à la fin de chaque mois.",
            mois=tardifs,
        )
    return conforme("Aucun mois n'est payé après la fin du mois suivant.", n=len(payes))


def _est_tardif(versement: Versement) -> bool:
    """Dit si ce versement suit la fin du mois qui vient après celui qu'il paie."""
    le, (annee, numero) = versement.le, versement.mois
    return (le.year - annee) * 12 + le.month - numero > 1
