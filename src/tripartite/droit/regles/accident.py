"""Accident du travail d'un stagiaire : CSS L. 412-8, R. 412-4, D. 242-6-23 ; CRPM D. 751-3, D. 751-4.

À l'étranger, voir `stages_a_l_etranger`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from tripartite.droit.calculs.cotisations import CotisationsDuMois
from tripartite.droit.calculs.echeances import somme
from tripartite.droit.faits import Degre, Etablissement, Formation, Nature, OrganismeAccueil, Voie
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Etape,
    Euros,
    Gravite,
    Parametre,
    Sujet,
    a_verifier,
    conforme,
    deduit,
    depuis,
    etape,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Accident du travail",
    ordre=200,
    lignes=("R20",),
    presentation="Qui déclare un accident, à qui va la copie, qui porte les obligations, sur quelle base.",
)

COTISATION_UNITAIRE_TECHNIQUE = Parametre(
    "cotisation unitaire d'accident du travail, enseignement technique",
    depuis("2009-09-01", 5, "ASH 2704", Confiance.SECONDAIRE),
    depuis("2010-09-01", 4, "ASH 2704 ; lettre-circulaire ACOSS 2011-026", Confiance.SECONDAIRE),
    unite="€ par élève et par année scolaire",
    articles=("CSS D. 242-6-23",),
    jusqu_au="2011-08-31",
)
COTISATION_UNITAIRE_SECONDAIRE = Parametre(
    "cotisation unitaire d'accident du travail, enseignement secondaire ou spécialisé",
    depuis("2009-09-01", 1, "ASH 2704", Confiance.SECONDAIRE),
    depuis("2010-09-01", 1, "ASH 2704", Confiance.SECONDAIRE),
    unite="€ par élève et par année scolaire",
    articles=("CSS D. 242-6-23",),
    jusqu_au="2011-08-31",
)

SALAIRE_MINIMUM_DES_RENTES = "le salaire minimum des rentes (L. 434-16), dont le montant n'est pas écrit ici"
EXCEDENT = "la gratification, moins la franchise"


# --- Ce que l'on calcule ---------------------------------------------------------------------


class Moment(StrEnum):
    """Quand l'accident s'est produit."""

    STAGE = "pendant le stage, par lui ou à son occasion"
    ENSEIGNEMENT = "pendant l'enseignement"


class Qui(StrEnum):
    """À qui revient une démarche."""

    ORGANISME = "l'organisme d'accueil"
    ETABLISSEMENT = "l'établissement d'enseignement"
    DIRECTEUR = "le directeur de l'établissement agricole"


class Demarches(NamedTuple):
    """Après un accident : qui déclare, à quelle caisse, qui reçoit la copie, qui porte les obligations."""

    declarant: Qui
    caisse: str
    copie_a: Qui | None
    obligations: Qui
    base: str
    etapes: tuple[Etape, ...]


@cache
def demarches(
    moment: Moment, au_dessus_de_la_franchise: bool, etablissement_agricole: bool = False
) -> Demarches:
    """Dit les démarches qui suivent un accident en France.

    Args:
        moment: pendant le stage, ou pendant l'enseignement.
        au_dessus_de_la_franchise: la gratification du mois dépasse la franchise de cotisations.
        etablissement_agricole: l'établissement d'enseignement est agricole.

    Source : CSS R. 412-4 (2020) ; CRPM D. 751-3 et D. 751-4.

    >>> sous = demarches(Moment.STAGE, au_dessus_de_la_franchise=False)
    >>> sous.declarant.value, sous.copie_a.value, sous.obligations.value
    ("l'organisme d'accueil", "l'établissement d'enseignement", "l'établissement d'enseignement")
    """
    if etablissement_agricole:
        return Demarches(
            Qui.DIRECTEUR,
            "la MSA",
            None,
            Qui.ETABLISSEMENT,
            "celle que fixe le code rural",
            (
                etape("Information", "{qui} informe aussitôt l'établissement", qui=Qui.ORGANISME.value),
                etape("Déclaration", "{qui} déclare l'accident à la MSA", qui=Qui.DIRECTEUR.value),
            ),
        )
    obligations = Qui.ORGANISME if au_dessus_de_la_franchise else Qui.ETABLISSEMENT
    base = EXCEDENT if au_dessus_de_la_franchise else SALAIRE_MINIMUM_DES_RENTES
    if moment == Moment.STAGE:
        declarant: Qui = Qui.ORGANISME
        copie: Qui | None = Qui.ETABLISSEMENT
    else:
        declarant = Qui.ETABLISSEMENT
        copie = Qui.ORGANISME if au_dessus_de_la_franchise else None
    return Demarches(
        declarant,
        "la caisse primaire d'assurance maladie",
        copie,
        obligations,
        base,
        (
            etape("Déclaration", "{qui} déclare l'accident", qui=declarant.value),
            etape("Copie, sans délai", "{qui}", qui=copie.value if copie else "à personne"),
            etape("Obligations et cotisations", "{qui}, sur {base}", qui=obligations.value, base=base),
        ),
    )


# --- Ce que l'on déduit ----------------------------------------------------------------------


@deduit()
def sans_regime_d_accident(nature: Nature, accueil_en_france: bool) -> str:
    """Pourquoi le régime d'accident des stagiaires ne s'applique pas ; vide s'il s'applique."""
    if nature == Nature.FORMATION_CONTINUE:
        return "Le stagiaire de la formation professionnelle continue a son propre régime."
    if not accueil_en_france:
        return "L'organisme d'accueil est à l'étranger : la couverture suit d'autres conditions."
    return ""


# --- Les règles ------------------------------------------------------------------------------


@regle(
    "CSS L. 412-8",
    "CSS R. 412-4",
    "CSS R. 441-3",
    "CRPM D. 751-3",
    "CRPM D. 751-4",
    depuis="2020-01-01",
    gravite=Gravite.INFORMATION,
)
def declaration_d_accident(
    sans_regime_d_accident: str, etablissement: Etablissement, organisme: OrganismeAccueil
) -> Constat:
    """L'accident du stage est déclaré par l'organisme d'accueil, même sous la franchise.

    Dans l'enseignement agricole, l'organisme informe et le directeur de l'établissement déclare. Le délai de
    la déclaration, dimanches et jours fériés non compris, est de mémoire.
    """
    if sans_regime_d_accident:
        return sans_objet(sans_regime_d_accident)
    if etablissement.agricole:
        agricole = demarches(Moment.STAGE, False, etablissement_agricole=True)
        return conforme(
            "En cas d'accident, l'organisme d'accueil ({organisme}) informe aussitôt l'établissement "
            "({etablissement}), dont le directeur déclare l'accident à la MSA.",
            que_faire="Préparez le jour, l'heure, le lieu et les circonstances, et le nom des témoins.",
            etapes=agricole.etapes,
            declarant=agricole.declarant.value,
            organisme=f"{organisme.nom}",
            etablissement=f"{etablissement.nom}",
        )
    ordinaire = demarches(Moment.STAGE, False)
    return conforme(
        "En cas d'accident pendant le stage, l'organisme d'accueil ({organisme}) le déclare et envoie sans "
        "délai une copie à l'établissement ({etablissement}).",
        que_faire="Préparez l'identité du stagiaire, le SIRET du lieu, le jour, l'heure, les circonstances "
        "et le nom des témoins. Déclarez dans les deux jours ouvrables (délai à confirmer sur Légifrance).",
        etapes=ordinaire.etapes[:2],
        declarant=ordinaire.declarant.value,
        organisme=f"{organisme.nom}",
        etablissement=f"{etablissement.nom}",
    )


@regle("CSS R. 412-4", "CRPM D. 751-4", depuis="2020-01-01", gravite=Gravite.INFORMATION)
def accident_pendant_l_enseignement(
    sans_regime_d_accident: str,
    etablissement: Etablissement,
    mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...],
) -> Constat:
    """L'accident de l'enseignement est déclaré par l'établissement."""
    if sans_regime_d_accident:
        return sans_objet(sans_regime_d_accident)
    if etablissement.agricole:
        return conforme(
            "Pendant l'enseignement, le directeur de l'établissement déclare l'accident à la MSA."
        )
    if mois_au_dessus_de_la_franchise:
        return conforme(
            "Pendant l'enseignement, l'établissement déclare l'accident ; les mois où la gratification "
            "dépasse la franchise ({mois:liste}), il en envoie copie à l'organisme d'accueil.",
            etapes=demarches(Moment.ENSEIGNEMENT, True).etapes,
            mois=[c.mois for c in mois_au_dessus_de_la_franchise],
        )
    return conforme(
        "Pendant l'enseignement, l'établissement déclare l'accident.",
        etapes=demarches(Moment.ENSEIGNEMENT, False).etapes,
    )


