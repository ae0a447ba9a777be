"""Ce qui vaut pour toute mention."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripartite.droit.calculs.quinze_mentions import MENTIONS
from tripartite.droit.faits import Clauses, Convention, Dossier, Etablissement, Formation, Tuteur
from tripartite.droit.langage import Verdict
from tripartite.droit.plan import regles
from tripartite.droit.verification import verifier

COMPLETE = Dossier(
    convention=Convention(
        debut=date(2026, 6, 1),
        fin=date(2026, 7, 31),
        conclue_le=date(2026, 5, 4),
        tuteur=Tuteur(nom="Roux"),
        competences="Mener un audit",
        activites="Revue des comptes",
        clauses=Clauses(**{f.name: "écrite" for f in fields(Clauses)}),
    ),
    formation=Formation(intitule="Master", heures_enseignement=25200),
)


def test_quinze_mentions_numerotees_dans_l_ordre() -> None:
    assert [mention.numero for mention in MENTIONS] == list(range(1, 16))
    assert len([regle for regle in regles() if regle.nom.startswith("mention_")]) == 15


@given(st.sampled_from([f.name for f in fields(Clauses)]), st.sampled_from(["", None, "   "]))
def test_retirer_une_clause_ne_rend_jamais_une_mention_conforme(clause: str, texte: str | None) -> None:
    clauses = replace(COMPLETE.convention.clauses, **{clause: texte})
    moins = replace(COMPLETE, convention=replace(COMPLETE.convention, clauses=clauses))
    avant = {c.regle: c.verdict for c in verifier(COMPLETE, seulement=["mentions"])}
    for constat in verifier(moins, seulement=["mentions"]):
        if constat.verdict is Verdict.CONFORME:
            assert avant[constat.regle] is Verdict.CONFORME


@pytest.mark.parametrize("mention", MENTIONS, ids=lambda mention: str(mention.numero))
def test_chaque_porteur_est_un_champ_du_dossier(mention) -> None:
    classes = {
        "convention": Convention,
        "formation": Formation,
        "etablissement": Etablissement,
        "clauses": Clauses,
    }
    for porteur in mention.porteurs:
        racine, champ, *_ = porteur.fait.split(".")
        assert champ in {f.name for f in fields(classes[racine])}
        if champ == "clauses":
            assert porteur.fait.split(".")[2] in {f.name for f in fields(Clauses)}
