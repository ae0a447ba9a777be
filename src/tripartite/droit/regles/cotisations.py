"""Cotisations sur ce qui dépasse la franchise : CSS L. 136-1-1, L. 136-2, D. 242-3, D. 242-4, R. 412-4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tripartite.droit.calculs.bareme import (
    ABATTEMENT,
    CRDS,
    CSG_DEDUCTIBLE,
    CSG_NON_DEDUCTIBLE,
    FAMILLE,
    FNAL_DEPLAFONNE,
    FNAL_PLAFONNE,
    MALADIE,
    MALADIE_ALSACE_MOSELLE,
    NON_DUES,
    SERIES,
    SOLIDARITE_AUTONOMIE,
    VIEILLESSE_DEPLAFONNEE_ORGANISME,
    VIEILLESSE_DEPLAFONNEE_STAGIAIRE,
    VIEILLESSE_PLAFONNEE_ORGANISME,
    VIEILLESSE_PLAFONNEE_STAGIAIRE,
)
from tripartite.droit.calculs.cotisations import (
    BaremesParMois,
    CotisationsDuMois,
    calculer_cotisations,
    cotiser,
)
from tripartite.droit.calculs.echeances import RIEN, somme
from tripartite.droit.calculs.franchises import MoisCompare
from tripartite.droit.faits import OrganismeAccueil
from tripartite.droit.langage import (
    Constat,
    Euros,
    Gravite,
    Inconnu,
    SerieLue,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    etape,
    lecture,
    regle,
    sans_objet,
)
from tripartite.droit.parametres import PLAFOND_MENSUEL

__all__ = ["calculer_cotisations"]

SUJET = Sujet(
    "Cotisations au-dessus de la franchise",
    ordre=195,
    lignes=("R19",),
    presentation="Ce que chacun doit sur l'excédent, ce qui n'est jamais dû, ce qui se déclare.",
)

NATURE_DSN = "29"
"""La nature « convention de stage (hors formation professionnelle) », rubrique S21.G00.40.007."""


# --- Ce que l'on déduit ----------------------------------------------------------------------


@deduit(
    maladie=MALADIE.chaque_mois(),
    famille=FAMILLE.chaque_mois(),
    vieillesse_plafonnee_organisme=VIEILLESSE_PLAFONNEE_ORGANISME.chaque_mois(),
    vieillesse_deplafonnee_organisme=VIEILLESSE_DEPLAFONNEE_ORGANISME.chaque_mois(),
    vieillesse_plafonnee_stagiaire=VIEILLESSE_PLAFONNEE_STAGIAIRE.chaque_mois(),
    vieillesse_deplafonnee_stagiaire=VIEILLESSE_DEPLAFONNEE_STAGIAIRE.chaque_mois(),
    solidarite_autonomie=SOLIDARITE_AUTONOMIE.chaque_mois(),
    fnal_plafonne=FNAL_PLAFONNE.chaque_mois(),
    fnal_deplafonne=FNAL_DEPLAFONNE.chaque_mois(),
    maladie_alsace_moselle=MALADIE_ALSACE_MOSELLE.chaque_mois(),
    csg_deductible=CSG_DEDUCTIBLE.chaque_mois(),
    csg_non_deductible=CSG_NON_DEDUCTIBLE.chaque_mois(),
    crds=CRDS.chaque_mois(),
    abattement=ABATTEMENT.chaque_mois(),
    plafond=PLAFOND_MENSUEL.chaque_mois(),
)
def baremes(
    organisme: OrganismeAccueil,
    *,
    maladie: SerieLue,
    famille: SerieLue,
    vieillesse_plafonnee_organisme: SerieLue,
    vieillesse_deplafonnee_organisme: SerieLue,
    vieillesse_plafonnee_stagiaire: SerieLue,
    vieillesse_deplafonnee_stagiaire: SerieLue,
    solidarite_autonomie: SerieLue,
    fnal_plafonne: SerieLue,
    fnal_deplafonne: SerieLue,
    maladie_alsace_moselle: SerieLue,
    csg_deductible: SerieLue,
    csg_non_deductible: SerieLue,
    crds: SerieLue,
    abattement: SerieLue,
    plafond: SerieLue,
) -> BaremesParMois:
    """Le barème d'un mois, lu quand on le demande : quand la gratification y dépasse la franchise."""
    series = (
        *(maladie, famille, vieillesse_plafonnee_organisme, vieillesse_deplafonnee_organisme),
        *(vieillesse_plafonnee_stagiaire, vieillesse_deplafonnee_stagiaire, solidarite_autonomie),
        *(fnal_plafonne, fnal_deplafonne, maladie_alsace_moselle),
        *(csg_deductible, csg_non_deductible, crds, abattement, plafond),
    )
    return BaremesParMois(organisme, dict(zip(SERIES, series, strict=True)))


