"""Franchise de cotisations : CSS L. 136-1-1 (III, 1°, b) et D. 136-1 ; CRPM D. 741-65-1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tripartite.droit.calculs.echeances import RIEN, Echeancier, calculer_echeancier, montant, somme
from tripartite.droit.calculs.franchises import (
    FORFAIT_REPAS,
    TAUX_DE_LA_FRANCHISE,
    AVerser,
    MoisCompare,
    Renvoi,
    ValeursDuMois,
    ValeursParMois,
    avantage_du_repas,
    calculer_franchise,
    comparer,
    comparer_echeances,
)
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Avantages, Gratification, Modalite, Nature
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
    phrase,
    regle,
    sans_objet,
)
from tripartite.droit.langage.reponses import Lignes
from tripartite.droit.parametres import (
    PLAFOND_HORAIRE,
    TAUX_MINIMAL,
    TITRE_RESTAURANT_EXONERE,
    TITRE_RESTAURANT_PART_MAX,
    TITRE_RESTAURANT_PART_MIN,
)

__all__ = ["avantage_du_repas", "calculer_franchise", "comparer"]

SUJET = Sujet(
    "Franchise de cotisations",
    ordre=190,
    lignes=("R19",),
    presentation="Ce qui, chaque mois, échappe aux cotisations et aux contributions, et ce qui le dépasse.",
)

UN_TITRE = Inconnu("avantages.titre_restaurant", "la part des titres-restaurant qui n'est pas exonérée")


# --- Ce que l'on déduit ----------------------------------------------------------------------


def _lire(serie: Mapping[Mois, Any], mois: Mois) -> Any:
    """La valeur du mois, ou l'inconnu qu'elle est : un mois sans plafond publié n'empêche pas les autres."""
    try:
        return serie[mois]
    except FaitInconnu as erreur:
        return erreur.inconnu


@deduit()
def hors_franchise(nature: Nature, accueil_en_france: bool) -> str:
    """Pourquoi la franchise ne concerne pas ce stage ; vide si elle le concerne."""
    if nature == Nature.FORMATION_CONTINUE:
        return (
            "La franchise ne concerne pas la formation professionnelle continue : les cotisations de droit "
            "commun sont dues sur le tout."
        )
    if not accueil_en_france:
        return "L'organisme d'accueil est établi à l'étranger : il ne doit pas de cotisations françaises."
    return ""


@deduit(
    taux=TAUX_DE_LA_FRANCHISE.chaque_mois(),
    taux_de_la_convention=TAUX_MINIMAL.a_la_date("conclue_le"),
    plafond=PLAFOND_HORAIRE.chaque_mois(),
    plafond_a_la_signature=PLAFOND_HORAIRE.a_la_date("conclue_le"),
    forfait=FORFAIT_REPAS.chaque_mois(),
    titre=TITRE_RESTAURANT_EXONERE.chaque_mois(),
    part_min=TITRE_RESTAURANT_PART_MIN.chaque_mois(),
    part_max=TITRE_RESTAURANT_PART_MAX.chaque_mois(),
)
def valeurs_de_la_franchise(
    mois_du_stage: tuple[Mois, ...],
    avantages: Avantages,
    *,
    taux: Mapping[Mois, Any],
    taux_de_la_convention: Taux,
    plafond: Mapping[Mois, int],
    plafond_a_la_signature: int,
    forfait: Mapping[Mois, Euros],
    titre: Mapping[Mois, Euros],
    part_min: Mapping[Mois, Taux],
    part_max: Mapping[Mois, Taux],
) -> ValeursParMois:
    """Le taux, le plafond et les avantages de chaque mois du stage."""

    def lire(mois: Mois) -> ValeursDuMois:
        du_mois = _lire(taux, mois)
        if connu(du_mois) and du_mois == Renvoi.GRATIFICATION:
            du_mois = taux_de_la_convention
        if not connu(avantages):
            return ValeursDuMois(
                du_mois, _lire(plafond, mois), plafond_a_la_signature, RIEN, (cast(Inconnu, avantages),)
            )
        repas, titres = _repas(avantages, forfait, mois), _titres(avantages, titre, part_min, part_max, mois)
        comptes, reserves = RIEN, []
        for part in (avantages.logement, avantages.autres_en_nature, repas, titres):
            if isinstance(part, Inconnu):
                reserves.append(part)
            else:
                comptes = Euros(comptes + part)
        return ValeursDuMois(du_mois, _lire(plafond, mois), plafond_a_la_signature, comptes, tuple(reserves))

    valeurs = ValeursParMois(lire)
    for mois in mois_du_stage:
        valeurs[mois]
    return valeurs