@regle("CSS R. 412-4", "CSS L. 434-16", depuis="2020-01-01", gravite=Gravite.INFORMATION)
def charge_des_accidents(
    sans_regime_d_accident: str,
    etablissement: Etablissement,
    mois_au_dessus_de_la_franchise: tuple[CotisationsDuMois, ...],
) -> Constat:
    """L'établissement porte les obligations d'accident du travail sous la franchise, l'organisme au-dessus.

    Une fiche publique de 2020 écrit que tout revient à l'organisme : c'est faux sous la franchise.
    """
    if sans_regime_d_accident:
        return sans_objet(sans_regime_d_accident)
    if etablissement.agricole:
        return sans_objet("Les élèves de l'enseignement agricole relèvent du code rural.")
    if not mois_au_dessus_de_la_franchise:
        return conforme(
            "La gratification ne dépasse pas la franchise : les obligations et les cotisations d'accident "
            "du travail reviennent à l'établissement (au recteur pour un établissement public de "
            "l'éducation nationale).",
            etapes=demarches(Moment.STAGE, False).etapes,
        )
    excedent: Euros = somme([c.excedent for c in mois_au_dessus_de_la_franchise])
    return conforme(
        "Les mois où la gratification dépasse la franchise ({mois:liste}), les obligations et les "
        "cotisations reviennent à l'organisme d'accueil, sur {excedent:euros} en tout ; les autres mois, à "
        "l'établissement.",
        etapes=demarches(Moment.STAGE, True).etapes,
        mois=[c.mois for c in mois_au_dessus_de_la_franchise],
        excedent=excedent,
    )


