"""Les mots de la page : chaque état pour chaque lecteur, chaque geste au journal, chaque fait à sa place."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import dossiers
from tirages import tirages

from tripartite.droit.faits import (
    Avantages,
    Clauses,
    Convention,
    Dossier,
    Etablissement,
    Formation,
    Gratification,
    Motifs,
    OrganismeAccueil,
    Partie,
    Stagiaire,
)
from tripartite.droit.parcours import PASSAGES, Etat
from tripartite.guichet.ecrans.convention.forms import FORMULAIRES
from tripartite.guichet.ecrans.convention.offres import AILLEURS as GESTES_AILLEURS
from tripartite.guichet.ecrans.convention.parts import AILLEURS, PARTS, VIDES, lire_les_parts
from tripartite.guichet.ecrans.convention.recit import RECITS
from tripartite.guichet.etats_dits import DITS, NOMS, dire_l_etat
from tripartite.guichet.visibilite import voit

LECTEURS = [*Partie, None]
SECTIONS: dict[str, Any] = {
    "etablissement": Etablissement,
    "organisme": OrganismeAccueil,
    "stagiaire": Stagiaire,
    "formation": Formation,
    "convention": Convention,
    "convention.gratification": Gratification,
    "convention.avantages": Avantages,
    "convention.motifs": Motifs,
    "convention.clauses": Clauses,
}


@pytest.mark.parametrize("lecteur", LECTEURS)
@pytest.mark.parametrize("etat", Etat)
def test_chaque_etat_se_dit_a_chacun(etat: Etat, lecteur: Partie | None) -> None:
    for a_vous in (True, False):
        dit = dire_l_etat(etat, lecteur, a_vous=a_vous)
        assert all(str(texte).strip() for texte in (dit.nom, dit.phrase, dit.suite))
        assert "!" not in f"{dit.phrase}{dit.suite}"


def test_les_tables_ne_disent_rien_de_plus() -> None:
    assert set(DITS) == set(NOMS) == set(Etat)
    assert all(set(par_lecteur) == set(LECTEURS) for par_lecteur in DITS.values())


def test_chaque_geste_a_sa_phrase_au_journal() -> None:
    assert {p.geste for p in PASSAGES} <= set(RECITS)


def test_chaque_geste_d_avant_la_signature_a_sa_page() -> None:
    avant = {p.geste for p in PASSAGES if p.depuis & {Etat.BROUILLON, Etat.EN_CONTROLE, Etat.A_SIGNER}}
    assert avant <= set(FORMULAIRES) | set(GESTES_AILLEURS)


def test_chaque_fait_est_sur_la_page_ou_dit_ailleurs() -> None:
    places = {chemin for part in PARTS for chemin in part.chemins}
    groupes = {chemin.removesuffix(".*") for chemin in places if chemin.endswith(".*")}
    tous = {f"{section}.{f.name}" for section, classe in SECTIONS.items() for f in fields(classe)}
    montres = {c for c in tous if c in places or c.rpartition(".")[0] in groupes}
    assert tous - montres - set(VIDES) == AILLEURS


@pytest.mark.parametrize(
    ("lecteur", "tus"),
    [
        (
            Partie.STAGIAIRE,
            [
                "organisme.absents",
                "organisme.constat_de_l_inspection",
                "organisme.stages",
                "organisme.taux_atmp",
                "organisme.taux_mobilite",
            ],
        ),
        (
            Partie.ORGANISME,
            [
                "stagiaire.gratifications_recues",
                "stagiaire.naissance",
                "stagiaire.nationalite",
                "stagiaire.stages",
                "stagiaire.telephone",
                "stagiaire.titre_de_sejour",
            ],
        ),
        (Partie.ETABLISSEMENT, ["organisme.taux_atmp", "organisme.taux_mobilite"]),
        (None, ["stagiaire.gratifications_recues", "stagiaire.telephone"]),
    ],
)
def test_ce_que_chacun_ne_voit_pas(lecteur: Partie | None, tus: list[str]) -> None:
    tous = [f"{section}.{f.name}" for section, classe in SECTIONS.items() for f in fields(classe)]
    assert sorted(chemin for chemin in tous if not voit(lecteur, chemin)) == tus


@settings(max_examples=tirages(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(dossiers())
def test_tout_fait_se_dit(dossier: Dossier) -> None:
    for part in lire_les_parts(dossier, Partie.ETABLISSEMENT, (), ()):
        for ligne in part.lignes:
            assert all(isinstance(dit, str) and dit for dit in ligne.dit), ligne
