"""Le droit des stages, en code : vérifier une convention, calculer ce qui est dû, dire pourquoi.

    from tripartite import lire_dossier, verifier

    for constat in verifier(lire_dossier("lea.yaml")):
        print(constat.verdict, ecrire(constat.phrase, constat.grandeurs))

Vérifier
    lire_dossier, lire_texte    un dossier YAML ou JSON, aux faits ; `DossierInvalide` dit ce qui n'y va pas
    ecrire_yaml, ecrire_json    des faits au texte
    verifier                    tous les constats d'un dossier, dans l'ordre de lecture d'une convention
    situation_de                les faits d'un dossier par leur nom, déductions comprises
    ecrire                      une phrase et ses grandeurs, à la française

Calculer (durées en minutes, montants en euros `Decimal`, taux de 0 à 1 ; chaque résultat porte ses `etapes`)
    calculer_echeancier         la gratification, mois par mois (L. 124-6, D. 124-8)
    compter_duree               des minutes aux jours et aux mois de stage (D. 124-6, L. 124-5)
    contingent_par_semaine      les places de chaque semaine civile (R. 124-10 à R. 124-12)
    premiere_semaine_libre      le jour où un stagiaire de plus tient dans le contingent
    poste_libre_le              le jour où un poste est de nouveau libre (L. 124-11)
    calculer_franchise          la franchise de cotisations d'un mois (CSS L. 136-1-1, D. 136-1)
    calculer_cotisations        ce que chacun doit sur ce qui la dépasse
    calculer_impot              ce que l'impôt sur le revenu prend en compte d'une année (CGI 81 bis)
    prix_des_trimestres         le prix des trimestres de retraite d'un stage (CSS D. 351-18)
    essai_apres_stage           ce qui reste d'une période d'essai (C. trav. L. 1221-24)

Un fait ou une valeur que l'on ne connaît pas lève `FaitInconnu`, qui le nomme : rien n'est supposé.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tripartite.dossiers import DossierInvalide as DossierInvalide
    from tripartite.dossiers import ecrire_json as ecrire_json
    from tripartite.dossiers import ecrire_yaml as ecrire_yaml
    from tripartite.dossiers import lire_dossier as lire_dossier
    from tripartite.dossiers import lire_texte as lire_texte
    from tripartite.droit.calculs.contingents import contingent_par_semaine as contingent_par_semaine
    from tripartite.droit.calculs.contingents import premiere_semaine_libre as premiere_semaine_libre
    from tripartite.droit.calculs.cotisations import calculer_cotisations as calculer_cotisations
    from tripartite.droit.calculs.durees import compter_duree as compter_duree
    from tripartite.droit.calculs.echeances import calculer_echeancier as calculer_echeancier
    from tripartite.droit.calculs.franchises import calculer_franchise as calculer_franchise
    from tripartite.droit.faits import Dossier as Dossier
    from tripartite.droit.langage import Constat as Constat
    from tripartite.droit.langage import FaitInconnu as FaitInconnu
    from tripartite.droit.langage import Gravite as Gravite
    from tripartite.droit.langage import Inconnu as Inconnu
    from tripartite.droit.langage import Situation as Situation
    from tripartite.droit.langage import Verdict as Verdict
    from tripartite.droit.regles.carence import poste_libre_le as poste_libre_le
    from tripartite.droit.regles.embauche import essai_apres_stage as essai_apres_stage
    from tripartite.droit.regles.impot import calculer_impot as calculer_impot
    from tripartite.droit.regles.retraite import prix_des_trimestres as prix_des_trimestres
    from tripartite.droit.verification import situation_de as situation_de
    from tripartite.droit.verification import verifier as verifier
    from tripartite.rendus.grandeurs import ecrire as ecrire

    __version__: str

_OU = {
    "tripartite.droit.verification": ("verifier", "situation_de"),
    "tripartite.dossiers": ("lire_dossier", "lire_texte", "ecrire_yaml", "ecrire_json", "DossierInvalide"),
    "tripartite.rendus.grandeurs": ("ecrire",),
    "tripartite.droit.langage": ("Verdict", "Gravite", "Constat", "Inconnu", "FaitInconnu", "Situation"),
    "tripartite.droit.faits": ("Dossier",),
    "tripartite.droit.calculs.echeances": ("calculer_echeancier",),
    "tripartite.droit.calculs.durees": ("compter_duree",),
    "tripartite.droit.calculs.contingents": ("contingent_par_semaine", "premiere_semaine_libre"),
    "tripartite.droit.regles.carence": ("poste_libre_le",),
    "tripartite.droit.calculs.franchises": ("calculer_franchise",),
    "tripartite.droit.calculs.cotisations": ("calculer_cotisations",),
    "tripartite.droit.regles.impot": ("calculer_impot",),
    "tripartite.droit.regles.retraite": ("prix_des_trimestres",),
    "tripartite.droit.regles.embauche": ("essai_apres_stage",),
}
_MODULES = {nom: module for module, noms in _OU.items() for nom in noms}

__all__ = ["__version__", *_MODULES]


def __getattr__(nom: str) -> Any:
    """Charge un nom public quand on le demande : importer `tripartite` ne coûte rien."""
    if nom == "__version__":
        from importlib.metadata import version

        valeur: Any = version("tripartite")
    elif nom in _MODULES:
        valeur = getattr(import_module(_MODULES[nom]), nom)
    else:
        raise AttributeError(f"tripartite n'a pas de « {nom} ». Il a : {', '.join(__all__)}.")
    globals()[nom] = valeur
    return valeur


def __dir__() -> list[str]:
    return sorted(__all__)