@regle(
    "CSS D. 242-6-23",
    depuis="2009-09-01",
    selon="debut",
    gravite=Gravite.INFORMATION,
    technique=COTISATION_UNITAIRE_TECHNIQUE.a_la_date("debut"),
    secondaire=COTISATION_UNITAIRE_SECONDAIRE.a_la_date("debut"),
)
def cotisation_unitaire(
    sans_regime_d_accident: str,
    etablissement: Etablissement,
    formation: Formation,
    *,
    technique: int,
    secondaire: int,
) -> Constat:
    """L'établissement verse par élève ou étudiant inscrit une cotisation unitaire, une fois l'an, fin mars.

    Elle ne se divise pas. Les montants de 2011 à aujourd'hui n'ont pas été trouvés : ils ne sont pas
    inventés.
    """
    if sans_regime_d_accident:
        return sans_objet(sans_regime_d_accident)
    if etablissement.agricole:
        return sans_objet("Les élèves de l'enseignement agricole relèvent du code rural.")
    if etablissement.public:
        return sans_objet(
            "Pour un établissement public de l'éducation nationale, le recteur verse les cotisations."
        )
    if etablissement.degre == Degre.SUPERIEUR:
        return a_verifier(
            "Aucune source lue ne donne la cotisation unitaire de l'enseignement supérieur.",
            que_faire="Demandez à l'Urssaf le montant de l'année scolaire.",
        )
    montant = technique if formation.voie in (Voie.TECHNOLOGIQUE, Voie.PROFESSIONNELLE) else secondaire
    montant = round(montant, 1)  # au décime : arrêté du 16 décembre 1985
    return conforme(
        "L'établissement verse {montant:euros} pour cet élève, dans les quinze derniers jours de mars.",
        montant=montant,
    )
