"""Payer davantage n'aggrave aucun verdict : toutes les règles, sur les cas écrits, les exemples et le hasard.

Celles qui y échappent sont ici, une par une, avec la raison ; une de trop, ou une de moins, échoue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from harnais import situation_du_cas, tous_les_cas
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import dossiers, jours
from tirages import tirages

from tripartite import lire_dossier
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import REGLES, Situation, Verdict, connu
from tripartite.droit.verification import situation_de

PIRE = {Verdict.SANS_OBJET: 0, Verdict.CONFORME: 0, Verdict.A_VERIFIER: 1, Verdict.NON_CONFORME: 2}
EXEMPLES = sorted((Path(__file__).parents[2] / "exemples").glob("*.yaml"))

LA_LOI_PLAFONNE = "au-delà, le texte interdit, ou retire un droit"
LA_FRANCHISE_EST_DEPASSEE = "une contribution ou un impôt naît : la règle dit ce qui n'en est pas tranché"
LE_VERSEMENT_NE_SUIT_PAS = "on a promis davantage, et rien versé de plus"
UN_TROP_VERSE = "la règle signale le trop-versé, que l'on peut reprendre"

CONVENIR_AGGRAVE = {
    "gratification_plafonnee_du_public": LA_LOI_PLAFONNE,
    "gratification_couverte_a_l_etranger": LA_LOI_PLAFONNE,
    "cotisations_sur_l_excedent": LA_FRANCHISE_EST_DEPASSEE,
    "franchise_a_la_signature": LA_FRANCHISE_EST_DEPASSEE,
    "abattement_de_la_csg": LA_FRANCHISE_EST_DEPASSEE,
    "formation_et_apprentissage": LA_FRANCHISE_EST_DEPASSEE,
    "excedent_au_dessus_du_plafond": LA_FRANCHISE_EST_DEPASSEE,
    "gratification_exoneree": LA_FRANCHISE_EST_DEPASSEE,
    "gratification_versee": LE_VERSEMENT_NE_SUIT_PAS,
    "rupture_soldee": LE_VERSEMENT_NE_SUIT_PAS,
}
VERSER_AGGRAVE = {
    "rupture_soldee": UN_TROP_VERSE,
    "lissage_reajuste": UN_TROP_VERSE,
    "gratification_versee": "le rappel payé, elle n'est plus sans objet : il lui faut le décompte",
}

Geste = Callable[[Situation, Decimal], tuple[Situation, ...]]


def convenir(situation: Situation, de_plus: Decimal) -> tuple[Situation, ...]:
    """La même, où l'heure convenue vaut davantage. Rien n'est dit de qui ne promettait rien."""
    gratification = situation["gratification"]
    if not connu(gratification) or not connu(gratification.horaire) or not gratification.horaire:
        return ()
    mieux = replace(gratification, horaire=gratification.horaire + de_plus)
    convention = replace(situation["convention"], gratification=mieux)
    return (Situation({**situation.connus, "gratification": mieux, "convention": convention}),)


def verser(situation: Situation, de_plus: Decimal) -> tuple[Situation, ...]:
    """La même, où un versement est plus gros : l'un, puis l'autre."""
    versements = situation["versements"]
    if not connu(versements):
        return ()
    return tuple(
        Situation(
            {
                **situation.connus,
                "versements": tuple(
                    replace(v, montant=v.montant + de_plus) if rang == lequel else v
                    for rang, v in enumerate(versements)
                ),
            }
        )
        for lequel, versement in enumerate(versements)
        if connu(versement.montant)
    )


GESTES: dict[str, tuple[Geste, dict[str, str]]] = {
    "convenir": (convenir, CONVENIR_AGGRAVE),
    "verser": (verser, VERSER_AGGRAVE),
}


def aggravees(avant: Situation, payees: tuple[Situation, ...], parmi: Collection[str]) -> set[str]:
    """Les règles, parmi celles-là, dont le verdict empire quand on paie davantage."""
    jugees = [REGLES[nom] for nom in parmi if REGLES[nom].concerne(avant)]
    return {
        regle.nom
        for regle in jugees
        for apres in payees
        if PIRE[regle.juger(apres).verdict] > PIRE[regle.juger(avant).verdict]
    }


@cache
def payantes(geste: str) -> tuple[Situation, ...]:
    """Celles des cas écrits et des exemples où l'on peut payer davantage."""
    payer, _ = GESTES[geste]
    des_cas = [situation_du_cas(cas) for cas in tous_les_cas() if "faits" in cas.parties]
    toutes = (*des_cas, *(situation_de(lire_dossier(str(chemin))) for chemin in EXEMPLES))
    return tuple(situation for situation in toutes if payer(situation, Decimal(1)))


CENTIMES = st.integers(1, 100_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize("geste", GESTES)
@settings(deadline=None)  # la première fois lit tous les cas
@given(st.data(), CENTIMES)
def test_sur_les_cas_et_les_exemples(geste: str, donnees: st.DataObject, de_plus: Decimal) -> None:
    payer, exemptees = GESTES[geste]
    avant = donnees.draw(st.sampled_from(payantes(geste)))
    assert aggravees(avant, payer(avant, de_plus), REGLES) <= exemptees.keys()


@pytest.mark.parametrize("geste", GESTES)
@settings(
    max_examples=tirages(60),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(dossiers(), st.one_of(st.none(), jours()), CENTIMES)
def test_sur_des_dossiers_au_hasard(geste: str, dossier: Dossier, au: date | None, de_plus: Decimal) -> None:
    payer, exemptees = GESTES[geste]
    avant = situation_de(dossier, au)
    assert aggravees(avant, payer(avant, de_plus), REGLES) <= exemptees.keys()


@pytest.mark.parametrize("geste", GESTES)
def test_chaque_exemption_se_rencontre(geste: str) -> None:
    payer, exemptees = GESTES[geste]
    rencontrees: set[str] = set()
    for avant in payantes(geste):
        for de_plus in (Decimal("0.01"), Decimal(1000)):
            rencontrees |= aggravees(avant, payer(avant, de_plus), exemptees.keys() - rencontrees)
    assert rencontrees == exemptees.keys()
