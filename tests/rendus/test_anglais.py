"""L'anglais du droit : un catalogue complet, et rien qui, dit en anglais, retombe en français."""

from __future__ import annotations

import io
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from harnais import situation_du_cas, tous_les_cas
from reponses import hasard

from tripartite.dossiers import exemples, lire_texte
from tripartite.droit.langage import DEDUCTIONS, REGLES, Constat, Etape, FaitInconnu, Phrase
from tripartite.droit.regles import sujets
from tripartite.droit.verification import verifier
from tripartite.rendus import grandeurs, langues, modeles
from tripartite.rendus.classement import classer, conclusion
from tripartite.rendus.fiches import Fiche
from tripartite.rendus.grandeurs import dire, dire_la_lecture, ecrire, grandeur
from tripartite.rendus.json import brut
from tripartite.rendus.typographie import sans_insecable
from tripartite.rendus.valeurs import valeur_de_la_loi
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
    verification,
)
from tripartite.reponses.socle import Reponse

sys.path.insert(0, str(Path(__file__).parents[2] / "outils"))

import phrases

ENTREES = {str(m.id): m for m in read_po(io.BytesIO(phrases.PO.read_bytes()), locale="en") if m.id}


# --- Le catalogue ----------------------------------------------------------------------------


def places(texte: str) -> list[tuple[str, str]]:
    """Les grandeurs que nomme une phrase, et leur nature."""
    lues = string.Formatter().parse(texte)
    return sorted((nom, nature or "") for _, nom, nature, _ in lues if nom is not None)


def test_chaque_phrase_relevee_est_traduite_et_aucune_autre() -> None:
    """`make langues` ne trouverait rien de neuf, ni rien à retirer."""
    assert set(ENTREES) == set(phrases.relever())
    assert [dite for dite, m in ENTREES.items() if m.fuzzy or not m.string] == []


def test_une_traduction_nomme_les_memes_grandeurs() -> None:
    assert [dite for dite, m in ENTREES.items() if places(dite) != places(m.string)] == []


def test_l_anglais_s_ecrit_a_l_anglaise() -> None:
    fautes = re.compile(r"[\u00a0\u202f]| [:;?]|[«»!]")
    assert [m.string for m in ENTREES.values() if fautes.search(m.string)] == []


def test_le_catalogue_compile_est_celui_qui_se_lit() -> None:
    with phrases.PO.with_suffix(".mo").open("rb") as fichier:
        compilees = {m.id: m.string for m in read_mo(fichier) if m.id}
    assert compilees == {dite: m.string for dite, m in ENTREES.items()}


# --- Ce qui se dit ---------------------------------------------------------------------------

ETRANGERS = re.compile(
    r"[“(][^”)]*[”)]|\b(?:loi|lois|décret|décrets|arrêté|ordonnance|circulaire|Légifrance|Cass\.?)\b[^,;.]*"
)
"""Ce qui garde son français dans une phrase anglaise : un texte cité, un mot donné entre parenthèses."""
FRANCAIS = re.compile(
    r"(?i)\b(?:le|la|les|des|du|est|et|pour|dans|une|aux|sont|avec|sur|pas|que|qui|au|ou)\b|\b[ld]['’]"
)


