"""La question des douze mois, posée à OpenFisca-France : une fois (`--froid`), ou une fois puis à chaud.

Se lance avec le Python de son propre environnement (`python -m bench.preparer`) et rend du JSON.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

depart = perf_counter()
from openfisca_core.simulation_builder import SimulationBuilder  # noqa: E402
from openfisca_france import FranceTaxBenefitSystem  # noqa: E402

importe = perf_counter()

QUESTION = json.loads((Path(__file__).parents[2] / "question.json").read_text("utf-8"))
MOIS = [f"{QUESTION['annee']}-{mois:02d}" for mois in range(1, 13)]
REPETITIONS = 7


def chaque_mois(valeur):
    return dict.fromkeys(MOIS, valeur)


def cas():
    """Le stage de la question, dans les mots d'OpenFisca."""
    horaire = float(QUESTION["gratification_horaire"])
    heures = dict(zip(MOIS, QUESTION["heures_par_mois"], strict=True))
    stagiaire = {
        "date_naissance": {"ETERNITY": "2002-03-14"},
        "stage_duree_heures": heures,
        "stage_gratification": {mois: horaire * h for mois, h in heures.items()},
        "categorie_salarie": chaque_mois("prive_non_cadre"),
        "effectif_entreprise": chaque_mois(QUESTION["effectif"]),
        "taux_accident_travail": chaque_mois(float(QUESTION["taux_accidents_du_travail"])),
    }
    return {
        "individus": {"stagiaire": stagiaire},
        "familles": {"famille": {"parents": ["stagiaire"]}},
        "foyers_fiscaux": {"foyer": {"declarants": ["stagiaire"]}},
        "menages": {"menage": {"personne_de_reference": ["stagiaire"]}},
    }


def repondre(systeme):
    """Les douze mois : gratification, minimum, excédent, cotisations des deux côtés."""
    simulation = SimulationBuilder().build_from_dict(systeme, cas())

    def lire(variable, mois):
        return float(simulation.calculate(variable, mois)[0])

    reponse = []
    for mois in MOIS:
        gratification = lire("stage_gratification", mois)
        excedent = lire("stage_gratification_reintegration", mois)
        employeur = lire("cotisations_employeur", mois)
        exoneration = lire("exoneration_cotisations_employeur_stagiaire", mois)
        csg = lire("csg_deductible_salaire", mois) + lire("csg_imposable_salaire", mois)
        reponse.append(
            {
                "gratification": gratification,
                "minimum": gratification
                - excedent,  # le minimum et la franchise ne font qu'un chez OpenFisca
                "excedent": excedent,
                "cotisations_organisme": -(employeur + exoneration),
                "cotisations_stagiaire": -lire("cotisations_salariales", mois),
                "csg_crds": -(csg + lire("crds_salaire", mois)),
            }
        )
    return reponse


def chronometrer(appel, *arguments):
    debut = perf_counter()
    resultat = appel(*arguments)
    return resultat, 1000 * (perf_counter() - debut)


systeme, construction = chronometrer(FranceTaxBenefitSystem)
reponse, premier = chronometrer(repondre, systeme)
sortie = {
    "pair": f"OpenFisca-France {version('openfisca-france')}",
    "import_ms": 1000 * (importe - depart),
    "construction_ms": construction,
    "premier_cas_ms": premier,
    "mois": reponse,
}
if "--froid" not in sys.argv:
    sortie["a_chaud_ms"] = median(chronometrer(repondre, systeme)[1] for _ in range(REPETITIONS))
print(json.dumps(sortie))
