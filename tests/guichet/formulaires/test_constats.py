"""Chaque constat se montre à côté de la page qui le cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tripartite.dossiers import ecrire, lire_dossier
from tripartite.droit.faits import Partie, Vie
from tripartite.droit.langage import Constat, Verdict
from tripartite.droit.plan import regles
from tripartite.droit.regles import sujets
from tripartite.droit.verification import verifier
from tripartite.guichet.formulaires.chemins import type_du_fait
from tripartite.guichet.formulaires.constats import (
    CAUSES,
    CAUSES_DES_MENTIONS,
    CAUSES_DES_REGLES,
    CHEMIN_DU_SIGNATAIRE,
    constats_du_champ,
)
from tripartite.guichet.formulaires.etapes import ETAPES, etape
from tripartite.guichet.formulaires.manquants import manquants

EXEMPLES = Path(__file__).parents[3] / "exemples"
AU = date(2026, 1, 12)


def constats(exemple: str) -> list[Constat]:
    return verifier(replace(lire_dossier(EXEMPLES / f"{exemple}.yaml"), vie=Vie()), AU)


def a_cote(exemple: str, partie: Partie, cle: str) -> set[str]:
    page = etape(partie, cle)
    assert page is not None
    fautes = [c for c in constats(exemple) if c.verdict is Verdict.NON_CONFORME]
    return {c.regle for c in constats_du_champ(fautes, page.chemins)}


def test_chaque_sujet_du_droit_dit_ses_causes() -> None:
    assert CAUSES.keys() == sujets().keys()


def test_les_regles_nommees_existent() -> None:
    noms = {regle.nom for regle in regles()}
    assert CAUSES_DES_REGLES.keys() | CAUSES_DES_MENTIONS.keys() <= noms
    mentions = {r.nom for r in regles() if r.sujet == "mentions"}
    assert mentions - CAUSES_DES_MENTIONS.keys() == {"quinze_mentions_reunies"}


def test_chaque_cause_est_un_fait() -> None:
    tables = (CAUSES, CAUSES_DES_REGLES, CAUSES_DES_MENTIONS)
    chemins = {c for table in tables for causes in table.values() for c in causes} | {
        *CHEMIN_DU_SIGNATAIRE.values()
    }
    assert [c for c in sorted(chemins) if type_du_fait(c) is None] == []


def test_chaque_cause_est_demandee_par_une_page() -> None:
    demandes = {chemin for pages in ETAPES.values() for page in pages for chemin in page.chemins}
    tables = (CAUSES, CAUSES_DES_REGLES, CAUSES_DES_MENTIONS)
    chemins = {c for table in tables for causes in table.values() for c in causes}
    assert {c for c in chemins if not any(d == c or d.startswith(f"{c}.") for d in demandes)} == set()


def test_douze_fautes_chacune_sur_sa_page() -> None:
    assert a_cote("douze-fautes", Partie.ORGANISME, "motifs") == {"remplacement_d_un_absent"}
    assert "plafond_du_tuteur" in a_cote("douze-fautes", Partie.ORGANISME, "tuteur")


def test_rien_n_est_du_dans_un_dossier_complet() -> None:
    donnees = ecrire(replace(lire_dossier(EXEMPLES / "master-en-entreprise.yaml"), vie=Vie()))
    assert [m.chemin for partie in Partie for m in manquants(donnees, partie, AU)] == []


def test_un_dossier_vide_doit_a_chacun_sa_part() -> None:
    dus = {partie: [m.chemin for m in manquants({}, partie, AU)] for partie in Partie}
    assert dus[Partie.STAGIAIRE][:3] == ["stagiaire.prenom", "stagiaire.nom", "stagiaire.naissance"]
    assert "convention.motifs.saisonnier" in dus[Partie.ORGANISME]
    assert "convention.debut" in dus[Partie.ORGANISME]
    assert "etablissement.referent.nom" in dus[Partie.ETABLISSEMENT]
    assert "convention.fiche_d_information" not in dus[Partie.ETABLISSEMENT]


def test_ce_qui_manque_a_pour_page_celle_qui_le_demande() -> None:
    un, *_autres = manquants({}, Partie.ORGANISME, AU)
    assert (un.chemin, un.etape.cle) == ("organisme.nom", "organisme")
    assert un.chemin in un.etape.chemins