def _repas(avantages: Avantages, forfait: Mapping[Mois, Euros], mois: Mois) -> Euros | Inconnu:
    try:
        if not avantages.restaurant:
            return RIEN
        paye, valeur = avantages.repas_paye_par_le_stagiaire, _lire(forfait, mois)
        if not connu(valeur):
            dit = phrase("la valeur forfaitaire d'un repas fourni en {annee}", annee=str(mois.annee))
            return Inconnu(FORFAIT_REPAS.nom, dit)
        par_repas = avantage_du_repas(paye, valeur)
        return Euros(par_repas * avantages.repas_par_mois) if par_repas else RIEN
    except FaitInconnu as erreur:
        return erreur.inconnu


def _titres(
    avantages: Avantages,
    exonere: Mapping[Mois, Euros],
    part_min: Mapping[Mois, Taux],
    part_max: Mapping[Mois, Taux],
    mois: Mois,
) -> Euros | Inconnu:
    try:
        titre = avantages.titre_restaurant
        if not titre:
            return RIEN
        part = avantages.part_patronale_du_titre
        dans_les_limites = part_min[mois] <= part <= part_max[mois] and titre * part <= exonere[mois]
        return RIEN if dans_les_limites or not part else UN_TITRE
    except FaitInconnu as erreur:
        return erreur.inconnu


@deduit()
def franchises_prevues(
    hors_franchise: str,
    minutes_par_mois: Mapping[Mois, Minutes],
    gratification: Gratification,
    valeurs_de_la_franchise: ValeursParMois,
) -> tuple[MoisCompare, ...]:
    """La franchise de chaque mois et ce qui la dépasse, d'après la convention : heures et montants prévus.

    C'est l'appréciation « au moment de la signature » de D. 136-1.
    """
    return _prevoir(hors_franchise, minutes_par_mois, gratification, valeurs_de_la_franchise)


def _prevoir(
    hors_franchise: str,
    minutes_par_mois: Mapping[Mois, Minutes],
    gratification: Gratification,
    valeurs_de_la_franchise: ValeursParMois,
) -> tuple[MoisCompare, ...]:
    if hors_franchise:
        return ()
    horaire = gratification.horaire
    if horaire and gratification.modalite == Modalite.LISSE:
        horaires = dict.fromkeys(minutes_par_mois, horaire)
        versements = max(1, gratification.echeances)
        prevu = calculer_echeancier(minutes_par_mois, horaires, Modalite.LISSE, versements)
        return comparer_echeances(prevu.lignes, True, valeurs_de_la_franchise)
    lignes = [AVerser(mois, m, m, montant(m, horaire)) for mois, m in minutes_par_mois.items()]
    return comparer_echeances(lignes, False, valeurs_de_la_franchise)


@deduit()
def franchises_par_mois(
    hors_franchise: str,
    echeancier: Echeancier,
    valeurs_de_la_franchise: ValeursParMois,
    minutes_par_mois: Mapping[Mois, Minutes],
    gratification: Gratification,
) -> tuple[MoisCompare, ...]:
    """La même, d'après l'échéancier quand on le connaît : présences, absences, rupture."""
    if hors_franchise:
        return ()
    if connu(echeancier) and connu(valeurs_de_la_franchise):
        lissees = echeancier.modalite == Modalite.LISSE
        return comparer_echeances(echeancier.lignes, lissees, valeurs_de_la_franchise)
    return _prevoir(hors_franchise, minutes_par_mois, gratification, valeurs_de_la_franchise)


# --- Les règles ------------------------------------------------------------------------------


