"""Avantages : L. 124-13 (restaurant, transport), L. 124-16 (activités sociales), D. 124-7."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tripartite.droit.calculs.echeances import CENTIME
from tripartite.droit.calendrier import MOIS_DE_STAGE, Mois
from tripartite.droit.faits import Avantages, OrganismeAccueil
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
    FaitInconnu,
    Gravite,
    Inconnu,
    Minutes,
    Parametre,
    Sujet,
    Taux,
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
from tripartite.droit.parametres import TITRE_RESTAURANT_PART_MAX, TITRE_RESTAURANT_PART_MIN

SUJET = Sujet(
    "Avantages",
    ordre=170,
    lignes=("R17",),
    presentation="Le restaurant ou les titres-restaurant, le transport, les activités sociales et "
    "culturelles.",
)

DEUX_MOIS = 2 * MOIS_DE_STAGE
MI_TEMPS = 35 * 60 // 2

TRANSPORT_PRIVE = Parametre(
    "part d'un abonnement de transport prise en charge par un organisme privé",
    depuis("2009-01-01", "0.5", "C. trav. R. 3261-1"),
    unite="du prix",
    articles=("C. trav. L. 3261-2", "C. trav. R. 3261-1"),
)
TRANSPORT_PUBLIC = Parametre(
    "part d'un abonnement de transport prise en charge par un organisme public",
    depuis("2010-07-01", "0.5", "décret 2010-676 ; jour d'effet à confirmer", Confiance.MEMOIRE),
    depuis("2023-09-01", "0.75", "décret 2023-812", Confiance.SECONDAIRE),
    unite="du prix",
    articles=("D. 124-7", "décret 2010-676"),
)
TRANSPORT_PLAFOND_PUBLIC = Parametre(
    "remboursement mensuel maximal du transport par un organisme public",
    depuis("2023-09-01", "96.36", "Solidaires finances publiques, 2023", Confiance.SECONDAIRE),
    unite="€ par mois",
    articles=("D. 124-7", "décret 2010-676"),
    jusqu_au="2023-12-31",
)


# --- Ce que l'on calcule ---------------------------------------------------------------------


class Remboursement(NamedTuple):
    """Le remboursement d'un abonnement de transport, et son calcul."""

    montant: Euros
    prix: Euros
    part: Taux
    plein: Euros

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Le calcul, écrit : la part, et le plafond qui l'a réduite."""
        part = etape(
            "Part de l'abonnement",
            "{part:taux} × {prix:euros} = {plein:euros}",
            part=self.part,
            prix=self.prix,
            plein=self.plein,
        )
        if self.montant == self.plein:
            return (part,)
        return (part, etape("Plafond du mois", "{plafond:euros}", plafond=self.montant))


def calculer_transport(prix: Euros, part: Taux, plafond: Euros | None = None) -> Remboursement:
    """Calcule le remboursement mensuel d'un abonnement de transport.

    Args:
        prix: le prix mensuel de l'abonnement, en euros.
        part: la part prise en charge (0.5 pour la moitié).
        plafond: le remboursement maximal, en euros, s'il y en a un.

    Source : L. 124-13 ; C. trav. R. 3261-1 ; pour un organisme public, D. 124-7 et décret 2010-676.

    >>> calculer_transport(Euros(Decimal("88.80")), Taux(Decimal("0.5"))).montant
    Decimal('44.40')
    >>> calculer_transport(Euros(Decimal("150")), Taux(Decimal("0.75")), Euros(Decimal("96.36"))).montant
    Decimal('96.36')
    """
    plein = Euros((prix * part).quantize(CENTIME, ROUND_HALF_UP))
    retenu = plein if plafond is None or plein <= plafond else plafond
    return Remboursement(retenu, prix, part, plein)


@deduit(
    prive=TRANSPORT_PRIVE.chaque_mois(),
    public=TRANSPORT_PUBLIC.chaque_mois(),
    plafond=TRANSPORT_PLAFOND_PUBLIC.chaque_mois(),
)
def transport_par_mois(
    avantages: Avantages,
    organisme: OrganismeAccueil,
    mois_du_stage: tuple[Mois, ...],
    *,
    prive: Mapping[Mois, Taux],
    public: Mapping[Mois, Taux],
    plafond: Mapping[Mois, Euros],
) -> Mapping[Mois, Euros]:
    """Le transport à rembourser chaque mois, à la part de la convention ou à celle de la loi."""
    prix = avantages.transport_mensuel
    if not prix:
        return {}
    convenue = (
        avantages.transport_pris_en_charge if connu(avantages.transport_pris_en_charge) else Taux(Decimal(0))
    )
    montants = {}
    for mois in mois_du_stage:
        if organisme.public:
            montants[mois] = calculer_transport(prix, max(public[mois], convenue), plafond[mois]).montant
        else:
            montants[mois] = calculer_transport(prix, max(prive[mois], convenue)).montant
    return montants


