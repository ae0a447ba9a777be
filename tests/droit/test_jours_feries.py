"""Nos jours fériés, et ceux du paquet `holidays`, jour par jour, de 2008 à 2035."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.jours_feries import (
    Territoire,
    dimanche_de_paques,
    est_ferie,
    ferie_du_jour,
    feries,
    jours_feries,
    nom_du_ferie,
    territoire_de_la_commune,
)

ANNEES = range(2008, 2036)

SUBDIVISIONS = {
    Territoire.METROPOLE: None,
    Territoire.ALSACE_MOSELLE: "57",
    Territoire.ALSACE_MOSELLE_SANS_TEMPLE: "57",
    Territoire.GUADELOUPE: "971",
    Territoire.MARTINIQUE: "972",
    Territoire.GUYANE: "973",
    Territoire.LA_REUNION: "974",
    Territoire.MAYOTTE: "976",
    Territoire.SAINT_BARTHELEMY: "BL",
    Territoire.SAINT_MARTIN: "MF",
    Territoire.SAINT_PIERRE_ET_MIQUELON: "PM",
    Territoire.POLYNESIE_FRANCAISE: "PF",
    Territoire.NOUVELLE_CALEDONIE: "NC",
    Territoire.WALLIS_ET_FUTUNA: "WF",
}


def vendredi_saint(annee):
    return dimanche_de_paques(annee) - timedelta(days=2)


def mi_careme(annee):
    return dimanche_de_paques(annee) - timedelta(days=24)


def le(mois, jour):
    return lambda annee: date(annee, mois, jour)


# territoire, raison, années, jours que « holidays » est seul à donner, jours que nous sommes seuls à donner
DIVERGENCES = (
    (
        Territoire.ALSACE_MOSELLE_SANS_TEMPLE,
        "L. 3134-13 : pas de vendredi saint dans une commune sans temple ni église mixte",
        ANNEES,
        {vendredi_saint},
        set(),
    ),
    (
        Territoire.GUADELOUPE,
        "le vendredi saint, la mi-carême et le 21 juillet sont des usages, absents du code",
        ANNEES,
        {vendredi_saint, mi_careme, le(7, 21)},
        set(),
    ),
    (
        Territoire.MARTINIQUE,
        "le 21 juillet est un usage",
        ANNEES,
        {le(7, 21)},
        set(),
    ),
    (
        Territoire.SAINT_MARTIN,
        "décret 2012-553 : le 27 mai ; le 28 n'est admis que depuis la circulaire de mai 2018",
        range(2012, 2018),
        {le(5, 28)},
        {le(5, 27)},
    ),
    (
        Territoire.SAINT_MARTIN,
        "le 21 juillet est un usage",
        range(2012, 2036),
        {le(7, 21)},
        set(),
    ),
    (
        Territoire.POLYNESIE_FRANCAISE,
        "la loi du pays de mai 2025 ne s'applique qu'en 2026 : le 29 juin 2025 est encore férié",
        range(2025, 2026),
        {le(11, 20)},
        {le(6, 29)},
    ),
)


def ecart_connu(territoire, annee):
    """Les jours que chacun est seul à donner cette année-là."""
    eux, nous = set(), set()
    for lieu, _raison, annees, leurs, les_notres in DIVERGENCES:
        if lieu is territoire and annee in annees:
            eux |= {jour(annee) for jour in leurs}
            nous |= {jour(annee) for jour in les_notres}
    return eux, nous


def test_tous_les_territoires_sont_compares():
    assert set(SUBDIVISIONS) == set(Territoire)


@pytest.mark.parametrize("territoire", Territoire)
def test_comme_holidays_aux_divergences_pres(territoire):
    leurs_jours = holidays.country_holidays("FR", subdiv=SUBDIVISIONS[territoire], years=ANNEES)
    for annee in ANNEES:
        eux = {jour for jour in leurs_jours if jour.year == annee}
        # Un jour d'usage qui tombe sur une fête légale n'est pas un écart.
        leurs_seuls, nos_seuls = ecart_connu(territoire, annee)
        attendus = (
            (eux - leurs_seuls) | nos_seuls | (leurs_seuls & set(jours_feries(annee, Territoire.METROPOLE)))
        )
        obtenus = {
            jour
            for rang in range(366)
            if (jour := date(annee, 1, 1) + timedelta(days=rang)).year == annee
            and est_ferie(jour, territoire)
        }
        assert obtenus == attendus, annee


@pytest.mark.parametrize("divergence", DIVERGENCES, ids=lambda d: f"{d[0]} {d[2][0]}")
def test_une_divergence_ecrite_existe_encore(divergence):
    territoire, _raison, annees, leurs, les_notres = divergence
    leurs_jours = holidays.country_holidays("FR", subdiv=SUBDIVISIONS[territoire], years=annees)
    for annee in annees:
        legaux = jours_feries(annee, Territoire.METROPOLE)
        assert all(jour(annee) in leurs_jours for jour in leurs)
        assert all(jour(annee) not in leurs_jours or jour(annee) in legaux for jour in les_notres)


@pytest.mark.parametrize(
    ("territoire", "mois", "jour"),
    [
        (Territoire.MAYOTTE, 4, 27),
        (Territoire.MARTINIQUE, 5, 22),
        (Territoire.GUADELOUPE, 5, 27),
        (Territoire.SAINT_MARTIN, 5, 28),
        (Territoire.GUYANE, 6, 10),
        (Territoire.SAINT_BARTHELEMY, 10, 9),
        (Territoire.LA_REUNION, 12, 20),
    ],
)
def test_l_abolition_de_l_esclavage(territoire, mois, jour):
    assert nom_du_ferie(date(2026, mois, jour), territoire) == "Commémoration de l'abolition de l'esclavage"
    assert len(jours_feries(2026, territoire)) == 12
    assert not est_ferie(date(2026, mois, jour), Territoire.METROPOLE)


@pytest.mark.parametrize("territoire", [Territoire.SAINT_BARTHELEMY, Territoire.SAINT_MARTIN])
def test_les_deux_iles_attendent_le_decret_de_2012(territoire):
    assert len(jours_feries(2011, territoire)) == 11
    assert len(jours_feries(2012, territoire)) == 12


def test_saint_martin_passe_du_27_au_28_mai():
    assert est_ferie(date(2017, 5, 27), Territoire.SAINT_MARTIN)
    assert not est_ferie(date(2017, 5, 28), Territoire.SAINT_MARTIN)
    assert not est_ferie(date(2018, 5, 27), Territoire.SAINT_MARTIN)
    assert "27 mai" in ferie_du_jour(date(2018, 5, 28), Territoire.SAINT_MARTIN).reserve


def test_le_29_juin_polynesien_laisse_la_place_a_matari_i():
    lieu = Territoire.POLYNESIE_FRANCAISE
    assert est_ferie(date(2025, 6, 29), lieu)
    assert not est_ferie(date(2025, 11, 20), lieu)
    assert not est_ferie(date(2026, 6, 29), lieu)
    assert nom_du_ferie(date(2026, 11, 20), lieu) == "Matari'i"


def test_le_vendredi_saint_d_alsace_moselle_porte_sa_reserve():
    vendredi = date(2026, 4, 3)
    assert "temple protestant" in ferie_du_jour(vendredi, Territoire.ALSACE_MOSELLE).reserve
    assert not est_ferie(vendredi, Territoire.ALSACE_MOSELLE_SANS_TEMPLE)
    assert ferie_du_jour(vendredi, Territoire.POLYNESIE_FRANCAISE).reserve is None


def test_deux_fetes_le_meme_jour():
    fete = ferie_du_jour(date(2008, 5, 1), Territoire.METROPOLE)
    assert fete.nom == "Fête du Travail et Ascension"
    assert len(jours_feries(2008, Territoire.METROPOLE)) == 10


@pytest.mark.parametrize("territoire", Territoire)
def test_chaque_jour_a_un_nom_et_un_acte_et_les_annees_sont_en_ordre(territoire):
    for annee in ANNEES:
        liste = feries(annee, territoire)
        assert list(liste) == sorted(liste)
        assert all(ferie.nom and ferie.acte and ferie.reserve != "" for ferie in liste.values())
        assert jours_feries(annee, territoire) == {jour: ferie.nom for jour, ferie in liste.items()}


@pytest.mark.parametrize(
    ("territoire", "acte"),
    [
        (Territoire.GUYANE, "L. 3133-1, 11°"),
        (Territoire.ALSACE_MOSELLE_SANS_TEMPLE, "L. 3134-13"),
        (Territoire.NOUVELLE_CALEDONIE, "code du travail de Nouvelle-Calédonie"),
        (Territoire.POLYNESIE_FRANCAISE, "code du travail de la Polynésie française"),
        (Territoire.WALLIS_ET_FUTUNA, "accord interprofessionnel territorial"),
    ],
)
def test_noel_se_cite_par_le_texte_du_lieu(territoire, acte):
    assert acte in ferie_du_jour(date(2026, 12, 25), territoire).acte


def test_la_liste_est_immuable_et_gardee():
    liste = jours_feries(2026, Territoire.METROPOLE)
    assert liste is jours_feries(2026, Territoire.METROPOLE)
    with pytest.raises(TypeError):
        liste[date(2026, 2, 3)] = "Saint Blaise"


def test_un_territoire_inconnu_est_refuse():
    with pytest.raises(ValueError, match="atlantide"):
        jours_feries(2026, "atlantide")


# Les extrêmes du siècle (2008 et 2038), et les années où les calculs abrégés se trompent (2049, 2076).
@pytest.mark.parametrize(
    ("annee", "mois", "jour"),
    [(2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (2024, 3, 31), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19)],
)
def test_paques(annee, mois, jour):
    assert dimanche_de_paques(annee) == date(annee, mois, jour)


@given(st.integers(1, 9999))
def test_paques_est_un_dimanche_de_mars_ou_d_avril(annee):
    paques = dimanche_de_paques(annee)
    assert paques.weekday() == 6
    assert date(annee, 3, 22) <= paques <= date(annee, 4, 25)


@given(st.dates(), st.sampled_from(Territoire))
def test_rien_ne_leve(jour, territoire):
    assert est_ferie(jour, territoire) == (nom_du_ferie(jour, territoire) is not None)
    assert est_ferie(jour, territoire) == (ferie_du_jour(jour, territoire) is not None)


@given(st.dates(date(2008, 1, 1), date(2099, 12, 31)), st.sampled_from(Territoire))
def test_partout_au_moins_les_fetes_de_metropole(jour, territoire):
    assert est_ferie(jour, territoire) or not est_ferie(jour, Territoire.METROPOLE)


@pytest.mark.parametrize(
    ("code", "territoire"),
    [
        ("75056", Territoire.METROPOLE),
        ("2A004", Territoire.METROPOLE),
        ("01053", Territoire.METROPOLE),
        ("57463", Territoire.ALSACE_MOSELLE),
        ("67", Territoire.ALSACE_MOSELLE),
        ("68066", Territoire.ALSACE_MOSELLE),
        ("97105", Territoire.GUADELOUPE),
        ("97209", Territoire.MARTINIQUE),
        ("97302", Territoire.GUYANE),
        ("97411", Territoire.LA_REUNION),
        ("97502", Territoire.SAINT_PIERRE_ET_MIQUELON),
        ("97608", Territoire.MAYOTTE),
        ("97701", Territoire.SAINT_BARTHELEMY),
        ("97801", Territoire.SAINT_MARTIN),
        ("98613", Territoire.WALLIS_ET_FUTUNA),
        ("98735", Territoire.POLYNESIE_FRANCAISE),
        ("98818", Territoire.NOUVELLE_CALEDONIE),
    ],
)
def test_le_territoire_d_une_commune(code, territoire):
    assert territoire_de_la_commune(code) is territoire


def test_chaque_territoire_a_son_fuseau():
    assert Territoire.ALSACE_MOSELLE.fuseau == ZoneInfo("Europe/Paris")
    assert len({territoire.fuseau.key for territoire in Territoire}) == 12
