"""Troisième journée : l'établissement trie sa file, fait corriger, passe outre, vise dans l'ordre, refuse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    aller,
    appuyer,
    choisir,
    donnees_de,
    geste,
    rien_ne_deborde_ni_ne_manque,
    taper,
)
from guichet.serveur import Serveur
from playwright.sync_api import Page, expect

from tripartite.droit.parcours import Etat
from tripartite.guichet.modeles import Convention


def a_controler(monde: Monde, *, trop_long: bool = False) -> Convention:
    """Une convention rendue par l'organisme ; trop longue, elle passe 924 heures."""
    donnees = donnees_de(qui := monde.nouvel_etudiant())
    if trop_long:
        debut = date.fromisoformat(donnees["convention"]["debut"])
        donnees["convention"]["fin"] = (debut + timedelta(days=240)).isoformat()
    return monde.convention(Etat.EN_CONTROLE, qui, donnees=donnees)


def etat(page: Page, dit: str) -> None:
    expect(page.locator(".etat .puce").first).to_have_text(dit)


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_de_la_file_a_la_correction_aux_deux_visas(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir, javascript: bool
) -> None:
    bloquee, saine = a_controler(monde, trop_long=True), a_controler(monde)
    bureau = ouvrir("bureau", javascript=javascript)
    bureau.goto("/a-traiter/?onglet=en contrôle")
    ligne = bureau.get_by_role("row", name=bloquee.nom_du_stagiaire)
    expect(ligne).to_contain_text("enseignant référent")  # par qui
    expect(ligne).to_contain_text("0 jour")  # depuis quand
    expect(ligne.locator(".verdict--non-conforme")).to_contain_text("1")  # ce qui bloque

    taper(bureau, "Chercher", "noe", rang=-1)
    bureau.get_by_label("Un point bloque").select_option("oui")
    appuyer(bureau, "Filtrer")
    expect(ligne).to_be_visible()
    expect(bureau.get_by_role("row", name=saine.nom_du_stagiaire)).to_have_count(0)
    aller(bureau, "Stagiaire")
    expect(bureau.get_by_role("columnheader", name="Stagiaire")).to_have_attribute("aria-sort", "ascending")
    bureau.get_by_text("Garder cette vue").press("Enter")
    taper(bureau, "Son nom", f"Bloquées de Noé, {javascript}")
    bureau.keyboard.press("Enter")
    expect(bureau.get_by_role("status").first).to_contain_text("est gardée")
    bureau.goto("/a-traiter/")
    bureau.get_by_text("Vues gardées").press("Enter")
    aller(bureau, f"Bloquées de Noé, {javascript}")
    expect(bureau.get_by_role("row", name=saine.nom_du_stagiaire)).to_have_count(0)
    aller(bureau, bloquee.nom_du_stagiaire)

    constat = bureau.locator(".constat--bloquant").first
    expect(constat).to_contain_text("pour un maximum de 924")
    expect(constat.get_by_role("link", name="L. 124-5")).to_be_visible()
    geste(bureau, "Demander une correction")
    choisir(bureau, "Qui corrige", "le stagiaire")
    taper(bureau, "Ce qu'il faut corriger", "Le stage est trop long.")
    bureau.get_by_label("Fait (facultatif)").first.select_option(label="Date de fin")
    taper(bureau, "Remarque (facultatif)", "Pas au-delà de mars.")
    appuyer(bureau, "Demander une correction")
    etat(bureau, "Correction demandée")

    qui = next(q for q, compte in monde.comptes.items() if compte == bloquee.stagiaire)
    assert "trop long" in serveur.courriel(f"{qui}@essai.example", "une correction vous est demandée")
    stagiaire = ouvrir(qui, largeur="telephone", javascript=javascript)
    stagiaire.goto(f"/conventions/{bloquee.reference}/completer/dates/")
    champ = stagiaire.locator("#id_convention-fin_champ")
    expect(champ).to_contain_text("Pas au-delà de mars.")
    if javascript:
        rien_ne_deborde_ni_ne_manque(stagiaire)
    champ.get_by_role("button", name="Marquer comme résolue").press("Enter")
    expect(champ).not_to_contain_text("Pas au-delà de mars.")
    assert bloquee.debut is not None
    stagiaire.get_by_label("Dernier jour").first.fill((bloquee.debut + timedelta(days=60)).isoformat())
    appuyer(stagiaire, "Enregistrer et continuer")
    stagiaire.goto(f"/conventions/{bloquee.reference}/completer/verifier/")
    appuyer(stagiaire, "Rendre la convention corrigée")

    bureau.reload()
    etat(bureau, "En contrôle")
    expect(bureau.locator(".menu__ferme").filter(has_text="on attend le visa")).to_be_attached()
    referent = ouvrir("referent", javascript=javascript)
    for personne, suite in ((referent, "En contrôle"), (bureau, "À signer")):
        personne.goto(f"/conventions/{bloquee.reference}/")
        geste(personne, "Viser la convention")
        appuyer(personne, "Viser la convention")
        etat(personne, suite)


