"""Ce qui tient pour toute gratification : la franchise, les cotisations, l'impôt, les trimestres."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripartite.droit.calculs.bareme import SERIES
from tripartite.droit.calculs.cotisations import CotisationsDuMois, calculer_cotisations
from tripartite.droit.calculs.franchises import calculer_franchise, comparer
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Avantages, Convention, Dossier, Gratification, Modalite, OrganismeAccueil
from tripartite.droit.langage import Euros, Inconnu, Minutes, Taux, Verdict, connu
from tripartite.droit.parametres import PLAFOND_MENSUEL
from tripartite.droit.regles.impot import SMIC_ANNUEL, calculer_impot, smic_annuel
from tripartite.droit.regles.retraite import prix_des_trimestres
from tripartite.droit.verification import verifier

MOIS = st.sampled_from([Mois(annee, numero) for annee in (2024, 2025, 2026) for numero in range(1, 13)])
CENTIMES = st.integers(0, 500_000).map(lambda n: Euros(Decimal(n) / 100))
MINUTES = st.integers(0, 20_000).map(Minutes)
JANVIER = date(2024, 1, 2)


def cotisations(mois: Mois, gratification: Euros, minutes: Minutes) -> CotisationsDuMois:
    """Un mois dans une organisation de 25 personnes, à taux connus."""
    taux = Taux(Decimal("0.0212"))
    return calculer_cotisations(
        mois, JANVIER, gratification, minutes, effectif=25, taux_atmp=taux, taux_mobilite=taux
    )


@given(MOIS, CENTIMES, MINUTES)
def test_ce_qui_est_verse_se_partage_sans_reste(mois: Mois, gratification: Euros, minutes: Minutes) -> None:
    du_mois = cotisations(mois, gratification, minutes)
    assert du_mois.net + du_mois.stagiaire + du_mois.csg_crds == gratification
    assert du_mois.cout == gratification + du_mois.organisme
    assert sum(ligne.montant for ligne in du_mois.lignes) == du_mois.organisme + du_mois.retenu
    assert not du_mois.lignes or du_mois.excedent > 0
    assert du_mois.retenu <= du_mois.sans_abattement + du_mois.stagiaire


@given(MOIS, CENTIMES, MINUTES, st.integers(1, 10_000))
def test_payer_plus_laisse_toujours_plus(
    mois: Mois, gratification: Euros, minutes: Minutes, plus: int
) -> None:
    avant = cotisations(mois, gratification, minutes)
    apres = cotisations(mois, Euros(gratification + plus), minutes)
    assert apres.net > avant.net
    assert apres.organisme >= avant.organisme


@given(MOIS, MINUTES)
def test_le_minimum_legal_est_exonere_en_entier(mois: Mois, minutes: Minutes) -> None:
    franchise = calculer_franchise(mois, JANVIER, minutes)
    assert comparer(franchise.montant, Euros(Decimal(0)), franchise).excedent == 0


@given(MINUTES, st.integers(0, 20_000))
def test_la_franchise_croit_avec_les_heures(minutes: Minutes, plus: int) -> None:
    avant = calculer_franchise(Mois(2026, 3), JANVIER, minutes)
    apres = calculer_franchise(Mois(2026, 3), JANVIER, Minutes(minutes + plus))
    assert apres.montant >= avant.montant


@given(st.integers(0, 12 * 9_600))
def test_les_heures_decimales_et_les_minutes_font_la_meme_franchise(minutes: int) -> None:
    en_minutes = calculer_franchise(Mois(2026, 3), JANVIER, Minutes(minutes * 3))
    en_heures = calculer_franchise(Mois(2026, 3), JANVIER, heures=Decimal(minutes) / 20)
    assert en_minutes.montant == en_heures.montant


@pytest.mark.parametrize("annee", range(2014, 2027))
def test_le_smic_annuel_se_refait_du_smic_horaire(annee: int) -> None:
    publie = SMIC_ANNUEL.au(date(annee, 1, 1)).valeur
    assert smic_annuel(annee) == round(Decimal(publie), 0)


@given(st.lists(CENTIMES, max_size=5), st.integers(2014, 2026))
def test_l_exonere_et_l_imposable_font_le_recu(recus: list[Euros], annee: int) -> None:
    annuel = calculer_impot(annee, recus)
    assert annuel.exonere + annuel.imposable == sum(recus)


@pytest.mark.parametrize("annee", range(2015, 2027))
@pytest.mark.parametrize("trimestres", [1, 2])
def test_les_mensualites_font_le_prix(annee: int, trimestres: int) -> None:
    prix = prix_des_trimestres(annee, trimestres)
    assert (len(prix.en_douze), len(prix.en_vingt_quatre)) == (12, 24)
    assert sum(prix.en_douze) == sum(prix.en_vingt_quatre) == prix.total == prix.unitaire * trimestres
    assert prix.unitaire == PLAFOND_MENSUEL.au(date(annee, 1, 1)).valeur * Decimal("0.12")


def test_chaque_taux_est_connu_de_2024_a_2026_et_pas_au_dela() -> None:
    for serie in SERIES:
        assert serie.valeurs[0].depuis <= date(2024, 1, 1)
        assert serie.jusqu_au == date(2026, 12, 31)


SUJETS = ("franchise", "cotisations", "accident", "impot", "retraite")


@settings(deadline=None)  # le premier dossier charge tous les sujets
@given(
    st.sampled_from([None, Euros(Decimal(0)), Euros(Decimal("4.50")), Euros(Decimal(6))]),
    st.sampled_from([None, *Modalite]),
    st.sampled_from([None, date(2012, 3, 1), date(2023, 11, 2), date(2026, 11, 2)]),
    st.sampled_from([None, Avantages(), Avantages(restaurant=False, titre_restaurant=Euros(Decimal(0)))]),
    st.sampled_from([None, {Mois(2026, 12): Minutes(9_240)}]),
    st.booleans(),
)
def test_rien_ne_leve_et_l_inconnu_n_est_jamais_conforme(
    horaire: Euros | None,
    modalite: Modalite | None,
    conclue_le: date | None,
    avantages: Avantages | None,
    minutes: dict[Mois, Minutes] | None,
    en_france: bool,
) -> None:
    convention = Convention(
        conclue_le=conclue_le,
        debut=conclue_le,
        fin=conclue_le,
        avantages=avantages,
        duree_prevue=sum(minutes.values()) if minutes else None,
        gratification=Gratification(horaire=horaire, modalite=modalite),
    )
    dossier = Dossier(
        convention=convention, organisme=OrganismeAccueil(pays="France" if en_france else "Italie")
    )
    for constat in verifier(dossier, seulement=SUJETS):
        assert not constat.manquants or constat.verdict is Verdict.A_VERIFIER
        if constat.verdict in (Verdict.CONFORME, Verdict.NON_CONFORME):
            assert all(connu(grandeur) for grandeur in constat.grandeurs.values()), constat


def test_un_mois_inconnu_n_empeche_pas_les_autres() -> None:
    mois = cotisations(Mois(2026, 3), Euros(Decimal(900)), Minutes(9_240))
    assert mois.manquants == ()
    sans_taux = calculer_cotisations(Mois(2026, 3), JANVIER, Euros(Decimal(900)), Minutes(9_240))
    assert isinstance(sans_taux.organisme, Inconnu)
    assert [m.cle for m in sans_taux.manquants] == [
        "organisme.effectifs",
        "organisme.taux_atmp",
        "organisme.taux_mobilite",
    ]
    assert sans_taux.net == mois.net
