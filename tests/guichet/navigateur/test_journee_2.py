"""Deuxième journée : l'organisme, sans compte, complète sur un téléphone depuis le lien qu'il a reçu."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    aller,
    appuyer,
    choisir,
    code_recu,
    donnees_de,
    ouvrir_le_lien,
    rien_ne_deborde_ni_ne_manque,
    taper,
)
from guichet.serveur import Serveur
from playwright.sync_api import Page, expect

from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.gestes.envoyer import envoyer, reprendre
from tripartite.guichet.modeles import Convention, Lien

DU_STAGIAIRE = ("nature", "sujet", "debut", "fin", "horaires", "activites", "competences", "poste")
DE_L_ECOLE = ("encadrement", "protection_sociale", "assurance", "suspension", "interruption")


def ce_que_le_stagiaire_a_dit(qui: str) -> dict[str, Any]:
    """Sa partie, celle de son école ; rien encore de l'organisme que son nom."""
    tout = donnees_de(qui)
    convention = tout["convention"]
    clauses = {nom: dite for nom, dite in convention["clauses"].items() if nom in DE_L_ECOLE}
    tout["convention"] = {nom: convention[nom] for nom in DU_STAGIAIRE if nom in convention}
    tout["convention"]["clauses"] = clauses
    tout["organisme"] = {nom: tout["organisme"][nom] for nom in ("nom", "siret", "adresse")}
    return tout


def envoyee(monde: Monde) -> tuple[Convention, str]:
    """Une convention que l'organisme a reçue, et l'adresse à laquelle il l'a reçue."""
    qui = monde.nouvel_etudiant()
    adresse = f"accueil-{qui}@marees.example"
    brouillon = monde.brouillon(qui, donnees=ce_que_le_stagiaire_a_dit(qui))
    return envoyer(brouillon, monde.acteur(qui), contact=adresse), adresse


def suivre(page: Page, ensuite: str) -> None:
    appuyer(page, "Enregistrer et continuer")
    expect(page.locator("h1")).to_have_text(ensuite)


