"""Signer autrement : une personne à deux titres signe une fois ; d'autres, sur un papier numérisé."""

from __future__ import annotations

from datetime import date

from guichet.fichiers import pdf
from guichet.monde import Monde
from guichet.navigateur.conftest import Ouvrir
from guichet.navigateur.pages import (
    appuyer,
    donnees_de,
    geste,
    rien_ne_deborde_ni_ne_manque,
    signer,
    venir_signer,
)
from guichet.serveur import Serveur
from playwright.sync_api import expect

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.signataires import en_cours


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
