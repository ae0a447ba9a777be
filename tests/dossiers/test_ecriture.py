"""Ce que l'on écrit se relit à l'identique."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import dossiers
from tirages import tirages

from tripartite.dossiers import ecrire, ecrire_json, ecrire_yaml, exemples, lire_texte
from tripartite.droit.faits import Avantages, Dossier
from tripartite.droit.langage import connu


@settings(
    max_examples=tirages(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
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


def test_aucun_entre_guillemets_est_zero_pour_un_montant_et_un_texte_pour_un_texte() -> None:
    dossier = lire_texte('{"convention": {"service": "aucun", "avantages": {"logement": "aucun"}}}')
    assert dossier.convention.service == "aucun"
    assert dossier.convention.avantages == Avantages(logement=Decimal(0))


def test_aucun_avantage_se_dit_d_un_mot_et_laisse_le_prix_de_l_abonnement_inconnu() -> None:
    avantages = lire_texte("convention: {avantages: aucun}").convention.avantages
    assert avantages.restaurant is False
    assert avantages.transport_pris_en_charge == Decimal(0)
    assert not connu(avantages.transport_mensuel)