def completer(page: Page, mois: str) -> None:
    """Les neuf étapes de l'organisme."""
    expect(page.locator("h1")).to_have_text("Votre organisme")
    choisir(page, "Est-ce un organisme public ?", "Non")
    choisir(page, "Votre effectif, mois par mois", "Oui")
    page.get_by_label("Mois", exact=True).fill(mois)
    taper(page, "Personnes", "47")
    taper(page, "Moyenne des douze derniers mois (facultatif)", "46,5")
    choisir(page, "Accueillez-vous d'autres stagiaires", "Non, aucun")
    choisir(page, "Une convention de branche fixe-t-elle", "Oui")
    taper(page, "Intitulé de l'accord", "Bureaux d'études techniques")
    choisir(page, "Est-il étendu ?", "Oui")
    taper(page, "Taux, en part du plafond horaire", "15 %")
    page.get_by_label("Date d'effet").fill("2020-01-01")
    choisir(page, "Quelqu'un est-il absent de ce poste ?", "Non, personne")
    for question in ("Tenez-vous un registre", "Y a-t-il un comité", "Y a-t-il un restaurant"):
        choisir(page, question, "Oui")
    choisir(page, "Donnez-vous des titres-restaurant ?", "Non")

    suivre(page, "Le tuteur")
    for champ, dit in (("Prénom", "Samuel"), ("Nom", "Rivière"), ("Fonction (facultatif)", "responsable")):
        taper(page, champ, dit)
    taper(page, "Courriel (facultatif)", "tuteur@marees.example")

    suivre(page, "Qui signe pour l'organisme")
    for champ, dit in (
        ("Prénom", "Hélène"),
        ("Nom", "Moreau"),
        ("Courriel (facultatif)", "drh@marees.example"),
    ):
        taper(page, champ, dit)
    choisir(page, "Signe-t-il par délégation ?", "Oui")

    suivre(page, "Les activités et les horaires")
    choisir(page, "Approuvez-vous ces activités ?", "Oui")

    suivre(page, "Ce qu'un stage ne peut pas être")
    for motif in ("Le stagiaire exécute-t-il", "Vient-il pour", "Occupe-t-il", "Remplace-t-il"):
        choisir(page, motif, "Non")

    suivre(page, "La gratification")
    taper(page, "Montant par heure de présence", "4,50")
    choisir(page, "Comment est-elle versée ?", "Chaque mois, selon les heures faites")
    choisir(page, "Suit-elle le plafond au 1er janvier ?", "Oui")

    suivre(page, "Les avantages")
    choisir(page, "A-t-il accès au restaurant d'entreprise ?", "Oui")
    taper(page, "Valeur d'un titre-restaurant", "0")
    taper(page, "Prix mensuel de son abonnement", "40")
    taper(page, "Part que vous remboursez", "50 %")
    choisir(page, "A-t-il accès aux activités sociales", "Oui")
    taper(page, "La liste des avantages, rédigée", "Le restaurant, la moitié du transport.")

    suivre(page, "La sécurité")
    choisir(page, "Y a-t-il des travaux dangereux ?", "Non")
    choisir(page, "Le poste est-il classé à risques", "Non")
    page.get_by_label("Aucune ne s'applique").check()

    suivre(page, "Congés, absences et fin du stage")
    choisir(page, "Des congés et des absences sont-ils possibles ?", "Oui")
    taper(page, "Les conditions des absences autorisées", "Deux jours ouvrés par mois.")
    taper(page, "Les conditions de remise de l'attestation", "Le dernier jour du stage.")
    suivre(page, "Vérifier et transmettre")


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_du_lien_recu_a_l_etablissement(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir, javascript: bool
) -> None:
    convention, adresse = envoyee(monde)
    page = ouvrir(javascript=javascript, largeur="telephone")
    ouvrir_le_lien(page, serveur, adresse, "Votre partie reste à compléter", "Ouvrir et compléter")
    assert convention.debut is not None
    completer(page, f"{convention.debut - timedelta(days=31):%Y-%m}")

    page.goto(f"/conventions/{convention.reference}/")
    places = page.get_by_role("region", name="Puis-je accueillir un stagiaire de plus")
    expect(places).to_contain_text("Oui : un stagiaire de plus tient dans le contingent")
    places.get_by_text("Lire les mêmes données en tableau").press("Enter")
    expect(places.get_by_role("row")).not_to_have_count(0)
    expect(places.get_by_role("row").nth(1)).to_be_visible()
    if javascript:
        rien_ne_deborde_ni_ne_manque(page)

    page.goto(f"/conventions/{convention.reference}/completer/verifier/")
    appuyer(page, "Recevoir le code")
    code = code_recu(serveur, adresse, convention.reference)
    taper(page, "Code reçu par courriel", "000 000" if code != "000000" else "111 111")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ce n'est pas le code")
    taper(page, "Code reçu par courriel", code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("L'établissement d'enseignement a la main")
    rendue = Convention.objects.select_related("version").get(pk=convention.pk)
    assert rendue.etat == Etat.EN_CONTROLE
    assert rendue.donnees["organisme"]["signataire"]["par_delegation"] is True
    assert rendue.bloquants == 0


def test_un_lien_ouvert_expire_ou_revoque_le_dit(serveur: Serveur, monde: Monde, ouvrir: Ouvrir) -> None:
    convention, adresse = envoyee(monde)
    page = ouvrir(largeur="telephone", javascript=False)
    lien = ouvrir_le_lien(page, serveur, adresse, "Votre partie", "Ouvrir et compléter")
    autre = ouvrir(largeur="telephone", javascript=False)
    autre.goto(lien)
    expect(autre.locator("h1")).to_have_text("Ce lien ne s'ouvre plus")
    expect(autre.locator("#contenu")).to_contain_text("Il a déjà été ouvert")
    appuyer(autre, "Recevoir un nouveau lien")
    expect(autre.locator("h1")).to_have_text("Un nouveau lien est en route")

    liens = Lien.objects.filter(convention=convention)
    liens.filter(revoque_le=None).update(expire_le=timezone.now() - timedelta(minutes=1))
    page.reload()
    expect(page.locator("#contenu")).not_to_contain_text("Votre organisme")
    autre.goto(lien)
    expect(autre.locator("#contenu")).to_contain_text("Un autre l'a remplacé")

    reprendre(convention, Acteur(compte=convention.stagiaire))
    autre.goto(lien)
    appuyer(autre, "Recevoir un nouveau lien")
    expect(autre.locator("h1")).to_have_text("Rien n'est plus attendu de vous")


def test_il_ouvre_un_compte_et_trouve_son_espace(serveur: Serveur, monde: Monde, ouvrir: Ouvrir) -> None:
    convention, adresse = envoyee(monde)
    page = ouvrir(largeur="telephone")
    ouvrir_le_lien(page, serveur, adresse, "Votre partie", "Ouvrir et compléter")
    page.goto(f"/conventions/{convention.reference}/")
    aller(page, "Ouvrir mon espace")
    aller(page, "Créer mon compte")
    for champ, dit in (("Prénom", "Hélène"), ("Nom", "Moreau"), ("Courriel", adresse)):
        taper(page, champ, dit)
    taper(page, "Mot de passe", "une phrase bien longue")
    page.keyboard.press("Enter")
    appuyer(page, "Ouvrir l'espace de Marées Logicielles")
    expect(page.locator("h1")).to_have_text("Marées Logicielles")
    expect(page.get_by_role("link", name=convention.nom_du_stagiaire).first).to_be_visible()
