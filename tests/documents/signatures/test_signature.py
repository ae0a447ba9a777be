"""Signer à plusieurs : dans tout ordre, sans défaire les autres, et le fichier reste ce qu'il dit être."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tripartite.documents.composition import Place
from tripartite.documents.signatures import signature
from tripartite.documents.signatures.champs import champs_du_pdf, est_en_sequence, poser_les_champs
from tripartite.documents.signatures.erreurs import CleRefusee, PdfIllisible, SignatureImpossible
from tripartite.documents.signatures.niveaux import Niveau
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import Couverture, Suite, verifier_signatures


def dehors(commande: str, pdf: bytes, dossier: Path, *options: str) -> str:
    chemin = dossier / "signe.pdf"
    chemin.write_bytes(pdf)
    rendu = subprocess.run([commande, *options, str(chemin)], capture_output=True, text=True, check=False)
    return rendu.stdout


@pytest.fixture
def a_plusieurs(a_signer, signataires):
    def signer_dans_l_ordre(ordre, combien=None, **options):
        pdf = a_signer(combien or len(ordre), **options)
        for role in ordre:
            pdf = signer(pdf, signataires[role], role)
        return pdf

    return signer_dans_l_ordre


ORDRES = [
    ("stagiaire", "organisme", "tuteur"),
    ("tuteur", "etablissement", "stagiaire", "organisme"),
    ("referent", "etablissement", "tuteur", "organisme", "stagiaire"),
    ("representant_legal", "stagiaire", "referent", "organisme", "tuteur", "etablissement"),
]


@pytest.mark.parametrize("ordre", ORDRES, ids=lambda o: str(len(o)))
def test_de_trois_a_six_dans_tout_ordre(a_plusieurs, racines, ordre, tmp_path) -> None:
    pdf = a_plusieurs(ordre)
    lues = verifier_signatures(pdf, racines)
    assert [s.champ for s in lues] == list(ordre)
    assert [s.bonne for s in lues] == [True] * len(ordre)
    assert [s.certifie for s in lues] == [True] + [False] * (len(ordre) - 1)
    assert [s.ferme for s in lues] == [False] * (len(ordre) - 1) + [True]
    assert [s.couverture for s in lues] == [Couverture.VERSION] * (len(ordre) - 1) + [Couverture.FICHIER]
    assert [s.suite for s in lues] == [Suite.SIGNATURES] * (len(ordre) - 1) + [Suite.RIEN]
    vu = dehors("pdfsig", pdf, tmp_path)
    assert vu.count("Signature is Valid") == len(ordre)
    assert len(re.findall("^  - Total document signed", vu, re.MULTILINE)) == 1


def test_en_sequence(a_signer, signataires, racines) -> None:
    pdf = a_signer(3, en_sequence=True)
    assert est_en_sequence(pdf)
    with pytest.raises(SignatureImpossible, match=r"pas le tour de « tuteur » : « stagiaire » signe d'abord"):
        signer(pdf, signataires["tuteur"], "tuteur")
    for role in ("stagiaire", "organisme", "tuteur"):
        pdf = signer(pdf, signataires[role])  # sans nom : le suivant
    assert [s.champ for s in verifier_signatures(pdf, racines) if s.bonne] == [
        "stagiaire",
        "organisme",
        "tuteur",
    ]


def test_la_derniere_peut_ne_pas_fermer(a_signer, signataires, racines) -> None:
    pdf = signer(a_signer(1), signataires["stagiaire"], verrouiller=False)
    (lue,) = verifier_signatures(pdf, racines)
    assert (lue.bonne, lue.certifie, lue.ferme) == (True, True, False)


def test_une_seule_certifie_et_ferme(signe_une_fois, racines) -> None:
    (lue,) = verifier_signatures(signe_une_fois, racines)
    assert (lue.bonne, lue.certifie, lue.ferme) == (True, True, True)


# --- Ce qu'on refuse ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("champ", "phrase"),
    [
        ("", r"Dites quel champ vous signez, parmi « organisme », « tuteur »"),
        ("stagiaire", r"« stagiaire » est déjà signé"),
        ("maire", r"pas de champ « maire »"),
    ],
)
def test_un_champ_qui_ne_se_signe_pas(a_plusieurs, signataires, champ, phrase) -> None:
    pdf = a_plusieurs(("stagiaire",), 3)
    with pytest.raises(SignatureImpossible, match=phrase):
        signer(pdf, signataires["tuteur"], champ)


def test_plus_rien_a_signer(signe, signataires) -> None:
    with pytest.raises(SignatureImpossible, match="Toutes les signatures y sont"):
        signer(signe, signataires["stagiaire"])


def test_un_pdf_sans_champ(nu, signataires) -> None:
    with pytest.raises(SignatureImpossible, match="n'a pas de champ de signature"):
        signer(nu, signataires["stagiaire"])


@pytest.mark.parametrize("octets", [b"", b"bonjour", b"%PDF-1.7\nrien", b"PK\x03\x04"])
def test_ce_qui_n_est_pas_un_pdf(octets, signataires) -> None:
    with pytest.raises(PdfIllisible):
        signer(octets, signataires["stagiaire"])
    with pytest.raises(PdfIllisible):
        verifier_signatures(octets)


def test_un_pdf_chiffre(nu, tmp_path) -> None:
    with pikepdf.open(BytesIO(nu)) as pdf:
        pdf.save(tmp_path / "c.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfIllisible, match="chiffré"):
        verifier_signatures((tmp_path / "c.pdf").read_bytes())


def test_on_ne_signe_pas_par_dessus_une_signature_defaite(a_plusieurs, signataires) -> None:
    pdf = a_plusieurs(("stagiaire",), 3)
    with pytest.raises(SignatureImpossible, match="n'est plus bonne : on n'en ajoute pas d'autre"):
        signer(pdf + b"\n% un mot de plus\n", signataires["tuteur"], "tuteur")


def test_ed25519_est_refuse_avec_la_raison(autorite) -> None:
    with pytest.raises(CleRefusee, match="ne savent pas tous vérifier une clé « Ed25519 »"):
        autorite.cle("Léa", secrete=ed25519.Ed25519PrivateKey.generate())


def test_rsa_trop_court(autorite) -> None:
    courte = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    with pytest.raises(CleRefusee, match="1024 bits est trop courte"):
        autorite.cle("Léa", secrete=courte)


def test_rsa_et_les_autres_courbes(a_signer, autorite, racines, tmp_path) -> None:
    secretes = {
        "stagiaire": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "organisme": ec.generate_private_key(ec.SECP384R1()),
        "tuteur": ec.generate_private_key(ec.SECP521R1()),
    }
    pdf = a_signer(3)
    for role, secrete in secretes.items():
        pdf = signer(pdf, autorite.cle(role, secrete=secrete), role)
    assert [s.bonne for s in verifier_signatures(pdf, racines)] == [True] * 3
    assert dehors("pdfsig", pdf, tmp_path).count("Signature is Valid") == 3


# --- Les champs --------------------------------------------------------------------------------


def test_les_memes_places_donnent_les_memes_octets(a_signer) -> None:
    assert a_signer(6) == a_signer(6)


def test_les_champs_ont_un_nom_qui_se_lit(a_signer) -> None:
    champs = champs_du_pdf(a_signer(2))
    assert [c.titre for c in champs] == [
        "Signature · Stagiaire · Nguyễn Thị Bảo Trân",
        "Signature · Organisme · Camille Le Goff",
    ]
    assert [(c.largeur, c.hauteur, c.vide) for c in champs] == [(200.0, 60.0, True)] * 2


def test_pas_de_champ_apres_une_signature(signe, a_signer) -> None:
    suivant = Place("maire", "Le maire", "", "", 1, (0, 0, 0, 0))
    with pytest.raises(SignatureImpossible, match="déferait les signatures"):
        poser_les_champs(signe, [suivant])
    with pytest.raises(SignatureImpossible, match="Deux champs de signature s'appellent « stagiaire »"):
        poser_les_champs(a_signer(1), [Place("stagiaire", "", "", "", 1, (0, 0, 0, 0))])
    with pytest.raises(SignatureImpossible, match="La page 9 du champ « maire » n'existe pas"):
        poser_les_champs(a_signer(1), [Place("maire", "", "", "", 9, (0, 0, 0, 0))])


def test_un_champ_invisible_se_signe(nu, signataires, racines, tmp_path) -> None:
    pdf = poser_les_champs(nu, [Place("cachet", "Cachet", "", "", 1, (0, 0, 0, 0))])
    pdf = signer(pdf, signataires["etablissement"])
    assert [s.bonne for s in verifier_signatures(pdf, racines)] == [True]
    assert " no " not in dehors("pdffonts", pdf, tmp_path)


# --- Le fichier signé reste ce qu'il dit être --------------------------------------------------


@pytest.fixture(scope="module")
def ouvert(signe):
    with pikepdf.open(BytesIO(signe)) as pdf:
        yield pdf


def test_les_polices_sont_incluses(signe, tmp_path) -> None:
    polices = dehors("pdffonts", signe, tmp_path).splitlines()[2:]
    assert len(polices) > 6
    assert [ligne for ligne in polices if ligne.split()[-5:-2] != ["yes", "yes", "yes"]] == []


def test_qpdf_n_y_trouve_rien(signe, tmp_path) -> None:
    assert "No syntax or stream encoding errors found" in dehors("qpdf", signe, tmp_path, "--check")


def test_les_metadonnees_ne_changent_pas(nu, ouvert) -> None:
    with pikepdf.open(BytesIO(nu)) as avant:
        assert ouvert.Root.Metadata.read_bytes() == avant.Root.Metadata.read_bytes()
        assert dict(ouvert.docinfo) == dict(avant.docinfo)
    with ouvert.open_metadata() as xmp:
        assert (xmp.pdfa_status, xmp["pdfuaid:part"]) == ("3A", "1")
    assert ouvert.pdf_version == "1.7"
    assert "/Version" not in ouvert.Root  # pyHanko la porterait à 2.0


def test_le_dossier_joint_est_intact(ouvert) -> None:
    assert ouvert.attachments["dossier.json"].get_file().read_bytes() == b'{"stagiaire": {}}'


def test_chaque_champ_est_dans_la_structure(ouvert) -> None:
    """PDF/UA-1, 7.18 : un champ est l'objet d'un élément Form, a un nom, et sa page suit la structure."""
    page = ouvert.pages[1].obj
    assert page.Tabs == "/S"
    parents = pikepdf.NumberTree(ouvert.Root.StructTreeRoot.ParentTree)
    for annotation in page.Annots:
        element = parents[int(annotation.StructParent)]
        assert (element.S, element.K.Type) == ("/Form", "/OBJR")
        assert element.K.Obj.objgen == annotation.objgen
        assert str(annotation.TU).startswith("Signature · ")
        assert any(k.objgen == element.objgen for k in element.P.K)
        assert int(annotation.F) == 132  # imprimé, verrouillé, ni caché ni invisible (PDF/A-3, 6.3.2)
        assert set(annotation.AP.keys()) == {"/N"}


def test_le_tampon_a_la_taille_de_sa_boite(ouvert) -> None:
    apparence = ouvert.pages[1].obj.Annots[0].AP.N
    assert [float(c) for c in apparence.BBox] == pytest.approx([0, 0, 200, 60])
    assert "/Font" in apparence.Resources
    assert b"BDC" not in apparence.read_bytes()  # pas d'étiquette hors de la structure


def test_un_nom_qu_aucune_police_ne_sait_ecrire(a_signer, autorite, racines) -> None:
    pdf = signer(a_signer(1), autorite.cle("山田 花子"))
    assert [(s.bonne, s.signataire) for s in verifier_signatures(pdf, racines)] == [(True, "山田 花子")]


def test_un_nom_hostile_s_imprime_tel_quel(a_signer, autorite, racines) -> None:
    nom = '#panic() $x$ *b* <script> "\\'
    pdf = signer(a_signer(1), autorite.cle(nom))
    assert [s.signataire for s in verifier_signatures(pdf, racines)] == [nom]


def test_le_tampon_ne_dit_jamais_plus_que_le_niveau(monkeypatch, a_signer, signataires) -> None:
    vus = []
    monkeypatch.setattr(signature, "tampon", lambda **dit: vus.append(dit["titre"]))
    signer(a_signer(1), signataires["stagiaire"])
    signer(a_signer(1), signataires["stagiaire"], niveau=Niveau.AVANCEE)
    assert vus == ["Signature électronique simple", "Signature électronique avancée"]