@pytest.fixture
def manquees(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Les phrases à grandeurs que le catalogue n'a pas, au fil de ce qui s'écrit."""
    relevees: set[str] = set()
    connues = langues.catalogue("en")._catalog  # type: ignore[attr-defined]

    def traduire(texte: str, langue: str = "fr") -> str:
        sans_mots = all(phrases.REFERENCE.fullmatch(t) for t in texte.split(", "))
        if langue == "en" and phrases.se_lit(texte) and not sans_mots and texte not in connues:
            relevees.add(texte)
        return langues.traduire(texte, langue)

    for module in (grandeurs, modeles):
        monkeypatch.setattr(module, "traduire", traduire)
    return relevees


def du_constat(c: Constat) -> Iterator[str]:
    """Tout ce qu'une page anglaise écrit d'un constat."""
    yield from (dire(t, "en") for t in (c.titre, c.verdict.value, sujets()[c.sujet].nom))
    yield from (ecrire(t, c.grandeurs, langue="en") for t in (c.phrase, c.que_faire))
    yield from (dire_la_lecture(lue, "en") for lue in c.lectures)
    yield from des_etapes(c.etapes)
    yield from (grandeur(m, "", "en") for m in c.manquants)
    for v in c.valeurs:
        yield from (
            dire(v.parametre, "en"),
            valeur_de_la_loi(v.valeur, v.unite, "en"),
            dire(v.confiance, "en"),
        )


def des_etapes(etapes: Any) -> Iterator[str]:
    e: Etape
    for e in etapes:
        yield from (ecrire(t, e.grandeurs, langue="en") for t in (e.libelle, e.calcul))


def de_la_fiche(f: Fiche) -> Iterator[str]:
    """Tout ce qu'une page anglaise écrit d'une réponse."""
    yield from (dire(t, "en") for t in (f.titre, f.reponse, *f.notes))
    for chiffre in f.chiffres:
        yield from (dire(chiffre.libelle, "en"), chiffre.ecrire("en"))
    for t in f.tableaux:
        yield from (dire(titre, "en") for titre in (t.titre, *(c.titre for c in t.colonnes)))
        yield from (case for ligne in t.ecrit("en") for case in ligne)
    yield from des_etapes(f.etapes)
    yield from (dire_la_lecture(lue, "en") for lue in f.lectures)


def francais(dits: Iterable[str], faits: Any = None) -> list[str]:
    """Ce qui paraît être du français, hors de ce que quelqu'un a tapé : un article y suffit."""
    suspects = [
        (dit, reste)
        for dit in set(map(sans_insecable, dits))
        if FRANCAIS.search(reste := ETRANGERS.sub("", dit))
    ]
    tapes = sorted(set(_textes(brut(faits))), key=len, reverse=True) if suspects else []
    return sorted(dit for dit, reste in suspects if FRANCAIS.search(_sans(tapes, reste)))


def _sans(tapes: list[str], texte: str) -> str:
    for tape in tapes:
        texte = texte.replace(tape, "")
    return texte


def _textes(donnees: Any) -> Iterator[str]:
    if isinstance(donnees, str) and len(donnees) > 3:
        yield donnees
    elif isinstance(donnees, dict | list):
        for valeur in donnees.values() if isinstance(donnees, dict) else donnees:
            yield from _textes(valeur)


@pytest.mark.parametrize("sujet", sorted(sujets()))
def test_chaque_cas_se_dit_en_anglais(sujet: str, manquees: set[str]) -> None:
    trouves: list[str] = []
    for cas in tous_les_cas():
        if cas.sujet == sujet and "faits" in cas.parties:
            situation = situation_du_cas(cas)
            for regle in REGLES.values():
                if regle.sujet == sujet and regle.concerne(situation):
                    trouves += francais(du_constat(regle.juger(situation)), situation.connus)
    assert {texte for texte in manquees if texte.replace(" ", "_") not in DEDUCTIONS} == set()
    assert sorted(set(trouves)) == []


@pytest.mark.parametrize("nom", exemples.noms())
def test_chaque_exemple_se_dit_en_anglais(nom: str, manquees: set[str]) -> None:
    for au in (date(2026, 1, 1), date(2026, 11, 23), date(2031, 1, 1)):
        dossier = lire_texte(exemples.texte(nom), nom)
        constats = verifier(dossier, au)
        trouves = [f for c in constats for f in francais(du_constat(c), dossier)]
        assert trouves == []
        assert francais([dire(conclusion(classer(constats)), "en")]) == []
    assert manquees == set()


QUESTIONS = (
    (accident.repondre, hasard.un_accident),
    (carence.repondre, hasard.une_carence),
    (cotisations.repondre, hasard.des_cotisations),
    (duree.repondre, hasard.une_duree),
    (echeancier.repondre, hasard.un_echeancier),
    (embauche.repondre, hasard.une_embauche),
    (etranger.repondre, hasard.un_etranger),
    (impot.repondre, hasard.un_impot),
    (quota.repondre, hasard.un_quota),
    (retraite.repondre, hasard.une_retraite),
)


@pytest.mark.parametrize(("repondre", "tirer"), QUESTIONS, ids=lambda f: f.__name__)
def test_chaque_reponse_se_dit_en_anglais(
    repondre: Callable[[Any], Reponse], tirer: Callable[[Random], Any], manquees: set[str]
) -> None:
    r = Random(9)  # noqa: S311
    for _ in range(60):
        try:
            reponse = repondre(tirer(r))
        except FaitInconnu as erreur:
            dits: Iterable[str] = [grandeur(erreur.inconnu, "", "en")]
        else:
            dits = (*de_la_fiche(reponse.fiche), *(dire(rappel.libelle, "en") for rappel in reponse.rappels))
        assert francais(dits) == []
    assert manquees == set()


def test_une_verification_se_dit_en_anglais(manquees: set[str]) -> None:
    demande = verification.Demande(date(2026, 2, 2), date(2026, 7, 31), 35 * 60)
    reponse = verification.repondre(demande)
    assert francais(de_la_fiche(reponse.fiche)) == []
    assert [f for c in reponse.resultat for f in francais(du_constat(c))] == []
    assert manquees == set()


def test_le_francais_n_ouvre_aucun_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Un terminal, un audit n'en paient rien."""
    monkeypatch.setattr(langues, "catalogue", lambda langue: pytest.fail(f"catalogue {langue} ouvert"))
    assert dire(Phrase("Il manque {fait}.", {"fait": "la date"})) == "Il manque la date."
