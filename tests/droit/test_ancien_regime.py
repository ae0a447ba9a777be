"""L'ancien régime : ce qui tient pour toute convention d'avant le 1er décembre 2014."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.ancien_droit import assez_long_au_calendrier
from tripartite.droit.calendrier import Periode, mois_entiers
from tripartite.droit.faits import Convention, Dossier, Gratification, OrganismeAccueil, Stagiaire
from tripartite.droit.langage import Euros, Verdict
from tripartite.droit.plan import regles
from tripartite.droit.verification import verifier

regles()  # charge les sujets avant la première mesure du temps d'un essai

CONCLUSIONS = st.dates(date(2008, 2, 1), date(2014, 11, 30))
SUJETS = ("ancien_regime", "ancienne_gratification", "ancienne_gratification_montant")
ORDRE = (Verdict.NON_CONFORME, Verdict.A_VERIFIER, Verdict.CONFORME, Verdict.SANS_OBJET)


def dossier(conclue_le: date, jours: int, horaire: Decimal | None) -> Dossier:
    convention = Convention(
        conclue_le=conclue_le,
        debut=conclue_le,
        fin=conclue_le + timedelta(days=jours),
        gratification=Gratification(horaire=None if horaire is None else Euros(horaire)),
    )
    return Dossier(convention, stagiaire=Stagiaire(stages=()), organisme=OrganismeAccueil(public=False))


def verdicts(a_juger: Dossier) -> dict[str, Verdict]:
    return {c.regle: c.verdict for c in verifier(a_juger, seulement=SUJETS)}


@given(CONCLUSIONS, st.integers(0, 400), st.integers(1, 5000), st.integers(0, 2000))
def test_payer_plus_n_aggrave_jamais(conclue_le: date, jours: int, milliemes: int, de_plus: int) -> None:
    payee = verdicts(dossier(conclue_le, jours, Decimal(milliemes) / 1000))
    mieux = verdicts(dossier(conclue_le, jours, Decimal(milliemes + de_plus) / 1000))
    assert payee.keys() == mieux.keys()
    assert [n for n in payee if ORDRE.index(mieux[n]) < ORDRE.index(payee[n])] == []


@given(CONCLUSIONS, st.integers(0, 400))
def test_une_gratification_inconnue_n_est_ni_conforme_ni_fautive(conclue_le: date, jours: int) -> None:
    connus = verdicts(dossier(conclue_le, jours, Decimal(3)))
    sans = verdicts(dossier(conclue_le, jours, None))
    changes = {n for n in connus if connus[n] is not sans[n]}
    assert {sans[n] for n in changes} <= {Verdict.A_VERIFIER}


@given(CONCLUSIONS, st.integers(0, 400), st.integers(1, 6))
def test_un_nombre_entier_de_mois_n_est_jamais_plus_long_que_lui_meme(
    debut: date, jours: int, mois: int
) -> None:
    fin = debut + timedelta(days=jours)
    assez_long, _ = assez_long_au_calendrier(debut, fin, mois)
    if mois_entiers(debut, fin) == mois:
        assert assez_long is False
        assert assez_long_au_calendrier(debut, fin + timedelta(days=1), mois)[0] is True
    if assez_long:
        assert assez_long_au_calendrier(debut, fin + timedelta(days=1), mois)[0] is True


@given(CONCLUSIONS, st.integers(0, 40), st.integers(0, 60))
def test_un_autre_stage_ne_raccourcit_rien(debut: date, jours: int, ailleurs: int) -> None:
    fin = debut + timedelta(days=jours)
    autre = Periode(fin + timedelta(days=10), fin + timedelta(days=10 + ailleurs))
    seul, _ = assez_long_au_calendrier(debut, fin, 2)
    avec, _ = assez_long_au_calendrier(debut, fin, 2, (autre,))
    total = jours + 1 + ailleurs + 1
    assert seul is False
    assert avec is (True if total > 62 else False if total <= 59 else None)
