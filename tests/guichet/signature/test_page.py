"""La page de signature, sans JavaScript : lire, demander un code, signer ; et ce que lit qui ne signe pas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from guichet.documents.test_documents import invite
from guichet.fichiers import pdf
from guichet.monde import Monde
from guichet.signature.signatures import en_sequence, faire_signer, par_son_lien, tous_signent

from tripartite.droit.langage import VIDE
from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
from tripartite.guichet.modeles import Convention, Courriel, Signataire


def naviguer(convention: Convention, role: str) -> tuple[Client, str]:
    lien = par_son_lien(convention, role).lien
    assert lien is not None
    return invite(lien), f"/conventions/{convention.reference}/signer/"


def formulaire(convention: Convention, code: str, autres: Mapping[str, str] = VIDE) -> dict[str, str]:
    version = version_a_signer(convention)
    assert version is not None
    return {"lu": "on", "code": code, "empreinte": version.empreinte, **autres}


def test_lire_demander_un_code_signer(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    tuteur, adresse = naviguer(convention, "tuteur")
    page = tuteur.get(adresse).content.decode()
    for dit in (
        "Maëlle Le Goff",
        "Marées Logicielles",
        "308\xa0h",
        "articles\xa01366 et 1367",
        "Recevoir mon code",
    ):
        assert dit in page
    assert 'name="code"' not in page
    assert tuteur.post(f"{adresse}code/")["Location"] == f"{adresse}#signer"
    assert 'name="code"' in tuteur.get(adresse).content.decode()
    reponse = tuteur.post(adresse, formulaire(convention, monde.dernier_code()), REMOTE_ADDR="192.0.2.9")
    assert (reponse.status_code, reponse["Location"]) == (302, adresse)
    ligne = Signataire.objects.get(reponse="signe")
    assert (ligne.roles, ligne.adresse_ip) == (["tuteur"], "192.0.2.9")
    apres = tuteur.get(adresse).content.decode()
    assert "Vous avez signé le" in apres
    assert "Quand tous auront signé" in apres
    assert "Recevoir mon code" not in apres


@pytest.mark.parametrize(
    ("change", "code", "dit"),
    [
        ({"lu": ""}, 422, "on signe ce que l'on a lu"),
        ({"code": ""}, 422, "champ"),
        ({"code": "abc"}, 422, "Ce n'est pas le code envoyé à tuteur@marees.example"),
        ({"code": "x" * 5000}, 422, "champ"),
        ({"empreinte": "0" * 64}, 409, "La convention a changé depuis votre lecture"),
    ],
)
def test_ce_qui_ne_va_pas_se_dit(monde: Monde, change: dict[str, str], code: int, dit: str) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    tuteur, adresse = naviguer(convention, "tuteur")
    tuteur.post(f"{adresse}code/")
    reponse = tuteur.post(adresse, formulaire(convention, monde.dernier_code(), change))
    assert reponse.status_code == code
    assert dit in reponse.content.decode().replace("&#x27;", "'")
    assert not Signataire.objects.filter(reponse="signe").exists()


def test_signer_deux_fois_de_suite_n_en_fait_qu_une(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    stagiaire, adresse = naviguer(convention, "stagiaire")
    stagiaire.post(f"{adresse}code/")
    envoi = formulaire(convention, monde.dernier_code())
    reponses = [stagiaire.post(adresse, envoi) for _fois in range(2)]
    assert [r.status_code for r in reponses] == [302, 409]
    assert "une signature suffit" in reponses[1].content.decode()


def test_ce_n_est_pas_son_tour(monde: Monde) -> None:
    convention = faire_signer(en_sequence(monde), "stagiaire")
    direction = Client()
    direction.force_login(monde.comptes["direction"])
    page = direction.get(f"/conventions/{convention.reference}/signer/").content.decode()
    assert "signe d&#x27;abord" in page
    assert "Recevoir mon code" not in page
    direction.post(f"/conventions/{convention.reference}/signer/code/")
    assert not Courriel.objects.filter(modele="code", destinataire="direction@essai.example").exists()


def test_qui_ne_signe_pas_lit_ou_l_on_en_est(connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    page = connecter("bureau").get(f"/conventions/{convention.reference}/signer/").content.decode()
    assert "Enregistrer une signature sur papier" in page
    assert "Recevoir mon code" not in page
    lu = connecter("rh").get(f"/conventions/{convention.reference}/signer/").content.decode()
    assert "Enregistrer une signature sur papier" not in lu
    brouillon = monde.convention(Etat.EN_CONTROLE, monde.nouvel_etudiant())
    assert connecter("bureau").get(f"/conventions/{brouillon.reference}/signer/").status_code == 200


def test_refuser_et_deleguer_depuis_la_page(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    organisme, adresse = naviguer(convention, "organisme")
    page = organisme.get(adresse).content.decode()
    gestes = f"/conventions/{convention.reference}/gestes"
    assert f"{gestes}/deleguer/" in page
    envoi = {"nom": "Iris Lenoir", "fonction": "directrice", "courriel": "iris@marees.example"}
    assert organisme.post(f"{gestes}/deleguer/", envoi | {"courriel": "pas une adresse"}).status_code == 422
    assert organisme.post(f"{gestes}/deleguer/", envoi).status_code == 302
    assert organisme.get(adresse).status_code == 302  # son lien ne vaut plus
    delegue, _adresse = naviguer(convention, "organisme")
    assert f"{gestes}/deleguer/" not in delegue.get(adresse).content.decode()
    assert delegue.post(f"{gestes}/refuser_de_signer/", {"motif": ""}).status_code == 422
    assert delegue.post(f"{gestes}/refuser_de_signer/", {"motif": "Pas ces dates."}).status_code == 302
    convention.refresh_from_db()
    assert convention.etat == Etat.SIGNATURE_REFUSEE


def test_enregistrer_un_papier_depuis_la_page(connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    bureau, adresse = connecter("bureau"), f"/conventions/{convention.reference}/papier/"
    premier, *_autres = en_cours(convention)
    hier = (timezone.localdate() - timedelta(days=1)).isoformat()

    def envoyer(octets: bytes, **champs: str):
        return bureau.post(adresse, {"scan": SimpleUploadedFile("scan.pdf", octets), **champs})

    assert envoyer(pdf()).status_code == 422
    assert envoyer(pdf(), **{f"signe_{premier.pk}": "on"}).status_code == 422
    bon = {f"signe_{premier.pk}": "on", f"le_{premier.pk}": hier}
    assert envoyer(b"<html>", **bon).status_code == 422
    assert envoyer(pdf(), **bon).status_code == 302
    premier.refresh_from_db()
    assert (premier.reponse, timezone.localdate(premier.le).isoformat()) == ("papier", hier)
    assert envoyer(pdf(), **bon).status_code == 422  # il n'est plus dans la liste


def test_apres_la_derniere_signature_la_page_dit_ce_qui_vient(connecter, monde: Monde, ouvrier) -> None:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    tuteur, adresse = naviguer(convention, "tuteur")
    assert "vous est envoyé par courriel" in tuteur.get(adresse).content.decode()
    assert tuteur.post(adresse, {"lu": "on", "code": "1", "empreinte": "0" * 64}).status_code == 409


def test_peu_de_requetes(connecter, monde: Monde, django_assert_max_num_queries) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    tuteur, adresse = naviguer(convention, "tuteur")
    tuteur.get(adresse)
    with django_assert_max_num_queries(15):
        tuteur.get(adresse)
    bureau = connecter("bureau")
    with django_assert_max_num_queries(15):
        bureau.get(adresse)
