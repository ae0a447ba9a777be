"""Première journée : une étudiante commence, remplit au clavier, s'arrête, reprend, envoie, recommence."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from guichet.annuaire import Annuaire
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    aller,
    appuyer,
    choisir,
    continuer,
    rien_ne_deborde_ni_ne_manque,
    taper,
)
from guichet.serveur import Serveur
from playwright.sync_api import Locator, Page, expect

from tripartite.guichet.modeles import Convention

DEBUT = date.today() + timedelta(days=(7 - date.today().weekday()) % 7 + 35)
FIN = DEBUT + timedelta(days=81)
TROP_LOIN = DEBUT + timedelta(days=250)
PAUSE = {
    "debut": (DEBUT + timedelta(days=28)).isoformat(),
    "fin": (DEBUT + timedelta(days=34)).isoformat(),
    "motif": "semaine de cours",
}
SEMAINE = "du lundi au vendredi, 9h-12h30, 13h30-17h"


def commencer(page: Page) -> str:
    """De « Mes conventions » à la première étape ; rend la référence du brouillon."""
    page.goto("/mes-conventions/")
    aller(page, "Commencer une convention")
    taper(page, "Formation ou établissement", "ingénierie loire")
    page.keyboard.press("Enter")
    appuyer(page, "Commencer : Master 2 Ingénierie des données")
    expect(page.locator("h1")).to_have_text("L'organisme qui vous accueille")
    return page.url.split("/")[4]


def ligne(page: Page, liste: str, rang: int = 1) -> Locator:
    return page.get_by_role("group", name=f"{liste}, {rang}", exact=True)


def dire_l_organisme(page: Page, annuaire: Annuaire) -> None:
    """Le cherche dans l'annuaire ; ce qui est déjà tapé y reste."""
    taper(page, "Son nom", "tapé avant de chercher")
    annuaire.repondre("nom")
    taper(page, "SIRET, ou nom de l'organisme", "marées logicielles")
    appuyer(page, "Chercher")
    expect(page.get_by_text("3 établissements trouvés")).to_be_visible()
    expect(page.get_by_label("Son nom", exact=True)).to_have_value("tapé avant de chercher")
    annuaire.repondre("siret")
    page.get_by_role("radio", name="24 BOULEVARD").press("Space")
    appuyer(page, "Reprendre cet établissement")
    expect(page.get_by_label("Son nom", exact=True)).to_have_value("MAREES LOGICIELLES")
    expect(page.get_by_label("Commune", exact=True)).to_have_value("NANTES")
    taper(page, "Son nom", "Marées Logicielles")
    continuer(page, "Vos dates et vos horaires")


def dire_les_horaires(page: Page) -> None:
    """Une semaine type, une demi-journée, une semaine qui change, une pause."""
    page.get_by_label("Premier jour").first.fill(DEBUT.isoformat())
    page.get_by_label("Dernier jour").first.fill(FIN.isoformat())
    taper(page, "Remplir la semaine d'une phrase", SEMAINE)
    appuyer(page, "Remplir la semaine")
    expect(page.get_by_label("Vendredi, fin 2")).to_have_value("17:00")
    page.get_by_label("Vendredi, début 2").fill("")  # le vendredi, le matin seulement
    page.get_by_label("Vendredi, fin 2").fill("")

    jour, pause = "Des jours qui ne suivent pas la semaine habituelle", "Des périodes sans présence"
    appuyer(page, "Ajouter un jour")
    ligne(page, jour).get_by_label("Jour", exact=True).fill((DEBUT + timedelta(days=2)).isoformat())
    ligne(page, jour).get_by_label("début 1").fill("14:00")
    ligne(page, jour).get_by_label("fin 1").fill("17:00")
    appuyer(page, "Ajouter une période")
    ligne(page, pause).get_by_label("Premier jour").fill(PAUSE["debut"])
    ligne(page, pause).get_by_label("Dernier jour").fill(PAUSE["fin"])
    ligne(page, pause).get_by_label("Motif").fill(PAUSE["motif"])


def voir(page: Page, javascript: bool) -> None:
    """Ce que cela donne, sans rien enregistrer : d'un bouton, quand la page n'a pas de script."""
    if not javascript:
        appuyer(page, "Voir ce que cela donne")


