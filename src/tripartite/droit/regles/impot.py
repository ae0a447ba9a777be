"""Impôt sur le revenu : CGI 81 bis, dans la limite du SMIC annuel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, cast

from tripartite.droit.calculs.echeances import RIEN, Echeance, Echeancier, somme
from tripartite.droit.calendrier import Mois, dernier_jour_apres_mois
from tripartite.droit.faits import (
    Formation,
    Gratification,
    GratificationRecue,
    Modalite,
    Nature,
    Stagiaire,
    Versement,
)
from tripartite.droit.langage import (
    ETAT_DU_DROIT,
    Confiance,
    Constat,
    Etape,
    Euros,
    FaitInconnu,
    Gravite,
    Inconnu,
    Parametre,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    depuis,
    etape,
    fait_manquant,
    lecture,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import FIN_2026, SMIC_HORAIRE

SUJET = Sujet(
    "Impôt sur le revenu",
    ordre=210,
    lignes=("R21",),
    presentation="Ce qui est exonéré chaque année, tous stages confondus, et ce qui se déclare ; la prime "
    "d'activité.",
)

HEURES_DU_SMIC_ANNUEL = 1820
"""La durée annuelle que retient l'administration : 35 heures sur 52 semaines."""

PUBLIE = "1 820 h au SMIC horaire de chaque mois ; publié"
DERIVE = "1 820 h au SMIC horaire de chaque mois ; montant officiel non lu"
SECONDAIRE = Confiance.SECONDAIRE

SMIC_ANNUEL = Parametre(
    "SMIC annuel, limite d'exonération des gratifications",
    depuis("2014-01-01", "17344.60", PUBLIE, SECONDAIRE),
    depuis("2015-01-01", 17490, PUBLIE, SECONDAIRE),
    depuis("2016-01-01", 17599, DERIVE, SECONDAIRE),
    depuis("2017-01-01", 17763, DERIVE, SECONDAIRE),
    depuis("2018-01-01", 17982, PUBLIE, SECONDAIRE),
    depuis("2019-01-01", 18255, DERIVE, SECONDAIRE),
    depuis("2020-01-01", 18473, DERIVE, SECONDAIRE),
    depuis("2021-01-01", 18760, DERIVE, SECONDAIRE),
    depuis("2022-01-01", 19744, DERIVE, SECONDAIRE),
    depuis("2023-01-01", 20815, PUBLIE, SECONDAIRE),
    depuis("2024-01-01", 21273, DERIVE, SECONDAIRE),
    depuis("2025-01-01", 21622, DERIVE, SECONDAIRE),
    depuis("2026-01-01", 22184, DERIVE, SECONDAIRE, "provisoire : tant que le SMIC ne monte plus en 2026"),
    unite="€ par an",
    articles=("CGI 81 bis",),
    jusqu_au=FIN_2026,
)


# --- Ce que l'on calcule ---------------------------------------------------------------------


def smic_annuel(annee: int) -> Euros:
    """Le SMIC annuel d'une année, à l'euro : 1 820 heures, au SMIC horaire du premier jour de chaque mois.

    Raises:
        FaitInconnu: le SMIC horaire d'un mois n'est pas connu.

    >>> smic_annuel(2023), smic_annuel(2026)
    (Decimal('20815'), Decimal('22184'))
    """
    mois = (SMIC_HORAIRE.au(date(annee, numero, 1)).valeur for numero in range(1, 13))
    return Euros((HEURES_DU_SMIC_ANNUEL * sum(mois, RIEN) / 12).quantize(Decimal(1), ROUND_HALF_UP))


class ImpotDeLAnnee(NamedTuple):
    """Une année : ce qui a été reçu, la limite, ce qui est exonéré et ce qui est imposable, en euros."""

    annee: int
    recu: Euros
    limite: Euros
    provisoire: bool
    etapes: tuple[Etape, ...]

    @property
    def exonere(self) -> Euros:
        """Ce qui ne se déclare pas."""
        return Euros(min(self.recu, self.limite))

    @property
    def imposable(self) -> Euros:
        """Ce qui dépasse la limite, et cela seul."""
        return Euros(max(RIEN, self.recu - self.limite))


