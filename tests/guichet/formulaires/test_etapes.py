"""Les étapes demandent tout ce que le droit demande, et rendent à l'identique ce qu'elles montrent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import dossiers
from tirages import tirages

from tripartite.dossiers import ecrire, lire_dossier
from tripartite.droit.faits import Dossier, Partie, Vie
from tripartite.droit.langage import AUCUN, connu
from tripartite.droit.verification import situation_de, verifier
from tripartite.guichet.formulaires.chemins import poser, valeur
from tripartite.guichet.formulaires.constats import CHEMIN_DU_SIGNATAIRE
from tripartite.guichet.formulaires.description import ChampDeFait, Etape, champs_de, pertinent
from tripartite.guichet.formulaires.etapes import ETAPES, etapes
from tripartite.guichet.formulaires.formulaire import FormulaireDeFaits, lire
from tripartite.rendus.classement import classer
from tripartite.rendus.faits import chemin

EXEMPLES = sorted((Path(__file__).parents[3] / "exemples").glob("*.yaml"))
TOUTES = [etape for partie in Partie for etape in ETAPES[partie]]
AU = date(2026, 1, 12)


def envoi(formulaire: FormulaireDeFaits) -> dict[str, str]:
    """Ce qu'un navigateur enverrait de cette page, laissée telle quelle."""
    donnees: dict[str, str] = {}
    for nom in formulaire.fields:
        _remplir(donnees, formulaire, nom)
    for liste in formulaire.listes.values():
        for nom in liste.management_form.fields:
            _remplir(donnees, liste.management_form, nom)
        if liste.presence:
            donnees[liste.presence.html_name] = liste.presence.value() or ""
        for ligne in liste.lignes:
            for nom in ligne.fields:
                _remplir(donnees, ligne, nom)
    return donnees


def _remplir(donnees: dict[str, str], formulaire: Any, nom: str) -> None:
    champ = formulaire[nom]
    valeur = champ.value()
    if isinstance(valeur, list):
        cases = len(champ.field.widget.widgets)
        donnees.update({f"{champ.html_name}_{n}": h for n, h in enumerate([*valeur, *[""] * cases][:cases])})
    elif isinstance(valeur, bool):
        donnees.update({champ.html_name: "on"} if valeur else {})
    else:
        donnees[champ.html_name] = "" if valeur is None else str(valeur)


def sans_vie(dossier: Dossier) -> Dossier:
    return replace(dossier, vie=Vie())


def sans_case_dementie(dossier: Dossier) -> Dossier:
    """Le dossier, moins « aucun avantage » et « aucune absence », qu'au hasard il peut démentir ailleurs."""
    clauses = dossier.convention.clauses
    if not connu(clauses):
        return dossier
    textes = {nom: getattr(clauses, nom) for nom in ("avantages", "absences")}
    vides = {nom: None for nom, texte in textes.items() if connu(texte) and texte == ""}
    return replace(dossier, convention=replace(dossier.convention, clauses=replace(clauses, **vides)))


@pytest.mark.parametrize("etape", TOUTES, ids=lambda e: f"{e.partie.name}-{e.cle}")
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda c: c.stem)
def test_une_page_laissee_telle_quelle_ne_change_rien(exemple: Path, etape: Etape) -> None:
    donnees = ecrire(sans_vie(lire_dossier(exemple)))
    formulaire = FormulaireDeFaits(etape, donnees, envoi(FormulaireDeFaits(etape, donnees, au=AU)), au=AU)
    assert formulaire.is_valid(), list(formulaire.fautes())
    assert formulaire.valides == etape.chemins
    assert formulaire.appliquer(donnees) == donnees


@settings(max_examples=tirages(12), deadline=None)
@given(dossier=dossiers())
def test_au_hasard_non_plus(dossier: Dossier) -> None:
    donnees = ecrire(sans_case_dementie(sans_vie(dossier)))
    for etape in TOUTES:
        page = FormulaireDeFaits(etape, donnees, au=AU)
        formulaire = FormulaireDeFaits(etape, donnees, envoi(page), au=AU)
        assert formulaire.valides == etape.chemins, list(formulaire.fautes())
        assert formulaire.appliquer(donnees) == donnees


