"""Des demandes tirées au hasard, toujours les mêmes : mille par question."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import CadreDeVenue, Initiative
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import Euros, Taux
from tripartite.droit.regles.accident import Moment
from tripartite.reponses import (
    accident,
    carence,
    cotisations,
    duree,
    echeancier,
    embauche,
    etranger,
    impot,
    quota,
    retraite,
)

LUNDI = date(2024, 9, 2)


def jour(r: Random, depuis: date = LUNDI, jours: int = 450) -> date:
    return depuis + timedelta(days=r.randrange(jours))


def dates(r: Random, au_plus: int = 200) -> tuple[date, date]:
    debut = jour(r)
    return debut, debut + timedelta(days=r.randrange(au_plus))


def euros(r: Random, au_plus: int) -> Euros:
    return Euros(Decimal(r.randrange(100 * au_plus)).scaleb(-2))


def un_echeancier(r: Random) -> echeancier.Demande:
    debut, fin = dates(r)
    jours = [debut + timedelta(days=n) for n in range((fin - debut).days + 1)]
    tires = r.sample(jours, min(len(jours), r.randrange(8)))
    mois = {Mois.de(j) for j in r.sample(jours, min(len(jours), r.randrange(4)))}
    return echeancier.Demande(
        debut,
        fin,
        r.randrange(60, 35 * 60),
        conclue_le=debut - timedelta(days=r.randrange(60)),
        territoire=r.choice([*Territoire]),
        horaire=r.choice([None, euros(r, 9)]),
        lisser=r.choice([None, r.randint(1, 6)]),
        absents=tuple(tires[::2]),
        demi=tuple(tires[1::2]),
        autres=r.choice([0, r.randrange(300 * 60)]),
        versements={m: euros(r, 900) for m in mois},
        au=jour(r, fin, 60),
    )


def une_duree(r: Random) -> duree.Demande:
    autres = tuple(duree.Stage(*dates(r), r.randrange(400 * 60)) for _ in range(r.randrange(3)))
    return duree.Demande(*dates(r, 300), r.randrange(60, 40 * 60), r.choice([*Territoire]), autres)


def un_quota(r: Random) -> quota.Demande:
    tirer = lambda combien: tuple(dates(r) for _ in range(r.randrange(combien)))  # noqa: E731
    return quota.Demande(r.randrange(1, 90), *dates(r, 120), tirer(12), tirer(6), tirer(3))


def une_carence(r: Random) -> carence.Demande:
    return carence.Demande(*dates(r), r.choice([None, r.randrange(900 * 60)]), r.choice([None, *Initiative]))


def des_cotisations(r: Random) -> cotisations.Demande:
    return cotisations.Demande(
        Mois(r.choice([2024, 2025, 2026]), r.randint(1, 12)),
        euros(r, 1500),
        Decimal(r.randrange(20000)) / 100,
        avantages=euros(r, 200),
        effectif=r.choice([None, r.randrange(1, 300)]),
        taux_atmp=r.choice([None, Taux(Decimal("0.0123"))]),
        taux_mobilite=r.choice([None, Taux(Decimal("0.02"))]),
        alsace_moselle=r.random() < 0.2,
        agricole=r.random() < 0.2,
    )


def un_impot(r: Random) -> impot.Demande:
    return impot.Demande(r.choice([2023, 2024, 2025]), tuple(euros(r, 9000) for _ in range(r.randrange(6))))


def une_retraite(r: Random) -> retraite.Demande:
    naissance = r.choice([None, date(r.randint(1985, 2008), r.randint(1, 12), r.randint(1, 28))])
    return retraite.Demande(r.randrange(1400 * 60), r.choice([2024, 2025, 2026]), naissance)


def une_embauche(r: Random) -> embauche.Demande:
    debut, fin = dates(r)
    return embauche.Demande(
        debut,
        fin,
        fin + timedelta(days=r.randint(1, 120)),
        r.randint(1, 8),
        r.random() < 0.5,
        r.choice([None, r.randrange(900 * 60)]),
    )


def un_etranger(r: Random) -> etranger.Demande:
    debut, fin = dates(r)
    envoi = r.choice([None, debut - timedelta(days=r.randrange(100))])
    return etranger.Demande(debut, fin, r.choice([None, *CadreDeVenue]), r.random() < 0.5, envoi)


def un_accident(r: Random) -> accident.Demande:
    return accident.Demande(
        jour(r), r.choice([*Moment]), r.random() < 0.5, r.random() < 0.2, r.choice([*Territoire])
    )