def calculer_impot(annee: int, gratifications: Iterable[Euros], limite: Euros | None = None) -> ImpotDeLAnnee:
    """Calcule ce qui est exonéré et imposable d'une année de gratifications.

    La limite vaut par contribuable (le stagiaire, ou le parent qui le rattache) et par an, sans prorata.

    Args:
        annee: l'année civile des versements.
        gratifications: tous les versements de l'année, de tous les organismes, en euros.
        limite: le SMIC annuel ; par défaut, celui de l'année.

    Raises:
        FaitInconnu: le SMIC annuel de l'année n'est pas connu.

    Source : CGI 81 bis ; Conseil d'État, février 2016 ; BOFiP, 21 avril 2016.

    >>> [str(calculer_impot(2023, [Euros(Decimal(n))]).imposable) for n in (20815, 22000)]
    ['0.00', '1185.00']
    """
    limite = Euros(Decimal(SMIC_ANNUEL.au(date(annee, 1, 1)).valeur)) if limite is None else limite
    versements = tuple(gratifications)
    recu = somme(versements)
    imposable = Euros(max(RIEN, recu - limite))
    return ImpotDeLAnnee(
        annee,
        recu,
        limite,
        annee >= ETAT_DU_DROIT.year,
        (
            etape(
                "Reçu en {annee}, versements : {n}",
                "{recu:euros}",
                annee=str(annee),
                n=len(versements),
                recu=recu,
            ),
            etape(
                "Au-dessus du SMIC annuel",
                "{recu:euros} − {limite:euros} : {imposable:euros}",
                recu=recu,
                limite=limite,
                imposable=imposable,
            ),
        ),
    )


# --- Ce que l'on déduit ----------------------------------------------------------------------


@deduit()
def gratifications_par_annee(
    versements: tuple[Versement, ...],
    echeancier: Echeancier,
    echeancier_des_mois_connus: Echeancier,
    mois_sans_prix: Mapping[Mois, Inconnu],
    gratification: Gratification,
    mois_du_stage: tuple[Mois, ...],
) -> Mapping[int, Sequence[Euros]]:
    """Ce que le stage verse chaque année, à la date des versements ; à défaut, au mois de l'échéance prévue.

    Les montants sont bruts. L'échéance de décembre versée en janvier compte l'année suivante : dites ce
    versement. L'année où l'heure d'un mois n'a pas encore de prix est inconnue, sans rien ôter aux autres ;
    lissées, les échéances qui restent à verser attendent toutes ce prix.
    """
    attendus = mois_sans_prix if connu(mois_sans_prix) else {}
    lignes: tuple[Echeance, ...] = ()
    if not attendus:
        lignes = echeancier.lignes
    elif gratification.modalite == Modalite.REEL:
        lignes = echeancier_des_mois_connus.lignes
    else:
        attendus = dict.fromkeys(mois_du_stage, next(iter(attendus.values())))
    payes: dict[int, list[Euros]] = {}
    deja: set[Mois] = set()
    if connu(versements):
        for versement in versements:
            payes.setdefault(versement.le.year, []).append(versement.montant)
            deja.add(versement.mois)
    for ligne in lignes:
        if ligne.a_verser and ligne.mois not in deja:
            payes.setdefault(ligne.mois.annee, []).append(ligne.a_verser)
    for mois, manque in attendus.items():
        if mois not in deja and connu(payes.get(mois.annee, ())):
            payes[mois.annee] = cast(list[Euros], manque)
    return payes


