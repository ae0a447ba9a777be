"""Les dessins : du XML bien formé, dit à qui ne le voit pas, exact, sans style ni texte qui s'exécute."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.utils import translation

from tripartite import lire_dossier
from tripartite.droit.calculs.contingents import contingent_par_semaine
from tripartite.droit.calculs.durees import compter_duree
from tripartite.droit.calculs.echeances import calculer_echeancier
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Avenant, Dossier, Effectif, StageVoisin
from tripartite.droit.langage import Euros, Inconnu, Minutes, Parametre
from tripartite.droit.regles import sujets
from tripartite.guichet.dessins import (
    Dessin,
    calendrier_du_stage,
    compteur_d_heures,
    ligne_de_vie,
    ligne_de_vie_reduite,
    mois_payes,
    semaines_contre_contingent,
    tuteur_en_trois_lignes,
    valeurs_en_escalier,
)
from tripartite.guichet.dessins.toile import ETROIT, LARGE, Echelle, Etiquette, balise, etager

EXEMPLES = Path(__file__).parents[3] / "exemples"
HOSTILE = '"><script>alert(1)</script> & #panic() $x$ ]]>'
NOMS = sorted(p.stem for p in EXEMPLES.glob("*.yaml"))
AU = date(2026, 4, 10)
sujets()  # chaque série est lue avec son sujet


@pytest.fixture(autouse=True)
def _en_francais() -> Iterator[None]:
    with translation.override("fr"):
        yield


def exemple(nom: str) -> Dossier:
    return lire_dossier(EXEMPLES / f"{nom}.yaml")


def stages() -> tuple[StageVoisin, ...]:
    debuts = (date(2026, 1, 5), date(2026, 1, 12), date(2026, 2, 2), date(2026, 3, 2))
    noms = ("Maëlle Le Goff", HOSTILE, "Inès Fontaine", "Bao Đặng")
    return tuple(
        StageVoisin(d, d + timedelta(days=60), stagiaire=n) for d, n in zip(debuts, noms, strict=True)
    )


def le_contingent() -> Dessin:
    effectifs = tuple(Effectif(Mois(annee, mois), 12) for annee in (2025, 2026) for mois in range(1, 13))
    semaines = contingent_par_semaine(effectifs, stages(), date(2026, 1, 5), date(2026, 4, 12))
    return semaines_contre_contingent(semaines, AU)


def les_mois() -> Dessin:
    mois = [Mois(2026, n) for n in (2, 3, 4)]
    minutes = dict(zip(mois, (Minutes(9240), Minutes(9270), Minutes(8400)), strict=True))
    horaire = dict.fromkeys(mois, Euros(Decimal("4.50")))
    verses = {mois[0]: Euros(Decimal("693.00")), mois[1]: Euros(Decimal("600.00"))}
    return mois_payes(calculer_echeancier(minutes, horaire, versements=verses))


DESSINS: dict[str, Callable[[], Dessin]] = {
    **{nom: (lambda nom=nom: ligne_de_vie(exemple(nom), AU)) for nom in NOMS},
    "contingent": le_contingent,
    "sans semaine": lambda: semaines_contre_contingent(()),
    "compteur": lambda: compteur_d_heures(compter_duree(805 * 60)),
    "compteur dépassé": lambda: compteur_d_heures(compter_duree(984 * 60)),
    "tuteur": lambda: tuteur_en_trois_lignes(stages(), AU),
    "tuteur sans stage": lambda: tuteur_en_trois_lignes((), AU),
    "mois": les_mois,
    **{
        f"valeur : {nom}": (lambda nom=nom: valeurs_en_escalier(Parametre.tous[nom], AU))
        for nom in (
            "plafond horaire de la sécurité sociale",
            "taux de la franchise de cotisations",  # un renvoi, puis un taux : des bandes
            "dérogation rectorale et césure sous forme de stage",  # oui, non
            "durée maximale dans un organisme et une année d'enseignement",
            "part du stage précédent que dure la carence",  # une fraction
        )
    },
}


def racines(dessin: Dessin) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<r>{dessin.svg}</r>"))  # noqa: S314  écrit par nous


def marques(dessin: Dessin) -> list[str]:
    """Les noms des marques, dans l'ordre où le clavier les atteint ; les mêmes dans les deux largeurs."""
    large, etroit = (
        [g.get("aria-label").partition("\xa0: ")[0] for g in svg if g.get("class") == "d-marque"]
        for svg in racines(dessin)
    )
    assert large == etroit
    return large


def ordinaire(texte: str) -> str:
    return texte.replace("\xa0", " ").replace("\u202f", " ")