def test_la_direction_passe_outre_et_sa_raison_reste(monde: Monde, ouvrir: Ouvrir) -> None:
    convention = a_controler(monde, trop_long=True)
    adresse = f"/conventions/{convention.reference}/"
    referent = ouvrir("referent", javascript=False)
    referent.goto(adresse)
    expect(referent.locator(".menu__ferme").filter(has_text="une règle bloque")).to_be_attached()
    direction = ouvrir("direction", javascript=False)
    direction.goto(adresse)
    geste(direction, "Passer outre une règle")
    appuyer(direction, "Passer outre une règle")
    expect(direction.get_by_role("alert")).to_contain_text("Votre raison")
    taper(direction, "Votre raison", "Le rectorat l'a permis par une lettre du 3 mai.")
    appuyer(direction, "Passer outre une règle")
    for qui in ("referent", "bureau"):
        page = ouvrir(qui, javascript=False)
        page.goto(adresse)
        geste(page, "Viser la convention")
        appuyer(page, "Viser la convention")
    etat(page, "À signer")
    expect(page.locator(".encart").filter(has_text="a passé outre")).to_contain_text("Anne Kervella")
    expect(page.locator("#contenu")).to_contain_text("par une lettre du 3 mai")


def test_plusieurs_d_un_coup_puis_un_refus(serveur: Serveur, monde: Monde, ouvrir: Ouvrir) -> None:
    saines, bloquee = [a_controler(monde), a_controler(monde)], a_controler(monde, trop_long=True)
    toutes = [*saines, bloquee]
    referent = ouvrir("referent")
    referent.goto("/a-traiter/")
    for convention in toutes:
        referent.get_by_label(f"Choisir la convention de {convention.nom_du_stagiaire}").press("Space")
    appuyer(referent, "Viser")
    expect(referent.locator("h1")).to_have_text("Viser : 3 conventions")
    rien_ne_deborde_ni_ne_manque(referent)
    appuyer(referent, "Viser")
    expect(referent.get_by_role("status").last).to_contain_text("2 sont faites, une est refusée")
    expect(referent.get_by_role("row", name=bloquee.nom_du_stagiaire)).to_contain_text("refusé")

    bureau = ouvrir("bureau", largeur="telephone", javascript=False)
    bureau.goto(f"/conventions/{bloquee.reference}/")
    geste(bureau, "Refuser la convention")
    taper(bureau, "Votre raison", "Ce stage est un emploi.")
    appuyer(bureau, "Refuser la convention")
    etat(bureau, "Refusée")
    for adresse in ("rh@marees.example", bloquee.stagiaire.courriel):
        assert "Ce stage est un emploi." in serveur.courriel(
            adresse, f"Convention de {bloquee.nom_du_stagiaire}"
        )


def test_un_circuit_change_et_l_on_attend_un_autre_visa(monde: Monde, ouvrir: Ouvrir) -> None:
    """L'administratrice met le bureau avant le référent ; une convention déjà en contrôle suit."""
    convention = a_controler(monde)
    administrateur = ouvrir("administrateur", javascript=False)
    administrateur.goto(f"/reglages/{monde.ecole.uai}/")
    aller(administrateur, "Composante des sciences")
    administrateur.get_by_label("Visa n° 1").select_option(label="bureau des stages")
    administrateur.get_by_label("Visa n° 2").select_option(label="enseignant référent")
    appuyer(administrateur, "Enregistrer")
    expect(administrateur.get_by_role("status").first).to_contain_text("vaut dès maintenant")

    adresse = f"/conventions/{convention.reference}/"
    referent = ouvrir("referent", javascript=False)
    referent.goto(adresse)
    expect(referent.locator(".menu__ferme").filter(has_text="on attend le visa")).to_be_attached()
    for qui, suite in (("bureau", "En contrôle"), ("referent", "À signer")):
        page = ouvrir(qui, javascript=False)
        page.goto(adresse)
        geste(page, "Viser la convention")
        appuyer(page, "Viser la convention")
        etat(page, suite)