@deduit(smic=SMIC_ANNUEL.chaque_mois())
def impots_par_annee(
    gratifications_par_annee: Mapping[int, Sequence[Euros]],
    stagiaire: Stagiaire,
    *,
    smic: Mapping[date, Decimal],
) -> Mapping[int, ImpotDeLAnnee]:
    """Chaque année du stage : ses versements, et ceux que le stagiaire a reçus d'ailleurs.

    L'année qui attend une valeur de la loi est inconnue, sans rien ôter aux autres.
    """
    ailleurs: tuple[GratificationRecue, ...] = (
        () if stagiaire.stages == () else stagiaire.gratifications_recues
    )

    impots: dict[int, ImpotDeLAnnee] = {}
    for annee, versements in sorted(gratifications_par_annee.items()):
        autres = [autre.montant for autre in ailleurs if autre.le.year == annee]
        try:
            recus = (*versements, *autres)
            impots[annee] = calculer_impot(annee, recus, Euros(Decimal(smic[date(annee, 1, 1)])))
        except FaitInconnu as erreur:
            impots[annee] = cast(ImpotDeLAnnee, erreur.inconnu)
    return impots


# --- Les règles ------------------------------------------------------------------------------


@regle("CGI 81 bis", depuis="2014-07-12", gravite=Gravite.INFORMATION)
def gratification_exoneree(
    nature: Nature,
    gratifications_par_annee: Mapping[int, Sequence[Euros]],
    impots_par_annee: Mapping[int, ImpotDeLAnnee],
) -> Constat:
    """Les gratifications d'une année ne sont imposables qu'au-dessus du SMIC annuel.

    On compte l'année du versement, tous les stages et tous les organismes, sans prorata et sans égard au jour
    de signature. L'exonération se cumule avec celle des emplois d'étudiant.
    """
    if nature == Nature.FORMATION_CONTINUE:
        return sans_objet("La formation professionnelle continue n'ouvre pas droit à cette exonération.")
    if not any(
        not connu(versements) or somme(versements) for versements in gratifications_par_annee.values()
    ):
        return sans_objet("Aucune gratification n'est versée.")
    impots = [impot for impot in impots_par_annee.values() if connu(impot)]
    if len(impots) < len(impots_par_annee):
        return _en_attendant(impots, impots_par_annee)
    imposes = [impot for impot in impots if impot.imposable]
    imposable = somme([impot.imposable for impot in imposes])
    annees = [str(impot.annee) for impot in imposes]
    provisoires = [impot for impot in imposes if impot.provisoire]

    def etapes() -> list[Etape]:
        return [e for impot in impots for e in impot.etapes]

    if provisoires:
        limite = provisoires[0].limite
        return a_verifier(
            "Les gratifications dépassent de {imposable:euros} le SMIC annuel ({annees:liste}) ; son "
            "montant, {limite:euros}, est provisoire.",
            lecture("au SMIC connu", Verdict.CONFORME, "{n:euros} sont imposables.", n=imposable),
            lecture("si le SMIC monte d'ici la fin de l'année", Verdict.CONFORME, "Un peu moins l'est."),
            que_faire="Déclarez l'excédent quand le montant officiel sera publié.",
            etapes=etapes,
            imposable=imposable,
            annees=annees,
            limite=limite,
        )
    if annees:
        return conforme(
            "Les gratifications dépassent le SMIC annuel ({annees:liste}) : {imposable:euros} sont "
            "imposables, et cela seul.",
            que_faire="Déclarez {imposable:euros} ; le prélèvement à la source ne porte que sur eux.",
            etapes=etapes,
            imposable=imposable,
            annees=annees,
        )
    return conforme(
        "Chaque année, les gratifications restent sous le SMIC annuel : elles ne se déclarent pas.",
        etapes=etapes,
        imposable=imposable,
    )