@deduit()
def motif_sans_avantages(hors_champ: bool, accueil_en_france: bool) -> str:
    """Pourquoi les avantages de L. 124-13 et L. 124-16 ne sont pas dus ; vide s'il n'y a pas de raison."""
    if hors_champ:
        return "La convention ne relève pas de l'article L. 124-1."
    return "" if accueil_en_france else "L'organisme d'accueil est établi hors de France : son droit décide."


# --- Les règles ------------------------------------------------------------------------------


@regle("L. 124-13")
def restaurant_ou_titres(
    motif_sans_avantages: str, avantages: Avantages, organisme: OrganismeAccueil
) -> Constat:
    """Le stagiaire accède au restaurant d'entreprise ou aux titres-restaurant comme les salariés."""
    if motif_sans_avantages:
        return sans_objet(motif_sans_avantages)
    if connu(avantages.restaurant) and avantages.restaurant:
        return conforme("Le stagiaire accède au restaurant d'entreprise.")
    if connu(avantages.titre_restaurant) and avantages.titre_restaurant > 0:
        titre = avantages.titre_restaurant
        return conforme("Le stagiaire reçoit des titres-restaurant de {titre:euros}.", titre=titre)
    if not organisme.restaurant and not organisme.titres_restaurant:
        return sans_objet("L'organisme n'a ni restaurant d'entreprise ni titres-restaurant.")
    if avantages.restaurant or avantages.titre_restaurant:
        return conforme("Le stagiaire a accès aux repas.")
    return non_conforme(
        "L'organisme a un restaurant d'entreprise ou des titres-restaurant, et le stagiaire n'y a pas accès.",
        que_faire="Ouvrez au stagiaire le restaurant d'entreprise ou les titres-restaurant, aux mêmes "
        "conditions.",
    )


@regle(
    "L. 124-13",
    gravite=Gravite.AVERTISSEMENT,
    part_min=TITRE_RESTAURANT_PART_MIN.a_la_date("debut"),
    part_max=TITRE_RESTAURANT_PART_MAX.a_la_date("debut"),
)
def part_du_titre_restaurant(
    motif_sans_avantages: str,
    avantages: Avantages,
    minutes_prevues: Minutes,
    *,
    part_min: Taux,
    part_max: Taux,
) -> Constat:
    """La part de l'organisme dans un titre-restaurant reste entre deux bornes."""
    if motif_sans_avantages:
        return sans_objet(motif_sans_avantages)
    if not avantages.titre_restaurant:
        return sans_objet("Le stagiaire ne reçoit pas de titre-restaurant.")
    part = avantages.part_patronale_du_titre
    if part_min <= part <= part_max:
        return conforme(
            "L'organisme paie {part:taux} du titre-restaurant, entre {part_min:taux} et {part_max:taux}.",
            part=part,
            part_min=part_min,
            part_max=part_max,
        )
    if part > part_max and minutes_prevues <= DEUX_MOIS:
        return a_verifier(
            "L'organisme paie {part:taux} du titre-restaurant, plus que {part_max:taux}, pour un stage d'au "
            "plus deux mois.",
            lecture(
                "comme pour les salariés",
                Verdict.NON_CONFORME,
                "La part est entre {part_min:taux} et {part_max:taux}.",
                part_min=part_min,
                part_max=part_max,
            ),
            lecture(
                "stage d'au plus deux mois",
                Verdict.CONFORME,
                "Un cabinet lit le BOSS ainsi : le titre peut être payé en entier, dans la franchise "
                "inutilisée.",
            ),
            que_faire="Ramenez la part à {part_max:taux}, ou faites confirmer la lecture par l'Urssaf.",
            part=part,
            part_max=part_max,
        )
    return non_conforme(
        "L'organisme paie {part:taux} du titre-restaurant, hors de {part_min:taux} à {part_max:taux}.",
        que_faire="Fixez la part entre {part_min:taux} et {part_max:taux}.",
        part=part,
        part_min=part_min,
        part_max=part_max,
    )