# --- Ce que tout dessin promet ---------------------------------------------------------------


@pytest.mark.parametrize("nom", DESSINS)
def test_un_dessin_est_bien_forme_et_se_dit(nom: str) -> None:
    dessin = DESSINS[nom]()
    large, etroit = racines(dessin)
    assert [s.get("viewBox").split()[2] for s in (large, etroit)] == [str(LARGE), str(ETROIT)]
    for svg in (large, etroit):
        titre, description = svg[0], svg[1]
        assert (titre.tag, description.tag) == ("title", "desc")
        assert (titre.text, description.text) == (dessin.titre, dessin.description)
        assert svg.get("aria-labelledby") == f"{titre.get('id')} {description.get('id')}"
        assert svg.get("role") in ("img", "group")
    ids = [e.get("id") for svg in (large, etroit) for e in svg.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("nom", DESSINS)
def test_un_dessin_n_a_ni_style_ni_script_et_ses_marques_se_lisent(nom: str) -> None:
    for svg in racines(DESSINS[nom]()):
        elements = list(svg.iter())
        assert [e.tag for e in elements if e.get("style") or e.tag in ("style", "script", "a")] == []
        for marque in (e for e in elements if e.get("class") == "d-marque"):
            assert svg.get("role") == "group"  # rien d'une image ne s'atteint au clavier
            assert marque.get("tabindex") == "0"
            assert marque[0].tag == "title"
            assert marque[0].text == marque.get("aria-label") != ""


@pytest.mark.parametrize("nom", DESSINS)
def test_un_dessin_tient_dans_sa_largeur(nom: str) -> None:
    for svg, largeur in zip(racines(DESSINS[nom]()), (LARGE, ETROIT), strict=True):
        debords = [
            (e.tag, e.attrib)
            for e in svg.iter()
            if e.tag in ("rect", "line", "circle")
            and not 0 <= float(e.get("x") or e.get("x1") or e.get("cx")) <= largeur
        ]
        assert debords == []
        droites = [float(e.get("x")) + float(e.get("width")) for e in svg.iter("rect")]
        assert max(droites, default=0) <= largeur


@pytest.mark.parametrize("nom", DESSINS)
def test_le_tableau_a_autant_de_cases_que_de_titres(nom: str) -> None:
    tableau = DESSINS[nom]().tableau
    assert {len(ligne) for ligne in tableau.lignes} <= {len(tableau.titres)}
    assert all(isinstance(case, str) for ligne in tableau.lignes for case in ligne)


# --- La ligne de vie -------------------------------------------------------------------------


def test_la_ligne_de_vie_raconte_le_stage_dans_l_ordre() -> None:
    dessin = ligne_de_vie(exemple("master-en-entreprise"), AU)
    assert [tuple(map(ordinaire, ligne)) for ligne in dessin.tableau.lignes] == [
        ("signature", "lundi 12 janvier 2026", ""),
        ("début", "lundi 2 février 2026", ""),
        ("309e heure", "vendredi 3 avril 2026", "la gratification est due depuis la première"),
        ("aujourd'hui", "vendredi 10 avril 2026", ""),
        ("fin", "vendredi 31 juillet 2026", ""),
        ("libre au plus tôt", "lundi 21 septembre 2026", "le poste, après la carence"),
        ("libre à coup sûr", "mercredi 30 septembre 2026", "le poste, après la carence"),
    ]
    assert marques(dessin) == [ligne[0] for ligne in dessin.tableau.lignes]


def test_les_marques_avancent_avec_le_temps_et_une_semaine_a_sa_barre() -> None:
    large, _etroit = racines(ligne_de_vie(exemple("master-en-entreprise"), AU))
    halos = [float(e.get("x")) for e in large.iter("rect") if e.get("class") == "d-halo"]
    assert halos[:4] == sorted(halos[:4])
    barres = [e for e in large.iter("rect") if e.get("class") == "d-presence"]
    assert len(barres) == 26
    assert {float(b.get("y")) + float(b.get("height")) for b in barres} == {
        float(e.get("y1")) for e in large.iter("line") if e.get("class") == "d-axe"
    }


def test_la_ligne_de_vie_passe_le_1er_janvier() -> None:
    lignes = ligne_de_vie(exemple("cesure-a-cheval-sur-le-1er-janvier"), AU).tableau.lignes
    assert ("1er janvier", "jeudi 1er janvier 2026") in [(ligne[0], ordinaire(ligne[1])) for ligne in lignes]


def test_ce_que_l_on_ne_sait_pas_n_est_pas_dessine_et_se_dit_inconnu() -> None:
    dossier = exemple("master-en-entreprise")
    inconnus = {nom: Inconnu(nom) for nom in ("fin", "conclue_le", "signatures")}
    convention = replace(dossier.convention, **inconnus)
    dessin = ligne_de_vie(replace(dossier, convention=convention), AU)
    assert [ligne[0] for ligne in dessin.tableau.lignes if ligne[1] == "inconnu"] == [
        "signature",
        "seuil de la gratification",
        "fin",
        "poste libre",
    ]
    assert marques(dessin) == ["début", "aujourd'hui"]


def test_un_dossier_vide_se_dessine_sans_rien_inventer() -> None:
    dessin = ligne_de_vie(Dossier(), AU)
    assert {ligne[1] for ligne in dessin.tableau.lignes if ligne[0] != "aujourd'hui"} == {"inconnu"}
    assert ">Aucune date n'est connue.<" in dessin.svg.replace("&#x27;", "'")


def test_l_objet_d_un_avenant_s_ecrit_comme_on_l_a_tape() -> None:
    dossier = exemple("master-en-entreprise")
    vie = replace(dossier.vie, avenants=(Avenant(date(2026, 5, 4), objet=HOSTILE),))
    dessin = ligne_de_vie(replace(dossier, vie=vie), date(2026, 6, 1))
    assert "<script>" not in dessin.svg
    dites = [g.get("aria-label") for g in racines(dessin)[0] if g.get("class") == "d-marque"]
    assert f"avenant\xa0: lundi 4\xa0mai\xa02026 ({HOSTILE})" in dites


def test_la_ligne_de_vie_suit_la_langue() -> None:
    with translation.override("en"):
        dessin = ligne_de_vie(exemple("master-en-entreprise"), AU)
    assert "Monday 2\xa0February\xa02026" in [ligne[1] for ligne in dessin.tableau.lignes]


def test_en_petit_la_part_faite_et_le_jour() -> None:
    svg = ElementTree.fromstring(ligne_de_vie_reduite(date(2026, 2, 2), date(2026, 7, 31), AU))  # noqa: S314
    assert ordinaire(svg.get("aria-label")) == "2 février 2026 – 31 juillet 2026"
    assert [e.get("class") for e in svg] == ["d-repere", "d-fond", "d-presence", "d-aujourdhui"]
    fond, fait = svg[1], svg[2]
    assert fond.get("x") == fait.get("x")
    assert float(fait.get("width")) < float(fond.get("width"))
    assert ligne_de_vie_reduite(date(2026, 8, 1), date(2026, 7, 31), AU) == ""


# --- Les autres ------------------------------------------------------------------------------


def test_chaque_semaine_du_contingent_dit_ses_places() -> None:
    lignes = le_contingent().tableau.lignes
    assert [(ordinaire(semaine), *suite) for semaine, *suite in (lignes[0], lignes[8])] == [
        ("semaine du 5 janvier 2026", "1", "3", "2", "une place au moins"),
        ("semaine du 2 mars 2026", "4", "3", "0", "contingent dépassé"),
    ]
    large, _etroit = racines(le_contingent())
    assert len([e for e in large.iter("rect") if e.get("class") == "d-depasse"]) == 1
    assert "M22 " in next(e.get("d") for e in large.iter("path") if e.get("class") == "d-quota")


def test_le_compteur_place_les_seuils_de_la_loi() -> None:
    dessin = DESSINS["compteur dépassé"]()
    assert [tuple(map(ordinaire, ligne)) for ligne in dessin.tableau.lignes] == [
        ("Présence comptée", "984 h", "140"),
        ("Seuil de la gratification", "308 h", "44"),
        ("Durée maximale", "924 h", "132"),
        ("Dépassement", "60 h", "8"),
    ]
    large, _etroit = racines(dessin)
    fond, faite, trop = list(large.iter("rect"))
    assert (fond.get("width"), trop.get("x")) == (faite.get("width"), faite.get("width"))


def test_une_quatrieme_convention_depasse_les_trois_lignes_du_tuteur() -> None:
    dessin = DESSINS["tuteur"]()
    assert [(ligne[0], ligne[3]) for ligne in dessin.tableau.lignes] == [
        ("Maëlle Le Goff", "1"),
        (HOSTILE, "2"),
        ("Inès Fontaine", "3"),
        ("Bao Đặng", "4"),
    ]
    assert ordinaire(dessin.description) == (
        "4 conventions au plus en même temps, 3 permises ; 1 le 10 avril 2026."
    )
    large, _etroit = racines(dessin)
    assert [e.get("class") for e in large.iter("rect")].count("d-depasse") == 1


def test_les_mois_disent_ce_qui_est_du_et_verse() -> None:
    dessin = les_mois()
    assert [tuple(map(ordinaire, ligne)) for ligne in dessin.tableau.lignes] == [
        ("février 2026", "154 h", "693,00 €", "693,00 €", "0,00 €"),
        ("mars 2026", "154 h 30", "695,25 €", "600,00 €", "95,25 €"),
        ("avril 2026", "140 h", "630,00 €", "0,00 €", "630,00 €"),
    ]
    assert ordinaire(dessin.description) == "1 293,00 € versés sur 2 018,25 € ; il reste 725,25 €."
    large, _etroit = racines(dessin)
    assert [e.get("class") for e in large.iter("rect") if e.get("class") in ("d-du", "d-verse")] == [
        *("d-du", "d-verse"),
        *("d-du", "d-verse"),
        "d-du",
    ]


def test_le_calendrier_nomme_les_feries_et_les_fermetures() -> None:
    c = calendrier_du_stage(exemple("cesure-a-cheval-sur-le-1er-janvier"), date(2025, 12, 1))
    assert [(ordinaire(m.nom), ordinaire(m.heures), m.notes) for m in c.mois[2:5]] == [
        ("novembre 2025", "133 h", ("1\xa0: Toussaint", "11\xa0: Armistice 1918")),
        (
            "décembre 2025",
            "105 h",
            (
                "22 à 24\xa0: fermeture de fin d'année",
                "25\xa0: Noël",
                "26 à 31\xa0: fermeture de fin d'année",
            ),
        ),
        ("janvier 2026", "140 h", ("1\xa0: Jour de l'an", "2\xa0: fermeture de fin d'année")),
    ]
    lundi = c.mois[3].semaines[0][0]
    assert (lundi.jour, lundi.sorte, ordinaire(lundi.heures), lundi.aujourd_hui) == (
        date(2025, 12, 1),
        "presence",
        "7 h",
        True,
    )
    assert {len(semaine) for m in c.mois for semaine in m.semaines} == {7}
    assert calendrier_du_stage(Dossier(), AU).mois == ()


# --- La toile --------------------------------------------------------------------------------


def test_des_textes_ne_se_couvrent_pas() -> None:
    etiquettes = [Etiquette(x, "un texte assez long") for x in (0, 5, 40, 90, 280, 285)]
    places = etager(etiquettes, 288)
    boites = [(x, x + len(e.texte) * 6.6, n) for (x, n), e in zip(places, etiquettes, strict=True)]
    chocs = [(a, b) for a in boites for b in boites if a < b and a[2] == b[2] and a[1] > b[0]]
    assert chocs == []
    assert max(fin for _x, fin, _n in boites) <= 288


def test_le_temps_se_place_exactement() -> None:
    e = Echelle(date(2026, 1, 1), date(2026, 12, 31), 8, 738)
    assert (e.x(date(2026, 1, 1)), e.x(date(2026, 12, 31)), e.apres(date(2026, 12, 31))) == (8, 736, 738)


def test_un_attribut_hostile_reste_un_attribut() -> None:
    assert re.fullmatch(r'<g aria-label="[^"<>]*"/>', balise("g", aria_label=HOSTILE))


# --- Une valeur dans le temps ------------------------------------------------------------------


def test_une_valeur_monte_en_escalier_jusqu_a_son_horizon() -> None:
    plafond = Parametre.tous["plafond horaire de la sécurité sociale"]
    dessin, derniere = valeurs_en_escalier(plafond, AU), plafond.valeurs[-1]
    assert ordinaire(dessin.description) == (
        f"De 21,00 € par heure le 1er janvier 2008 à {derniere.valeur},00 € par heure depuis le "
        f"1er janvier {derniere.depuis.year} ; inconnue après le 31 décembre {plafond.jusqu_au.year}."
    )
    assert [tuple(map(ordinaire, ligne[:2])) for ligne in dessin.tableau.lignes[-2:]] == [
        (f"1er janvier {derniere.depuis.year}", f"{derniere.valeur},00 € par heure"),
        (f"1er janvier {plafond.jusqu_au.year + 1}", "inconnu"),
    ]
    large, _etroit = racines(dessin)
    chemin = next(e.get("d") for e in large if e.get("class") == "d-quota")
    hauteurs = [float(y) for y in re.findall(r"V([\d.]+)", chemin)]
    assert hauteurs == sorted(hauteurs, reverse=True)
    assert len(marques(dessin)) == len(dessin.tableau.lignes)