@pytest.mark.parametrize(
    ("largeur", "javascript"),
    [("bureau", True), ("telephone", False)],
    ids=["bureau, avec script", "téléphone, sans script"],
)
def test_de_mes_conventions_a_l_envoi(
    serveur: Serveur, monde: Monde, annuaire: Annuaire, ouvrir: Ouvrir, largeur: str, javascript: bool
) -> None:
    qui = monde.nouvel_etudiant()
    page = ouvrir(qui, javascript=javascript, largeur=largeur)
    reference = commencer(page)
    dire_l_organisme(page, annuaire)

    dire_les_horaires(page)
    releve = page.locator("#releve")
    voir(page, javascript)
    expect(releve).to_contain_text(re.compile(r"3\d\d\sh"))
    expect(page.get_by_role("row", name=re.compile("En tout"))).to_contain_text("€")
    demi_journee = (DEBUT + timedelta(days=2)).day
    expect(releve.get_by_role("cell", name=re.compile(rf"^{demi_journee}\s+3\sh$"))).to_be_attached()
    page.get_by_label("Dernier jour").first.fill(TROP_LOIN.isoformat())
    voir(page, javascript)
    constat = releve.locator(".constat--bloquant").first
    expect(constat).to_contain_text("pour un maximum de 924")
    expect(constat).to_contain_text("Fixez la fin du stage au plus tard")
    expect(constat.get_by_role("link", name="L. 124-5")).to_be_visible()
    assert Convention.objects.get(reference=reference).fin is None  # rien n'est enregistré
    page.get_by_label("Dernier jour").first.fill(FIN.isoformat())
    voir(page, javascript)
    expect(releve.locator(".constat--bloquant")).to_have_count(0)
    appuyer(page, "Enregistrer et quitter")
    expect(page.get_by_role("status").first).to_contain_text("Vous reprendrez quand vous voudrez")
    page.context.close()
    ecrite = Convention.objects.select_related("version").get(reference=reference)
    assert ecrite.donnees["convention"]["horaires"]["fermetures"] == [PAUSE]

    page = ouvrir(qui, javascript=javascript, largeur=largeur)  # un autre jour, un autre navigateur
    page.goto("/mes-conventions/")
    aller(page, "Reprendre Marées Logicielles")
    expect(page.locator("h1")).to_have_text("Ce que vous ferez")
    taper(page, "Activités confiées", "Mesurer la charge, comparer des modèles.")
    taper(page, "Compétences à acquérir ou à développer", "Modéliser une série.")
    taper(page, "Poste occupé", "stagiaire en science des données")
    continuer(page, "Ce que l'organisme vous a dit de la gratification")
    taper(page, "Montant par heure de présence (facultatif)", "quatre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("quatre")
    page.get_by_role("alert").get_by_role("link").press("Enter")
    taper(page, "Montant par heure de présence (facultatif)", "5,00")
    continuer(page, "Vous")
    page.get_by_label("Date de naissance").fill("2003-03-12")
    choisir(page, "Avez-vous fait, ou ferez-vous, d'autres stages", "Non, aucun")
    page.get_by_label("Téléphone").press("Enter")

    page.goto(f"/conventions/{reference}/completer/verifier/")
    if javascript:
        rien_ne_deborde_ni_ne_manque(page)
    taper(page, "Son courriel", f"accueil-{qui}@marees.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("L'organisme d'accueil a la main")
    assert "/lien/" in serveur.courriel(f"accueil-{qui}@marees.example", "Noé")


def test_plusieurs_brouillons_l_un_copie_d_une_autre(monde: Monde, ouvrir: Ouvrir) -> None:
    qui = monde.nouvel_etudiant()
    ancienne = monde.brouillon(qui)
    page = ouvrir(qui, largeur="telephone", javascript=False)
    commencer(page)
    page.goto("/mes-conventions/")
    expect(page.get_by_role("link", name=re.compile("^Reprendre"))).to_have_count(2)
    page.locator("summary", has_text="Plus Marées Logicielles").press("Enter")
    page.get_by_role("link", name="En commencer une semblable").locator("visible=true").press("Enter")
    expect(page.get_by_text("pas ses dates")).to_be_visible()
    appuyer(page, "Commencer : Master 2 Ingénierie des données")
    expect(page.locator("h1")).to_have_text("Vos dates et vos horaires")  # l'organisme est repris
    expect(page.get_by_label("Lundi, début 1").first).to_have_value("09:00")
    expect(page.get_by_label("Premier jour").first).to_have_value("")
    copie = Convention.objects.get(reference=page.url.split("/")[4])
    assert copie.donnees["organisme"]["siret"] == ancienne.donnees["organisme"]["siret"]
    assert Convention.objects.filter(stagiaire=monde.comptes[qui]).count() == 3


def test_deux_semaines_qui_alternent(monde: Monde, ouvrir: Ouvrir) -> None:
    """Une semaine de trois jours, une de deux : le relevé les prend tour à tour."""
    page = ouvrir(monde.nouvel_etudiant(), largeur="telephone", javascript=False)
    reference = commencer(page)
    page.goto(f"/conventions/{reference}/completer/dates/")
    page.get_by_label("Premier jour").first.fill(DEBUT.isoformat())
    page.get_by_label("Dernier jour").first.fill((DEBUT + timedelta(days=27)).isoformat())
    choisir(page, "Serez-vous présent les jours fériés", "Oui")
    appuyer(page, "Ajouter une semaine")
    for rang, phrase in enumerate(("du lundi au mercredi, 9h-12h, 13h-17h", "jeudi et vendredi, 9h-12h")):
        taper(page, "Remplir la semaine d'une phrase", phrase, rang)
        appuyer(page, "Remplir la semaine", rang)
    voir(page, javascript=False)
    releve = page.locator("#releve")
    for jour, dit in ((0, "7 h"), (10, "3 h"), (14, "7 h"), (24, "3 h")):
        quand = (DEBUT + timedelta(days=jour)).day
        expect(
            releve.get_by_role("cell", name=re.compile(rf"^{quand}\s+{dit[0]}\sh$")).first
        ).to_be_attached()
    expect(releve).to_contain_text(re.compile(r"54\sh"))  # deux fois vingt et une heures, deux fois six