def _cotiser_chaque_mois(
    franchises: Iterable[MoisCompare], baremes: BaremesParMois
) -> tuple[CotisationsDuMois, ...]:
    cotisations = []
    for compare in franchises:
        excedent: Euros | Inconnu = compare.excedent
        if isinstance(excedent, Inconnu):
            cotisations.append(_inconnues(compare, excedent))
        elif not excedent:
            cotisations.append(CotisationsDuMois(compare, None, (), RIEN, RIEN, RIEN))
        else:
            bareme = baremes[compare.mois]
            cotisations.append(
                _inconnues(compare, bareme) if isinstance(bareme, Inconnu) else cotiser(compare, bareme)
            )
    return tuple(cotisations)


def _inconnues(compare: MoisCompare, manque: Any) -> CotisationsDuMois:
    return CotisationsDuMois(compare, None, (), manque, manque, manque)


@deduit()
def cotisations_par_mois(
    franchises_prevues: tuple[MoisCompare, ...], baremes: BaremesParMois
) -> tuple[CotisationsDuMois, ...]:
    """Les cotisations de chaque mois d'après la convention : heures et montants prévus."""
    return _cotiser_chaque_mois(franchises_prevues, baremes)


@deduit()
def cotisations_dues(
    franchises_par_mois: tuple[MoisCompare, ...], baremes: BaremesParMois
) -> tuple[CotisationsDuMois, ...]:
    """Les cotisations de chaque mois d'après l'échéancier : présences, absences, rupture comprises."""
    return _cotiser_chaque_mois(franchises_par_mois, baremes)


@deduit()
def mois_au_dessus_de_la_franchise(
    cotisations_dues: tuple[CotisationsDuMois, ...],
) -> tuple[CotisationsDuMois, ...]:
    """Les mois où la gratification et les avantages dépassent la franchise : inconnus si l'un l'est."""
    return tuple([mois for mois in cotisations_dues if mois.compare.excedent])


@deduit()
def manques_des_cotisations(cotisations_dues: tuple[CotisationsDuMois, ...]) -> Mapping[str, Inconnu]:
    """Ce qu'il faudrait savoir pour que chaque mois ait ses cotisations, chaque chose une fois."""
    return {manque.cle: manque for mois in cotisations_dues for manque in mois.manquants}


# --- Les règles ------------------------------------------------------------------------------

SOUS_LA_FRANCHISE = "Rien ne dépasse la franchise."


def _a_completer(cotisations: Iterable[CotisationsDuMois], manques: Mapping[str, Inconnu]) -> Constat:
    """Ce qui manque pour répondre."""
    return Constat(
        Verdict.A_VERIFIER,
        "Les cotisations ne sont pas toutes connues. Ce qui manque : {manquants:liste}.",
        {"manquants": [manque.dit for manque in manques.values()]},
        "Indiquez {manquants:liste}.",
        lambda: [e for mois in cotisations if mois.bareme for e in mois.etapes],
        manquants=tuple(manques.values()),
    )


