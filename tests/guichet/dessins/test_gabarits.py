"""Les gabarits communs : ce qu'ils écrivent, ce qu'ils échappent, ce qu'ils relient."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import tripartite.guichet
from tripartite import lire_dossier, verifier
from tripartite.droit.faits import Dossier, Partie
from tripartite.rendus.classement import classer
from tripartite.rendus.fiches import tableau
from tripartite.rendus.grandeurs import grandeur

ICI = Path(tripartite.guichet.__file__).parent
EXEMPLES = Path(__file__).parents[3] / "exemples"
HOSTILE = "<script>alert(1)</script> #panic() $x$"


def ecrire(source: str, **contexte: Any) -> str:
    with translation.override("fr"):
        return serrer(Template("{% load guichet %}" + source).render(Context(contexte)))


def serrer(page: str) -> str:
    """Sans les blancs qui ne se voient pas."""
    return re.sub(r"\s*\n\s*", "", page)


def en_anglais(source: str, **contexte: Any) -> str:
    with translation.override("en"):
        return Template("{% load guichet %}" + source).render(Context(contexte)).strip()


@pytest.mark.parametrize(
    ("source", "valeur", "voulu"),
    [
        ("{{ v|euros }}", Decimal("693"), "693,00 €"),
        ("{{ v|heures }}", 9270, "154 h 30"),
        ("{{ v|taux }}", Decimal("0.15"), "15 %"),
        ("{{ v|nombre }}", 12500, "12 500"),
        ("{{ v|jour }}", date(2026, 2, 2), "lundi 2 février 2026"),
        ("{{ v|jour_court }}", date(2026, 2, 1), "1er février 2026"),
        ("{{ v|mois }}", date(2026, 2, 2), "février 2026"),
        ("{{ v|moment }}", datetime(2026, 7, 1, 22, 5, tzinfo=UTC), "2 juillet 2026 à 0 h 05"),
        ("{{ v|jour }}", None, ""),
        ("{{ v|iso }}", date(2026, 2, 2), "2026-02-02"),
    ],
)
def test_une_grandeur_s_ecrit_a_la_francaise(source: str, valeur: Any, voulu: str) -> None:
    assert ecrire(source, v=valeur).replace("\xa0", " ").replace("\u202f", " ") == voulu


def test_une_grandeur_suit_la_langue_de_la_page() -> None:
    assert en_anglais("{{ v|euros }}", v=Decimal("1719.9")) == "€1,719.90"
    assert en_anglais("{{ v|jour }}", v=date(2026, 2, 2)) == "Monday 2\xa0February\xa02026"


@pytest.mark.parametrize("nommee", [Partie.ORGANISME, "organisme d'accueil", "organisme"])
def test_une_partie_a_sa_forme_et_son_nom(nommee: str) -> None:
    assert ecrire("{% partie p %}", p=nommee) == (
        '<span class="partie partie--organisme"><span class="partie__forme" aria-hidden="true">■</span>'
        "<span>organisme d&#x27;accueil</span></span>"
    )


def test_une_partie_porte_le_nom_de_la_personne() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #panic() $x$" in ecrire(
        "{% partie 'stagiaire' n %}", n=HOSTILE
    )


# --- Les constats ----------------------------------------------------------------------------


def constats(exemple: str) -> list[Any]:
    return verifier(lire_dossier(EXEMPLES / exemple), date(2026, 11, 28))


def test_la_carte_d_un_constat_dit_le_verdict_la_phrase_que_faire_et_les_articles() -> None:
    (c,) = [c for c in constats("douze-fautes.yaml") if c.regle == "gratification_minimale"]
    carte = ecrire("{% constat c %}", c=c)
    assert carte.startswith(
        '<article class="constat constat--non-conforme constat--bloquant" id="gratification_minimale"'
    )
    assert '<span class="a-lire">Non conforme\xa0: </span>' in carte
    assert re.findall(r'<a href="([^"]*)" title="[^"]*">([^<]*)</a>', carte) == [
        ("/droit/articles/L124-6/", "L.\xa0124-6"),
        ("/droit/articles/D124-8/", "D.\xa0124-8"),
        ("/droit/articles/CSS-D242-19/", "CSS D.\xa0242-19"),
    ]
    assert "<summary>Voir le calcul</summary>" in carte


def test_tous_les_constats_d_un_dossier_sont_a_l_ecran() -> None:
    tous = constats("douze-fautes.yaml")
    r = classer(tous)
    page = ecrire("{% constats r %}", r=r)
    montres = re.findall(r'<article [^>]*id="([^"]+)"', page)
    attendus = [c.regle for c in (*r.bloquants, *r.avertissements, *r.doutes, *r.conformes, *r.sans_objet)]
    assert montres == attendus
    assert page.index("Ce qui bloque") < page.index("Ce qui manque") < page.index("Ce qui est conforme")


def test_une_longue_liste_de_ce_qui_manque_se_deplie() -> None:
    r = classer(verifier(Dossier()))
    page = unescape(ecrire("{% constats r %}", r=r))
    dus = [grandeur(m.fait) for m in r.manques if m.de == Partie.ORGANISME]
    (listes,) = re.findall(r"organisme d'accueil</span></span></h3>(.*?)</div>", page)
    assert [re.findall("<li>(.*?)</li>", liste) for liste in listes.split("<summary>")] == [dus[:5], dus[5:]]
    assert f"et {len(dus) - 5} autres" in listes


def test_un_tableau_porte_le_titre_de_chaque_colonne_sur_ses_cases() -> None:
    t = tableau(
        [("mois", "Mois", "mois"), ("du", "Dû", "euros")], [(2, Decimal(5))], ("Total", Decimal(5)), "T"
    )
    ecrit = ecrire("{% tableau t %}", t=t).replace("\xa0", " ").replace("\u202f", " ")
    assert '<th scope="row">2 mois</th><td class="nombre" data-titre="Dû">5,00 €</td>' in ecrit
    assert '<tfoot><tr><th scope="row">Total</th>' in ecrit


# --- Les champs ------------------------------------------------------------------------------


class Formulaire(forms.Form):
    nom = forms.CharField(label="Nom", help_text="Comme sur la carte d'identité.")
    qui = forms.ChoiceField(label="Qui", widget=forms.RadioSelect, choices=[("a", "Un"), ("b", HOSTILE)])
    accord = forms.BooleanField(label="J'accepte", required=False)


def test_un_champ_est_relie_a_son_libelle_son_aide_et_ses_erreurs() -> None:
    champ = ecrire('{% include "elements/champ.html" %}', champ=Formulaire({})["nom"])
    assert '<label for="id_nom">Nom</label>' in champ
    assert '<p class="champ__aide" id="id_nom_helptext">Comme sur la carte d&#x27;identité.</p>' in champ
    assert '<ul class="champ__erreurs" id="id_nom_error"><li>Ce champ est obligatoire.</li></ul>' in champ
    assert 'aria-invalid="true" aria-describedby="id_nom_helptext id_nom_error" id="id_nom"' in champ


def test_un_choix_est_un_groupe_et_sa_legende() -> None:
    groupe = ecrire('{% include "elements/champ.html" %}', champ=Formulaire({})["qui"])
    assert (
        '<fieldset class="champ champ--erreur" aria-describedby="id_qui_error" id="id_qui_champ">' in groupe
    )
    assert "<legend>Qui</legend>" in groupe
    assert "<script>" not in groupe


def test_une_case_vient_avant_son_libelle() -> None:
    case = ecrire('{% include "elements/champ.html" %}', champ=Formulaire({})["accord"])
    assert (
        '<label class="choix"><input type="checkbox" name="accord" id="id_accord"><span>J&#x27;accepte'
        in case
    )
    assert "(facultatif)" in case


def test_un_formulaire_de_django_prend_le_meme_gabarit() -> None:
    assert 'class="champ champ--erreur"' in Formulaire({})["nom"].as_field_group()


def test_le_resume_des_erreurs_mene_a_chaque_champ() -> None:
    resume = ecrire('{% include "elements/erreurs.html" %}', formulaire=Formulaire({}))
    assert "2 points sont à corriger" in resume
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', resume) == [
        ("#id_nom", "Nom\xa0: Ce champ est obligatoire."),
        ("#id_qui_champ", "Qui\xa0: Ce champ est obligatoire."),
    ]
    assert (
        ecrire('{% include "elements/erreurs.html" %}', formulaire=Formulaire({"nom": "a", "qui": "a"})) == ""
    )


# --- Les pages -------------------------------------------------------------------------------


def page(gabarit: str, **contexte: Any) -> str:
    request = RequestFactory().get("/ici/?q=1")
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = "fr"
    with translation.override("fr"):
        return render_to_string(gabarit, contexte, request)


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500, 503, 507])
def test_une_page_d_erreur_dit_ce_qui_s_est_passe_et_ou_aller(code: int) -> None:
    erreur = page(f"{code}.html", numero="a1b2c3")
    assert erreur.lower().startswith("<!doctype html>")
    assert '<html lang="fr">' in erreur
    assert len(re.findall("<h1", erreur)) == 1
    assert len(re.findall("<p", erreur)) >= 3
    assert 'href="/"' in erreur
    assert ("a1b2c3" in erreur) is (code == 500)


@pytest.mark.parametrize("code", [500, 503, 507])
def test_une_panne_se_dit_sans_requete_ni_base(code: int) -> None:
    assert "<h1>" in render_to_string(f"{code}.html")


def test_la_page_publique_a_son_titre_son_lien_d_evitement_et_ses_reperes() -> None:
    erreur = page("404.html")
    assert "<title>Cette page n'existe pas, ou n'est pas pour vous · Tripartite</title>" in erreur
    assert erreur.index('<a class="evitement" href="#contenu">') < erreur.index("<header")
    assert '<main id="contenu" tabindex="-1">' in erreur
    assert '<input type="hidden" name="suite" value="/ici/?q=1">' in erreur


def test_l_en_tete_dit_l_espace_et_ses_liens() -> None:
    liens = [{"url": "/a/", "libelle": "À traiter", "actif": True, "compte": 14}]
    entete = page("404.html", espace={"nom": HOSTILE, "liens": liens, "recherche": True})
    assert '<a href="/a/" aria-current="page">À traiter <span class="compte">14</span></a>' in entete
    assert "<script>alert" not in entete


GABARITS = sorted(p for p in ICI.rglob("*.html"))


@pytest.mark.parametrize("chemin", GABARITS, ids=lambda p: str(p.relative_to(ICI)))
def test_aucun_gabarit_ne_porte_de_style_ni_de_script(chemin: Path) -> None:
    texte = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", chemin.read_text("utf-8"), flags=re.S)
    sans_donnees = re.sub(
        r'<script [^>]*type="application/json">', "", texte
    )  # des données, rien ne s'exécute
    en_ligne = r'\sstyle="|<style|\son\w+="|javascript:|<script(?![^>]*\ssrc=)|\|safe\b'
    assert re.findall(en_ligne, sans_donnees) == []
