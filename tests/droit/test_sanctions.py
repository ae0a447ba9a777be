"""Ce que les cas ne montrent pas de l'exposition à l'amende : qui l'inspection informe, qui est concerné."""

from datetime import date

import pytest

from tripartite.droit.calculs.amendes import Manquement, Motif
from tripartite.droit.regles.sanctions import exposition_a_l_amende
from tripartite.rendus.grandeurs import ecrire

LE = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("motif", "informe"),
    [
        (Motif.CONTINGENT, True),
        (Motif.TUTEUR, False),
        (Motif.PRESENCE, True),
        (Motif.DECOMPTE, True),
        (Motif.TRAVAUX_DANGEREUX, True),
    ],
)
def test_l_inspection_informe_de_ce_que_le_texte_cite(motif: Motif, informe: bool) -> None:
    constat = exposition_a_l_amende(False, True, (Manquement(motif, 1, LE),), 4, LE, delai=15)
    libelles = [ecrire(ligne.libelle, ligne.grandeurs) for ligne in constat.etapes]
    assert libelles == ["Manquement", *["L'inspection informe"] * informe]


def test_un_contingent_depasse_concerne_ceux_en_trop_ou_tous() -> None:
    """Deux en trop sur neuf présents, et le décompte d'un seul qui manque."""
    manquements = (Manquement(Motif.CONTINGENT, 2, LE), Manquement(Motif.DECOMPTE, 1, LE))
    constat = exposition_a_l_amende(False, True, manquements, 9, LE, delai=15)
    assert [ligne.grandeurs["montant"] for ligne in constat.lectures] == [6000, 12000, 20000]
