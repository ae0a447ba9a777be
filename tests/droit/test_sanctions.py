"""Qui l'inspection informe d'un manquement : C. trav. L. 8223-1-1 ne cite pas L. 124-9."""

from datetime import date

import pytest

from tripartite.droit.regles.sanctions import Manquement, Motif, exposition_a_l_amende
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
    constat = exposition_a_l_amende(False, True, (Manquement(motif, 1, LE),), LE, delai=15)
    libelles = [ecrire(ligne.libelle, ligne.grandeurs) for ligne in constat.etapes]
    assert libelles == ["Manquement", *["L'inspection informe"] * informe]