def _en_attendant(impots: list[ImpotDeLAnnee], par_annee: Mapping[int, ImpotDeLAnnee]) -> Constat:
    """Ce que l'on sait des années connues, et ce que les autres attendent ; rien, si aucune ne l'est."""
    attendues = {annee: cast(Inconnu, impot) for annee, impot in par_annee.items() if not connu(impot)}
    manquants = tuple({manque.cle: manque for manque in attendues.values()}.values())
    if not impots:
        return fait_manquant(manquants[0])
    imposable = somme(impot.imposable for impot in impots)
    return Constat(
        Verdict.A_VERIFIER,
        "L'impôt ne se calcule pas encore pour {attendues:liste}. Ce qui manque : {manquants:liste}.",
        {
            "attendues": [str(annee) for annee in attendues],
            "imposable": imposable,
            "manquants": [manque.dit for manque in manquants],
        },
        "Refaites le calcul de ces années quand on saura ce qui manque.",
        lambda: [e for impot in impots for e in impot.etapes],
        (
            lecture(
                "années connues",
                Verdict.CONFORME,
                "En {annees:liste}, {n:euros} dépassent le SMIC annuel.",
                annees=[str(impot.annee) for impot in impots],
                n=imposable,
            ),
            lecture("années à venir", Verdict.A_VERIFIER, "On ne le sait pas encore."),
        ),
        manquants,
    )


@regle("CSS R. 844-5", depuis="2016-01-01", selon="debut", gravite=Gravite.INFORMATION)
def prime_d_activite(hors_champ: bool, gratification: Gratification) -> Constat:
    """La gratification d'un stage ne compte pas dans les ressources de la prime d'activité."""
    if hors_champ:
        return sans_objet("Seule la gratification d'un stage de L. 124-1 est écartée de ces ressources.")
    if not gratification.horaire:
        return sans_objet("Aucune gratification n'est prévue.")
    return conforme("La gratification ne compte pas dans les ressources de la prime d'activité.")


@regle("CGI 81 bis", depuis="2014-07-12", jusqu_au="2015-08-31", gravite=Gravite.INFORMATION)
def exoneration_sans_egard_a_la_signature(
    gratifications_par_annee: Mapping[int, Sequence[Euros]],
) -> Constat:
    """Une convention conclue avant septembre 2015 ouvre droit à la même exonération.

    L'administration ne l'a admis qu'en avril 2016, après un arrêt du Conseil d'État de février 2016 : elle
    réservait jusque-là l'exonération aux conventions conclues à partir du 1er septembre 2015.
    """
    if not any(map(somme, gratifications_par_annee.values())):
        return sans_objet("Aucune gratification n'est versée.")
    return conforme("Le jour de signature n'y fait rien : l'exonération s'applique à ce stage.")


@regle("CGI 79", depuis="2008-02-01", jusqu_au="2014-07-11", gravite=Gravite.INFORMATION)
def ancienne_exoneration(
    gratifications_par_annee: Mapping[int, Sequence[Euros]],
    formation: Formation,
    debut: date,
    fin: date,
) -> Constat:
    """Autrefois, n'était exonéré qu'un stage obligatoire, prévu au programme et de trois mois au plus.

    Source secondaire ; pour les versements faits depuis le 12 juillet 2014, la règle nouvelle se soutient.
    """
    if not any(map(somme, gratifications_par_annee.values())):
        return sans_objet("Aucune gratification n'est versée.")
    trois_mois = fin <= dernier_jour_apres_mois(debut, 3)
    if trois_mois and formation.stage_obligatoire and formation.stage_prevu_au_reglement:
        return conforme("Le stage est obligatoire, prévu au programme et de trois mois au plus : exonéré.")
    return a_verifier(
        "Le stage ne réunit pas les trois conditions d'alors : obligatoire, prévu au programme, de trois "
        "mois au plus.",
        lecture("conditions d'alors", Verdict.CONFORME, "La gratification est imposable en entier."),
        lecture(
            "versements depuis le 12 juillet 2014",
            Verdict.CONFORME,
            "La limite du SMIC annuel s'y applique.",
        ),
        que_faire="Vérifiez la doctrine du jour de chaque versement.",
    )
