"""Ceux qui n'ont pas de certificat : une page de preuve que le cachet scelle, ou une preuve à part."""

import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
import typst

from tripartite.documents.catalogue import composer_document
from tripartite.documents.signatures.champs import champs_du_pdf
from tripartite.documents.signatures.erreurs import PdfIllisible, SignatureImpossible
from tripartite.documents.signatures.niveaux import Niveau
from tripartite.documents.signatures.preuve import Accord, empreinte, preuve_a_part, sceller
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import verifier_signatures
from tripartite.droit.faits import Dossier

HEURE = datetime(2026, 2, 2, 14, 5, tzinfo=timezone(timedelta(hours=1)))


def accord(pdf: bytes, **autrement: object) -> Accord:
    lea = Accord(
        "La stagiaire",
        "Léa #panic() $x$ <script>",
        "lien personnel envoyé à lea@univ.example, puis code à six chiffres",
        HEURE,
        empreinte(pdf),
        partie="stagiaire",
        adresse_ip="192.0.2.7",
    )
    return replace(lea, **autrement)


def texte(pdf: bytes, dossier) -> str:
    (dossier / "a.pdf").write_bytes(pdf)
    rendu = subprocess.run(
        ["pdftotext", str(dossier / "a.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(rendu.stdout.split())


@pytest.fixture(scope="module")
def scelle(a_signer, signataires):
    pdf = a_signer(3)
    return pdf, sceller(
        pdf, signataires["etablissement"], [accord(pdf, champ="stagiaire")], titre="Convention"
    )


def test_la_version_approuvee_reste_le_debut_du_fichier(scelle) -> None:
    avant, apres = scelle
    assert sha256(apres[: len(avant)]).hexdigest() == empreinte(avant)


def test_la_page_dit_qui_comment_quand_et_ce_que_cela_vaut(scelle, tmp_path) -> None:
    avant, apres = scelle
    lu = texte(apres, tmp_path)
    for morceau in (
        "Page de preuve",
        "Léa #panic() $x$ <script>",
        "lea@univ.example",
        "192.0.2.7",
        "signature électronique simple",
        "n’est pas présumée fiable",
        f"head -c {len(avant)} document.pdf | sha256sum",
    ):
        assert morceau.replace("’", "'") in lu.replace("’", "'").replace("pré- sumée", "présumée")
    assert empreinte(avant) in lu.replace(" ", "")
    for mot in ("certifié conforme", "avancée", "qualifiée"):
        assert mot not in lu


def test_la_preuve_d_un_document_anglais_est_en_anglais(signataires, tmp_path) -> None:
    pdf = composer_document("convention", Dossier(), le=HEURE.date(), langue="en", a_signer=True).pdf
    scelle = sceller(pdf, signataires["etablissement"], [accord(pdf, champ="stagiaire")], titre="Agreement")
    lu = texte(signer(scelle, signataires["organisme"], "organisme"), tmp_path)
    for morceau in (
        "Evidence page",
        "The following persons approved the document “Agreement” that precedes.",
        "Agreement given on 2 February 2026 at",
        "Level: simple electronic signature",
        "Simple electronic agreement",
        "no certificate: see the evidence page",
        "certificate from Autorité d'essai",
    ):
        assert morceau in lu
    for mot in ("preuve", "Accord donné", "Cachet de l'instance", "signature électronique"):
        assert mot not in lu


def test_le_cachet_certifie_et_les_autres_signent_apres(scelle, signataires, racines) -> None:
    _, pdf = scelle
    with pytest.raises(SignatureImpossible, match="déjà pourvu : la personne a donné son accord"):
        signer(pdf, signataires["stagiaire"], "stagiaire")
    for role in ("tuteur", "organisme"):
        pdf = signer(pdf, signataires[role], role)
    lues = verifier_signatures(pdf, racines)
    assert [(s.champ, s.bonne) for s in lues] == [("cachet", True), ("tuteur", True), ("organisme", True)]
    assert [s.certifie for s in lues] == [True, False, False]
    assert lues[-1].ferme


def test_la_boite_renvoie_a_la_preuve(scelle) -> None:
    _, pdf = scelle
    assert [(c.nom, c.vide) for c in champs_du_pdf(pdf)] == [
        ("stagiaire", False),
        ("organisme", True),
        ("tuteur", True),
        ("cachet", False),
    ]


def test_la_structure_reste_entiere(scelle, tmp_path) -> None:
    _, octets = scelle
    with pikepdf.open(BytesIO(octets)) as pdf:
        assert len(pdf.pages) == 3
        racine = pdf.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(racine.ParentTree).items())
        assert sorted(parents) == list(range(int(racine.ParentTreeNextKey)))
        assert len({int(p.obj.StructParents) for p in pdf.pages}) == 3
        annotations = [a for p in pdf.pages for a in p.obj.get("/Annots", [])]
        assert {int(a.StructParent) for a in annotations} <= set(parents)
        for a in annotations:
            assert parents[int(a.StructParent)].K.Obj.objgen == a.objgen
        (document,) = racine.K
        assert all(enfant.P.objgen == document.objgen for enfant in document.K)
    (tmp_path / "a.pdf").write_bytes(octets)
    vu = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    )
    assert "No syntax or stream encoding errors" in vu.stdout
    vu = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True)
    assert [ligne for ligne in vu.stdout.splitlines()[2:] if ligne.split()[-5] != "yes"] == []