@regle(
    "CSS L. 136-1-1",
    "CSS L. 242-4-1",
    "CSS D. 242-3",
    "CSS D. 242-4",
    depuis="2008-02-01",
    gravite=Gravite.INFORMATION,
)
def cotisations_sur_l_excedent(
    hors_franchise: str,
    cotisations_dues: tuple[CotisationsDuMois, ...],
    manques_des_cotisations: Mapping[str, Inconnu],
    mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...],
) -> Constat:
    """Ce qui dépasse la franchise, et cela seul, porte des cotisations des deux côtés.

    Ni taux réduits ni réduction générale. Les taux d'avant 2024 ne sont pas écrits ici.
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    if manques_des_cotisations:
        return _a_completer(cotisations_dues, manques_des_cotisations)
    if not mois_au_dessus_de_la_franchise:
        return conforme(
            "Aucune cotisation n'est due, ni par l'organisme d'accueil ni par le stagiaire.",
            que_faire="Gardez votre couverture d'étudiant : sans cotisation, pas d'indemnités journalières.",
            organisme=RIEN,
            stagiaire=RIEN,
        )
    organisme = somme([mois.organisme for mois in cotisations_dues])
    retenu = somme([mois.retenu for mois in cotisations_dues])
    return conforme(
        "Sur {excedent:euros} d'excédent, l'organisme d'accueil doit {organisme:euros} et le stagiaire "
        "{stagiaire:euros}, CSG et CRDS comprises : il reçoit {net:euros} et coûte {cout:euros}.",
        etapes=lambda: [e for mois in cotisations_dues if mois.bareme for e in mois.etapes],
        excedent=somme([mois.excedent for mois in mois_au_dessus_de_la_franchise]),
        organisme=organisme,
        stagiaire=retenu,
        net=somme(mois.net for mois in cotisations_dues),
        cout=somme(mois.cout for mois in cotisations_dues),
    )


@regle("CSS L. 136-1-1", depuis="2018-09-01", gravite=Gravite.INFORMATION)
def cotisations_jamais_dues(
    hors_franchise: str, mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...]
) -> Constat:
    """L'assurance chômage, la retraite complémentaire et ce qui tient au salariat ne sont jamais dus."""
    if hors_franchise:
        return sans_objet(hors_franchise)
    if not mois_au_dessus_de_la_franchise:
        return sans_objet(SOUS_LA_FRANCHISE)
    return conforme(
        "Même sur l'excédent, rien n'est dû pour : {noms:liste}.",
        etapes=lambda: [
            etape(ligne.libelle, "{montant:euros} : {motif}", montant=ligne.montant, motif=ligne.motif)
            for ligne in NON_DUES
        ],
        noms=[ligne.libelle for ligne in NON_DUES],
    )