@regle(
    "CSS L. 136-1-1",
    "CSS L. 242-4-1",
    "CSS L. 412-8",
    "CSS D. 136-1",
    "CSS D. 242-2-1",
    "CRPM D. 741-65-1",
    depuis="2008-02-01",
    gravite=Gravite.INFORMATION,
)
def champ_de_la_franchise(hors_franchise: str, nature: Nature, gratification: Gratification) -> Constat:
    """La franchise de cotisations couvre la gratification d'un stage, obligatoire ou facultative.

    Elle ne couvre pas la formation professionnelle continue, les bénéficiaires d'une formation à la
    recherche, les stagiaires des associations à caractère pédagogique, ni les salariés
    ou agents que l'usage nomme stagiaires.
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    if not gratification.horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    if nature == Nature.OBSERVATION:
        return a_verifier(
            "Une séquence d'observation n'est pas un stage de L. 124-1 ; elle est pourtant gratifiée.",
            lecture("élève en milieu scolaire", Verdict.CONFORME, "La franchise s'applique."),
            lecture("hors du stage", Verdict.SANS_OBJET, "Les cotisations sont dues sur le tout."),
            que_faire="Interrogez l'Urssaf ou la MSA avant de verser cette gratification.",
        )
    return conforme("La franchise s'applique à la gratification, qu'elle soit obligatoire ou facultative.")


@regle(
    "CSS L. 136-1-1",
    "CSS L. 242-4-1",
    "CSS D. 136-1",
    "CSS D. 242-2-1",
    "CRPM D. 741-65-1",
    depuis="2008-02-01",
    gravite=Gravite.INFORMATION,
)
def franchise_de_cotisations(hors_franchise: str, franchises_par_mois: tuple[MoisCompare, ...]) -> Constat:
    """Chaque mois civil, une part de la gratification et des avantages échappe aux cotisations."""
    if hors_franchise:
        return sans_objet(hors_franchise)
    total = somme([m.gratification + m.avantages for m in franchises_par_mois])
    reserves = {reserve.cle: reserve for m in franchises_par_mois for reserve in m.reserves}
    if not total and not reserves:
        return sans_objet("Ni gratification ni avantage : rien n'est à comparer à la franchise.")
    connus = [m for m in franchises_par_mois if connu(m.excedent)]
    depassements = [m for m in connus or franchises_par_mois if m.excedent]
    excedent = somme([m.excedent for m in depassements])

    def etapes() -> list[Etape]:
        return [e for m in depassements or connus[:1] for e in m.etapes]

    if len(connus) < len(franchises_par_mois):
        return _en_attendant(franchises_par_mois, excedent, reserves, etapes)
    if reserves:
        return Constat(
            Verdict.A_VERIFIER,
            "Sans compter ce que l'on ignore des avantages ({reserves:liste}), {excedent:euros} dépassent la "
            "franchise.",
            {"excedent": excedent, "reserves": [reserve.dit for reserve in reserves.values()]},
            "Indiquez {reserves:liste}.",
            etapes,
            manquants=tuple(reserves.values()),
        )
    if depassements:
        return conforme(
            "La gratification et les avantages dépassent la franchise de {excedent:euros} en tout "
            "({mois:liste}) : les cotisations sont dues sur cet excédent seulement.",
            etapes=etapes,
            excedent=excedent,
            mois=[m.mois for m in depassements],
        )
    return conforme(
        "Chaque mois, la gratification et les avantages restent sous la franchise : aucune cotisation "
        "n'est due.",
        etapes=etapes,
        excedent=excedent,
    )


def _en_attendant(
    mois: tuple[MoisCompare, ...], excedent: Euros, reserves: Mapping[str, Inconnu], etapes: Lignes
) -> Constat:
    """Ce que l'on sait des mois dont le plafond est publié, et ce que les autres attendent."""
    attendus = {m.mois: cast(Inconnu, m.excedent) for m in mois if not connu(m.excedent)}
    manquants = {**{manque.cle: manque for manque in attendus.values()}, **reserves}
    return Constat(
        Verdict.A_VERIFIER,
        "La franchise ne se compare pas encore pour {attendus:liste}. Ce qui manque : {manquants:liste}.",
        {
            "excedent": excedent,
            "attendus": list(attendus),
            "manquants": [manque.dit for manque in manquants.values()],
        },
        "Refaites le calcul de ces mois quand on saura ce qui manque.",
        etapes,
        (
            lecture("mois connus", Verdict.CONFORME, "{n:euros} dépassent la franchise.", n=excedent),
            lecture("mois à venir", Verdict.A_VERIFIER, "On ne le sait pas encore."),
        ),
        tuple(manquants.values()),
    )


