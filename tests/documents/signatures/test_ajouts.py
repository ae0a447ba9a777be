"""Dix familles d'ajouts après une signature, et quelques autres : tous refusés.

Chaque famille a son témoin (le dommage est bien là, avant il n'y était pas) et son interrupteur (sans la
politique, le même fichier passerait : c'est elle qui refuse, pas une signature cassée par mégarde).
"""

import subprocess
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NumberObject,
    StreamObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.diff_analysis import DiffPolicy, DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields

from tripartite.documents.signatures import signature, verification
from tripartite.documents.signatures.erreurs import PdfIllisible
from tripartite.documents.signatures.signature import signer
from tripartite.documents.signatures.verification import Suite, verifier_signatures


class Ajout(IncrementalPdfFileWriter):
    """Un ajout qui n'écrit que le dommage."""

    def _update_meta(self) -> None:
        pass


def dico(**entrees: Any) -> DictionaryObject:
    return DictionaryObject({pdf_name(f"/{cle}"): valeur for cle, valeur in entrees.items()})


def champ_de(ajout: Ajout, nom: str = "stagiaire") -> Any:
    return next(enumerate_sig_fields(ajout, with_name=nom))[2]


def premiere_page(ajout: Ajout) -> Any:
    return ajout.root["/Pages"]["/Kids"][0].get_object()


# --- Les dommages : chacun dit ce qu'il change, et comment on le voit ---------------------------