@settings(max_examples=tirages(12), deadline=None)
@given(dossier=dossiers(inconnus=False))
def test_tout_ce_qui_se_montre_se_relit(dossier: Dossier) -> None:
    """La page d'un dossier, envoyée dans un dossier vide : chaque réponse est lue, et rend le même fait."""
    connu_ = sans_case_dementie(sans_vie(dossier))
    source = ecrire(connu_)
    for etape in TOUTES:
        formulaire = FormulaireDeFaits(etape, {}, envoi(FormulaireDeFaits(etape, source, au=AU)), au=AU)
        for chemin_ in formulaire.valides:
            memes_reponses(
                formulaire.descriptions[chemin_], valeur(connu_, chemin_), formulaire.saisie(chemin_)
            )
        fautes = [f.message for f in formulaire.fautes()]
        assert [
            f for f in fautes if "n'est pas une adresse de courriel" not in f and "précède" not in f
        ] == []


def memes_reponses(description: ChampDeFait, attendue: Any, lue: Any) -> None:
    if not connu(attendue) or attendue in ((), "", AUCUN):
        return
    if not description.lignes:
        assert lue == attendue
        return
    assert len(lue) == len(attendue)
    for champ, _si in champs_de(description.lignes):
        for ligne_lue, ligne in zip(lue, attendue, strict=True):
            memes_reponses(champ, valeur(ligne, champ.chemin), valeur(ligne_lue, champ.chemin))


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda c: c.stem)
def test_les_etapes_demandent_tout_ce_que_le_droit_demande(exemple: Path) -> None:
    """Un dossier vide, rempli page à page comme l'exemple : plus rien ne manque au droit."""
    complet = sans_vie(lire_dossier(exemple))
    source, donnees = ecrire(complet), {}
    for _tour in range(2):  # une réponse ouvre parfois une question d'une page déjà vue
        for partie in Partie:
            for etape in etapes(partie):
                envoye = envoi(FormulaireDeFaits(etape, source, au=AU))
                formulaire = FormulaireDeFaits(etape, donnees, envoye, au=AU)
                assert formulaire.is_valid(), list(formulaire.fautes())
                donnees = formulaire.appliquer(donnees)
    assert manques(lire(donnees)) == manques(complet)


def manques(dossier: Dossier) -> set[str]:
    """Les faits que le droit attend d'une partie, hors ceux que seule la vie du stage donnera."""
    manquants = classer(verifier(dossier, AU)).manques
    chemins = {
        CHEMIN_DU_SIGNATAIRE.get(m.fait.cle) or chemin(m.fait) for m in manquants if m.de in list(Partie)
    }
    return {c for c in chemins if not c.startswith("vie.")}


@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda c: c.stem)
def test_tout_fait_qui_manque_au_droit_est_demande(exemple: Path) -> None:
    """Un fait effacé, et les faits que le droit demande alors : une page les demande."""
    dossier = sans_vie(lire_dossier(exemple))
    for etape in TOUTES:
        for efface in etape.chemins:
            reste = poser(dossier, efface, None)
            montres = chemins_montres(reste)
            perdus = {m for m in manques(reste) if not any(_dans(c, m) for c in montres)}
            assert perdus == set(), efface


def chemins_montres(dossier: Dossier) -> set[str]:
    situation = situation_de(dossier, AU)
    return {
        champ.chemin
        for partie in Partie
        for etape in etapes(partie, situation)
        for champ, groupe in champs_de(etape.elements)
        if pertinent(champ.si, situation) and pertinent(groupe, situation)
    }


def _dans(demande: str, manque: str) -> bool:
    """La question demande ce qui manque, ou une part de ce qui manque, ou ce qui le contient."""
    return demande == manque or demande.startswith(f"{manque}.") or manque.startswith(f"{demande}.")
