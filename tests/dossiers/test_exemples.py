"""Les exemples disent ce qu'ils promettent."""

import re
from datetime import date

import pytest
from constats import en_entier

from tripartite.dossiers import exemples, lire_texte
from tripartite.dossiers.erreurs import Illisible
from tripartite.droit.langage import Constat, Verdict
from tripartite.droit.plan import regles
from tripartite.droit.verification import situation_de, verifier

APRES = date(2026, 11, 23)
FAUTES = {
    1: "volume_d_enseignement",
    2: "restitution_et_evaluation",
    3: "contingent_de_stagiaires",
    4: "plafond_du_tuteur",
    5: "delai_de_carence",
    6: "duree_maximale",
    7: "activites_approuvees_par_l_organisme",
    8: "journee_maximale",
    9: "gratification_minimale",
    10: "transport_rembourse",
    11: "remplacement_d_un_absent",
    12: "conges_prevus_par_la_convention",
}


def constats(nom: str, au: date) -> list[Constat]:
    return verifier(lire_texte(exemples.texte(nom), nom), au)


@pytest.mark.parametrize("nom", sorted(set(exemples.noms()) - {"douze-fautes"}))
def test_un_exemple_est_complet_et_licite(nom: str) -> None:
    fautifs = {c.regle: c.phrase for c in constats(nom, APRES) if c.verdict is Verdict.NON_CONFORME}
    assert fautifs == {}
    faits_manquants = {c.regle: m.cle for c in constats(nom, APRES) for m in c.manquants if "." in m.cle}
    assert faits_manquants == {}


def test_le_master_en_entreprise_est_conforme_de_bout_en_bout() -> None:
    verdicts = {c.verdict for c in constats("master-en-entreprise", APRES)}
    assert verdicts == {Verdict.CONFORME, Verdict.SANS_OBJET}


def test_les_douze_fautes_sont_trouvees_et_elles_seules() -> None:
    plantees = [int(n) for n in re.findall(r"# faute (\d+) :", exemples.texte("douze-fautes"))]
    assert sorted(plantees) == list(FAUTES)
    trouvees = {
        c.regle for c in constats("douze-fautes", date(2025, 12, 20)) if c.verdict is Verdict.NON_CONFORME
    }
    assert trouvees == set(FAUTES.values())


@pytest.mark.parametrize("nom", exemples.noms())
@pytest.mark.parametrize("au", [date(2025, 12, 20), APRES])
def test_verifier_rend_ce_que_chaque_regle_en_vigueur_jugerait_seule(nom: str, au: date) -> None:
    situation = situation_de(lire_texte(exemples.texte(nom), nom), au)
    seules = [regle.juger(situation) for regle in regles() if regle.concerne(situation)]
    assert [en_entier(constat) for constat in constats(nom, au)] == [en_entier(constat) for constat in seules]


@pytest.mark.parametrize("nom", exemples.noms())
def test_un_exemple_se_presente(nom: str) -> None:
    assert exemples.titre(nom).endswith(".")
    assert exemples.texte(nom + ".yaml") == exemples.texte(nom)


def test_un_exemple_inconnu_donne_le_plus_proche() -> None:
    with pytest.raises(Illisible) as levee:
        exemples.texte("hopital-publik")
    assert levee.value.proche == "hopital-public"
