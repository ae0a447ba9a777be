"""Quatrième journée : le tuteur refuse, l'établissement reprend ; cinq personnes signent au téléphone."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    aller,
    appuyer,
    donnees_de,
    rien_ne_deborde_ni_ne_manque,
    signer,
    taper,
    venir_signer,
)
from guichet.serveur import Serveur
from guichet.signature.signatures import faire_signer
from playwright.sync_api import Page, expect

from tripartite.droit.parcours import Etat
from tripartite.guichet.cachet import certificats_du_cachet
from tripartite.guichet.confinement import confier
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.modeles import Convention


def a_signer(monde: Monde) -> Convention:
    """Une convention visée, que cinq personnes signent."""
    qui = monde.nouvel_etudiant()
    return monde.convention(Etat.A_SIGNER, qui, donnees=donnees_de(qui))


def deleguer(page: Page, serveur: Serveur, convention: Convention) -> None:
    """La directrice donne sa signature ; son lien ne vaut plus."""
    venir_signer(page, serveur, convention, "organisme")
    aller(page, "Déléguer ma signature")
    for champ, dit in (("Prénom et nom", "Bao Tran"), ("Fonction", "directeur adjoint")):
        taper(page, champ, dit)
    taper(page, "Courriel", f"bao-{convention.reference.lower()}@marees.example")
    appuyer(page, "Déléguer ma signature")
    expect(page.locator("body")).to_contain_text("Votre signature est déléguée")


def test_un_refus_arrete_tout_et_une_modification_annule_ce_qui_etait_signe(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir
) -> None:
    convention = a_signer(monde)
    bureau = ouvrir("bureau", javascript=False)
    bureau.goto(f"/conventions/{convention.reference}/signer/")
    aller(bureau, "Relancer les signataires")
    appuyer(bureau, "Relancer")
    premier = ouvrir(largeur="telephone", javascript=False)
    adresse = venir_signer(premier, serveur, convention, "stagiaire")  # de la relance : elle remplace le lien
    assert "Ce lien remplace le précédent." in serveur.courriel(adresse, convention.nom_du_stagiaire)
    signer(premier, serveur, convention, adresse)

    tuteur = ouvrir(largeur="telephone", javascript=False)
    venir_signer(tuteur, serveur, convention, "tuteur")
    aller(tuteur, "Refuser de signer")
    taper(tuteur, "Votre raison", "Les tâches ne sont pas celles convenues.")
    appuyer(tuteur, "Refuser de signer")
    refusee = f"{convention.nom_du_stagiaire} chez Marées Logicielles : une signature est refusée"
    assert "Les tâches ne sont pas" in serveur.courriel("rh@marees.example", refusee)

    bureau.goto(f"/conventions/{convention.reference}/signer/")
    expect(bureau.locator("#contenu")).to_contain_text("Les tâches ne sont pas celles convenues.")
    bureau.get_by_role("link", name="Modifier la convention").press("Enter")
    bureau.get_by_label("Votre raison").fill("Les tâches sont précisées.")
    bureau.get_by_role("button", name="Modifier la convention").press("Enter")
    expect(bureau.locator(".etat")).to_contain_text("En contrôle")
    annulee = serveur.courriel(adresse, f"{convention.nom_du_stagiaire} : votre signature ne vaut plus")
    assert "Les tâches sont précisées." in annulee


@pytest.mark.parametrize("javascript", [True, False], ids=["avec script", "sans script"])
def test_deleguer_signer_verifier(serveur: Serveur, monde: Monde, ouvrir: Ouvrir, javascript: bool) -> None:
    convention = a_signer(monde)
    deleguer(ouvrir(largeur="telephone", javascript=javascript), serveur, convention)
    for role in ("stagiaire", "organisme", "tuteur"):
        page = ouvrir(largeur="telephone", javascript=javascript)
        adresse = venir_signer(page, serveur, convention, role)
        signer(page, serveur, convention, adresse, regarder=javascript and role == "stagiaire")
    for role in ("etablissement", "referent"):
        convention = faire_signer(convention, role)

    while not convention.pieces.filter(nature="signee").exists():  # l'ouvrier scelle
        page.wait_for_timeout(200)
    signee = f"{convention.nom_du_stagiaire} chez Marées Logicielles : signée par tous"
    assert "/lien/" in serveur.courriel("tuteur@marees.example", signee)
    recu = page.request.get(f"/conventions/{convention.reference}/document.pdf")
    racines = [c.public_bytes(Encoding.PEM).decode() for c in certificats_du_cachet()]
    lues = confier("signatures", recu.body(), racines=racines)["signatures"]  # Playwright tient une boucle
    assert [s["bonne"] for s in lues] == [True]

    convention.refresh_from_db()
    version = version_a_signer(convention)
    assert version is not None
    public = ouvrir(largeur="telephone", javascript=javascript)
    public.goto("/verifier/")
    if javascript:
        rien_ne_deborde_ni_ne_manque(public)
    public.get_by_label("Code de vérification").fill(version.code_groupe.lower())
    public.get_by_role("button", name="Vérifier ce document").press("Enter")
    expect(public.locator("h1")).to_have_text("Oui, ce document est signé et il vaut")
    if javascript:
        rien_ne_deborde_ni_ne_manque(public)
    public.goto("/verifier/")
    public.get_by_label("Ou le fichier PDF").set_input_files(
        {"name": "recu.pdf", "mimeType": "application/pdf", "buffer": recu.body()}
    )
    public.get_by_role("button", name="Vérifier ce document").press("Enter")
    expect(public.locator("#contenu")).to_contain_text("à l'octet près")
