"""Quatrième journée : le tuteur refuse, l'établissement reprend ; cinq personnes signent au téléphone.

Ou une personne à deux titres, une seule fois, et les autres sur un papier numérisé.
"""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from guichet.fichiers import pdf
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    aller,
    appuyer,
    donnees_de,
    geste,
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
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
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


def test_deux_titres_une_signature_et_les_autres_sur_papier(
    serveur: Serveur, monde: Monde, ouvrir: Ouvrir
) -> None:
    donnees = donnees_de(qui := monde.nouvel_etudiant())
    meme = {"courriel": "deux-titres@marees.example"}
    donnees["convention"]["tuteur"] |= meme
    donnees["organisme"]["signataire"] |= meme
    convention = monde.convention(Etat.A_SIGNER, qui, donnees=donnees)
    assert [s.roles for s in en_cours(convention)].count(["organisme", "tuteur"]) == 1
    assert len(en_cours(convention)) == 4

    page = ouvrir(largeur="telephone", javascript=False)
    adresse = venir_signer(page, serveur, convention, "tuteur")
    assert adresse == meme["courriel"]
    signer(page, serveur, convention, adresse)
    expect(page.locator(".signatures")).to_contain_text("Pour l'organisme d'accueil, Tuteur")

    bureau = ouvrir("bureau")
    bureau.goto(f"/conventions/{convention.reference}/")
    geste(bureau, "Enregistrer une signature sur papier")
    rien_ne_deborde_ni_ne_manque(bureau)
    appuyer(bureau, "Enregistrer ces signatures")
    expect(bureau.get_by_role("alert")).to_contain_text("Cochez au moins une personne")
    scan = {"name": "signée.pdf", "mimeType": "application/pdf", "buffer": pdf(2)}
    bureau.get_by_label("Convention signée à la main, numérisée").set_input_files(scan)  # type: ignore[arg-type]
    attendus = [s for s in en_cours(convention) if not s.a_repondu]
    assert len(attendus) == 3
    for signataire in attendus:
        bureau.get_by_label(signataire.nom, exact=True).press("Space")
    for champ in bureau.get_by_label("Signé le").all():
        champ.fill(date.today().isoformat())
    appuyer(bureau, "Enregistrer ces signatures")
    expect(bureau.get_by_role("status").first).to_contain_text(
        "L'exemplaire signé sur papier est enregistré."
    )
    expect(bureau.locator(".etat .puce")).to_have_text("Signée")
    recu = serveur.courriel(adresse, f"Convention de {convention.nom_du_stagiaire} chez")
    assert "page de preuve" in recu