def script(ajout: Ajout) -> None:
    ajout.root["/OpenAction"] = dico(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert('vu')"))
    ajout.update_root()


def page(ajout: Ajout) -> None:
    pages = ajout.root["/Pages"]
    pages["/Kids"].append(ajout.add_object(DictionaryObject(premiere_page(ajout))))
    pages["/Count"] = NumberObject(3)
    ajout.update_container(pages)


def annotation(ajout: Ajout) -> None:
    note = dico(
        Type=pdf_name("/Annot"),
        Subtype=pdf_name("/FreeText"),
        Rect=ArrayObject([NumberObject(n) for n in (50, 50, 300, 300)]),
        Contents=pdf_string("4,50 € l'heure"),
    )
    feuille = premiere_page(ajout)
    feuille["/Annots"] = ArrayObject([ajout.add_object(note)])
    ajout.update_container(feuille)


def valeur_d_un_champ(ajout: Ajout) -> None:
    champ = champ_de(ajout).get_object()
    autre = DictionaryObject(champ["/V"])
    autre["/Name"] = pdf_string("Quelqu'un d'autre")
    champ["/V"] = ajout.add_object(autre)
    ajout.update_container(champ)


def apparence(ajout: Ajout) -> None:
    champ = champ_de(ajout).get_object()
    champ["/AP"] = dico(
        N=ajout.add_object(StreamObject(dict(champ["/AP"]["/N"]), stream_data=b"0 0 9 9 re f"))
    )
    ajout.update_container(champ)


def police(ajout: Ajout) -> None:
    polices = premiere_page(ajout)["/Resources"]["/Font"]
    noms = list(polices)
    descendante = polices[noms[0]]["/DescendantFonts"][0]
    descripteur = (descendante.get_object() if hasattr(descendante, "get_object") else descendante)[
        "/FontDescriptor"
    ]
    descripteur["/FontFile3"] = ajout.add_object(StreamObject(stream_data=b"une autre police"))
    ajout.update_container(descripteur)


def piece_jointe(ajout: Ajout) -> None:
    fiche = ajout.root["/AF"][0]
    fiche = fiche.get_object() if hasattr(fiche, "get_object") else fiche
    autre = StreamObject(dict(fiche["/EF"]["/F"]), stream_data=b'{"stagiaire": {"nom": "Autre"}}')
    autre.pop("/Filter", None)
    fiche["/EF"]["/F"] = fiche["/EF"]["/UF"] = ajout.add_object(autre)
    ajout.update_container(fiche["/EF"])


def calque(ajout: Ajout) -> None:
    groupe = ajout.add_object(dico(Type=pdf_name("/OCG"), Name=pdf_string("caché")))
    liste = ArrayObject([groupe])
    ajout.root["/OCProperties"] = dico(OCGs=liste, D=dico(OFF=ArrayObject([groupe])))
    ajout.update_root()


def metadonnees(ajout: Ajout) -> None:
    actuelles = ajout.root["/Metadata"]
    ajout.root["/Metadata"] = ajout.add_object(
        StreamObject(
            {"/Type": pdf_name("/Metadata"), "/Subtype": pdf_name("/XML")},
            stream_data=actuelles.data.replace(b"essai", b"autre"),
        )
    )
    ajout.update_root()


def second_catalogue(ajout: Ajout) -> None:
    autre = DictionaryObject(ajout.root)
    autre["/Lang"] = pdf_string("en")
    reference = ajout.add_object(autre)
    ajout._root = reference
    ajout.trailer["/Root"] = reference


def titre(ajout: Ajout) -> None:
    ajout.trailer["/Info"]["/Title"] = pdf_string("Contrat")
    ajout.update_container(ajout.trailer["/Info"])


def texte_d_une_page(ajout: Ajout) -> None:
    feuille = premiere_page(ajout)
    feuille["/Contents"] = ajout.add_object(StreamObject(stream_data=b"BT ET"))
    ajout.update_container(feuille)


def champ_de_plus(ajout: Ajout) -> None:
    formulaire = ajout.root["/AcroForm"]
    formulaire["/Fields"].append(ajout.add_object(dico(FT=pdf_name("/Sig"), T=pdf_string("maire"))))
    ajout.update_container(formulaire)


def nom_d_un_champ(ajout: Ajout) -> None:
    champ = champ_de(ajout).get_object()
    champ["/TU"] = pdf_string("Signature · Le préfet")
    ajout.update_container(champ)


def structure(ajout: Ajout) -> None:
    racine = ajout.root["/StructTreeRoot"]
    racine["/RoleMap"] = dico(Title=pdf_name("/Artifact"))
    ajout.update_container(racine)


def permissions(ajout: Ajout) -> None:
    del ajout.root["/Perms"]
    ajout.update_root()


def certificats(ajout: Ajout) -> None:
    ajout.root["/DSS"] = ajout.add_object(dico(Certs=ArrayObject()))
    ajout.update_root()


def objet_isole(ajout: Ajout) -> None:
    ajout.add_object(dico(Rien=pdf_string("du tout")))


def objet_recrit(ajout: Ajout) -> None:
    ajout.update_container(premiere_page(ajout))


Temoin = Callable[[pikepdf.Pdf], Any]

FAMILLES: dict[Callable[[Ajout], None], Temoin] = {
    script: lambda pdf: "/OpenAction" in pdf.Root,
    page: lambda pdf: len(pdf.pages),
    annotation: lambda pdf: "/Annots" in pdf.pages[0],
    valeur_d_un_champ: lambda pdf: str(pdf.Root.AcroForm.Fields[0].V.Name),
    apparence: lambda pdf: pdf.Root.AcroForm.Fields[0].AP.N.read_bytes(),
    police: lambda pdf: polices_de(pdf),
    piece_jointe: lambda pdf: pdf.attachments["dossier.json"].get_file().read_bytes(),
    calque: lambda pdf: "/OCProperties" in pdf.Root,
    metadonnees: lambda pdf: pdf.Root.Metadata.read_bytes(),
    second_catalogue: lambda pdf: (pdf.Root.objgen, str(pdf.Root.Lang)),
}
AUTRES: dict[Callable[[Ajout], None], Temoin] = {
    titre: lambda pdf: str(pdf.docinfo.Title),
    texte_d_une_page: lambda pdf: pdf.pages[0].Contents.read_bytes(),
    champ_de_plus: lambda pdf: len(pdf.Root.AcroForm.Fields),
    nom_d_un_champ: lambda pdf: str(pdf.Root.AcroForm.Fields[0].TU),
    structure: lambda pdf: len(pdf.Root.StructTreeRoot.RoleMap.keys()),
    permissions: lambda pdf: "/Perms" in pdf.Root,
    certificats: lambda pdf: "/DSS" in pdf.Root,
    objet_isole: lambda pdf: len(pdf.objects),
    objet_recrit: lambda pdf: len(pdf.trailer),
}
TOUS = {**FAMILLES, **AUTRES}
SANS_EFFET = {objet_recrit}


def polices_de(pdf: pikepdf.Pdf) -> list[bytes]:
    return [
        police.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()
        for police in pdf.pages[0].Resources.Font.values()
    ]


def abimer(pdf: bytes, dommage: Callable[[Ajout], None]) -> bytes:
    ajout = Ajout(BytesIO(pdf))
    dommage(ajout)
    sortie = BytesIO()
    ajout.write(sortie)
    assert sortie.getvalue().startswith(pdf)
    assert len(sortie.getvalue()) > len(pdf)
    return sortie.getvalue()


class ToutPermettre(DiffPolicy):
    """L'interrupteur : une politique qui ne regarde rien."""

    def apply(self, old, new, field_mdp_spec=None, doc_mdp=None) -> DiffResult:
        return DiffResult(ModificationLevel.NONE, set())

    def review_file(self, reader, base_revision, field_mdp_spec=None, doc_mdp=None) -> DiffResult:
        return DiffResult(ModificationLevel.NONE, set())


@pytest.fixture(params=TOUS, ids=lambda d: d.__name__)
def dommage(request):
    return request.param


def test_les_dix_familles_y_sont() -> None:
    assert len(FAMILLES) == 10


@pytest.mark.parametrize("dommage", [d for d in TOUS if d not in SANS_EFFET], ids=lambda d: d.__name__)
def test_le_dommage_se_voit(signe, dommage) -> None:
    temoin = TOUS[dommage]
    with pikepdf.open(BytesIO(signe)) as avant, pikepdf.open(BytesIO(abimer(signe, dommage))) as apres:
        assert temoin(avant) != temoin(apres)


def test_apres_la_derniere_signature(signe, racines, dommage) -> None:
    lues = verifier_signatures(abimer(signe, dommage), racines)
    assert [s.suite for s in lues if s.suite is not Suite.MODIFIE] == []
    assert [s.bonne for s in lues] == [False] * len(lues)
    assert len(lues) == 3


@pytest.mark.parametrize("laxiste", [False, True], ids=["stricte", "sans politique"])
def test_entre_deux_signatures(monkeypatch, a_signer, signataires, racines, dommage, laxiste) -> None:
    """Le second signataire couvre le dommage de sa signature : la première le dénonce."""
    pdf = signer(a_signer(3), signataires["stagiaire"], "stagiaire")
    with monkeypatch.context() as m:
        m.setattr(signature, "exiger_l_integrite", lambda _: None)
        pdf = signer(abimer(pdf, dommage), signataires["organisme"], "organisme")
    if laxiste:
        monkeypatch.setattr(verification, "politique", ToutPermettre)
    lues = {s.champ: s for s in verifier_signatures(pdf, racines)}
    premiere = lues["stagiaire"]
    if dommage is valeur_d_un_champ:  # la signature elle-même est remplacée : rien ne la rend bonne
        assert not premiere.bonne
        return
    assert (premiere.intacte, premiere.valide) == (True, True)
    assert premiere.bonne is laxiste


def test_la_signature_du_suivant_n_est_pas_un_dommage(a_signer, signataires, racines) -> None:
    pdf = signer(a_signer(3), signataires["stagiaire"], "stagiaire")
    pdf = signer(pdf, signataires["organisme"], "organisme")
    assert [s.bonne for s in verifier_signatures(pdf, racines)] == [True, True]


@pytest.mark.parametrize("queue", [b"\n", b"%", b"\x00" * 64, b"\n%%EOF\n"])
def test_des_octets_apres_la_fin(signe, racines, queue) -> None:
    try:
        lues = verifier_signatures(signe + queue, racines)
    except PdfIllisible:
        return
    assert [s.bonne for s in lues] == [False] * 3


def test_poppler_ne_couvre_plus_le_fichier(signe, dommage, tmp_path) -> None:
    """Poppler n'a pas de politique : il dit au moins que le fichier dépasse ce qui est signé."""
    chemin = tmp_path / "a.pdf"
    for pdf, attendu in ((signe, 1), (abimer(signe, dommage), 0)):
        chemin.write_bytes(pdf)
        vu = subprocess.run(["pdfsig", str(chemin)], capture_output=True, text=True, check=False).stdout
        assert vu.count("\n  - Total document signed") == attendu
