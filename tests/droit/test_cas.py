"""Chaque cas de `tests/cas/` donne exactement la réponse écrite."""

import re
from datetime import date
from decimal import Decimal

import pytest
from harnais import Cas, CasFaux, lire_cas, tous_les_cas, verifier_cas

from tripartite.droit.faits import Gratification
from tripartite.droit.langage import REGLES, Constat, Gravite, Regle, conforme, non_conforme


@pytest.mark.parametrize("cas", tous_les_cas(), ids=lambda cas: f"{cas.sujet}-{cas.nom}")
def test_cas(cas: Cas) -> None:
    verifier_cas(cas)


def quatre_euros(gratification: Gratification, debut: date) -> Constat:
    """L'heure est payée au moins 4 €."""
    minimum = Decimal(4)
    if gratification.horaire < minimum:
        return non_conforme("C'est moins.", minimum=minimum)
    return conforme("C'est assez, depuis le {debut:date}.", debut=debut.replace(day=1))


@pytest.fixture
def quatre_euros_par_heure(monkeypatch: pytest.MonkeyPatch) -> None:
    regle = Regle(quatre_euros, ("L. 1",), date(2026, 1, 1), None, "debut", Gravite.BLOQUANT, {})
    monkeypatch.setitem(REGLES, "quatre_euros", regle)


def cas(faits: str, attendu: str) -> Cas:
    (lu,) = lire_cas("modele", f"- {{cas: modèle, faits: {faits}, attendu: {attendu}}}")
    return lu


@pytest.mark.usefixtures("quatre_euros_par_heure")
@pytest.mark.parametrize(
    "attendu",
    [
        "{quatre_euros: non conforme}",
        "{quatre_euros: {verdict: non conforme, grandeurs: {minimum: '4,00 €'}, articles: [L. 1]}}",
        "{debut: 2 février 2026}",
        "{fin: inconnu}",
    ],
)
def test_un_cas_juste_passe(attendu: str) -> None:
    verifier_cas(cas("{debut: 2026-02-02, gratification: {horaire: '3,99 €'}}", attendu))


@pytest.mark.usefixtures("quatre_euros_par_heure")
def test_un_cas_dit_ce_qui_manque() -> None:
    attendu = "{quatre_euros: {verdict: à vérifier, manquants: [horaire]}}"
    assert verifier_cas(cas("{debut: 2026-02-02, gratification: {horaire: null}}", attendu)).keys() == {
        "quatre_euros"
    }


@pytest.mark.usefixtures("quatre_euros_par_heure")
def test_la_veille_une_regle_n_est_pas_en_vigueur() -> None:
    verifier_cas(cas("{debut: 2025-12-31}", "{quatre_euros: pas en vigueur}"))
    with pytest.raises(CasFaux, match="n'est pas en vigueur au 2025-12-31"):
        verifier_cas(cas("{debut: 2025-12-31}", "{quatre_euros: conforme}"))


@pytest.mark.usefixtures("quatre_euros_par_heure")
@pytest.mark.parametrize(
    ("attendu", "message"),
    [
        ("{quatre_euro: conforme}", "vouliez-vous dire quatre_euros"),
        ("{quatre_euros: conforme}", "quatre_euros répond non conforme"),
        ("{quatre_euros: {verdict: non conforme, grandeurs: {minimum: 4.01}}}", "vaut 4, pas 4.01"),
        ("{quatre_euros: {verdict: non conforme, grandeurs: {minimun: 4}}}", "vouliez-vous dire minimum"),
        ("{quatre_euros: {verdict: non conforme, manquants: [debut]}}", "il manque [], pas ['debut']"),
        ("{fin_effective: 2026-03-01}", "fin_effective est inconnu"),
    ],
)
def test_un_cas_faux_se_voit(attendu: str, message: str) -> None:
    with pytest.raises(CasFaux, match=re.escape(message)):
        verifier_cas(cas("{debut: 2026-02-02, gratification: {horaire: '3,99 €'}}", attendu))


def test_un_fait_inconnu_donne_le_plus_proche() -> None:
    with pytest.raises(CasFaux, match="vouliez-vous dire gratification"):
        verifier_cas(cas("{gratifiction: 4}", "{debut: inconnu}"))