@regle("CSS L. 136-1-1", depuis="2018-09-01", gravite=Gravite.INFORMATION)
def declaration_de_l_excedent(
    hors_franchise: str,
    cotisations_dues: tuple[CotisationsDuMois, ...],
    manques_des_cotisations: Mapping[str, Inconnu],
    mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...],
) -> Constat:
    """Une gratification se déclare quand elle dépasse la franchise.

    Source secondaire (Sage, cahier technique de la DSN) : la nature est « convention de stage (hors formation
    professionnelle) », rubrique S21.G00.40.007. Ni déclaration préalable à l'embauche (source secondaire) ni,
    sous la franchise, bulletin de paie : aucun texte lu n'en demande.
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    if mois_au_dessus_de_la_franchise:
        return conforme(
            "L'excédent se déclare ({mois:liste}) : en DSN, la nature du contrat est {nature}.",
            que_faire="Déclarez le stagiaire en DSN pour ces mois, et l'excédent seul comme assiette.",
            mois=[c.mois for c in mois_au_dessus_de_la_franchise],
            nature=NATURE_DSN,
        )
    if manques_des_cotisations:
        return _a_completer(cotisations_dues, manques_des_cotisations)
    return sans_objet(
        "La gratification ne dépasse pas la franchise : la déclarer n'est pas obligatoire. Un stagiaire n'a "
        "pas non plus de déclaration préalable à l'embauche."
    )


@regle("CSS L. 136-2", depuis="2018-09-01", gravite=Gravite.INFORMATION)
def abattement_de_la_csg(
    hors_franchise: str, mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...]
) -> Constat:
    """La CSG et la CRDS se calculent après un abattement pour frais professionnels.

    L. 136-2 le donne à tout revenu d'activité ; pour l'excédent d'un stagiaire, une fiche de praticien
    (Legisocial, 2016) le confirme, aucun texte propre. Nos montants l'appliquent.
    """
    if hors_franchise:
        return sans_objet(hors_franchise)
    if not mois_au_dessus_de_la_franchise:
        return sans_objet(SOUS_LA_FRANCHISE)
    avec = somme([mois.csg_crds for mois in mois_au_dessus_de_la_franchise])
    sans = somme([mois.sans_abattement for mois in mois_au_dessus_de_la_franchise])
    return a_verifier(
        "Aucun texte propre aux stages ne dit si l'abattement s'applique à l'excédent ; nos montants "
        "l'appliquent.",
        lecture(
            "avec l'abattement", Verdict.CONFORME, "La CSG et la CRDS font {montant:euros}.", montant=avec
        ),
        lecture(
            "sans l'abattement", Verdict.CONFORME, "La CSG et la CRDS font {montant:euros}.", montant=sans
        ),
        que_faire="Demandez à l'Urssaf, ou à la MSA, l'assiette qu'elle retient.",
        avec=avec,
        sans=sans,
    )


@regle("CSS L. 136-1-1", depuis="2018-09-01", gravite=Gravite.INFORMATION)
def formation_et_apprentissage(
    hors_franchise: str, mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...]
) -> Constat:
    """La contribution à la formation et la taxe d'apprentissage, sur l'excédent, ne sont pas tranchées."""
    if hors_franchise:
        return sans_objet(hors_franchise)
    if not mois_au_dessus_de_la_franchise:
        return sans_objet(SOUS_LA_FRANCHISE)
    return a_verifier(
        "Aucune source lue ne dit si la contribution à la formation professionnelle et la taxe "
        "d'apprentissage sont dues sur l'excédent ({excedent:euros}) ; nos montants ne les comptent pas.",
        lecture("non dues", Verdict.CONFORME, "L'Urssaf ne les cite pas parmi ce que porte l'excédent."),
        lecture("dues", Verdict.CONFORME, "Les simulateurs publics les comptent sur l'excédent."),
        que_faire="Demandez à l'Urssaf si elles s'ajoutent.",
        excedent=somme([mois.excedent for mois in mois_au_dessus_de_la_franchise]),
    )


@regle("CSS L. 241-3", depuis="2018-09-01", gravite=Gravite.INFORMATION)
def excedent_au_dessus_du_plafond(
    hors_franchise: str,
    cotisations_dues: tuple[CotisationsDuMois, ...],
    mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...],
) -> Constat:
    """La cotisation vieillesse plafonnée s'arrête au plafond mensuel."""
    if hors_franchise:
        return sans_objet(hors_franchise)
    hauts = [m for m in cotisations_dues if m.bareme and m.excedent > m.bareme.plafond]
    if not hauts:
        tuple(mois_au_dessus_de_la_franchise)  # un mois inconnu pourrait être plus haut : on le demande
        return sans_objet("L'excédent ne dépasse pas le plafond mensuel.")
    return a_verifier(
        "L'excédent dépasse le plafond mensuel ({mois:liste}).",
        lecture("plafond entier", Verdict.CONFORME, "La base plafonnée est le plafond du mois."),
        lecture("plafond réduit aux heures du stage", Verdict.CONFORME, "La base plafonnée est plus petite."),
        que_faire="Nos montants prennent le plafond entier ; faites-les confirmer par l'Urssaf.",
        mois=[m.mois for m in hauts],
    )
