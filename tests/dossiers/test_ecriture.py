"""Ce que l'on écrit se relit à l'identique."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import dossiers

from tripartite.dossiers import ecrire, ecrire_json, ecrire_yaml, exemples, lire_texte
from tripartite.droit.faits import Dossier


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(dossiers())
def test_un_dossier_ecrit_se_relit(dossier: Dossier) -> None:
    assert lire_texte(ecrire_yaml(dossier)) == dossier
    assert lire_texte(ecrire_json(dossier)) == dossier


@pytest.mark.parametrize("nom", exemples.noms())
def test_un_exemple_recrit_se_relit(nom: str) -> None:
    dossier = lire_texte(exemples.texte(nom), nom)
    assert lire_texte(ecrire_yaml(dossier)) == dossier
    assert json.loads(ecrire_json(dossier)) == ecrire(dossier)


def test_un_dossier_dont_on_ne_sait_rien_ne_dit_rien() -> None:
    assert ecrire(Dossier()) == {}
    assert lire_texte(ecrire_yaml(Dossier())) == Dossier()


def test_un_avenant_qui_ecrit_ses_jours_a_nu_change_la_semaine() -> None:
    texte = """
convention: {debut: 2026-01-05, horaires: {du lundi au vendredi: [9h-12h]}}
vie: {avenants: [{conclu_le: 2026-02-01, changements: {horaires: {lundi: [9h-12h]}}}]}
"""
    (avenant,) = lire_texte(texte).vie.avenants
    (semaine,) = avenant.changements[0].apres.semaines
    assert semaine.lundi.plages
    assert not semaine.mardi.plages
