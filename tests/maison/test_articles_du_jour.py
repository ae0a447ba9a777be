"""Un constat ne cite que des articles en vigueur le jour qui date sa règle."""

from datetime import date, timedelta

import pytest

from tripartite.droit.articles import article, periode
from tripartite.droit.langage import DEBUT_DU_DROIT_CONNU, HORIZON_DES_TEXTES, Regle
from tripartite.droit.plan import regles

DISENT_UNE_ABSENCE = {
    "carence_avant_2011": "le texte qui a créé le délai",
    "contingent_avant_2015": "le texte qui a créé le contingent",
    "charge_du_tuteur_avant_2015": "le texte qui a limité la charge du tuteur",
    "volume_et_referent_avant_2014": "le texte qui a créé le volume d'enseignement",
    "duree_a_cheval_sur_deux_decomptes": "le décompte qui vient, en présence",
    "inscription_sur_la_liste": "la source abrogée de l'obligation : l'article en vigueur n'a pas été lu",
    "droit_anterieur_inconnu": "le premier texte connu",
}
"""Les règles qui citent un texte d'avant ou d'après, et pourquoi."""


def jours_qui_comptent(regle: Regle) -> set[date]:
    """Le premier et le dernier jour de la règle, et chaque jour où un de ses articles commence ou finit."""
    fin = min(regle.jusqu_au or HORIZON_DES_TEXTES, HORIZON_DES_TEXTES)
    jours = {regle.depuis, fin}
    for debut, terme in map(periode, regle.articles):
        jours |= {debut} if debut > date.min else set()
        jours |= {terme, terme + timedelta(days=1)} if terme < date.max else set()
    return {jour for jour in jours if regle.depuis <= jour <= fin and jour >= DEBUT_DU_DROIT_CONNU}


@pytest.mark.parametrize("regle", regles(), ids=lambda regle: regle.nom)
def test_les_articles_cites_sont_en_vigueur(regle: Regle) -> None:
    fautes = [
        (jour, reference)
        for jour in sorted(jours_qui_comptent(regle))
        for reference in regle.articles_au(jour)
        if (lu := article(reference)) is None or not lu.en_vigueur(jour)
    ]
    if regle.nom not in DISENT_UNE_ABSENCE:
        assert fautes == []


@pytest.mark.parametrize("nom", sorted(DISENT_UNE_ABSENCE))
def test_une_exception_en_est_une(nom: str) -> None:
    regle = next(r for r in regles() if r.nom == nom)
    lus = [article(reference) for reference in regle.articles]
    assert not any(lu and lu.en_vigueur(regle.depuis) for lu in lus)