def test_un_document_deja_signe_a_sa_preuve_a_part(a_signer, signataires, racines, tmp_path) -> None:
    pdf = signer(a_signer(2), signataires["organisme"], "organisme")
    accords = [accord(pdf)]
    with pytest.raises(SignatureImpossible, match="Faites la preuve à part"):
        sceller(pdf, signataires["etablissement"], accords)
    preuve = preuve_a_part(pdf, signataires["etablissement"], accords, titre="Convention")
    assert [s.bonne for s in verifier_signatures(preuve, racines)] == [True]
    assert [s.bonne for s in verifier_signatures(pdf, racines)] == [True]
    assert empreinte(pdf) in texte(preuve, tmp_path).replace(" ", "")


@pytest.mark.parametrize(
    ("accords", "phrase"),
    [
        (lambda _: [], "Personne n'a approuvé"),
        (lambda pdf: [accord(pdf, empreinte="0" * 64)], "a approuvé une autre version"),
        (lambda pdf: [accord(pdf, le=datetime(2026, 2, 2, 14, 5))], "ne dit pas son fuseau"),
        (lambda pdf: [accord(pdf, champ="maire")], "n'a pas de champ « maire »"),
    ],
)
def test_ce_qu_on_ne_prouve_pas(a_signer, signataires, accords, phrase) -> None:
    pdf = a_signer(1)
    with pytest.raises(SignatureImpossible, match=phrase):
        sceller(pdf, signataires["etablissement"], accords(pdf))


def test_un_octet_change_dans_la_version_se_voit(scelle, racines) -> None:
    avant, apres = scelle
    for ou in (20, len(avant) // 2, len(avant) - 10):
        abime = apres[:ou] + bytes([apres[ou] ^ 1]) + apres[ou + 1 :]
        with suppress(PdfIllisible):
            assert not all(s.bonne for s in verifier_signatures(abime, racines))


def test_le_niveau_du_cachet_ne_change_pas_celui_des_accords(a_signer, signataires, tmp_path) -> None:
    pdf = a_signer(1)
    scelle = sceller(pdf, signataires["etablissement"], [accord(pdf)], niveau=Niveau.QUALIFIEE)
    assert "Niveau : signature électronique simple" in texte(scelle, tmp_path)


def test_l_heure_est_dite_avec_son_fuseau(a_signer, signataires, tmp_path) -> None:
    pdf = a_signer(1)
    scelle = sceller(pdf, signataires["etablissement"], [accord(pdf, le=HEURE.astimezone(UTC))])
    assert "(UTC" in texte(scelle, tmp_path)


def test_un_document_sans_champ_se_scelle_aussi(nu, signataires, racines) -> None:
    scelle = sceller(nu, signataires["etablissement"], [accord(nu)])
    assert scelle.startswith(nu)
    assert [(s.champ, s.bonne, s.ferme) for s in verifier_signatures(scelle, racines)] == [
        ("cachet", True, True)
    ]


def test_un_pdf_sans_structure_ne_se_scelle_pas(signataires) -> None:
    vide = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(vide)
    brut = vide.getvalue()
    with pytest.raises(SignatureImpossible, match="n'est pas étiqueté"):
        sceller(brut, signataires["etablissement"], [accord(brut)])


def test_un_long_document_se_scelle_aussi(signataires, racines) -> None:
    source = '#set document(title: "Long", date: auto)\n#set text(lang: "fr")\n= Long\n'
    source += "#for n in range(90) [== #n\n#lorem(300)\n]"
    compilateur = typst.Compiler(source.encode(), ignore_system_fonts=True)
    long = compilateur.compile(pdf_standards=["a-3a", "ua-1"], timestamp=HEURE)
    scelle = sceller(long, signataires["etablissement"], [accord(long)])
    assert [s.bonne for s in verifier_signatures(scelle, racines)] == [True]
    with pikepdf.open(BytesIO(scelle)) as pdf:
        racine = pdf.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(racine.ParentTree).items())
        assert sorted(parents) == list(range(int(racine.ParentTreeNextKey)))
        assert int(pdf.pages[-1].obj.StructParents) in parents
