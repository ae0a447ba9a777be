"""Vérifier un document sans compte : oui ou non, des initiales, un niveau ; trente essais (P42, P43)."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from guichet.fichiers import HOSTILES, pdf
from guichet.monde import Monde
from guichet.signature.signatures import faire_signer, signee, tous_signent

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.controler import annuler, viser
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.modifier import modifier
from tripartite.guichet.gestes.signataires import en_cours, version_a_signer
from tripartite.guichet.modeles import Convention, Piece
from tripartite.guichet.pieces import lire
from tripartite.rendus.typographie import sans_insecable


@pytest.fixture
def signe(monde: Monde, ouvrier) -> Convention:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    ouvrier()
    return convention


def code_de(convention: Convention) -> str:
    version = version_a_signer(convention)
    assert version is not None
    return version.code


def page(client: Client, code: str, attendu: int = 200) -> str:
    reponse = client.get(f"/verifier/{code}/")
    assert reponse.status_code == attendu
    return sans_insecable(reponse.content.decode())


def envoyer(client: Client, octets: bytes, attendu: int = 200) -> str:
    reponse = client.post("/verifier/", {"fichier": SimpleUploadedFile("a.pdf", octets)})
    assert reponse.status_code == attendu
    return sans_insecable(reponse.content.decode())


def test_un_document_signe_dit_oui_et_son_vrai_niveau(client: Client, signe: Convention) -> None:
    dit = page(client, code_de(signe))
    assert "Oui, ce document est signé et il vaut" in dit
    assert "M. L. G. · H. M. · S. R. · A. K. · O. D." in dit
    assert "signature électronique simple" in dit
    assert "ertifi" not in dit
    for tu in [s.nom for s in en_cours(signe)] + [s.courriel for s in en_cours(signe)]:
        assert tu not in dit
    assert (signe.reference in dit, signe.nom_de_l_organisme in dit, "Master" in dit) == (False, False, False)


def test_le_code_se_recopie_comme_on_veut(client: Client, signe: Convention) -> None:
    code = code_de(signe)
    groupe = " ".join(code[n : n + 4] for n in range(0, 32, 4)).lower()
    for saisi in (groupe, code.lower(), f"  {groupe.replace(' ', '-')} "):
        assert client.post("/verifier/", {"code": saisi})["Location"] == f"/verifier/{code}/"
    assert "32" in client.post("/verifier/", {"code": "ABC"}).content.decode()
    assert client.post("/verifier/", {"code": ""}).status_code == 422


def test_un_code_ou_un_fichier_aucun_n_est_dit_facultatif(client: Client, db: None) -> None:
    page = client.get("/verifier/").content.decode()
    assert "Ou le fichier PDF" in page
    assert "facultatif" not in page


def test_un_code_inconnu_dit_non(client: Client, monde: Monde) -> None:
    for code in ("0" * 32, "x", "%00", "' OR 1=1", "é" * 40):
        assert "Non, nous ne connaissons pas ce document" in page(client, code, 404)


def test_en_cours_remplacee_annulee(client: Client, monde: Monde) -> None:
    convention = faire_signer(monde.convention(Etat.A_SIGNER), "stagiaire")
    code = code_de(convention)
    assert "En cours de signature : 1 sur 5 ont signé." in page(client, code)
    assert "pas encore scellée" in page(client, code)
    convention = modifier(convention, monde.acteur("bureau"), motif="Les dates changent.")
    assert "Annulée : elle ne vaut plus." in page(client, code)
    assert "M. L. G." in page(client, code)
    for qui in ("referent", "bureau"):
        convention = viser(convention, monde.acteur(qui), numero=convention.numero_de_version)
    assert "Remplacée : une version plus récente existe." in page(client, code)
    nouveau = code_de(convention)
    annuler(convention, monde.acteur("bureau"), motif="Le stage ne se fait pas.")
    assert "Annulée : elle ne vaut plus." in page(client, nouveau)


def test_une_piece_jointe_n_est_pas_un_document_d_ici(client: Client, monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    piece = joindre(convention, monde.acteur("bureau"), octets=pdf(), nom="a.pdf")
    page(client, piece.code, 404)
    assert "Aucun document d'ici n'a ce contenu" in envoyer(client, pdf())


def test_le_fichier_est_compare_a_l_octet_pres(client: Client, signe: Convention) -> None:
    scelle = lire(signee(signe).empreinte)
    avant = (Piece.objects.count(),)
    assert "Votre fichier est celui que nous avons" in envoyer(client, scelle)
    ou = scelle.index(b"%PDF-") + 2000
    change = scelle[:ou] + bytes([scelle[ou] ^ 1]) + scelle[ou + 1 :]
    assert "est plus le document signé" in envoyer(client, change) or "Non" in envoyer(client, change, 422)
    sortie = BytesIO()
    with pikepdf.open(BytesIO(scelle)) as ouvert:
        ouvert.save(sortie)
    assert "est plus le document signé" in envoyer(client, sortie.getvalue())
    assert (Piece.objects.count(),) == avant


@pytest.mark.parametrize("nom", ["vide", "html", "pdf coupé", "pdf et script", "png coupé"])
def test_un_fichier_hostile_est_refuse_en_clair(client: Client, db, nom: str) -> None:
    assert "Ce fichier" in envoyer(client, HOSTILES[nom], 422)


def test_trente_essais_par_minute_et_par_adresse(client: Client, monde: Monde) -> None:
    codes = [client.get(f"/verifier/{n:032X}/").status_code for n in range(31)]
    assert codes == [404] * 30 + [429]
    assert client.post("/verifier/", {"code": "0" * 32}).status_code == 429
    assert client.get("/verifier/").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/verifier/{0:032X}/").status_code == 404