@regle(
    "L. 124-13",
    "D. 124-7",
    "C. trav. L. 3261-2",
    "C. trav. R. 3261-1",
    "C. trav. R. 3261-4",
    prive=TRANSPORT_PRIVE.chaque_mois(),
    public=TRANSPORT_PUBLIC.chaque_mois(),
    plafond=TRANSPORT_PLAFOND_PUBLIC.chaque_mois(),
)
def transport_rembourse(
    motif_sans_avantages: str,
    avantages: Avantages,
    mois_du_stage: tuple[Mois, ...],
    organisme: OrganismeAccueil,
    duree_hebdomadaire: Minutes,
    *,
    prive: Mapping[Mois, Taux],
    public: Mapping[Mois, Taux],
    plafond: Mapping[Mois, Euros],
) -> Constat:
    """L'organisme rembourse sa part de l'abonnement de transport, quelle que soit la durée du stage.

    La part d'un organisme public n'est pas celle d'un organisme privé, et son remboursement a un plafond.
    """
    if motif_sans_avantages:
        return sans_objet(motif_sans_avantages)
    prix = avantages.transport_mensuel
    if not prix:
        return sans_objet("Le stagiaire n'a pas d'abonnement de transport.")
    part = avantages.transport_pris_en_charge
    verse = calculer_transport(prix, part)
    for mois in mois_du_stage:
        part_du_prive, part_du_public = prive[mois], public[mois]
        if part >= part_du_prive and part >= part_du_public:
            continue
        due = part_du_public if organisme.public else part_du_prive
        if part >= due:
            continue
        plein = calculer_transport(prix, due)
        try:
            if organisme.public and verse.montant >= plafond[mois]:
                continue
        except FaitInconnu as erreur:
            return _sans_plafond(part, due, verse, plein, erreur.inconnu)
        if duree_hebdomadaire < MI_TEMPS:
            return a_verifier(
                "L'organisme rembourse {part:taux} de l'abonnement, sous {due:taux}, pour moins d'un "
                "mi-temps.",
                lecture("sans égard au temps de présence", Verdict.NON_CONFORME, "La part est due entière."),
                lecture(
                    "à proportion du temps",
                    Verdict.CONFORME,
                    "Sous le mi-temps, la part se réduit (C. trav. R. 3261-9, à confirmer sur Légifrance).",
                ),
                que_faire="Remboursez {due:taux} de l'abonnement, ou vérifiez la part réduite.",
                etapes=plein.etapes,
                part=part,
                due=due,
            )
        return non_conforme(
            "L'organisme rembourse {part:taux} de l'abonnement ; il en doit {due:taux} en {mois:mois}, soit "
            "{plein:euros}.",
            que_faire="Remboursez {due:taux} de l'abonnement de transport, au plus tard à la fin du mois "
            "suivant.",
            etapes=plein.etapes,
            part=part,
            due=due,
            mois=mois,
            plein=plein.montant,
            verse=verse.montant,
        )
    return conforme(
        "L'organisme rembourse {part:taux} de l'abonnement de transport, soit {verse:euros} par mois.",
        etapes=lambda: verse.etapes,
        part=part,
        verse=verse.montant,
    )


def _sans_plafond(
    part: Taux, due: Taux, verse: Remboursement, plein: Remboursement, plafond: Inconnu
) -> Constat:
    """Ce que l'on peut dire d'une part trop faible quand le plafond du remboursement n'est pas connu."""
    return Constat(
        Verdict.A_VERIFIER,
        "L'organisme rembourse {part:taux} de l'abonnement ; il en doit {due:taux}, soit {plein:euros}, dans "
        "la limite d'un plafond que l'on ne connaît pas.",
        {"part": part, "due": due, "plein": plein.montant, "verse": verse.montant},
        "Remboursez {due:taux} de l'abonnement de transport, dans la limite du plafond de l'année.",
        plein.etapes,
        (
            lecture("plafond non atteint", Verdict.NON_CONFORME, "Il doit davantage."),
            lecture(
                "plafond atteint",
                Verdict.CONFORME,
                "Si le plafond n'est pas au-dessus de {n:euros}, il ne doit rien de plus.",
                n=verse.montant,
            ),
        ),
        (plafond,),
    )


@regle("L. 124-16", "C. trav. L. 2312-78", "C. trav. L. 2323-83")
def activites_du_cse(motif_sans_avantages: str, avantages: Avantages, organisme: OrganismeAccueil) -> Constat:
    """Le stagiaire accède aux activités sociales et culturelles du comité comme les salariés."""
    if motif_sans_avantages:
        return sans_objet(motif_sans_avantages)
    if connu(avantages.activites_cse) and avantages.activites_cse:
        return conforme("Le stagiaire accède aux activités sociales et culturelles.")
    if not organisme.cse:
        return sans_objet("L'organisme n'a pas de comité social et économique.")
    if avantages.activites_cse:
        return conforme("Le stagiaire accède aux activités sociales et culturelles.")
    return non_conforme(
        "L'organisme a un comité social et économique, et le stagiaire n'accède pas à ses activités.",
        que_faire="Ouvrez au stagiaire les activités sociales et culturelles, aux mêmes conditions que les "
        "salariés.",
    )
