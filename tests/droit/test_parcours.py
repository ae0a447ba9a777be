"""La vie d'une convention : on peut toujours en sortir, et nul geste n'est impossible."""

import pytest

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import (
    AVANT_SIGNATURE,
    FINS,
    OCCUPENT_UNE_PLACE,
    PASSAGES,
    Etat,
    GesteImpossible,
    exiger_le_geste,
    gestes_possibles,
    passage_pour,
)


def atteignables(depart: Etat) -> set[Etat]:
    vus, attente = {depart}, [depart]
    while attente:
        ici = attente.pop()
        for passage in PASSAGES:
            if ici in passage.depuis:
                nouveaux = set(passage.vers) - vus
                vus |= nouveaux
                attente += nouveaux
    return vus


def test_tout_etat_s_atteint_depuis_un_brouillon() -> None:
    assert atteignables(Etat.BROUILLON) == set(Etat)


@pytest.mark.parametrize("etat", sorted(set(Etat) - FINS))
def test_de_tout_etat_un_chemin_mene_a_une_fin(etat: Etat) -> None:
    assert atteignables(etat) & FINS


@pytest.mark.parametrize("etat", sorted(FINS))
def test_rien_ne_suit_une_fin(etat: Etat) -> None:
    assert [p.geste for p in PASSAGES if etat in p.depuis] == []


def test_une_partie_a_au_plus_une_facon_de_faire_un_geste() -> None:
    doubles = [
        (passage.geste, etat, partie)
        for passage in PASSAGES
        for etat in passage.depuis
        for partie in Partie
        if sum(
            autre.geste == passage.geste and etat in autre.depuis and partie in autre.parties
            for autre in PASSAGES
        )
        > 1
    ]
    assert doubles == []


def test_un_motif_est_demande_pour_tout_ce_qui_dit_non() -> None:
    refus = {
        "refuser",
        "refuser_de_signer",
        "demander_une_correction",
        "annuler",
        "modifier",
        "rompre",
        "deroger",
    }
    assert {p.geste for p in PASSAGES if p.motif} == refus | {"suspendre"}


def test_ce_qui_engage_se_prouve() -> None:
    assert {p.geste for p in PASSAGES if p.engage} == {"rendre", "signer", "amender", "rompre"}


def test_une_place_n_est_prise_qu_une_fois_decidee() -> None:
    assert {Etat.A_SIGNER} == AVANT_SIGNATURE & OCCUPENT_UNE_PLACE


def test_un_geste_hors_de_la_table_est_refuse() -> None:
    assert passage_pour("commencer", Etat.SIGNEE, None) is not None
    assert "viser" not in gestes_possibles(Etat.EN_CONTROLE, Partie.STAGIAIRE)
    with pytest.raises(GesteImpossible) as refus:
        exiger_le_geste("viser", Etat.BROUILLON, Partie.ETABLISSEMENT)
    assert str(refus.value) == (
        "Dans l'état « brouillon », « viser » n'est pas ouvert à : établissement d'enseignement."
    )