@regle(
    "CSS L. 136-1-1",
    "CSS L. 242-4-1",
    "CSS D. 136-1",
    "CSS D. 242-2-1",
    depuis="2008-02-01",
    gravite=Gravite.INFORMATION,
)
def franchise_a_la_signature(hors_franchise: str, franchises_par_mois: tuple[MoisCompare, ...]) -> Constat:
    """Le plafond de la franchise est celui du mois de présence, ou celui de la signature.

    L. 136-1-1 parle du mois civil, D. 136-1 du moment de la signature : aucune source ne tranche pour un
    stage qui passe un 1er janvier.
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    autres = [m for m in franchises_par_mois if m.franchise.a_la_signature != m.franchise.montant]
    if not autres:
        return sans_objet("Le plafond ne change pas entre la signature et la fin du stage.")
    au_mois = somme([m.excedent for m in franchises_par_mois])
    a_la_signature = somme([m.excedent_a_la_signature for m in franchises_par_mois])

    def etapes() -> list[Etape]:
        return [e for m in autres for e in m.franchise.etapes]

    if au_mois == a_la_signature:
        return conforme(
            "Le plafond change après la signature ; les deux lectures font le même excédent : "
            "{excedent:euros}.",
            etapes=etapes,
            excedent=au_mois,
        )
    return a_verifier(
        "Le plafond change après la signature, et l'excédent n'est pas le même selon celui que l'on retient.",
        lecture("au plafond du mois", Verdict.CONFORME, "L'excédent est de {n:euros}.", n=au_mois),
        lecture(
            "au plafond de la signature", Verdict.CONFORME, "L'excédent est de {n:euros}.", n=a_la_signature
        ),
        que_faire="Retenez le plafond du mois : le minimum légal reste alors exonéré en entier.",
        etapes=etapes,
        au_mois=au_mois,
        a_la_signature=a_la_signature,
    )


@regle(
    "CSS D. 136-1",
    depuis="2018-09-01",
    gravite=Gravite.INFORMATION,
    forfait=FORFAIT_REPAS.a_la_date("debut"),
)
def repas_dans_la_franchise(hors_franchise: str, avantages: Avantages, *, forfait: Euros) -> Constat:
    """Un repas fourni entre dans la comparaison, sauf si le stagiaire en paie la moitié.

    >>> from decimal import Decimal
    >>> paye = Avantages(restaurant=True, repas_paye_par_le_stagiaire=Euros(Decimal("2.68")))
    >>> repas_dans_la_franchise("", paye, forfait=Decimal("5.35")).verdict
    <Verdict.CONFORME: 'conforme'>
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    if not avantages.restaurant:
        return sans_objet("Aucun repas n'est fourni par l'organisme d'accueil.")
    paye = avantages.repas_paye_par_le_stagiaire
    avantage = avantage_du_repas(paye, forfait)
    etapes = [
        etape(
            "Avantage par repas",
            "{forfait:euros} − {paye:euros}, négligé si {paye:euros} en font la moitié : {avantage:euros}",
            forfait=forfait,
            paye=paye,
            avantage=avantage,
        )
    ]
    if avantage:
        return conforme(
            "Le stagiaire paie {paye:euros} par repas, moins de la moitié de {forfait:euros} : chaque repas "
            "ajoute {avantage:euros} à ce que l'on compare à la franchise.",
            etapes=etapes,
            paye=paye,
            forfait=forfait,
            avantage=avantage,
        )
    return conforme(
        "Le stagiaire paie {paye:euros} par repas, au moins la moitié de {forfait:euros} : l'avantage est "
        "négligé.",
        etapes=etapes,
        paye=paye,
        forfait=forfait,
        avantage=avantage,
    )
