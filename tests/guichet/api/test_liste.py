"""La liste : ce que l'on voit sur ses écrans, ni plus ni moins ; page par page, sans en manquer une."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from guichet.file.rangees import ecrire_des_rangees
from guichet.monde import Monde

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Composante, Convention

Programme = Callable[[str], Client]
LISTE = "/api/v1/conventions"


def parcourir(client: Client, parametres: str = "") -> Iterator[list[dict[str, Any]]]:
    """Les pages de la liste, de « suivant » en « suivant »."""
    adresse = f"{LISTE}?{parametres}".rstrip("?")
    while adresse:
        reponse = client.get(adresse)
        assert reponse.status_code == 200, reponse.content.decode()
        lue = reponse.json()
        yield lue["conventions"]
        suivant = urlsplit(lue["suivant"] or "")
        adresse = f"{suivant.path}?{suivant.query}".rstrip("?")


def lues(client: Client, parametres: str = "") -> list[str]:
    return [c["reference"] for page in parcourir(client, parametres) for c in page]


# --- Ce qu'une convention dit ---------------------------------------------------------------------


def test_une_convention_dans_les_mots_du_droit(monde: Monde, programme: Programme) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    (dite,) = programme("bureau").get(LISTE).json()["conventions"]
    assert dite == {
        "reference": convention.reference,
        "adresse": f"http://localhost:8000{LISTE}/{convention.reference}",
        "etat": "en contrôle",
        "depuis": timezone.localtime(convention.depuis).isoformat(timespec="seconds"),
        "attendu_de": "établissement d'enseignement",
        "visa_attendu": "referent",
        "stagiaire": "Maëlle Le Goff",
        "organisme": "Marées Logicielles",
        "composante": {"numero": monde.composante.pk, "nom": "Composante des sciences"},
        "formation": "Master 2 Ingénierie des données",
        "sujet": "Prévision de la charge d'un service en ligne",
        "debut": convention.debut.isoformat(),
        "fin": convention.fin.isoformat(),
        "minutes": convention.minutes,
        "conclue_le": None,
        "bloquants": convention.bloquants,
        "manques": convention.manques,
        "version": convention.numero_de_version,
        "empreinte": convention.actuelle.empreinte,
    }


def test_sans_convention_la_liste_est_vide(monde: Monde, programme: Programme) -> None:
    reponse = programme("exploitant").get(LISTE)
    assert reponse.json() == {"conventions": [], "suivant": None}
    assert (reponse["Content-Type"], reponse["Cache-Control"]) == ("application/json", "no-store")
    assert reponse["Vary"] == "Authorization, Accept-Language"
    assert "Link" not in reponse.headers


# --- Filtrer --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parametres", "de_la_file"),
    [
        ("q=LÉA le+goff", "q=LÉA le+goff"),
        ("q=zzz", "q=zzz"),
        ("q=%25", "q=%25"),
        ("bloque=oui", "bloque=oui"),
        ("bloque=non&q=lea", "bloque=non&q=lea"),
        ("du=2026-01-03&au=2026-01-05", "du=2026-01-03&au=2026-01-05"),
        ("etat=en+contr%C3%B4le", "onglet=en+contr%C3%B4le"),
        ("annee=2025", "du=2025-09-01&au=2026-08-31"),
        ("annee=2026", "du=2026-09-01&au=2027-08-31"),
        ("annee=2025&du=2026-01-05", "du=2026-01-05&au=2026-08-31"),
    ],
)
def test_les_filtres_sont_ceux_de_la_file(
    monde: Monde,
    programme: Programme,
    connecter: Callable[[str], Client],
    parametres: str,
    de_la_file: str,
) -> None:
    ecrire_des_rangees(monde, 30)
    ecrire_des_rangees(monde, 1, debut=date(2026, 9, 1))
    ecrire_des_rangees(monde, 1, debut=date(2026, 8, 31))
    adresse = f"/a-traiter/?{'' if 'onglet' in de_la_file else 'onglet=toutes&'}{de_la_file}"
    file = connecter("bureau").get(adresse).context["liste"].page.rangees
    assert lues(programme("bureau"), parametres) == [r.reference for r in file]


def test_filtrer_par_composante(monde: Monde, programme: Programme) -> None:
    ecrire_des_rangees(monde, 3)
    lettres = Composante.objects.create(etablissement=monde.ecole, nom="Lettres")
    (la_leur,) = ecrire_des_rangees(monde, 1, composante=lettres)
    client = programme("bureau")
    assert lues(client, f"composante={lettres.pk}") == [la_leur.reference]
    ailleurs = monde.autre_formation.composante_id
    assert lues(client, f"composante={ailleurs}") == []


@pytest.mark.parametrize(
    ("parametre", "recu", "message"),
    [
        ("etat", "zut", "Attendu : brouillon, à compléter, en contrôle"),
        ("onglet", "siennes", "Attendu : vous, toutes."),
        ("bloque", "peut-être", "Attendu : oui, non."),
        ("du", "01/02/2026", "Attendu : un jour, « 2027-02-01 »."),
        ("au", "2026-13-01", "Attendu : un jour"),
        ("au", "2026-W01-1", "Attendu : un jour"),
        ("annee", "2026-2027", "Saisissez un nombre entier."),
        ("annee", "1999", "supérieure ou égale à 2000"),
        ("composante", "+1", "Saisissez un nombre entier."),
        ("composante", "x", "Saisissez un nombre entier."),
        ("composante", "0", "supérieure ou égale à 1"),
        ("composante", "9" * 30, "inférieure ou égale"),
        ("q", "x" * 101, "au plus 100"),
        ("q", "a\0", "caractère nul"),
        ("apres", "rien", "le repère que « suivant » a donné"),
        ("apres", "WzEsMl0", "le repère que « suivant » a donné"),
        ("etat", "", "Ce paramètre est vide"),
        ("page", "2", "Ce paramètre n'existe pas. Attendus : etat, onglet, q"),
    ],
)
def test_un_parametre_qui_ne_va_pas_est_refuse(
    programme: Programme, parametre: str, recu: str, message: str
) -> None:
    reponse = programme("bureau").get(LISTE, {parametre: recu})
    dit = reponse.json()
    assert (reponse.status_code, reponse["Content-Type"]) == (422, "application/problem+json")
    (erreur,) = dit["erreurs"]
    inconnu = parametre == "page"  # ce qu'on y a mis ne se redit pas : ce pourrait être un secret
    assert (erreur["parametre"], erreur["recu"]) == (parametre, "" if inconnu else recu)
    assert message in erreur["message"]


def test_un_parametre_ne_se_repete_pas(programme: Programme) -> None:
    reponse = programme("bureau").get(f"{LISTE}?q=a&q=b&du=hier")
    assert [(e["parametre"], e["recu"]) for e in reponse.json()["erreurs"]] == [("q", "a, b")]


def test_les_refus_se_disent_en_anglais_a_qui_le_demande(programme: Programme) -> None:
    client = programme("bureau")
    en_anglais = client.get(f"{LISTE}?etat=zut", headers={"Accept-Language": "en-GB, en;q=0.9"})
    dit = en_anglais.json()
    assert (dit["title"], en_anglais["Content-Language"]) == ("Parameter refused", "en")
    assert dit["erreurs"][0]["message"].startswith("Expected: brouillon, à compléter")
    assert client.get(f"{LISTE}?etat=zut").json()["title"] == "Paramètre refusé"


# --- Avancer --------------------------------------------------------------------------------------


@pytest.mark.parametrize("qui", ["bureau", "etudiante"])
def test_avancer_n_en_manque_aucune_pendant_qu_il_en_vient(
    monde: Monde, programme: Programme, qui: str
) -> None:
    """À chaque page, il en vient de nouvelles."""
    fixes = {"stagiaire": monde.comptes["etudiante"]}
    voulues = {c.reference for c in ecrire_des_rangees(monde, 120, **fixes)}
    client, vues, ajoutees = programme(qui), [], 0
    for page in parcourir(client):
        vues += [c["reference"] for c in page]
        if ajoutees < 6:
            ajoutees += 3
            voulues |= {c.reference for c in ecrire_des_rangees(monde, 3, depuis=timezone.now(), **fixes)}
    assert len(vues) == len(set(vues)) == 126
    assert set(vues) == voulues


def test_celle_qui_change_en_chemin_est_relue_et_aucune_n_est_manquee(
    monde: Monde, programme: Programme
) -> None:
    rangees = ecrire_des_rangees(monde, 60)
    pages = parcourir(programme("bureau"))
    vues = [c["reference"] for c in next(pages)]
    lue, a_lire = vues[0], next(r.reference for r in rangees if r.reference not in vues)
    Convention.objects.filter(reference__in=[lue, a_lire]).update(depuis=timezone.now())
    vues += [c["reference"] for page in pages for c in page]
    assert set(vues) == {r.reference for r in rangees}
    assert [r for r in set(vues) if vues.count(r) > 1] == [lue]


def test_a_plusieurs_titres_les_pages_se_melent_dans_l_ordre(monde: Monde, programme: Programme) -> None:
    maintenant = timezone.now()
    rangees = ecrire_des_rangees(monde, 130)
    for rang, convention in enumerate(rangees):
        convention.depuis = maintenant - timedelta(minutes=rang // 2)
        convention.stagiaire = monde.comptes["bureau"] if rang % 2 else None
        if rang % 3:
            convention.etablissement = monde.autre_ecole
    Convention.objects.bulk_update(rangees, ["depuis", "stagiaire", "etablissement"])
    siennes = [r for n, r in enumerate(rangees) if n % 2 or not n % 3]
    voulues = [r.reference for r in sorted(siennes, key=lambda r: (r.depuis, r.pk))]
    pages = list(parcourir(programme("bureau")))
    assert [c["reference"] for page in pages for c in page] == voulues
    assert [len(page) for page in pages] == [50, len(voulues) - 50]


def test_la_suite_garde_les_filtres(monde: Monde, programme: Programme) -> None:
    ecrire_des_rangees(monde, 60)
    reponse = programme("bureau").get(f"{LISTE}?q=Léa")
    suivant = reponse.json()["suivant"]
    assert suivant.startswith(f"http://localhost:8000{LISTE}?q=L%C3%A9a&apres=")
    assert reponse["Link"] == f'<{suivant}>; rel="next"'


# --- Ce que cela coûte ----------------------------------------------------------------------------


@pytest.mark.parametrize("nombre", [1, 10, 100])
def test_le_nombre_de_lectures_ne_depend_pas_des_rangees(
    monde: Monde, programme: Programme, nombre: int, django_assert_num_queries: Callable
) -> None:
    ecrire_des_rangees(monde, nombre)
    client = programme("bureau")
    client.get(LISTE)
    with django_assert_num_queries(5):
        client.get(LISTE)
