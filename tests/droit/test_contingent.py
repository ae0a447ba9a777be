"""Le contingent par les bornes donne ce que donne le compte jour par jour."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.accueils import charge, identite, periode_comptee
from tripartite.droit.calculs.contingents import bareme_au, contingent_par_semaine, premiere_semaine_libre
from tripartite.droit.calculs.effectifs import effectif_de_reference
from tripartite.droit.calendrier import UN_JOUR, Mois, Periode, Semaine
from tripartite.droit.faits import Effectif, StageVoisin
from tripartite.droit.langage import AUCUN, connu

RENTREE = date(2026, 1, 1)
jours = st.integers(0, 120).map(lambda n: RENTREE + timedelta(days=n))
periodes = st.tuples(jours, jours).map(lambda d: Periode(*sorted(d)))


@st.composite
def stages(tirer: st.DrawFn) -> StageVoisin:
    debut, fin = tirer(periodes)
    nom = tirer(st.sampled_from([None, "Ana Diaz", "DIAZ Ana", "Bo Li", "Cy Roy", "Di Fo", "El Mu"]))
    return StageVoisin(debut, fin, nom, prolonge_depuis=tirer(st.one_of(st.just(AUCUN), jours)))


accueils = st.lists(stages(), max_size=12).map(tuple)
effectifs = st.dictionaries(
    st.sampled_from([*(Mois(2025, n) for n in range(1, 13)), *(Mois(2026, n) for n in range(1, 6))]),
    st.integers(0, 60),
).map(lambda table: tuple(Effectif(mois, nombre) for mois, nombre in table.items()))


def presents_un_a_un(accueillis: tuple[StageVoisin, ...], semaine: Semaine) -> tuple[int, int]:
    noms, anonymes = set(), 0
    for stage in accueillis:
        comptee = periode_comptee(stage)
        if comptee and any(comptee.contient(jour) for jour in semaine.jours()):
            if connu(stage.stagiaire):
                noms.add(identite(stage.stagiaire))
            else:
                anonymes += 1
    return len(noms) + anonymes, anonymes


@given(effectifs, accueils, periodes)
def test_chaque_semaine_compte_ce_que_l_on_compte_un_a_un(
    connus: tuple[Effectif, ...], accueillis: tuple[StageVoisin, ...], regardee: Periode
) -> None:
    semaines = contingent_par_semaine(connus, accueillis, *regardee)
    assert [s.semaine for s in semaines] == sorted({Semaine.de(jour) for jour in regardee.jours()})
    for semaine in semaines:
        assert (semaine.presents, semaine.anonymes) == presents_un_a_un(accueillis, semaine.semaine)
        assert 3 <= semaine.plafond_certain <= semaine.plafond
        assert not (semaine.depassement and semaine.presents <= semaine.plafond_certain)


@given(effectifs, st.integers(1, 5))
def test_l_effectif_est_le_plus_eleve_des_deux(connus: tuple[Effectif, ...], numero: int) -> None:
    mois = Mois(2026, numero)
    table = {e.mois: e.personnes for e in connus}
    annee = [Mois(2025, n) for n in range(numero, 13)] + [Mois(2026, n) for n in range(1, numero)]
    reference = effectif_de_reference(connus, mois)
    if annee[-1] not in table:
        assert reference.dernier_jour is None
    elif all(m in table for m in annee):
        moyenne = Fraction(sum(table[m] for m in annee), 12)
        assert reference.effectif == max(moyenne, table[annee[-1]])
    else:
        assert (reference.moyenne, reference.effectif) == (None, table[annee[-1]])


@given(st.fractions(0, 500, max_denominator=12))
def test_le_contingent_est_l_entier_superieur(effectif: Fraction) -> None:
    attendu = 3 if effectif < 20 else ceil(Fraction(15, 100) * effectif)
    assert bareme_au(RENTREE).plafond(effectif) == attendu


@given(effectifs, accueils, periodes)
def test_la_premiere_semaine_libre_est_la_premiere(
    connus: tuple[Effectif, ...], accueillis: tuple[StageVoisin, ...], voulue: Periode
) -> None:
    duree = voulue.fin - voulue.debut

    def tient(jour: date) -> bool:
        return all(
            s.places for s in contingent_par_semaine(connus, accueillis, jour, jour + duree, voulue.debut)
        )

    libre = premiere_semaine_libre(connus, accueillis, *voulue)
    essai = voulue.debut
    while not tient(essai):
        essai = Semaine.de(essai).dimanche + UN_JOUR
    assert libre.jour == essai


@given(st.lists(periodes, max_size=15))
def test_la_charge_se_compte_jour_par_jour(suivis: list[Periode]) -> None:
    resultat = charge(suivis)
    comptes = {jour: sum(p.contient(jour) for p in suivis) for p in suivis for jour in p.jours()}
    assert resultat.pic == max(comptes.values(), default=0)
    assert {j: t.nombre for t in resultat.tranches for j in Periode(t.debut, t.fin).jours()} == comptes
    assert len(set(resultat.couloirs)) == resultat.pic
    for rang, periode in enumerate(suivis):
        for autre in range(rang):
            assert resultat.couloirs[rang] != resultat.couloirs[autre] or not periode.chevauche(suivis[autre])
