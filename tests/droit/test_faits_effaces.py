"""On efface un fait : ce que les règles répondent encore, aucune valeur de ce fait ne doit le démentir.

C'est la forme forte de « ce que l'on ignore n'est jamais conforme » : une règle peut répondre sans un fait
dont elle ne se sert pas, mais alors sa valeur n'y change rien ; et elle n'accuse pas non plus sans lui.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import dossiers, jours
from tirages import tirages

from tripartite.dossiers import lire_texte
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import DEDUCTIONS, Gravite, Inconnu, Verdict
from tripartite.droit.plan import regles
from tripartite.droit.verification import situation_de, verifier

EXEMPLES = sorted((Path(__file__).parents[2] / "exemples").glob("*.yaml"))
SUPPOSES = {
    ("convention", "conclue_le"),
    ("convention", "signatures"),
    ("formation", "annee_debut"),
    ("formation", "annee_fin"),
}
"""Sans eux, on suppose : une conclusion au jour où l'on regarde, l'année du 1er septembre au 31 août."""
PREVISION = "echeancier"
"""Faute du réel, les informations qui en dépendent portent sur les heures et les montants prévus."""
AUTREMENT = {
    ("convention.tuteur.prenom", "personne_a_deux_titres"),
    ("vie.presences", "duree_maximale"),
}
"""Sans prénom, on se reconnaît au nom ; sans décompte, la convention seule prévoit trop d'heures."""
DEMENTIS = {
    Verdict.CONFORME: (Verdict.NON_CONFORME, Verdict.A_VERIFIER),
    Verdict.SANS_OBJET: (Verdict.NON_CONFORME,),
    Verdict.NON_CONFORME: (Verdict.CONFORME, Verdict.SANS_OBJET, Verdict.A_VERIFIER),
    Verdict.A_VERIFIER: (),
}
"""Ce qu'une réponse donnée sans un fait exclut, une fois ce fait connu."""


def chemins(objet: Any, prefixe: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Les faits connus d'un dossier, par leur chemin : « convention », « gratification », « horaire »."""
    for champ in fields(objet):
        valeur = getattr(objet, champ.name)
        if isinstance(valeur, Inconnu):
            continue
        chemin = (*prefixe, champ.name)
        if prefixe and chemin not in SUPPOSES:
            yield chemin
        if hasattr(type(valeur), "_inconnus") and len(chemin) < 3:
            yield from chemins(valeur, chemin)


def effacer(objet: Any, chemin: tuple[str, ...]) -> Any:
    tete, *reste = chemin
    return replace(objet, **{tete: effacer(getattr(objet, tete), tuple(reste)) if reste else None})


@cache
def previsions() -> frozenset[str]:
    """Les informations qui prévoient, faute du réel."""

    def prevoit(noms: tuple[str, ...]) -> bool:
        return any(nom == PREVISION or (nom in DEDUCTIONS and prevoit(DEDUCTIONS[nom].faits)) for nom in noms)

    return frozenset(r.nom for r in regles() if r.gravite is Gravite.INFORMATION and prevoit(r.faits))


def dementis(dossier: Dossier, chemin: tuple[str, ...], au: date | None) -> list[tuple[str, ...]]:
    """Les règles que le fait, une fois connu, fait mentir."""
    sans = effacer(dossier, chemin)
    prevues = [situation_de(d, au)["minutes_prevues"] for d in (dossier, sans)]
    if not any(isinstance(m, Inconnu) for m in prevues) and prevues[0] != prevues[1]:
        return []  # la durée annoncée tient lieu des horaires : si elle les contredit, une règle le reproche
    avec = {constat.regle: constat.verdict for constat in verifier(dossier, au)}
    return [
        (".".join(chemin), c.regle, f"{c.verdict} sans lui, {avec[c.regle]} avec")
        for c in verifier(sans, au)
        if c.regle in avec and avec[c.regle] in DEMENTIS[c.verdict] and c.regle not in previsions()
        if (".".join(chemin), c.regle) not in AUTREMENT
    ]


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda p: p.stem)
def test_aucun_fait_efface_d_un_exemple_ne_laisse_conclure(exemple: Path) -> None:
    dossier = lire_texte(exemple.read_text("utf-8"))
    assert [f for chemin in chemins(dossier) for f in dementis(dossier, chemin, date(2026, 11, 23))] == []


@settings(
    max_examples=tirages(20),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(dossiers(inconnus=False), st.one_of(st.none(), jours(date(2024, 1, 1))), st.data())
def test_aucun_fait_efface_ne_laisse_conclure(dossier: Dossier, au: date | None, data: st.DataObject) -> None:
    possibles = list(chemins(dossier))
    for chemin in data.draw(st.lists(st.sampled_from(possibles), min_size=4, max_size=4, unique=True)):
        assert dementis(dossier, chemin, au) == []
