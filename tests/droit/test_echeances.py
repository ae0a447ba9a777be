"""Ce qui vaut de tout échéancier : au centime, rien ne se perd."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.echeances import RIEN, Echeancier, calculer_echeancier, lisser, somme
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Modalite
from tripartite.droit.langage import Euros, Minutes

MOIS = [Mois(2025, 11), Mois(2025, 12), Mois(2026, 1), Mois(2026, 2), Mois(2026, 3)]

montants = st.integers(0, 2_000_00).map(lambda centimes: Euros(Decimal(centimes) / 100))
minutes = st.integers(0, 200 * 60).map(Minutes)
horaires = st.integers(0, 100_000).map(lambda x: Euros(Decimal(x) / 10_000))


@st.composite
def echeanciers(dessiner: st.DrawFn) -> tuple[dict[str, object], Echeancier]:
    mois = MOIS[: dessiner(st.integers(1, len(MOIS)))]
    demandes = {
        "minutes_par_mois": {m: dessiner(minutes) for m in mois},
        "horaire_par_mois": {m: dessiner(horaires) for m in mois},
        "modalite": dessiner(st.sampled_from(Modalite)),
        "echeances": dessiner(st.integers(1, 7)),
        "payees": {m: dessiner(minutes) for m in mois},
        "versements": {m: dessiner(montants) for m in dessiner(st.lists(st.sampled_from(MOIS), unique=True))},
        "rompu_en": dessiner(st.none() | st.sampled_from(mois)),
    }
    return demandes, calculer_echeancier(**demandes)


@given(montants, st.integers(1, 12))
def test_les_versements_lisses_font_le_total(total: Euros, n: int) -> None:
    parts = lisser(total, n)
    assert len(parts) == n
    assert sum(parts) == total
    assert len(set(parts[:-1])) <= 1


@given(echeanciers())
def test_le_total_est_le_prix_des_heures_payees_quelle_que_soit_la_modalite(cas: tuple) -> None:
    demandes, echeancier = cas
    reel = calculer_echeancier(**demandes | {"modalite": Modalite.REEL})
    assert echeancier.total == reel.total == somme(ligne.du for ligne in echeancier.lignes)


@given(echeanciers())
def test_ce_qui_reste_et_ce_qui_deborde_font_l_ecart(cas: tuple) -> None:
    _, echeancier = cas
    assert echeancier.reste_du - echeancier.trop_verse == echeancier.total - echeancier.verse


@given(echeanciers(), st.sampled_from(MOIS), montants)
def test_verser_davantage_ne_laisse_jamais_plus_a_verser(cas: tuple, mois: Mois, plus: Euros) -> None:
    demandes, echeancier = cas
    versements = dict(demandes["versements"])
    versements[mois] = Euros(versements.get(mois, RIEN) + plus)
    assert calculer_echeancier(**demandes | {"versements": versements}).reste_du <= echeancier.reste_du


@given(echeanciers())
def test_un_versement_n_est_negatif_que_pour_solder(cas: tuple) -> None:
    demandes, echeancier = cas
    negatifs = [ligne.mois for ligne in echeancier.lignes if ligne.a_verser < 0]
    assert len(negatifs) <= (demandes["modalite"] is Modalite.LISSE)


def test_sans_mois_l_echeancier_est_vide() -> None:
    vide = calculer_echeancier({}, {}, Modalite.LISSE, 3)
    assert (vide.lignes, vide.total, vide.reste_du) == ((), RIEN, RIEN)
