"""Ce qui change d'un dossier à l'autre, en toutes lettres."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from strategies import dossiers
from tirages import tirages

from tripartite.dossiers import ecrire, lire_dossier
from tripartite.droit.faits import Dossier, Vie
from tripartite.guichet.formulaires.differences import Difference, chemins_modifies
from tripartite.rendus.typographie import sans_insecable

EXEMPLE = Path(__file__).parents[3] / "exemples" / "master-en-entreprise.yaml"


def depart() -> dict[str, Any]:
    return ecrire(replace(lire_dossier(EXEMPLE), vie=Vie()))


def test_rien_ne_change() -> None:
    assert chemins_modifies(depart(), depart()) == ()


def test_la_meme_chose_ecrite_autrement_n_est_pas_un_changement() -> None:
    autrement = depart()
    autrement["convention"]["gratification"]["horaire"] = "4,500 €"
    autrement["convention"]["duree_hebdomadaire"] = "2100 min"
    assert chemins_modifies(depart(), autrement) == ()


def dites(apres: dict[str, Any]) -> tuple[Difference, ...]:
    """Ce qui change depuis le départ, ses espaces insécables ôtées."""
    return tuple(
        Difference(*(sans_insecable(dit) for dit in trouvee)) for trouvee in chemins_modifies(depart(), apres)
    )


def test_chaque_sorte_de_fait_se_dit() -> None:
    apres = deepcopy(depart())
    convention, organisme = apres["convention"], apres["organisme"]
    convention["fin"] = "2026-06-30"
    convention["gratification"] |= {"horaire": "5 €", "modalite": "lissée"}
    convention["motifs"].pop("saisonnier")
    convention["duree_hebdomadaire"] = "31 h 30"
    organisme["adresse"]["voie"] = "1 quai de Tourville"
    organisme["taux_atmp"] = "1,2 %"
    organisme["cse"] = False
    assert dites(apres) == (
        Difference("convention.fin", "La date de fin", "31 juillet 2026", "30 juin 2026"),
        Difference("convention.duree_hebdomadaire", "La durée hebdomadaire de présence", "35 h", "31 h 30"),
        Difference(
            "convention.gratification.horaire", "Le montant horaire de la gratification", "4,50 €", "5,00 €"
        ),
        Difference(
            "convention.gratification.modalite",
            "Les modalités de versement de la gratification",
            "Chaque mois, selon les heures faites",
            "Chaque mois, le même montant",
        ),
        Difference(
            "convention.motifs.saisonnier", "L'attestation sur l'emploi saisonnier", "Non", "On ne sait pas"
        ),
        Difference(
            "organisme.adresse.voie",
            "L'adresse de l'organisme d'accueil : la voie",
            "24 boulevard de la Prairie-au-Duc",
            "1 quai de Tourville",
        ),
        Difference(
            "organisme.taux_atmp", "Le taux d'accident du travail de l'établissement", "0,85 %", "1,2 %"
        ),
        Difference("organisme.cse", "L'existence d'un comité social et économique", "Oui", "Non"),
    )


def test_les_horaires_et_les_listes_se_lisent() -> None:
    apres = deepcopy(depart())
    apres["convention"]["horaires"] = {
        "semaines": [{"du lundi au jeudi": ["9h-12h30", "13h30-17h"], "vendredi": ["9h-12h"]}]
    }
    apres["organisme"]["accords_de_branche"] = [{"intitule": "Branche A", "etendu": True, "taux": "16 %"}]
    semaines, accords = dites(apres)
    assert semaines.avant == "du lundi au vendredi : 9h-12h30, 13h30-17h"
    assert semaines.apres == "du lundi au jeudi : 9h-12h30, 13h30-17h ; vendredi : 9h-12h"
    assert (accords.avant, accords.apres) == (
        "Il n'y en a pas",
        "intitulé de l'accord de branche : Branche A ; extension de l'accord de branche : Oui ; "
        "taux de l'accord de branche, en part du plafond horaire : 16 %",
    )


@settings(max_examples=tirages(25), deadline=None)
@given(avant=dossiers(), apres=dossiers())
def test_au_hasard_il_y_a_une_difference_si_et_seulement_si_les_faits_different(
    avant: Dossier, apres: Dossier
) -> None:
    un, autre = ecrire(avant), ecrire(apres)
    assert chemins_modifies(un, un) == ()
    differences = chemins_modifies(un, autre)
    assert bool(differences) == (un != autre)
    assert {d.chemin for d in differences} == {d.chemin for d in chemins_modifies(autre, un)}
