"""Ce qui a été signé ailleurs : on le note, on le reconnaît, on n'en garantit rien."""

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest

from tripartite.documents.signatures.erreurs import PdfIllisible, SignatureImpossible
from tripartite.documents.signatures.exterieur import (
    NatureExterieure,
    SignataireExterieur,
    enregistrer_exterieur,
    est_celui_que_l_on_a_enregistre,
    joindre_l_enregistrement,
    relire_l_enregistrement,
)

LEA = SignataireExterieur("stagiaire", "Léa Martin", date(2026, 2, 2))
RECU = datetime(2026, 2, 9, 10, 30, tzinfo=UTC)


def noter(pdf: bytes, **autrement: object):
    options = {"nature": NatureExterieure.A_LA_MAIN, "signataires": [LEA], "par": "Scolarité", "le": RECU}
    return enregistrer_exterieur(pdf, **{**options, **autrement})


def test_ce_que_l_on_note_se_relit(nu) -> None:
    note = noter(nu, signataires=[LEA, SignataireExterieur("tuteur", "Bảo")])
    assert relire_l_enregistrement(note.json()) == note
    assert note.json() == noter(nu, signataires=list(note.signataires)).json()
    assert est_celui_que_l_on_a_enregistre(nu, note)
    assert not est_celui_que_l_on_a_enregistre(nu + b" ", note)


def test_un_pdf_signe_par_un_autre_service(signe, nu) -> None:
    assert noter(signe, nature=NatureExterieure.AILLEURS).octets == len(signe)
    with pytest.raises(SignatureImpossible, match="ne porte aucune signature électronique"):
        noter(nu, nature=NatureExterieure.AILLEURS)


@pytest.mark.parametrize(
    ("autrement", "phrase"),
    [
        ({"signataires": []}, "Dites qui a signé"),
        ({"par": " "}, "Dites qui enregistre"),
        ({"le": datetime(2026, 2, 9)}, "fuseau"),
    ],
)
def test_ce_qu_on_ne_note_pas(nu, autrement, phrase) -> None:
    with pytest.raises(SignatureImpossible, match=phrase):
        noter(nu, **autrement)


def test_une_image_n_est_pas_un_pdf() -> None:
    with pytest.raises(PdfIllisible):
        noter(b"\x89PNG\r\n")


@pytest.mark.parametrize("contenu", ["", "[]", "{}", '{"format": "autre"}', '{"format": 1'])
def test_ce_qui_n_est_pas_une_note(contenu) -> None:
    with pytest.raises(PdfIllisible, match="n'est pas un enregistrement"):
        relire_l_enregistrement(contenu)


def test_la_note_se_joint_a_un_document_que_personne_n_a_signe(nu, signe) -> None:
    note = noter(nu)
    avec = joindre_l_enregistrement(nu, note)
    assert avec == joindre_l_enregistrement(nu, note)
    with pikepdf.open(BytesIO(avec)) as pdf:
        assert set(pdf.attachments) == {"dossier.json", "signature-exterieure.json"}
        jointe = pdf.attachments["signature-exterieure.json"]
        assert relire_l_enregistrement(jointe.get_file().read_bytes().decode()) == note
        assert [str(f.AFRelationship) for f in pdf.Root.AF] == ["/Source", "/Supplement"]
    with pytest.raises(SignatureImpossible, match="Gardez-le à côté"):
        joindre_l_enregistrement(signe, note)
