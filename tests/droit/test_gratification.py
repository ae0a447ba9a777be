"""Ce qui vaut de toute gratification, et le calcul que les cas ne montrent pas."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Absence,
    Convention,
    Dossier,
    Etablissement,
    Formation,
    Gratification,
    Horaires,
    Journee,
    Modalite,
    MotifAbsence,
    OrganismeAccueil,
    Presence,
    SemaineType,
    Stagiaire,
    Suspension,
    Versement,
    Vie,
)
from tripartite.droit.langage import Verdict
from tripartite.droit.verification import situation_de, verifier
from tripartite.rendus.grandeurs import ecrire

SEMAINE = Horaires(semaines=(SemaineType(*[Journee(duree=420)] * 5),))
PIRE = {Verdict.NON_CONFORME: 2, Verdict.A_VERIFIER: 1, Verdict.CONFORME: 0, Verdict.SANS_OBJET: 0}
SUJETS = (
    "gratification",
    "gratification_montant",
    "gratification_branche_et_public",
    "bordereau",
    "regularisation",
)


def un_stage(horaire: str = "4.35", revalorisation: bool | None = False, public: bool = False) -> Dossier:
    """Celui du cas C20 : 371 heures, du 1er décembre 2025 au 13 février 2026."""
    return Dossier(
        Convention(
            conclue_le=date(2025, 11, 20),
            debut=date(2025, 12, 1),
            fin=date(2026, 2, 13),
            horaires=SEMAINE,
            gratification=Gratification(Decimal(horaire), Modalite.REEL, revalorisation=revalorisation),
        ),
        Stagiaire(stages=()),
        Etablissement(),
        Formation(),
        OrganismeAccueil(public=public, accords_de_branche=()),
        Vie(),
    )


@pytest.mark.parametrize(
    ("regle", "libelles"),
    [
        (
            "gratification_due",
            [
                "Présence prévue",
                "Autres stages de l'année dans l'organisme",
                "Seuil à dépasser",
                "Seuil dépassé le",
                "Heure suivante complète le",
            ],
        ),
        ("gratification_minimale", ["Minimum de l'heure en 2025", "Minimum de l'heure en 2026"]),
    ],
)
def test_le_constat_montre_son_calcul(regle: str, libelles: list[str]) -> None:
    (constat,) = verifier(un_stage(), seulement=(regle,))
    assert [ecrire(ligne.libelle, ligne.grandeurs) for ligne in constat.etapes] == libelles


def test_le_jour_du_seuil_suit_les_feries() -> None:
    """Depuis le 1er décembre, sans Noël ni le jour de l'an, le 45e jour de 7 heures est le 3 février."""
    (constat,) = verifier(un_stage(), seulement=("gratification_due",))
    jours = [ligne.grandeurs["jour"] for ligne in constat.etapes if "jour" in ligne.grandeurs]
    assert jours == [date(2026, 2, 3), date(2026, 2, 3)]


@given(st.integers(0, 900), st.integers(0, 900), st.sampled_from([True, False, None]), st.booleans())
def test_payer_davantage_n_aggrave_aucun_verdict(a: int, b: int, clause: bool | None, public: bool) -> None:
    moins, plus = sorted((a, b))
    regles = (
        "gratification_due",
        "gratification_minimale",
        "gratification_de_branche",
        "clause_du_1er_janvier",
    )
    verdicts = [
        [c.verdict for c in verifier(un_stage(str(Decimal(x) / 100), clause, public), seulement=regles)]
        for x in (moins, plus)
    ]
    assert all(PIRE[apres] <= PIRE[avant] for avant, apres in zip(*verdicts, strict=True))


@given(st.lists(st.integers(0, 900_00), min_size=3, max_size=3), st.integers(0, 300_00), st.integers(0, 2))
def test_verser_davantage_n_aggrave_aucun_verdict(centimes: list[int], plus: int, lequel: int) -> None:
    def juger(montants: list[int]) -> list[int]:
        mois = (Mois(2025, 12), Mois(2026, 1), Mois(2026, 2))
        vie = Vie(
            versements=tuple(
                Versement(m, Decimal(c) / 100, m.dernier_jour) for m, c in zip(mois, montants, strict=True)
            ),
            presences=(Presence(date(2025, 12, 31), 154 * 60), Presence(date(2026, 1, 30), 147 * 60)),
            ruptures=(),
            avenants=(),
        )
        constats = verifier(
            replace(un_stage(), vie=vie), au=date(2026, 3, 1), seulement=("gratification_versee",)
        )
        return [PIRE[c.verdict] for c in constats]

    davantage = [c + plus * (rang == lequel) for rang, c in enumerate(centimes)]
    assert juger(davantage) <= juger(centimes)


periodes = st.tuples(st.integers(0, 74), st.integers(0, 74)).map(
    lambda rangs: [date.fromordinal(date(2025, 12, 1).toordinal() + r) for r in sorted(rangs)]
)
absences = st.builds(
    lambda jours, motif, payee: Absence(*jours, motif, payee=payee),
    periodes,
    st.sampled_from(MotifAbsence),
    st.booleans(),
)
suspensions = st.builds(lambda jours: Suspension(*jours), periodes)


@given(st.lists(absences, max_size=3), st.lists(suspensions, max_size=2))
def test_les_absences_ne_font_que_retrancher_et_chaque_heure_ne_manque_qu_une_fois(
    manques: list[Absence], arrets: list[Suspension]
) -> None:
    vie = Vie(absences=tuple(manques), suspensions=tuple(arrets), ruptures=())
    situation = situation_de(replace(un_stage(), vie=vie))
    prevues, retenue = situation["minutes_prevues"], situation["presence_retenue_par_mois"]
    manquees = sum(manque.minutes for manque in situation["heures_manquees"])
    assert sum(retenue.values()) + manquees == prevues
    assert sum(retenue.values()) <= situation["duree_retenue"] <= prevues
    assert sum(retenue.values()) <= sum(situation["minutes_payees_par_mois"].values()) <= prevues


def test_un_dossier_vide_ne_leve_rien_et_ne_conclut_rien() -> None:
    for constat in verifier(Dossier(), seulement=SUJETS):
        assert constat.verdict in (Verdict.A_VERIFIER, Verdict.SANS_OBJET), constat.regle
