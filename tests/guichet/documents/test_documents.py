"""Le PDF d'une convention, à tout moment, à qui en est ; et ce que l'on n'y dit pas."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.test import Client
from guichet.fichiers import pdf
from guichet.monde import Monde, donnees_d_exemple
from guichet.signature.signatures import par_son_lien, signee, tous_signent

from tripartite.documents import lire_pdf
from tripartite.droit.langage import connu
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.documents import composer_le_projet
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.modifier import modifier
from tripartite.guichet.gestes.signataires import version_a_signer
from tripartite.guichet.modeles import Convention, Lien
from tripartite.guichet.modeles.signatures import nouveau_code
from tripartite.guichet.pieces import lire


def texte(octets: bytes, tmp_path: Path) -> str:
    (tmp_path / "a.pdf").write_bytes(octets)
    commande = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    return subprocess.run(commande, capture_output=True, text=True, check=True).stdout


def invite(lien: Lien) -> Client:
    """Un navigateur qui a ouvert un lien."""
    client = Client()
    session = client.session
    session[LIEN_EN_SESSION] = lien.pk
    session.save()
    client.cookies["session"] = session.session_key
    return client


@pytest.mark.parametrize("etat", [Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE])
def test_avant_la_signature_le_document_est_un_projet(
    connecter, monde: Monde, tmp_path: Path, etat: Etat
) -> None:
    convention = monde.convention(etat)
    reponse = connecter("etudiante").get(f"/conventions/{convention.reference}/document.pdf")
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/pdf")
    assert "projet" in reponse["Content-Disposition"]
    pages = texte(reponse.content, tmp_path).split("\f")[:-1]
    assert ["Projet : ne pas signer" in page.replace("\xa0", " ") for page in pages] == [True] * len(pages)
    relue = connecter("etudiante").get(f"/conventions/{convention.reference}/document.pdf")
    assert relue.content == reponse.content


def test_une_convention_en_deux_langues_l_est_du_projet_au_pdf_scelle(
    monde: Monde, ouvrier, tmp_path: Path
) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"]["langue"] = "français et anglais"
    convention = monde.convention(Etat.A_SIGNER, donnees=donnees)
    a_signer = version_a_signer(convention)
    assert a_signer is not None
    convention = tous_signent(convention)
    ouvrier()
    scellee = signee(convention)
    pdfs = (composer_le_projet(convention, None), lire(a_signer.empreinte), lire(scellee.empreinte))
    for octets in pdfs:
        dit = " ".join(texte(octets, tmp_path).split())
        assert "Le texte français fait foi" in dit
        assert "Internship agreement" in dit


@pytest.mark.parametrize(
    ("chemin", "valeur", "raison"),
    [
        (
            "nature",
            "séquence d'observation",
            "no model agreement of this kind: “observation placement”",
        ),
        ("sujet", "Étude de \U00013000", "cannot be printed: no font of the document has it."),
    ],
)
def test_un_document_impossible_le_dit_dans_la_langue_de_qui_le_lit(
    connecter, monde: Monde, chemin: str, valeur: str, raison: str
) -> None:
    donnees = donnees_d_exemple()
    donnees["convention"][chemin] = valeur
    convention = monde.brouillon(donnees=donnees)
    monde.comptes["etudiante"].langue = "en"
    monde.comptes["etudiante"].save()
    page = connecter("etudiante").get(f"/conventions/{convention.reference}/document.pdf")
    assert page.status_code == 409
    assert raison in page.content.decode().replace("\xa0", " ")


def test_chacun_lit_le_projet_sans_ce_qu_il_n_a_pas_a_savoir(connecter, monde: Monde, tmp_path) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    adresse = f"/conventions/{convention.reference}/document.pdf"
    lus = {qui: connecter(qui).get(adresse).content for qui in ("etudiante", "bureau", "rh")}
    for qui, octets in lus.items():
        voit = qui != "rh"
        assert connu(lire_pdf(octets).stagiaire.naissance) is voit, qui
        assert connu(lire_pdf(octets).stagiaire.stages) is voit, qui
        assert ("Date de naissance" in texte(octets, tmp_path)) is voit, qui


def test_puis_c_est_celui_que_l_on_signe_puis_celui_que_tous_ont_signe(
    connecter, monde: Monde, ouvrier, tmp_path: Path
) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    adresse = f"/conventions/{convention.reference}/document.pdf"
    a_signer = version_a_signer(convention)
    assert a_signer is not None
    assert connecter("rh").get(adresse).content == lire(a_signer.empreinte)
    assert "ne pas signer" not in texte(lire(a_signer.empreinte), tmp_path)
    convention = tous_signent(convention)
    ouvrier()
    assert connecter("rh").get(adresse).content == lire(signee(convention).empreinte)
    assert connecter("agent").get(adresse).content == lire(signee(convention).empreinte)


def test_une_version_reprise_redevient_un_projet_et_l_ancienne_se_lit_encore(connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    ancienne = version_a_signer(convention)
    assert ancienne is not None
    convention = modifier(convention, monde.acteur("bureau"), motif="Les dates changent.")
    bureau = connecter("bureau")
    reponse = bureau.get(f"/conventions/{convention.reference}/document.pdf")
    assert "projet" in reponse["Content-Disposition"]
    assert bureau.get(f"/pieces/{ancienne.code}/").content == lire(ancienne.empreinte)
    assert (
        "ne vaut plus depuis"
        in bureau.get(f"/conventions/{convention.reference}/documents/").content.decode()
    )


def toutes_les_adresses(convention: Convention, monde: Monde) -> list[str]:
    piece = joindre(convention, monde.acteur("bureau"), octets=pdf(), nom="a.pdf")
    base = f"/conventions/{convention.reference}"
    return [
        f"{base}/document.pdf",
        f"{base}/documents/",
        f"{base}/signer/",
        f"/pieces/{piece.code}/",
        f"{base}/papier/",
    ]


@pytest.mark.parametrize(
    ("qui", "codes"),
    [
        ("etudiante", [200, 200, 200, 200, 404]),
        ("rh", [200, 200, 200, 200, 404]),
        ("referent", [200, 200, 200, 200, 200]),
        ("bureau", [200, 200, 200, 200, 200]),
        ("autre_etudiante", [404] * 5),
        ("autre_rh", [404] * 5),
        ("autre_bureau", [404] * 5),
        ("agent", [404] * 5),  # il ne contrôle que ce qui est conclu
    ],
)
def test_qui_lit_quoi(connecter, monde: Monde, qui: str, codes: list[int]) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    client = connecter(qui)
    assert [client.get(a).status_code for a in toutes_les_adresses(convention, monde)] == codes


def test_qui_vient_par_un_lien_lit_sa_convention_et_nulle_autre(monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    autre = monde.convention(Etat.EN_CONTROLE, monde.nouvel_etudiant())
    tuteur = invite(par_son_lien(convention, "tuteur").lien)  # type: ignore[arg-type]
    codes = [tuteur.get(a).status_code for a in toutes_les_adresses(convention, monde)]
    assert codes == [200, 200, 200, 200, 302]  # la dernière demande un compte
    codes = [tuteur.get(a).status_code for a in toutes_les_adresses(autre, monde)]
    assert codes == [404] * 4 + [302]


def test_sans_compte_ni_lien_on_se_connecte_ou_rien(client: Client, monde: Monde) -> None:
    convention = monde.convention(Etat.A_SIGNER)
    for adresse in toutes_les_adresses(convention, monde):
        assert client.get(adresse)["Location"].startswith("/compte/login/")
        assert client.post(adresse).status_code == 404
    assert client.post(f"/conventions/{convention.reference}/signer/code/").status_code == 404


def test_un_agent_lit_la_convention_conclue_et_aucune_piece(connecter, monde: Monde, ouvrier) -> None:
    convention = tous_signent(monde.convention(Etat.A_SIGNER))
    adresses = toutes_les_adresses(convention, monde)
    ouvrier()
    agent = connecter("agent")
    assert [agent.get(a).status_code for a in adresses[:2]] == [200, 404]
    assert agent.get(adresses[3]).status_code == 404


@pytest.mark.parametrize("combien", [1, 10, 60])
def test_le_nombre_de_requetes_ne_depend_pas_des_pieces(
    connecter, monde: Monde, monkeypatch, django_assert_max_num_queries, combien: int
) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    premiere = joindre(convention, monde.acteur("bureau"), octets=pdf(), nom="a.pdf")
    for _rang in range(combien - 1):
        premiere.pk, premiere.code = None, nouveau_code()
        premiere.save(force_insert=True)
    client = connecter("bureau")
    with django_assert_max_num_queries(15):
        client.get(f"/conventions/{convention.reference}/documents/")


def test_on_retire_ce_que_l_on_a_joint_et_rien_d_autre(connecter, monde: Monde) -> None:
    convention = monde.convention(Etat.EN_CONTROLE)
    piece = joindre(convention, monde.acteur("bureau"), octets=pdf(), nom="a.pdf")
    adresse = f"/conventions/{convention.reference}/documents/{piece.code}/retirer/"
    connecter("etudiante").post(adresse)
    piece.refresh_from_db()
    assert piece.annulee_le is None
    connecter("bureau").post(adresse)
    piece.refresh_from_db()
    assert piece.annulee_le is not None
